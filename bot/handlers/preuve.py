"""/preuve: the proof file of an avis, for its parties."""

from __future__ import annotations

from bot.handlers.arguments import Arguments, exiger_reference, exiger_rien_de_plus
from bot.handlers.formulaires import formulaire_reference
from bot.handlers.request import Contexte, Reply
from bot.presenters.preuve import preuve_texte
from core.domain.avis import Etat
from core.messages.model import Message, Paragraphe, Piece
from core.usecases.dossier import charger

PROPOSES = 8


def preuve(contexte: Contexte, arguments: Arguments) -> Reply:
    """Join the proof file of an avis; it holds no personal datum."""
    arguments.cles_permises((), "preuve")
    if not arguments:
        siens = contexte.uow.avis.de(contexte.membre.organisation.id, list(Etat), PROPOSES)
        references = [un.reference for un in siens]
        return Reply(formulaire=formulaire_reference("preuve", "Fichier de preuve", references))
    reference = exiger_reference(arguments.mots, "preuve")
    exiger_rien_de_plus(arguments.mots[1:], "preuve", f"/preuve {reference}")
    avis = charger(contexte.uow, reference, contexte.membre.organisation)
    lecteur = contexte.membre.organisation
    texte = preuve_texte(contexte.uow, avis, contexte.maintenant, lecteur)
    message = Message(
        f"{reference} : fichier de preuve",
        (
            Paragraphe(
                "Réceptions, délais et journal, sans donnée personnelle. Sa fin dit comment le "
                "vérifier sans nous croire."
            ),
        ),
        piece=Piece(f"preuve-{reference}.txt", texte.encode()),
    )
    return Reply(message, reference=reference)
