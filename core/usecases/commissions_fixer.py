"""The State's service fixes a meeting, or moves it (LA art. 2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from core.domain.calendrier import instant_local, jour_local
from core.domain.calendrier_commissions import SEMAINE
from core.domain.commissions import Commission, Deroulement, EtatCommission
from core.domain.convention import Convention
from core.domain.organisations import Organisation
from core.domain.references import Prefixe
from core.errors import TransitionImpossible, saisie
from core.ports import UnitOfWork
from core.texte import instant_fr, jour_fr
from core.usecases.commissions_calendrier import limite
from core.usecases.commissions_seance import (
    Geste,
    Seance,
    charger_pour,
    dire_a_tous,
    ranger,
    regles_de,
)
from core.usecases.registre import Fait


@dataclass(frozen=True)
class Quand:
    """When and where: a civil day, an hour on the wall clock, a place.

    Without an hour or a place, those known before are kept.
    """

    jour: date
    heure: time | None = None
    lieu: str = ""


@dataclass(frozen=True)
class Fixee:
    """A meeting fixed. `limite`: last civil day by which the convention wanted one.

    `muettes`: who should have been told, and nobody reads for.
    """

    seance: Seance
    limite: date
    muettes: tuple[Organisation, ...] = ()

    @property
    def trop_tard(self) -> bool:
        """Tell whether it comes later than the convention allows."""
        return self.seance.jour > self.limite


def fixer(
    uow: UnitOfWork,
    maintenant: datetime,
    geste: Geste,
    convention: Convention,
    quand: Quand,
    sel: str,
) -> Fixee:
    """Fix a new meeting; `sel` is the salt of its journal, the gesture names no meeting yet.

    A day later than the convention allows is accepted, and said. Raises SaisieInvalide for a past
    instant, TransitionImpossible for a day that has a meeting already.
    """
    zone = convention.zone
    annee = jour_local(maintenant, zone).year
    reference = uow.avis.reference_suivante(Prefixe.COMMISSION, annee)
    connues = uow.commissions.de_la_convention(convention.id)
    instant, lieu = _completer(quand, connues[-1] if connues else None, convention)
    _exiger_possible(connues, instant, zone, maintenant)
    nouvelle = uow.commissions.creer(
        Commission(
            0,
            reference,
            convention.id,
            geste.organisation,
            EtatCommission.PREVUE,
            annee,
            instant,
            maintenant,
            sel,
            Deroulement(lieu),
        )
    )
    article = regles_de(convention).intervalle_mois.article
    fait = Fait("séance fixée", article, details=_details(instant, zone))
    seance = ranger(uow, Seance(nouvelle, convention), nouvelle, fait, geste.acteur, maintenant)
    le = limite(uow, convention, geste.organisation, maintenant, seance.jour)
    return Fixee(seance, le)


def reporter(uow: UnitOfWork, maintenant: datetime, geste: Geste, quand: Quand) -> Fixee:
    """Move a meeting; who was convened already is told, with the invitation changed.

    Raises as `fixer` does, and TransitionImpossible when it has begun or nothing changes.
    """
    seance = charger_pour(uow, geste, "reporter")
    commission, zone = seance.commission, seance.zone
    instant, lieu = _completer(quand, commission, seance.convention)
    if (instant, lieu) == (commission.seance, commission.deroulement.lieu):
        raise TransitionImpossible(
            f"{commission.reference} est déjà fixée au {seance.instant_fr()} : rien ne change. "
            f"Voir : /commission {commission.reference}"
        )
    autres = (
        une
        for une in uow.commissions.de_la_convention(seance.convention.id)
        if une.id != commission.id
    )
    _exiger_possible(autres, instant, zone, maintenant)
    ancien = commission.deroulement
    suite = replace(ancien, lieu=lieu, sequence=ancien.sequence + 1)
    apres = replace(commission, seance=instant, deroulement=suite)
    fait = Fait(
        "séance reportée",
        seance.article,
        details={"avant": seance.instant_fr(), **_details(instant, zone)},
    )
    reportee = ranger(uow, seance, apres, fait, geste.acteur, maintenant)
    muettes: tuple[Organisation, ...] = ()
    if apres.etat is EtatCommission.CONVOQUEE:
        faits = {"ancien": seance.instant_fr()}
        muettes = dire_a_tous(uow, maintenant, reportee, "report", faits)
    le = limite(uow, seance.convention, geste.organisation, maintenant, reportee.jour)
    return Fixee(reportee, le, muettes)


def _completer(
    quand: Quand, modele: Commission | None, convention: Convention
) -> tuple[datetime, str]:
    """Give the instant (UTC) and the place, those left out taken from another meeting."""
    zone = convention.zone
    heure = quand.heure
    if heure is None and modele:
        heure = modele.seance.astimezone(ZoneInfo(zone)).time()
    heure = heure or time(regles_de(convention).heure.valeur)
    lieu = quand.lieu or (modele.deroulement.lieu if modele else "")
    return instant_local(quand.jour, heure, zone), lieu


def _exiger_possible(
    autres: Iterable[Commission], instant: datetime, zone: str, maintenant: datetime
) -> None:
    if instant <= maintenant:
        aujourdhui = instant_fr(maintenant, zone)
        regle = f"est déjà passé (nous sommes le {aujourdhui}) : une séance se fixe dans l'avenir"
        exemple = f"date={jour_fr(jour_local(maintenant, zone) + SEMAINE)}"
        raise saisie("date", instant_fr(instant, zone), regle, exemple)
    jour = jour_local(instant, zone)
    for une in autres:
        if une.etat is not EtatCommission.ANNULEE and une.jour(zone) == jour:
            raise TransitionImpossible(
                f"Une séance est déjà fixée le {jour_fr(jour)} ({une.reference}) : il n'y en a "
                f"qu'une par jour. Choisissez une autre date, ou : /commission {une.reference}",
                "date",
            )


def _details(instant: datetime, zone: str) -> Mapping[str, str]:
    return {"séance": instant_fr(instant, zone)}
