"""From a delivery to a neutral request, or to an event of the conversation itself."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import structlog

from bot.channels.evenements import Depart, Migration, Retour
from bot.channels.slack import adresses
from bot.channels.slack.adresses import NOM
from bot.channels.slack.courrier import Courrier
from bot.channels.slack.fichiers import fichiers_de
from bot.channels.slack.modale import champs_montres, lire_souvenir, saisies
from bot.channels.slack.render import CONFIRME, OUVRE_UNE_PAGE
from bot.handlers.commandes import PAR_NOM
from bot.handlers.request import Request
from core.domain.organisations import Destination
from core.texte import cle

journal = structlog.get_logger(__name__)
_ENTITE = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")


@dataclass(frozen=True)
class Tableau:
    """A person looks at their board."""

    personne: str
    destination: Destination


@dataclass(frozen=True)
class Desinstallation:
    """fluxbot was removed from a workspace, or its token revoked."""

    equipe: str
    quand: datetime


Evenement = Request | Depart | Retour | Migration | Tableau | Desinstallation


def traduire(courrier: Courrier, modale: str | None = None) -> Evenement | None:
    """Give what a delivery asks of us; None for what we ignore, or can't read.

    `modale` is the id of the view opened to receive the answer, if one could be.
    """
    try:
        return _lire(courrier, modale)
    except (AttributeError, IndexError, KeyError, OverflowError, TypeError, ValueError):
        journal.exception("livraison illisible", genre=courrier.genre)
        return None


def _lire(courrier: Courrier, modale: str | None) -> Evenement | None:
    match courrier.genre:
        case "commande":
            return _commande(courrier, modale)
        case "bouton":
            return _bouton(courrier, modale)
        case "formulaire":
            return _formulaire(courrier)
        case _:
            return _evenement(courrier)


def texte_clair(texte: str) -> str:
    """Undo Slack's escapes: a link gives its label or address, a mention nothing."""

    def remplacer(trouve: re.Match[str]) -> str:
        signe, cible, libelle = trouve.groups()
        return (libelle or "") if signe else (libelle or cible)

    return html.unescape(_ENTITE.sub(remplacer, texte))


def _commande(courrier: Courrier, modale: str | None) -> Request:
    corps = courrier.corps
    _, _, personne = courrier.auteur.partition("/")
    salon = str(corps.get("channel_id", ""))
    publique = not salon.startswith("D")
    reponse = adresses.a_part(courrier.equipe, personne, salon if publique else "")
    requete = Request(
        NOM,
        courrier.auteur,
        reponse,
        str(corps.get("trigger_id", "")),
        f"{corps['command']} {html.unescape(str(corps.get('text') or ''))}",
        questions="bouton",
        lieu=adresses.canal(courrier.equipe, salon) if publique else reponse,
    )
    return _dans_la_modale(requete, modale)


def _bouton(courrier: Courrier, modale: str | None) -> Request | None:
    """Read a button pressed; nothing for one that only opens a page."""
    corps, action = courrier.corps, courrier.corps["actions"][0]
    if str(action.get("action_id", "")).startswith(OUVRE_UNE_PAGE):
        return None
    _, _, personne = courrier.auteur.partition("/")
    contenant = corps.get("container") or {}
    reponse = adresses.a_part(courrier.equipe, personne, _lieu(corps))
    requete = Request(
        NOM,
        courrier.auteur,
        reponse,
        adresses.message(str(contenant.get("channel_id")), str(contenant.get("message_ts"))),
        jeton=str(action.get("value", "")),
        questions="bouton",
        confirme=str(action.get("action_id", "")).startswith(CONFIRME),
        lieu=_salon(corps, courrier.equipe) or reponse,
    )
    vue = corps.get("view") or {}
    return _dans_la_modale(requete, modale or (vue["id"] if vue.get("type") == "modal" else None))


