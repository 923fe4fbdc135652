"""The avis and what it waits for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from core.domain.avis import AvisDeVacance, Etat
from core.domain.candidatures import Candidature, EtatCandidature
from core.domain.envois import Reception
from core.domain.jalons import Jalon
from core.domain.menages import Menage


class DepotAvis(Protocol):
    """Avis de vacance."""

    def reference_suivante(self, prefixe: str, annee: int, /) -> str:
        """Take the next reference of the year: « AV-2026-0001 »."""

    def creer(self, avis: AvisDeVacance, /) -> AvisDeVacance:
        """Store a new avis and give it with its id."""

    def par_reference(self, reference: str, /, *, verrou: bool = False) -> AvisDeVacance | None:
        """Find one; `verrou` keeps others from changing it until the end of the transaction."""

    def par_id(self, avis: int, /, *, verrou: bool = False) -> AvisDeVacance | None:
        """Find one by its id."""

    def enregistrer(self, avis: AvisDeVacance, offre: datetime | None = None, /) -> None:
        """Store its present state, and when the offer that runs ends: it ranks the avis."""

    def de(
        self, organisation: int, etats: Collection[Etat], limite: int, /
    ) -> Sequence[AvisDeVacance]:
        """Give an organisation's avis in these states, by échéance then by age."""

    def derniers(self, organisation: int, limite: int, /) -> Sequence[str]:
        """Give the references of an organisation's last avis, closed ones too, newest first."""

    def non_recus(self, *, remis: bool = True) -> Sequence[int]:
        """Give the ids of avis or relances that wait for a reception with nothing on its way.

        Without `remis`, leave out those that left and only wait for an acknowledgement.
        """

    def en_route(self, avis: AvisDeVacance, /) -> bool:
        """Tell whether its notice or relance is about to leave for its réservataire."""

    def parties_du_sceau(self, rang: int, /) -> Collection[int]:
        """Give the organisations that may read an avis of a seal, by id."""

    def candidatures(self, avis: int, /) -> Sequence[Candidature]:
        """Give all its candidatures, by number."""

    def ajouter_candidature(self, avis: int, /, *celles: Candidature) -> None:
        """Store some, each numéro unique encrypted."""

    def changer_candidature(self, avis: int, numero: int, etat: EtatCandidature, /) -> None:
        """Give one another state."""

    def enregistrer_candidature(self, avis: int, candidature: Candidature, /) -> None:
        """Store what became of one."""

    def deja_tenu(self, avis: AvisDeVacance, /) -> str | None:
        """Give the avis by which the same dwelling already counts as réputé tenu, if one does."""

    def depose_depuis(self, avis: AvisDeVacance, depuis: datetime, /) -> str | None:
        """Give the avis by which the bailleur put the same dwelling up again since, if any."""

    def receptions(self, avis: int, /) -> Sequence[Reception]:
        """Give the proofs of reception, oldest first."""

    def ajouter_reception(self, avis: int, reception: Reception, /) -> None:
        """Store a proof."""


class Menages(Protocol):
    """Names and contact details of candidates, encrypted."""

    def enregistrer(
        self,
        avis: int,
        numero: int,
        menage: Menage,
        organisation: int,
        sel: str,
        engagement: str,
        maintenant: datetime,
        /,
    ) -> None:
        """Store a household in place of what was known of it; `engagement` is its commitment."""

    def de(self, avis: int, /) -> Mapping[int, Menage]:
        """Give the households of an avis, by the number of their candidature."""

    def connus(self, avis: int, /) -> frozenset[int]:
        """Give the numbers of the candidatures whose household is known, decrypting nothing."""

    def oublier(self, avis: int, numero: int, /) -> bool:
        """Erase a household; the journal keeps its commitment. Tells whether there was one."""


class Jalons(Protocol):
    """What is due, by instant."""

    def remplacer(self, avis: int, jalons: Iterable[Jalon], /) -> None:
        """Set all that the avis waits for."""

    def dus(self, avis: int, maintenant: datetime, /) -> Sequence[Jalon]:
        """Give what is due for one avis, oldest first."""

    def oublier(self, avis: int, jalon: Jalon, /) -> None:
        """Drop one that was done, or has lost its reason."""

    def avis_dus(self, maintenant: datetime, /) -> Sequence[int]:
        """Give the ids of avis with something due, oldest first."""
