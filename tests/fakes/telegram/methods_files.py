"""Les fichiers : envoyés par le robot, ou à télécharger."""

from .access import writable_chat
from .errors import bad_request
from .limits import check_caption, check_markup, check_photo, formatted
from .methods_messages import common, reject_uncovered
from .model import Json
from .spec import Upload
from .state import StoredFile, World

UPLOAD_LIMIT = 50_000_000
DOWNLOAD_LIMIT = 20_000_000


def send_document(world: World, params: Json) -> Json:
    """sendDocument."""
    return _send(world, params, _document(world, params["document"]))


def send_photo(world: World, params: Json) -> Json:
    """sendPhoto : une image, dans les bornes publiées, que Telegram redessine."""
    given = params["photo"]
    if isinstance(given, str):
        return _send(world, params, _known(world, given))
    width, height = check_photo(_content(given))
    shown: Json = {"width": width, "height": height}
    return _send(world, params, _store(world, given, "AgACAgQ", "photos", shown))


def get_file(world: World, params: Json) -> Json:
    """getFile : où télécharger un fichier de 20 Mo au plus."""
    stored = world.files.get(params["file_id"])
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(stored.content) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return {
        "file_id": stored.id,
        "file_unique_id": stored.described["file_unique_id"],
        "file_size": len(stored.content),
        "file_path": stored.path,
    }


def stored_document(world: World, name: str, content: bytes, content_type: str) -> StoredFile:
    """Le document qu'une personne vient de joindre."""
    return _document(world, Upload(name, content, content_type))


def stored_photo(world: World, content: bytes, width: int, height: int) -> StoredFile:
    """La photo qu'une personne vient d'envoyer : elle a perdu son nom."""
    upload = Upload("photo.jpg", content, "image/jpeg")
    return _store(world, upload, "AgACAgQ", "photos", {"width": width, "height": height})


def _send(world: World, params: Json, stored: StoredFile) -> Json:
    reject_uncovered(params)
    caption = params.get("caption", "")
    entities = params.get("caption_entities")
    text, entities = formatted(caption, params.get("parse_mode"), entities)
    check_caption(text)
    check_markup(params.get("reply_markup"))
    chat = writable_chat(world, params)
    message = world.post(
        chat,
        world.bot,
        text=text,
        entities=entities,
        html=caption,
        **stored.fields(),
        **common(chat, params),
    )
    return message.json()


def _known(world: World, file_id: str) -> StoredFile:
    if file_id not in world.files:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return world.files[file_id]


def _content(given: Upload) -> bytes:
    if not given.content:
        raise bad_request("file must be non-empty")
    if len(given.content) > UPLOAD_LIMIT:
        raise bad_request("file is too big")
    return given.content


def _document(world: World, given: Upload | str) -> StoredFile:
    if isinstance(given, str):
        return _known(world, given)
    _content(given)
    more: Json = {"file_name": given.file_name, "mime_type": given.content_type}
    return _store(world, given, "BQACAgQAAxkDAAI", "documents", more)


def _store(world: World, given: Upload, prefix: str, folder: str, more: Json) -> StoredFile:
    number = world.next_serial()
    described: Json = {
        "file_id": f"{prefix}{number}",
        "file_unique_id": f"AgAD{number}",
        "file_size": len(given.content),
        **more,
    }
    extension = given.file_name.rpartition(".")[2]
    path = f"{folder}/file_{number}.{extension}"
    stored = StoredFile(described, given.content, path, given.file_name)
    world.files[stored.id] = stored
    return stored
