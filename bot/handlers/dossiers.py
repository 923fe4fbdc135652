"""Find any dossier for who asks: the same words for a foreign one as for one that isn't there."""

from __future__ import annotations

from bot.handlers.request import Contexte
from core.domain.references import COMMANDES, Prefixe, prefixe_de
from core.errors import Introuvable, SaisieInvalide
from core.texte import de, liste_fr
from core.usecases.identites import Identite, identifier

_NOMS = {
    Prefixe.AVIS: ("d'avis", "ceux"),
    Prefixe.PROGRAMME: ("de programme", "ceux"),
    Prefixe.PRIORITAIRE: ("de dossier", "ceux"),
    Prefixe.COMMISSION: ("de commission", "celles"),
}


def charger_un_dossier(contexte: Contexte, reference: str) -> Identite:
    """Find and lock a dossier for one of its parties.

    Raises SaisieInvalide for a reference of no kind of ours, Introuvable in the same words for a
    foreign dossier as for one that does not exist.
    """
    prefixe = prefixe_de(reference)
    if prefixe is None:
        connues = liste_fr((un.exemple for un in Prefixe), "ou")
        raise SaisieInvalide(
            f"{reference} n'est la référence d'aucun dossier. Exemples : {connues}", "reference"
        )
    trouve = identifier(contexte.uow, reference, verrou=True)
    lecteur = contexte.membre.organisation
    if trouve is None or not trouve.est_partie(lecteur):
        nom, parmi = _NOMS[prefixe]
        raise Introuvable(
            f"Je ne trouve pas {nom} {reference} parmi {parmi} {de(lecteur.nom)}. "
            f"La liste : /{COMMANDES[prefixe]}"
        )
    return trouve
