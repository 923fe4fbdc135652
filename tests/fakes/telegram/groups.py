"""Ce qui arrive aux groupes : création, sujets, droits, expulsion, migration."""

from .model import Chat, Json, Message, User
from .people import People


class Groups(People):
    """Les gestes qui changent un groupe."""

    def group(
        self,
        title: str = "Groupe",
        members: tuple[User, ...] | list[User] = (),
        *,
        kind: str = "group",
        forum: bool = False,
        username: str | None = None,
        announce: bool = False,
    ) -> Chat:
        """Un groupe (``kind`` : group ou supergroup) où le robot est membre.

        La première personne en est créatrice ; ``announce`` : le robot apprend son arrivée.
        """
        with self.world.cond:
            kind = "supergroup" if forum else kind
            number = 4_000_000 + self.world.next_serial()
            chat_id = -number if kind == "group" else -1_000_000_000_000 - number
            chat = Chat(chat_id, kind, title=title, username=username, is_forum=forum)
            for user in members:
                chat.members[user.id] = "member" if chat.members else "creator"
            self.world.chats[chat_id] = chat
            if announce and members:
                self._announce(chat, members[0])
            return chat

    def _announce(self, chat: Chat, actor: User) -> None:
        bot = self.world.bot.json()
        self._bot_changed(chat, actor, "left", "member")
        self._service(chat, actor, {"new_chat_members": [bot]})

    def _service(self, chat: Chat, actor: User, content: Json) -> Message:
        message = self.world.post(chat, actor, service=content)
        message.update = self.world.enqueue("message", message.json())
        return message

    def topic(self, group: Chat, name: str, by: User) -> int:
        """Ouvre un sujet dans un forum ; rend son numéro de fil."""
        assert group.is_forum, f"{group.name} n'a pas de sujets"
        with self.world.cond:
            created = {"name": name, "icon_color": 7322096}
            message = self.world.post(group, by, service={"forum_topic_created": created})
            message.thread_id = message.id
            group.topics[message.id] = message
            message.update = self.world.enqueue("message", message.json())
            return message.id

    def join(self, user: User, group: Chat, status: str = "member") -> None:
        """La personne entre dans le groupe, ou y change de statut."""
        with self.world.cond:
            known = user.id in group.members
            group.members[user.id] = status
            if not known:
                self._service(group, user, {"new_chat_members": [user.json()]})

    def leave(self, user: User, group: Chat) -> None:
        """La personne quitte le groupe."""
        with self.world.cond:
            group.members.pop(user.id, None)
            self._service(group, user, {"left_chat_member": user.json()})

    def promote_bot(self, group: Chat, *, can_delete_messages: bool = True) -> Json | None:
        """Le robot devient administrateur : il lit tout."""
        with self.world.cond:
            before, group.bot_status = group.bot_status, "administrator"
            group.bot_can_delete = can_delete_messages
            return self._bot_changed(group, self._owner(group), before, "administrator")

    def kick_bot(self, group: Chat) -> Json | None:
        """Le robot est expulsé."""
        return self._bot_status(group, "kicked")

    def add_bot(self, group: Chat) -> Json | None:
        """Le robot est remis dans le groupe."""
        return self._bot_status(group, "member")

    def _bot_status(self, group: Chat, status: str) -> Json | None:
        with self.world.cond:
            before, group.bot_status = group.bot_status, status
            return self._bot_changed(group, self._owner(group), before, status)

    def _owner(self, group: Chat) -> User:
        owners = [id for id, status in group.members.items() if status == "creator"]
        return self.world.users[owners[0]] if owners else self.world.bot

    def migrate(self, group: Chat, *, announce: bool = True) -> Chat:
        """Le groupe devient supergroupe ; ``announce`` : les deux messages de service partent."""
        assert group.type == "group", f"{group.name} est déjà un supergroupe"
        with self.world.cond:
            target = self.group(group.title or "", kind="supergroup")
            target.members = dict(group.members)
            target.bot_status, target.bot_can_delete = group.bot_status, group.bot_can_delete
            group.migrated_to = target.id
            if announce:
                owner = self._owner(group)
                self._service(group, owner, {"migrate_to_chat_id": target.id})
                self._service(target, owner, {"migrate_from_chat_id": group.id})
            return target
