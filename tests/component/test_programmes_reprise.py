"""What nobody could read goes out when somebody comes; what an outage covered is said after it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio

from bot.cli.donnees import semer
from core.domain.envois import Genre
from core.domain.organisations import Role
from core.domain.programmes_dates import fin_du_complement
from core.usecases.adhesions import inviter
from core.usecases.programmes_plan import dernier_rappel
from storage.unit_of_work import Base
from tests.component.instantanes import Instantanes
from tests.component.scene import NUR, Scene
from tests.component.test_programmes import ETAT, NOUVEAU, PN, programme, quoi

DEPART = datetime(2026, 2, 2, 9, 0, tzinfo=UTC)


@pytest_asyncio.fixture
async def sans_l_etat(base_sqlite: Base, incidents: list[Any], instantanes: Instantanes) -> Scene:
    """Hugo (Habitat 44) notified a programme to an État for which nobody reads yet."""
    scene = Scene(base_sqlite, DEPART)

    async def suite(scene: Scene) -> None:
        semer(scene.base, "loire-atlantique-2024")
        scene.inscrire("hugo", "Habitat 44")
        await scene.dire("hugo", NOUVEAU)
        await scene.dire("hugo", f"/programme {PN} notifier")
        await scene.attendre(days=3)

    return await instantanes.suivre("pn_sans_etat", scene, suite)


async def rejoindre(scene: Scene, qui: str) -> None:
    """A person of the État enrols with a code."""
    code, etat = f"ABCD2345{qui.upper()}", scene.organisation(ETAT)
    with scene.base.transaction() as uow:
        inviter(uow, scene.maintenant, etat, Role.REFERENT, code)
    await scene.dire(qui, f"/inscription {code}")


async def test_a_notice_that_nobody_read_goes_to_who_enrols_and_runs_from_there(
    sans_l_etat: Scene,
) -> None:
    assert not programme(sans_l_etat).contenu.receptions
    await rejoindre(sans_l_etat, "dora")
    assert quoi(sans_l_etat, "dora") == ["notice"]
    (preuve,) = programme(sans_l_etat).contenu.receptions
    assert preuve.instant == sans_l_etat.maintenant
    assert "nouvel envoi : notice" in sans_l_etat.actions(PN)
    await rejoindre(sans_l_etat, "paul")
    assert quoi(sans_l_etat, "paul") == [], "received: nothing waits for a reader any more"


async def test_a_return_that_nobody_read_goes_out_too_and_its_days_run_from_there(
    sans_l_etat: Scene,
) -> None:
    await rejoindre(sans_l_etat, "dora")
    await sans_l_etat.dire("dora", f"/programme {PN} candidats {NUR[0]} logement=3")
    with sans_l_etat.base.transaction() as uow:
        uow.membres.retirer(2, sans_l_etat.maintenant)
    await sans_l_etat.dire("hugo", f"/programme {PN} echec 1 motif=refus")
    await sans_l_etat.attendre(days=12)
    (retour,) = programme(sans_l_etat).contenu.retours
    assert retour.recu_le is None
    await rejoindre(sans_l_etat, "paul")
    assert quoi(sans_l_etat, "paul") == ["retour"]
    (retour,) = programme(sans_l_etat).contenu.retours
    assert retour.dernier_jour == fin_du_complement(programme(sans_l_etat), sans_l_etat.maintenant)


@pytest.mark.parametrize(
    ("jour", "rappel"),
    [
        (date(2026, 11, 30), None),
        (date(2026, 12, 1), 30),
        (date(2026, 12, 20), 30),
        (date(2026, 12, 26), 7),
        (date(2027, 1, 3), 0),
        (date(2027, 1, 30), -28),
        (date(2027, 2, 5), None),
    ],
)
def test_the_last_reminder_of_the_plan_is_the_one_said(jour: date, rappel: int | None) -> None:
    tous = (30, 7, 1, 0, -7, -14, -21, -28)
    assert dernier_rappel(date(2026, 12, 31), jour, tous) == rappel


async def test_an_outage_on_the_day_of_a_reminder_of_the_plan_loses_nothing(
    sans_l_etat: Scene,
) -> None:
    sans_l_etat.horloge.avancer_a(datetime(2026, 12, 3, 9, 0, tzinfo=UTC))
    await sans_l_etat.battre()
    await sans_l_etat.battre()
    assert quoi(sans_l_etat, "hugo").count("rappel_plan") == 1


async def test_who_comes_after_the_day_of_the_plan_is_not_told_that_it_is_late(
    base_sqlite: Base, incidents: list[Any]
) -> None:
    semer(base_sqlite, "loire-atlantique-2024")
    scene = Scene(base_sqlite, datetime(2026, 1, 5, 9, 0, tzinfo=UTC))
    scene.inscrire("hugo", "Habitat 44")
    scene.inscrire("ana", "Neotoa", Role.ADMINISTRATEUR)
    await scene.attendre(days=3)
    assert not scene.textes("hugo", Genre.PROGRAMME)
    assert not scene.textes("ana", Genre.NON_LU), "nor is anybody told of those not here yet"
    await scene.attendre(days=(date(2026, 12, 2) - scene.maintenant.date()) // timedelta(days=1))
    assert len(scene.textes("hugo", Genre.PROGRAMME)) == 1
