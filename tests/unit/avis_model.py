"""An avis played forward: the pure domain, a clock that never goes back, and what was proved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from core.domain.avis import (
    A_RECEVOIR,
    PERMIS,
    AvisDeVacance,
    Etat,
    Passage,
    apprecier,
    constater,
    recevoir,
    recevoir_relance,
    relancer,
)
from core.domain.calendrier import jour_local
from core.domain.candidatures import Candidature, EtatCandidature, actives, numero_suivant
from core.domain.jalons import Jalon, NatureJalon, jalons
from core.domain.offres import offre_a_echoir, taire
from core.domain.suites import avancer, epuiser
from core.errors import Refus
from tests.builders import des_candidatures


@dataclass(frozen=True)
class Preuve:
    """A reception that was proved: of the avis or of its relance, in which round."""

    objet: str
    tour: int
    instant: datetime


@dataclass
class Partie:
    """One avis, its candidates, what it waits for and what was proved."""

    avis: AvisDeVacance
    heure: datetime
    liste: list[Candidature] = field(default_factory=list)
    tardifs: int = 0
    preuves: list[Preuve] = field(default_factory=list)
    dus: tuple[Jalon, ...] = ()
    passages: list[tuple[Etat, Etat, str]] = field(default_factory=list)

    @property
    def etat(self) -> Etat:
        """Give the present state."""
        return self.avis.etat

    @property
    def actifs(self) -> int:
        """Count the candidates that count."""
        return len(actives(self.liste))

    @property
    def jour(self) -> date:
        """Give the civil day."""
        return jour_local(self.heure, self.avis.termes.zone)

    def ajouter(self, combien: int) -> None:
        """Put households on the list."""
        for _ in range(combien):
            neuve = replace(des_candidatures(1)[0], numero=numero_suivant(self.liste))
            self.liste.append(neuve)

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
        self.dus = jalons(self.avis, self.heure, self.liste)

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

            elif jalon.nature is NatureJalon.OFFRE:
                muette = offre_a_echoir(self.liste)
                assert muette
                self.inscrire("taire", taire(muette))

    def tenter(self, verbe: str, suite: Callable[[], Candidature]) -> None:
        """Take one step about a candidate, after what was due; a refusal changes nothing."""
        self.echoir()
        try:
            neuve = suite()
        except Refus:
            return
        self.inscrire(verbe, neuve)

    def inscrire(self, verbe: str, neuve: Candidature) -> None:
        """Store what became of a candidate and draw every consequence, as the use cases do."""
        self.liste = [neuve if une.numero == neuve.numero else une for une in self.liste]
        de, avance = self.avis.etat, avancer(self.avis, self.liste)
        fin = epuiser(avance, self.liste)
        self.avis = fin.avis if fin else avance
        self.passages.append((de, self.avis.etat, verbe))
        if self.etat in (Etat.SANS_ATTRIBUTAIRE, Etat.REPUTE_TENU):
            self.liste = [
                replace(une, etat=EtatCandidature.PASSEE)
                if une.etat is EtatCandidature.ACTIVE
                else une
                for une in self.liste
            ]
        self.dus = jalons(self.avis, self.heure, self.liste)

    def proposer(self, combien: int) -> None:
        """Name candidates, after what was due: late ones are kept apart."""
        self.echoir()
        if self.etat is Etat.REPUTE_TENU:
            self.tardifs += combien
            return
        if self.etat not in PERMIS["proposer"]:
            return
        if self.etat in A_RECEVOIR:
            self.recevoir()
        self.ajouter(combien)
        self.conclure()

    def retirer_un(self) -> None:
        """Withdraw one candidate, after what was due."""
        self.echoir()
        if self.etat in PERMIS["changer la liste de"] and self.actifs:
            dernier = actives(self.liste)[-1]
            self.liste[self.liste.index(dernier)] = replace(dernier, etat=EtatCandidature.RETIREE)
            self.conclure()

    def conclure(self) -> None:
        """Draw the consequence of a changed list, then of the échéance."""
        self.faire("apprécier", lambda avis: apprecier(avis, self.actifs))
        self.echoir()

    def preuve(self, objet: str) -> Preuve | None:
        """Find the proof of a reception in the present round."""
        trouvees = [une for une in self.preuves if (une.objet, une.tour) == (objet, self.avis.tour)]
        return trouvees[0] if trouvees else None
