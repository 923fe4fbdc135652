"""The transactional outbox: put in, settle, and what the use cases ask of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, delete, text, update

from core.domain.envois import Envoi, Genre, NouvelEnvoi
from core.domain.organisations import Destination
from storage.depots.prises import PriseEnvois
from storage.depots.releve import EtatEnvoi
from storage.depots.socle import colonnes, meme_conversation
from storage.tables import envoi as table
from storage.tables.echanges import VIVANT
from storage.types import ecrire_json

_OUVERTS = (EtatEnvoi.EN_COURS, EtatEnvoi.EN_ATTENTE, EtatEnvoi.PERDU_DE_VUE)

_EN_ATTENTE = and_(text(VIVANT), table.c.etat == EtatEnvoi.EN_ATTENTE)
"""Waits; said so that the index of what lives in each conversation is used."""

ATTEND_ENCORE = (table.c.etat + "") == EtatEnvoi.EN_ATTENTE
"""Waits; said so that SQLite looks for a dossier's sends, and not through all that waits."""

# Made once: to build such a statement takes longer than to run it.
_ANNULER = delete(table).where(
    table.c.reference == bindparam("dossier"),
    table.c.genre == Genre.MISE_A_JOUR,
    ATTEND_ENCORE,
)
_REGLER = update(table).where(
    table.c.id == bindparam("numero"),
    table.c.prise == bindparam("sous"),
    table.c.etat.in_(_OUVERTS),
)


class DepotEnvois(PriseEnvois):
    """Sends, from the transaction that decides them to the platform's answer."""

    ajouts = 0

    def ajouter(self, *nouveaux: NouvelEnvoi) -> int:
        """Store sends, but those whose key is already there; give how many were stored."""
        if not nouveaux:
            return 0
        ajoutes = self.inserer_si_absent(table, *(self.colonnes(un) for un in nouveaux))
        self.ajouts += ajoutes
        return ajoutes

    def colonnes(self, nouvel: NouvelEnvoi) -> dict[str, Any]:
        """Give the columns of a new send, its body encrypted."""
        return {
            "genre": nouvel.genre,
            "reference": nouvel.reference,
            "organisation_id": nouvel.organisation,
            **colonnes(nouvel.destination),
            "cle": nouvel.cle,
            "faits": ecrire_json(dict(nouvel.faits)),
            "corps_chiffre": self.coffre.chiffrer(nouvel.corps) if nouvel.corps else None,
            "cible": nouvel.cible,
            "pas_avant": nouvel.pas_avant,
            "expire_le": nouvel.expire_le,
            "etat": EtatEnvoi.EN_ATTENTE,
            "essais": 0,
            "doublon": False,
        }

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
        self.connexion.execute(_ANNULER, {"dossier": reference})

    def fermer_vers(self, vers: Destination, maintenant: datetime) -> None:
        """Close what waits for a conversation that reads no more; not a letter to a CALEOL."""
        self.connexion.execute(
            update(table)
            .where(meme_conversation(table, vers), _EN_ATTENTE)
            .where(table.c.genre != Genre.MOTIF_CALEOL)
            .values(etat=EtatEnvoi.OBSOLETE, regle_le=maintenant, corps_chiffre=None)
        )

    def annuler_tableaux(self, tableau: Destination) -> None:
        """Drop the pending drawings of a board: a newer one comes."""
        self.connexion.execute(
            delete(table).where(
                meme_conversation(table, tableau),
                table.c.genre == Genre.TABLEAU,
                _EN_ATTENTE,
            )
        )

    def regler(
        self,
        envoi: Envoi,
        etat: EtatEnvoi,
        maintenant: datetime,
        *,
        message: str | None = None,
        texte: str | None = None,
        raison: str | None = None,
    ) -> bool:
        """Close a send, and erase the body that was encrypted for it; False when it isn't ours.

        It still is once put back under this very claim: nobody has begun to send it again.
        """
        valeurs = {
            "numero": envoi.id,
            "sous": envoi.prise,
            "etat": etat,
            "regle_le": maintenant,
            "message": message,
            "texte": texte,
            "raison": raison,
            "corps_chiffre": None,
        }
        return self.connexion.execute(_REGLER, valeurs).rowcount == 1

    def remettre(
        self,
        envoi: Envoi,
        quand: datetime,
        raison: str,
        *,
        doublon: bool = False,
        muet: bool = False,
    ) -> None:
        """Put a send back, to be tried at `quand`; `muet` when it was left without an answer."""
        self.connexion.execute(
            update(table)
            .where(table.c.id == envoi.id, table.c.etat == EtatEnvoi.EN_COURS)
            .values(
                etat=EtatEnvoi.EN_ATTENTE,
                pas_avant=quand,
                essais=envoi.essais,
                raison=raison,
                doublon=envoi.doublon or doublon,
                silences=envoi.silences + muet,
            )
        )

    def repousser(self, envoi: Envoi, quand: datetime) -> None:
        """Have one waiting send, and so its conversation, wait for its turn."""
        self.connexion.execute(
            update(table)
            .where(table.c.id == envoi.id, table.c.etat == EtatEnvoi.EN_ATTENTE)
            .values(pas_avant=quand)
        )

    def retenir(self, vers: Destination, quand: datetime) -> None:
        """Hold every waiting send of a conversation until `quand`."""
        self.connexion.execute(
            update(table)
            .where(meme_conversation(table, vers))
            .where(_EN_ATTENTE, table.c.pas_avant < quand)
            .values(pas_avant=quand)
        )

    def relancer(self, numero: int, maintenant: datetime) -> bool:
        """Try again a send that did not get through; False when there is no such send."""
        perdus = [EtatEnvoi.REFUSE, EtatEnvoi.MORT, EtatEnvoi.PERDU_DE_VUE]
        requete = (
            update(table)
            .where(table.c.id == numero, table.c.etat.in_(perdus))
            .where(table.c.genre != Genre.REPONSE)
            .values(
                etat=EtatEnvoi.EN_ATTENTE,
                pas_avant=maintenant,
                raison=None,
                essais=0,
                silences=0,
                doublon=table.c.doublon | (table.c.etat == EtatEnvoi.PERDU_DE_VUE),
            )
        )
        relance = self.connexion.execute(requete).rowcount == 1
        self.ajouts += relance
        return relance


def delai_avant_nouvel_essai(essais: int) -> timedelta:
    """Give how long to wait after `essais` failures: 2 s, 4 s, 8 s… two minutes at most."""
    return timedelta(seconds=min(120, 2 ** min(essais, 10)))
