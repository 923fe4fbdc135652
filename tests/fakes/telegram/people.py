"""Ce que font les personnes : écrire, presser un bouton, corriger, bloquer."""

from dataclasses import dataclass
from typing import Any

from .methods_chats import member_json
from .methods_files import stored_document, stored_photo
from .model import Chat, Json, Message, User
from .state import ANONYMOUS_ADMIN, CHANNEL_BOT, Answer, StoredFile, World
from .text import detect_entities


@dataclass(frozen=True)
class Press:
    """Un bouton pressé : la requête produite et ce que le robot y a répondu."""

    id: str
    update: Json | None
    world: World

    @property
    def answers(self) -> list[Answer]:
        """Les answerCallbackQuery acceptés pour cette pression."""
        return [answer for answer in self.world.answers if answer.query_id == self.id]


class People:
    """Les gestes des personnes dans leurs conversations."""

    world: World

    def user(self, id: int, first_name: str, *, started: bool = False, **more: Any) -> User:
        """Une personne ; ``started`` : elle a déjà ouvert la conversation avec le robot."""
        with self.world.cond:
            user = self.world.users.setdefault(id, User(id, first_name, **more))
            chat = Chat(id, "private", person=user, started=started)
            self.world.chats.setdefault(id, chat)
            return user

    def chat(self, target: Chat | User | int) -> Chat:
        """La conversation d'une personne, ou celle qui porte ce numéro."""
        if isinstance(target, Chat):
            return target
        return self.world.chats[target if isinstance(target, int) else target.id]

    def private_message(
        self,
        user: User,
        text: str = "",
        *,
        reply_to: Message | None = None,
        file: StoredFile | None = None,
    ) -> Message:
        """La personne écrit au robot (et ouvre la conversation si besoin)."""
        with self.world.cond:
            chat = self.chat(user)
            assert not chat.blocked, f"{user.first_name} a bloqué le robot"
            chat.started = True
            return self._say(chat, user, text, reply_to, file=file)

    def document(self, name: str, content: bytes, content_type: str = "text/csv") -> StoredFile:
        """Un document, à donner pour ``file`` : le texte en est alors la légende."""
        with self.world.cond:
            return stored_document(self.world, name, content, content_type)

    def photo(self, content: bytes = b"jpeg") -> StoredFile:
        """Une photo, à donner pour ``file``."""
        with self.world.cond:
            return stored_photo(self.world, content, 640, 480)

    def group_message(
        self,
        user: User,
        group: Chat,
        text: str = "",
        *,
        topic: int | None = None,
        reply_to: Message | None = None,
        sender_chat: Chat | None = None,
        file: StoredFile | None = None,
    ) -> Message:
        """La personne écrit dans un groupe ; ``sender_chat`` : au nom d'une conversation.

        ``message.update`` vaut None si le mode de confidentialité prive le robot du message.
        """
        assert user.id in group.members, f"{user.first_name} n'est pas de {group.name}"
        sender = user
        if sender_chat is not None:
            sender = ANONYMOUS_ADMIN if sender_chat is group else CHANNEL_BOT
        with self.world.cond:
            return self._say(group, sender, text, reply_to, topic, sender_chat, file)

    def _say(
        self,
        chat: Chat,
        sender: User,
        text: str,
        reply_to: Message | None,
        topic: int | None = None,
        sender_chat: Chat | None = None,
        file: StoredFile | None = None,
    ) -> Message:
        assert reply_to is None or reply_to.chat is chat, "réponse à une autre conversation"
        assert topic is None or topic in chat.topics, "ce sujet n'existe pas"
        if reply_to is not None and topic is None:
            topic = reply_to.thread_id
        message = self.world.post(
            chat,
            sender,
            text=text,
            entities=detect_entities(text),
            reply_to=reply_to.id if reply_to else None,
            thread_id=topic,
            sender_chat=sender_chat,
            **(file.fields() if file else {}),
        )
        if self._visible(message):
            message.update = self.world.enqueue("message", message.json())
        return message

    def _visible(self, message: Message) -> bool:
        """Ce que le robot a le droit de lire dans un groupe."""
        chat = message.chat
        if chat.private:
            return True
        if chat.bot_status == "administrator" or message.service:
            return True
        if chat.bot_status not in ("member", "restricted"):
            return False
        if not self.world.privacy_mode:
            return True
        quoted = chat.messages.get(message.reply_to or 0)
        if quoted is not None and quoted.sender is self.world.bot:
            return True
        return self._command_for_bot(message.text)

    def _command_for_bot(self, text: str) -> bool:
        if not text.startswith("/"):
            return False
        command = text.split(maxsplit=1)[0]
        _, at, name = command.partition("@")
        return not at or name.lower() == (self.world.bot.username or "").lower()

    def edit(self, user: User, message: Message, new_text: str) -> Message:
        """La personne corrige son message."""
        assert message.sender is user or message.sender_chat, "ce message n'est pas le sien"
        with self.world.cond:
            message.text, message.entities = new_text, detect_entities(new_text)
            message.edited += 1
            message.edited_at = self.world.tick()
            message.edit_date = message.date + message.edited
            if self._visible(message):
                message.update = self.world.enqueue("edited_message", message.json())
            return message

    def press(self, user: User, message: Message, button_text: str) -> Press:
        """La personne presse un bouton, désigné par son libellé ou un morceau sans équivoque."""
        with self.world.cond:
            assert not message.deleted, "ce message n'est plus là"
            every = [button for row in message.keyboard for button in row]
            found = [b for b in every if b["text"] == button_text]
            found = found or [b for b in every if button_text in b["text"]]
            assert len(found) == 1, f"bouton {button_text!r} parmi {message.buttons}"
            assert "callback_data" in found[0], f"{button_text!r} n'appelle pas le robot"
            return self.press_data(user, message, found[0]["callback_data"])

    def press_data(self, user: User, message: Message, data: str) -> Press:
        """La même requête avec des données quelconques : bouton disparu, ou forgé."""
        with self.world.cond:
            query_id = str(4_382_000_000_000_000_000 + self.world.next_serial())
            self.world.callbacks[query_id] = True
            payload = {
                "id": query_id,
                "from": user.json(),
                "message": message.json(),
                "chat_instance": str(7_000_000_000 + abs(message.chat.id)),
                "data": data,
            }
            return Press(query_id, self.world.enqueue("callback_query", payload), self.world)

    def expire_callbacks(self) -> None:
        """Toutes les pressions passées deviennent trop vieilles pour qu'on y réponde."""
        with self.world.cond:
            for query_id in self.world.callbacks:
                self.world.callbacks[query_id] = False

    def delete(self, message: Message) -> None:
        """Une personne supprime un message ; le robot n'en est pas prévenu."""
        with self.world.cond:
            message.deleted = True
            message.edited_at = self.world.tick()
            self.world.changed()

    def block(self, user: User) -> Json | None:
        """La personne bloque le robot."""
        return self._set_blocked(user, blocked=True)

    def unblock(self, user: User) -> Json | None:
        """La personne débloque le robot."""
        return self._set_blocked(user, blocked=False)

    def _set_blocked(self, user: User, *, blocked: bool) -> Json | None:
        with self.world.cond:
            chat = self.chat(user)
            chat.blocked = blocked
            before, after = ("member", "kicked") if blocked else ("kicked", "member")
            return self._bot_changed(chat, user, before, after)

    def _bot_changed(self, chat: Chat, actor: User, before: str, after: str) -> Json | None:
        """La mise à jour my_chat_member."""
        bot, can_delete = self.world.bot, chat.bot_can_delete
        payload = {
            "chat": chat.json(),
            "from": actor.json(),
            "date": self.world.now(),
            "old_chat_member": member_json(bot, before),
            "new_chat_member": member_json(bot, after, can_delete=can_delete),
        }
        return self.world.enqueue("my_chat_member", payload)
