"""Note the offer made to a household, and its answer (CCH R441-10)."""

from __future__ import annotations

from datetime import date, datetime

from core.domain.avis import AvisDeVacance, Passage
from core.domain.candidatures import Candidature, actives, trouver
from core.domain.envois import Genre
from core.domain.journal import engagement
from core.domain.offres import laisser_repondre, notifier, repondre, suspendre
from core.domain.parcours import Parcours, ReponseMenage
from core.ports import UnitOfWork
from core.texte import jour_fr
from core.usecases.dossier import aviser, consigner
from core.usecases.reprises import exiger_logement_libre, reprendre_le_tour
from core.usecases.suites import (
    Acte,
    Cible,
    Suite,
    aujourdhui,
    exiger_confirmation,
    inscrire,
    prevenir,
)
from core.usecases.suivi_candidat import ouvrir_dossier


def noter_offre(uow: UnitOfWork, maintenant: datetime, cible: Cible, le: date) -> Suite:
    """Note that the household was notified on the civil day `le`; its days run from there."""
    avis, liste = ouvrir_dossier(uow, maintenant, cible, "notifier une offre sur")
    une = notifier(avis, liste, cible.numero, le, aujourdhui(avis, maintenant))
    une = laisser_repondre(une, maintenant)
    offre = une.parcours.offre
    assert offre
    details = {"notifiée le": jour_fr(le), "dernier jour": jour_fr(offre.dernier_jour)}
    details |= _offre_avant(trouver(liste, cible.numero, avis.reference).parcours)
    acte = Acte("offre notifiée au ménage", offre.article, details, offre.lecture)
    suite = inscrire(uow, avis, une, acte, cible.acteur, maintenant)
    return prevenir(uow, suite, Genre.OFFRE, maintenant)


def noter_reponse(
    uow: UnitOfWork,
    maintenant: datetime,
    cible: Cible,
    reponse: ReponseMenage,
    le: date | None,
    motif: str | None = None,
) -> Suite:
    """Note the household's answer given on the civil day `le`; a refusal calls the next rank.

    Without `le`, today; or the offer's last day, as long as the messages sent until then were not
    all heard. Raises AConfirmer when a refusal would send the avis back for good.
    """
    avis, liste = ouvrir_dossier(uow, maintenant, cible, "noter une réponse sur")
    if reponse is ReponseMenage.ACCEPTE:
        avis = reprendre_le_tour(uow, maintenant, cible, avis)
        liste = tuple(uow.avis.candidatures(avis.id))
    avant = next((une for une in actives(liste) if une.numero == cible.numero), None)
    jour, lecture = (le, "") if le else _jour(uow, avis, avant, maintenant)
    une = repondre(avis, liste, cible.numero, reponse, jour, aujourdhui(avis, maintenant), motif)
    exiger_confirmation(avis, liste, une, cible)
    if reponse is ReponseMenage.ACCEPTE:
        exiger_logement_libre(uow, avis, une)
        _suspendre(uow, avis, liste, une, cible, maintenant)
    acte = Acte(
        _ACTIONS[reponse],
        avis.termes.offre_jours.article,
        _details(avis, une.parcours, avant),
        lecture,
    )
    suite = inscrire(uow, avis, une, acte, cible.acteur, maintenant)
    return prevenir(uow, suite, Genre.REPONSE_MENAGE, maintenant)


def _jour(
    uow: UnitOfWork, avis: AvisDeVacance, une: Candidature | None, maintenant: datetime
) -> tuple[date, str]:
    """Date an answer typed without its day; an outage must not make it late (ADR 4)."""
    jour, entendu = aujourdhui(avis, maintenant), uow.ecoutes.jusqu_a()
    offre = une.parcours.offre if une and une.parcours.reponse is None else None
    if offre is None or entendu is None or jour <= offre.dernier_jour or entendu >= offre.fin:
        return jour, ""
    return offre.dernier_jour, "fluxbot n'écoutait pas : comptée au dernier jour de l'offre"


def _suspendre(
    uow: UnitOfWork,
    avis: AvisDeVacance,
    liste: tuple[Candidature, ...],
    reprise: Candidature,
    cible: Cible,
    maintenant: datetime,
) -> None:
    """Suspend the offers made to later ranks, and tell every party that knows the household."""
    for une in suspendre(liste, reprise):
        uow.avis.enregistrer_candidature(avis.id, une)
        details = {"candidat": str(une.numero), "rang repris": str(reprise.parcours.rang)}
        passage = Passage(avis, "offre suspendue", avis.etat, "CCH R441-3", details=details)
        consigner(uow, passage, cible.acteur, maintenant)
        siens = (avis.renfort,) if avis.renfort and une.organisation == avis.renfort.id else ()
        for partie in (avis.bailleur, avis.reservataire, *siens):
            faits = {"numero": str(une.numero)}
            aviser(uow, avis, partie, Genre.OFFRE_SUSPENDUE, maintenant, faits)


def _details(avis: AvisDeVacance, parcours: Parcours, avant: Candidature | None) -> dict[str, str]:
    """Write the answer for the journal, and the one that it takes the place of."""
    assert parcours.repondu_le
    details = {"le": jour_fr(parcours.repondu_le)}
    if avant and avant.parcours.repondu_le:
        details["à la place de"] = f"{avant.issue}, le {jour_fr(avant.parcours.repondu_le)}"
    if parcours.motif_refus:
        details["motif"] = engagement(avis.sel, parcours.motif_refus)
    return details


def _offre_avant(parcours: Parcours) -> dict[str, str]:
    """Say which notification is corrected, if one is."""
    if parcours.offre is None or parcours.notifiee_le is None:
        return {}
    fin = jour_fr(parcours.offre.dernier_jour)
    avant = f"notifiée le {jour_fr(parcours.notifiee_le)}, dernier jour {fin}"
    return {"à la place de": avant + (", suspendue" if parcours.suspendue else "")}


_ACTIONS = {ReponseMenage.ACCEPTE: "offre acceptée", ReponseMenage.REFUSE: "offre refusée"}
