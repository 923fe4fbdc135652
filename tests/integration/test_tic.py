"""A tick of the process: what the administrateurs are told of a stop, of a clock that jumped."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.clock import HorlogeSysteme
from bot.health import Sante
from bot.scheduler.dispatcher import Dispatcher
from bot.tic import INTERRUPTION, Tic
from core.domain.envois import Genre
from core.domain.organisations import Role
from storage.unit_of_work import Base
from tests.component.plateforme import NOM, PlateformeEnMemoire
from tests.integration.outils import MAINTENANT

SECONDES = 30


class Processus:
    """One copy whose clock the test moves, with an administrateur who reads it."""

    def __init__(self, base: Base, depart: datetime = MAINTENANT) -> None:
        self.mur = self.battements = depart.timestamp()
        self.horloge = HorlogeSysteme(lambda: self.mur, lambda: self.battements)
        self.plateforme = PlateformeEnMemoire()
        self.dispatcher = Dispatcher(base, {NOM: self.plateforme}, self.horloge)
        self.tic = Tic(base, self.dispatcher, self.horloge, SECONDES)
        self.sante = Sante()
        with base.transaction() as uow:
            port = next(une for une in uow.organisations.toutes() if une.nom == "Le Port")
            if not uow.membres.par_identite(NOM, "ana"):
                uow.membres.ajouter(port, Role.ADMINISTRATEUR, NOM, "ana", "ana", MAINTENANT)

    async def battre(self, apres: timedelta = timedelta(0), saut: timedelta = timedelta(0)) -> None:
        """Tick once some time has gone by, the wall clock having jumped."""
        self.battements += apres.total_seconds()
        self.mur += (apres + saut).total_seconds()
        await self.tic.battre([], self.sante)
        await self.dispatcher.vider()

    def lus(self) -> list[str]:
        """Give what the administrateur was told of the service."""
        return [un.texte for un in self.plateforme.fil("ana") if un.genre is Genre.SERVICE]


async def test_a_regular_tick_tells_nobody_anything(base: Base) -> None:
    copie = Processus(base)
    for _ in range(3):
        await copie.battre(timedelta(seconds=SECONDES))
    assert copie.lus() == []


async def test_after_a_stop_of_three_days_the_administrateur_is_told_its_length(base: Base) -> None:
    await Processus(base).battre()
    copie = Processus(base, MAINTENANT + timedelta(days=3))
    await copie.battre()
    await copie.battre(timedelta(seconds=SECONDES))
    (dit,) = copie.lus()
    assert "n'a pas travaillé pendant 3 jours" in dit


async def test_a_database_away_for_a_minute_is_told_once_it_is_back(
    base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    copie = Processus(base)
    await copie.battre()

    def absente(*_: Any) -> None:
        raise OperationalError("SELECT 1", {}, Exception("connexion refusée"))

    with monkeypatch.context() as panne:
        panne.setattr(base.moteur, "begin", absente)
        copie.battements += 30
        copie.mur += 30
        await copie.tic.battre([], copie.sante)
    await copie.battre(timedelta(seconds=31))
    (dit,) = copie.lus()
    assert "n'a pas travaillé pendant 61 secondes" in dit


async def test_while_another_copy_ticks_nothing_has_stopped(base: Base) -> None:
    une, autre = Processus(base), Processus(base)
    await une.battre()
    for _ in range(3):
        await autre.battre(timedelta(seconds=SECONDES))
    await une.battre(timedelta(seconds=3 * SECONDES))
    assert une.lus() == autre.lus() == []


async def test_a_clock_that_jumps_is_told_and_no_tick_follows_it(base: Base) -> None:
    copie = Processus(base)
    await copie.battre()
    await copie.battre(timedelta(seconds=SECONDES), saut=timedelta(days=2))
    await copie.battre(timedelta(seconds=SECONDES))
    (dit,) = copie.lus()
    assert "a avancé d'un coup de 2 jours" in dit
    assert copie.sante.dernier_tic == MAINTENANT + timedelta(seconds=2 * SECONDES)


async def test_the_tolerance_leaves_room_for_a_restart(base: Base) -> None:
    copie = Processus(base)
    await copie.battre()
    await copie.battre(timedelta(seconds=SECONDES) + INTERRUPTION)
    assert copie.lus() == []
