"""What one party reads of the households: numbers anywhere in private, names on a page only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.presenters.adresses import REFERENCE
from core.domain.candidatures import Candidature
from core.domain.menages import Menage
from core.domain.prioritaires import DossierPrioritaire
from core.domain.programmes_candidats import CandidatProgramme
from core.domain.publics import CATEGORIES, NON_PRECISEE
from core.messages.model import Bouton, Champs, Code, Message, Paragraphe
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


def candidats_en_entier(reference: str, lus: Sequence[CandidatProgramme]) -> Message:
    """Show the full numbers of a programme's candidates, with what became of each."""
    lignes = "\n".join(f"n° {un.numero} : {un.numero_unique.valeur} ({un.etat})" for un in lus)
    consigne = f"{_INSCRITE} Effacez ce message après usage."
    return Message(f"{reference} : numéros uniques", (Code(lignes), Paragraphe(consigne)))


def menage_en_entier(dossier: DossierPrioritaire) -> Message:
    """Show a household's full number; its category and contact are read apart, on a page."""
    consigne = f"{_INSCRITE} Effacez ce message après usage."
    lire = Bouton(
        "Catégorie et contact", "dossier", {REFERENCE: dossier.reference, "action": "prive"}
    )
    blocs = (Code(dossier.numero_unique.valeur), Paragraphe(consigne))
    return Message(f"{dossier.reference} : numéro unique", blocs, (lire,))
