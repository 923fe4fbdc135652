"""A database of open avis for the tick: forty real ones, lived day by day, copied by SQL."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Table

from benchmarks.avis import LOGEMENT
from benchmarks.commun import DONNEES
from benchmarks.region import CONVENTION, Accueil
from bot.clock import HorlogeReglable
from bot.scheduler.dispatcher import Dispatcher
from bot.scheduler.jobs import battre
from core.domain.organisations import Nature, Organisation, Role
from core.usecases.dossier import Acteur
from core.usecases.echeances import faire_echoir
from core.usecases.publier import PublierAvis, publier_avis
from core.usecases.surveillance import sceller_la_veille
from storage import schema, tables
from storage.coffre import Coffre
from storage.conventions.loader import conventions_livrees
from storage.engine import ouvrir
from storage.unit_of_work import Base

DUS = 10_000
PREMIER = 1000
"""The first id of the copies; below it are their models, for which nothing is due."""
MINUIT = datetime(2026, 3, 19, 20, 0, tzinfo=UTC)
"""The day begins in La Réunion: relances and engagements réputés tenus fall due."""
MAINTENANT = MINUIT + timedelta(hours=9)
"""Nine o'clock there: reminders fall due too. The program was stopped all night."""

BAILLEURS, RESERVATAIRES = 5, 2
JOURS_AVANT = {"réputé tenu": 15, "relance": 11, "rappel": 9}
"""Civil days between the reception of an avis and what falls due, in a sector under pressure."""
CLE = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="


def base_de(chemin: Path) -> Base:
    """Open a database of the benchmark."""
    return Base(ouvrir(f"sqlite:///{chemin}"), conventions_livrees(), Coffre(CLE))


def base_generee(ouverts: int) -> Path:
    """Give the database with so many open avis, 10,000 of them due; made up on the first run."""
    DONNEES.mkdir(exist_ok=True)
    chemin = DONNEES / f"tick-{schema.version_attendue()}-{ouverts}.db"
    if not chemin.exists():
        print(f"Écriture de {ouverts} avis…", file=sys.stderr)
        provisoire = chemin.with_suffix(".provisoire")
        provisoire.unlink(missing_ok=True)
        modeles = asyncio.run(_vivre(base_de(provisoire)))
        _copier(provisoire, ouverts, modeles)
        provisoire.replace(chemin)
    return chemin


async def _vivre(base: Base) -> dict[str, list[int]]:
    """Publish one avis a kind and a pair of organisations, and live until `MAINTENANT`."""
    schema.monter(base.moteur)
    paires = _inscrire(base)
    horloge, accueil = HorlogeReglable(MINUIT - timedelta(days=15)), Accueil()
    dispatcher = Dispatcher(base, {accueil.nom: accueil}, horloge)
    modeles: dict[str, list[int]] = {}
    for jours in range(15, 0, -1):
        for heure in (0, 9, 10):
            horloge.avancer_a(MINUIT + timedelta(days=-jours, hours=heure))
            battre(base, horloge.maintenant())
            await dispatcher.vider()
        for genre in (un for un, avant in JOURS_AVANT.items() if avant == jours):
            modeles[genre] = _publier(base, paires, horloge.maintenant())
            await dispatcher.vider()
    horloge.avancer_a(MINUIT + timedelta(hours=2))
    with base.transaction() as uow:
        for numero in modeles["rappel"]:
            avis = uow.avis.par_id(numero)
            assert avis
            faire_echoir(uow, avis, horloge.maintenant())
    modeles["ouvert"] = _publier(base, paires, horloge.maintenant())
    await dispatcher.vider()
    horloge.avancer_a(MAINTENANT - timedelta(hours=1))
    with base.transaction() as uow:
        sceller_la_veille(uow, horloge.maintenant(), "UTC")
        uow.ecoutes.noter(accueil.nom, MAINTENANT)
    await dispatcher.vider()
    base.moteur.dispose()
    return modeles


