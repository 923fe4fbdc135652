"""The transactional outbox: claim, settle, and what the use cases ask of it."""

from __future__ import annotations

import json
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, Select, case, delete, func, select, update

from core.domain.envois import SUR_UN_MESSAGE, Envoi, Genre, NouvelEnvoi
from core.domain.organisations import Destination
from storage.depots.socle import Depot, colonnes, destination, meme_conversation
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


_VIVANTS = (EtatEnvoi.EN_ATTENTE, EtatEnvoi.EN_COURS)
_RANG = case((table.c.genre == Genre.MISE_A_JOUR, table.c.id + 1_000_000_000), else_=table.c.id)
"""The order in which a conversation is served: a person's answer before an edit."""


def _tetes(plateformes: Sequence[str]) -> Select[tuple[int]]:
    """Select the rank of each conversation's first living send."""
    return (
        select(func.min(case((table.c.etat == EtatEnvoi.EN_COURS, 0), else_=_RANG)))
        .where(table.c.etat.in_(_VIVANTS), table.c.plateforme.in_(plateformes))
        .group_by(table.c.plateforme, table.c.adresse, table.c.sujet)
    )


class DepotEnvois(Depot):
    """Sends, from the transaction that decides them to the platform's answer."""

    ajouts = 0

    def ajouter(self, nouvel: NouvelEnvoi) -> bool:
        """Store a send; False when one with the same key already is."""
        corps = self.coffre.chiffrer(nouvel.corps) if nouvel.corps else None
        ajoute = self.inserer_si_absent(
            table,
            {
                "genre": nouvel.genre,
                "reference": nouvel.reference,
                "organisation_id": nouvel.organisation,
                **colonnes(nouvel.destination),
                "cle": nouvel.cle,
                "faits": ecrire_json(dict(nouvel.faits)),
                "corps_chiffre": corps,
                "cible": nouvel.cible,
                "pas_avant": nouvel.pas_avant,
                "expire_le": nouvel.expire_le,
                "etat": EtatEnvoi.EN_ATTENTE,
                "essais": 0,
                "doublon": False,
            },
        )
        self.ajouts += ajoute
        return ajoute

    def messages(self, reference: str, genre: Genre) -> Sequence[tuple[Destination, str]]:
        """Give where notices of that kind about a dossier were sent, and their message ids."""
        requete = (
            select(table)
            .where(table.c.reference == reference, table.c.genre == genre)
            .where(table.c.etat == EtatEnvoi.ENVOYE, table.c.message.is_not(None))
            .order_by(table.c.id)
        )
        return [(destination(une), une.message) for une in self.connexion.execute(requete)]

    def racine(self, reference: str, vers: Destination) -> str | None:
        """Give the first message about a dossier in a conversation."""
        requete = (
            select(table.c.message)
            .where(table.c.reference == reference, meme_conversation(table, vers))
            .where(table.c.message.is_not(None), table.c.genre.not_in(list(SUR_UN_MESSAGE)))
            .order_by(table.c.id)
            .limit(1)
        )
        return self.connexion.execute(requete).scalar_one_or_none()

    def par_message(self, plateforme: str, message: str) -> Envoi | None:
        """Find the send that a platform accepted under that message id."""
        requete = select(table).where(table.c.plateforme == plateforme, table.c.message == message)
        ligne = self.connexion.execute(requete.limit(1)).one_or_none()
        return self._lire(ligne) if ligne else None

    def revenir(self, numero: int, raison: str) -> bool:
        """Note that an accepted send came back, its destination dead; False when not accepted."""
        requete = (
            update(table)
            .where(table.c.id == numero, table.c.etat == EtatEnvoi.ENVOYE)
            .values(etat=EtatEnvoi.MORT, raison=raison)
        )
        return self.connexion.execute(requete).rowcount == 1

    def annuler_mises_a_jour(self, reference: str) -> None:
        """Drop the pending edits of a dossier's messages: newer ones come."""
        self.connexion.execute(
            delete(table).where(
                table.c.reference == reference,
                table.c.genre == Genre.MISE_A_JOUR,
                table.c.etat == EtatEnvoi.EN_ATTENTE,
            )
        )

    def fermer_vers(self, vers: Destination, maintenant: datetime) -> None:
        """Close what waits for a conversation that reads no more; not a letter to a CALEOL."""
        self.connexion.execute(
            update(table)
            .where(meme_conversation(table, vers), table.c.etat == EtatEnvoi.EN_ATTENTE)
            .where(table.c.genre != Genre.MOTIF_CALEOL)
            .values(etat=EtatEnvoi.OBSOLETE, regle_le=maintenant, corps_chiffre=None)
        )

    def annuler_tableaux(self, tableau: Destination) -> None:
        """Drop the pending drawings of a board: a newer one comes."""
        self.connexion.execute(
            delete(table).where(
                meme_conversation(table, tableau),
                table.c.genre == Genre.TABLEAU,
                table.c.etat == EtatEnvoi.EN_ATTENTE,
            )
        )

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
        requete = select(func.count()).where(table.c.reference == reference, table.c.genre == genre)
        return int(self.connexion.execute(requete).scalar_one())

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

    def refusees(self, reference: str, genre: Genre, tour: int) -> Set[str]:
        """Give the conversations (their `cle`) that refused such a notice of that round."""
        requete = select(table).where(
            table.c.reference == reference,
            table.c.genre == genre,
            table.c.etat.in_([EtatEnvoi.REFUSE, EtatEnvoi.PERDU_DE_VUE]),
        )
        refuses = map(self._lire, self.connexion.execute(requete))
        return {un.destination.cle for un in refuses if un.tour == tour}

    def a_prendre(self, maintenant: datetime, plateformes: Sequence[str]) -> Sequence[Envoi]:
        """Give the oldest waiting send of each conversation, if its instant has come.

        One conversation is served in order: what follows waits behind a send put off.
        """
        requete = (
            select(table)
            .where(_RANG.in_(_tetes(plateformes)), table.c.pas_avant <= maintenant)
            .where(table.c.etat == EtatEnvoi.EN_ATTENTE)
            .order_by(table.c.id)
            .limit(200)
        )
        return [self._lire(ligne) for ligne in self.connexion.execute(requete)]

    def prendre(self, numero: int, jusqu_a: datetime) -> bool:
        """Claim a send for one attempt; False when another copy was quicker."""
        requete = (
            update(table)
            .where(table.c.id == numero, table.c.etat == EtatEnvoi.EN_ATTENTE)
            .values(etat=EtatEnvoi.EN_COURS, reclame_jusqu_a=jusqu_a, essais=table.c.essais + 1)
        )
        return self.connexion.execute(requete).rowcount == 1

    def regler(
        self,
        numero: int,
        etat: EtatEnvoi,
        maintenant: datetime,
        *,
        message: str | None = None,
        texte: str | None = None,
        raison: str | None = None,
    ) -> None:
        """Close a send; a body that was encrypted for it is erased."""
        self.connexion.execute(
            update(table)
            .where(table.c.id == numero, table.c.etat == EtatEnvoi.EN_COURS)
            .values(
                etat=etat,
                regle_le=maintenant,
                message=message,
                texte=texte,
                raison=raison,
                corps_chiffre=None,
            )
        )

    def remettre(
        self, envoi: Envoi, quand: datetime, raison: str, *, doublon: bool = False
    ) -> None:
        """Put a send back, to be tried at `quand`."""
        self.connexion.execute(
            update(table)
            .where(table.c.id == envoi.id, table.c.etat == EtatEnvoi.EN_COURS)
            .values(
                etat=EtatEnvoi.EN_ATTENTE,
                pas_avant=quand,
                raison=raison,
                doublon=envoi.doublon or doublon,
            )
        )

    def retenir(self, vers: Destination, quand: datetime) -> None:
        """Hold every waiting send of a conversation until `quand`."""
        self.connexion.execute(
            update(table)
            .where(meme_conversation(table, vers))
            .where(table.c.etat == EtatEnvoi.EN_ATTENTE, table.c.pas_avant < quand)
            .values(pas_avant=quand)
        )

    def abandonnes(self, maintenant: datetime) -> Sequence[Envoi]:
        """Give the sends claimed by a process that died: nobody knows whether they left."""
        requete = select(table).where(
            table.c.etat == EtatEnvoi.EN_COURS, table.c.reclame_jusqu_a <= maintenant
        )
        return [self._lire(ligne) for ligne in self.connexion.execute(requete)]

    def prochain(self, plateformes: Sequence[str]) -> datetime | None:
        """Give the instant of the next send that may leave, one a conversation."""
        requete = select(func.min(table.c.pas_avant)).where(
            table.c.etat == EtatEnvoi.EN_ATTENTE, _RANG.in_(_tetes(plateformes))
        )
        instant: datetime | None = self.connexion.execute(requete).scalar_one()
        return instant

    def envoyes(self, reference: str, genres: Sequence[Genre]) -> Sequence[LigneEnvoi]:
        """Give the notices of these kinds really sent about a dossier, oldest first."""
        requete = (
            select(table)
            .where(table.c.reference == reference, table.c.genre.in_(genres))
            .where(table.c.etat == EtatEnvoi.ENVOYE)
            .order_by(table.c.id)
        )
        return [_ligne(une) for une in self.connexion.execute(requete)]

    def lister(self, etats: Sequence[EtatEnvoi], limite: int) -> Sequence[LigneEnvoi]:
        """Give the last sends in these states, newest first."""
        requete = (
            select(table).where(table.c.etat.in_(etats)).order_by(table.c.id.desc()).limit(limite)
        )
        return [_ligne(une) for une in self.connexion.execute(requete)]

    def relancer(self, numero: int, maintenant: datetime) -> bool:
        """Try again a send that did not get through; False when there is no such send."""
        perdus = [EtatEnvoi.REFUSE, EtatEnvoi.MORT, EtatEnvoi.PERDU_DE_VUE]
        requete = (
            update(table)
            .where(table.c.id == numero, table.c.etat.in_(perdus))
            .where(table.c.genre != Genre.REPONSE)
            .values(etat=EtatEnvoi.EN_ATTENTE, pas_avant=maintenant, raison=None)
        )
        relance = self.connexion.execute(requete).rowcount == 1
        self.ajouts += relance
        return relance

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
        )


def delai_avant_nouvel_essai(essais: int) -> timedelta:
    """Give how long to wait after `essais` failures: 2 s, 4 s, 8 s… two minutes at most."""
    return timedelta(seconds=min(120, 2 ** min(essais, 10)))


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
