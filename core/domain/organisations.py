"""Who takes part: organisations, their members and the conversations they read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Nature(StrEnum):
    """Kind of organisation, as the command line spells it."""

    BAILLEUR = "bailleur"
    COMMUNE = "commune"
    EPCI = "epci"
    ETAT = "etat"
    ACTION_LOGEMENT = "action_logement"
    CCAS = "ccas"
    AUTRE = "autre"


RESERVATAIRES = frozenset(
    {Nature.COMMUNE, Nature.EPCI, Nature.ETAT, Nature.ACTION_LOGEMENT, Nature.AUTRE}
)
"""Kinds that may hold reservation rights (CCH R441-5)."""

LIBELLES_NATURE = {
    Nature.BAILLEUR: "bailleur",
    Nature.COMMUNE: "commune",
    Nature.EPCI: "EPCI",
    Nature.ETAT: "État",
    Nature.ACTION_LOGEMENT: "Action Logement",
    Nature.CCAS: "CCAS",
    Nature.AUTRE: "autre réservataire",
}


COURRIEL = "courriel"
"""The platform of e-mail addresses: what is sent there is never edited, nor proved received."""

PAGE = "page signée"
"""The platform of what is done on a signed page."""


class Role(StrEnum):
    """What a member may do; each role may do what the one before may."""

    AGENT = "agent"
    REFERENT = "referent"
    ADMINISTRATEUR = "administrateur"

    @property
    def rang(self) -> int:
        """Give the role's place in the order of powers, from 0."""
        return list(Role).index(self)

    @property
    def libelle(self) -> str:
        """Give the role as people read it."""
        return {"agent": "agent", "referent": "référent"}.get(self.value, "administrateur")


@dataclass(frozen=True)
class Organisation:
    """A bailleur, a réservataire or a CCAS."""

    id: int
    nom: str
    nature: Nature

    @property
    def est_bailleur(self) -> bool:
        """Tell whether it owns dwellings."""
        return self.nature is Nature.BAILLEUR


@dataclass(frozen=True)
class Membre:
    """A person enrolled in one organisation, known by number only."""

    id: int
    organisation: Organisation
    role: Role

    @property
    def designation(self) -> str:
        """Name the member without any personal datum, for the journal and the proof file."""
        return f"{self.organisation.nom}, {self.role.libelle} n° {self.id}"


@dataclass(frozen=True)
class Adresse:
    """An e-mail address by which a member reads; `secours`: only when nobody else can.

    `mort_le` (UTC) is when it was found to be refused for good, None while it lives; `raison` why.
    """

    courriel: str
    membre: int
    role: Role
    secours: bool = False
    mort_le: datetime | None = None
    raison: str = ""


@dataclass(frozen=True)
class Invitation:
    """What an enrolment code gives, and the e-mail address that it was sent to, if it was."""

    organisation: Organisation
    role: Role
    courriel: str | None = None
    secours: bool = False


@dataclass(frozen=True)
class Destination:
    """A conversation of a platform; `sujet` is a topic or thread inside it."""

    plateforme: str
    adresse: str
    sujet: str | None = None
    prive: bool = True

    @property
    def par_courriel(self) -> bool:
        """Tell whether this is an e-mail address."""
        return self.plateforme == COURRIEL

    @property
    def cle(self) -> str:
        """Give one text that identifies the conversation."""
        return f"{self.plateforme}:{self.adresse}:{self.sujet or ''}"
