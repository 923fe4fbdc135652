"""Terms of a convention: dated data, each value with its article and whether it was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from core.domain.calendrier import Periode, Unite
from core.domain.organisations import Nature
from core.domain.reglages import Reglage as Reglage
from core.domain.regles_commission import ReglesCommission
from core.domain.regles_priorite import ReglesPriorite
from core.domain.regles_programmes import ReglesProgrammes

Volet = Literal["termes", "programmes", "priorite", "commission", "parts"]
"""A part that a convention may rule: avis (`termes`), or the State's side (`parts`: shares due)."""


@dataclass(frozen=True)
class Delai:
    """A number of days and their unit. `litteral`: the days another reading would give."""

    jours: int
    unite: Unite
    article: str
    choisi: bool = False
    litteral: int | None = None


class ModeReception(StrEnum):
    """What proves a reception: the platform's acceptance, or a person's acknowledgement."""

    PLATEFORME = "plateforme"
    ACCUSE = "accuse"


class LectureRelance(StrEnum):
    """The three readings of « après relance (3 jours… 10 jours…) » (LP art. 6)."""

    APRES = "a"
    AVANT = "b"
    DIFFEREE = "c"


class CompletionDes(StrEnum):
    """From which échéance on the bailleur may complete a short list."""

    PREMIERE = "premiere_echeance"
    SECONDE = "seconde_echeance"


@dataclass(frozen=True)
class DelaisConvenus:
    """Délais of LP art. 6: first and after relance, by length of the préavis."""

    premier_long: Delai
    premier_court: Delai
    second_long: Delai
    second_court: Delai
    second_tendu: Delai
    seuil_preavis_mois: Reglage[int]
    communes_tendues: Reglage[tuple[str, ...]]


@dataclass(frozen=True)
class Rappels:
    """Days before an échéance at which a reminder goes out, and the local hour.

    `sans_accuse`: days after a notice left, when nobody has acknowledged it yet.
    """

    premier: Reglage[tuple[int, ...]]
    second: Reglage[tuple[int, ...]]
    heure: Reglage[int]
    silence_avant_heure: Reglage[int]
    sans_accuse: Reglage[tuple[int, ...]] = Reglage((2, 5, 9), "choix de mise en œuvre", True)


@dataclass(frozen=True)
class ReglesCandidats:
    """How many candidates make a désignation, and when one alone is enough (CCH R441-3)."""

    minimum: Reglage[int]
    unique_natures: Reglage[tuple[Nature, ...]]
    unique_financements: Reglage[tuple[str, ...]]
    completion_bailleur: Reglage[CompletionDes]
    contenu_notification: Reglage[str]


class RefusParTous(StrEnum):
    """Who must have refused for a refused dwelling to count as delivered (LP art. 3)."""

    ATTRIBUTAIRES = "attributaires"
    TOUS_LES_CANDIDATS = "tous_les_candidats"


@dataclass(frozen=True)
class Termes:
    """What an avis keeps from the day it is posted, whatever becomes of the convention.

    The last fields have defaults: an avis posted before they existed lives on under them.
    """

    sigle: str
    zone: str
    feries: frozenset[date]
    delais: DelaisConvenus
    report: Reglage[bool]
    lecture_relance: Reglage[LectureRelance]
    reception: Reglage[ModeReception]
    rappels: Rappels
    candidats: ReglesCandidats
    champs_requis: Reglage[tuple[str, ...]]
    offre_jours: Reglage[int] = Reglage(10, "CCH R441-10")
    offre_report: Reglage[bool] = Reglage(True, "CCH R441-10")
    rappels_offre: Reglage[tuple[int, ...]] = Reglage((3, 1), "choix de mise en œuvre", True)
    refus_par_tous: Reglage[RefusParTous] = Reglage(
        RefusParTous.ATTRIBUTAIRES, "LP art. 3", choisi=True
    )


class Gestion(StrEnum):
    """Who names the candidates of a dwelling let again: the réservataire, or the bailleur for it.

    Under `DELEGUEE` no avis is sent; the allocation is imputed (LA 4.2.1).
    """

    DIRECTE = "directe"
    DELEGUEE = "deleguee"


class Variante(StrEnum):
    """How the annexes of a convention compute the flux (domain §5)."""

    LP = "lp"
    LA = "la"


class Arrondi(StrEnum):
    """When half-up rounding is done: at each stage, or once on the final part."""

    CHAQUE_ETAPE = "chaque_etape"
    A_LA_FIN = "a_la_fin"


class Retranchements(StrEnum):
    """What relogements and mutations come off: the flux (annexes) or the assiette (LP art. 2)."""

    FLUX = "flux"
    ASSIETTE = "assiette"


@dataclass(frozen=True)
class ReglesFlux:
    """How a year's right is computed and checked; a cap that a convention lacks is None.

    Rates are percentages. `base_taux` says what each percentage is a share of;
    `plafond_partage` bounds Action Logement's share and the bailleur's own, each.
    """

    variante: Reglage[Variante]
    arrondi: Reglage[Arrondi]
    retranchements: Reglage[Retranchements]
    plus_forts_restes: Reglage[bool]
    report_annuel: Reglage[bool]
    base_taux: Reglage[str]
    plafond_garanties: Reglage[Decimal] | None = None
    part_etat: Reglage[Decimal] | None = None
    plafond_agents: Reglage[Decimal] | None = None
    plafond_partage: Reglage[Decimal] | None = None


@dataclass(frozen=True)
class Partie:
    """An organisation named by the convention."""

    nom: str
    nature: Nature


@dataclass(frozen=True)
class Convention:
    """One convention: its parties, its dates of effect and its terms.

    `zone` is the one of its dates; `termes` is None when no avis is sent (gestion déléguée);
    `programmes`, `priorite` and `commission` are None when the convention rules nothing of it.
    """

    id: str
    nom: str
    sigle: str
    zone: str
    effet: Reglage[Periode]
    reconduction: Reglage[str]
    parties: tuple[Partie, ...]
    flux: ReglesFlux
    gestion: Reglage[Gestion]
    termes: Termes | None = None
    programmes: ReglesProgrammes | None = None
    priorite: ReglesPriorite | None = None
    commission: ReglesCommission | None = None

    def en_vigueur(self, jour: date) -> bool:
        """Tell whether `jour` is within the dates of effect, last day included."""
        return self.effet.valeur.contient(jour)

    def prevoit(self, volet: Volet) -> bool:
        """Tell whether it rules a part."""
        if volet == "parts":
            return self.priorite is not None
        if volet == "priorite":
            return self.priorite is not None and self.priorite.inscription.valeur
        return getattr(self, volet) is not None
