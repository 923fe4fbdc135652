"""The database goes away, and comes back: everything waits for it, and nothing is lost."""

from __future__ import annotations

from pathlib import Path
from random import Random

import httpx
import pytest
from sqlalchemy import make_url

from tests.faults.calme import attendre_le_calme, attendre_un_tic
from tests.faults.charge import Charge
from tests.faults.coups import Bourreau
from tests.faults.lieu import ouvrir
from tests.faults.passage import HOTE, Passage
from tests.faults.pepiniere import Pepiniere
from tests.faults.taille import LONGUE, selon
from tests.faults.verites import Verites

pytestmark = pytest.mark.e2e
ABSENCE = selon(4, 60)
"""Seconds that the database is away."""


def test_a_database_away_and_back_loses_nothing(
    tmp_path: Path, pepiniere: Pepiniere, base_postgres: str, passage: Passage, graine: int
) -> None:
    coupable = make_url(base_postgres).set(host=HOTE, port=passage.port, query={})
    hasard = Random(graine)
    with ouvrir(tmp_path, FLUXBOT_TICK_SECONDS="1", FLUXBOT_DATABASE_URL=base_postgres) as lieu:
        lieu.installation.env["FLUXBOT_DATABASE_URL"] = str(coupable)
        charge = Charge(lieu, hasard)
        bourreau = Bourreau(lieu, pepiniere, charge, hasard)
        plant = bourreau.lancer()
        bourreau.ecoute(plant)
        for _ in range(4):
            charge.agir()
        attendre_un_tic(lieu)
        passage.couper()
        for _ in range(4):
            charge.agir()
        assert not plant.attendre_la_fin(ABSENCE), "le programme ne doit pas s'arrêter"
        pret = httpx.get(f"http://{HOTE}:{lieu.installation.port}/readyz", timeout=20)
        assert pret.status_code == 503
        passage.rouvrir()
        attendre_le_calme(charge, [plant])
        Verites(charge, "OperationalError").toutes()
        if LONGUE:  # only half a minute without a tick is worth a word
            lieu.telegram.wait_message(lieu.nomade["Ana"], "n'a pas travaillé pendant")
