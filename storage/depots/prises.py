"""Taking sends from the outbox: by batches, each under a claim that nobody else can settle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Update,
    and_,
    bindparam,
    exists,
    or_,
    select,
    text,
    update,
)

from core.domain.envois import Envoi, Genre
from storage.depots.releve import EtatEnvoi, ReleveEnvois
from storage.tables import envoi as table

PRISE_MAX = timedelta(minutes=5)
"""No claim lasts so long: one that says so was made before the clock went back."""

_autre = table.alias("autre")
_autre_attend = _autre.c.etat == EtatEnvoi.EN_ATTENTE


def _meme_conversation(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Tell that another live send of the same conversation is so."""
    return exists().where(
        _autre.c.plateforme == table.c.plateforme,
        _autre.c.adresse == table.c.adresse,
        _autre.c.sujet == table.c.sujet,
        # As the partial index says it: a bound value would not be recognised.
        text("autre.etat IN ('en attente', 'en cours')"),
        *conditions,
    )


_DEVANT = or_(
    _meme_conversation(_autre.c.etat == EtatEnvoi.EN_COURS),
    _meme_conversation(
        _autre_attend, _autre.c.id < table.c.id, _autre.c.genre != Genre.MISE_A_JOUR
    ),
    and_(
        table.c.genre == Genre.MISE_A_JOUR,
        _meme_conversation(
            _autre_attend, or_(_autre.c.id < table.c.id, _autre.c.genre != Genre.MISE_A_JOUR)
        ),
    ),
)
"""Something of the same conversation is under way, or goes before: edits come last."""

EN_TETE = (
    select(table)
    .where(table.c.etat == EtatEnvoi.EN_ATTENTE, table.c.pas_avant <= bindparam("maintenant"))
    .where(table.c.plateforme.in_(bindparam("plateformes", expanding=True)), ~_DEVANT)
    .order_by(table.c.pas_avant, table.c.id)
    .limit(bindparam("limite"))
    .with_for_update(skip_locked=True, of=table)
)
"""What can be sent, that no other copy is taking (SQLite has one writer at a time already)."""

PROCHAIN = (
    select(table.c.pas_avant)
    .where(table.c.etat == EtatEnvoi.EN_ATTENTE)
    .where(table.c.plateforme.in_(bindparam("plateformes", expanding=True)), ~_DEVANT)
    .order_by(table.c.pas_avant)
    .limit(1)
)


class PriseEnvois(ReleveEnvois):
    """A claim: made for a while, marked when the send really leaves, given back or settled."""

    def a_prendre(
        self, maintenant: datetime, plateformes: Sequence[str], limite: int = 200
    ) -> Sequence[Envoi]:
        """Give the first waiting send of each conversation, if its instant has come.

        What follows in a conversation waits behind a send put off.
        """
        quoi = {"plateformes": list(plateformes), "maintenant": maintenant, "limite": limite}
        return [self._lire(ligne) for ligne in self.connexion.execute(EN_TETE, quoi)]

    def prendre(self, envois: Iterable[Envoi], jusqu_a: datetime, prise: str) -> Sequence[Envoi]:
        """Claim waiting sends under a name that nobody else has; give those that were taken."""
        par_numero = {un.id: un for un in envois}
        requete = (
            update(table)
            .where(table.c.id.in_(par_numero), table.c.etat == EtatEnvoi.EN_ATTENTE)
            .values(etat=EtatEnvoi.EN_COURS, reclame_jusqu_a=jusqu_a, prise=prise, parti_le=None)
            .returning(table.c.id)
        )
        pris = sorted(self.connexion.scalars(requete))
        return [replace(par_numero[un], prise=prise) for un in pris]

    def partir(self, envoi: Envoi, maintenant: datetime, jusqu_a: datetime) -> bool:
        """Note that a claimed send leaves now; False when the claim was lost meanwhile."""
        requete = self._tenue(envoi).values(
            parti_le=maintenant, reclame_jusqu_a=jusqu_a, essais=envoi.essais
        )
        return self.connexion.execute(requete).rowcount == 1

    def rendre(self, envois: Iterable[Envoi]) -> None:
        """Give back claimed sends that have not left."""
        for envoi in envois:
            requete = self._tenue(envoi).where(table.c.parti_le.is_(None))
            self.connexion.execute(requete.values(etat=EtatEnvoi.EN_ATTENTE))

    def tient(self, envoi: Envoi, *, arrive: bool = False) -> bool:
        """Tell whether the claim still holds, and keep others off it until the end.

        What is known to have arrived (`arrive`) also settles a send put back since under this
        very claim: nobody has begun to send it again.
        """
        etats = [EtatEnvoi.EN_COURS]
        if arrive:
            etats += [EtatEnvoi.EN_ATTENTE, EtatEnvoi.PERDU_DE_VUE]
        requete = (
            select(table.c.id)
            .where(table.c.id == envoi.id, table.c.prise == envoi.prise, table.c.etat.in_(etats))
            .with_for_update()
        )
        return self.connexion.execute(requete).first() is not None

    def abandonnes(self, maintenant: datetime) -> Sequence[Envoi]:
        """Give the sends that left and whose claim ran out: nobody knows what became of them.

        Those that had not left are given back on the way: they may be sent as if new.
        """
        perdue = or_(
            table.c.reclame_jusqu_a <= maintenant,
            table.c.reclame_jusqu_a > maintenant + PRISE_MAX,
        )
        en_cours = table.c.etat == EtatEnvoi.EN_COURS
        self.connexion.execute(
            update(table)
            .where(en_cours, perdue, table.c.parti_le.is_(None))
            .values(etat=EtatEnvoi.EN_ATTENTE)
        )
        requete = select(table).where(en_cours, perdue, table.c.parti_le.is_not(None))
        return [self._lire(ligne) for ligne in self.connexion.execute(requete)]

    def prochain(self, plateformes: Sequence[str]) -> datetime | None:
        """Give the instant of the next send that may leave, one a conversation."""
        quoi = {"plateformes": list(plateformes)}
        instant: datetime | None = self.connexion.execute(PROCHAIN, quoi).scalar_one_or_none()
        return instant

    def _tenue(self, envoi: Envoi) -> Update:
        """Begin an update of a send that holds only while its claim does."""
        return update(table).where(
            table.c.id == envoi.id,
            table.c.etat == EtatEnvoi.EN_COURS,
            table.c.prise == envoi.prise,
        )
