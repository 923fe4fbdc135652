"""Two services of the State in one database: neither reads nor touches what is the other's."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.cli.donnees import semer
from bot.handlers.gestes import apercevoir, regarder, requete_de
from core.domain.organisations import Nature
from core.errors import Refus
from storage.conventions.loader import charger, conventions_livrees
from storage.unit_of_work import Base
from tests.component.instantanes import Instantanes
from tests.component.plateforme import NOM
from tests.component.scene import Scene
from tests.component.test_dossier import DEPART, ETAT, FORMULAIRE, NUR, nouveau
from tests.component.test_programmes import NOUVEAU

BRUME = Path(__file__).parents[1] / "conventions" / "pays-de-brume-2026.toml"
DP, PN, CIB = "DP-2026-0001", "PN-2026-0001", "CIB-2026-0001"
ETRANGERS = ("brune", "basile", "nina", "partie")
"""The État and a bailleur of elsewhere, a bailleur of here with nothing to do with it, and one
whose member was removed."""


@pytest_asyncio.fixture
async def deux_etats(base_sqlite: Base, incidents: list[Any], instantanes: Instantanes) -> Scene:
    """Dora's household, programme and meeting in Loire-Atlantique; Brune is the État of Brume."""
    brume = charger(BRUME)
    toutes = {**conventions_livrees(), brume.id: brume}
    scene = Scene(Base(base_sqlite.moteur, toutes, base_sqlite.coffre), DEPART)

    async def suite(scene: Scene) -> None:
        for une in ("loire-atlantique-2024", brume.id):
            semer(scene.base, une)
        etat, bailleur = (
            next(une.nom for une in brume.parties if une.nature is nature)
            for nature in (Nature.ETAT, Nature.BAILLEUR)
        )
        for qui, nom in (
            ("dora", ETAT),
            ("hugo", "Habitat 44"),
            ("nina", "Neotoa"),
            ("brune", etat),
            ("basile", bailleur),
        ):
            scene.inscrire(qui, nom)
        retiree = scene.inscrire("partie", "Habitat 44")
        await nouveau(scene, "dora", **FORMULAIRE)
        await scene.dire("dora", f'/dossier {DP} designer "Habitat 44"')
        await scene.dire("hugo", NOUVEAU)
        await scene.dire("dora", "/commission nouvelle date=12/05/2026 heure=14h30")
        with scene.base.transaction() as uow:
            uow.membres.retirer(retiree, scene.maintenant)

    return await instantanes.suivre("deux_etats", scene, suite)


TENTATIVES = (
    "/dossier {DP}",
    "/dossier {DP} prive",
    "/dossier {DP} designer Vilogia",
    "/dossier {DP} proposer type=T3 commune=Nantes qpv=non loyer=512 charges=85",
    '/dossier {DP} retirer motif="radiée" confirmer=oui',
    "/numeros {DP}",
    "/preuve {DP}",
    "/page {DP}",
    "/programme {PN}",
    "/programme {PN} candidats 044031800012310009",
    "/programme {PN} notifier",
    "/numeros {PN}",
    "/preuve {PN}",
    "/accuser {PN}",
)
DES_SEANCES = (
    "/commission {CIB}",
    "/commission {CIB} ordre format=pdf",
    "/commission {CIB} annuler motif=quorum",
    "/preuve {CIB}",
)


def _absente(texte: str) -> str:
    return texte.format(DP="DP-2026-0099", PN="PN-2026-0099", CIB="CIB-2026-0099")


def _sans_numero(texte: str) -> str:
    return re.sub(r"2026-00\d\d", "2026-00XX", texte)


@pytest.mark.parametrize("qui", ETRANGERS)
async def test_what_is_another_s_answers_as_what_does_not_exist(
    deux_etats: Scene, qui: str
) -> None:
    avant = [deux_etats.journal(une) for une in (DP, PN, CIB)]
    des_seances = () if qui == "nina" else DES_SEANCES
    for tentative in (*TENTATIVES, *des_seances):
        vraie = await deux_etats.dire(qui, tentative.format(DP=DP, PN=PN, CIB=CIB))
        fausse = await deux_etats.dire(qui, _absente(tentative))
        assert _sans_numero(vraie) == _sans_numero(fausse), tentative
    assert [deux_etats.journal(une) for une in (DP, PN, CIB)] == avant


@pytest.mark.parametrize("qui", ["brune", "basile", "nina"])
async def test_nor_does_a_page_tell_more(deux_etats: Scene, qui: str) -> None:
    with deux_etats.base.transaction() as uow:
        lecteur = uow.membres.par_identite(NOM, qui)
    assert lecteur
    for commande, reference in (("dossier", DP), ("programme", PN)):
        requete = requete_de(lecteur, commande, "lecture", {"reference_avis": reference})
        with pytest.raises(Refus, match="Je ne trouve pas"):
            regarder(deux_etats.base, requete, deux_etats.maintenant, apercevoir)


async def test_lists_counts_and_objectives_stop_at_the_convention(deux_etats: Scene) -> None:
    await deux_etats.dire("dora", "/objectifs annee=2026 global=400")
    for commande in ("/dossier", "/programme", "/commission", "/objectifs", "/objectifs 2026"):
        for qui in ("brune", "basile"):
            lu = await deux_etats.dire(qui, commande)
            assert not re.search(r"(DP|PN|CIB)-2026-0001", lu), (qui, commande)
            assert "400" not in lu, (qui, commande)
    assert "0 ménage en attente" in await deux_etats.dire("brune", "/dossier")


async def test_one_commission_decides_nothing_for_the_households_of_another(
    deux_etats: Scene,
) -> None:
    await deux_etats.dire("brune", "/commission nouvelle date=10/03/2026 heure=23h30")
    await deux_etats.dire("brune", "/commission CIB-2026-0002 ouvrir")
    refus = await deux_etats.dire("brune", f'/commission CIB-2026-0002 decision {DP} texte="un T3"')
    assert f"Je ne trouve pas de dossier {DP}" in refus


async def test_the_same_household_may_be_followed_by_each_state_and_neither_is_told(
    deux_etats: Scene,
) -> None:
    champs = {"numero": NUR, "voie": "rapport social", "categorie": "urgence"}
    assert await nouveau(deux_etats, "brune", **champs) == {}
    assert "DP-2026-0002" in deux_etats.textes("brune")[-1]
    assert not any("DP-2026-0002" in un for un in deux_etats.textes("dora"))


async def test_no_notice_of_one_reaches_the_other(deux_etats: Scene) -> None:
    await deux_etats.dire("hugo", f"/programme {PN} notifier")
    await deux_etats.dire("dora", f"/commission {CIB} convoquer")
    await deux_etats.attendre(days=9)
    for qui in ("brune", "basile"):
        assert not [un for un in deux_etats.textes(qui) if "2026-0001" in un]
