"""Whole forms, where the platform can show one: every fault at once, by field."""

from core.domain.avis import Etat
from tests.component.scene import NUR, REF, Scene

CHAMPS = {
    "reservataire": "Le Port",
    "commune": "Le Port",
    "quartier": "Rivière des Galets",
    "qpv": "oui",
    "type": "T3",
    "loyer": "512,30",
    "financement": "LLTS",
    "annee": "1998",
    "pmr": "non",
    "ascenseur": "non",
    "preavis": "1",
}


async def test_a_command_alone_shows_its_form(scene: Scene) -> None:
    await scene.dire("nadia", "/vacance", questions="formulaire")
    formulaire = scene.fil("nadia")[-1].livraison.formulaire
    assert formulaire
    assert [un.nom for un in formulaire.champs][: len(CHAMPS)] == list(CHAMPS)


async def test_a_whole_form_sends_the_avis(scene: Scene) -> None:
    assert await scene.soumettre("nadia", commande="vacance", champs=CHAMPS) == {}
    assert scene.etat() is Etat.OUVERT
    assert f"{REF} : envoyé au Port" in "".join(scene.textes("nadia"))


async def test_every_fault_of_a_form_is_said_at_once_beside_its_field(scene: Scene) -> None:
    faux = CHAMPS | {"loyer": "cinq cents", "annee": "98", "type": "", "charges": "beaucoup"}
    fautes = await scene.soumettre("nadia", commande="vacance", champs=faux)
    assert set(fautes) == {"loyer", "annee", "type", "charges"}
    assert fautes["loyer"].startswith("loyer : « cinq cents » n'est pas un montant en euros")


async def test_a_form_with_a_fault_stores_nothing(scene: Scene) -> None:
    await scene.soumettre("nadia", commande="vacance", champs=CHAMPS | {"annee": "98"})
    with scene.base.transaction() as uow:
        assert uow.avis.par_reference(REF) is None


async def test_a_fault_found_by_the_rules_is_said_beside_its_field(scene: Scene) -> None:
    fautes = await scene.soumettre(
        "nadia", commande="vacance", champs=CHAMPS | {"reservataire": "Nantes"}
    )
    assert "« Nantes » n'est pas une organisation connue ici" in fautes["reservataire"]


async def test_a_form_that_one_may_not_use_is_refused(scene: Scene) -> None:
    fautes = await scene.soumettre("marie", commande="vacance", champs=CHAMPS)
    assert "/vacance est réservé à : bailleur" in fautes[""]


async def test_a_form_that_no_longer_exists_is_refused(scene: Scene) -> None:
    fautes = await scene.soumettre("nadia", commande="ancienne", champs={})
    assert "Ce formulaire n'existe plus." in fautes[""]


async def test_the_form_of_candidates_keeps_its_reference(scene_ouverte: Scene) -> None:
    await scene_ouverte.soumettre(
        "marie",
        commande="candidats",
        fixe={"reference_avis": REF},
        champs={"numeros": "\n".join(NUR[:3])},
    )
    assert scene_ouverte.etat() is Etat.DESIGNE
