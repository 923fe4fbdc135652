"""The watchdog of legal notices, and the daily seal."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from core.domain.avis import Etat, Passage, attend_une_reception
from core.domain.calendrier import instant_local, jour_local
from core.domain.envois import Genre, NouvelEnvoi
from core.domain.journal import Sceau, sceller
from core.domain.organisations import Destination
from core.domain.references import Prefixe, prefixe_de
from core.ports import UnitOfWork
from core.usecases.dossier import FLUXBOT, adresser, consigner
from core.usecases.identites import identifier


def renvoyer_non_recu(uow: UnitOfWork, maintenant: datetime, avis_id: int) -> bool:
    """Send again an avis or a relance that reached nobody, once somebody can read it.

    A conversation that refused the message for good, or took it and waits for somebody to
    acknowledge it, is not tried again. The délai will count from the reception (LP art. 6). Tells
    whether it was sent.
    """
    avis = uow.avis.par_id(avis_id, verrou=True)
    if avis is None or not attend_une_reception(avis) or uow.avis.en_route(avis):
        return False
    genre = Genre.RELANCE if avis.etat is Etat.EN_RELANCE else Genre.AVIS
    deja = uow.envois.refusees(avis.reference, genre, avis.tour)
    deja |= uow.envois.remises(avis.reference, genre, avis.tour)
    destinations = uow.canaux.destinations(avis.reservataire.id)
    neuves = [une for une in destinations if une.cle not in deja]
    if not neuves:
        return False
    consigner(
        uow, Passage(avis, f"nouvel envoi : {genre}", avis.etat, "LP art. 6"), FLUXBOT, maintenant
    )
    adresser(uow, avis, neuves, avis.reservataire.id, genre, maintenant)
    return True


def sceller_la_veille(uow: UnitOfWork, maintenant: datetime, zone: str) -> Sceau | None:
    """Seal the journal once a civil day of `zone`: every head that moved before today.

    Gives None when the day is sealed already or nothing moved. The parties of each dossier get
    the seal, so that a truncated journal shows without trusting the operator.
    """
    aujourdhui = jour_local(maintenant, zone)
    veille = aujourdhui - timedelta(days=1)
    jour = uow.journal.jour_scelle()
    if jour and jour >= veille:
        return None
    tetes = uow.journal.tetes_a_sceller(instant_local(aujourdhui, time.min, zone))
    if not tetes:
        return None
    sceau = sceller(veille, maintenant, tetes, uow.journal.dernier_sceau())
    if not uow.journal.sceller(sceau):
        return None
    _remettre(uow, sceau, maintenant)
    return sceau


def _remettre(uow: UnitOfWork, sceau: Sceau, maintenant: datetime) -> None:
    """Give the seal to every organisation with a dossier in it."""
    concernees = set(uow.avis.parties_du_sceau(sceau.rang))
    for dossier in sceau.tetes:
        # Thousands of avis may move in a day: their parties were asked together.
        trouve = None if prefixe_de(dossier) is Prefixe.AVIS else identifier(uow, dossier)
        if trouve and trouve.etat != Etat.BROUILLON:
            concernees |= {une.id for une in trouve.parties}
    for organisation in sorted(concernees):
        for destination in uow.canaux.destinations(organisation):
            uow.envois.ajouter(
                NouvelEnvoi(
                    Genre.SCEAU,
                    destination,
                    f"{Genre.SCEAU}:{_fois(sceau, destination)}:{destination.cle}",
                    maintenant,
                    None,
                    organisation,
                    {
                        "jour": sceau.jour.isoformat(),
                        "empreinte": sceau.empreinte,
                        "dossiers": str(len(sceau.tetes)),
                    },
                )
            )


def _fois(sceau: Sceau, destination: Destination) -> str:
    """Name what is given once: each seal in chat; by mail the first of a week, which chains all.

    A mailbox full of seals is one where nobody sees the avis.
    """
    if not destination.par_courriel:
        return str(sceau.rang)
    annee, semaine, _ = sceau.jour.isocalendar()
    return f"{annee}-{semaine:02d}"
