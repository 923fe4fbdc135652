"""files.getUploadURLExternal, le dépôt, files.completeUploadExternal."""

import secrets

from .access import visible_channel
from .content import check_content, named_blocks
from .errors import SlackError, invalid_arguments
from .message import Message, UploadedFile
from .methods_chat import check_thread
from .model import Channel, Json, Team, User
from .state import World

ALT_LIMIT = 1000


def upload_url(world: World, team: Team, params: Json) -> Json:
    """files.getUploadURLExternal."""
    if params["length"] <= 0:
        raise invalid_arguments("length must be greater than 0")
    ticket = secrets.token_urlsafe(16)
    file = UploadedFile(world.new_id("F"), params["filename"], params["length"], team, ticket)
    file.alt = _alt(params)
    world.files[file.id] = file
    return {"upload_url": f"{world.root}/upload/v1/{ticket}", "file_id": file.id}


def _alt(params: Json) -> str:
    alt = str(params.get("alt_txt") or "")
    if len(alt) > ALT_LIMIT:
        raise invalid_arguments(f"must be less than {ALT_LIMIT} characters: alt_txt")
    return alt


def sent_by(
    world: World, user: User, name: str, content: bytes, mimetype: str, *, hidden: bool = False
) -> UploadedFile:
    """Le fichier qu'une personne joint à ce qu'elle écrit."""
    with world.cond:
        file = UploadedFile(world.new_id("F"), name, len(content), user.team, "", content)
        file.mimetype, file.sender, file.hidden, file.root = mimetype, user, hidden, world.root
        world.files[file.id] = file
        return file


def info(world: World, team: Team, params: Json) -> Json:
    """files.info, pour le fichier d'une personne."""
    file = world.files.get(params["file"])
    if file is None or file.sender is None:
        raise SlackError("file_not_found", params["file"])
    return {"file": file.full_json(), "comments": [], "response_metadata": {"next_cursor": ""}}


def download(world: World, named: str, token: str | None) -> UploadedFile | str | None:
    """Le fichier demandé ; sans jeton valable, la page où l'on se connecte ; None : inconnu.

    Sans la portée files:read, Slack montre cette même page, de code 200.
    """
    with world.cond:
        file = world.files.get(named.partition("-")[2])
        if file is None or file.sender is None:
            return None
        team, failure = world.tokens.get(token or "", (None, "not_authed"))
        if team is None or failure is not None:
            return "login"
        return file if "files:read" in team.granted_scopes else "no_scope"


def receive(world: World, ticket: str, content: bytes) -> tuple[int, str]:
    """Le dépôt des octets : leur nombre doit être celui annoncé."""
    with world.cond:
        file = next((one for one in world.files.values() if one.ticket == ticket), None)
        if file is None or file.content is not None:
            world.refuse("upload", "invalid_ticket", ticket)
            return 404, "invalid ticket"
        if len(content) != file.length:
            world.refuse("upload", "length_mismatch", f"{len(content)} au lieu de {file.length}")
            return 400, "length mismatch"
        file.content = content
        world.changed()
        return 200, f"OK - {len(content)}"


def complete(world: World, team: Team, params: Json) -> Json:
    """files.completeUploadExternal."""
    files = [_uploaded(world, team, one) for one in params["files"]]
    if not files:
        raise invalid_arguments("files must not be empty")
    channels = _channels(world, team, params)
    if params.get("thread_ts") and len(channels) != 1:
        raise invalid_arguments("thread_ts requires exactly one channel")
    if params.get("blocks"):
        check_content({"blocks": params["blocks"]})
    thread = check_thread(channels[0], params.get("thread_ts")) if channels else None
    for file, given in zip(files, params["files"], strict=True):
        file.title = given.get("title") or file.name
        file.completed = True
        file.initial_comment = params.get("initial_comment")
        file.thread_ts = thread
        file.channel = channels[0] if channels else None
    for channel in channels:
        _share(world, team, channel, files, params)
    world.changed()
    return {"files": [file.json() for file in files]}


def _uploaded(world: World, team: Team, given: Json) -> UploadedFile:
    if not isinstance(given, dict) or not isinstance(given.get("id"), str):
        raise invalid_arguments("missing required field: files[].id")
    unknown = set(given) - {"id", "title", "highlight_type"}
    if unknown:
        raise invalid_arguments(f"unknown field in files: {sorted(unknown)}")
    file = world.files.get(given["id"])
    if file is None or file.team is not team or file.content is None or file.completed:
        raise SlackError("file_not_found", given["id"])
    return file


def _channels(world: World, team: Team, params: Json) -> list[Channel]:
    if params.get("channel_id") and params.get("channels"):
        raise invalid_arguments("channel_id and channels are mutually exclusive")
    named = params.get("channel_id") or params.get("channels") or ""
    found = [visible_channel(world, team, one) for one in named.split(",") if one]
    for channel in found:
        if channel.archived:
            raise SlackError("is_archived", channel.name)
        if team.id not in channel.bots:
            raise SlackError("not_in_channel", channel.name)
    return found


def _share(
    world: World, team: Team, channel: Channel, files: list[UploadedFile], params: Json
) -> None:
    comment = params.get("initial_comment") or ""
    blocks = [] if comment else named_blocks(params.get("blocks") or [])
    message = Message(
        channel=channel,
        ts=world.new_ts(),
        at=0,
        text=comment,
        blocks=blocks,
        bot=team,
        thread_ts=params.get("thread_ts") or None,
        files=files,
    )
    world.post(message)
