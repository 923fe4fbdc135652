"""What leaves the house: kinds of notices, and what became of each send."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.organisations import Destination


class Genre(StrEnum):
    """Kinds of sends."""

    AVIS = "avis"
    RELANCE = "relance"
    RECTIFICATIF = "rectificatif"
    RAPPEL = "rappel"
    AVIS_RECU = "avis_recu"
    RELANCE_RECUE = "relance_recue"
    NON_REMIS = "non_remis"
    CANDIDATS = "candidats"
    DESIGNE = "designe"
    INCOMPLET = "incomplet"
    REPUTE_TENU = "repute_tenu"
    TARDIFS = "tardifs"
    TARDIFS_ACCEPTES = "tardifs_acceptes"
    RETIRE = "retire"
    RENDU = "rendu"
    OUVERTURE = "ouverture"
    RENFORT = "renfort"
    COMPLETE = "complete"
    RETOUR = "retour"
    DECISION = "decision"
    OFFRE = "offre"
    OFFRE_SUSPENDUE = "offre_suspendue"
    REPONSE_MENAGE = "reponse_menage"
    REPRISE = "reprise"
    BAIL = "bail"
    VISITE = "visite"
    RAPPEL_OFFRE = "rappel_offre"
    RAPPEL_CONDITION = "rappel_condition"
    HORS_TERME = "hors_terme"
    SCEAU = "sceau"
    DROIT = "droit"
    ECHEANCE = "echeance"
    SANS_ACCUSE = "sans_accuse"
    MOTIF_CALEOL = "motif_caleol"
    SECOURS = "secours"
    INVITATION = "invitation"
    LIEN = "lien"
    PROGRAMME = "programme"
    PRIORITAIRE = "prioritaire"
    COMMISSION = "commission"
    NON_LU = "non_lu"
    SERVICE = "service"
    REPONSE = "reponse"
    MISE_A_JOUR = "mise_a_jour"
    EFFACEMENT = "effacement"
    TABLEAU = "tableau"


ACCESSOIRES = frozenset(
    {Genre.RAPPEL, Genre.RAPPEL_OFFRE, Genre.RAPPEL_CONDITION, Genre.SCEAU, Genre.EFFACEMENT}
)
"""Not worth a second send when we cannot know whether the first arrived."""

SUR_UN_MESSAGE = frozenset({Genre.MISE_A_JOUR, Genre.EFFACEMENT, Genre.TABLEAU})
"""Change what is already shown: doing them twice does no harm."""

ATTENDUS = frozenset({Genre.REPONSE, Genre.EFFACEMENT, Genre.INVITATION, Genre.LIEN})
"""What somebody waits for, in front of their screen."""


@dataclass(frozen=True)
class NouvelEnvoi:
    """A send to put in the outbox. `cle` is unique: the same send is never stored twice.

    `faits` holds short facts, never a personal datum; `corps` a message already made (kept
    encrypted); `cible` the platform's id of the message to answer, change or delete.
    """

    genre: Genre
    destination: Destination
    cle: str
    pas_avant: datetime
    reference: str | None = None
    organisation: int | None = None
    faits: Mapping[str, str] = field(default_factory=dict)
    corps: str | None = field(default=None, repr=False)
    cible: str | None = None
    expire_le: datetime | None = None


@dataclass(frozen=True)
class Envoi(NouvelEnvoi):
    """A send of the outbox. `essais` counts the attempts, `prise` names the claim it is under.

    `doublon`: it may have arrived already. `silences` counts the attempts left without an answer.
    """

    id: int = 0
    essais: int = 0
    doublon: bool = False
    silences: int = 0
    prise: str = ""

    @property
    def tour(self) -> int:
        """Give the round of the first délai that this notice belongs to."""
        return int(self.faits.get("tour", "1"))

    @property
    def ouvre_un_delai(self) -> bool:
        """Tell whether its reception starts a clock (LP art. 6)."""
        relance_le_delai = self.genre is Genre.RECTIFICATIF and self.faits.get("delai") == "oui"
        return self.genre in (Genre.AVIS, Genre.RELANCE) or relance_le_delai


@dataclass(frozen=True)
class Sent:
    """Accepted by the platform for that conversation; `horodatage` is the platform's own.

    `brut`: what was really sent, whole, when the law wants it kept (LP art. 6).
    """

    message: str
    horodatage: datetime | None = None
    brut: str = field(default="", repr=False)


@dataclass(frozen=True)
class RetryAt:
    """Nothing arrived. `delai`: what the platform asks to wait; None: longer at each failure.

    `peut_etre`: the platform broke down, and may have taken it all the same: the next one says so.
    """

    raison: str
    delai: timedelta | None = None
    peut_etre: bool = False


@dataclass(frozen=True)
class MovedTo:
    """The conversation now has another address."""

    adresse: str


@dataclass(frozen=True)
class Gone:
    """The destination is dead until somebody revives it."""

    raison: str


@dataclass(frozen=True)
class Rejected:
    """This message will never pass; the destination is fine."""

    raison: str


@dataclass(frozen=True)
class Uncertain:
    """The request left and no answer came: it may have arrived."""

    raison: str


Outcome = Sent | RetryAt | MovedTo | Gone | Rejected | Uncertain


class NatureReception(StrEnum):
    """What proves a reception."""

    PLATEFORME = "acceptée par la plateforme"
    ACCUSE = "accusé de réception"
    DESIGNATION = "désignation faite"


@dataclass(frozen=True)
class Reception:
    """Proof that a notice reached its réservataire; `instant` is UTC.

    `objet` is the kind of notice received, `tour` the round of the first délai.
    """

    objet: Genre
    tour: int
    instant: datetime
    destination: Destination
    message: str
    nature: NatureReception
    horodatage: datetime | None = None
