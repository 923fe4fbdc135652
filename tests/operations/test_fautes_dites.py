"""What an operator reads when the database, its file, a port or a token is refused."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from telegram import Bot
from telegram.error import BadRequest, InvalidToken
from typer.testing import CliRunner

from bot.cli import controle_acces
from bot.cli.controle import controler
from bot.cli.fautes import DROITS, phrase_de
from bot.main import app
from bot.settings import Settings
from bot.web.serveur import PortIndisponible, reserver
from storage.coffre import nouvelle_cle
from storage.sauvegarde import sauvegarder
from storage.unit_of_work import Base
from tests.integration.outils import entree

Lancer = Callable[..., Result]
JETON = "123456:MAUVAIS"


@pytest.fixture
def fichier(tmp_path: Path, modele_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the file of a seeded database, which the commands are set to."""
    copie = Path(shutil.copyfile(modele_sqlite, tmp_path / "fluxbot.db"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FLUXBOT_DATABASE_URL", f"sqlite:///{copie}")
    monkeypatch.setenv("FLUXBOT_SECRET_KEY", nouvelle_cle())
    return copie


@pytest.fixture
def en_lecture_seule(fichier: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the same as who may only read it would find it: the tests may run as root."""
    ouvrir: Any = sqlite3.connect

    def ouvrir_sans_ecrire(cible: Any, **suite: Any) -> sqlite3.Connection:
        if str(cible) == str(fichier):
            cible, suite = f"file:{fichier}?mode=ro", {**suite, "uri": True}
        return ouvrir(cible, **suite)

    for module in (sqlite3, sqlite3.dbapi2):
        monkeypatch.setattr(module, "connect", ouvrir_sans_ecrire)
    return fichier


def lancer(*arguments: str) -> Result:
    """Run a command."""
    return CliRunner().invoke(app, list(arguments))


async def verdict_de_la_base(url: str) -> tuple[bool, str, str]:
    """Give what `check` says of a database."""
    reglages = Settings(_env_file=None, FLUXBOT_DATABASE_URL=url)
    dit = next(un for un in await controler(reglages) if un.point == "Base de données")
    return dit.bon, dit.resultat, dit.conseil


async def test_check_sees_a_file_that_it_may_only_read(en_lecture_seule: Path) -> None:
    dit = await verdict_de_la_base(f"sqlite:///{en_lecture_seule}")
    assert dit == (False, "lecture seule", DROITS)


async def test_check_leaves_a_sound_file_as_it_was(fichier: Path) -> None:
    bon, resultat, _ = await verdict_de_la_base(f"sqlite:///{fichier}")
    assert bon
    assert resultat.startswith("à jour, 7 organisations")
    with closing(sqlite3.connect(fichier)) as base:
        assert base.execute("PRAGMA user_version").fetchone() == (0,)


async def test_check_says_why_a_database_can_t_be_reached() -> None:
    bon, resultat, conseil = await verdict_de_la_base(
        "postgresql+psycopg://a:secret@127.0.0.1:1/rien"
    )
    assert (bon, resultat) == (False, "injoignable")
    assert "Connection refused" in conseil
    assert "FLUXBOT_DATABASE_URL" in conseil
    assert "secret" not in conseil


def test_a_command_that_writes_names_the_rights_of_the_file(en_lecture_seule: Path) -> None:
    fait = lancer("seed", "le-port")
    assert (fait.exit_code, fait.stderr) == (2, f"La base est en lecture seule : {DROITS}.\n")


def test_restoring_on_a_file_that_may_only_be_read_does_not_blame_another_program(
    fichier: Path, request: pytest.FixtureRequest
) -> None:
    sauvegarder(fichier, fichier.with_name("copie.db"))
    request.getfixturevalue("en_lecture_seule")
    fait = lancer("restore", "copie.db", "--forcer")
    assert (fait.exit_code, fait.stderr) == (2, f"La base est en lecture seule : {DROITS}.\n")


def test_a_file_that_can_t_be_made_names_its_folder_and_its_rights(
    fichier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLUXBOT_DATABASE_URL", f"sqlite:///{fichier.parent}/absent/fluxbot.db")
    fait = lancer("db", "upgrade")
    assert fait.exit_code == 2
    assert "son dossier existe" in fait.stderr
    assert DROITS in fait.stderr
    assert "FLUXBOT_DATABASE_URL" not in fait.stderr


def test_a_lock_held_for_too_long_is_said_as_such(fichier: Path) -> None:
    with closing(sqlite3.connect(fichier)) as une, closing(sqlite3.connect(fichier)) as autre:
        une.execute("BEGIN IMMEDIATE")
        autre.execute("PRAGMA busy_timeout = 0")
        with pytest.raises(sqlite3.OperationalError) as refus:
            autre.execute("BEGIN IMMEDIATE")
    dit = phrase_de(_enveloppee(OperationalError, refus.value))
    assert dit == ("La base est occupée par un autre programme : réessayez dans une minute.", 2)


def test_a_row_that_the_database_refuses_is_not_a_database_away() -> None:
    origine = sqlite3.IntegrityError("FOREIGN KEY constraint failed")
    dite = phrase_de(_enveloppee(IntegrityError, origine))
    assert dite
    assert dite[0].startswith("La base refuse cette écriture (FOREIGN KEY constraint failed)")
    assert "FLUXBOT_DATABASE_URL" not in dite[0]


def _enveloppee(genre: type[DBAPIError], origine: sqlite3.Error) -> DBAPIError:
    return genre("SELECT 1", None, origine)


def test_a_database_with_dossiers_goes_down_when_forced(fichier: Path) -> None:
    _un_dossier(fichier)
    prevenu = lancer("db", "downgrade", "0002")
    assert prevenu.exit_code == 2
    assert prevenu.stderr.startswith("1 dossier au journal pourrait être perdu.")
    assert "fluxbot backup copie.db" in prevenu.stderr
    assert lancer("db", "downgrade", "0002", "--forcer").stdout == "Base à la version 0002.\n"


def test_on_postgresql_going_down_advises_pg_dump(
    base: Base, fichier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with base.transaction() as uow:
        for reference in ("AV-2026-0001", "AV-2026-0002"):
            uow.journal.ajouter(entree(dossier=reference))
    url = base.moteur.url.render_as_string(hide_password=False)
    monkeypatch.setenv("FLUXBOT_DATABASE_URL", url)
    fait = lancer("db", "downgrade", "0002")
    assert fait.stderr.startswith("2 dossiers au journal pourraient être perdus.")
    postgresql = base.moteur.dialect.name == "postgresql"
    assert ("pg_dump" in fait.stderr) is postgresql
    assert ("fluxbot backup" in fait.stderr) is not postgresql


def _un_dossier(fichier: Path) -> None:
    from storage.engine import ouvrir

    base = Base(ouvrir(f"sqlite:///{fichier}"), {})
    with base.transaction() as uow:
        uow.journal.ajouter(entree())
    base.moteur.dispose()


def test_a_port_already_taken_is_named_with_the_setting_to_change() -> None:
    with socket.create_server(("127.0.0.1", 0)) as prise:
        port = prise.getsockname()[1]
        with pytest.raises(PortIndisponible, match=f"{port} est déjà pris.*FLUXBOT_HTTP_PORT"):
            reserver("127.0.0.1", port)
    for libre in reserver("127.0.0.1", port):
        libre.close()


def test_a_host_that_is_not_ours_is_named_with_its_setting() -> None:
    with pytest.raises(PortIndisponible, match="« 192.0.2.1 ».*FLUXBOT_HTTP_HOST"):
        reserver("192.0.2.1", 0)


def test_serve_on_a_port_already_taken_exits_2_and_says_so(fichier: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as prise:
        port = prise.getsockname()[1]
        milieu = {
            **os.environ,
            "FLUXBOT_HTTP_PORT": str(port),
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": "1",
            "SMTP_FROM": "fluxbot@exemple.fr",
            "FLUXBOT_PUBLIC_URL": "https://fluxbot.exemple.fr",
        }
        ordre = [sys.executable, "-c", "from bot.main import main; main()", "serve"]
        fait = subprocess.run(ordre, env=milieu, capture_output=True, text=True, timeout=60)
    assert fait.returncode == 2, fait.stderr
    assert fait.stderr.splitlines()[-1] == (
        f"Le port {port} est déjà pris : un fluxbot tourne-t-il déjà ? "
        "Sinon changez FLUXBOT_HTTP_PORT."
    )
    assert "address already in use" not in fait.stderr
    assert "Traceback" not in fait.stderr


def test_a_refused_telegram_token_is_never_repeated() -> None:
    dite = phrase_de(InvalidToken(f"The token `{JETON}` was rejected by the server."))
    assert dite
    assert dite[0].startswith("Telegram refuse le jeton. ")
    assert "TELEGRAM_BOT_TOKEN" in dite[0]
    assert JETON not in dite[0]


def test_any_other_refusal_of_telegram_ends_with_one_full_stop() -> None:
    dite = phrase_de(BadRequest("Logged out."))
    assert dite == ("Telegram refuse : Logged out. Vérifiez TELEGRAM_BOT_TOKEN.", 1)


async def test_check_never_repeats_a_refused_token(monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuser(*_: object, **__: object) -> None:
        raise InvalidToken

    monkeypatch.setattr(Bot, "get_me", refuser)
    reglages = Settings(_env_file=None, TELEGRAM_BOT_TOKEN=JETON)
    (dit,) = await controle_acces.verifier_les_acces(reglages)
    assert (dit.bon, dit.resultat) == (False, "Telegram refuse le jeton")
    assert "TELEGRAM_BOT_TOKEN" in dit.conseil
    assert JETON not in dit.conseil
