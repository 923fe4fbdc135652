"""Personnes, conversations et messages du Telegram simulé."""

from dataclasses import dataclass, field
from typing import Any

from .text import Entity

Json = dict[str, Any]
WRITERS = ("creator", "administrator", "member", "restricted")


@dataclass(eq=False)
class User:
    """Une personne, ou un robot."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = "fr"
    is_bot: bool = False

    def json(self) -> Json:
        """L'objet User de l'API."""
        shown: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        optional = {
            "last_name": self.last_name,
            "username": self.username,
            "language_code": None if self.is_bot else self.language_code,
        }
        return shown | {key: value for key, value in optional.items() if value}


@dataclass(eq=False)
class Chat:
    """Une conversation : privée, groupe, supergroupe, supergroupe à sujets ou canal."""

    id: int
    type: str
    title: str | None = None
    username: str | None = None
    person: User | None = None
    is_forum: bool = False
    started: bool = False
    blocked: bool = False
    bot_status: str = "member"
    bot_can_delete: bool = False
    members: dict[int, str] = field(default_factory=dict)
    topics: dict[int, "Message"] = field(default_factory=dict)
    migrated_to: int | None = None
    messages: dict[int, "Message"] = field(default_factory=dict)
    last_id: int = 0

    @property
    def private(self) -> bool:
        """Vrai pour un tête-à-tête avec le robot."""
        return self.type == "private"

    @property
    def name(self) -> str:
        """Un nom lisible pour les comptes rendus."""
        return self.title or (self.person.first_name if self.person else str(self.id))

    def json(self) -> Json:
        """L'objet Chat de l'API."""
        shown: Json = {"id": self.id, "type": self.type}
        optional: Json = {"title": self.title, "username": self.username}
        if self.person is not None:
            optional |= {
                "first_name": self.person.first_name,
                "last_name": self.person.last_name,
                "username": self.person.username,
            }
        if self.is_forum:
            optional["is_forum"] = True
        return shown | {key: value for key, value in optional.items() if value}


@dataclass(eq=False)
class Message:
    """Un message, tel que les personnes le voient maintenant ; ``posted`` : tel qu'il vint."""

    chat: Chat
    id: int
    sender: User
    date: int
    at: int
    text: str = ""
    entities: list[Entity] = field(default_factory=list)
    html: str | None = None
    markup: Json | None = None
    reply_to: int | None = None
    thread_id: int | None = None
    silent: bool = False
    protected: bool = False
    sender_chat: Chat | None = None
    document: Json | None = None
    photo: list[Json] | None = None
    content: bytes | None = None
    service: Json = field(default_factory=dict)
    edited: int = 0
    edited_at: int | None = None
    edit_date: int | None = None
    deleted: bool = False
    too_old: bool = False
    update: Json | None = None
    posted: str = field(init=False)

    def __post_init__(self) -> None:
        self.posted = self.text

    @property
    def from_bot(self) -> bool:
        """Vrai si c'est un robot qui l'a écrit."""
        return self.sender.is_bot and self.sender_chat is None

    @property
    def changed_at(self) -> int:
        """Le rang de l'envoi ou de la dernière modification."""
        return self.at if self.edited_at is None else self.edited_at

    @property
    def keyboard(self) -> list[list[Json]]:
        """Les rangées de boutons intégrés."""
        rows: list[list[Json]] = (self.markup or {}).get("inline_keyboard", [])
        return rows

    @property
    def buttons(self) -> list[str]:
        """Les libellés des boutons intégrés, de gauche à droite et de haut en bas."""
        return [button["text"] for row in self.keyboard for button in row]

    @property
    def force_reply(self) -> bool:
        """Vrai si le message invite à répondre (ForceReply)."""
        return bool((self.markup or {}).get("force_reply"))

    @property
    def file_name(self) -> str | None:
        """Le nom du document joint."""
        return self.document["file_name"] if self.document else None

    def json(self, *, nested: bool = False) -> Json:
        """L'objet Message de l'API ; imbriqué, il ne cite pas le message auquel il répond."""
        shown: Json = {
            "message_id": self.id,
            "date": self.date,
            "chat": self.chat.json(),
            "from": self.sender.json(),
            **self._body(),
            **self.service,
        }
        if self.sender_chat is not None:
            shown["sender_chat"] = self.sender_chat.json()
        if self.edit_date is not None:
            shown["edit_date"] = self.edit_date
        if self.protected:
            shown["has_protected_content"] = True
        if self.keyboard:
            shown["reply_markup"] = self.markup
        shown |= self._thread()
        quoted = self._quoted()
        if quoted is not None and not nested:
            shown["reply_to_message"] = quoted.json(nested=True)
        return shown

    def _body(self) -> Json:
        if self.document is None and self.photo is None:
            body: Json = {"text": self.text} if self.text else {}
            return body | ({"entities": self.entities} if self.entities else {})
        body = {"document": self.document} if self.document else {"photo": self.photo}
        if self.text:
            body["caption"] = self.text
        return body | ({"caption_entities": self.entities} if self.entities else {})

    def _thread(self) -> Json:
        """Le fil : le sujet d'un forum, ou la racine des réponses d'un supergroupe."""
        if self.thread_id is not None:
            return {"message_thread_id": self.thread_id, "is_topic_message": True}
        if self.chat.type == "supergroup" and self.reply_to is not None and not self.chat.is_forum:
            return {"message_thread_id": self._root()}
        return {}

    def _root(self) -> int:
        message = self
        while message.reply_to is not None and message.reply_to in message.chat.messages:
            message = message.chat.messages[message.reply_to]
        return message.id

    def _quoted(self) -> "Message | None":
        """Le message cité ; dans un sujet, Telegram cite à défaut la création du sujet."""
        if self.reply_to is not None:
            quoted = self.chat.messages.get(self.reply_to)
            return None if quoted is None or quoted.deleted else quoted
        if self.thread_id is not None and self.thread_id != self.id:
            return self.chat.topics.get(self.thread_id)
        return None
