"""What a copy put back in place must know: time has gone by, and messages with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, case, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.depots.releve import EtatEnvoi
from storage.tables import compteur, ecoute, envoi, journal


@dataclass(frozen=True)
class Reprise:
    """What is taken up again: sends that may be doubles, and the instant of the copy (UTC)."""

    envois: int
    copie_du: datetime | None


def reprendre(
    connexion: Connection, maintenant: datetime, connus: Mapping[tuple[str, int], int] | None = None
) -> Reprise:
    """Make a database put back ready to be served; `connus`: the counters of the one it replaces.

    What waited may have left since the copy: it leaves again, marked as a possible double. What
    was said since is lost: a silence covers it, that an échéance owns up to. No reference given
    since is given again.
    """
    copie_du = connexion.execute(select(func.max(journal.c.instant))).scalar_one()
    connexion.execute(
        update(ecoute)
        .where(ecoute.c.jusqu_a < maintenant)
        .values(silence_debut=ecoute.c.jusqu_a, silence_fin=maintenant)
    )
    for (prefixe, annee), valeur in (connus or {}).items():
        _avancer(connexion, prefixe, annee, valeur)
    envois = connexion.execute(
        update(envoi)
        .where(envoi.c.etat.in_([EtatEnvoi.EN_ATTENTE, EtatEnvoi.EN_COURS]))
        .values(etat=EtatEnvoi.EN_ATTENTE, doublon=True, reclame_jusqu_a=None)
    )
    return Reprise(envois.rowcount, copie_du)


def compteurs(connexion: Connection) -> dict[tuple[str, int], int]:
    """Give the last number of each kind of reference, by prefix and year."""
    return {(un.prefixe, un.annee): un.valeur for un in connexion.execute(select(compteur))}


def _avancer(connexion: Connection, prefixe: str, annee: int, valeur: int) -> None:
    """Have a counter be at least `valeur`."""
    dialecte = postgresql if connexion.dialect.name == "postgresql" else sqlite
    nouveau = dialecte.insert(compteur).values(prefixe=prefixe, annee=annee, valeur=valeur)
    plus_loin = case((compteur.c.valeur < valeur, valeur), else_=compteur.c.valeur)
    connexion.execute(
        nouveau.on_conflict_do_update(
            index_elements=["prefixe", "annee"], set_={"valeur": plus_loin}
        )
    )
