"""Avis of weeks ago whose échéance has just passed, stored whole by the use cases."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select, update

from bot.clock import HorlogeSysteme
from core.domain.avis import AvisDeVacance
from core.domain.envois import Envoi, Genre, Sent
from core.domain.organisations import Destination
from core.usecases.dossier import Acteur
from core.usecases.echeances import faire_echoir
from core.usecases.publier import PublierAvis, publier_avis
from core.usecases.receptions import noter_envoi
from storage.depots.releve import EtatEnvoi
from storage.tables import envoi as table
from storage.unit_of_work import UniteDeTravail
from tests.builders import un_logement
from tests.faults.lieu import BAILLEURS_TELEGRAM, COMMUNES, Lieu

PREMIER = timedelta(days=16)
"""Before today, when the first délai of ten days has passed and nothing else has."""


@dataclass
class Echues:
    """Stores such avis, each in one transaction: a program that runs sees them whole."""

    lieu: Lieu
    hasard: Random
    a_relancer_: set[str] = field(default_factory=set)
    a_tenir_: set[str] = field(default_factory=set)

    @property
    def tous(self) -> set[str]:
        """Give all their references."""
        return self.a_relancer_ | self.a_tenir_

    def a_relancer(self) -> str:
        """Store an avis whose first échéance passed without candidates; give its reference."""
        with self.lieu.base.transaction() as uow:
            avis = self._recu(uow, HorlogeSysteme().maintenant() - PREMIER)
        self.a_relancer_.add(avis.reference)
        return avis.reference

    def a_tenir(self) -> str:
        """Store an avis whose second échéance passed too; give its reference."""
        maintenant = HorlogeSysteme().maintenant()
        with self.lieu.base.transaction() as uow:
            avis = self._recu(uow, maintenant - 2 * PREMIER)
            relance = maintenant - PREMIER
            ouvert = uow.avis.par_reference(avis.reference, verrou=True)
            assert ouvert
            faire_echoir(uow, ouvert, relance)
            self._accepter(uow, avis, Genre.RELANCE, relance)
        self.a_tenir_.add(avis.reference)
        return avis.reference

    def _recu(self, uow: UniteDeTravail, le: datetime) -> AvisDeVacance:
        """Post an avis, and have a town hall receive it, at that instant."""
        bailleur = self.hasard.choice([*BAILLEURS_TELEGRAM.values()])
        commune = self.hasard.choice([*COMMUNES.values()])
        publie = publier_avis(
            uow,
            le,
            PublierAvis(
                Acteur("agent", "telegram"),
                self.lieu.organisation(uow, bailleur),
                self.lieu.organisation(uow, commune),
                un_logement(),
                "sel",
            ),
        )
        self._accepter(uow, publie.avis, Genre.AVIS, le)
        return publie.avis

    def _accepter(
        self, uow: UniteDeTravail, avis: AvisDeVacance, genre: Genre, le: datetime
    ) -> None:
        """Have the town hall's conversation accept a notice, as the platform did then."""
        nom = next(un for un, commune in COMMUNES.items() if commune == avis.reservataire.nom)
        qui, fake = self.lieu.nomade[nom], self.lieu.telegram
        titre = "Relance :" if genre is Genre.RELANCE else "Avis de vacance"
        texte = f"{titre} {avis.reference}"
        message = fake.world.post(fake.chat(qui), fake.bot, text=texte)
        message.date = int(le.timestamp())
        _regler(uow, avis.reference, genre, str(message.id), le)
        ou, tour = Destination("telegram", str(qui.id)), {"tour": "1"}
        envoi = Envoi(genre, ou, "", le, avis.reference, avis.reservataire.id, tour)
        noter_envoi(uow, le, envoi, Sent(str(message.id), le))


def _regler(uow: UniteDeTravail, reference: str, genre: Genre, message: str, le: datetime) -> None:
    """Settle all that waits about a dossier: the notice was sent, the rest lost its reason."""
    for une in uow.connexion.execute(select(table).where(table.c.reference == reference)):
        if une.etat == EtatEnvoi.EN_ATTENTE:
            envoye = une.genre == genre
            valeurs = {
                "etat": EtatEnvoi.ENVOYE if envoye else EtatEnvoi.OBSOLETE,
                "message": message if envoye else None,
                "regle_le": le,
            }
            uow.connexion.execute(update(table).where(table.c.id == une.id).values(valeurs))
