"""An avis played forward: the pure domain, a clock that never goes back, and what was proved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from core.domain.avis import (
    CLOS,
    AvisDeVacance,
    Etat,
    Passage,
    apprecier,
    constater,
    recevoir,
    recevoir_relance,
    relancer,
)
from core.domain.jalons import Jalon, NatureJalon, jalons


@dataclass(frozen=True)
class Preuve:
    """A reception that was proved: of the avis or of its relance, in which round."""

    objet: str
    tour: int
    instant: datetime


@dataclass
class Partie:
    """One avis, its candidates counted, what it waits for and what was proved."""

    avis: AvisDeVacance
    heure: datetime
    actifs: int = 0
    tardifs: int = 0
    preuves: list[Preuve] = field(default_factory=list)
    dus: tuple[Jalon, ...] = ()
    passages: list[tuple[Etat, Etat, str]] = field(default_factory=list)

    @property
    def etat(self) -> Etat:
        """Give the present state."""
        return self.avis.etat

    def avancer(self, duree: timedelta) -> None:
        """Let time pass with nobody at work: nothing is done."""
        self.heure += duree

    def faire(self, verbe: str, action: Callable[[AvisDeVacance], Passage | None]) -> None:
        """Do one change and set what is now due; a change that is none keeps all as it is."""
        passage = action(self.avis)
        if passage is None:
            return
        self.passages.append((self.avis.etat, passage.avis.etat, verbe))
        self.avis = passage.avis
        self.dus = jalons(self.avis, self.heure)

    def recevoir(self) -> None:
        """Prove that the avis was received now."""
        self.faire("recevoir", lambda avis: recevoir(avis, self.heure))
        self.preuves.append(Preuve("avis", self.avis.tour, self.heure))

    def recevoir_relance(self) -> None:
        """Prove that the relance was received now."""
        self.faire("recevoir la relance", lambda avis: recevoir_relance(avis, self.heure))
        self.preuves.append(Preuve("relance", self.avis.tour, self.heure))

    def echoir(self) -> None:
        """Do all that is due now, in order."""
        for jalon in sorted(self.dus, key=lambda un: un.instant):
            if jalon.instant > self.heure:
                break
            self.dus = tuple(un for un in self.dus if un != jalon)
            if jalon.nature is NatureJalon.RELANCE and self.etat is Etat.OUVERT:
                self.faire("relancer", lambda avis: relancer(avis, self.heure))
            elif jalon.nature is NatureJalon.CONSTAT and self.etat is Etat.EN_RELANCE:
                self.faire("constater", lambda avis: constater(avis, self.actifs, self.heure))

    def proposer(self, combien: int) -> None:
        """Name candidates, after what was due: late ones are kept apart."""
        self.echoir()
        if self.etat is Etat.REPUTE_TENU:
            self.tardifs += combien
            return
        if self.etat is Etat.EMIS:
            self.recevoir()
        self.actifs += combien
        self.conclure()

    def retirer_un(self) -> None:
        """Withdraw one candidate, after what was due."""
        self.echoir()
        if self.etat not in CLOS:
            self.actifs -= 1
            self.conclure()

    def conclure(self) -> None:
        """Draw the consequence of a changed list, then of the échéance."""
        self.faire("apprécier", lambda avis: apprecier(avis, self.actifs))
        self.echoir()

    def preuve(self, objet: str) -> Preuve | None:
        """Find the proof of a reception in the present round."""
        trouvees = [une for une in self.preuves if (une.objet, une.tour) == (objet, self.avis.tour)]
        return trouvees[0] if trouvees else None
