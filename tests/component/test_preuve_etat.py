"""Proof, seal and private readings of the State's dossiers: for their parties only."""

from __future__ import annotations

import json
from typing import Any

import pytest
import pytest_asyncio

from bot.cli.donnees import semer
from bot.presenters.preuve_etat import preuve_json
from core.domain.envois import Genre
from core.usecases.identites import identifier
from storage.unit_of_work import Base
from storage.verification import ruptures
from tests.component.pages.test_dossiers import DEPART, DP, MENAGE, NUR
from tests.component.scene import Scene
from tests.component.test_preuve import recalculer

ETAT = "État (préfet de la Loire-Atlantique)"


@pytest_asyncio.fixture
async def nantes(base_sqlite: Base, incidents: list[Any]) -> Scene:
    """Dora (État), Hugo (Habitat 44), Nina (Neotoa); a household, and a meeting to come."""
    semer(base_sqlite, "loire-atlantique-2024")
    scene = Scene(base_sqlite, DEPART)
    for qui, organisation in {"dora": ETAT, "hugo": "Habitat 44", "nina": "Neotoa"}.items():
        scene.inscrire(qui, organisation)
    fautes = await scene.soumettre(
        "dora",
        commande="dossier",
        fixe={"action": "nouveau"},
        champs=MENAGE,
        questions="formulaire",
    )
    assert fautes == {}
    await scene.dire("dora", f'/dossier {DP} designer bailleur="Habitat 44"')
    await scene.dire("dora", "/commission nouvelle date=30/03/2026 heure=14h30 lieu=DDETS")
    return scene


@pytest.mark.parametrize("reference", [DP, "CIB-2026-0001"])
async def test_the_proof_of_a_dossier_is_checked_by_a_stranger(
    nantes: Scene, reference: str
) -> None:
    with nantes.base.transaction() as uow:
        dossier = identifier(uow, reference)
        assert dossier
        lue = json.loads(preuve_json(uow, dossier, nantes.maintenant))
    assert lue.keys() >= {"reference", "etat", "convention", "receptions", "echeances", "entrees"}
    assert [une["empreinte"] for une in lue["entrees"]] == [recalculer(un) for un in lue["entrees"]]


@pytest.mark.parametrize("commande", ["preuve", "numeros", "page"])
async def test_who_is_no_party_is_answered_as_if_there_were_nothing(
    nantes: Scene, commande: str
) -> None:
    etranger = await nantes.dire("nina", f"/{commande} {DP}")
    absent = await nantes.dire("nina", f"/{commande} DP-2026-0098")
    assert "Je ne trouve pas de dossier" in absent
    assert etranger == absent.replace("DP-2026-0098", DP)


async def test_a_household_waits_for_no_acknowledgement(nantes: Scene) -> None:
    assert "n'attend pas d'accusé de réception" in await nantes.dire("dora", f"/accuser {DP}")


async def test_a_number_is_read_in_private_by_its_bailleur_and_recorded(nantes: Scene) -> None:
    assert NUR in await nantes.dire("hugo", f"/numeros {DP}")
    assert nantes.actions(DP)[-1] == "lecture du numéro"
    assert "ne porte aucun numéro" in await nantes.dire("hugo", "/numeros CIB-2026-0001")


async def test_the_seal_goes_to_the_parties_and_the_tables_agree_with_the_journal(
    nantes: Scene,
) -> None:
    await nantes.attendre(days=1)
    for qui in ("dora", "hugo", "nina"):
        assert nantes.fil(qui, Genre.SCEAU), qui
    with nantes.base.transaction() as uow:
        assert list(ruptures(uow, uow.journal.dossiers())) == []
        uow.connexion.exec_driver_sql("UPDATE prioritaire SET etat = 'relogé'")
        assert [une.dossier for une in ruptures(uow, uow.journal.dossiers())] == [DP]
