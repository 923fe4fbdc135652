"""The outbox as it is read: what was sent, where, and what became of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, select

from core.domain.envois import SUR_UN_MESSAGE, Envoi, Genre
from core.domain.organisations import Destination
from storage.depots.socle import Depot, destination, meme_conversation
from storage.tables import envoi as table
from storage.types import ecrire_json


class EtatEnvoi(StrEnum):
    """What became of a send."""

    EN_ATTENTE = "en attente"
    EN_COURS = "en cours"
    ENVOYE = "envoyé"
    PERDU_DE_VUE = "incertain"
    REFUSE = "refusé"
    MORT = "destination morte"
    OBSOLETE = "sans objet"


PERDUS = (EtatEnvoi.REFUSE, EtatEnvoi.MORT, EtatEnvoi.PERDU_DE_VUE)
RECENTS = timedelta(days=7)
"""How long a send that did not get through stays a worry; « outbox list » shows all of them."""


@dataclass(frozen=True)
class LigneEnvoi:
    """A row of the outbox as an operator reads it."""

    id: int
    genre: str
    reference: str
    destination: Destination
    etat: EtatEnvoi
    essais: int
    pas_avant: datetime
    regle_le: datetime | None
    raison: str
    texte: str
    message: str


VUE = ("reference", "genre", "plateforme", "adresse", "sujet", "prive", "etat", "message")
"""What tells where an avis is shown. Not the whole row: the text that was sent is most of it."""

MONTRENT = (Genre.AVIS, Genre.AVIS_RECU)
"""What shows an avis, and is kept up to date: to its réservataire, to its bailleur."""

_MONTREES: Select[Any] = (
    select(*(table.c[nom] for nom in VUE))
    .where(table.c.reference == bindparam("reference"), table.c.genre.in_(MONTRENT))
    .where(table.c.etat == EtatEnvoi.ENVOYE, table.c.message.is_not(None))
    .order_by(table.c.id)
)
_RACINE = (
    select(table.c.message)
    .where(table.c.reference == bindparam("reference"), table.c.message.is_not(None))
    .where(table.c.plateforme == bindparam("sur"), table.c.adresse == bindparam("chez"))
    .where(table.c.sujet == bindparam("dans"), table.c.genre.not_in(list(SUR_UN_MESSAGE)))
    .order_by(table.c.id)
    .limit(1)
)
_COMPTE = select(func.count()).where(
    table.c.reference == bindparam("reference"), table.c.genre == bindparam("genre")
)


class ReleveEnvois(Depot):
    """Reads the outbox; takes nothing and changes nothing."""

    def montrees(self, reference: str) -> Sequence[tuple[Genre, Destination, str]]:
        """Give the messages that show an avis: of which kind, where, and their ids."""
        lignes = self.connexion.execute(_MONTREES, {"reference": reference})
        return [(Genre(une.genre), destination(une), une.message) for une in lignes]

    def racine(self, reference: str, vers: Destination) -> str | None:
        """Give the first message about a dossier in a conversation."""
        quoi = {
            "reference": reference,
            "sur": vers.plateforme,
            "chez": vers.adresse,
            "dans": vers.sujet or "",
        }
        return self.connexion.execute(_RACINE, quoi).scalar_one_or_none()

    def par_message(self, plateforme: str, message: str) -> Envoi | None:
        """Find the send that a platform accepted under that message id."""
        requete = select(table).where(table.c.plateforme == plateforme, table.c.message == message)
        ligne = self.connexion.execute(requete.limit(1)).one_or_none()
        return self._lire(ligne) if ligne else None

    def encore_en_route(self, envoi: Envoi) -> bool:
        """Tell whether the same notice was received, or still may be, somewhere else."""
        requete = select(func.count()).where(
            table.c.reference == envoi.reference,
            table.c.genre == envoi.genre,
            table.c.organisation_id == envoi.organisation,
            table.c.id != envoi.id,
            table.c.faits == ecrire_json(dict(envoi.faits)),
            table.c.etat.in_([EtatEnvoi.EN_ATTENTE, EtatEnvoi.EN_COURS, EtatEnvoi.ENVOYE]),
        )
        return self.connexion.execute(requete).scalar_one() > 0

    def compter(self, reference: str, genre: Genre) -> int:
        """Count the sends of that kind about a dossier."""
        quoi = {"reference": reference, "genre": genre}
        return int(self.connexion.execute(_COMPTE, quoi).scalar_one())

    def dernier_etat(self, genre: Genre, vers: Destination) -> EtatEnvoi | None:
        """Give what became of the last send of that kind to a conversation, if there was one."""
        requete = (
            select(table.c.etat)
            .where(meme_conversation(table, vers), table.c.genre == genre)
            .order_by(table.c.id.desc())
        )
        etat = self.connexion.execute(requete.limit(1)).scalar_one_or_none()
        return EtatEnvoi(etat) if etat else None

    def remises(self, reference: str, genre: Genre, tour: int) -> Set[str]:
        """Give the conversations (their `cle`) that accepted that round's notice."""
        genres = [genre] if genre is Genre.RELANCE else [genre, Genre.RECTIFICATIF]
        requete = select(table).where(
            table.c.reference == reference,
            table.c.genre.in_(genres),
            table.c.etat == EtatEnvoi.ENVOYE,
        )
        envoyes = map(self._lire, self.connexion.execute(requete))
        return {un.destination.cle for un in envoyes if un.ouvre_un_delai and un.tour == tour}

    def detenteurs(
        self, reference: str, genre: Genre, organisation: int, faits: Mapping[str, str]
    ) -> Set[str]:
        """Give the conversations (their `cle`) that hold a notice, or refused it for good."""
        requete = select(table).where(
            table.c.reference == reference,
            table.c.genre == genre,
            table.c.organisation_id == organisation,
            table.c.etat.not_in([EtatEnvoi.MORT, EtatEnvoi.OBSOLETE]),
        )
        tous = map(self._lire, self.connexion.execute(requete))
        return {un.destination.cle for un in tous if un.faits == faits}

    def refusees(self, reference: str, genre: Genre, tour: int) -> Set[str]:
        """Give the conversations (their `cle`) that refused such a notice of that round."""
        requete = select(table).where(
            table.c.reference == reference,
            table.c.genre == genre,
            table.c.etat.in_([EtatEnvoi.REFUSE, EtatEnvoi.PERDU_DE_VUE]),
        )
        refuses = map(self._lire, self.connexion.execute(requete))
        return {un.destination.cle for un in refuses if un.tour == tour}

    def envoyes(self, reference: str, genres: Sequence[Genre]) -> Sequence[LigneEnvoi]:
        """Give the notices of these kinds really sent about a dossier, oldest first."""
        requete = (
            select(table)
            .where(table.c.reference == reference, table.c.genre.in_(genres))
            .where(table.c.etat == EtatEnvoi.ENVOYE)
            .order_by(table.c.id)
        )
        return [_ligne(une) for une in self.connexion.execute(requete)]

    def lister(
        self, etats: Sequence[EtatEnvoi], limite: int, reference: str = ""
    ) -> list[LigneEnvoi]:
        """Give the last sends in these states, newest first; of one dossier if named."""
        requete = select(table).where(table.c.etat.in_(etats))
        if reference:
            requete = requete.where(table.c.reference == reference)
        lignes = self.connexion.execute(requete.order_by(table.c.id.desc()).limit(limite))
        return [_ligne(une) for une in lignes]

    def par_numero(self, numero: int) -> LigneEnvoi | None:
        """Find a send by its number."""
        ligne = self.connexion.execute(select(table).where(table.c.id == numero)).one_or_none()
        return _ligne(ligne) if ligne else None

    def perdus_depuis_peu(self, maintenant: datetime) -> list[int]:
        """Give the numbers of the sends that did not get through lately, oldest first."""
        requete = (
            select(table.c.id)
            .where(table.c.etat.in_(PERDUS), table.c.regle_le > maintenant - RECENTS)
            .where(table.c.genre != Genre.REPONSE)
            .order_by(table.c.id)
        )
        return list(self.connexion.scalars(requete))

    def _lire(self, ligne: Row[Any]) -> Envoi:
        corps = self.coffre.dechiffrer(ligne.corps_chiffre) if ligne.corps_chiffre else None
        return Envoi(
            genre=Genre(ligne.genre),
            destination=destination(ligne),
            cle=ligne.cle,
            pas_avant=ligne.pas_avant,
            reference=ligne.reference,
            organisation=ligne.organisation_id,
            faits=json.loads(ligne.faits),
            corps=corps,
            cible=ligne.cible,
            expire_le=ligne.expire_le,
            id=ligne.id,
            essais=ligne.essais,
            doublon=ligne.doublon,
            silences=ligne.silences,
            prise=ligne.prise or "",
        )


def _ligne(une: Row[Any]) -> LigneEnvoi:
    return LigneEnvoi(
        une.id,
        une.genre,
        une.reference or "",
        destination(une),
        EtatEnvoi(une.etat),
        une.essais,
        une.pas_avant,
        une.regle_le,
        une.raison or "",
        une.texte or "",
        une.message or "",
    )
