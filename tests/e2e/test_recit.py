"""`fluxbot demo`, in its own process: the story, and its refusals."""

from __future__ import annotations

import signal
import socket
import subprocess
from pathlib import Path

import pytest

from tests.e2e.bac import FLUXBOT, demo, environnement, port_libre

pytestmark = pytest.mark.e2e


def lancer(*arguments: str, **plus: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [FLUXBOT, "demo", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        env=environnement(**plus),
        check=False,
    )


Recit = subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def ailleurs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the story may write, and where settings say that the database is."""
    return tmp_path_factory.mktemp("ailleurs")


@pytest.fixture(scope="module")
def recit(ailleurs: Path) -> Recit:
    """The story, told once beside settings that are invalid; every test reads it."""
    return lancer(
        "--story",
        FLUXBOT_DATABASE_URL=f"sqlite:///{ailleurs / 'autre.db'}",
        FLUXBOT_SECRET_KEY="pas une clé",
        TMPDIR=str(ailleurs),
    )


def test_the_story_ends_well_and_dates_every_step(recit: Recit) -> None:
    assert recit.returncode == 0, recit.stderr
    assert recit.stderr == ""
    for attendu in (
        "AV-2026-0001 : désigné, 3 candidats",
        "Relance : AV-2026-0002",
        "20/12/2026 à 24 h",
        "24/12/2026 à 24 h",
        "AV-2026-0002 : engagement réputé tenu",
        "AV-2026-0002 : trop tard",
        "Journal vérifié",
        "aucune rupture",
    ):
        assert attendu in recit.stdout
    assert recit.stdout.count("Relance : AV-2026-0002") == 1
    assert "ANOMALIE" not in recit.stdout


def test_the_story_ignores_settings_even_invalid_ones(recit: Recit, ailleurs: Path) -> None:
    assert (recit.returncode, recit.stderr) == (0, "")
    assert list(ailleurs.iterdir()) == []


def test_a_taken_port_is_said_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as prise:
        port = prise.getsockname()[1]
        refus = lancer("--port", str(port))
    assert refus.returncode == 2
    assert refus.stderr.count("\n") == 1
    assert f"Le port {port} est déjà pris" in refus.stderr


def test_an_impossible_port_is_said_in_one_line() -> None:
    refus = lancer("--port", "70000")
    assert (refus.returncode, refus.stderr.count("\n")) == (2, 1)


@pytest.mark.parametrize("fin", [signal.SIGINT, signal.SIGTERM])
def test_stopping_it_leaves_nothing_behind(tmp_path: Path, fin: signal.Signals) -> None:
    with demo(port_libre(), TMPDIR=str(tmp_path)) as programme:
        assert list(tmp_path.glob("fluxbot-demo-*"))
        programme.send_signal(fin)
        _, erreurs = programme.communicate(timeout=15)
        assert (programme.returncode, erreurs) == (0, "")
        assert list(tmp_path.glob("fluxbot-demo-*")) == []
