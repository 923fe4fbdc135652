"""What the storage tests share: raw SQL, threads, an avis ready to be stored."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any, TypeVar

import pytest
from sqlalchemy import MetaData, select, text

from core.domain.avis import AvisDeVacance, Etat
from core.domain.candidatures import Candidature, EtatCandidature
from core.domain.envois import Envoi, Genre, NouvelEnvoi
from core.domain.journal import Entree
from core.domain.logement import Logement
from core.domain.numero_unique import NumeroUnique
from core.domain.organisations import Destination, Organisation
from storage.unit_of_work import Base, UniteDeTravail

T = TypeVar("T")

MAINTENANT = datetime(2026, 3, 10, 6, 15, tzinfo=UTC)
NUR = "974031800012310001"
REF = "AV-2026-0001"
SUR_POSTGRESQL = pytest.mark.parametrize("moteur", ["postgresql"], indirect=True)
"""SQLite has one copy, one writer at a time: it locks no row and freezes nothing."""
IMMUABLES = ("journal", "sceau", "sceau_tete")


def executer(base: Base, ordre: str, **valeurs: Any) -> Any:
    """Run one raw order in its own transaction."""
    with base.moteur.begin() as connexion:
        return connexion.execute(text(ordre), valeurs)


def compter(base: Base, table: str) -> int:
    """Count the rows of a table."""
    with base.moteur.begin() as connexion:
        return int(connexion.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def tout_le_texte(base: Base) -> str:
    """Write every row of every table that is really there."""
    trouvees = MetaData()
    with base.moteur.begin() as connexion:
        trouvees.reflect(connexion)
        lignes = [
            repr(tuple(ligne))
            for table in trouvees.sorted_tables
            for ligne in connexion.execute(select(table))
        ]
    return "\n".join(lignes)


def ensemble(nombre: int, action: Callable[[int], T]) -> list[T]:
    """Run the same action in several threads that start together."""
    depart = Barrier(nombre)

    def partir(rang: int) -> T:
        depart.wait()
        return action(rang)

    with ThreadPoolExecutor(nombre) as fils:
        return list(fils.map(partir, range(nombre)))


def organisation(uow: UniteDeTravail, nom: str) -> Organisation:
    """Find an organisation by its exact name."""
    return next(une for une in uow.organisations.toutes() if une.nom == nom)


def creer_avis(uow: UniteDeTravail, maintenant: datetime = MAINTENANT) -> AvisDeVacance:
    """Store a brouillon of the SIDR for Le Port."""
    convention = uow.conventions["le-port-2024"]
    return uow.avis.creer(
        AvisDeVacance(
            id=0,
            reference=uow.avis.reference_suivante("AV", maintenant.year),
            bailleur=organisation(uow, "SIDR"),
            reservataire=organisation(uow, "Le Port"),
            convention=convention.id,
            termes=convention.termes,
            logement=Logement(commune="Le Port"),
            etat=Etat.BROUILLON,
            cree_le=maintenant,
            sel="sel",
            annee=maintenant.year,
        )
    )


def candidature(
    numero: int,
    organisation: int,
    valeur: str = NUR,
    etat: EtatCandidature = EtatCandidature.ACTIVE,
) -> Candidature:
    """Make a candidature ready to be stored."""
    return Candidature(
        numero, NumeroUnique(valeur), organisation, etat, MAINTENANT, "sel", "engagement"
    )


def entree(dossier: str = REF, action: str = "essai", instant: datetime = MAINTENANT) -> Entree:
    """Make an entry of the journal ready to be chained."""
    return Entree(dossier, 0, instant, "fluxbot", "interne", action, "", "émis", "LP art. 6")


def nouvel_envoi(
    cle: str,
    adresse: str = "marie",
    genre: Genre = Genre.AVIS,
    dans: timedelta = timedelta(0),
    **suite: Any,
) -> NouvelEnvoi:
    """Make a send ready to be stored."""
    vers = Destination("essai", adresse)
    return NouvelEnvoi(genre, vers, cle, MAINTENANT + dans, REF, **suite)


def a_prendre(base: Base, instant: datetime = MAINTENANT) -> list[Envoi]:
    """Give what may be sent at an instant."""
    with base.transaction() as uow:
        return list(uow.envois.a_prendre(instant, ["essai"]))
