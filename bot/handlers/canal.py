"""/canal: have this conversation receive the organisation's notices."""

from __future__ import annotations

from bot.handlers.arguments import Arguments
from bot.handlers.request import Contexte, Reply
from core.errors import Interdit, SaisieInvalide
from core.messages.model import Gravite, Message, Paragraphe
from core.texte import cle, de
from core.usecases.adhesions import attacher_canal


def canal(contexte: Contexte, arguments: Arguments) -> Reply:
    """Attach this conversation, or detach it with « retirer »."""
    organisation = contexte.membre.organisation
    ici = contexte.requete.ici
    if not arguments:
        if not contexte.requete.present:
            raise Interdit(
                "Je ne suis pas dans ce canal, rien n'y arriverait. Invitez-moi d'abord : "
                "/invite @fluxbot, puis /canal"
            )
        nouveau = attacher_canal(contexte.uow, contexte.maintenant, organisation, ici)
        texte = (
            f"Les avis {de(organisation.nom)} arriveront ici. Pour arrêter : /canal retirer"
            if nouveau
            else f"Cette conversation recevait déjà les avis {de(organisation.nom)}."
        )
        return Reply(
            Message("Conversation rattachée", (Paragraphe(texte),), gravite=Gravite.SUCCES)
        )
    if [cle(mot) for mot in arguments.mots] != ["retirer"]:
        raise SaisieInvalide(
            f"/canal ne comprend pas « {' '.join(arguments.mots)} ». "
            "Exemple : /canal ou /canal retirer"
        )
    retire = contexte.uow.canaux.retirer(organisation.id, ici)
    restantes = len(contexte.uow.canaux.destinations(organisation.id))
    texte = (
        f"Cette conversation ne reçoit plus les avis {de(organisation.nom)}."
        if retire
        else "Cette conversation n'était pas rattachée."
    )
    if not restantes:
        texte += " Attention : plus aucune conversation ne les reçoit."
    return Reply(Message("Conversation détachée", (Paragraphe(texte),)))
