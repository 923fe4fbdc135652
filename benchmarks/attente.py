"""A claim among 100,000 waiting sends, against one among 1,000, on both databases.

They were written to each conversation in turn; and, for information, one conversation after the
other: then the oldest wait behind each other, and the claim reads past them.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, insert, text

from benchmarks.commun import Mesure, conclure
from benchmarks.postgres import serveur_postgres
from bot.channels.base import Rythme
from bot.scheduler.departs import reclamer
from core.domain.envois import Genre
from storage import schema, tables
from storage.coffre import Coffre, nouvelle_cle
from storage.depots.releve import EtatEnvoi
from storage.engine import ouvrir
from storage.unit_of_work import Base
from tests.component.plateforme import PlateformeEnMemoire

PEU, BEAUCOUP, CONVERSATIONS = 1_000, 100_000, 500
PLACES, ESSAIS = 45, 15
RAPPORT_MAX = 2.0
MAINTENANT = datetime(2026, 3, 10, 6, 15, tzinfo=UTC)
PLATEFORME = PlateformeEnMemoire(rythme=Rythme(30, 1.0, 20))


def tour_a_tour(rang: int) -> int:
    """Give the conversation of a send: each in turn."""
    return rang % CONVERSATIONS


def d_affilee(rang: int) -> int:
    """Give the conversation of a send: all of one, then all of the next."""
    return rang * CONVERSATIONS // BEAUCOUP


def mesurer(moteur: Engine, combien: int, conversation: Callable[[int], int]) -> float:
    """Give the milliseconds of one claim among so many."""
    schema.monter(moteur)
    _remplir(moteur, combien, conversation)
    base = Base(moteur, {}, Coffre(nouvelle_cle()))
    return statistics.median(_chronometrer(base) for _ in range(ESSAIS)) * 1000


def _remplir(moteur: Engine, combien: int, conversation: Callable[[int], int]) -> None:
    communs = {
        "genre": Genre.SCEAU,
        "plateforme": PLATEFORME.nom,
        "sujet": "",
        "prive": True,
        "faits": "{}",
        "pas_avant": MAINTENANT,
        "etat": EtatEnvoi.EN_ATTENTE,
        "essais": 0,
        "doublon": False,
    }
    lignes = [
        {**communs, "cle": f"{rang}", "adresse": f"{conversation(rang)}"} for rang in range(combien)
    ]
    with moteur.begin() as connexion:
        connexion.execute(insert(tables.envoi), lignes)
        connexion.execute(text("ANALYZE"))


class _Defaire(Exception):
    """Undoes a claim once it was timed."""


def _chronometrer(base: Base) -> float:
    try:
        with base.transaction() as uow:
            debut = time.perf_counter()
            lot = reclamer(uow, PLATEFORME, PLACES, MAINTENANT, MAINTENANT.timestamp())
            duree = time.perf_counter() - debut
            if len(lot.departs) < PLACES - 2:
                raise RuntimeError(f"{len(lot.departs)} départs sur {PLACES}")
            raise _Defaire
    except _Defaire:
        return duree


@contextmanager
def sqlite() -> Iterator[Engine]:
    """Give an empty SQLite database on disk."""
    with tempfile.TemporaryDirectory() as dossier:
        moteur = ouvrir(f"sqlite:///{Path(dossier) / 'banc.db'}")
        yield moteur
        moteur.dispose()


@contextmanager
def postgresql() -> Iterator[Engine]:
    """Give an empty PostgreSQL database on disk."""
    with serveur_postgres() as serveur:
        moteur = ouvrir(serveur.creer("banc"))
        yield moteur
        moteur.dispose()


def comparer(nom: str, ouvrir_une: Callable[[], AbstractContextManager[Engine]]) -> list[Mesure]:
    """Give the measures of a kind of database."""
    durees = []
    for combien, forme in ((PEU, tour_a_tour), (BEAUCOUP, tour_a_tour), (BEAUCOUP, d_affilee)):
        with ouvrir_une() as moteur:
            durees.append(mesurer(moteur, combien, forme))
    return [
        Mesure(f"{nom}, une prise parmi {PEU}", durees[0], unite="ms"),
        Mesure(f"{nom}, une prise parmi {BEAUCOUP}", durees[1], unite="ms"),
        Mesure(f"{nom}, rapport des deux", durees[1] / durees[0], RAPPORT_MAX),
        Mesure(f"{nom}, parmi {BEAUCOUP} d'affilée", durees[2], unite="ms"),
    ]


def main() -> int:
    """Run the benchmark; exit 1 when a bound is not kept."""
    mesures = comparer("SQLite", sqlite) + comparer("PostgreSQL", postgresql)
    return 0 if conclure("Prendre ce qui attend", mesures, "attente") else 1


if __name__ == "__main__":
    sys.exit(main())
