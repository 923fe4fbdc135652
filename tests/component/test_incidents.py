"""An unexpected fault: a number, no trace, nothing changed."""

import re
from typing import Any

import pytest

from bot.handlers import commandes
from bot.handlers.arguments import Arguments
from bot.handlers.request import Contexte, Reply
from core.domain.avis import AvisDeVacance
from core.domain.envois import Genre
from core.usecases import dossier, echeances
from storage.depots.arrivees import ESSAIS_MAX, Arrivee
from tests.component.scene import NUR, REF, VACANCE, Scene

SECRET = f"secret {NUR[0]}"


@pytest.fixture
def panne(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make /avis write to the database, then fail."""

    def tomber(contexte: Contexte, _: Arguments) -> Reply:
        contexte.uow.avis.reference_suivante("AV", 2026)
        raise RuntimeError(SECRET)

    fautive = commandes.PAR_NOM["avis"]
    remplacee = commandes.Commande(
        "avis", fautive.resume, fautive.usage, tomber, fautive.natures, fautive.role
    )
    monkeypatch.setitem(commandes.PAR_NOM, "avis", remplacee)


@pytest.mark.usefixtures("panne")
async def test_an_incident_shows_a_number_and_no_trace(scene: Scene, incidents: list[Any]) -> None:
    titre, phrase = (await scene.dire("nadia", "/avis")).split("\n\n")
    assert titre == "Incident"
    numero = re.search(r"donnez ce numéro à votre administrateur : ([0-9a-f]{8})\.$", phrase)
    assert numero
    assert numero[1] == incidents.pop()["numero"]


@pytest.mark.usefixtures("panne")
async def test_an_incident_changes_nothing(scene: Scene, incidents: list[Any]) -> None:
    await scene.dire("nadia", "/avis")
    incidents.clear()
    with scene.base.transaction() as uow:
        assert uow.avis.reference_suivante("AV", 2026) == "AV-2026-0001"


@pytest.mark.usefixtures("panne")
async def test_after_an_incident_the_others_are_served(scene: Scene, incidents: list[Any]) -> None:
    await scene.dire("nadia", "/avis")
    incidents.clear()
    assert "Vous êtes référent pour Le Port" in await scene.dire("marie", "/aide")


@pytest.mark.usefixtures("panne")
async def test_an_incident_in_a_form_shows_a_number_and_no_trace(
    scene: Scene, incidents: list[Any]
) -> None:
    fautes = await scene.soumettre("nadia", commande="avis", champs={})
    incidents.clear()
    assert list(fautes) == [""]
    assert "numéro" in fautes[""]
    assert SECRET not in fautes[""]


@pytest.mark.usefixtures("panne")
async def test_an_update_that_fails_is_tried_again_before_anybody_is_told(
    scene: Scene, incidents: list[Any]
) -> None:
    arrivee = deposer(scene)
    for essai in range(1, ESSAIS_MAX):
        scene.routeur.traiter(scene.requete("nadia", texte="/avis"), scene.maintenant, arrivee)
        arrivee = attendre(scene)[0]
        assert arrivee.essais == essai
    incidents.clear()
    await scene.dispatcher.vider()
    assert scene.fil("nadia") == []


@pytest.mark.usefixtures("panne")
async def test_an_update_that_keeps_failing_is_settled_with_an_incident(
    scene: Scene, incidents: list[Any]
) -> None:
    deposer(scene)
    for _ in range(ESSAIS_MAX):
        requete = scene.requete("nadia", texte="/avis")
        scene.routeur.traiter(requete, scene.maintenant, attendre(scene)[0])
    incidents.clear()
    await scene.dispatcher.vider()
    assert attendre(scene) == []
    assert [texte.split("\n\n")[0] for texte in scene.textes("nadia")] == ["Incident"]


async def test_an_update_already_settled_has_no_second_effect(scene: Scene) -> None:
    arrivee = deposer(scene)
    for _ in range(2):
        scene.routeur.traiter(scene.requete("nadia", texte="/avis"), scene.maintenant, arrivee)
    await scene.dispatcher.vider()
    assert len(scene.fil("nadia")) == 1


async def test_a_fault_on_one_dossier_stops_none_of_the_others(
    scene_ouverte: Scene, incidents: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    await scene_ouverte.dire("nadia", VACANCE)
    vrai = dossier.aviser

    def aviser(uow: Any, avis: AvisDeVacance, *suite: Any) -> bool:
        if avis.reference == REF and Genre.RELANCE in suite:
            raise RuntimeError(SECRET)
        return vrai(uow, avis, *suite)

    monkeypatch.setattr(echeances, "aviser", aviser)
    await scene_ouverte.attendre(days=11)
    incidents.clear()
    assert (scene_ouverte.etat(), scene_ouverte.etat("AV-2026-0002")) == ("ouvert", "en relance")


def deposer(scene: Scene) -> Arrivee:
    """Store a raw update in the inbox."""
    with scene.base.transaction() as uow:
        assert uow.arrivees.ajouter("essai", "1", "{}", scene.maintenant)
    return attendre(scene)[0]


def attendre(scene: Scene) -> list[Arrivee]:
    """Give the updates not yet handled."""
    with scene.base.transaction() as uow:
        return list(uow.arrivees.en_attente("essai"))


async def test_a_lone_surrogate_blocks_nothing(scene: Scene) -> None:
    assert await scene.dire("nadia", "/avis \ud800")
