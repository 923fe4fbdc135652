"""Ce qui arrive à la plateforme : arrêts, connexions coupées ou sourdes."""

from typing import Literal

from .runner import Runner
from .waiting import Waiting


class Outages(Waiting):
    """Les ennuis de Slack lui-même."""

    runner: Runner
    refusing: bool = False

    @property
    def sockets(self) -> int:
        """Le nombre de WebSockets ouverts."""
        with self.world.cond:
            return len(self.connections.open)

    @property
    def connections_opened(self) -> int:
        """Le nombre de WebSockets ouverts depuis le début."""
        return self.connections.opened

    @property
    def down(self) -> bool | Literal["refuse"]:
        """Hors service, les WebSockets coupés : True répond 503, "refuse" n'écoute plus."""
        return "refuse" if self.refusing else self.world.down

    @down.setter
    def down(self, value: bool | Literal["refuse"]) -> None:
        if (value == "refuse") != self.refusing:
            (self.runner.accept if self.refusing else self.runner.refuse)()
            self.refusing = not self.refusing
        with self.world.cond:
            self.world.down = bool(value)
            self.world.changed()
        if value:
            self.runner.call(self.connections.cut_all())

    def disconnect_socket(self, reason: str = "refresh_requested") -> None:
        """Annonce la déconnexion ; ``refresh_requested`` ferme une seconde plus tard."""
        self.runner.call(self.connections.disconnect(reason, close=reason != "warning"))

    def cut_socket(self) -> None:
        """Coupe net les WebSockets, sans rien annoncer."""
        self.runner.call(self.connections.cut_all())

    def deaf_socket(self, on: bool = True, *, pongs: bool = True) -> None:
        """Les WebSockets ouverts ne livrent plus et ne sondent plus, mais demeurent.

        ``pongs=False`` : ils ne répondent plus non plus aux sondes du programme.
        """
        with self.world.cond:
            for socket in self.connections.open:
                socket.deaf = on
                socket.pongs = pongs or not on
