"""Who takes part: organisations, their members and the conversations they read."""

from __future__ import annotations

from dataclasses import dataclass
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
class Destination:
    """A conversation of a platform; `sujet` is a topic or thread inside it."""

    plateforme: str
    adresse: str
    sujet: str | None = None
    prive: bool = True

    @property
    def cle(self) -> str:
        """Give one text that identifies the conversation."""
        return f"{self.plateforme}:{self.adresse}:{self.sujet or ''}"
