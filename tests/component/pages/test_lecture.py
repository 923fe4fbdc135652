"""What a link shows; and that to show it changes nothing at all."""

from __future__ import annotations

import itertools

import pytest
from sqlalchemy import select

from bot.handlers.commandes import PAR_NOM
from bot.presenters.adresses import REFERENCE
from bot.web.pages.application import repondre
from bot.web.pages.chemins import CACHEES
from bot.web.pages.demande import Demande
from bot.web.pages.etat import Pages
from core.domain.acces import OUVERTES, But
from core.domain.avis import Etat
from core.domain.references import Prefixe
from storage.tables import metadata
from tests.component.pages.navigateur import MARIE, Navigateur
from tests.component.scene import NUR, REF, Scene
from tests.component.suites import attribuer

OUVRE = {But.DOSSIER: sorted(OUVERTES[Prefixe.AVIS]), But.ESPACE: sorted(set(PAR_NOM) - CACHEES)}
QUESTIONS = ({}, {REFERENCE: REF, "candidat": "1", "verdict": "presente", "retirer": "1"})


def tout(scene: Scene) -> dict[str, list[object]]:
    """Read every row of every table."""
    with scene.base.moteur.connect() as connexion:
        return {
            table.name: sorted(map(repr, connexion.execute(select(table))))
            for table in metadata.sorted_tables
        }


async def test_the_page_of_an_avis_says_for_whom_until_when_and_what_to_do_first(
    marie: Navigateur,
) -> None:
    page = await marie.lire()
    assert page.statut == 200
    assert page.titre == f"{REF} : émis · fluxbot"
    assert "Ouverte pour marie@leport.re, jusqu'au 24/04/2026 à 10:15" in page.texte
    assert "aucune (pas encore de réception prouvée)" in page.texte
    actions = [un for un in page.liens if "contenu" not in un]
    assert actions[:2] == ["Accuser réception", "Proposer des candidats"]


async def test_a_received_avis_shows_its_echeance_and_how_it_is_counted(
    scene: Scene, marie: Navigateur
) -> None:
    await marie.envoyer(await marie.lire("/accuser"), "Accuser réception")
    page = await marie.lire()
    assert "vendredi 20/03/2026 à 24 h" in page.texte
    assert "jour de réception non compté" in page.texte
    assert "avis reçu" in page.texte


@pytest.mark.parametrize("but", [But.DOSSIER, But.ESPACE])
@pytest.mark.parametrize("cle", [MARIE, "nadia"])
async def test_no_page_that_is_read_changes_anything(scene: Scene, cle: str, but: But) -> None:
    await scene.ecrire("nadia", f'/vacance {REF} dependances="cave"')
    assert scene.base.liens
    pages = Pages(scene.base, scene.base.liens, scene.horloge)
    async with Navigateur.ouvrir(scene, cle, but) as navigateur:
        jeton = navigateur.adresse.rpartition("/")[2]
    avant = tout(scene)
    for nom, arguments in itertools.product(OUVRE[but], QUESTIONS):
        for suite in ((nom,), (nom, "piece")):
            reponse = repondre(pages, Demande(jeton, suite, arguments))
            assert reponse.status_code in (200, 403, 422), nom
    assert tout(scene) == avant


async def test_the_space_lists_one_s_avis_and_leads_to_each(
    scene: Scene, nadia: Navigateur
) -> None:
    page = await nadia.lire()
    lien = next(adresse for texte, adresse in page.liens.items() if texte.startswith(REF))
    detail = await nadia.lire(lien)
    assert detail.titre.startswith(f"{REF} : émis")
    assert "Revenir à mes dossiers" in detail.liens


async def test_the_proof_file_is_downloaded(marie: Navigateur) -> None:
    page = await marie.lire()
    reponse = await marie.client.get(page.liens["Fichier de preuve (texte)"])
    assert reponse.headers["content-disposition"].endswith(f"preuve-{REF}.txt")
    assert REF in reponse.text


async def test_only_the_two_parties_download_the_legal_mails(
    scene: Scene, marie: Navigateur
) -> None:
    await scene.ecrire("nadia", "/aide")
    with scene.base.transaction() as uow:
        envoi = uow.envois.lister(["en attente", "envoyé"], 1)[0]  # type: ignore[list-item]
        uow.courriels.garder(envoi.id, "<un@fluxbot>", REF, "Subject: été\r\n", scene.maintenant)
    page = await marie.lire()
    lien = next(adresse for texte, adresse in page.liens.items() if texte.startswith("Courriel"))
    reponse = await marie.client.get(lien)
    assert reponse.headers["content-type"] == "message/rfc822"
    assert reponse.content.decode() == "Subject: été\r\n"
    assert (await marie.lire("/courriels/2")).statut == 422