def _formulaire(courrier: Courrier) -> Request:
    vue = courrier.corps["view"]
    souvenir = lire_souvenir(vue)
    _, _, personne = courrier.auteur.partition("/")
    reponse = adresses.a_part(courrier.equipe, personne, souvenir.lieu)
    salon = souvenir.lieu.partition("/")[0]
    return Request(
        NOM,
        courrier.auteur,
        reponse,
        str(vue["id"]),
        commande=souvenir.commande,
        champs=saisies(vue),
        fixe=souvenir.fixe,
        questions="formulaire",
        montres=frozenset(champs_montres(vue)),
        lieu=adresses.canal(courrier.equipe, salon) if salon else reponse,
    )


def _dans_la_modale(requete: Request, modale: str | None) -> Request:
    """Answer in the view that waits, where forms can be shown."""
    if modale is None:
        return requete
    equipe, _, personne = requete.conversation.adresse.partition("/")
    vue = adresses.vue(equipe, personne, modale, requete.conversation.sujet or "")
    return replace(requete, conversation=vue, questions="formulaire")


def _lieu(corps: dict[str, Any]) -> str:
    """Give the channel (and thread) where a button was pressed; nothing in a private one."""
    vue = corps.get("view")
    if vue:
        return lire_souvenir(vue).lieu if vue.get("type") == "modal" else ""
    contenant = corps.get("container") or {}
    salon = str(contenant.get("channel_id") or "")
    if not salon or salon.startswith("D"):
        return ""
    fil = contenant.get("thread_ts")
    return f"{salon}/{fil}" if fil else salon


def _salon(corps: dict[str, Any], equipe: str) -> Destination | None:
    salon = _lieu(corps).partition("/")[0]
    return adresses.canal(equipe, salon) if salon else None


def _evenement(courrier: Courrier) -> Evenement | None:
    fait, equipe = courrier.corps["event"], courrier.equipe
    _, _, personne = courrier.auteur.partition("/")
    salon = fait.get("channel")
    match fait.get("type"):
        case "message" if fait.get("channel_type") == "im" and _tape(fait):
            return _texte(courrier, adresses.personne(equipe, personne), "")
        case "app_mention" if _tape(fait):
            ici = adresses.message(str(salon), str(fait.get("thread_ts") or fait["ts"]))
            return _texte(courrier, adresses.canal(equipe, str(salon)), ici)
        case "app_home_opened" if fait.get("tab") == "home":
            return Tableau(courrier.auteur, adresses.personne(equipe, personne))
        case "app_uninstalled":
            return Desinstallation(equipe, _quand(courrier))
        case "tokens_revoked" if fait.get("tokens", {}).get("bot"):
            return Desinstallation(equipe, _quand(courrier))
        case "channel_archive" | "group_archive" | "channel_left" | "group_left":
            return Depart(adresses.canal(equipe, str(salon)))
        case "channel_deleted" | "group_deleted":
            return Depart(adresses.canal(equipe, str(salon)))
        case "channel_unarchive" | "group_unarchive" | "member_joined_channel":
            return Retour(courrier.auteur, adresses.canal(equipe, str(salon)))
        case "channel_id_changed":
            ancien = adresses.canal(equipe, str(fait["old_channel_id"]))
            return Migration(ancien, f"{equipe}/{fait['new_channel_id']}")
        case _:
            return None


def _quand(courrier: Courrier) -> datetime:
    """Give the instant at which Slack says that it happened (UTC)."""
    return datetime.fromtimestamp(int(courrier.corps["event_time"]), UTC)


def _tape(fait: dict[str, Any]) -> bool:
    """Tell whether a person typed it: no bot, no edition, no notice of Slack's."""
    subi = fait.get("subtype") not in (None, "file_share", "thread_broadcast")
    return not fait.get("bot_id") and not subi and bool(fait.get("user"))


def _texte(courrier: Courrier, conversation: Destination, message: str) -> Request:
    """Read a typed text as a command: Slack keeps the slash for its own menu."""
    texte = texte_clair(str(courrier.corps["event"].get("text") or "")).strip()
    if not texte and not fichiers_de(courrier):
        texte = "aide"
    premier = cle((texte.split(maxsplit=1) or [""])[0])
    commande = f"/{texte}" if premier in PAR_NOM else texte
    ici = message or str(courrier.corps["event"].get("ts"))
    return Request(NOM, courrier.auteur, conversation, ici, commande, questions="bouton")
