"""The repository of new programmes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from core.domain.organisations import Organisation
from core.domain.programmes import EtatProgramme, Programme
from core.domain.programmes_candidats import CandidatProgramme


class Programmes(Protocol):
    """New programmes, and the households put forward for them, their numéro unique encrypted."""

    def creer(self, programme: Programme, /) -> Programme:
        """Store a new one and give it with its id."""

    def enregistrer(self, programme: Programme, /) -> None:
        """Store its present state."""

    def par_reference(self, reference: str, /, *, verrou: bool = False) -> Programme | None:
        """Find one; `verrou` keeps others from changing it until the end of the transaction."""

    def verrouiller(self, reference: str, /) -> None:
        """Lock its row, if it exists."""

    def de(
        self, une: Organisation, etats: Iterable[EtatProgramme], limite: int, /
    ) -> Sequence[Programme]:
        """Give those that an organisation takes part in, by delivery; told to it or not yet."""

    def dans_les_etats(self, etats: Iterable[EtatProgramme], /) -> Sequence[Programme]:
        """Give every programme in these states, by delivery."""

    def livres_entre(
        self, bailleur: Organisation, debut: date, fin: date, /
    ) -> Sequence[Programme]:
        """Give a bailleur's programmes foreseen between two civil dates, both included."""

    def candidats(self, programme: int, /) -> Sequence[CandidatProgramme]:
        """Give the candidates of a programme, by number."""

    def ajouter_candidat(self, programme: int, un: CandidatProgramme, /) -> None:
        """Store one, its numéro unique encrypted."""

    def enregistrer_candidat(self, programme: int, un: CandidatProgramme, /) -> None:
        """Store what became of one; its numéro unique never changes."""
