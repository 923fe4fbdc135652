"""/numeros: full numbers, in private, for the two parties; every reading is recorded."""

from __future__ import annotations

from bot.handlers.arguments import Arguments, exiger_reference
from bot.handlers.formulaires import formulaire_reference
from bot.handlers.request import Contexte, Reply
from core.domain.avis import Passage
from core.domain.candidatures import actives, tardives
from core.errors import Interdit
from core.messages.model import Code, Message, Paragraphe
from core.usecases.dossier import charger, consigner


def numeros(contexte: Contexte, arguments: Arguments) -> Reply:
    """Show the full numbers of an avis to one of its parties (LP art. 11).

    Raises Interdit outside a private conversation.
    """
    if not arguments:
        return Reply(formulaire=formulaire_reference("numeros", "Lire les numéros", ()))
    reference = exiger_reference(arguments.mots, "numeros")
    if not contexte.requete.conversation.prive:
        raise Interdit(
            "Les numéros en entier ne se lisent qu'en privé (LP art. 11). Écrivez-moi en privé : "
            f"/numeros {reference}"
        )
    avis = charger(contexte.uow, reference, contexte.membre.organisation)
    lecteur = contexte.membre.organisation.id
    liste = contexte.uow.avis.candidatures(avis.id)
    lisibles = list(actives(liste))
    if lecteur == avis.reservataire.id:
        lisibles += [une for une in tardives(liste) if une.organisation == lecteur]
    if avis.renfort and lecteur == avis.renfort.id:
        lisibles = [une for une in lisibles if une.organisation == lecteur]
    details = {"numéros": ", ".join(str(une.numero) for une in lisibles) or "aucun"}
    consigner(
        contexte.uow,
        Passage(avis, "lecture des numéros", avis.etat, "LP art. 11", details=details),
        contexte.acteur,
        contexte.maintenant,
    )
    if not lisibles:
        return Reply(Message(reference, (Paragraphe("Aucun candidat à lire."),)))
    lignes = "\n".join(f"n° {une.numero} : {une.numero_unique.valeur}" for une in lisibles)
    return Reply(
        Message(
            f"{reference} : numéros uniques",
            (
                Code(lignes),
                Paragraphe(
                    "Cette lecture est inscrite au journal. Effacez ce message après usage."
                ),
            ),
        )
    )
