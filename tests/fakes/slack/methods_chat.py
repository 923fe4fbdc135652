"""chat.* : écrire, modifier, effacer."""

from .access import postable_channel, visible_channel, visible_user
from .content import check_content, named_attachments, named_blocks
from .errors import SlackError, invalid_arguments, rate_limited
from .message import Message
from .model import Channel, Json, Team
from .state import World


def post_message(world: World, team: Team, params: Json) -> Json:
    """chat.postMessage."""
    check_content(params)
    channel = postable_channel(world, team, params["channel"])
    thread = check_thread(channel, params.get("thread_ts"))
    if params.get("reply_broadcast") and thread is None:
        raise invalid_arguments("reply_broadcast requires thread_ts")
    if world.rates is not None:
        wait = world.rates.take_message(channel.id)
        if wait:
            raise rate_limited(wait)
    message = make_message(world, team, channel, params)
    message.thread_ts = thread
    message.broadcast = bool(params.get("reply_broadcast"))
    world.post(message)
    return {"channel": channel.id, "ts": message.ts, "message": message.json()}


def make_message(world: World, team: Team, channel: Channel, params: Json) -> Message:
    """Le message du robot, pas encore dans la conversation."""
    return Message(
        channel=channel,
        ts=world.new_ts(),
        at=0,
        text=params.get("text") or params.get("markdown_text", ""),
        blocks=named_blocks(params.get("blocks") or []),
        attachments=named_attachments(params.get("attachments") or []),
        bot=team,
        metadata=params.get("metadata") or None,
    )


def check_thread(channel: Channel, ts: str | None) -> str | None:
    """Le fil où répondre ; la racine doit exister, et en être une."""
    if not ts:
        return None
    root = channel.messages.get(ts)
    if root is None or root.deleted or root.ephemeral_to is not None:
        raise SlackError("thread_not_found", f"{channel.name} n'a pas de message {ts}")
    if root.thread_ts not in (None, root.ts):
        raise SlackError("thread_not_found", f"{ts} est une réponse, pas la racine d'un fil")
    return ts


def post_ephemeral(world: World, team: Team, params: Json) -> Json:
    """chat.postEphemeral : le robot et la personne doivent être dans la conversation."""
    check_content(params)
    if params["channel"][:1] in ("U", "W"):
        raise SlackError("channel_not_found", params["channel"])
    channel = visible_channel(world, team, params["channel"])
    if channel.archived:
        raise SlackError("is_archived", channel.name)
    if team.id not in channel.bots:
        raise SlackError("not_in_channel", channel.name)
    user = visible_user(world, team, params["user"])
    if user not in channel.members:
        raise SlackError("user_not_in_channel", f"{user.name} dans {channel.name}")
    message = make_message(world, team, channel, params)
    message.thread_ts = check_thread(channel, params.get("thread_ts"))
    message.ephemeral_to = user
    world.post(message)
    return {"message_ts": message.ts}


def _own(world: World, team: Team, params: Json, refusal: str) -> Message:
    channel = visible_channel(world, team, params["channel"])
    message = channel.messages.get(params["ts"])
    if message is None or message.deleted or message.ephemeral_to is not None:
        raise SlackError("message_not_found", f"{params['ts']} dans {channel.name}")
    if message.bot is not team:
        raise SlackError(refusal, f"{params['ts']} n'est pas du robot")
    return message


def update(world: World, team: Team, params: Json) -> Json:
    """chat.update : blocs et pièces jointes tus sont gardés ; une liste vide les retire."""
    check_content(params)
    message = _own(world, team, params, "cant_update_message")
    if message.channel.archived:
        raise SlackError("is_archived", message.channel.name)
    kept = {"blocks": message.blocks, "attachments": message.attachments, "text": message.text}
    rewrite(world, message, kept | params)
    shown = {"channel": message.channel.id, "ts": message.ts, "text": message.text}
    return {**shown, "message": message.json()}


def rewrite(world: World, message: Message, params: Json) -> None:
    """Remplace le contenu d'un message, et garde l'ancien."""
    before = message.json()
    message.history.append((message.text, message.blocks))
    message.text = params.get("text") or params.get("markdown_text", "")
    message.blocks = named_blocks(params.get("blocks") or [])
    message.attachments = named_attachments(params.get("attachments") or [])
    message.metadata = params.get("metadata") or message.metadata
    message.edited += 1
    message.edited_ts = world.new_ts()
    message.edited_at = world.tick()
    world.changed()
    world.echoed(message, before)


def delete(world: World, team: Team, params: Json) -> Json:
    """chat.delete."""
    message = _own(world, team, params, "cant_delete_message")
    erase(world, message)
    return {"channel": message.channel.id, "ts": message.ts}


def erase(world: World, message: Message) -> None:
    """Efface un message."""
    before = message.json()
    message.deleted = True
    message.edited_at = world.tick()
    world.changed()
    world.echoed(message, before)
