"""A priority household that the State must rehouse: its label, its bailleur, its offers (LA)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from core.domain.numero_unique import NumeroUnique
from core.domain.organisations import Organisation


class EtatDossier(StrEnum):
    """Where a household stands, in the words that people read."""

    SIGNALE = "signalé"
    INSCRIT = "inscrit"
    DESIGNE = "désigné"
    PROPOSE = "logement proposé"
    ACCEPTE = "proposition acceptée"
    RELOGE = "relogé"
    NON_INSCRIT = "non inscrit"
    RETIRE = "retiré"


VIVANTS = frozenset(
    {
        EtatDossier.SIGNALE,
        EtatDossier.INSCRIT,
        EtatDossier.DESIGNE,
        EtatDossier.PROPOSE,
        EtatDossier.ACCEPTE,
    }
)
"""The states in which a household still waits for a dwelling."""


class Voie(StrEnum):
    """The four roads by which a household gets on the contingent (LA 3.1)."""

    RAPPORT = "rapport social"
    FORMULAIRE = "formulaire du ménage"
    BAILLEUR = "signalement d'un bailleur"
    AUTOMATIQUE = "repérage automatique"


class LectureSignalement(StrEnum):
    """How a signalement stands to its CALEOL (LA 3.1: 10 days, 48 hours if urgent)."""

    A_TEMPS = "à temps"
    URGENT = "en urgence"
    TARDIF = "hors délai"
    APRES = "après la CALEOL, à titre exceptionnel"
    SANS_DATE = "sans CALEOL fixée"


@dataclass(frozen=True)
class Signale:
    """A bailleur's signalement. `caleol`: civil date of its commission, if one is fixed."""

    bailleur: int
    le: datetime
    caleol: date | None
    lecture: LectureSignalement


class ReponseProposition(StrEnum):
    """What became of an offer; `SANS_SUITE`: the bailleur or its CALEOL gave the dwelling up."""

    ACCEPTE = "acceptée"
    REFUSE = "refusée"
    SANS_SUITE = "sans suite"


@dataclass(frozen=True)
class Proposition:
    """One dwelling offered by a bailleur: what the commission follows (LA art. 2).

    Money in euros a month; `le`, `repondu_le` and `entree_le` are civil dates. `injustifie`: the
    bailleur reports the refusal as without a valid reason (LA 3.2), with its `motif`.
    """

    numero: int
    bailleur: int
    le: date
    type: str
    commune: str
    qpv: bool
    loyer: Decimal
    charges: Decimal
    financement: str = ""
    reponse: ReponseProposition | None = None
    repondu_le: date | None = None
    injustifie: bool = False
    entree_le: date | None = None
    motif: str = ""

    @property
    def en_cours(self) -> bool:
        """Tell whether it may still lead to an entry."""
        return self.reponse in (None, ReponseProposition.ACCEPTE)


@dataclass(frozen=True)
class Designation:
    """The préfet's choice of a bailleur for a household (loi du 5 mars 2007 ; LA art. 2)."""

    bailleur: int
    le: datetime


@dataclass(frozen=True)
class Prive:
    """What reveals health, violence or crime: stored encrypted, shown on signed pages only.

    `categorie`: a code of the convention; `contact`: the social worker or the household to be
    told; `association`: who holds the lease while it slides (bail glissant, LA 3.1).
    """

    categorie: str = field(default="", repr=False)
    contact: str = field(default="", repr=False)
    association: str = field(default="", repr=False)


@dataclass(frozen=True)
class Imputation:
    """Whether the rehousing counts on the préfet's contingent, and why not (LA 3.2)."""

    imputee: bool
    raison: str = ""


