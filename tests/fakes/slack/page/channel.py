"""Un canal ou une conversation directe, avec ses fils."""

from html import escape
from typing import Any

from .blocks import blocks_html
from .shell import avatar, workspace_page
from .words import mrkdwn_html

Message = dict[str, Any]
EYE = (
    '<svg viewBox="0 0 16 10"><path d="M1 5c3-5 11-5 14 0-3 5-11 5-14 0z"/>'
    '<circle cx="8" cy="5" r="2"/></svg>'
)


def render_channel(name: str, messages: list[Message], *, workspace: str) -> str:
    """La page entière d'un canal ; un nom qui commence par « @ » est une conversation directe."""
    direct = name.startswith("@")
    bare = name.lstrip("#@")
    sign = avatar(bare, "mid") if direct else '<span class="hash">#</span>'
    top = f'<header><div class="title">{sign}<b>{escape(bare)}</b></div></header>'
    body = "".join(_message(message) for message in messages)
    main = f'{top}<div class="messages">{body}</div>'
    return workspace_page(name, workspace, bare, "dm" if direct else "channel", main)


def _message(message: Message) -> str:
    private = (
        f'<div class="private">{EYE}Visible uniquement par vous</div>'
        if message.get("ephemeral")
        else ""
    )
    return (
        f'<article class="{"ephemeral" if private else ""}">{private}'
        f'<div class="line">{avatar(message["author"])}<div class="said">{_said(message)}'
        f"{_thread(message.get('thread') or [])}</div></div></article>"
    )


def _said(message: Message) -> str:
    badge = '<span class="badge">APPLI</span>' if message.get("bot") else ""
    edited = '<span class="edited">(modifié)</span>' if message.get("edited") else ""
    who = (
        f'<div class="who"><b>{escape(message["author"])}</b>{badge}'
        f"<time>{escape(str(message.get('time', '')))}</time></div>"
    )
    if message.get("blocks"):
        return f"{who}{blocks_html(message['blocks'])}{edited}"
    return f'{who}<div class="plain">{mrkdwn_html(message.get("text", ""))} {edited}</div>'


def _thread(replies: list[Message]) -> str:
    if not replies:
        return ""
    count = f"{len(replies)} réponse" + ("s" if len(replies) > 1 else "")
    shown = "".join(
        f'<div class="line reply">{avatar(one["author"], "mid")}'
        f'<div class="said">{_said(one)}</div></div>'
        for one in replies
    )
    return f'<div class="thread"><div class="replies">{count}</div>{shown}</div>'
