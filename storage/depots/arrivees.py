"""The inbox: raw updates committed before they are confirmed, and how far we listened."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, select, update

from storage.coffre import CleInvalide
from storage.depots.socle import Depot
from storage.tables import arrivee as table
from storage.tables import ecoute

journal = logging.getLogger(__name__)
ESSAIS_MAX = 5
MEMOIRE = timedelta(days=30)
CONSERVATION = timedelta(hours=24)
"""How long Telegram keeps a message that the bot did not fetch."""


AFFLUENCE = 10
"""Updates in a second from which people wait for one another."""


@dataclass(frozen=True)
class Arrivee:
    """A raw update waiting to be handled."""

    id: int
    plateforme: str
    cle: str
    charge: str = field(repr=False)
    essais: int


# Made once, what each update asks: to build such a statement takes longer than to run it.
_EN_ATTENTE = (
    select(table)
    .where(table.c.plateforme == bindparam("sur"), table.c.traitee_le.is_(None))
    .order_by(table.c.id)
    .limit(bindparam("limite"))
)
_DERNIERES = select(table.c.recue_le).order_by(table.c.id.desc()).offset(AFFLUENCE - 1).limit(1)
_TRAITER = (
    update(table)
    .where(table.c.id == bindparam("numero"), table.c.traitee_le.is_(None))
    .values(traitee_le=bindparam("maintenant"), charge_chiffree=None)
)


class DepotArrivees(Depot):
    """Raw updates, encrypted until handled, then erased."""

    def ajouter(self, plateforme: str, cle: str, charge: str, maintenant: datetime) -> bool:
        """Store an update; False when it was received before."""
        ligne = {
            "plateforme": plateforme,
            "cle": cle,
            "charge_chiffree": self.coffre.chiffrer(charge),
            "recue_le": maintenant,
            "essais": 0,
        }
        return self.inserer_si_absent(table, ligne) == 1

    def en_attente(
        self, plateforme: str, limite: int = 100, avant: datetime | None = None
    ) -> Sequence[Arrivee]:
        """Give the updates not yet handled, oldest first; `avant`: received before that only.

        Those that no key reads are left for the day when theirs is given back.
        """
        requete = _EN_ATTENTE.where(table.c.recue_le < avant) if avant else _EN_ATTENTE
        quoi = {"sur": plateforme, "limite": limite}
        lues = (self._lire_si_possible(une) for une in self.connexion.execute(requete, quoi))
        return [une for une in lues if une]

    def _lire_si_possible(self, une: Row[Any]) -> Arrivee | None:
        try:
            return self._lire(une)
        except CleInvalide as erreur:
            journal.error("mise à jour %s laissée : %s", une.id, erreur)
            return None

    def _lire(self, une: Row[Any]) -> Arrivee:
        charge = self.coffre.dechiffrer(une.charge_chiffree)
        return Arrivee(une.id, une.plateforme, une.cle, charge, une.essais)

    def nombre_en_attente(self) -> int:
        """Count the updates not yet handled."""
        requete = select(func.count()).where(table.c.traitee_le.is_(None))
        return int(self.connexion.execute(requete).scalar_one())

    def affluence(self, maintenant: datetime) -> bool:
        """Tell whether so many updates came in the last second that people wait for answers."""
        depuis = self.connexion.scalar(_DERNIERES)
        return depuis is not None and maintenant - depuis < timedelta(seconds=1)

    def traiter(self, numero: int, maintenant: datetime) -> bool:
        """Settle an update within the transaction of its effect; False if another copy did."""
        quoi = {"numero": numero, "maintenant": maintenant}
        return self.connexion.execute(_TRAITER, quoi).rowcount == 1

    def oublier(self, numero: int) -> bool:
        """Forget an update that had no effect: what is sent again corrected bears its key.

        False when it had one after all: its commit passed though nobody answered.
        """
        elle = table.c.id == numero
        self.connexion.execute(delete(table).where(elle, table.c.traitee_le.is_(None)))
        return self.connexion.scalar(select(table.c.id).where(elle)) is None

    def corriger(self, plateforme: str, cle: str, charge: str) -> bool:
        """Keep what was sent again in place of an update not yet handled; False if it was."""
        requete = update(table).where(
            table.c.plateforme == plateforme, table.c.cle == cle, table.c.traitee_le.is_(None)
        )
        neuve = {"charge_chiffree": self.coffre.chiffrer(charge), "essais": 0}
        return self.connexion.execute(requete.values(neuve)).rowcount == 1

    def trouver(self, plateforme: str, cle: str) -> Arrivee | None:
        """Find an update not yet handled by its key."""
        requete = select(table).where(
            table.c.plateforme == plateforme, table.c.cle == cle, table.c.traitee_le.is_(None)
        )
        une = self.connexion.execute(requete).one_or_none()
        return self._lire(une) if une else None

    def compter_essai(self, numero: int) -> None:
        """Note that handling an update failed unexpectedly once more."""
        requete = update(table).where(table.c.id == numero).values(essais=table.c.essais + 1)
        self.connexion.execute(requete)

    def purger(self, maintenant: datetime) -> None:
        """Forget updates handled long ago: no platform delivers them again after that."""
        limite = maintenant - MEMOIRE
        self.connexion.execute(delete(table).where(table.c.traitee_le < limite))


class DepotEcoutes(Depot):
    """Up to when each platform's incoming messages were all handled."""

    def jusqu_a(self) -> datetime | None:
        """Give the earliest of the platforms' instants; None when no platform listens."""
        instant: datetime | None = self.connexion.execute(
            select(func.min(ecoute.c.jusqu_a))
        ).scalar_one()
        return instant

    def connait(self, plateforme: str) -> bool:
        """Tell whether this installation serves a platform: it listened there at least once."""
        requete = select(ecoute.c.plateforme).where(ecoute.c.plateforme == plateforme)
        return self.connexion.execute(requete).first() is not None

    def noter(
        self, plateforme: str, instant: datetime, conservation: timedelta = CONSERVATION
    ) -> None:
        """Note that nothing sent before `instant` is left unheard.

        After a silence longer than the platform keeps messages, the silence itself is kept.
        """
        valeurs = {"plateforme": plateforme, "jusqu_a": instant}
        if self.inserer_si_absent(ecoute, valeurs):
            return
        ou = (ecoute.c.plateforme == plateforme) & (ecoute.c.jusqu_a < instant)
        self.connexion.execute(
            update(ecoute)
            .where(ou, ecoute.c.jusqu_a < instant - conservation)
            .values(silence_debut=ecoute.c.jusqu_a, silence_fin=instant)
        )
        self.connexion.execute(update(ecoute).where(ou).values(jusqu_a=instant))

    def ne_garder_que(self, plateformes: Sequence[str]) -> None:
        """Forget the platforms that are no longer set up: nobody writes there any more."""
        self.connexion.execute(delete(ecoute).where(ecoute.c.plateforme.not_in(plateformes)))

    def silence_autour(self, instant: datetime) -> tuple[datetime, datetime] | None:
        """Give the last long silence if it covers `instant`: an answer may have been lost."""
        requete = select(ecoute.c.silence_debut, ecoute.c.silence_fin).where(
            ecoute.c.silence_debut <= instant, ecoute.c.silence_fin >= instant
        )
        ligne = self.connexion.execute(requete).first()
        return (ligne.silence_debut, ligne.silence_fin) if ligne else None
