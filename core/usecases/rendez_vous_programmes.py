"""What is due for a new programme: done once, and only what is still true is said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core.domain.agenda import RendezVous, derniers
from core.domain.organisations import Organisation
from core.domain.programmes import Programme
from core.domain.programmes_agenda import Attente
from core.ports import UnitOfWork
from core.usecases.programmes_commun import annonces, attendre, dire
from core.usecases.programmes_rendre import rendre_ce_qui_est_du

_AU_BAILLEUR = frozenset({Attente.NOTICE, Attente.NOMMER, Attente.CONCERTATION, Attente.LIVRAISON})


def echoir(
    uow: UnitOfWork, reference: str, dus: Sequence[RendezVous], maintenant: datetime
) -> None:
    """Do what was due, oldest first: hand back what must be, then say what is late or near."""
    programme = uow.programmes.par_reference(reference, verrou=True)
    if programme:
        faire_echoir(uow, programme, dus, maintenant)


def faire_echoir(
    uow: UnitOfWork, programme: Programme, dus: Sequence[RendezVous], maintenant: datetime
) -> Programme:
    """Do what was due for a locked programme, and give it as it is then."""
    programme = rendre_ce_qui_est_du(uow, programme, maintenant)
    for un in derniers(dus):
        _dire(uow, programme, un, maintenant)
    attendre(uow, programme, maintenant)
    return programme


def _dire(uow: UnitOfWork, programme: Programme, un: RendezVous, maintenant: datetime) -> None:
    """Remind who owes it; whether it is still owed is read again when the notice is sent."""
    nature, _, suite = un.nature.partition("-")
    attente = Attente(nature)
    if attente is Attente.RENDRE:
        return
    faits = {"jours": str(un.jours), "nature": nature}
    if suite:
        faits["objet"] = suite
    destinataires = _destinataires(programme, attente, suite)
    dire(uow, maintenant, programme, f"rappel_{nature}", destinataires, faits)


def _destinataires(programme: Programme, attente: Attente, suite: str) -> tuple[Organisation, ...]:
    bailleur = programme.bailleur
    if attente in _AU_BAILLEUR:
        return (bailleur,)
    if attente is Attente.REUNION:
        return (bailleur, *annonces(programme))
    if attente in (Attente.COMPLEMENT, Attente.ACCUSE_RETOUR):
        retour = programme.retour_en_cours(int(suite))
        if retour is None:
            return ()
        reservataire = programme.reservataire(retour.organisation)
        return (reservataire,) if attente is Attente.COMPLEMENT else (reservataire, bailleur)
    reservataire = programme.reservataire(int(suite))
    return (reservataire,) if attente is Attente.LISTE else (reservataire, bailleur)
