"""The command line: what it prints, and its exit codes (0 done, 1 no, 2 wrong usage)."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.main import app
from storage.coffre import nouvelle_cle

Lancer = Callable[..., Result]


@pytest.fixture
def lancer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lancer:
    """Run a command in an empty folder, with a key and no platform."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FLUXBOT_DATABASE_URL", f"sqlite:///{tmp_path}/essai.db")
    monkeypatch.setenv("FLUXBOT_SECRET_KEY", nouvelle_cle())
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN", raising=False)
    return lambda *arguments: CliRunner().invoke(app, list(arguments))


@pytest.fixture
def prete(lancer: Lancer, tmp_path: Path, modele_sqlite: Path) -> Lancer:
    """The same, on a database that is created and seeded."""
    shutil.copyfile(modele_sqlite, tmp_path / "essai.db")
    return lancer


def test_a_database_is_created_then_seeded(lancer: Lancer) -> None:
    assert lancer("db", "upgrade").exit_code == 0
    assert lancer("seed", "le-port").exit_code == 0
    assert "Territoire de l'Ouest" in lancer("organisation", "list").stdout


@pytest.mark.parametrize(
    "commande",
    [("serve",), ("tick",), ("invite", "SIDR"), ("organisation", "list"), ("journal", "verify")],
)
def test_an_absent_database_is_named_with_the_command_that_creates_it(
    lancer: Lancer, commande: tuple[str, ...]
) -> None:
    fait = lancer(*commande)
    assert fait.exit_code == 2
    assert "fluxbot db upgrade" in fait.stderr


def test_no_command_but_db_upgrade_creates_the_database(lancer: Lancer, tmp_path: Path) -> None:
    lancer("organisation", "list")
    assert not (tmp_path / "essai.db").exists()


@pytest.mark.parametrize(
    "commande", [("serve",), ("tick",), ("invite", "SIDR"), ("journal", "export", "AV-2026-0001")]
)
def test_without_a_key_it_says_how_to_make_one(
    prete: Lancer, monkeypatch: pytest.MonkeyPatch, commande: tuple[str, ...]
) -> None:
    monkeypatch.delenv("FLUXBOT_SECRET_KEY")
    fait = prete(*commande)
    assert fait.exit_code == 2
    assert "fluxbot cle nouvelle" in fait.stderr


def test_serve_without_any_platform_exits_2(prete: Lancer) -> None:
    fait = prete("serve")
    assert fait.exit_code == 2
    assert "TELEGRAM_BOT_TOKEN" in fait.stderr


def test_seeding_twice_changes_nothing(prete: Lancer) -> None:
    avant = prete("organisation", "list").stdout
    assert prete("seed", "le-port").exit_code == 0
    assert prete("organisation", "list").stdout == avant
    for nom in ("SODIAC", "SEMADER", "SIDR", "SHLMR", "SEDRE", "Le Port", "Territoire de l'Ouest"):
        assert avant.count(nom) == 1


def test_the_enrolment_code_stands_alone_on_the_last_line(prete: Lancer) -> None:
    fait = prete("invite", "le port", "--role", "referent")
    assert fait.exit_code == 0
    assert fait.stdout.splitlines()[-1].replace("-", "").isalnum()


def test_an_ambiguous_organisation_is_refused_with_the_candidates(prete: Lancer) -> None:
    fait = prete("invite", "S")
    assert fait.exit_code == 2
    assert "SEDRE" in fait.stderr
    assert "SIDR" in fait.stderr


def test_an_organisation_is_added_once_and_bound_to_its_convention(prete: Lancer) -> None:
    ajout = (
        "organisation",
        "add",
        "Préfecture",
        "--nature",
        "etat",
        "--convention",
        "le-port-2024",
    )
    assert prete(*ajout).exit_code == 0
    assert prete(*ajout).exit_code == 0
    assert prete("organisation", "list").stdout.count("Préfecture") == 1


def test_an_unknown_convention_is_refused(prete: Lancer) -> None:
    fait = prete("organisation", "add", "X", "--nature", "commune", "--convention", "ailleurs")
    assert fait.exit_code == 2
    assert "le-port-2024" in fait.stderr


def test_every_value_of_a_convention_is_shown_with_its_article(prete: Lancer) -> None:
    montree = prete("convention", "show", "le-port-2024").stdout
    assert "termes.delais.premier_court" in montree
    assert montree.count("LP art. 6") > 5


