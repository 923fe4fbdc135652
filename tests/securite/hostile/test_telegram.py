"""Whatever update Telegram delivers, it is settled: answered, ignored or noted as unreadable."""

from __future__ import annotations

import json
import re
from random import Random
from typing import Any

import pytest
from structlog.testing import capture_logs

from storage.unit_of_work import Base
from tests.fakes.telegram import FakeTelegram
from tests.integration.programme_telegram import ProgrammeTelegram
from tests.securite.hostile import malice
from tests.securite.hostile.livraisons import TELEGRAM
from tests.securite.hostile.nombre import Jets


def livree(brute: Any) -> Any:
    """Give the update as Telegram can write it: its identifiers hold no lone surrogate."""
    return json.loads(re.sub(r"\\ud[89a-f]\w\w", "?", json.dumps(brute)))


@pytest.mark.usefixtures("sans_fils")
async def test_whatever_update_comes_is_settled(base_sqlite: Base, jets: Jets) -> None:
    with FakeTelegram() as telegram:
        programme = ProgrammeTelegram(base_sqlite, telegram)
        programme.inscrire(telegram.user(7, "Marie", started=True), "Le Port")
        await programme.service.demarrer()
        incidents = []
        for rang in jets.rangs(0.06):
            rng = Random(f"telegram:{rang}")
            brute = {**livree(malice.objet(rng, rng.choice(TELEGRAM))), "update_id": rang}
            with capture_logs() as lignes:
                await programme.service.recevoir(brute)
                assert await programme.service.traiter_les_arrivees(), rang
            incidents += [(rang, une) for une in lignes if une["event"].startswith("incident")]
        await programme.service.arreter()
    assert incidents == []
