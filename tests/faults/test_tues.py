"""Kill -9 at random points of receiving, publishing, tick and dispatch: nothing is lost."""

from __future__ import annotations

from pathlib import Path
from random import Random
from signal import SIGKILL

import pytest

from tests.faults.calme import attendre_le_calme
from tests.faults.charge import Charge, vacance
from tests.faults.coups import Bourreau
from tests.faults.lieu import ouvrir
from tests.faults.pepiniere import Pepiniere
from tests.faults.taille import LONGUE, TUES
from tests.faults.verites import Verites

pytestmark = pytest.mark.e2e


def test_killed_again_and_again_at_random_it_loses_nothing_and_does_nothing_twice(
    tmp_path: Path, pepiniere: Pepiniere, graine: int
) -> None:
    hasard = Random(graine)
    with ouvrir(tmp_path, FLUXBOT_TICK_SECONDS="1") as lieu:
        charge = Charge(lieu, hasard)
        bourreau = Bourreau(lieu, pepiniere, charge, hasard)
        for _ in range(TUES):
            bourreau.frapper()
        if not LONGUE:
            bourreau.laisser_expirer()
        attendre_le_calme(charge, [bourreau.lancer()])
        verites = Verites(charge)
        verites.toutes()
        print(f"une copie : {dict(bourreau.coups)}, {verites.doubles()} doubles signalés")


def test_the_command_itself_killed_and_started_again_answers_what_it_had_received(
    tmp_path: Path,
) -> None:
    with ouvrir(tmp_path) as lieu:
        fake, nadia = lieu.telegram, lieu.nomade["Nadia"]
        fake.private_message(nadia, vacance("Le Port", "tué"))
        fake.faults.close("getUpdates", accepted=True).then = lambda: processus.kill()
        processus = lieu.installation.lancer("serve")
        assert processus.wait(45) == -SIGKILL
        processus = lieu.installation.lancer("serve")
        fake.wait_message(nadia, "envoyé au Port")
        processus.terminate()
        assert processus.wait(45) == 0
        assert lieu.rues() == {"tué": 1}
