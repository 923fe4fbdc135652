"""La doublure assemblée : ``with FakeSlack() as fake``."""

import json
import secrets
from types import TracebackType
from typing import Self

import httpx

from .courier import Courier
from .faults import Faults
from .http_app import Api
from .model import Team
from .outages import Outages
from .rates import RateLimits
from .runner import HOST, Runner
from .signing import signed_headers
from .sockets import Sockets
from .state import World

ON: RateLimits = RateLimits()


class FakeSlack(Outages):
    """Une plateforme Slack, stricte, sur un port libre de la boucle locale."""

    def __init__(
        self,
        name: str = "Ville d'Essai",
        *,
        receiver_url: str | None = None,
        rate_limits: RateLimits | None = ON,
    ) -> None:
        self.world = World(
            app_id="A0FLUXBOT1",
            app_token=f"xapp-1-A0FLUXBOT1-{secrets.token_hex(8)}",
            signing_secret=secrets.token_hex(16),
            client_id="1234567890.9876543210",
            client_secret=secrets.token_hex(16),
        )
        self.world.rates = RateLimits() if rate_limits is ON else rate_limits
        self.faults = Faults()
        self.runner = Runner()
        self.world.root = f"http://{HOST}:{self.runner.port}"
        self.connections = Sockets(self.world, self.runner)
        self.api = Api(self.world, self.faults, self.connections)
        self.courier = Courier(self.world, self.connections)
        self.courier.receiver_url = receiver_url
        self.world.echoed = self.echoed
        self.team: Team = self.workspace(name)

    @property
    def url(self) -> str:
        """L'adresse de l'API Web, pour SLACK_API_URL."""
        return f"{self.world.root}/api/"

    @property
    def root(self) -> str:
        """L'adresse du serveur, sans ``/api/``."""
        return self.world.root

    @property
    def bot_token(self) -> str:
        """Le jeton du robot dans le premier espace."""
        return self.token_of(self.team)

    @property
    def app_token(self) -> str:
        """Le jeton de l'application, pour le Socket Mode."""
        return self.world.app_token

    @property
    def signing_secret(self) -> str:
        """Le secret des signatures HTTP."""
        return self.world.signing_secret

    @property
    def client_id(self) -> str:
        """L'identifiant OAuth de l'application."""
        return self.world.client_id

    @property
    def client_secret(self) -> str:
        """Le secret OAuth de l'application."""
        return self.world.client_secret

    @property
    def receiver_url(self) -> str | None:
        """Où livrer par HTTP ; None : par WebSocket."""
        return self.courier.receiver_url

    @receiver_url.setter
    def receiver_url(self, url: str | None) -> None:
        self.courier.receiver_url = url.rstrip("/") if url else None

    @property
    def auto_retry(self) -> bool:
        """Vrai : un événement perdu est livré de nouveau, aussitôt, trois fois au plus."""
        return self.courier.auto_retry

    @auto_retry.setter
    def auto_retry(self, value: bool) -> None:
        self.courier.auto_retry = value

    @property
    def ack_limit(self) -> float:
        """Secondes au bout desquelles une livraison sans accusé est perdue."""
        return self.courier.ack_limit

    @ack_limit.setter
    def ack_limit(self, seconds: float) -> None:
        self.courier.ack_limit = seconds

    @property
    def trigger_life(self) -> float:
        """Secondes pendant lesquelles un trigger_id vaut."""
        return self.world.trigger_life

    @trigger_life.setter
    def trigger_life(self, seconds: float) -> None:
        self.world.trigger_life = seconds

    @property
    def patience(self) -> float:
        """Secondes d'attente d'une connexion, puis d'un accusé, avant de renoncer."""
        return self.courier.patience

    @patience.setter
    def patience(self, seconds: float) -> None:
        self.courier.patience = seconds

    @property
    def clock_offset(self) -> float:
        """Secondes ajoutées à l'heure de Slack."""
        return self.world.clock_offset

    @clock_offset.setter
    def clock_offset(self, seconds: float) -> None:
        with self.world.cond:
            self.world.clock_offset = seconds

    @property
    def rate_limits(self) -> RateLimits | None:
        """Les débits imposés ; None : aucun."""
        return self.world.rates

    @rate_limits.setter
    def rate_limits(self, limits: RateLimits | None) -> None:
        with self.world.cond:
            self.world.rates = limits

    def sign(
        self, body: bytes, timestamp: int | None = None, secret: str | None = None
    ) -> dict[str, str]:
        """Les en-têtes de signature d'un corps."""
        moment = int(self.world.now()) if timestamp is None else timestamp
        return signed_headers(secret or self.signing_secret, moment, body)

    def verify_url(self, challenge: str = "defi") -> tuple[int, str]:
        """Le contrôle de l'adresse que Slack fait à sa saisie ; la réponse est le défi."""
        given = {"token": "verification-token", "challenge": challenge}
        body = json.dumps({**given, "type": "url_verification"}).encode()
        return self.deliver_raw(body, self.sign(body) | {"Content-Type": "application/json"})

    def deliver_raw(self, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
        """Poste un corps quelconque au programme."""
        assert self.receiver_url is not None, "pas d'adresse de réception"
        url = self.receiver_url + self.courier.events_path
        response = httpx.post(url, content=body, headers=headers, timeout=45, trust_env=False)
        return response.status_code, response.text

    def __enter__(self) -> Self:
        self.runner.start(self.api.app, self.connections.cut_all)
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
        self.runner.close()
        self.courier.close()
        if error is None and self.world.errors:
            raise AssertionError("la doublure s'est trompée : " + "\n".join(self.world.errors))
