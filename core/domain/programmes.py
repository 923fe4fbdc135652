"""A new programme: its dwellings, who gets which, its notices and what became of each (§6)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from core.domain.convention import ModeReception
from core.domain.organisations import Organisation
from core.domain.programmes_notices import Notice as Notice
from core.domain.programmes_notices import Objet as Objet
from core.domain.programmes_notices import ReceptionProgramme as ReceptionProgramme
from core.domain.programmes_notices import Retour as Retour
from core.domain.programmes_notices import SuiteRetour as SuiteRetour
from core.domain.regles_programmes import ReglesProgrammes


class EtatProgramme(StrEnum):
    """Where a programme stands, in the words that people read."""

    PREPARE = "en préparation"
    NOTIFIE = "notifié"
    LIVRE = "livré"
    CLOS = "clos"
    ABANDONNE = "abandonné"


A_LIVRER = frozenset({EtatProgramme.PREPARE, EtatProgramme.NOTIFIE})
"""The states in which the delivery is still to come."""

A_POURVOIR = frozenset({EtatProgramme.NOTIFIE, EtatProgramme.LIVRE})
"""The states in which candidates are named and retained."""

EN_COURS = A_LIVRER | A_POURVOIR


class Public(StrEnum):
    """For whom a dwelling is meant (LA 4.2.2): the elderly or disabled (loi ASV), the young."""

    TOUS = ""
    ASV = "asv"
    JEUNES = "jeunes"


class Particularite(StrEnum):
    """What else is known of a programme; the first ones are codes of a convention's `enjeux`."""

    INCLUSIF = "inclusif"
    PARTICIPATIF = "participatif"
    GENS_DU_VOYAGE = "gens_du_voyage"
    FRANGE = "frange"
    SENIORS = "seniors"


@dataclass(frozen=True)
class LogementNeuf:
    """One dwelling. Money in euros a month; `reservataire`: the id of who it is for, if anybody.

    `agents`: for the State's own staff; `retenu`: the number of the candidate retained; `rendu_le`:
    civil date from which the bailleur looks for a household itself.
    """

    numero: int
    type: str
    financement: str
    loyer: Decimal
    charges: Decimal
    public: Public = Public.TOUS
    agents: bool = False
    reservataire: int | None = None
    retenu: int | None = None
    rendu_le: date | None = None

    @property
    def ouvert(self) -> bool:
        """Tell whether a household is still looked for among its réservataire's candidates."""
        return self.retenu is None and self.rendu_le is None


@dataclass(frozen=True)
class Part:
    """Who gets dwellings; `nombre` as agreed when it financed the programme, None: by right."""

    organisation: int
    nombre: int | None = None


@dataclass(frozen=True)
class Reunion:
    """The concertation, as fixed by the bailleur; `heure` as people write it, local."""

    jour: date
    heure: str = ""
    lieu: str = ""


@dataclass(frozen=True)
class Derogation:
    """A derogation to the State's part (LA 4.2.2); `dispenses`: dwellings let off, None: no answer.

    Civil dates.
    """

    demandee_le: date
    repondu_le: date | None = None
    dispenses: int | None = None


@dataclass(frozen=True)
class Operation:
    """What is built, and where."""

    residence: str
    adresse: str
    commune: str
    qpv: bool
    nature_charges: str
    particularites: tuple[Particularite, ...] = ()


@dataclass(frozen=True)
class Cadre:
    """The rules that a programme keeps from the day it is opened.

    `double_compte`: the article that counts these dwellings in the flux too, empty when none does.
    """

    regles: ReglesProgrammes
    sigle: str
    zone: str
    reception: ModeReception
    double_compte: str


