"""Ce que font les personnes dans une modale : remplir, envoyer, fermer."""

from collections.abc import Mapping
from typing import Any

from . import payloads
from .content import check_view
from .delivery import INTERACTIVE, Delivery
from .errors import SlackError
from .forms import Value, check_required, entry_for, find_field
from .methods_views import check_external_id, close_all, push_on, replace
from .model import Json, User
from .people import People
from .view import View

KNOWN = {"response_action", "errors", "view"}


class Modals(People):
    """Les gestes dans les modales."""

    def modal(self, user: User) -> View | None:
        """La modale qu'a sous les yeux cette personne."""
        with self.world.cond:
            stack = self.world.stacks.get(user.id)
            return stack[-1] if stack else None

    def modals(self, user: User) -> list[View]:
        """Toute sa pile, de bas en haut."""
        with self.world.cond:
            return list(self.world.stacks.get(user.id, []))

    def press_modal(
        self, user: User, label: str, nth: int = 0, *, confirm: bool = True, wait: bool = True
    ) -> Delivery:
        """Presse un bouton des blocs de la modale ouverte."""
        return self._press_view(user, self._open(user, None), label, nth, confirm, wait)

    def fill(
        self, user: User, name: str, value: Value, *, view: View | None = None, wait: bool = True
    ) -> Delivery | None:
        """Remplit un champ ; livre block_actions si le champ l'annonce."""
        target = self._open(user, view)
        with self.world.cond:
            block, element = self._fill(target, name, value, force=False)
            if block["type"] == "input" and not block.get("dispatch_action"):
                return None
            entry = target.typed[block["block_id"]][element["action_id"]]
            done = payloads.action(self.world, block, element, entry)
            payload = payloads.view_actions(self.world, user, target, done)
        delivery = Delivery(INTERACTIVE, payload, target.team, user, target)
        return self._act(delivery, element, True, wait)

    def _fill(self, view: View, name: str, value: Value, *, force: bool) -> tuple[Json, Json]:
        block, element = find_field(view.blocks, name)
        entry = entry_for(element, value, force=force)
        view.typed.setdefault(block["block_id"], {})[element["action_id"]] = entry
        return block, element

    def _open(self, user: User, view: View | None) -> View:
        found = view or self.modal(user)
        assert found is not None, f"{user.name} n'a pas de modale ouverte"
        assert found.open and found.user is user, "cette modale est fermée"
        return found

    def submit(
        self,
        user: User,
        values: Mapping[str, Value] | None = None,
        *,
        view: View | None = None,
        force: bool = False,
        wait: bool = True,
    ) -> Delivery:
        """Remplit la modale et l'envoie ; ``force`` : sans les refus du client de Slack."""
        target = self._open(user, view)
        with self.world.cond:
            assert target.submit, "cette modale n'a pas de bouton d'envoi"
            for name, value in (values or {}).items():
                self._fill(target, name, value, force=force)
            if not force:
                check_required(target.blocks, target.state)
            payload = payloads.view_submission(self.world, user, target)
        delivery = Delivery(INTERACTIVE, payload, target.team, user, target)
        delivery.on_ack = self._answer_submission
        return self.courier.dispatch(delivery, wait)

    def _answer_submission(self, delivery: Delivery) -> None:
        view, body = delivery.view, delivery.body
        assert view is not None and delivery.user is not None
        if not view.open:
            return
        view.errors = {}
        try:
            self._apply(view, delivery.user, body or {})
        except SlackError as error:
            self.world.refuse("ack:view_submission", error.error, error.detail)
        self.world.changed()

    def _apply(self, view: View, user: User, body: Any) -> None:
        if not isinstance(body, dict) or set(body) - KNOWN:
            raise SlackError("invalid_response_action", str(body))
        action = body.get("response_action")
        if action is None and not body:
            self._shut(view)
        elif action == "clear":
            close_all(self.world, user)
        elif action == "errors":
            view.errors = checked_errors(view, body)
        elif action in ("update", "push") and isinstance(body.get("view"), dict):
            check_view(body["view"], "modal")
            above = view if action == "update" else None
            check_external_id(self.world, view.team, body["view"], above)
            if action == "update":
                replace(self.world, view, body["view"])
            else:
                push_on(self.world, view.team, user, body["view"])
        else:
            raise SlackError("invalid_response_action", str(body))

    def _shut(self, view: View) -> None:
        """Ferme cette vue et celles qu'elle porte."""
        stack = self.world.stacks.get(view.user.id, [])
        if view in stack:
            rank = stack.index(view)
            for gone in stack[rank:]:
                gone.open = False
            del stack[rank:]
        if not stack:
            self.world.stacks.pop(view.user.id, None)
        self.world.changed()

    def close_modal(self, user: User, *, clear: bool = False, wait: bool = True) -> Delivery | None:
        """Ferme la modale ouverte ; ``clear`` : toute la pile. Ne livre que si on l'a demandé."""
        view = self._open(user, None)
        everything = clear or view.clear_on_close
        with self.world.cond:
            payload = payloads.view_closed(self.world, user, view, cleared=everything)
            if everything:
                close_all(self.world, user)
            else:
                self._shut(view)
        if not view.notify_on_close:
            return None
        return self.courier.dispatch(Delivery(INTERACTIVE, payload, view.team, user, view), wait)


def checked_errors(view: View, body: Json) -> dict[str, str]:
    """Les erreurs à montrer ; chacune nomme un bloc de saisie de la vue."""
    errors = body.get("errors")
    if not isinstance(errors, dict) or not errors:
        raise SlackError("invalid_response_action", "errors vide ou mal formé")
    known = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    strange = sorted(set(errors) - known)
    if strange or not all(isinstance(text, str) and text for text in errors.values()):
        raise SlackError("invalid_response_action", f"errors hors des champs : {strange}")
    return dict(errors)