async def test_a_command_in_a_refusal_leads_where_the_link_may_go(marie: Navigateur) -> None:
    await marie.envoyer(await marie.lire("/accuser"), "Accuser réception")
    page = await marie.lire("/accuser")
    assert page.statut == 422
    assert page.liens[REF] == page.liens["Revenir à l'avis"]


async def test_names_are_shown_as_text(scene: Scene, nadia: Navigateur) -> None:
    hostile = "<script>alert(1)</script> D'Aubigné & Cie"
    formulaire = await nadia.lire("/vacance")
    page = await nadia.envoyer(formulaire, "Envoyer l'avis", quartier=hostile, loyer="x")
    assert "<script" not in page.reponse.text
    assert page.formulaire("Envoyer l'avis").champs["champ-quartier"] == hostile


async def test_full_numbers_are_read_by_a_gesture_that_is_recorded_and_kept_nowhere(
    scene: Scene, nadia: Navigateur
) -> None:
    with scene.base.transaction() as uow:
        marie = uow.membres.par_identite("courriel", MARIE)
    assert marie
    async with Navigateur.ouvrir(scene, MARIE) as chez_marie:
        page = await chez_marie.lire("/candidats")
        remplie = {f"numero_{n}": NUR[n] for n in (1, 2, 3)}
        await chez_marie.envoyer(page, "Proposer", **remplie)
    demande = await nadia.lire(f"/numeros?reference_avis={REF}")
    assert NUR[1] not in demande.reponse.text
    lecture = await nadia.envoyer(demande, "Lire les numéros")
    assert NUR[1] in lecture.texte
    assert lecture.reponse.headers["cache-control"] == "no-store"
    assert "lecture des numéros" in scene.actions()
    encore = await nadia.envoyer(demande, "Lire les numéros")
    assert NUR[1] not in encore.texte
    assert scene.actions().count("lecture des numéros") == 1


async def test_who_helps_is_offered_only_what_it_may_do(scene: Scene, marie: Navigateur) -> None:
    await marie.envoyer(await marie.lire("/accuser"), "Accuser réception")
    page = await marie.envoyer(await marie.lire("/candidats"), "Proposer", numero_1=NUR[1])
    await marie.envoyer(page, "Proposer")
    assert len(scene.candidatures()) == 1
    await marie.envoyer(await marie.lire("/ouvrir"), "Ouvrir", a="Territoire de l'Ouest")
    async with Navigateur.ouvrir(scene, "paul") as paul:
        liens = (await paul.lire()).liens
    assert "Proposer des candidats" in liens
    assert not {"Ouvrir cet avis à un autre réservataire", "Lire les numéros"} & liens.keys()


async def test_help_names_and_links_what_a_page_does(nadia: Navigateur) -> None:
    page = await nadia.lire("/aide")
    assert page.liens["Envoyer un avis de vacance"].endswith("/vacance")
    assert "/vacance" not in page.texte
    assert "clé=valeur" not in page.texte


async def test_a_fault_shows_its_example_as_it_is_typed_here(nadia: Navigateur) -> None:
    page = await nadia.envoyer(await nadia.lire("/vacance"), "Envoyer l'avis", loyer="51a")
    assert "« 51a » n'est pas un montant en euros. Exemple : 512,30" in page.texte


async def test_another_year_is_reached_without_typing_it(nadia: Navigateur) -> None:
    page = await nadia.lire("/flux")
    passee = await nadia.lire(page.liens["Année 2025"])
    assert passee.titre.startswith("Flux 2025")


async def test_a_household_held_silent_may_still_have_answered(
    scene: Scene, marie: Navigateur, nadia: Navigateur
) -> None:
    trois = {f"numero_{n}": NUR[n] for n in (1, 2, 3)}
    await marie.envoyer(await marie.lire("/candidats"), "Proposer", **trois)
    await attribuer(scene, 1)
    await scene.dire("nadia", f"/offre {REF} 1 date=10/03/2026")
    await scene.attendre(days=20)
    assert scene.etat() is Etat.EN_CALEOL
    page = await nadia.lire(f"/avis?reference_avis={REF}")
    formulaire = await nadia.lire(page.liens["Réponse"])
    assert "verdict" in formulaire.formulaire("Enregistrer").champs["montre"]
