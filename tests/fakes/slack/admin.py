"""Ce que font les administrateurs : archiver, exclure, révoquer, désinstaller."""

from typing import Any

from .delivery import Delivery
from .methods_auth import drop_token, give_token
from .modals import Modals
from .model import Channel, Json, Team, User


class Admin(Modals):
    """Les gestes qui changent ce que le robot peut faire."""

    def archive(self, channel: Channel, *, delivered: bool = True) -> Delivery | None:
        """Archive un canal."""
        return self._archived(channel, True, delivered)

    def unarchive(self, channel: Channel, *, delivered: bool = True) -> Delivery | None:
        """Rouvre un canal archivé."""
        return self._archived(channel, False, delivered)

    def _archived(self, channel: Channel, value: bool, delivered: bool) -> Delivery | None:
        with self.world.cond:
            channel.archived = value
            self.world.changed()
        kind = "archive" if value else "unarchive"
        prefix = "group" if channel.private else "channel"
        return self._tell(channel, delivered, f"{prefix}_{kind}", user=self._actor(channel))

    def _actor(self, channel: Channel) -> str:
        return channel.members[0].id if channel.members else self.installer(channel.team).id

    def kick_bot(
        self, channel: Channel, team: Team | None = None, *, delivered: bool = True
    ) -> Delivery | None:
        """Retire le robot d'un canal."""
        gone = team or channel.team
        with self.world.cond:
            channel.bots.discard(gone.id)
            self.world.changed()
        name = "group_left" if channel.private else "channel_left"
        return self._tell(channel, delivered, name, gone, actor_id=self._actor(channel))

    def invite_bot(
        self, channel: Channel, team: Team | None = None, *, delivered: bool = True
    ) -> Delivery | None:
        """Invite le robot dans un canal."""
        guest = team or channel.team
        assert guest in channel.teams, f"{channel.name} ne se voit pas de {guest.name}"
        with self.world.cond:
            channel.bots.add(guest.id)
            self.world.changed()
        more = {
            "user": guest.bot_user_id,
            "channel_type": "G" if channel.private else "C",
            "team": guest.id,
            "inviter": self._actor(channel),
        }
        return self._tell(channel, delivered, "member_joined_channel", guest, **more)

    def delete_channel(self, channel: Channel, *, delivered: bool = True) -> Delivery | None:
        """Supprime un canal."""
        with self.world.cond:
            del self.world.channels[channel.id]
            self.world.changed()
        name = "group_deleted" if channel.private else "channel_deleted"
        return self._tell(channel, delivered, name, actor_id=self._actor(channel))

    def _tell(
        self,
        channel: Channel,
        delivered: bool,
        kind: str,
        heard_by: Team | None = None,
        /,
        **more: Any,
    ) -> Delivery | None:
        heard = heard_by or channel.team
        scope = "groups:read" if channel.private else "channels:read"
        if not delivered or scope not in heard.granted_scopes:
            return None
        ts = self.world.new_ts()
        event: Json = {"type": kind, "channel": channel.id, "event_ts": ts, **more}
        return self.emit(heard, event, channel=channel)

    def installer(self, team: Team) -> User:
        """La personne qui installe l'application dans un espace."""
        with self.world.cond:
            for user in self.world.users.values():
                if user.team is team:
                    return user
            return self.user("Installateur", team)

    def revoke(self, team: Team, *, delivered: bool = True) -> Delivery | None:
        """Révoque le jeton du robot dans un espace."""
        with self.world.cond:
            drop_token(self.world, team, "token_revoked")
        tokens = {"oauth": [], "bot": [team.bot_user_id]}
        event = {"type": "tokens_revoked", "tokens": tokens, "event_ts": self.world.new_ts()}
        return self.emit(team, event) if delivered else None

    def uninstall(self, team: Team, *, delivered: bool = True) -> Delivery | None:
        """Désinstalle l'application d'un espace."""
        with self.world.cond:
            drop_token(self.world, team, "account_inactive")
            for channel in self.world.channels.values():
                if not channel.is_im:
                    channel.bots.discard(team.id)
            self.world.changed()
        event = {"type": "app_uninstalled", "event_ts": self.world.new_ts()}
        return self.emit(team, event) if delivered else None

    def reinstall(self, team: Team) -> str:
        """Redonne un jeton à un espace, sans passer par OAuth."""
        with self.world.cond:
            return give_token(self.world, team)
