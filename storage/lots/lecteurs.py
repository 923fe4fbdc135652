"""Who reads, and up to when all was heard: the same for many avis, asked once a batch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from core.domain.organisations import Destination
from storage.coffre import Coffre
from storage.depots.arrivees import DepotEcoutes
from storage.depots.canaux import DepotCanaux
from storage.depots.organisations import DepotMembres


class CanauxEnLot(DepotCanaux):
    """Conversations; what falls due attaches and buries none."""

    def __init__(self, connexion: Connection, coffre: Coffre) -> None:
        """Know nothing yet."""
        super().__init__(connexion, coffre)
        self._connues: dict[int, Sequence[Destination]] = {}

    def destinations(self, organisation: int) -> Sequence[Destination]:
        """Give the living ones of an organisation."""
        if organisation not in self._connues:
            self._connues[organisation] = super().destinations(organisation)
        return self._connues[organisation]


class MembresEnLot(DepotMembres):
    """People; what falls due enrols none."""

    def __init__(self, connexion: Connection, coffre: Coffre) -> None:
        """Know nothing yet."""
        super().__init__(connexion, coffre)
        self._tableaux: dict[int, Sequence[tuple[str, str]]] = {}

    def tableaux(self, organisations: Sequence[int]) -> Sequence[tuple[str, str]]:
        """Give (platform, address) of each board that a member of them looks at."""
        for une in organisations:
            if une not in self._tableaux:
                self._tableaux[une] = super().tableaux([une])
        return [un for une in organisations for un in self._tableaux[une]]


class EcoutesEnLot(DepotEcoutes):
    """What was heard when the batch was taken: later, only more would be."""

    def __init__(self, connexion: Connection, coffre: Coffre) -> None:
        """Read up to when all was heard."""
        super().__init__(connexion, coffre)
        self._jusqu_a = super().jusqu_a()
        self._silences: dict[datetime, tuple[datetime, datetime] | None] = {}

    def jusqu_a(self) -> datetime | None:
        """Give the earliest of the platforms' instants; None when no platform listens."""
        return self._jusqu_a

    def silence_autour(self, instant: datetime) -> tuple[datetime, datetime] | None:
        """Give the last long silence if it covers `instant`: an answer may have been lost."""
        if instant not in self._silences:
            self._silences[instant] = super().silence_autour(instant)
        return self._silences[instant]
