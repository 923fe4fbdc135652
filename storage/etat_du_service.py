"""What an operator watches, read from the database by cheap, indexed queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, func, select, union_all

from storage.depots.mandats import Mandat
from storage.depots.releve import PERDUS, RECENTS, EtatEnvoi
from storage.tables import (
    arrivee,
    canal,
    ecoute,
    envoi,
    identite,
    jalon,
    journal,
    mandat,
    membre,
    rendez_vous,
    sceau,
    tete,
)

INSISTANTS = 8
"""Attempts after which people are told that a send insists (`reglement.ESSAIS_AVANT_ALERTE`)."""


@dataclass(frozen=True)
class EtatDuService:
    """The state of an installation at an instant; nothing in it names anybody.

    An instant (UTC) is None when nothing waits. `envois_dus`: by platform, since when the oldest
    send should have left. `perdus`: sends that did not get through lately, by state.
    `echeance_due`: the oldest thing due that was not done. `non_scelle`: the oldest entry of the
    journal that no seal covers yet. `ecoutes`: up to when each platform was heard.
    `dernier_ecrit`: the latest instant that the journal or a platform's listening bears.
    """

    en_attente: int
    envois_dus: Mapping[str, datetime]
    insistants: int
    perdus: Mapping[EtatEnvoi, int]
    mortes: int
    echeance_due: datetime | None
    arrivees: int
    arrivee: datetime | None
    non_scelle: datetime | None
    ecoutes: Mapping[str, datetime]
    mandats: Sequence[Mandat]
    dernier_sceau: datetime | None
    dernier_ecrit: datetime | None


def relever(connexion: Connection, maintenant: datetime) -> EtatDuService:
    """Read the state of the installation; `maintenant` is aware."""
    en_attente = envoi.c.etat == EtatEnvoi.EN_ATTENTE
    ecoutes = _par_cle(connexion, select(ecoute.c.plateforme, ecoute.c.jusqu_a))
    dernier = connexion.execute(_DERNIERE_ENTREE).scalar_one_or_none()
    arrivees, arrivee_depuis = connexion.execute(_ARRIVEES).one()
    return EtatDuService(
        en_attente=_nombre(connexion, select(func.count()).where(en_attente)),
        envois_dus=_par_cle(connexion, _dus(maintenant)),
        insistants=_nombre(
            connexion, select(func.count()).where(en_attente, envoi.c.essais >= INSISTANTS)
        ),
        perdus=_par_cle(connexion, _perdus(maintenant)),
        mortes=_nombre(connexion, _MORTES),
        echeance_due=_echu(connexion, maintenant),
        arrivees=arrivees,
        arrivee=arrivee_depuis,
        non_scelle=connexion.execute(_NON_SCELLE).scalar_one(),
        ecoutes=ecoutes,
        mandats=[Mandat(*un) for un in connexion.execute(select(mandat).order_by(mandat.c.nom))],
        dernier_sceau=connexion.execute(select(func.max(sceau.c.instant))).scalar_one(),
        dernier_ecrit=max(filter(None, (dernier, *ecoutes.values())), default=None),
    )


_ARRIVEES = select(func.count(), func.min(arrivee.c.recue_le)).where(arrivee.c.traitee_le.is_(None))

_MORTES = select(func.count()).select_from(
    union_all(
        select(canal.c.adresse).where(canal.c.mort_le.is_not(None)),
        select(identite.c.personne)
        .join(membre, membre.c.id == identite.c.membre_id)
        .where(identite.c.mort_le.is_not(None), membre.c.retire_le.is_(None)),
    ).subquery()
)
"""As `DepotCanaux.mortes` lists them."""

_NON_SCELLE = (
    select(func.min(journal.c.instant))
    .join(
        tete,
        and_(tete.c.dossier == journal.c.dossier, journal.c.rang == tete.c.rang_scelle + 1),
    )
    .where(tete.c.scelle.is_(False))
)
"""The first entry of each chain that moved since its last seal, the oldest of them."""


_DERNIERE_ENTREE = select(journal.c.instant).order_by(journal.c.id.desc()).limit(1)


def _dus(maintenant: datetime) -> Select[Any]:
    return (
        select(envoi.c.plateforme, func.min(envoi.c.pas_avant))
        .where(envoi.c.etat == EtatEnvoi.EN_ATTENTE, envoi.c.pas_avant <= maintenant)
        .group_by(envoi.c.plateforme)
    )


def _perdus(maintenant: datetime) -> Select[Any]:
    return (
        select(envoi.c.etat, func.count())
        .where(envoi.c.etat.in_(PERDUS), envoi.c.regle_le > maintenant - RECENTS)
        .group_by(envoi.c.etat)
    )


def _echu(connexion: Connection, maintenant: datetime) -> datetime | None:
    prochains = (
        connexion.execute(select(func.min(table.c.instant))).scalar_one()
        for table in (jalon, rendez_vous)
    )
    return min((un for un in prochains if un and un <= maintenant), default=None)


def _nombre(connexion: Connection, requete: Select[Any]) -> int:
    return int(connexion.execute(requete).scalar_one())


def _par_cle(connexion: Connection, requete: Select[Any]) -> dict[Any, Any]:
    return {une[0]: une[1] for une in connexion.execute(requete)}
