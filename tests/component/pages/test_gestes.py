"""What is done on a page: once, with a receipt, and nothing typed is ever lost."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from core.domain.acces import But
from core.domain.avis import Etat
from core.domain.envois import NatureReception
from core.domain.organisations import PAGE
from storage.depots.recus import DepotRecus
from tests.component.pages.navigateur import MARIE, Navigateur, Page
from tests.component.scene import NUR, REF, Scene

CANDIDATS = {f"numero_{n}": NUR[n] for n in (1, 2, 3)}


async def accuser(marie: Navigateur) -> Page:
    """Press the acknowledgement."""
    return await marie.envoyer(await marie.lire("/accuser"), "Accuser réception")


async def test_an_acknowledgement_starts_the_clock_and_leaves_a_receipt(
    scene: Scene, marie: Navigateur
) -> None:
    recu = await accuser(marie)
    assert "/recu/" in str(recu.reponse.url)
    for dit in ("10/03/2026 à 10:15", "vendredi 20/03/2026 à 24 h", "Le Port, référent n°"):
        assert dit in recu.texte
    entree = scene.journal()[-1]
    assert entree.empreinte in recu.texte
    assert (entree.action, entree.plateforme) == ("avis reçu", PAGE)
    assert [une.nature for une in scene.receptions()] == [NatureReception.ACCUSE]


async def test_a_double_submit_has_one_effect_and_one_receipt(
    scene: Scene, marie: Navigateur
) -> None:
    page = await marie.lire("/accuser")
    envois = (marie.envoyer(page, "Accuser réception") for _ in range(3))
    recus = await asyncio.gather(*envois)
    assert len({un.reponse.url.path for un in recus}) == 1
    assert sum("était déjà fait" in un.texte for un in recus) == 2
    assert {un.statut for un in recus} == {200}
    assert len(scene.receptions()) == 1
    assert scene.actions().count("avis reçu") == 1


async def test_three_candidates_are_designated_from_the_link_to_the_receipt(
    scene: Scene, marie: Navigateur
) -> None:
    recu = await marie.envoyer(await marie.lire("/candidats"), "Proposer", **CANDIDATS)
    assert "désigné, 3 candidats" in recu.titre
    assert scene.etat() is Etat.DESIGNE
    assert [une.nature for une in scene.receptions()] == [NatureReception.DESIGNATION]


async def test_what_was_typed_survives_a_fault_beside_its_field(
    scene: Scene, marie: Navigateur
) -> None:
    typed = {"numero_1": "12", "nom_1": "D'Aubigné-Hoareau", "telephone_1": "0692 12 34 56"}
    page = await marie.envoyer(await marie.lire("/candidats"), "Proposer", **typed)
    assert page.statut == 422
    assert page.titre.startswith("Erreur : ")
    assert page.liens["Numéro unique (candidat 1)"] == "#c-numero_1"
    champs = page.formulaire("Proposer").champs
    assert {nom: champs[f"champ-{nom}"] for nom in typed} == typed
    assert scene.candidatures() == []
    recu = await marie.envoyer(page, "Proposer", **CANDIDATS)
    assert "/recu/" in str(recu.reponse.url)


async def test_too_few_candidates_are_asked_a_reason_before_they_go(
    scene: Scene, marie: Navigateur
) -> None:
    page = await marie.envoyer(await marie.lire("/candidats"), "Proposer", numero_1=NUR[1])
    assert "champ-motif" in page.formulaire("Proposer").champs
    assert page.formulaire("Proposer").champs["champ-numero_1"] == NUR[1]
    recu = await marie.envoyer(page, "Proposer", motif="secteur sans demande")
    assert "désigné, 1 candidat" in recu.titre
    assert scene.avis().motif == "secteur sans demande"


@pytest.mark.parametrize("sceau", ["", "forgé", "d'une autre page"])
async def test_a_form_without_our_seal_comes_back_whole_and_does_nothing(
    scene: Scene, marie: Navigateur, sceau: str
) -> None:
    page = await marie.lire("/candidats")
    formulaire = page.formulaire("Proposer")
    if sceau == "d'une autre page":
        sceau = (await marie.lire("/accuser")).formulaire("Accuser").champs["sceau"]
    saisies = {**formulaire.champs, "sceau": sceau, "champ-numero_1": NUR[1]}
    rendue = await marie.poster(formulaire.action, saisies)
    assert "rien n'a été envoyé" in rendue.texte
    assert rendue.formulaire("Proposer").champs["champ-numero_1"] == NUR[1]
    assert scene.candidatures() == []
    recu = await marie.envoyer(rendue, "Proposer", **CANDIDATS)
    assert "désigné" in recu.titre


async def test_a_seal_of_another_person_s_link_does_nothing(
    scene: Scene, marie: Navigateur
) -> None:
    async with Navigateur.ouvrir(scene, MARIE, But.ESPACE) as ailleurs:
        page = await ailleurs.lire(f"/accuser?reference_avis={REF}")
    sceau = page.formulaire("Accuser").champs["sceau"]
    rendue = await marie.poster(f"{marie.adresse}/accuser", {"sceau": sceau})
    assert "rien n'a été envoyé" in rendue.texte
    assert scene.receptions() == []


async def test_a_page_left_open_for_a_day_is_shown_again_before_it_acts(
    scene: Scene, marie: Navigateur
) -> None:
    page = await marie.lire("/accuser")
    scene.horloge.avancer(timedelta(days=1))
    rendue = await marie.envoyer(page, "Accuser réception")
    assert "trop longtemps" in rendue.texte
    assert scene.receptions() == []
    await marie.envoyer(rendue, "Accuser réception")
    assert len(scene.receptions()) == 1


async def test_rendre_says_what_it_does_before_doing_it(scene: Scene, marie: Navigateur) -> None:
    page = await marie.lire("/rendre")
    assert "C'est définitif" in page.texte
    assert scene.etat() is Etat.EMIS
    await marie.envoyer(page, "Rendre ce logement")
    assert scene.etat() is Etat.RENDU


async def test_a_candidate_is_withdrawn_from_the_page(scene: Scene, marie: Navigateur) -> None:
    await marie.envoyer(await marie.lire("/candidats"), "Proposer", **CANDIDATS)
    page = await marie.lire()
    await marie.envoyer(await marie.lire(page.liens["Retirer le candidat n° 2"]), "Retirer")
    assert "candidat retiré" in scene.actions()


async def test_what_cannot_be_undone_is_confirmed_first_and_leaves_no_receipt_before(
    scene: Scene, marie: Navigateur
) -> None:
    await marie.envoyer(await marie.lire("/candidats"), "Proposer", **CANDIDATS)
    async with Navigateur.ouvrir(scene, "nadia") as nadia:
        for numero in ("n° 1", "n° 2"):
            assert "/recu/" in str((await refuser(nadia, numero)).reponse.url)
        question = await refuser(nadia, "n° 3")
        assert "À confirmer" in question.titre
        assert "/recu/" not in str(question.reponse.url)
        avant = scene.actions()
        recu = await nadia.envoyer(question, "Oui, je confirme")
    assert "/recu/" in str(recu.reponse.url)
    assert len(scene.actions()) > len(avant)


async def refuser(nadia: Navigateur, numero: str) -> Page:
    """Note that the commission gives a candidate nothing."""
    saisies = {"candidat": numero, "verdict": "non attribution"}
    page = await nadia.envoyer(await nadia.lire("/caleol"), "Enregistrer", **saisies)
    return await nadia.envoyer(page, "Enregistrer")


async def test_the_bailleur_posts_an_avis_with_the_reservataire_that_fluxbot_proposes(
    scene: Scene, nadia: Navigateur
) -> None:
    saisies = {
        "reservataire": "fluxbot propose",
        "commune": "Le Port",
        "quartier": "Centre",
        "qpv": "non",
        "type": "T2",
        "loyer": "431,80",
        "financement": "LLTS",
        "annee": "2001",
        "pmr": "non",
        "ascenseur": "non",
        "preavis": "1",
    }
    proposee = await nadia.envoyer(await nadia.lire("/vacance"), "Envoyer l'avis", **saisies)
    assert "/recu/" in str(proposee.reponse.url)
    formulaire = proposee.formulaires[0]
    recu = await nadia.poster(formulaire.action, formulaire.champs)
    assert "AV-2026-0002" in recu.titre


async def test_a_link_revoked_meanwhile_does_nothing(scene: Scene, marie: Navigateur) -> None:
    page = await marie.lire("/accuser")
    with scene.base.transaction() as uow:
        uow.membres.revoquer_liens(marie.membre.id, scene.maintenant)
    assert (await marie.envoyer(page, "Accuser réception")).statut == 404
    assert scene.receptions() == []


async def test_a_file_is_controlled_and_a_wrong_one_is_asked_again(
    scene: Scene, nadia: Navigateur
) -> None:
    page = await nadia.lire("/annexe")
    formulaire = page.formulaire("Contrôler")
    for nom, contenu, dit in (
        ("annexe.pdf", b"%PDF", "Je ne lis pas"),
        ("annexe.csv", b"bailleur\nSIDR\n", "Fichier des annexes"),
    ):
        joint = {"fichier": (nom, contenu)}
        rendue = Page(
            await nadia.client.post(formulaire.action, data=formulaire.champs, files=joint)
        )
        assert rendue.statut == 422
        assert dit in rendue.texte
    sans = await nadia.envoyer(page, "Contrôler")
    assert "Aucun fichier n'est joint" in sans.texte


async def test_the_dispatcher_is_told_after_each_gesture_only(scene: Scene) -> None:
    dits: list[str] = []

    async def apres() -> None:
        dits.append("fait")

    async with Navigateur.ouvrir(scene, MARIE, apres=apres) as marie:
        page = await marie.lire("/accuser")
        assert dits == []
        await marie.envoyer(page, "Accuser réception")
    assert dits == ["fait"]


async def test_a_fault_of_ours_is_told_with_its_number_and_undoes_everything(
    scene: Scene,
    marie: Navigateur,
    monkeypatch: pytest.MonkeyPatch,
    incidents: list[dict[str, str]],
) -> None:
    page = await marie.lire("/accuser")
    monkeypatch.setattr(DepotRecus, "completer", lambda *_: 1 / 0)
    rendue = await marie.envoyer(page, "Accuser réception")
    assert rendue.statut == 500
    assert str(incidents[0]["numero"]) in rendue.texte
    assert scene.receptions() == []
    incidents.clear()


async def test_the_reason_of_a_short_list_is_given_alone(scene: Scene, marie: Navigateur) -> None:
    page = await marie.envoyer(await marie.lire("/candidats"), "Proposer", numero_1=NUR[1])
    await marie.envoyer(page, "Proposer")
    avis = await marie.lire()
    page = await marie.lire(avis.liens["Donner la raison d'une liste courte"])
    recu = await marie.envoyer(page, "Confirmer", motif="secteur sans demande")
    assert "/recu/" in str(recu.reponse.url)
    assert scene.avis().motif == "secteur sans demande"


async def test_the_bailleur_corrects_an_avis_field_by_field(scene: Scene) -> None:
    async with Navigateur.ouvrir(scene, "nadia") as nadia:
        avis = await nadia.lire()
        page = await nadia.lire(avis.liens["Compléter ou corriger cet avis"])
        recu = await nadia.envoyer(page, "Envoyer le rectificatif", loyer="498,00")
    assert "rectificatif envoyé" in recu.titre
    assert str(scene.avis().logement.loyer) == "498.00"


async def test_what_a_button_means_is_ours_and_is_not_made_up(
    scene: Scene, nadia: Navigateur
) -> None:
    page = await nadia.lire("/vacance")
    champs = {**page.formulaire("Envoyer").champs, "champ-proposition": "Le Port"}
    adresse = f"{nadia.adresse}/vacance?proposition=Le+Port"
    rendue = await nadia.poster(adresse, champs)
    assert "/recu/" not in str(rendue.reponse.url)
    assert len(scene.actions("AV-2026-0002")) == 0