@dataclass(frozen=True)
class Suivi:
    """What may be read by those who follow the household: nothing of it is private.

    `types`: typologies sought; `communes`: where; `reconnu_le`: civil date from which the wait is
    counted (a DALO decision), else `depuis`, the civil day of the inscription (or of the
    signalement before it); `prevenu_le`: when the household or its social worker was told of the
    inscription, `retrait_notifie_le` of the withdrawal; `motif`: why it was withdrawn or not
    inscribed; `etat_le`: civil day since which it has stood as it stands.
    """

    types: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()
    urgent: bool = False
    complexe: bool = False
    reconnu_le: date | None = None
    prevenu_le: date | None = None
    signalements: tuple[Signale, ...] = ()
    designations: tuple[Designation, ...] = ()
    propositions: tuple[Proposition, ...] = ()
    imputation: Imputation | None = None
    motif: str = ""
    depuis: date | None = None
    retrait_notifie_le: date | None = None
    etat_le: date | None = None


@dataclass(frozen=True)
class DossierPrioritaire:
    """One household of one convention, known by its numéro unique.

    `autorite`: the État's service that decides; `bailleur`: the one designated or signalling now;
    `inscrit_le`: UTC; `reloge_le`: civil date of entry; `annee`: civil year it was opened in.
    `sel` and `engagement`: the salted commitment that the journal keeps for the number.
    """

    id: int
    reference: str
    convention: str
    autorite: Organisation
    numero_unique: NumeroUnique = field(repr=False)
    prive: Prive = field(repr=False)
    voie: Voie
    etat: EtatDossier
    annee: int
    cree_le: datetime
    sel: str = field(repr=False)
    engagement: str
    suivi: Suivi = Suivi()
    bailleur: Organisation | None = None
    inscrit_le: datetime | None = None
    reloge_le: date | None = None

    @property
    def vivant(self) -> bool:
        """Tell whether the household still waits."""
        return self.etat in VIVANTS

    @property
    def proposition(self) -> Proposition | None:
        """Give the last dwelling offered, if any."""
        return self.suivi.propositions[-1] if self.suivi.propositions else None

    @property
    def designe(self) -> bool:
        """Tell whether the préfet has designated its bailleur."""
        choix, present = self.suivi.designations, self.bailleur
        return bool(choix and present and choix[-1].bailleur == present.id)

    @property
    def caleol(self) -> date | None:
        """Give the CALEOL last announced by its present bailleur, past or to come."""
        siens = [un for un in self.suivi.signalements if self.concerne(un.bailleur)]
        return siens[-1].caleol if siens else None

    def concerne(self, organisation: int) -> bool:
        """Tell whether an organisation is its present bailleur."""
        return self.bailleur is not None and self.bailleur.id == organisation

    @property
    def parties(self) -> frozenset[int]:
        """Give the ids of those who may read it: the État's service, and its bailleurs.

        A bailleur that signalled it, was designated once or made an offer keeps reading it.
        """
        suivi = self.suivi
        siens = {un.bailleur for un in suivi.signalements}
        siens |= {une.bailleur for une in suivi.designations}
        siens |= {une.bailleur for une in suivi.propositions}
        siens |= {self.bailleur.id} if self.bailleur else set()
        return frozenset(siens | {self.autorite.id})

    def est_partie(self, organisation: Organisation) -> bool:
        """Tell whether an organisation may read this household."""
        return organisation.id in self.parties


PERMIS: Mapping[str, frozenset[EtatDossier]] = {
    "inscrire": frozenset({EtatDossier.SIGNALE, EtatDossier.NON_INSCRIT}),
    "écarter": frozenset({EtatDossier.SIGNALE}),
    "signaler": frozenset({EtatDossier.SIGNALE, EtatDossier.INSCRIT, EtatDossier.DESIGNE}),
    "désigner un bailleur pour": frozenset({EtatDossier.INSCRIT, EtatDossier.DESIGNE}),
    "proposer un logement pour": frozenset({EtatDossier.INSCRIT, EtatDossier.DESIGNE}),
    "noter une réponse pour": frozenset({EtatDossier.PROPOSE, EtatDossier.ACCEPTE}),
    "noter l'entrée de": frozenset({EtatDossier.ACCEPTE}),
    "changer l'imputation de": frozenset({EtatDossier.RELOGE}),
    "prévenir le ménage de": VIVANTS - {EtatDossier.SIGNALE} | {EtatDossier.RETIRE},
    "rectifier": VIVANTS,
    "retirer": VIVANTS - {EtatDossier.SIGNALE},
}
"""From which states each verb may be done."""
