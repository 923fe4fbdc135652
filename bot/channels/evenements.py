"""What happens to a conversation itself, whatever the platform."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.handlers.request import Request
from core.domain.organisations import Destination
from core.usecases.adhesions import reprendre_les_envois
from core.usecases.secours import signaler_secours
from storage.unit_of_work import UniteDeTravail


@dataclass(frozen=True)
class Depart:
    """The bot was blocked or removed from a conversation, or may no longer write there."""

    destination: Destination


@dataclass(frozen=True)
class Retour:
    """The bot may write again to a person, or in a group."""

    personne: str
    destination: Destination


@dataclass(frozen=True)
class Migration:
    """A conversation has a new address."""

    ancienne: Destination
    adresse: str


Evenement = Request | Depart | Retour | Migration


def noter(uow: UniteDeTravail, evenement: Evenement | None, maintenant: datetime) -> None:
    """Draw the consequence of a departure, a return or a migration; ignore anything else."""
    match evenement:
        case Depart(destination):
            uow.canaux.enterrer(destination, "fluxbot a été bloqué ou retiré", maintenant)
            signaler_secours(uow, maintenant, destination)
        case Migration(ancienne, adresse):
            uow.canaux.deplacer(ancienne, adresse)
        case Retour(personne, destination):
            if _ranimer(uow, personne, destination):
                reprendre_les_envois(uow, maintenant)


def _ranimer(uow: UniteDeTravail, personne: str, destination: Destination) -> bool:
    """Take up again a conversation where the bot may write anew; tell whether it was known."""
    if not destination.prive:
        return uow.canaux.ranimer(destination)
    plateforme = destination.plateforme
    membre = uow.membres.par_identite(plateforme, personne)
    return bool(membre and uow.membres.noter_prive(membre.id, plateforme, destination.adresse))
