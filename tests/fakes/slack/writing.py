"""Ce que les personnes écrivent : messages, mentions, corrections."""

from collections.abc import Sequence

from . import payloads
from .delivery import Delivery
from .emitting import Emitting
from .message import Message, UploadedFile
from .methods_chat import erase, rewrite
from .methods_files import sent_by
from .model import Channel, Json, Team, User


class Writing(Emitting):
    """Les messages des personnes."""

    echo: bool = False
    """Vrai : le robot reçoit aussi, comme chez Slack, ses propres messages de tête-à-tête."""

    def say(
        self,
        user: User,
        text: str,
        channel: Channel | None = None,
        thread: Message | None = None,
        *,
        files: Sequence[UploadedFile] = (),
        wait: bool = True,
    ) -> Delivery:
        """Écrit au robot ; ailleurs qu'en tête-à-tête, Slack ne livre rien."""
        place = channel or self.dm(user)
        message = self._write(user, place, text, thread, files)
        more = {"subtype": "file_share"} if files else {}
        event = payloads.message_event(user, message, "message", channel_type="im", **more)
        if not place.is_im:
            return self.unsent_event(place.team, event, user, message, "not_subscribed")
        self.need(place.team, "im:history")
        return self.emit(place.team, event, user=user, message=message, wait=wait)

    def mention(
        self,
        user: User,
        channel: Channel,
        text: str,
        thread: Message | None = None,
        *,
        files: Sequence[UploadedFile] = (),
        wait: bool = True,
    ) -> Delivery:
        """Appelle le robot dans un canal ; la doublure ajoute ``<@ROBOT>`` devant le texte."""
        team = self.hearing_team(user, channel)
        message = self._write(user, channel, f"<@{team.bot_user_id}> {text}", thread, files)
        event = payloads.message_event(user, message, "app_mention")
        if team.id not in channel.bots:
            return self.unsent_event(team, event, user, message, "bot_not_in_channel")
        self.need(team, "app_mentions:read")
        return self.emit(team, event, user=user, channel=channel, message=message, wait=wait)

    def file(
        self,
        user: User,
        name: str,
        content: bytes,
        mimetype: str = "text/csv",
        *,
        hidden: bool = False,
    ) -> UploadedFile:
        """Un fichier de cette personne, à donner pour ``files`` ; ``hidden`` : à demander."""
        return sent_by(self.world, user, name, content, mimetype, hidden=hidden)

    def edit(self, message: Message, text: str, *, wait: bool = True) -> Delivery:
        """La personne corrige son message de tête-à-tête : événement message_changed."""
        before = message.json()
        with self.world.cond:
            rewrite(self.world, message, {"text": text})
        return self._changed(message, "message_changed", before, wait)

    def retract(self, message: Message, *, wait: bool = True) -> Delivery:
        """La personne efface son message de tête-à-tête : événement message_deleted."""
        before = message.json()
        with self.world.cond:
            erase(self.world, message)
        return self._changed(message, "message_deleted", before, wait)

    def _changed(self, message: Message, subtype: str, before: Json, wait: bool) -> Delivery:
        assert message.channel.is_im, "hors d'un tête-à-tête, Slack ne livre rien"
        event = payloads.changed_event(self.world, message, subtype, before)
        team = message.channel.team
        return self.emit(team, event, user=message.user, message=message, wait=wait)

    def echoed(self, message: Message, before: Json | None) -> None:
        """Renvoie au robot ce qu'il vient d'écrire ou de corriger, si ``echo`` est vrai."""
        hidden = message.ephemeral_to is not None or not message.channel.is_im
        if hidden or not self.echo or message.bot is None:
            return
        if before is None:
            more = {"channel": message.channel.id, "channel_type": "im", "event_ts": message.ts}
            event = message.json() | more
        else:
            subtype = "message_deleted" if message.deleted else "message_changed"
            event = payloads.changed_event(self.world, message, subtype, before)
        self.emit(message.bot, event, message=message, wait=False)

    def hearing_team(self, user: User, channel: Channel) -> Team:
        """L'espace au nom duquel le robot entend : celui de la personne, sinon l'hôte."""
        ranked = [user.team, *channel.teams]
        heard = [team for team in ranked if team.id in channel.bots and team.installed]
        return heard[0] if heard else channel.team

    def _write(
        self,
        user: User,
        channel: Channel,
        text: str,
        thread: Message | None,
        files: Sequence[UploadedFile] = (),
    ) -> Message:
        assert user in channel.members, f"{user.name} n'est pas dans {channel.name}"
        assert not channel.archived, f"{channel.name} est archivé"
        root = (thread.thread_ts or thread.ts) if thread is not None else None
        message = Message(channel, self.world.new_ts(), 0, text, user=user, thread_ts=root)
        message.files = list(files)
        return self.world.post(message)
