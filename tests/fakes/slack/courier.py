"""Le porteur : livre par HTTP signé ou par WebSocket, et applique ce que l'accusé décide."""

import json
import threading
import time
import traceback
from typing import Any
from urllib.parse import urlencode

import httpx

from .connection import Socket
from .delivery import ACK_LIMIT, EVENTS, INTERACTIVE, Delivery
from .model import Json
from .signing import signed_headers
from .sockets import Sockets
from .state import World

PATIENCE = 45.0
"""Secondes laissées à un programme qui démarre sur une machine chargée."""

RETRIES = 3
LEAVING = 2.0
"""Secondes laissées au programme pour remplacer une connexion qui s'en va."""


class Courier:
    """Ce qui part vers le programme."""

    def __init__(self, world: World, sockets: Sockets) -> None:
        self.world = world
        self.sockets = sockets
        self.receiver_url: str | None = None
        self.events_path = "/slack/events"
        self.ack_limit = ACK_LIMIT
        self.patience = PATIENCE
        self.auto_retry = False
        self.client = httpx.Client(
            timeout=httpx.Timeout(PATIENCE, connect=5),
            limits=httpx.Limits(max_keepalive_connections=0),
            trust_env=False,
        )
        self.deliveries: list[Delivery] = []

    def close(self) -> None:
        """Ferme les connexions."""
        self.client.close()

    def dispatch(self, delivery: Delivery, wait: bool) -> Delivery:
        """Livre, sur place ou dans un fil à part."""
        with self.world.cond:
            self.deliveries.append(delivery)
            self.world.changed()
        if wait:
            self._run(delivery)
        else:
            threading.Thread(target=self._run, args=(delivery,), daemon=True).start()
        return delivery

    def _run(self, delivery: Delivery) -> None:
        try:
            self._attempt(delivery)
            self._conclude(delivery)
        except Exception:  # noqa: BLE001 - une faute de la doublure, signalée à la fermeture
            if not self.world.stopping:
                self.world.fail(f"{delivery.kind}: {traceback.format_exc()}")
        finally:
            with self.world.cond:
                delivery.done.set()
                self.world.changed()

    def _attempt(self, delivery: Delivery) -> None:
        if self.receiver_url is not None:
            self._post(self.receiver_url + self.events_path, delivery)
        else:
            self._push(delivery)
        seconds = delivery.seconds
        delivery.timed_out = seconds is not None and seconds > self.ack_limit
        if delivery.timed_out:
            delivery.error = delivery.error or "operation_timeout"

    def _conclude(self, delivery: Delivery) -> None:
        """Un bon accusé produit ses effets ; un événement perdu est peut-être livré encore."""
        if delivery.ok:
            with self.world.cond:
                if delivery.on_ack is not None and not delivery.applied:
                    delivery.applied = True
                    delivery.on_ack(delivery)
            return
        detail = f"{delivery.error} ({delivery.status}, {delivery.seconds} s)"
        self.world.refuse(f"delivery:{delivery.kind}", delivery.error or "bad_status", detail)
        if self.auto_retry and delivery.kind == EVENTS and delivery.retry < RETRIES:
            reason = "http_timeout" if delivery.timed_out else "http_error"
            again = self.copy(delivery, retry=delivery.retry + 1, reason=reason)
            delivery.retries.append(again)
            self.dispatch(again, wait=True)

    def copy(self, delivery: Delivery, *, retry: int, reason: str = "http_timeout") -> Delivery:
        """La même charge, dans une enveloppe neuve."""
        return Delivery(
            delivery.kind,
            delivery.payload,
            delivery.team,
            delivery.user,
            delivery.view,
            confirm=delivery.confirm,
            retry=retry,
            retry_reason=reason,
            message=delivery.message,
            applied=delivery.applied,
            on_ack=delivery.on_ack,
        )

    def _push(self, delivery: Delivery) -> None:
        socket = self._await_socket()
        if socket is None:
            delivery.answer(None, None, "no_socket")
            return
        delivery.envelope_id = self.world.new_id("envelope-").lower()
        delivery.sent_at = time.monotonic()
        self.sockets.send(socket, delivery)
        if not delivery.answered.wait(self.ack_limit if socket.deaf else self.patience):
            with self.world.cond:
                socket.pending.pop(delivery.envelope_id, None)
            delivery.answer(None, None, "no_ack")

    def _await_socket(self) -> Socket | None:
        """La connexion où livrer ; une connexion annoncée finie ne sert que faute d'autre."""
        with self.world.cond:
            wait = self.world.cond.wait_for
            wait(lambda: self.sockets.open or self.world.stopping, self.patience)
            if self.sockets.open:
                wait(lambda: self.sockets.staying() or self.world.stopping, LEAVING)
        return self.sockets.choose()

    def _post(self, url: str, delivery: Delivery) -> None:
        body, content_type = encode(delivery.kind, delivery.payload)
        timestamp = delivery.timestamp
        if timestamp is None:
            timestamp = int(self.world.now())
        headers = signed_headers(self.world.signing_secret, timestamp, body)
        headers["Content-Type"] = content_type
        headers["User-Agent"] = "Slackbot 1.0 (+https://api.slack.com/robots)"
        if delivery.retry:
            headers["X-Slack-Retry-Num"] = str(delivery.retry)
            headers["X-Slack-Retry-Reason"] = delivery.retry_reason or "http_timeout"
        delivery.sent_at = time.monotonic()
        try:
            response = self.client.post(url, content=body, headers=headers)
        except httpx.HTTPError as error:
            delivery.answer(None, None, type(error).__name__)
            return
        failed = None if response.status_code == 200 else f"http_{response.status_code}"
        delivery.answer(response.status_code, decoded(response), failed)


def encode(kind: str, payload: Json) -> tuple[bytes, str]:
    """Le corps HTTP et son type, selon ce qu'on livre."""
    if kind == EVENTS:
        return json.dumps(payload).encode(), "application/json"
    fields = {"payload": json.dumps(payload)} if kind == INTERACTIVE else payload
    return urlencode(fields).encode(), "application/x-www-form-urlencoded"


def decoded(response: httpx.Response) -> Any:
    """Le corps de l'accusé : JSON, texte, ou rien."""
    if not response.content:
        return None
    if "json" in response.headers.get("content-type", ""):
        try:
            return response.json()
        except ValueError:
            return response.text
    return response.text
