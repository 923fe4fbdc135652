"""Every form of the State's side fits Slack's modals and Telegram's dialogues."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest_asyncio

from bot.cli.donnees import semer
from bot.handlers.gestes import apercevoir, regarder, requete_de
from core.errors import Refus
from core.messages.forms import Formulaire
from storage.unit_of_work import Base
from tests.component.instantanes import Instantanes
from tests.component.plateforme import NOM
from tests.component.scene import Scene
from tests.fakes.slack.blockkit import problems_of_message, problems_of_view
from tests.golden.rendus import en_modale, en_slack, en_telegram, questions

DEPART = datetime(2026, 1, 27, 9, 0, tzinfo=UTC)
ETAT = "État (préfet de la Loire-Atlantique)"
DP, PN, CIB = "DP-2026-0001", "PN-2026-0001", "CIB-2026-0001"
PROGRAMME = (
    '/programme nouveau residence="Les Tilleuls" adresse="3 rue du Port" commune=Nantes qpv=non '
    'livraison=01/07/2026 nature_charges=eau logements="10 x T3 PLAI 410,00 70\n'
    '70 x T2 PLUS 380,50 60\n20 x T4 PLS 640 90"'
)
ACTIONS = {
    ("dora", "dossier", DP): ("designer", "retirer", "prevenir", "rectifier"),
    ("dora", "commission", CIB): ("presences", "decision"),
    ("hugo", "programme", PN): ("livraison", "repartir", "concertation", "derogation", "livre"),
}
SANS_DOSSIER = (
    ("dora", "dossier", "nouveau"),
    ("hugo", "dossier", "nouveau"),
    ("dora", "commission", "nouvelle"),
    ("hugo", "programme", "nouveau"),
    ("dora", "objectifs", "bailleur"),
    ("dora", "objectifs", "categorie"),
    ("hugo", "objectifs", "declarer"),
)


@pytest_asyncio.fixture
async def ouverte(base_sqlite: Base, incidents: list[Any], instantanes: Instantanes) -> Scene:
    """A household, a programme of a hundred dwellings, and a meeting that sits."""
    scene = Scene(base_sqlite, DEPART)

    async def suite(scene: Scene) -> None:
        semer(scene.base, "loire-atlantique-2024")
        scene.inscrire("dora", ETAT)
        scene.inscrire("hugo", "Habitat 44")
        champs = {"numero": "044031800012310000", "voie": "rapport social", "categorie": "dalo"}
        nouveau = {"action": "nouveau"}
        await scene.soumettre(
            "dora", commande="dossier", fixe=nouveau, champs=champs, questions="formulaire"
        )
        await scene.dire("hugo", PROGRAMME)
        await scene.dire("dora", "/commission nouvelle date=27/01/2026 heure=14h30")
        await scene.dire("dora", f"/commission {CIB} ouvrir")

    return await instantanes.suivre("formulaires_etat", scene, suite)


def formulaire(scene: Scene, qui: str, commande: str, fixe: dict[str, str]) -> Formulaire:
    with scene.base.transaction() as uow:
        membre = uow.membres.par_identite(NOM, qui)
    assert membre
    requete = requete_de(membre, commande, "lecture", fixe)
    try:
        demande = regarder(scene.base, requete, scene.maintenant, apercevoir).formulaire
    except Refus as refus:
        raise AssertionError(f"{commande} {fixe} : {refus.phrase}") from refus
    assert demande, (commande, fixe)
    return demande


async def test_each_form_fits_a_modal_and_a_dialogue(ouverte: Scene) -> None:
    demandes = [(qui, nom, {"action": action}) for qui, nom, action in SANS_DOSSIER]
    for (qui, nom, ref), actions in ACTIONS.items():
        demandes += [(qui, nom, {"reference_avis": ref, "action": une}) for une in actions]
    for qui, nom, fixe in demandes:
        un = formulaire(ouverte, qui, nom, fixe)
        assert problems_of_view(en_modale(un)) == [], (nom, fixe)
        for question in questions(un):
            assert len(en_telegram(question)) < 4096, (nom, fixe)


async def test_a_programme_of_a_hundred_dwellings_fits_every_platform(ouverte: Scene) -> None:
    await ouverte.dire("hugo", f"/programme {PN}")
    message = ouverte.fil("hugo")[-1].livraison.message
    assert message
    assert problems_of_message(en_slack(message)) == []
    assert len(en_telegram(message)) < 4096
    assert "n° " in message.texte()