def _inscrire(base: Base) -> list[tuple[Organisation, Organisation]]:
    """Enrol one person an organisation; give every pair of a bailleur and a réservataire."""
    debut = MINUIT - timedelta(days=20)
    with base.transaction() as uow:
        bailleurs = [
            uow.organisations.ajouter(f"Bailleur {un}", Nature.BAILLEUR) for un in range(BAILLEURS)
        ]
        communes = [
            uow.organisations.ajouter(f"Commune {une}", Nature.COMMUNE)
            for une in range(RESERVATAIRES)
        ]
        for une in (*bailleurs, *communes):
            uow.organisations.adherer(une.id, CONVENTION)
            chat = str(1000 + une.id)
            uow.membres.ajouter(une, Role.REFERENT, "telegram", chat, chat, debut)
    return [(un, une) for un in bailleurs for une in communes]


def _publier(
    base: Base, paires: Iterable[tuple[Organisation, Organisation]], maintenant: datetime
) -> list[int]:
    acteur = Acteur("banc", "telegram")
    with base.transaction() as uow:
        return [
            publier_avis(
                uow, maintenant, PublierAvis(acteur, bailleur, reservataire, LOGEMENT, "sel")
            ).avis.id
            for bailleur, reservataire in paires
        ]


def _copier(chemin: Path, ouverts: int, modeles: dict[str, list[int]]) -> None:
    """Copy the models until there are `ouverts` avis, those due spread among the others."""
    with closing(sqlite3.connect(chemin, isolation_level=None)) as connexion:
        for pragma in ("synchronous=OFF", "cache_size=-2000000", "temp_store=MEMORY"):
            connexion.execute(f"PRAGMA {pragma}")
        connexion.execute("BEGIN")
        connexion.execute("CREATE TEMP TABLE copie (id INTEGER PRIMARY KEY, modele INTEGER)")
        connexion.executemany("INSERT INTO copie VALUES (?, ?)", _copies(ouverts, modeles))
        connexion.execute(
            "CREATE TEMP TABLE paire AS SELECT copie.id, modele, reference AS ancienne, "
            "'AV-2026-' || (1000000 + copie.id) AS nouvelle "
            "FROM copie JOIN avis ON avis.id = modele ORDER BY copie.id"
        )
        for table, lien, changes in _TABLES:
            connexion.execute(_ordre(table, lien, changes))
        connexion.execute(f"DELETE FROM jalon WHERE avis_id < {PREMIER}")  # noqa: S608
        connexion.execute("COMMIT")
        connexion.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _copies(ouverts: int, modeles: dict[str, list[int]]) -> Iterator[tuple[int, int]]:
    """Give (id, model) of each avis: one in so many is due, each kind in turn."""
    dus = [une for trois in zip(*(modeles[un] for un in JOURS_AVANT), strict=True) for une in trois]
    for rang in range(ouverts):
        choix = dus if rang % (ouverts // DUS) == 0 else modeles["ouvert"]
        place = rang // (ouverts // DUS) if choix is dus else rang
        yield PREMIER + rang, choix[place % len(choix)]


_TABLES: tuple[tuple[Table, str, dict[str, str]], ...] = (
    (
        tables.avis,
        "m.id = p.modele",
        {"id": "p.id", "reference": "p.nouvelle", "logement_reference": "'L' || p.id"},
    ),
    (tables.jalon, "m.avis_id = p.modele", {"avis_id": "p.id"}),
    (tables.reception, "m.avis_id = p.modele", {"id": "NULL", "avis_id": "p.id"}),
    (
        tables.journal,
        "m.dossier = p.ancienne",
        {"id": "NULL", "dossier": "p.nouvelle", "empreinte": "lower(hex(randomblob(32)))"},
    ),
    (tables.tete, "m.dossier = p.ancienne", {"dossier": "p.nouvelle"}),
    (
        tables.envoi,
        "m.reference = p.ancienne",
        {
            "id": "NULL",
            "reference": "p.nouvelle",
            "cle": "replace(m.cle, p.ancienne, p.nouvelle)",
            "message": "p.id || '.' || m.message",
        },
    ),
)
"""Each table copied, how its rows are those of a model, and what is each copy's own."""


def _ordre(table: Table, lien: str, changes: dict[str, str]) -> str:
    noms = [une.name for une in table.c]
    valeurs = ", ".join(changes.get(un, f"m.{un}") for un in noms)
    return (
        f"INSERT INTO {table.name} ({', '.join(noms)}) SELECT {valeurs} "  # noqa: S608
        f"FROM paire p CROSS JOIN {table.name} m ON {lien} ORDER BY p.id"
    )
