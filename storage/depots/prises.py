"""Taking sends from the outbox: by batches, each under a claim that nobody else can settle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    exists,
    or_,
    select,
    text,
    tuple_,
    update,
)

from core.domain.envois import ATTENDUS, Envoi, Genre
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

_lieu = tuple_(table.c.plateforme, table.c.adresse, table.c.sujet)
_SON_TOUR = or_(
    table.c.pas_avant <= bindparam("patience"),
    table.c.genre.in_(list(ATTENDUS)),
    # Not an EXISTS: it would be looked for again at each send, through all its conversation.
    _lieu.in_(
        select(_autre.c.plateforme, _autre.c.adresse, _autre.c.sujet).where(
            _autre_attend, _autre.c.genre.in_(list(ATTENDUS))
        )
    ),
)
"""Somebody waits for it, or for what it precedes; or it has let others pass for long enough."""

EN_TETE = (
    select(table)
    .where(table.c.etat == EtatEnvoi.EN_ATTENTE, table.c.pas_avant <= bindparam("maintenant"))
    .where(_SON_TOUR)
    .where(table.c.plateforme.in_(bindparam("plateformes", expanding=True)), ~_DEVANT)
    .order_by(table.c.pas_avant, table.c.id)
    .limit(bindparam("limite"))
    .with_for_update(skip_locked=True, of=table)
)
"""What can be sent, that no other copy is taking (SQLite has one writer at a time already)."""

PROCHAIN = (
    select(table.c.pas_avant)
    .where(table.c.etat == EtatEnvoi.EN_ATTENTE, table.c.pas_avant > bindparam("maintenant"))
    .where(table.c.plateforme.in_(bindparam("plateformes", expanding=True)), ~_DEVANT)
    .order_by(table.c.pas_avant)
    .limit(1)
)


_TENUE = update(table).where(
    table.c.id == bindparam("numero"),
    table.c.etat == EtatEnvoi.EN_COURS,
    table.c.prise == bindparam("sous"),
)
"""An update of a send that holds only while its claim does."""

_TIENT = (
    select(table.c.id)
    .where(table.c.id == bindparam("numero"), table.c.prise == bindparam("sous"))
    .where(table.c.etat == EtatEnvoi.EN_COURS)
    .with_for_update()
)


class PriseEnvois(ReleveEnvois):
    """A claim: made for a while, marked when the send really leaves, given back or settled."""

    def a_prendre(
        self,
        maintenant: datetime,
        plateformes: Sequence[str],
        limite: int = 200,
        patience: timedelta = timedelta(),
    ) -> Sequence[Envoi]:
        """Give the first waiting send of each conversation, if its instant has come.

        What follows in a conversation waits behind a send put off. What nobody waits for in front
        of their screen lets the rest pass for as long as `patience`.
        """
        quoi = {
            "plateformes": list(plateformes),
            "maintenant": maintenant,
            "patience": maintenant - patience,
            "limite": limite,
        }
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
        valeurs = {"parti_le": maintenant, "reclame_jusqu_a": jusqu_a, "essais": envoi.essais}
        return self.connexion.execute(_TENUE, valeurs | _prise(envoi)).rowcount == 1

    def rendre(self, envois: Iterable[Envoi]) -> None:
        """Give back claimed sends that have not left."""
        requete = _TENUE.where(table.c.parti_le.is_(None)).values(etat=EtatEnvoi.EN_ATTENTE)
        for envoi in envois:
            self.connexion.execute(requete, _prise(envoi))

    def tient(self, envoi: Envoi) -> bool:
        """Tell whether the claim still holds, and keep others off it until the end."""
        return self.connexion.execute(_TIENT, _prise(envoi)).first() is not None

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

    def prochain(self, plateformes: Sequence[str], maintenant: datetime) -> datetime | None:
        """Give the first instant to come at which a send may leave, one a conversation."""
        quoi = {"plateformes": list(plateformes), "maintenant": maintenant}
        instant: datetime | None = self.connexion.execute(PROCHAIN, quoi).scalar_one_or_none()
        return instant


def _prise(envoi: Envoi) -> dict[str, object]:
    """Name a send and the claim that it is held under."""
    return {"numero": envoi.id, "sous": envoi.prise}
