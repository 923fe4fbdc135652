"""Several ticks at once, as when several copies of the program run; batches, and their faults."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import select

from bot.scheduler import jobs
from bot.scheduler.jobs import battre
from core.domain.avis import AvisDeVacance, Etat
from core.domain.envois import Genre
from core.usecases.echeances import faire_echoir
from storage import tables
from storage.lots.lot import Lot
from storage.unit_of_work import UniteDeTravail
from storage.verification import ruptures
from tests.component.plateforme import NOM
from tests.component.scene import VACANCE, Scene
from tests.integration.outils import SUR_POSTGRESQL, compter, ensemble, executer

REFS = [f"AV-2026-{rang:04d}" for rang in range(1, 5)]
ECRITES = (tables.avis, tables.jalon, tables.journal, tables.tete, tables.envoi)


@pytest_asyncio.fixture
async def plusieurs(scene: Scene) -> Scene:
    """The same people, and four avis received by Le Port."""
    for _ in REFS:
        await scene.dire("nadia", VACANCE)
    return scene


async def apres_les_deux_delais(scene: Scene) -> None:
    """Let the relances go out and be received, then the second délai go by, with no tick."""
    await scene.jusqu_a_l_echeance()
    echeance = scene.avis().echeance
    assert echeance
    scene.horloge.avancer_a(echeance.fin)


def apres_le_premier_delai(scene: Scene) -> None:
    """Let the first délai go by, with no tick."""
    echeance = scene.avis().echeance
    assert echeance
    scene.horloge.avancer_a(echeance.fin)


def chaines_entieres(scene: Scene) -> bool:
    """Tell whether the journal holds together, and agrees with the tables."""
    with scene.base.transaction() as uow:
        return not list(ruptures(uow, uow.journal.dossiers()))


def etats(scene: Scene) -> list[Etat]:
    """Read the state of each avis."""
    return [scene.etat(une) for une in REFS]


async def test_two_ticks_at_once_relaunch_each_avis_once(plusieurs: Scene) -> None:
    apres_le_premier_delai(plusieurs)
    ensemble(2, lambda _: battre(plusieurs.base, plusieurs.maintenant))
    assert Counter(une.reference for une in plusieurs.envois(Genre.RELANCE)) == Counter(REFS)
    assert etats(plusieurs) == [Etat.EN_RELANCE] * len(REFS)
    assert chaines_entieres(plusieurs)


async def test_two_ticks_at_once_note_each_repute_tenu_once(plusieurs: Scene) -> None:
    await apres_les_deux_delais(plusieurs)
    ensemble(2, lambda _: battre(plusieurs.base, plusieurs.maintenant))
    faits = [plusieurs.actions(une).count("engagement réputé tenu") for une in REFS]
    assert faits == [1] * len(REFS)
    assert chaines_entieres(plusieurs)


async def test_two_ticks_at_once_send_a_notice_nobody_had_received_once(scene: Scene) -> None:
    executer(scene.base, "UPDATE identite SET mort_le = '2026-03-01' WHERE personne = 'marie'")
    await scene.dire("nadia", VACANCE)
    executer(scene.base, "UPDATE identite SET mort_le = NULL WHERE personne = 'marie'")
    ensemble(2, lambda _: battre(scene.base, scene.maintenant))
    assert [une.destination.adresse for une in scene.envois(Genre.AVIS)] == ["marie"]
    assert chaines_entieres(scene)


async def test_two_ticks_at_once_seal_the_day_once(plusieurs: Scene) -> None:
    plusieurs.horloge.avancer(timedelta(days=1))
    ensemble(2, lambda _: battre(plusieurs.base, plusieurs.maintenant))
    remis = Counter(une.destination.adresse for une in plusieurs.envois(Genre.SCEAU))
    assert compter(plusieurs.base, "sceau") == 1
    assert set(remis.values()) == {1}
    assert chaines_entieres(plusieurs)


@SUR_POSTGRESQL
async def test_a_tick_leaves_out_the_avis_that_another_copy_is_at_and_waits_for_nobody(
    plusieurs: Scene,
) -> None:
    apres_le_premier_delai(plusieurs)
    with plusieurs.base.transaction() as uow:
        uow.avis.verrouiller(REFS[0])
        ensemble(1, lambda _: battre(plusieurs.base, plusieurs.maintenant))
    assert etats(plusieurs) == [Etat.OUVERT] + [Etat.EN_RELANCE] * (len(REFS) - 1)
    battre(plusieurs.base, plusieurs.maintenant)
    assert etats(plusieurs) == [Etat.EN_RELANCE] * len(REFS)


async def test_a_fault_on_one_avis_stops_none_of_its_batch(
    plusieurs: Scene, monkeypatch: pytest.MonkeyPatch, incidents: list[Any]
) -> None:
    def fautif(uow: UniteDeTravail, avis: AvisDeVacance, *reste: Any) -> AvisDeVacance:
        if avis.reference == REFS[1]:
            raise RuntimeError(avis.reference)
        return faire_echoir(uow, avis, *reste)

    monkeypatch.setattr(jobs, "faire_echoir", fautif)
    apres_le_premier_delai(plusieurs)
    battre(plusieurs.base, plusieurs.maintenant)
    dits = [une["event"] for une in incidents if une["log_level"] == "error"]
    incidents.clear()
    assert dits == ["échéances", "échéance"]
    assert [une for une in REFS if plusieurs.etat(une) is Etat.OUVERT] == [REFS[1]]
    envoyees = Counter(une.reference for une in plusieurs.envois(Genre.RELANCE))
    assert envoyees == Counter(une for une in REFS if une != REFS[1])


def ensemble_ou_un_par_un(scene: Scene) -> tuple[list[Any], list[Any]]:
    """Give what is stored once all is done in one batch, then one avis at a time."""

    def en_lot(uow: UniteDeTravail, numeros: list[int]) -> None:
        lot = Lot(uow, numeros, scene.maintenant)
        for avis in lot.avis.pris:
            faire_echoir(lot, avis, scene.maintenant)
        lot.ecrire()

    def un_par_un(uow: UniteDeTravail, numeros: list[int]) -> None:
        for numero in numeros:
            avis = uow.avis.par_id(numero, verrou=True)
            assert avis
            faire_echoir(uow, avis, scene.maintenant)

    return essayer(scene, en_lot), essayer(scene, un_par_un)


def essayer(scene: Scene, faire: Callable[[UniteDeTravail, list[int]], None]) -> list[Any]:
    """Give what would be stored, and undo it."""
    with scene.base.moteur.connect() as connexion:
        uow = UniteDeTravail(connexion, scene.base.coffre, scene.base.conventions)
        faire(uow, list(uow.jalons.avis_dus(scene.maintenant)))
        ecrit = [
            sorted(
                str({nom: valeur for nom, valeur in une._mapping.items() if nom != "id"})
                for une in connexion.execute(select(table))
            )
            for table in ECRITES
        ]
        connexion.rollback()
    return ecrit


@pytest.mark.parametrize("repondu", [False, True])
async def test_a_batch_writes_what_one_avis_at_a_time_would(
    plusieurs: Scene, repondu: bool
) -> None:
    if repondu:
        await plusieurs.dire("marie", f"/candidats {REFS[0]} 974031800010310001")
    with plusieurs.base.transaction() as uow:
        uow.membres.noter_tableau(NOM, "nadia", "accueil")
    apres_le_premier_delai(plusieurs)
    relances = ensemble_ou_un_par_un(plusieurs)
    assert relances[0] == relances[1]
    await apres_les_deux_delais(plusieurs)
    constats = ensemble_ou_un_par_un(plusieurs)
    assert constats[0] == constats[1] != relances[0]


async def test_a_dwelling_repute_tenu_twice_in_one_batch_counts_once(plusieurs: Scene) -> None:
    executer(plusieurs.base, "UPDATE avis SET logement_reference = 'L1'")
    await apres_les_deux_delais(plusieurs)
    battre(plusieurs.base, plusieurs.maintenant)
    assert etats(plusieurs) == [Etat.REPUTE_TENU] * len(REFS)
    assert [plusieurs.avis(une).livraison is not None for une in REFS].count(True) == 1
