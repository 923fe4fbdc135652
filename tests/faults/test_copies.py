"""Two copies on one PostgreSQL: whatever is killed, each thing is done once, by somebody."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.faults.calme import attendre_le_calme
from tests.faults.charge import Charge, vacance
from tests.faults.copies import BourreauDeCopies
from tests.faults.lieu import ouvrir
from tests.faults.pepiniere import Pepiniere
from tests.faults.taille import LONGUE, TUES
from tests.faults.verites import Verites

pytestmark = pytest.mark.e2e
RELAIS_MAX = 30.0
"""Seconds within which another copy must have taken over."""
GELEE = r"OperationalError: \(psycopg\."
"""What a copy frozen in the middle of a transaction, or of a connection, says when it wakes."""


@pytest.fixture
def copies(
    tmp_path: Path, pepiniere: Pepiniere, base_postgres: str, graine: int
) -> Iterator[BourreauDeCopies]:
    """Two copies, none of which runs yet."""
    hasard = Random(graine)
    reglages = {"FLUXBOT_TICK_SECONDS": "1", "FLUXBOT_DATABASE_URL": base_postgres}
    with ouvrir(tmp_path, **reglages) as lieu:
        yield BourreauDeCopies(lieu, pepiniere, Charge(lieu, hasard), hasard)
        pepiniere.faucher()


def test_two_copies_killed_again_and_again_lose_nothing_and_do_nothing_twice(
    copies: BourreauDeCopies,
) -> None:
    for _ in range(TUES):
        copies.frapper()
    if not LONGUE:
        for une in copies.paire.values():
            une.tuer()
        copies.laisser_expirer()
    attendre_le_calme(copies.charge, copies.relever())
    verites = Verites(copies.charge)
    verites.toutes()
    print(f"deux copies : {dict(copies.coups)}, {verites.doubles()} doubles signalés")


@pytest.mark.parametrize("comment", [signal.SIGKILL, signal.SIGSTOP])
def test_when_the_copy_that_listens_dies_or_freezes_the_other_listens_within_30_s(
    copies: BourreauDeCopies, comment: signal.Signals
) -> None:
    fake, nadia = copies.lieu.telegram, copies.lieu.nomade["Nadia"]
    copies.relever()
    tenante = copies.attendre_une_tenante()
    tenante.envoyer(comment)
    depart = time.monotonic()
    fake.private_message(nadia, vacance("Le Port", "relais"))
    fake.wait_for(lambda: not fake.pending, RELAIS_MAX)
    relais = time.monotonic() - depart
    print(f"relais après {comment.name} : {relais:.1f} s")
    assert relais <= RELAIS_MAX
    if comment is signal.SIGSTOP:
        tenante.envoyer(signal.SIGCONT)
    attendre_le_calme(copies.charge, copies.relever())
    assert copies.lieu.rues() == {"relais": 1}
    Verites(copies.charge, GELEE if comment is signal.SIGSTOP else "").toutes()