@dataclass(frozen=True)
class Contenu:
    """All of a programme that is no column: what its parties may read."""

    cadre: Cadre
    operation: Operation
    logements: tuple[LogementNeuf, ...]
    parts: tuple[Part, ...]
    notices: tuple[Notice, ...] = ()
    receptions: tuple[ReceptionProgramme, ...] = ()
    retours: tuple[Retour, ...] = ()
    reunion: Reunion | None = None
    derogation: Derogation | None = None
    reparti_le: date | None = None
    reparti_sans_reunion: bool = False
    ancienne_livraison: date | None = None
    livre_le: date | None = None
    motif: str = ""


@dataclass(frozen=True)
class Programme:
    """One programme. `livraison`: civil date foreseen; `annee`: civil year it was opened in.

    `reservataires` are the organisations of its parts, in their order.
    """

    id: int
    reference: str
    bailleur: Organisation
    convention: str
    etat: EtatProgramme
    annee: int
    livraison: date
    contenu: Contenu
    reservataires: tuple[Organisation, ...]
    sel: str = field(repr=False)
    cree_le: datetime

    @property
    def regles(self) -> ReglesProgrammes:
        """Give the rules that it keeps."""
        return self.contenu.cadre.regles

    @property
    def zone(self) -> str:
        """Give the time zone of its civil dates."""
        return self.contenu.cadre.zone

    @property
    def logements(self) -> tuple[LogementNeuf, ...]:
        """Give its dwellings, by number."""
        return self.contenu.logements

    @property
    def publie(self) -> bool:
        """Tell whether its réservataires were told anything of it: they may then read it."""
        dit = self.contenu.notices or self.contenu.reunion or self.contenu.derogation
        return bool(dit)

    def avec(self, **changements: Any) -> Programme:
        """Give it with parts of its content changed."""
        return replace(self, contenu=replace(self.contenu, **changements))

    def est_partie(self, organisation: Organisation) -> bool:
        """Tell whether an organisation may read it: its bailleur; the others once it is told."""
        if organisation.id == self.bailleur.id:
            return True
        return self.publie and organisation in self.reservataires

    def logements_de(self, organisation: int) -> tuple[LogementNeuf, ...]:
        """Give the dwellings of one réservataire."""
        return tuple(un for un in self.logements if un.reservataire == organisation)

    def part_de(self, organisation: int) -> Part | None:
        """Give what one réservataire gets, if it is one."""
        return next((une for une in self.contenu.parts if une.organisation == organisation), None)

    def reservataire(self, numero: int) -> Organisation:
        """Give one of its réservataires by id."""
        return next(un for un in self.reservataires if un.id == numero)

    def logement(self, numero: int) -> LogementNeuf | None:
        """Find a dwelling by number."""
        return next((un for un in self.logements if un.numero == numero), None)

    def avec_logement(self, change: LogementNeuf) -> Programme:
        """Give it with one dwelling changed."""
        suite = tuple(change if un.numero == change.numero else un for un in self.logements)
        return self.avec(logements=suite)

    def avec_retour(self, change: Retour) -> Programme:
        """Give it with one return added or changed, by rank."""
        autres = [un for un in self.contenu.retours if un.rang != change.rang]
        return self.avec(retours=tuple(sorted([*autres, change], key=lambda un: un.rang)))

    def retour_en_cours(self, logement: int) -> Retour | None:
        """Find the return that runs for a dwelling."""
        memes = (un for un in self.contenu.retours if un.logement == logement)
        return next((un for un in memes if un.suite is SuiteRetour.EN_COURS), None)

    def derniere_notice(self, organisation: int) -> Notice | None:
        """Give the last notice sent to a réservataire."""
        siennes = [une for une in self.contenu.notices if une.organisation == organisation]
        return siennes[-1] if siennes else None

    def reception(self, objet: Objet, rang: int, organisation: int) -> ReceptionProgramme | None:
        """Give the first proof that a notice or a return was received."""
        preuves = (
            une
            for une in self.contenu.receptions
            if (une.objet, une.rang, une.organisation) == (objet, rang, organisation)
        )
        return min(preuves, key=lambda une: une.instant, default=None)
