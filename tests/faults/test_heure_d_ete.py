"""Both changes of hour of Europe/Paris, beside La Réunion that has none: each day ends once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from core.domain.avis import Etat
from storage.unit_of_work import Base
from tests.component.conftest import incidents as incidents
from tests.component.conftest import sans_fils as sans_fils
from tests.component.scene import VACANCE, Scene

PARIS, REUNION = "Europe/Paris", "Indian/Reunion"
SECONDE, DEUX_HEURES = timedelta(seconds=1), timedelta(hours=2)


def utc(mois: int, jour: int, heure: int = 10) -> datetime:
    """Give an instant of 2026."""
    return datetime(2026, mois, jour, heure, tzinfo=UTC)


CAS = [
    (PARIS, utc(3, 18), utc(3, 28, 23)),  # the day before the short one
    (PARIS, utc(3, 19), utc(3, 29, 22)),  # the day of 23 hours
    (PARIS, utc(3, 20), utc(3, 30, 22)),
    (PARIS, utc(10, 14), utc(10, 24, 22)),  # the day before the long one
    (PARIS, utc(10, 15), utc(10, 25, 23)),  # the day of 25 hours
    (PARIS, utc(10, 16), utc(10, 26, 23)),
    (REUNION, utc(3, 19), utc(3, 29, 20)),
    (REUNION, utc(10, 15), utc(10, 25, 20)),
]
"""A zone, the reception of an avis of ten days, and the UTC instant at which its délai ends."""


def dans_la_zone(base: Base, zone: str) -> Base:
    """Give the same database, with Le Port's convention kept in another zone."""
    port = base.conventions["le-port-2024"]
    assert port.termes
    ailleurs = replace(port, zone=zone, termes=replace(port.termes, zone=zone))
    return Base(base.moteur, {**base.conventions, port.id: ailleurs}, base.coffre)


@pytest.mark.parametrize(("zone", "recu", "fin"), CAS)
async def test_an_echeance_beside_a_change_of_hour_falls_at_local_midnight_once(
    base_sqlite: Base, incidents: list[Any], zone: str, recu: datetime, fin: datetime
) -> None:
    scene = Scene(dans_la_zone(base_sqlite, zone), recu)
    scene.inscrire("nadia", "SIDR")
    scene.inscrire("marie", "Le Port")
    await scene.dire("nadia", VACANCE)
    scene.horloge.avancer_a(fin - timedelta(hours=24))
    while scene.maintenant + DEUX_HEURES < fin:
        await scene.attendre(hours=2)
    scene.horloge.avancer_a(fin - SECONDE)
    await scene.battre()
    assert scene.etat() is Etat.OUVERT
    scene.horloge.avancer_a(fin)
    for _ in range(4):
        await scene.battre()
        scene.horloge.avancer(DEUX_HEURES)
    avis = scene.avis()
    assert avis.premiere and avis.premiere.fin == fin
    assert (avis.etat, avis.relance_le) == (Etat.EN_RELANCE, fin)
    assert scene.actions().count("relance envoyée") == 1
    assert sum("Relance : " in un for un in scene.textes("marie")) == 1
