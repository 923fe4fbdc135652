"""Find an organisation by what a person calls it."""

from __future__ import annotations

from collections.abc import Sequence

from core.domain.organisations import Organisation
from core.errors import SaisieInvalide
from core.texte import cle, extrait, liste_fr, proche


def organisation_nommee(toutes: Sequence[Organisation], nom: str, champ: str) -> Organisation:
    """Find an organisation by its name or an unambiguous part of it, without case or accents.

    Raises SaisieInvalide, naming the candidates.
    """
    voulu = cle(nom)
    exactes = [une for une in toutes if cle(une.nom) == voulu]
    trouvees = exactes or [une for une in toutes if voulu and voulu in cle(une.nom)]
    if len(trouvees) == 1:
        return trouvees[0]
    noms = [une.nom for une in trouvees or toutes]
    suggestion = proche(nom, noms) or (noms[0] if noms else "Le Port")
    faute = (
        "désigne plusieurs organisations" if trouvees else "n'est pas une organisation connue ici"
    )
    raise SaisieInvalide(
        f"{champ} : « {extrait(nom)} » {faute} ({liste_fr(sorted(noms), 'ou')}). "
        f'Exemple : {champ}="{suggestion}"',
        champ,
    )
