"""What is said of a household when its dossier opens, and what contradicts itself (LA 3.1)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from core.domain.numero_unique import NumeroUnique
from core.domain.organisations import Organisation
from core.domain.prioritaires import Prive, Voie
from core.domain.regles_priorite import Categorie, ReglesPriorite
from core.errors import AConfirmer, SaisieInvalide
from core.texte import jour_fr, liste_fr


@dataclass(frozen=True)
class NouveauDossier:
    """A household to open. `par`: who opens it; `autorite`: the État's service that decides.

    `bailleur`: who signals it when `voie` is BAILLEUR, else the one that the préfet designates at
    once (None: nobody yet). `caleol`: civil date, for a signalement. `sel`: a fresh random text.
    `confirme`: a numéro unique that looks wrong, or a signalement after its CALEOL, is meant.
    `ensemble`: with others of one file, of which a single notice tells.
    """

    par: Organisation
    autorite: Organisation
    numero_unique: NumeroUnique = field(repr=False)
    prive: Prive = field(repr=False)
    voie: Voie
    sel: str = field(repr=False)
    types: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()
    urgent: bool = False
    complexe: bool = False
    reconnu_le: date | None = None
    bailleur: Organisation | None = None
    caleol: date | None = None
    confirme: bool = False
    ensemble: bool = False


def verifier(regles: ReglesPriorite, nouveau: NouveauDossier, jour: date) -> None:
    """Raise for a category, a road or a date that contradict the convention or each other.

    Raises SaisieInvalide, or AConfirmer for a number that looks wrong.
    """
    verifier_la_categorie(regles, nouveau.prive.categorie, nouveau.voie)
    if nouveau.reconnu_le:
        verifier_la_reconnaissance(nouveau.reconnu_le, jour)
    if nouveau.voie is Voie.BAILLEUR and nouveau.bailleur is None:
        raise SaisieInvalide(
            'bailleur : un signalement vient d\'un bailleur. Exemple : bailleur="Habitat 44"',
            "bailleur",
        )
    if nouveau.caleol and nouveau.voie is not Voie.BAILLEUR:
        raise SaisieInvalide(
            "caleol : seul le signalement d'un bailleur donne une date de CALEOL "
            f"({regles.inscription.article}). Exemple : voie=bailleur caleol=15/01/2027",
            "caleol",
        )
    if nouveau.numero_unique.doutes and not nouveau.confirme:
        raise AConfirmer(
            f"Numéro unique {nouveau.numero_unique.masque} : "
            f"{liste_fr(nouveau.numero_unique.doutes)}. Vérifiez-le. S'il est juste, "
            "confirmez : confirmer=oui",
            "numero",
        )


def verifier_la_categorie(regles: ReglesPriorite, code: str, voie: Voie) -> Categorie:
    """Give a category of the convention; an automatic road needs an automatic code (LA 3.1).

    Raises SaisieInvalide, in words that do not tell which category was given.
    """
    categorie = regles.categorie(code)
    if categorie is None:
        codes = [une.code for une in regles.categories]
        raise SaisieInvalide(
            "categorie : ce n'est pas une catégorie de la convention. Codes : "
            f"{liste_fr(codes, 'ou')}. Exemple : {codes[0] if codes else 'dalo'}",
            "categorie",
        )
    if voie is Voie.AUTOMATIQUE and not categorie.automatique:
        codes = [une.code for une in regles.categories if une.automatique]
        raise SaisieInvalide(
            "voie : « automatique » ne vaut que pour les codes repérés dans le fichier commun "
            f"({liste_fr(codes, 'ou') or 'aucun ici'} ; {regles.inscription.article}). "
            "Exemple : voie=rapport",
            "voie",
        )
    return categorie


def verifier_la_reconnaissance(reconnu_le: date, jour: date) -> None:
    """Raise SaisieInvalide for a recognition to come."""
    if reconnu_le > jour:
        raise SaisieInvalide(
            f"reconnu : « {jour_fr(reconnu_le)} » est dans l'avenir. "
            f"Exemple : reconnu={jour_fr(jour)}",
            "reconnu",
        )
