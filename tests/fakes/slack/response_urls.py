"""Ce qu'on poste à une response_url."""

import json

from .content import check_content
from .errors import SlackError
from .methods_chat import check_thread, erase, make_message, rewrite
from .model import Json
from .state import World
from .triggers import RESPONSE_URL_LIFE, RESPONSE_URL_USES, ResponseUrl

KNOWN = {
    *("text", "blocks", "attachments", "response_type", "replace_original", "delete_original"),
    *("thread_ts", "unfurl_links", "unfurl_media", "mrkdwn", "metadata", "parse", "link_names"),
}


def answer(world: World, path: str, content_type: str, body: bytes) -> tuple[int, str]:
    """Reçoit une réponse ; rend le code et le texte HTTP."""
    with world.cond:
        entry = world.response_urls.get(path)
        if entry is None:
            return 404, "no_such_url"
        if content_type != "application/json":
            return 400, "invalid_payload"
        if world.now() - entry.issued > RESPONSE_URL_LIFE:
            return 404, "expired_url"
        if entry.uses >= RESPONSE_URL_USES:
            return 404, "used_url"
        try:
            given = json.loads(body)
        except ValueError:
            return 400, "invalid_payload"
        if not isinstance(given, dict):
            return 400, "invalid_payload"
        try:
            respond(world, entry, {k: v for k, v in given.items() if v is not None})
        except SlackError as error:
            return 500 if error.error == "is_archived" else 400, error.error
        entry.uses += 1
        return 200, "ok"


def respond(world: World, entry: ResponseUrl, given: Json) -> None:
    """Remplace, efface ou ajoute un message, pour tous ou pour la personne seule."""
    if set(given) - KNOWN:
        raise SlackError("invalid_payload", f"inconnus : {sorted(set(given) - KNOWN)}")
    original = entry.message
    if given.get("delete_original"):
        if original is None:
            raise SlackError("invalid_payload")
        erase(world, original)
        return
    check_content(given)
    if entry.channel.archived:
        raise SlackError("is_archived")
    if given.get("replace_original") and original is not None:
        rewrite(world, original, given)
        return
    message = make_message(world, entry.team, entry.channel, given)
    message.via_response_url = True
    message.thread_ts = check_thread(entry.channel, given.get("thread_ts"))
    if given.get("response_type", "ephemeral") != "in_channel":
        message.ephemeral_to = entry.user
    world.post(message)
