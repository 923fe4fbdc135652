"""A backup while others write, and what a copy put back in place must know."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest

from core.domain.envois import Genre
from storage import sauvegarde
from storage.coffre import Coffre, nouvelle_cle
from storage.conventions.loader import conventions_livrees
from storage.depots.releve import EtatEnvoi
from storage.engine import ouvrir
from storage.sauvegarde import BaseOccupee, CopieInvalide, restaurer, sauvegarder, verifier
from storage.unit_of_work import Base
from tests.integration.outils import MAINTENANT, REF, creer_avis, entree, nouvel_envoi

PLUS_TARD = MAINTENANT + timedelta(hours=3)
CLE = nouvelle_cle()


@pytest.fixture
def fichier(tmp_path: Path, modele_sqlite: Path) -> Path:
    """Give the file of a seeded database that nobody has open."""
    return Path(shutil.copyfile(modele_sqlite, tmp_path / "fluxbot.db"))


@pytest.fixture
def vive(fichier: Path) -> Iterator[Base]:
    """Give the database of that file, open."""
    moteur = ouvrir(f"sqlite:///{fichier}")
    yield Base(moteur, conventions_livrees(), Coffre(CLE))
    moteur.dispose()


def relue(fichier: Path) -> Base:
    """Open a database again."""
    return Base(ouvrir(f"sqlite:///{fichier}"), conventions_livrees(), Coffre(CLE))


def test_a_backup_taken_while_others_write_is_whole_and_holds_one_state(
    vive: Base, fichier: Path, tmp_path: Path
) -> None:
    fin = Event()

    def ecrire() -> None:
        while not fin.is_set():
            with vive.transaction() as uow:
                uow.envois.ajouter(nouvel_envoi(f"a{uow.envois.compter(REF, Genre.AVIS)}"))
                uow.journal.ajouter(entree())

    ecrivain = Thread(target=ecrire)
    ecrivain.start()
    try:
        for rang in range(5):
            sauvegarder(fichier, tmp_path / f"copie-{rang}.db")
    finally:
        fin.set()
        ecrivain.join()
    comptes = [_compter(tmp_path / f"copie-{rang}.db") for rang in range(5)]
    assert all(envois == entrees for envois, entrees in comptes)
    assert comptes[-1] > comptes[0], "the others wrote meanwhile"


def _compter(copie: Path) -> tuple[int, int]:
    with closing(sqlite3.connect(copie)) as base:
        return base.execute(
            "SELECT (SELECT count(*) FROM envoi), (SELECT count(*) FROM journal)"
        ).fetchone()


def test_a_backup_is_one_file_that_only_its_owner_reads(fichier: Path, tmp_path: Path) -> None:
    copie = tmp_path / "ailleurs" / "copie.db"
    copie.parent.mkdir()
    sauvegarder(fichier, copie)
    assert [un.name for un in copie.parent.iterdir()] == ["copie.db"]
    assert copie.stat().st_mode & 0o077 == 0


def test_a_backup_that_fails_leaves_nothing(
    fichier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuser(_: Path) -> None:
        raise CopieInvalide("abîmée")

    monkeypatch.setattr(sauvegarde, "verifier", refuser)
    ailleurs = tmp_path / "ailleurs"
    ailleurs.mkdir()
    with pytest.raises(CopieInvalide):
        sauvegarder(fichier, ailleurs / "copie.db")
    assert list(ailleurs.iterdir()) == []


def test_a_damaged_copy_is_refused(fichier: Path) -> None:
    with fichier.open("r+b") as ouvert:
        ouvert.seek(8192)
        ouvert.write(b"\x00" * 40_000)
    with pytest.raises(CopieInvalide):
        verifier(fichier)


def test_nothing_is_restored_while_another_process_has_the_database_open(
    fichier: Path, tmp_path: Path
) -> None:
    copie = tmp_path / "copie.db"
    sauvegarder(fichier, copie)
    tenir = (
        "import sys; from storage.engine import ouvrir; m = ouvrir(sys.argv[1]);\n"
        "with m.begin() as c: c.exec_driver_sql('SELECT count(*) FROM envoi').all()\n"
        "print('ouverte', flush=True); sys.stdin.read()"
    )
    ordre = [sys.executable, "-c", tenir, f"sqlite:///{fichier}"]
    with subprocess.Popen(ordre, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as bot:
        assert bot.stdout
        assert bot.stdin
        assert bot.stdout.readline() == b"ouverte\n"
        with pytest.raises(BaseOccupee, match="arrêtez d'abord le bot"):
            restaurer(copie, fichier, PLUS_TARD)
        bot.stdin.close()
    restaurer(copie, fichier, PLUS_TARD)


def test_the_database_replaced_is_kept_whole_beside(
    vive: Base, fichier: Path, tmp_path: Path
) -> None:
    sauvegarder(fichier, tmp_path / "copie.db")
    with vive.transaction() as uow:
        uow.journal.ajouter(entree())
    vive.moteur.dispose()
    _, gardee = restaurer(tmp_path / "copie.db", fichier, PLUS_TARD)
    assert gardee == tmp_path / "fluxbot.db.remplacee-20260310-091500"
    assert _compter(gardee) == (0, 1)
    assert _compter(fichier) == (0, 0)


def test_the_database_put_back_is_read_by_those_who_read_the_one_before(
    fichier: Path, tmp_path: Path
) -> None:
    fichier.chmod(0o640)
    sauvegarder(fichier, tmp_path / "copie.db")
    restaurer(tmp_path / "copie.db", fichier, PLUS_TARD)
    assert fichier.stat().st_mode & 0o777 == 0o640


def test_what_may_have_left_since_the_copy_leaves_again_marked_as_a_possible_double(
    vive: Base, fichier: Path, tmp_path: Path
) -> None:
    with vive.transaction() as uow:
        for cle in ("attend", "part", "parti"):
            uow.envois.ajouter(nouvel_envoi(cle, adresse=cle))
    _mettre(fichier, "part", EtatEnvoi.EN_COURS)
    _mettre(fichier, "parti", EtatEnvoi.ENVOYE)
    vive.moteur.dispose()
    sauvegarder(fichier, tmp_path / "copie.db")
    reprise, _ = restaurer(tmp_path / "copie.db", fichier, PLUS_TARD)
    with relue(fichier).transaction() as uow:
        prets = uow.envois.a_prendre(PLUS_TARD, ["essai"])
    assert {un.cle: un.doublon for un in prets} == {"attend": True, "part": True}
    assert reprise.envois == 2


def _mettre(fichier: Path, cle: str, etat: EtatEnvoi) -> None:
    with closing(sqlite3.connect(fichier)) as base:
        base.execute("UPDATE envoi SET etat = ? WHERE cle = ?", (etat, cle))
        base.commit()


def test_what_was_said_since_the_copy_is_owned_up_to_as_a_silence(
    vive: Base, fichier: Path, tmp_path: Path
) -> None:
    with vive.transaction() as uow:
        uow.ecoutes.noter("telegram", MAINTENANT)
    vive.moteur.dispose()
    sauvegarder(fichier, tmp_path / "copie.db")
    restaurer(tmp_path / "copie.db", fichier, PLUS_TARD)
    with relue(fichier).transaction() as uow:
        milieu = MAINTENANT + timedelta(hours=1)
        assert uow.ecoutes.silence_autour(milieu) == (MAINTENANT, PLUS_TARD)


def test_no_reference_given_since_the_copy_is_given_again(
    vive: Base, fichier: Path, tmp_path: Path
) -> None:
    sauvegarder(fichier, tmp_path / "copie.db")
    with vive.transaction() as uow:
        assert creer_avis(uow).reference == REF
    vive.moteur.dispose()
    restaurer(tmp_path / "copie.db", fichier, PLUS_TARD)
    with relue(fichier).transaction() as uow:
        assert creer_avis(uow).reference == "AV-2026-0002"


def test_a_copy_takes_the_place_of_a_file_that_is_no_database_any_more(
    fichier: Path, tmp_path: Path
) -> None:
    sauvegarder(fichier, tmp_path / "copie.db")
    fichier.write_bytes(b"perdue" * 1000)
    restaurer(tmp_path / "copie.db", fichier, PLUS_TARD)
    verifier(fichier)
    assert len(list(tmp_path.glob("fluxbot.db.remplacee-*"))) == 1


def test_a_copy_of_a_newer_program_is_refused_and_changes_nothing(
    fichier: Path, tmp_path: Path
) -> None:
    copie = tmp_path / "copie.db"
    sauvegarder(fichier, copie)
    with closing(sqlite3.connect(copie)) as base:
        base.execute("UPDATE alembic_version SET version_num = '9999'")
        base.commit()
    with pytest.raises(CopieInvalide, match="version plus récente"):
        restaurer(copie, fichier, PLUS_TARD)
    verifier(fichier)
    assert list(tmp_path.glob("fluxbot.db.remplacee-*")) == []
