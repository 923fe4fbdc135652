"""Writes that wait, so that those of many dossiers leave in a few statements."""

from __future__ import annotations

from sqlalchemy import Connection

from storage.depots.socle import Depot


class Differe(Depot):
    """A repository that keeps its writes until `ecrire`, or until it asks the database anything.

    What it is asked that it does not know by heart is thus always answered after its own writes.
    """

    @property
    def connexion(self) -> Connection:
        """Give the transaction's connection, all that waited written."""
        self.ecrire()
        return self._connexion

    @connexion.setter
    def connexion(self, connexion: Connection) -> None:
        self._connexion = connexion

    def ecrire(self) -> None:
        """Write what waits."""
        raise NotImplementedError
