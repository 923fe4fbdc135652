"""What leaves, and how far we listened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from datetime import datetime
from typing import Protocol

from core.domain.envois import Envoi, Genre, NouvelEnvoi
from core.domain.organisations import (
    Destination,
)


class Envois(Protocol):
    """The outbox, as the use cases see it."""

    def ajouter(self, *nouveaux: NouvelEnvoi) -> int:
        """Store sends, but those whose key is already there; give how many were stored."""

    def montrees(self, reference: str, /) -> Sequence[tuple[Genre, Destination, str]]:
        """Give the messages that show an avis: of which kind, where, and their ids."""

    def remises(self, reference: str, genre: Genre, tour: int, /) -> Set[str]:
        """Give the conversations (their `cle`) that accepted that round's notice."""

    def detenteurs(
        self, reference: str, genre: Genre, organisation: int, faits: Mapping[str, str], /
    ) -> Set[str]:
        """Give the conversations (their `cle`) that hold a notice, or refused it for good."""

    def compter(self, reference: str, genre: Genre, /) -> int:
        """Count the sends of that kind about a dossier."""

    def racine(self, reference: str, destination: Destination, /) -> str | None:
        """Give the first message about a dossier in a conversation."""

    def fermer_vers(self, destination: Destination, maintenant: datetime, /) -> None:
        """Close what waits for a conversation that reads no more; not a letter to a CALEOL."""

    def annuler_tableaux(self, tableau: Destination, /) -> None:
        """Drop the pending drawings of a board: a newer one comes."""

    def annuler_mises_a_jour(self, reference: str, /) -> None:
        """Drop the pending edits of a dossier's messages: newer ones come."""

    def encore_en_route(self, envoi: Envoi, /) -> bool:
        """Tell whether the same notice was received, or still may be, somewhere else."""

    def refusees(self, reference: str, genre: Genre, tour: int, /) -> Set[str]:
        """Give the conversations (their `cle`) that refused such a notice of that round."""


class Ecoutes(Protocol):
    """Up to when each platform's incoming messages were all handled."""

    def jusqu_a(self) -> datetime | None:
        """Give the earliest of the platforms' instants; None when no platform listens."""

    def connait(self, plateforme: str, /) -> bool:
        """Tell whether this installation serves a platform."""

    def silence_autour(self, instant: datetime, /) -> tuple[datetime, datetime] | None:
        """Give the last long silence if it covers `instant`: an answer may have been lost."""


class Pouls(Protocol):
    """When the service as a whole last did its work."""

    def dernier(self) -> datetime | None:
        """Give the instant of the last tick that ended well (UTC); None before the first."""
