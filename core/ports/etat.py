"""The State's side: what is due, and priority households."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from core.domain.agenda import RendezVous
from core.domain.numero_unique import NumeroUnique
from core.domain.organisations import Organisation
from core.domain.prioritaires import VIVANTS, DossierPrioritaire, EtatDossier


class Agenda(Protocol):
    """What programmes, households and commissions wait for, by instant."""

    def remplacer(self, reference: str, attendus: Iterable[RendezVous], /) -> None:
        """Set all that a dossier waits for."""

    def de(self, reference: str, /) -> Sequence[RendezVous]:
        """Give all that a dossier waits for, earliest first."""

    def prendre(self, reference: str, maintenant: datetime, /) -> Sequence[RendezVous]:
        """Take out what is due for a dossier, oldest first: nobody else will get it."""

    def dossiers_dus(self, maintenant: datetime, /) -> Sequence[str]:
        """Give the references with something due, oldest first."""


class Prioritaires(Protocol):
    """Priority households, their numéro unique and private part encrypted."""

    def creer(self, dossier: DossierPrioritaire, /) -> int | None:
        """Store a new one and give its id; None when a living dossier bears the same number."""

    def enregistrer(self, dossier: DossierPrioritaire, /) -> None:
        """Store its present state."""

    def par_reference(
        self, reference: str, /, *, verrou: bool = False
    ) -> DossierPrioritaire | None:
        """Find one; `verrou` keeps others from changing it until the end of the transaction."""

    def par_references(self, references: Iterable[str], /) -> Mapping[str, DossierPrioritaire]:
        """Find several at once, by reference; those that do not exist are left out."""

    def vivant(self, convention: str, numero: NumeroUnique, /) -> DossierPrioritaire | None:
        """Find the living dossier of a household."""

    def de(
        self, une: Organisation, etats: Iterable[EtatDossier], limite: int, /
    ) -> Sequence[DossierPrioritaire]:
        """Give those that an organisation may read in these states, oldest first."""

    def compter(self, une: Organisation, /) -> Mapping[EtatDossier, int]:
        """Count those that an organisation may read, by state."""

    def de_la_convention(
        self, convention: str, etats: Collection[EtatDossier] = VIVANTS, /
    ) -> Sequence[DossierPrioritaire]:
        """Give every household of a convention in these states, oldest first."""

    def reloges(self, convention: str, annee: int, /) -> Sequence[DossierPrioritaire]:
        """Give the households of a convention that entered a dwelling in a civil year."""
