"""The State's side at the turn of the year, past the last day that the convention foresaw."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest_asyncio

from bot.cli.donnees import semer
from core.domain.organisations import Role
from storage.unit_of_work import Base
from tests.component.scene import NUR, Scene
from tests.component.test_dossier import ETAT, FORMULAIRE, nouveau
from tests.component.test_programmes import NOUVEAU

MINUIT_ET_DEMI = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
"""1 January 2027, 00:30 in Nantes: the convention's dates of effect are over."""


@pytest_asyncio.fixture
async def minuit(base_sqlite: Base, incidents: list[Any]) -> Scene:
    """Dora (État) and Hugo (Habitat 44), just after midnight."""
    semer(base_sqlite, "loire-atlantique-2024")
    scene = Scene(base_sqlite, MINUIT_ET_DEMI)
    scene.inscrire("dora", ETAT)
    scene.inscrire("hugo", "Habitat 44", Role.REFERENT)
    return scene


async def test_references_and_dates_are_of_the_year_in_nantes(minuit: Scene) -> None:
    livraison = NOUVEAU.replace("01/09/2026", "31/07/2027")
    assert "PN-2027-0001" in await minuit.dire("hugo", livraison)
    assert await nouveau(minuit, "dora", **{**FORMULAIRE, "reconnu": "01/01/2027"}) == {}
    assert "DP-2027-0001" in minuit.textes("dora")[-1]
    assert "CIB-2027-0001" in await minuit.dire("dora", "/commission nouvelle date=01/01/2027")
    with minuit.base.transaction() as uow:
        (dossier,) = uow.prioritaires.de_la_convention("loire-atlantique-2024")
    assert dossier.suivi.depuis == date(2027, 1, 1)
    assert "Objectifs 2027" in await minuit.dire("dora", "/objectifs")


async def test_a_month_before_the_31st_is_its_last_day(minuit: Scene) -> None:
    await minuit.dire("hugo", NOUVEAU.replace("01/09/2026", "31/07/2027"))
    lu = await minuit.dire("hugo", "/programme PN-2027-0001")
    assert "31/03/2027" in lu, "the notice: four months before 31 July"
    assert "30/04/2027" in lu, "the list: three months before, in a month of thirty days"


async def test_an_entry_counts_in_the_year_it_was_made(minuit: Scene) -> None:
    await nouveau(minuit, "dora", **{**FORMULAIRE, "numero": NUR[0], "reconnu": "10/01/2026"})
    offre = "proposer type=T3 commune=Nantes qpv=non loyer=512,30 charges=85"
    for qui, reste in (
        ("dora", 'designer "Habitat 44"'),
        ("hugo", offre),
        ("hugo", "reponse accepte"),
        ("hugo", "entree 31/12/2026"),
    ):
        refus = await minuit.dire(qui, f"/dossier DP-2027-0001 {reste}")
    assert "« 31/12/2026 » précède l'acceptation" in refus
    await minuit.dire("hugo", "/dossier DP-2027-0001 entree 01/01/2027")
    assert "Relogés et imputés : 1" in await minuit.dire("dora", "/objectifs 2027")
    assert "Relogés et imputés : 0" in await minuit.dire("dora", "/objectifs 2026")
