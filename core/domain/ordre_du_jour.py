"""The agenda of a commission, made from the data: what was decided, then each part (LA art. 2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from core.domain.calendrier import ajouter_mois
from core.domain.objectifs import BilanObjectifs
from core.domain.prioritaires import VIVANTS, DossierPrioritaire, EtatDossier
from core.domain.prioritaires_attente import attend_depuis, jours_d_attente, prochaine_caleol
from core.domain.regles_commission import ReglesCommission, Temps
from core.domain.suites_commission import Suite

EXAMINABLES = VIVANTS - {EtatDossier.SIGNALE}
"""A household only signalled is not on the contingent yet: the State's service inscribes it."""
HORS_TEMPS = "Autres ménages"


@dataclass(frozen=True)
class Menage:
    """A household to examine: how many days it has waited, and whether that is long.

    `caleol`: civil day of the bailleur's commission that is to come, if one is fixed.
    """

    dossier: DossierPrioritaire
    depuis: date
    attente: int
    longue: bool
    caleol: date | None

    @property
    def pressant(self) -> tuple[bool, date, int, str]:
        """Give what orders the table: urgent first, then a CALEOL fixed, then the longest wait."""
        return (
            not self.dossier.suivi.urgent,
            self.caleol or date.max,
            -self.attente,
            self.dossier.reference,
        )


@dataclass(frozen=True)
class Partie:
    """One part of the meeting. `suivis`: households of its categories that nobody chose for it."""

    temps: Temps
    menages: tuple[Menage, ...]
    suivis: int = 0


@dataclass(frozen=True)
class OrdreDuJour:
    """What a meeting deals with, in order; the parts reveal categories: signed pages only."""

    suites: tuple[Suite, ...]
    parties: tuple[Partie, ...]
    objectifs: BilanObjectifs | None = None

    @property
    def menages(self) -> tuple[Menage, ...]:
        """Give every household to examine, the most pressing first, whatever its part."""
        tous = (un for partie in self.parties for un in partie.menages)
        return tuple(sorted(tous, key=lambda un: un.pressant))


def parties_de(
    regles: ReglesCommission, dossiers: Iterable[DossierPrioritaire], jour: date
) -> tuple[Partie, ...]:
    """Share the households to examine on a civil day among the parts, in their order."""
    tous = tuple(dossiers)
    return tuple(_partie(temps, regles, tous, jour) for temps in regles.temps)


def parties_examinees(
    regles: ReglesCommission, dossiers: Iterable[DossierPrioritaire], jour: date
) -> tuple[Partie, ...]:
    """Share the households that a meeting dealt with, whatever became of them since.

    Those of no part of the convention, decided all the same, come last.
    """
    tous = tuple(dossiers)
    connues = {code for temps in regles.temps for code in temps.categories}
    autres = tuple({un.prive.categorie for un in tous} - connues)
    hors = (Temps(HORS_TEMPS, autres, regles.intervalle_mois.article),) if autres else ()
    return tuple(
        Partie(temps, tuple(_ranges(_menages(temps, regles, tous, jour))))
        for temps in (*regles.temps, *hors)
    )


def _partie(
    temps: Temps, regles: ReglesCommission, dossiers: Iterable[DossierPrioritaire], jour: date
) -> Partie:
    examinables = (un for un in dossiers if un.etat in EXAMINABLES)
    menages = tuple(_menages(temps, regles, examinables, jour))
    retenus = [un for un in menages if _est_examine(un, temps)]
    return Partie(temps, tuple(_ranges(retenus)), len(menages) - len(retenus))


def _ranges(menages: Iterable[Menage]) -> list[Menage]:
    return sorted(menages, key=lambda un: un.pressant)


def _menages(
    temps: Temps, regles: ReglesCommission, dossiers: Iterable[DossierPrioritaire], jour: date
) -> Iterator[Menage]:
    seuil = ajouter_mois(jour, -regles.attente_mois.valeur)
    for un in dossiers:
        if un.prive.categorie not in temps.categories:
            continue
        depuis = attend_depuis(un)
        attente = jours_d_attente(un, jour)
        yield Menage(un, depuis, attente, depuis <= seuil, prochaine_caleol(un, jour))


def _est_examine(menage: Menage, temps: Temps) -> bool:
    """Tell whether a part deals with a household: all of them, or those chosen (LA art. 2)."""
    suivi = menage.dossier.suivi
    if not temps.choisis or menage.dossier.prive.categorie in temps.toujours:
        return True
    return menage.longue or suivi.complexe or suivi.urgent or menage.caleol is not None
