"""Nobody sees another's avis: a foreign reference is answered like one that does not exist."""

import pytest

from core.domain.envois import Genre
from tests.component.scene import NUR, REF, VACANCE, Scene

ABSENTE = "AV-2026-0999"

DE_RESERVATAIRE = [
    "/avis {}",
    "/candidats {}",
    f"/candidats {{}} {NUR[0]}",
    '/candidats {} motif="secteur sans demande"',
    "/candidats {} retirer=1",
    "/rendre {}",
    "/ouvrir {}",
    '/ouvrir {} a="Le Port"',
    "/accuser {}",
    "/visite {} 1 date=10/03/2026",
    "/numeros {}",
    "/page {}",
    "/preuve {}",
]
DE_BAILLEUR = [
    "/avis {}",
    "/vacance {}",
    "/vacance {} loyer=498",
    "/vacance {} loyer=498 relancer_delai=oui",
    "/retirer {}",
    '/retirer {} motif="vendu"',
    "/completer {}",
    f"/completer {{}} {NUR[0]}",
    "/accepter {}",
    "/retour {} 1 presente",
    "/caleol {}",
    "/reponse {} 1 accepte",
    "/bail {} 1 date=10/03/2026",
    "/numeros {}",
    "/preuve {}",
]


async def comparer(scene: Scene, cle: str, commande: str) -> tuple[str, str]:
    """Type a command about a foreign avis, then about none; give both answers alike."""
    etrangere = await scene.dire(cle, commande.format(REF))
    absente = await scene.dire(cle, commande.format(ABSENTE))
    return etrangere.replace(REF, "REF"), absente.replace(ABSENTE, "REF")


@pytest.mark.parametrize("commande", DE_RESERVATAIRE)
async def test_a_reservataire_is_answered_of_another_s_avis_as_of_none(
    scene_ouverte: Scene, commande: str
) -> None:
    etrangere, absente = await comparer(scene_ouverte, "paul", commande)
    assert "Je ne trouve pas d'avis REF" in etrangere
    assert etrangere == absente


@pytest.mark.parametrize("commande", DE_BAILLEUR)
async def test_a_bailleur_is_answered_of_another_s_avis_as_of_none(
    scene_ouverte: Scene, commande: str
) -> None:
    scene_ouverte.inscrire("sylvie", "SHLMR")
    etrangere, absente = await comparer(scene_ouverte, "sylvie", commande)
    assert "Je ne trouve pas d'avis REF" in etrangere
    assert etrangere == absente


@pytest.mark.parametrize("commande", DE_RESERVATAIRE)
async def test_a_brouillon_does_not_exist_for_its_reservataire(scene: Scene, commande: str) -> None:
    await scene.dire("nadia", VACANCE.replace(" preavis=1", ""))
    etrangere, absente = await comparer(scene, "marie", commande)
    assert etrangere == absente


async def test_a_foreign_command_changes_nothing(scene_ouverte: Scene) -> None:
    avant = scene_ouverte.journal()
    for commande in DE_RESERVATAIRE:
        await scene_ouverte.dire("paul", commande.format(REF))
    assert scene_ouverte.journal() == avant


async def test_the_list_shows_one_s_own_avis_only(scene_ouverte: Scene) -> None:
    assert "Aucun avis en cours" in await scene_ouverte.dire("paul", "/avis")
    assert REF in await scene_ouverte.dire("marie", "/avis")


async def test_an_avis_sends_nothing_to_a_third_party(scene_ouverte: Scene) -> None:
    await scene_ouverte.dire("marie", f"/candidats {REF} {' '.join(NUR[:3])}")
    assert scene_ouverte.fil("paul") == []


async def test_a_form_about_a_foreign_avis_is_refused(scene_ouverte: Scene) -> None:
    fautes = await scene_ouverte.soumettre(
        "paul", commande="candidats", fixe={"reference_avis": REF}, champs={"numeros": NUR[0]}
    )
    assert list(fautes) == [""]
    assert scene_ouverte.candidatures() == []


async def test_a_button_of_another_organisation_does_nothing(scene_ouverte: Scene) -> None:
    (avis,) = scene_ouverte.fil("marie", Genre.AVIS)
    relance = scene_ouverte.plateforme.tentatives(Genre.AVIS)[0]
    for jeton in (*avis.livraison.jetons, *relance.jetons):
        await scene_ouverte.ecrire("paul", "/aide")
        requete = scene_ouverte.requete("paul", jeton=jeton)
        scene_ouverte.routeur.traiter(requete, scene_ouverte.maintenant)
    await scene_ouverte.dispatcher.vider()
    assert not any("Rivière des Galets" in texte for texte in scene_ouverte.textes("paul"))


async def test_a_button_expires(scene_ouverte: Scene) -> None:
    scene_ouverte.horloge.avancer_a(scene_ouverte.maintenant.replace(year=2027))
    assert "Ce bouton n'est plus valable." in await scene_ouverte.presser("marie", "Voir")
