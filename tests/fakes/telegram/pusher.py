"""La livraison par webhook : une à la fois, dans l'ordre, jusqu'à un 2xx."""

import threading
import time

import httpx

from .model import Json
from .state import Webhook, World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Pusher:
    """Le fil qui pousse les mises à jour vers l'adresse enregistrée."""

    def __init__(self, world: World, retry_seconds: float, timeout: float) -> None:
        self.world = world
        self.retry_seconds = retry_seconds
        self.client = httpx.Client(timeout=timeout)
        self.thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Démarre le fil."""
        self.thread.start()

    def close(self) -> None:
        """Arrête le fil ; ``world.stopping`` doit être vrai."""
        with self.world.cond:
            self.world.changed()
        self.thread.join(timeout=1)
        self.client.close()

    def _run(self) -> None:
        while True:
            with self.world.cond:
                self.world.cond.wait_for(self._ready)
                if self.world.stopping:
                    return
                hook, update = self.world.webhook, self.world.queue.first()
            if hook is not None and update is not None:
                self._deliver(hook, update)

    def _ready(self) -> bool:
        waiting = self.world.webhook is not None and len(self.world.queue) > 0
        return self.world.stopping or (waiting and not self.world.down)

    def _deliver(self, hook: Webhook, update: Json) -> None:
        outcome = self._push(hook, update)
        with self.world.cond:
            self.world.webhook_attempts.append((update["update_id"], outcome))
            if outcome.startswith("2"):
                self.world.queue.drop_first(update)
                self.world.changed()
                return
            hook.last_error = f"Wrong response from the webhook: {outcome}"
            hook.last_error_date = int(time.time())
            self.world.changed()
            self.world.cond.wait_for(lambda: self.world.stopping, timeout=self.retry_seconds)

    def _push(self, hook: Webhook, update: Json) -> str:
        headers = {SECRET_HEADER: hook.secret} if hook.secret else {}
        try:
            response = self.client.post(hook.url, json=update, headers=headers)
        except (httpx.HTTPError, httpx.InvalidURL, RuntimeError) as error:
            return type(error).__name__
        return f"{response.status_code} {response.reason_phrase}"
