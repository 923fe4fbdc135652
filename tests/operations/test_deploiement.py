"""What is deployed: each path, command and variable that these files name exists."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.core import TyperGroup
from typer.main import get_command

from bot.main import app
from bot.settings import Settings

RACINE = Path(__file__).resolve().parents[2]
ICI = RACINE / "deploiement"
COMPOSE = yaml.safe_load((ICI / "compose.yaml").read_text(encoding="utf-8"))
DOCKERFILE = (ICI / "Dockerfile").read_text(encoding="utf-8")
PAGE = (RACINE / "docs/exploitation.md").read_text(encoding="utf-8")
UNITES = sorted(un.name for un in ICI.glob("*.service"))
VARIABLES = {str(champ.alias) for champ in Settings.model_fields.values()}
LUES = VARIABLES | {f"{une}_FILE" for une in VARIABLES}
CODE = re.compile(r"^```\w*\n(.*?)^```|`([^`\n]+)`", re.MULTILINE | re.DOTALL)
LIGNE_DE_COMMANDE = re.compile(
    r"(?:bin/fluxbot|^fluxbot|&& fluxbot|fluxbot-commande|--rm migration|--rm fluxbot)"
    r" ([a-z]+)(?: ([a-z]+)\b)?",
    re.MULTILINE,
)
NOTRE_VARIABLE = re.compile(r"\b((?:FLUXBOT|TELEGRAM|SLACK|SMTP)_[A-Z_]+)\b")


def commande_existe(mots: list[str]) -> bool:
    """Tell whether `fluxbot mots…` is a command."""
    groupe: Any = get_command(app)
    for mot in mots:
        if not isinstance(groupe, TyperGroup):
            return True
        if mot not in groupe.commands:
            return False
        groupe = groupe.commands[mot]
    return not isinstance(groupe, TyperGroup)


@pytest.mark.parametrize("nom", sorted(un.name for un in ICI.iterdir() if un.is_file()))
def test_every_variable_named_is_one_that_the_program_reads(nom: str) -> None:
    assert set(NOTRE_VARIABLE.findall((ICI / nom).read_text(encoding="utf-8"))) <= LUES


def test_every_variable_named_in_the_documentation_exists() -> None:
    assert set(NOTRE_VARIABLE.findall(PAGE)) <= LUES


def test_every_command_named_in_the_documentation_exists() -> None:
    code = "\n".join(bloc or mot for bloc, mot in CODE.findall(PAGE))
    nommees = LIGNE_DE_COMMANDE.findall(code)
    assert len(nommees) > 15
    assert [une for une in nommees if not _existe(*une)] == []


def _existe(nom: str, suite: str) -> bool:
    return commande_existe([nom, suite] if suite else [nom]) or commande_existe([nom])


@pytest.mark.parametrize("unite", UNITES)
def test_systemd_reads_the_unit_without_a_remark(unite: str, tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze n'est pas installé ici")
    programme = Path(sys.executable).with_name("fluxbot")
    texte = (ICI / unite).read_text(encoding="utf-8")
    (tmp_path / unite).write_text(texte.replace("/opt/fluxbot/.venv/bin/fluxbot", str(programme)))
    ordre = ["systemd-analyze", "verify", "--man=no", str(tmp_path / unite)]
    fait = subprocess.run(ordre, capture_output=True, text=True, timeout=30, check=False)
    assert (fait.returncode, fait.stderr) == (0, "")


@pytest.mark.parametrize("unite", UNITES)
def test_a_unit_runs_commands_that_exist(unite: str) -> None:
    lancees = re.findall(r"\.venv/bin/fluxbot ([a-z]+)(?: ([a-z]+)\n)?", _lire(unite))
    assert lancees
    assert [une for une in lancees if not _existe(*une)] == []


def _lire(nom: str) -> str:
    return (ICI / nom).read_text(encoding="utf-8")


def test_each_secret_of_the_unit_is_loaded_and_read_by_the_same_name() -> None:
    lecteur = configparser.ConfigParser(strict=False, interpolation=None)
    lecteur.read_string(_lire("fluxbot.service"))
    assert lecteur["Service"]["KillSignal"] == "SIGTERM"
    charges = set(re.findall(r"^LoadCredential=(\w+):", _lire("fluxbot.service"), re.MULTILINE))
    lus = set(re.findall(r"_FILE=%d/(\w+)", _lire("fluxbot.service")))
    commande = _lire("fluxbot-commande")
    assert charges == lus == set(re.findall(r"LoadCredential=(\w+):", commande))
    assert lus == set(re.findall(r"_FILE=\$secrets/(\w+)", commande))


def test_the_timer_starts_a_unit_that_exists() -> None:
    assert (ICI / "fluxbot-sauvegarde.timer").is_file()
    assert (ICI / "fluxbot-sauvegarde.service").is_file()


def test_compose_runs_two_copies_after_the_migration_of_a_healthy_database() -> None:
    services = COMPOSE["services"]
    copies = [nom for nom, un in services.items() if "command" not in un and nom != "base"]
    assert len(copies) == 2
    for nom in copies:
        attend = services[nom]["depends_on"]["migration"]["condition"]
        assert attend == "service_completed_successfully"
    assert services["migration"]["depends_on"]["base"]["condition"] == "service_healthy"
    assert commande_existe(services["migration"]["command"])
    assert services["migration"]["restart"] == "no"


def test_compose_shows_the_database_to_nobody_and_keeps_secrets_in_files() -> None:
    services = COMPOSE["services"]
    assert "ports" not in services["base"]
    assert COMPOSE["networks"]["interne"] == {"internal": True}
    for nom, un in services.items():
        for secret in un["secrets"]:
            assert COMPOSE["secrets"][secret] == {"file": f"secrets/{secret}"}
        lus = [str(valeur) for cle, valeur in un["environment"].items() if cle.endswith("_FILE")]
        assert sorted(lus) == sorted(f"/run/secrets/{secret}" for secret in un["secrets"]), nom


def test_compose_lets_a_send_that_has_begun_end() -> None:
    assert COMPOSE["services"]["bot-a"]["stop_grace_period"] == "30s"
    assert "TimeoutStopSec=30\n" in _lire("fluxbot.service")


def test_what_the_image_copies_exists_and_is_not_left_out() -> None:
    copiees = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    gardees = re.findall(r"^!(.+)$", _lire("Dockerfile.dockerignore"), re.MULTILINE)
    noms = [nom for une in copiees for nom in une.split()]
    assert sorted(noms) == sorted(gardees)
    assert [nom for nom in noms if not (RACINE / nom).exists()] == []


def test_the_image_runs_as_nobody_on_a_python_that_the_program_knows() -> None:
    projet = tomllib.loads((RACINE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert projet["requires-python"] == ">=3.11"
    assert set(re.findall(r"^FROM python:(\S+?)-slim", DOCKERFILE, re.MULTILINE)) == {"3.11"}
    assert DOCKERFILE.index("USER fluxbot") < DOCKERFILE.index("ENTRYPOINT")
    assert "--require-hashes" in DOCKERFILE


def test_the_health_check_of_the_image_is_valid_python_that_fails_on_a_dead_bot() -> None:
    trouve = re.search(r'CMD \["python", "-c", "(.+)"\]', DOCKERFILE)
    assert trouve
    env = {"FLUXBOT_HTTP_PORT": "1"}
    fait = subprocess.run(
        [sys.executable, "-c", trouve[1]], env=env, capture_output=True, check=False, timeout=10
    )
    assert fait.returncode == 1
    assert b"URLError" in fait.stderr
