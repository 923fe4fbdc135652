"""Two copies of the program on one database, of which one or the other, or both, are killed."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.e2e.programme import port_libre
from tests.faults.calme import attendre
from tests.faults.coups import Bourreau
from tests.faults.pepiniere import Plant


@dataclass
class BourreauDeCopies(Bourreau):
    """Keeps two copies running; kills the one that holds Telegram more often than the other."""

    paire: dict[str, Plant] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # The pages that mails lead to are served at the installation's own address.
        self._ports = (str(self.lieu.installation.port), str(port_libre()))

    def lancer(self) -> Plant:
        """Have two copies run, kill one of them now and then, and give the next victim."""
        self.relever()
        victime = self.tenante() if self.hasard.random() < 0.6 else None
        victime = victime or self.hasard.choice([*self.paire.values()])
        if self.hasard.random() < 0.15:
            autre = next(une for une in self.paire.values() if une is not victime)
            autre.tuer()
            self.coups["les deux à la fois"] += 1
        return victime

    def ecoute(self, plant: Plant) -> None:
        """Wait until one of them polls Telegram: the victim may be the other one."""
        attendre(lambda: self.tenante() is not None)

    def relever(self) -> list[Plant]:
        """Start the copies that do not run; give both."""
        for port in self._ports:
            if port not in self.paire or not self.paire[port].vivant:
                self.paire[port] = self.demarrer(FLUXBOT_HTTP_PORT=port)
        return [*self.paire.values()]

    def tenante(self) -> Plant | None:
        """Give the copy that holds Telegram, if it runs."""
        with self.lieu.base.transaction() as uow:
            mandat = uow.mandats.lire("telegram")
        pid = mandat.porteur.split("/")[1] if mandat else ""
        return next(
            (une for une in self.paire.values() if str(une.pid) == pid and une.vivant), None
        )

    def attendre_une_tenante(self) -> Plant:
        """Wait for a copy to hold Telegram, and give it."""
        attendre(lambda: self.tenante() is not None)
        une = self.tenante()
        assert une
        return une
