"""/page: a link to one's own signed page, in private only."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.handlers.arguments import Arguments, exiger_reference, exiger_rien_de_plus
from bot.handlers.dossiers import charger_un_dossier
from bot.handlers.request import Contexte, Reply
from core.domain.acces import VALIDITE, But
from core.domain.references import Prefixe, prefixe_de
from core.errors import Interdit, TransitionImpossible
from core.messages.model import Bouton, Message, Paragraphe
from core.texte import jour_fr


def page(contexte: Contexte, arguments: Arguments) -> Reply:
    """Give its author a link to the page of a dossier, or to all that they may do.

    Raises Interdit outside a private conversation: a link acts for its author.
    """
    arguments.cles_permises((), "page")
    reference = exiger_reference(arguments.mots, "page") if arguments.mots else ""
    exiger_rien_de_plus(arguments.mots[1:], "page", f"/page {reference}")
    liens = contexte.uow.liens
    if not contexte.requete.conversation.prive:
        raise Interdit(
            "Votre page s'ouvre par un lien qui agit en votre nom : je ne le donne qu'en privé. "
            f"Écrivez-moi en privé : /page {reference}".rstrip()
        )
    if reference:
        charger_un_dossier(contexte, reference)
    if liens is None:
        raise TransitionImpossible(
            "Ce service n'a pas encore de pages signées : son administrateur doit régler "
            "FLUXBOT_PUBLIC_URL. Exemple : https://fluxbot.exemple.fr"
        )
    but = But.DOSSIER if reference else But.ESPACE
    lien = liens.pour(contexte.membre, but, contexte.maintenant, reference)
    return Reply(_message(contexte, but, reference, lien), reference=reference or None)


def _message(contexte: Contexte, but: But, reference: str, lien: str) -> Message:
    fin = (contexte.maintenant + VALIDITE[but]).astimezone(ZoneInfo(contexte.zone)).date()
    texte = (
        f"Le bouton ouvre {_ce_qui_s_ouvre(reference)}, jusqu'au {jour_fr(fin)}. "
        "Il agit en votre nom : ne le transférez pas."
    )
    titre = f"{reference} : votre page" if reference else "Votre page"
    return Message(titre, (Paragraphe(texte),), (Bouton("Ouvrir la page", "page", {}, lien=lien),))


def _ce_qui_s_ouvre(reference: str) -> str:
    if not reference:
        return "vos dossiers et ce que vous pouvez faire, noms et coordonnées compris"
    if prefixe_de(reference) is Prefixe.AVIS:
        return f"ce qui touche {reference}, noms et coordonnées compris"
    return f"ce qui touche {reference}, et ce qui ne se lit que là"