def test_a_broken_convention_is_named_with_its_line(prete: Lancer, tmp_path: Path) -> None:
    fichier = tmp_path / "cassee.toml"
    fichier.write_text('id = "x"\nnom = 3\n')
    fait = prete("convention", "check", str(fichier))
    assert fait.exit_code == 2
    assert "cassee.toml, ligne" in fait.stderr


def test_check_says_what_is_wrong_and_exits_1(prete: Lancer) -> None:
    fait = prete("check")
    assert fait.exit_code == 1
    assert "aucun n'est joignable" in fait.stdout


def test_verify_finds_nothing_wrong_in_an_empty_journal(prete: Lancer) -> None:
    fait = prete("journal", "verify")
    assert fait.exit_code == 0
    assert "0 dossier et 0 sceau vérifiés : aucune rupture" in fait.stdout


@pytest.mark.parametrize(("tete", "code"), [("abc", 2), ("zz" * 10, 2), ("0123456789abcdef", 1)])
def test_a_head_that_the_journal_does_not_hold_is_a_truncation(
    prete: Lancer, tete: str, code: int
) -> None:
    assert prete("journal", "verify", "--tete", tete).exit_code == code


def test_an_unknown_avis_has_no_proof(prete: Lancer) -> None:
    fait = prete("journal", "export", "AV-2026-0042")
    assert fait.exit_code == 2
    assert "AV-2026-0042" in fait.stderr


def test_a_send_that_does_not_exist_is_not_put_back(prete: Lancer) -> None:
    assert prete("outbox", "requeue", "999").exit_code == 1
    assert prete("outbox", "list").exit_code == 0


def test_a_member_who_does_not_exist_is_not_removed(prete: Lancer) -> None:
    assert prete("membre", "retirer", "999").exit_code == 1


def test_a_backup_is_restored(prete: Lancer, tmp_path: Path) -> None:
    copie = tmp_path / "copie.db"
    assert prete("backup", str(copie)).exit_code == 0
    assert prete("backup", str(copie)).exit_code == 2, "an existing copy is never overwritten"
    assert prete("restore", str(copie)).exit_code == 2, "nor is the database, unless asked"
    assert prete("restore", str(copie), "--forcer").exit_code == 0
    assert "SIDR" in prete("organisation", "list").stdout


def test_what_is_no_database_is_not_restored(prete: Lancer, tmp_path: Path) -> None:
    (tmp_path / "faux.db").write_text("bonjour")
    assert prete("restore", str(tmp_path / "faux.db"), "--forcer").exit_code == 2
    assert "SIDR" in prete("organisation", "list").stdout


def test_the_database_goes_down_and_up_again(prete: Lancer) -> None:
    assert prete("db", "downgrade", "base").exit_code == 0
    assert prete("organisation", "list").exit_code == 2
    assert prete("db", "upgrade").exit_code == 0
    assert "Programme : 0008" in prete("db", "current").stdout


def test_a_key_is_32_bytes_and_each_one_is_new(prete: Lancer) -> None:
    cles = {prete("cle", "nouvelle").stdout.strip() for _ in range(3)}
    assert len(cles) == 3
    assert all(len(une) == 44 for une in cles)


def test_turning_the_keys_keeps_the_database_readable(
    prete: Lancer, monkeypatch: pytest.MonkeyPatch
) -> None:
    fait = prete("cle", "tourner")
    assert fait.exit_code == 0
    assert "0 donnée rechiffrée" in fait.stdout


@pytest.mark.parametrize(
    ("variable", "valeur"),
    [
        ("FLUXBOT_SECRET_KEY", "courte"),
        ("FLUXBOT_DATABASE_URL", "n'importe quoi"),
        ("FLUXBOT_DATABASE_URL", "postgresql+psycopg://a:secret@127.0.0.1:1/rien"),
        ("FLUXBOT_TICK_SECONDS", "jamais"),
        ("FLUXBOT_LOG_FORMAT", "xml"),
        ("FLUXBOT_SECRET_KEY_FILE", "/nulle/part"),
    ],
)
def test_a_bad_setting_is_named_in_one_line(
    prete: Lancer, monkeypatch: pytest.MonkeyPatch, variable: str, valeur: str
) -> None:
    if variable.endswith("_FILE"):
        monkeypatch.delenv("FLUXBOT_SECRET_KEY")
    monkeypatch.setenv(variable, valeur)
    fait = prete("invite", "SIDR")
    assert fait.exit_code == 2
    assert variable.removesuffix("_FILE") in fait.stderr
    assert "Traceback" not in fait.stderr
    assert "secret@" not in fait.stderr
