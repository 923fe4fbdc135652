"""Every secret, by every road that a line of log may take, in a real process: none is kept."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from bot.settings import ReglagesInvalides, lire_reglages
from tests.securite.confidences import NOMMES, REGLAGES, confidences, traces


@pytest.fixture(scope="module")
def ecrit() -> str:
    """Give all that the process wrote."""
    fini = subprocess.run(
        [sys.executable, "-m", "tests.securite.emetteur"],
        env={**os.environ, **REGLAGES, "PYTHONPATH": os.getcwd()},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert fini.returncode == 1
    return fini.stdout + fini.stderr


@pytest.fixture(scope="module")
def chemins(ecrit: str) -> dict[str, str]:
    """Give what each road wrote, by format and name."""
    _, *suites = re.split(r"^=== (.+)$", ecrit, flags=re.MULTILINE)
    return dict(zip(suites[::2], suites[1::2], strict=True))


@pytest.mark.parametrize("genre", confidences())
def test_a_secret_is_written_by_no_road(chemins: dict[str, str], genre: str) -> None:
    betrayed = traces(confidences()[genre])
    assert [nom for nom, texte in chemins.items() if any(un in texte for un in betrayed)] == []


def test_every_road_did_write_a_line_for_each_secret(chemins: dict[str, str]) -> None:
    assert len(chemins) > 60
    muets = {
        (nom, genre)
        for nom, texte in chemins.items()
        for genre in confidences()
        if f"«{genre}»" not in texte
    }
    assert muets == set()


def test_a_number_is_recognised_whatever_stands_between_its_digits(ecrit: str) -> None:
    assert re.search(r"0318\D{0,6}000123", ecrit) is None


@pytest.mark.parametrize("cle", NOMMES)
def test_what_a_key_says_of_a_household_is_not_written(ecrit: str, cle: str) -> None:
    assert f"{cle}=[masqué]" in ecrit or f"{cle}='[masqué]'" in ecrit
    assert f'"{cle}": "[masqué]"' in ecrit
    assert NOMMES[cle] not in ecrit


def test_a_fault_that_nothing_catches_is_written_as_a_line_of_log(chemins: dict[str, str]) -> None:
    assert '"event": "faute non prévue"' in chemins["mort"]
    assert chemins["mort"].count("\n") < 4


def test_a_password_that_breaks_its_address_is_refused_without_being_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FLUXBOT_DATABASE_URL", "postgresql+psycopg://fluxbot:gou@yave@serveur/b")
    with pytest.raises(ReglagesInvalides, match="s'écrit %40") as refus:
        lire_reglages()
    assert "yave" not in str(refus.value)
