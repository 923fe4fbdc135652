"""What a convention says of new programmes: who is told when, and who names whom by when."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from core.domain.reglages import Reglage


class Destinataires(StrEnum):
    """Who is told of a programme: those who financed it (LP art. 7), or the État (LA 4.2.2)."""

    FINANCEURS = "financeurs"
    ETAT = "etat"


class Depart(StrEnum):
    """What the date of the candidates hangs on: a notice's reception, or the delivery."""

    RECEPTION = "reception"
    LIVRAISON = "livraison"


class Repli(StrEnum):
    """Among whom the bailleur looks for a household once the dwelling is handed back to it."""

    LIBRE = "libre"
    PRIORITAIRES = "prioritaires"


@dataclass(frozen=True)
class ListeAttendue:
    """When candidates are due: `jours` after the reception, or `mois` before the delivery.

    `par_logement`: how many candidates a dwelling needs.
    """

    depart: Reglage[Depart]
    nombre: Reglage[int]
    par_logement: Reglage[int]


@dataclass(frozen=True)
class Concertation:
    """When the réservataires meet, `mois` before the delivery.

    `seuil`: above how many dwellings (None: always); `enjeux`: what else calls for a meeting, by
    code (`qpv`, `inclusif`, `participatif`, `gens_du_voyage`); `cadre`: where it is held.
    """

    mois: Reglage[int]
    cadre: Reglage[str]
    seuil: Reglage[int] | None = None
    enjeux: Reglage[tuple[str, ...]] | None = None


@dataclass(frozen=True)
class PublicsSpecifiques:
    """Programmes for the elderly, the disabled or the young (LA 4.2.2).

    `seuil`: percentage of dwellings above which a derogation is asked; `age`: from which age on a
    programme reserved to the elderly gets the label only after entry.
    """

    seuil: Reglage[int]
    age: Reglage[int]


@dataclass(frozen=True)
class ReglesProgrammes:
    """The timeline of a new programme, and what each réservataire gets.

    `notice_mois`: before the delivery; `part_etat` and `plafond_agents` in percent, by type of
    financing (None: the parts are those that the bailleur agreed with who financed);
    `complement_jours`: to name others after a failure, None when nothing is said;
    `plan_annuel`: « MM-JJ » of the year before, by which the year's deliveries are announced;
    `rappels`: days before a date at which who owes it is reminded, at `heure` local.
    """

    destinataires: Reglage[Destinataires]
    notice_mois: Reglage[int]
    liste: ListeAttendue
    concertation: Concertation
    repli: Reglage[Repli]
    rappels: Reglage[tuple[int, ...]]
    heure: Reglage[int]
    complement_jours: Reglage[int] | None = None
    part_etat: Reglage[Decimal] | None = None
    plafond_agents: Reglage[Decimal] | None = None
    publics: PublicsSpecifiques | None = None
    plan_annuel: Reglage[str] | None = None
