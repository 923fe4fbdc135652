"""The proof file: who gets it, what it holds, and that it can be checked without us."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest_asyncio

from bot.presenters.preuve import preuve_json
from tests.component.instantanes import Instantanes
from tests.component.scene import NUR, REF, Scene


def recalculer(entree: dict[str, Any]) -> str:
    """Compute an entry's hash as section 8 of the file tells a stranger to."""
    sans = {nom: valeur for nom, valeur in entree.items() if nom != "empreinte"}
    brut = json.dumps(sans, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(brut.encode()).hexdigest()


def exporter(scene: Scene) -> dict[str, Any]:
    with scene.base.transaction() as uow:
        avis = uow.avis.par_reference(REF)
        assert avis
        lue: dict[str, Any] = json.loads(preuve_json(uow, avis, scene.maintenant))
    return lue


def piece(scene: Scene, adresse: str) -> str:
    for montre in reversed(scene.fil(adresse)):
        message = montre.livraison.message
        if message and message.piece:
            return message.piece.contenu.decode()
    raise AssertionError("no file was joined")


@pytest_asyncio.fixture
async def prouvee(repute_tenu: Scene, instantanes: Instantanes) -> Scene:
    """The same avis two days after its réputé tenu, once sealed."""

    async def sceller(scene: Scene) -> None:
        await scene.attendre(days=2)

    return await instantanes.suivre("prouvee", repute_tenu, sceller)


async def test_a_stranger_finds_every_hash_again(prouvee: Scene) -> None:
    entrees = exporter(prouvee)["entrees"]
    precedente = "0" * 64
    for entree in entrees:
        assert entree["precedente"] == precedente
        assert entree["empreinte"] == recalculer(entree)
        precedente = entree["empreinte"]


async def test_each_reception_starts_the_delai_that_follows_it(prouvee: Scene) -> None:
    preuve = exporter(prouvee)
    debuts = [une["debut"] for une in preuve["echeances"]]
    assert [une["instant"] for une in preuve["receptions"]] == debuts
    assert preuve["etat"] == "réputé tenu"


async def test_the_text_tells_a_clerk_what_why_and_how_to_check(prouvee: Scene) -> None:
    await prouvee.dire("nadia", f"/preuve {REF}")
    texte = piece(prouvee, "nadia")
    for attendu in (
        "a été réputé tenu",
        "avis reçu le 10/03/2026 à 10:15",
        "10 jours calendaires",
        "jour de réception non compté",
        "vendredi 20/03/2026 à 24 h",
        "Autre lecture, sans effet",
        "Sceau n° 1",
        "POUR VÉRIFIER SANS NOUS CROIRE",
        "CE QUE CE FICHIER NE PROUVE PAS",
    ):
        assert attendu in texte


async def test_the_heads_shown_in_notices_are_in_the_file(prouvee: Scene) -> None:
    empreintes = [une["empreinte"][:32] for une in exporter(prouvee)["entrees"]]
    montrees = [
        ligne.removeprefix("journal ")
        for texte in prouvee.textes("marie") + prouvee.textes("nadia")
        for ligne in texte.splitlines()
        if ligne.startswith("journal ")
    ]
    assert montrees
    assert set(montrees) <= set(empreintes)


async def test_no_number_is_in_the_file(scene_ouverte: Scene) -> None:
    await scene_ouverte.dire("marie", f"/candidats {REF} {' '.join(NUR[:3])}")
    await scene_ouverte.dire("marie", f"/preuve {REF}")
    tout = piece(scene_ouverte, "marie") + json.dumps(exporter(scene_ouverte))
    assert not any(numero in tout for numero in NUR[:3])


async def test_the_proof_is_for_the_parties_alone(scene_ouverte: Scene) -> None:
    assert "Je ne trouve pas" in await scene_ouverte.dire("paul", f"/preuve {REF}")


async def test_a_silence_longer_than_a_day_is_owned_up_to(scene_ouverte: Scene) -> None:
    with scene_ouverte.base.transaction() as uow:
        uow.ecoutes.noter("essai", scene_ouverte.maintenant)
    await scene_ouverte.jusqu_a_l_echeance()
    with scene_ouverte.base.transaction() as uow:
        uow.ecoutes.noter("essai", scene_ouverte.maintenant)
    seconde = scene_ouverte.avis().seconde
    assert seconde
    scene_ouverte.horloge.avancer_a(seconde.fin)
    await scene_ouverte.attendre(days=5)
    with scene_ouverte.base.transaction() as uow:
        uow.ecoutes.noter("essai", scene_ouverte.maintenant)
    await scene_ouverte.battre()
    assert "fluxbot n'a pas écouté du" in scene_ouverte.textes("marie")[-1]
    assert "/accepter" in scene_ouverte.textes("nadia")[-1]
    assert "fluxbot n'a pas écouté" in exporter(scene_ouverte)["entrees"][-1]["details"]


async def test_the_offer_to_the_household_is_an_echeance_of_the_proof(scene_ouverte: Scene) -> None:
    await scene_ouverte.dire("marie", f"/candidats {REF} {' '.join(NUR[:3])}")
    await scene_ouverte.dire("nadia", f"/caleol {REF} 1 attribution")
    await scene_ouverte.dire("nadia", f"/offre {REF} 1 date=10/03/2026")
    preuve = exporter(scene_ouverte)
    offre = preuve["echeances"][-1]
    assert (offre["nature"], offre["article"]) == ("offre", "CCH R441-10")
    assert offre["debut"].startswith("2026-03-09T20:00")
    assert offre["fin"].startswith("2026-03-20T20:00")
    assert "avec report" in offre["lecture"]
    assert not any(numero in json.dumps(preuve) for numero in NUR)


async def test_the_proof_says_how_and_when_the_dwelling_counts(prouvee: Scene) -> None:
    assert exporter(prouvee)["livraison"] == {"comment": "réputé tenu", "le": "2026-03-24"}
