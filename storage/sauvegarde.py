"""Copy an SQLite database while it lives, and put a copy in its place: whole or not at all."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from storage.engine import ouvrir
from storage.restauration import Reprise, compteurs, reprendre
from storage.schema import version_actuelle, version_attendue


class CopieInvalide(ValueError):
    """A file that is no whole database of ours: one French sentence."""


class BaseOccupee(RuntimeError):
    """A database that another process has open: one French sentence."""


def occupee(faute: sqlite3.Error) -> bool:
    """Tell whether another program held the database for too long."""
    return _code(faute) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def en_lecture_seule(faute: sqlite3.Error) -> bool:
    """Tell whether the file, or its folder, may be read but not written."""
    return _code(faute) == sqlite3.SQLITE_READONLY


def ne_s_ouvre_pas(faute: sqlite3.Error) -> bool:
    """Tell whether the file, or one beside it, could be neither opened nor made."""
    return _code(faute) in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)


def essayer_d_ecrire(base: sqlite3.Connection) -> None:
    """Write what the file says already, then undo it; raises sqlite3.OperationalError.

    SQLite begins a transaction without a word on a file that it may only read.
    """
    base.execute("BEGIN IMMEDIATE")
    try:
        (version,) = base.execute("PRAGMA user_version").fetchone()
        base.execute(f"PRAGMA user_version = {version}")
    finally:
        base.rollback()


def _code(faute: sqlite3.Error) -> int:
    """Give SQLite's own code without its details; 0 for a fault that has none."""
    return getattr(faute, "sqlite_errorcode", 0) & 0xFF


def sauvegarder(source: Path, cible: Path) -> None:
    """Copy the database `source`, even while others write, into one new file, checked.

    Raises FileExistsError when `cible` exists, CopieInvalide when the copy is not sound.
    """
    if cible.exists():
        raise FileExistsError(None, None, str(cible))
    with _a_cote(cible) as copie:
        _copier(source, copie)
        verifier(copie)
        copie.rename(cible)


def restaurer(copie: Path, cible: Path, maintenant: datetime) -> tuple[Reprise, Path | None]:
    """Put a copy in the place of `cible`, made ready to be served again.

    Gives what that changed, and where the database that it replaces was kept, if there was one.
    Raises CopieInvalide, and BaseOccupee while the bot runs.
    """
    verifier(copie)
    connus = _liberer(cible) if cible.exists() else {}
    with _a_cote(cible) as neuve:
        _copier(copie, neuve)
        with _moteur(neuve) as moteur:
            if (version_actuelle(moteur) or "") > version_attendue():
                raise CopieInvalide(f"{copie} vient d'une version plus récente du programme.")
            with moteur.begin() as connexion:
                reprise = reprendre(connexion, maintenant, connus)
        ancienne = _garder(cible, neuve, maintenant) if cible.exists() else None
        neuve.replace(cible)
    return reprise, ancienne


def verifier(fichier: Path) -> None:
    """Raise CopieInvalide unless the file is a whole database of ours."""
    try:
        with closing(sqlite3.connect(f"file:{fichier}?mode=ro", uri=True)) as base:
            sain = base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            base.execute("SELECT count(*) FROM journal, alembic_version LIMIT 1")
    except sqlite3.DatabaseError as erreur:
        raise CopieInvalide(f"{fichier} n'est pas une base fluxbot lisible.") from erreur
    if not sain:
        raise CopieInvalide(f"{fichier} est abîmé : prenez une autre copie.")


@contextmanager
def _a_cote(cible: Path) -> Iterator[Path]:
    """Give a private file beside `cible`; what is left of it at the end is removed."""
    prise, nom = tempfile.mkstemp(dir=cible.parent, prefix=f".{cible.name}.")
    os.close(prise)
    fichier = Path(nom)
    try:
        yield fichier
    finally:
        for reste in (fichier, *_annexes(fichier)):
            reste.unlink(missing_ok=True)


def _copier(source: Path, cible: Path) -> None:
    """Copy in one step: writers go on, and nothing of what they write meanwhile is in the copy."""
    with closing(sqlite3.connect(source)) as vive, closing(sqlite3.connect(cible)) as copie:
        vive.backup(copie)
        copie.execute("PRAGMA journal_mode=DELETE")
    with cible.open("rb") as ecrit:
        os.fsync(ecrit.fileno())


def _liberer(fichier: Path) -> dict[tuple[str, int], int]:
    """Gather a database in one file, which nobody else may have open; gives its counters.

    Leaving the WAL needs every other process to be gone: no lock of ours could be as sure. A file
    that is no database any more has nothing to give.
    """
    try:
        with closing(sqlite3.connect(fichier, timeout=1, isolation_level=None)) as base:
            essayer_d_ecrire(base)
            seule = base.execute("PRAGMA journal_mode=DELETE").fetchone() == ("delete",)
    except sqlite3.OperationalError as faute:
        if not occupee(faute):
            raise
        seule = False
    except sqlite3.DatabaseError:
        return {}
    if not seule:
        raise BaseOccupee(f"{fichier} est ouverte par un autre programme : arrêtez d'abord le bot.")
    with _moteur(fichier) as moteur, moteur.begin() as connexion:
        return compteurs(connexion)


def _garder(fichier: Path, neuve: Path, maintenant: datetime) -> Path:
    """Keep the database that is about to be replaced; the new one gets its owner and its mode."""
    gardee = fichier.with_name(f"{fichier.name}.remplacee-{maintenant:%Y%m%d-%H%M%S}")
    gardee.hardlink_to(fichier)
    etat = gardee.stat()
    os.chown(neuve, etat.st_uid, etat.st_gid)
    neuve.chmod(etat.st_mode)
    return gardee


@contextmanager
def _moteur(fichier: Path) -> Iterator[Engine]:
    moteur = ouvrir(f"sqlite:///{fichier}")
    try:
        yield moteur
    finally:
        moteur.dispose()


def _annexes(fichier: Path) -> tuple[Path, ...]:
    return tuple(Path(f"{fichier}{fin}") for fin in ("-wal", "-shm", "-journal"))
