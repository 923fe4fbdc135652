"""What surrounds a dossier on its page, whatever it is."""

from __future__ import annotations

from bot.handlers.commandes import PAR_NOM
from bot.handlers.permissions import permise
from bot.handlers.request import Contexte, Reply
from bot.presenters.adresses import REFERENCE
from bot.presenters.demarches import LIBELLES
from bot.web.pages import page_avis
from bot.web.pages.chemins import Suite
from bot.web.pages.etat import Ouverture
from bot.web.pages.vues import PageDeDossier
from core.domain.acces import ouvre_sur
from core.domain.references import Prefixe, prefixe_de

LES_AUTRES = (
    "Cette page n'ouvre que ce dossier. Pour les autres, recevez un lien là où vous lisez déjà ce "
    "qui vous est adressé."
)
_NUMEROS = {
    Prefixe.PROGRAMME: "Lire les numéros",
    Prefixe.PRIORITAIRE: "Lire le numéro unique",
}


def page_de(contexte: Contexte, ouvert: Ouverture, reply: Reply) -> PageDeDossier:
    """Gather what surrounds the dossier that an answer shows."""
    assert reply.reference and reply.message
    reference, prefixe = reply.reference, prefixe_de(reply.reference)
    if prefixe is Prefixe.AVIS:
        return page_avis.autour(contexte, ouvert, reference)
    preuve = ouvert.chemins.piece("preuve", {REFERENCE: reference})
    return PageDeDossier(
        reply.message.titre,
        (),
        _lectures(contexte, ouvert, reference),
        (Suite("Fichier de preuve (texte)", preuve),),
        ouvert.chemins.dossier(reference),
        LES_AUTRES if ouvert.chemins.seul else "",
    )


def _lectures(contexte: Contexte, ouvert: Ouverture, reference: str) -> tuple[Suite, ...]:
    """Lead to what is read once, and recorded."""
    if not ouvre_sur(reference, "numeros") or not permise(PAR_NOM["numeros"], contexte.auteur):
        return ()
    prefixe = prefixe_de(reference)
    libelle = _NUMEROS[prefixe] if prefixe else LIBELLES["numeros"]
    return (Suite(libelle, ouvert.chemins.commande("numeros", {REFERENCE: reference})),)
