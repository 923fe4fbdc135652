"""Livrer un événement, le livrer de nouveau, ou ne pas le livrer."""

from . import payloads
from .delivery import EVENTS, Delivery
from .message import Message
from .model import Channel, Json, Team, User
from .places import Places


class Emitting(Places):
    """Ce qui part vers le programme."""

    def emit(
        self,
        team: Team,
        event: Json,
        *,
        user: User | None = None,
        channel: Channel | None = None,
        message: Message | None = None,
        wait: bool = True,
    ) -> Delivery:
        """Livre un événement quelconque au nom d'un espace."""
        shared = channel is not None and bool(channel.shared_with)
        with self.world.cond:
            payload = payloads.event_callback(self.world, team, event, shared=shared)
        delivery = Delivery(EVENTS, payload, team, user, message=message)
        return self.courier.dispatch(delivery, wait)

    def redeliver(
        self,
        delivery: Delivery,
        *,
        retry: int = 1,
        timestamp: int | None = None,
        wait: bool = True,
    ) -> Delivery:
        """Livre de nouveau la même charge, signée à neuf."""
        again = self.courier.copy(delivery, retry=retry)
        again.timestamp = timestamp
        return self.courier.dispatch(again, wait)

    def unsent(self, delivery: Delivery, why: str) -> Delivery:
        """Une livraison que Slack ne fait pas."""
        delivery.error = why
        delivery.done.set()
        return delivery

    def unsent_event(
        self, team: Team, event: Json, user: User, message: Message, why: str
    ) -> Delivery:
        """Un événement que Slack ne livre pas."""
        with self.world.cond:
            payload = payloads.event_callback(self.world, team, event)
        return self.unsent(Delivery(EVENTS, payload, team, user, message=message), why)

    def need(self, team: Team, scope: str | None) -> None:
        """Refuse un geste que l'application n'entendrait pas."""
        assert team.installed, f"l'application n'est pas installée dans {team.name}"
        granted = team.granted_scopes
        assert scope is None or scope in granted, f"l'application n'a pas la portée {scope}"
