"""No room left on the disk of SQLite, then some again: nothing is lost."""

from __future__ import annotations

import resource
from pathlib import Path
from random import Random

import httpx
import pytest

from tests.faults.calme import attendre_le_calme, attendre_un_tic
from tests.faults.charge import Charge
from tests.faults.coups import Bourreau
from tests.faults.lieu import ouvrir
from tests.faults.pepiniere import Pepiniere, Plant
from tests.faults.taille import LONGUE, selon
from tests.faults.verites import Verites

pytestmark = pytest.mark.e2e
ABSENCE = selon(4, 60)
"""Seconds without room."""

CONNUE = r"OperationalError|\S\d{4}-\d\d-\d\dT"
"""The base's refusal; or a traceback that the log, out of room too, cut in the middle of a line."""


def limiter(plant: Plant, octets: int) -> None:
    """Let no file of the program grow beyond so many bytes."""
    resource.prlimit(plant.pid, resource.RLIMIT_FSIZE, (octets, resource.RLIM_INFINITY))


def test_a_disk_full_for_a_while_loses_nothing(
    tmp_path: Path, pepiniere: Pepiniere, graine: int
) -> None:
    hasard = Random(graine)
    with ouvrir(tmp_path, FLUXBOT_TICK_SECONDS="1") as lieu:
        charge = Charge(lieu, hasard)
        bourreau = Bourreau(lieu, pepiniere, charge, hasard)
        plant = bourreau.lancer()
        bourreau.ecoute(plant)
        for _ in range(4):
            charge.agir()
        attendre_un_tic(lieu)
        limiter(plant, 4096)
        for _ in range(4):
            charge.publier()
        assert not plant.attendre_la_fin(ABSENCE), "le programme ne doit pas s'arrêter"
        assert httpx.get(f"http://127.0.0.1:{lieu.installation.port}/readyz").status_code == 503
        limiter(plant, resource.RLIM_INFINITY)
        attendre_le_calme(charge, [plant])
        Verites(charge, CONNUE).toutes()
        if LONGUE:  # only half a minute without a tick is worth a word
            lieu.telegram.wait_message(lieu.nomade["Ana"], "n'a pas travaillé pendant")
