"""Ce que font les personnes : commandes, boutons, messages, accueil."""

from collections.abc import Iterator
from typing import Any

from . import payloads
from .delivery import INTERACTIVE, SLASH, Delivery
from .errors import SlackError
from .forms import options_of
from .message import Message
from .model import Channel, Json, User
from .plain import every_element
from .response_urls import respond
from .triggers import ResponseUrl
from .view import View
from .writing import Writing

CHOICES = ("static_select", "radio_buttons", "overflow")


class People(Writing):
    """Les gestes des personnes, hors des modales."""

    def slash(
        self, user: User, text: str, channel: Channel | None = None, *, wait: bool = True
    ) -> Delivery:
        """Tape une commande ; sans canal, dans le tête-à-tête avec le robot."""
        self.need(user.team, "commands")
        assert text.startswith("/"), "une commande commence par une barre oblique"
        place = channel or self.dm(user)
        assert user in place.members, f"{user.name} n'est pas dans {place.name}"
        with self.world.cond:
            fields = payloads.slash_fields(self.world, user, place, text)
        delivery = Delivery(SLASH, fields, user.team, user)
        delivery.on_ack = lambda done: self._answer_slash(done, place)
        return self.courier.dispatch(delivery, wait)

    def _answer_slash(self, delivery: Delivery, channel: Channel) -> None:
        """Une réponse dans l'accusé est un message, éphémère par défaut."""
        body = delivery.body
        if not body:
            return
        assert delivery.user is not None
        given: Json = {"text": body} if isinstance(body, str) else body
        entry = ResponseUrl("", delivery.team, delivery.user, channel, None, 0)
        try:
            respond(self.world, entry, given)
        except SlackError as error:
            self.world.refuse("ack:slash_commands", error.error, error.detail)

    def press(
        self,
        user: User,
        message: Message,
        label: str,
        *,
        confirm: bool = True,
        nth: int = 0,
        stale: bool = False,
        wait: bool = True,
    ) -> Delivery:
        """Presse le bouton (ou prend le choix) qui porte ce libellé ; ``confirm`` : dit oui.

        ``stale`` : cherche aussi dans ce que le message montrait avant d'être modifié.
        """
        assert message.bot is not None, "ce message n'est pas d'un robot"
        assert not message.deleted, "ce message est effacé"
        assert user in message.channel.members, f"{user.name} n'est pas dans le canal"
        assert message.ephemeral_to in (None, user), "ce message est pour quelqu'un d'autre"
        with self.world.cond:
            past = [blocks for _, blocks in reversed(message.history)] if stale else []
            shown = message.every_block + [block for blocks in past for block in blocks]
            block, element, entry = find_action(shown, label, nth)
            done = payloads.action(self.world, block, element, entry)
            payload = payloads.message_actions(self.world, user, message, done)
        delivery = Delivery(INTERACTIVE, payload, message.bot, user, message=message)
        return self._act(delivery, element, confirm, wait)

    def press_home(
        self, user: User, label: str, nth: int = 0, *, confirm: bool = True, wait: bool = True
    ) -> Delivery:
        """Presse un bouton de son onglet d'accueil."""
        view = self.home(user)
        assert view is not None, f"{user.name} n'a pas d'accueil publié"
        return self._press_view(user, view, label, nth, confirm, wait)

    def _press_view(
        self, user: User, view: View, label: str, nth: int, confirm: bool, wait: bool
    ) -> Delivery:
        with self.world.cond:
            block, element, entry = find_action(view.blocks, label, nth)
            if entry is not None and element["type"] != "overflow":
                typed = {"type": element["type"], **entry}
                view.typed.setdefault(block["block_id"], {})[element["action_id"]] = typed
            done = payloads.action(self.world, block, element, entry)
            payload = payloads.view_actions(self.world, user, view, done)
        delivery = Delivery(INTERACTIVE, payload, view.team, user, view)
        return self._act(delivery, element, confirm, wait)

    def _act(self, delivery: Delivery, element: Json, confirm: bool, wait: bool) -> Delivery:
        dialog = element.get("confirm")
        if dialog is not None:
            texts = [dialog[name]["text"] for name in ("title", "text", "confirm", "deny")]
            delivery.confirm = "\n".join(texts)
            if not confirm:
                return self.unsent(delivery, "declined")
        delivery.on_ack = self._answer_action
        return self.courier.dispatch(delivery, wait)

    def _answer_action(self, delivery: Delivery) -> None:
        if delivery.body:
            self.world.refuse("ack:block_actions", "unexpected_body", str(delivery.body))

    def home(self, user: User) -> View | None:
        """L'onglet d'accueil publié pour cette personne."""
        with self.world.cond:
            return self.world.homes.get((user.team.id, user.id))

    def open_home(self, user: User, *, tab: str = "home", wait: bool = True) -> Delivery:
        """Ouvre l'onglet d'accueil de l'application."""
        self.need(user.team, None)
        view = self.home(user)
        event: Json = {
            "type": "app_home_opened",
            "user": user.id,
            "channel": self.dm(user).id,
            "tab": tab,
            "event_ts": self.world.new_ts(),
        }
        if view is not None and tab == "home":
            event["view"] = view.json()
        return self.emit(user.team, event, user=user, wait=wait)


def _matches(blocks: list[Json], label: str) -> Iterator[tuple[Json, Json, Json | None]]:
    for block, element in every_element(blocks):
        kind: Any = element.get("type")
        if kind == "button" and element["text"]["text"] == label:
            yield block, element, None
        elif kind in CHOICES and block["type"] != "input":
            for option in options_of(element):
                if option["text"]["text"] == label:
                    yield block, element, {"selected_option": option}


def find_action(blocks: list[Json], label: str, nth: int) -> tuple[Json, Json, Json | None]:
    """Le bouton, ou le choix d'un menu, qui porte ce libellé."""
    found = list(_matches(blocks, label))
    if nth >= len(found):
        known = [e["text"]["text"] for _, e in every_element(blocks) if e.get("type") == "button"]
        raise KeyError(f"aucun bouton {label!r} (rang {nth}) parmi {known}")
    return found[nth]
