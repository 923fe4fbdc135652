"""The plan of next year's deliveries, owed at the end of each year (LA 4.2.2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from core.domain.calendrier import UN_JOUR, instant_local, jour_local
from core.domain.convention import Convention
from core.domain.envois import Genre
from core.domain.organisations import Organisation
from core.domain.programmes import Programme
from core.domain.programmes_agenda import APRES
from core.domain.regles_programmes import ReglesProgrammes
from core.errors import ConventionAbsente, TransitionImpossible
from core.ports import UnitOfWork
from core.texte import jour_fr, pluriel
from core.usecases.dossier import Acteur
from core.usecases.programmes_ouvrir import reservataires_possibles
from core.usecases.registre import Avertissement, Fait, avertir, consigner

SEMAINE = timedelta(weeks=1)


@dataclass(frozen=True)
class Plan:
    """A bailleur's deliveries of a year; `du_le`: civil date by which they are announced."""

    bailleur: Organisation
    annee: int
    programmes: tuple[Programme, ...]
    du_le: date
    article: str
    envoye: bool = False


def reference_du_plan(bailleur: Organisation, annee: int) -> str:
    """Name the chain of a year's plan: « PLAN-2027-3 »."""
    return f"PLAN-{annee}-{bailleur.id}"


def du_le(regles: ReglesProgrammes, annee: int) -> date | None:
    """Give the day of the year before by which the plan is owed; None when none is."""
    if regles.plan_annuel is None:
        return None
    return date.fromisoformat(f"{annee - 1}-{regles.plan_annuel.valeur}")


def plan(uow: UnitOfWork, bailleur: Organisation, convention: Convention, annee: int) -> Plan:
    """Give a bailleur's plan of a year.

    Raises ConventionAbsente when the convention asks for none.
    """
    regles = convention.programmes
    jour = du_le(regles, annee) if regles else None
    if regles is None or regles.plan_annuel is None or jour is None:
        raise ConventionAbsente(
            f"{convention.nom} ne demande pas de plan des livraisons de l'année. "
            "Vos programmes : /programme"
        )
    programmes = uow.programmes.livres_entre(bailleur, date(annee, 1, 1), date(annee, 12, 31))
    envoye = uow.journal.tete(reference_du_plan(bailleur, annee)) is not None
    return Plan(bailleur, annee, tuple(programmes), jour, regles.plan_annuel.article, envoye)


def envoyer_le_plan(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    bailleur: Organisation,
    convention: Convention,
    annee: int,
) -> tuple[Plan, tuple[Organisation, ...]]:
    """Send the plan to the State's service; gives it, and those for whom nobody reads.

    Raises TransitionImpossible for a year gone by. A plan may be sent again: it is a forecast.
    """
    un = plan(uow, bailleur, convention, annee)
    jour = jour_local(maintenant, convention.zone)
    if annee < jour.year:
        raise TransitionImpossible(
            f"{annee} est passée : le plan annonce les livraisons d'une année en cours ou à venir. "
            f"Exemple : /programme envoyer_plan annee={jour.year + 1}"
        )
    regles = convention.programmes
    assert regles is not None
    reference = reference_du_plan(bailleur, annee)
    details = {une.reference: jour_fr(une.livraison) for une in un.programmes}
    details["programmes"] = str(len(un.programmes))
    fait = Fait("plan des livraisons envoyé", un.article, a="envoyé", details=details)
    consigner(uow, reference, fait, acteur, maintenant)
    parties = reservataires_possibles(uow, bailleur, convention, regles)
    faits = {
        "annee": str(annee),
        "bailleur": str(bailleur.id),
        "convention": convention.id,
        "programmes": pluriel(len(un.programmes), "programme"),
    }
    avis = Avertissement(Genre.PROGRAMME, "plan", reference, faits)
    muettes = tuple(une for une in parties if not avertir(uow, maintenant, avis, une))
    return un, muettes


def rappeler_les_plans(
    uow: UnitOfWork, maintenant: datetime, conventions: Iterable[Convention]
) -> None:
    """Remind each bailleur of next year's plan; the outbox keys make each reminder once."""
    for convention, annee, jours in _rappels_dus(conventions, maintenant):
        for bailleur in uow.commissions.invites(convention.id):
            reference = reference_du_plan(bailleur, annee)
            if not _le_doit(uow, bailleur, convention, annee):
                continue
            faits = {"annee": str(annee), "convention": convention.id, "jours": str(jours)}
            un = Avertissement(Genre.PROGRAMME, "rappel_plan", reference, faits)
            avertir(uow, maintenant, un, bailleur)


def _rappels_dus(
    conventions: Iterable[Convention], maintenant: datetime
) -> Iterator[tuple[Convention, int, int]]:
    """Give (convention, year, J-N) of the last reminder due: an outage on its day loses none."""
    for convention in conventions:
        regles = convention.programmes
        if regles is None or regles.plan_annuel is None:
            continue
        zone = convention.zone
        jour, heure = jour_local(maintenant, zone), time(regles.heure.valeur)
        if maintenant < instant_local(jour, heure, zone):
            jour -= UN_JOUR
        for annee in (jour.year, jour.year + 1):
            limite = du_le(regles, annee)
            n = dernier_rappel(limite, jour, (*regles.rappels.valeur, *APRES)) if limite else None
            if n is not None:
                yield convention, annee, n


def dernier_rappel(limite: date, jour: date, rappels: Iterable[int]) -> int | None:
    """Give the J-N of the last reminder whose day has come; None a week after the last of all."""
    passes = [n for n in rappels if limite - timedelta(days=n) <= jour]
    if not passes or jour > limite - timedelta(days=min(rappels)) + SEMAINE:
        return None
    return min(passes)


def _le_doit(uow: UnitOfWork, bailleur: Organisation, convention: Convention, annee: int) -> bool:
    """Tell whether a bailleur, here before the plan was due, has not sent it."""
    limite = du_le(convention.programmes, annee) if convention.programmes else None
    arrivee = uow.commissions.connue_depuis(bailleur.id)
    if limite is None or arrivee is None or jour_local(arrivee, convention.zone) > limite:
        return False
    return uow.journal.tete(reference_du_plan(bailleur, annee)) is None
