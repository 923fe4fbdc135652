"""La doublure assemblée : ``with FakeTelegram() as fake``."""

from types import TracebackType
from typing import Literal, Self

from .faults import Faults
from .groups import Groups
from .http_app import Api
from .inspection import Inspection
from .model import Json, Message, User
from .pusher import Pusher
from .rates import RateLimits
from .runner import HOST, Runner
from .state import Webhook, World

TOKEN = "123456:FAKE-TOKEN"


class FakeTelegram(Groups, Inspection):
    """Un serveur de l'API Bot, strict, sur un port libre de la boucle locale."""

    def __init__(
        self,
        token: str = TOKEN,
        *,
        username: str = "flux_test_bot",
        privacy_mode: bool = True,
        allow_http_webhook: bool = False,
        rate_limits: RateLimits | None = None,
        webhook_retry: float = 0.05,
        webhook_timeout: float = 10,
    ) -> None:
        bot_id = int(token.split(":")[0])
        bot = User(bot_id, "Flux", username=username, is_bot=True)
        self.token = token
        self.world = World(token, bot, allow_http_webhook, privacy_mode)
        self.world.users[bot_id] = bot
        self.world.rates = rate_limits
        self.faults = Faults()
        self.runner = Runner()
        self.world.listeners.append(self.runner.wake)
        self.api = Api(self.world, self.faults, self.runner)
        self.pusher = Pusher(self.world, webhook_retry, webhook_timeout)
        self._down: bool | Literal["refuse"] = False

    @property
    def url(self) -> str:
        """L'adresse du serveur, sans ``/bot``."""
        return f"http://{HOST}:{self.runner.port}"

    @property
    def bot(self) -> User:
        """Le robot lui-même."""
        return self.world.bot

    @property
    def rate_limits(self) -> RateLimits | None:
        """Les débits imposés ; None : aucun."""
        return self.world.rates

    @rate_limits.setter
    def rate_limits(self, limits: RateLimits | None) -> None:
        with self.world.cond:
            self.world.rates = limits

    @property
    def privacy_mode(self) -> bool:
        """Vrai : dans les groupes, le robot ne lit que ce qui lui est adressé."""
        return self.world.privacy_mode

    @privacy_mode.setter
    def privacy_mode(self, value: bool) -> None:
        with self.world.cond:
            self.world.privacy_mode = value

    @property
    def webhook(self) -> Webhook | None:
        """Le webhook enregistré."""
        return self.world.webhook

    @property
    def webhook_attempts(self) -> list[tuple[int, str]]:
        """Les livraisons tentées : (update_id, code HTTP et motif, ou nom de l'erreur)."""
        with self.world.cond:
            return list(self.world.webhook_attempts)

    @property
    def down(self) -> bool | Literal["refuse"]:
        """Hors service : True répond 502 à tout, "refuse" ne laisse plus se connecter."""
        return self._down

    @down.setter
    def down(self, value: bool | Literal["refuse"]) -> None:
        if value == "refuse":
            self.runner.stop()
        elif self._down == "refuse":
            self.runner.start(self.api.app)
        with self.world.cond:
            self._down = value
            self.world.down = bool(value)
            self.world.changed()

    def redeliver(self, what: Json | Message) -> None:
        """Livre une seconde fois une mise à jour, même déjà confirmée."""
        update = what.update if isinstance(what, Message) else what
        assert update is not None, "le robot n'a jamais reçu cette mise à jour"
        with self.world.cond:
            self.world.queue.again(update)
            self.world.changed()

    def inject(self, kind: str, payload: Json) -> Json | None:
        """Met en file une mise à jour quelconque, vérifiée contre la description de l'API."""
        return self.world.enqueue(kind, payload)

    def __enter__(self) -> Self:
        self.runner.start(self.api.app)
        self.pusher.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self.world.cond:
            self.world.stopping = True
            self.world.changed()
        self.pusher.close()
        self.runner.close()
        if error is None and self.world.errors:
            raise AssertionError("la doublure s'est trompée : " + "\n".join(self.world.errors))
