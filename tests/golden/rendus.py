"""What each platform is given to show, as text that can be read and compared."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from telegram import InlineKeyboardMarkup

from bot.channels.slack.modale import formulaire
from bot.channels.slack.render import blocs, secours
from bot.channels.telegram.render import clavier, html
from bot.handlers.dialogues import _question
from bot.presenters.corps import vue_du_formulaire
from core.messages.forms import Formulaire
from core.messages.model import Message
from tests.golden.decor import jetons

EQUIPE, LIEU = "T0GOLDEN", "C0GOLDEN"
Json = dict[str, Any]


def en_telegram(message: Message) -> str:
    """Give the HTML, then the rows of the keyboard."""
    return "\n".join([html(message), *_rangs(message)]) + "\n"


def _rangs(message: Message) -> Iterator[str]:
    pose = clavier(message, jetons(message.boutons), groupe=False)
    if not isinstance(pose, InlineKeyboardMarkup):
        return
    yield ""
    for rang in pose.inline_keyboard:
        yield " ".join(f"[{un.text} → {un.url or un.callback_data}]" for un in rang)


def en_slack(message: Message) -> Json:
    """Give the plain text and the blocks of a message."""
    return {
        "text": secours(message),
        "blocks": blocs(message, jetons(message.boutons), EQUIPE),
    }


def questions(un: Formulaire) -> Iterator[Message]:
    """Give a form's questions as a dialogue asks them, one message each."""
    for rang, champ in enumerate(un.champs):
        avant = un.titre if rang == 0 else ""
        yield _question(champ, un, avant, premiere=rang == 0)


def en_dialogue(un: Formulaire) -> str:
    """Give every question of a form, as Telegram asks them."""
    return "\n— — —\n\n".join(en_telegram(une) for une in questions(un))


def en_modale(un: Formulaire) -> Json:
    """Give a form as Slack shows it when a command opens it."""
    return formulaire(vue_du_formulaire(un), LIEU, Message(un.titre))


def ecrit(contenu: Json) -> str:
    """Write a payload so that a change shows as one line."""
    return json.dumps(contenu, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
