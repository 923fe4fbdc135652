"""What one party reads of the households: numbers anywhere in private, names on a page only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.domain.candidatures import Candidature
from core.domain.menages import Menage
from core.domain.publics import CATEGORIES, NON_PRECISEE
from core.messages.model import Champs, Code, Message, Paragraphe
from core.messages.saisies_menage import LIBELLES

_INSCRITE = "Cette lecture est inscrite au journal."


def numeros_en_entier(reference: str, lues: Sequence[Candidature], *, ailleurs: bool) -> Message:
    """Show full numbers; `ailleurs`: names are known, and read on the signed page."""
    lignes = "\n".join(f"n° {une.numero} : {une.numero_unique.valeur}" for une in lues)
    consigne = f"{_INSCRITE} Effacez ce message après usage."
    if ailleurs:
        consigne += f" Noms et coordonnées se lisent sur la page signée : /page {reference}"
    return Message(f"{reference} : numéros uniques", (Code(lignes), Paragraphe(consigne)))


def coordonnees_en_entier(
    reference: str, lues: Sequence[Candidature], menages: Mapping[int, Menage]
) -> Message:
    """Show all that is known of each candidate: only on a page, where it is read once."""
    fiches = tuple(_fiche(une, menages.get(une.numero)) for une in lues)
    return Message(f"{reference} : numéros et coordonnées", (*fiches, Paragraphe(_INSCRITE)))


def _fiche(une: Candidature, menage: Menage | None) -> Champs:
    lignes = [("Candidat", f"n° {une.numero}"), ("Numéro unique", une.numero_unique.valeur)]
    if menage is None:
        return Champs((*lignes, ("Nom", "non transmis, à lire dans le SNE")))
    valeurs = {**menage.valeurs(), "categorie": CATEGORIES.get(menage.categorie, NON_PRECISEE)}
    lignes += [(LIBELLES[nom].capitalize(), texte) for nom, texte in valeurs.items() if texte]
    return Champs(tuple(lignes))
