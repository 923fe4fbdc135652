"""The State's dossiers on signed pages: a préfecture that has nothing but e-mail does it all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio

from bot.cli.donnees import semer
from bot.presenters.adresses import REFERENCE, adresse_du_bouton
from core.domain.acces import But
from core.domain.prioritaires import DossierPrioritaire
from core.messages.model import Bouton
from storage.tables import recu
from storage.unit_of_work import Base
from storage.verification import ruptures
from tests.component.pages.navigateur import Navigateur, Page, inscrire_par_courriel
from tests.component.pages.test_lecture import tout
from tests.component.scene import Scene

DEPART = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
DDETS, HUGO = "ddets@loire-atlantique.test", "hugo@habitat44.test"
DP, PN, CIB = "DP-2026-0001", "PN-2026-0001", "CIB-2026-0001"
NUR = "044031800012310001"
MENAGE = {
    "numero": NUR,
    "voie": "rapport social",
    "categorie": "dalo",
    "contact": "Mme Untel, CCAS",
    "types": "T3",
    "communes": "Nantes",
}
PROGRAMME = {
    "residence": "Les Filaos",
    "adresse": "12 rue des Lilas, 44000 Nantes",
    "commune": "Nantes",
    "qpv": "non",
    "livraison": "15/09/2026",
    "logements": "10 x T3 PLUS 512,30 85",
    "nature_charges": "eau",
}
SECRETS = ("favorable", "Untel", NUR)


@pytest_asyncio.fixture
async def nantes(base_sqlite: Base, incidents: list[Any]) -> Scene:
    """The DDETS and Habitat 44 (Hugo), both by e-mail alone."""
    semer(base_sqlite, "loire-atlantique-2024")
    scene = Scene(base_sqlite, DEPART)
    inscrire_par_courriel(scene, "État (préfet de la Loire-Atlantique)", DDETS)
    inscrire_par_courriel(scene, "Habitat 44", HUGO)
    return scene


async def inscrire(scene: Scene) -> Page:
    """The DDETS opens a household from its space; gives the receipt."""
    async with Navigateur.ouvrir(scene, DDETS, But.ESPACE) as ddets:
        espace = await ddets.lire()
        formulaire = await ddets.lire(espace.liens["Nouveau ménage prioritaire"])
        return await ddets.envoyer(formulaire, "Enregistrer", **MENAGE)


def lu(scene: Scene) -> DossierPrioritaire:
    with scene.base.transaction() as uow:
        dossier = uow.prioritaires.par_reference(DP)
    assert dossier
    return dossier


async def test_a_household_is_inscribed_from_the_space_to_its_own_page(nantes: Scene) -> None:
    recu = await inscrire(nantes)
    assert "/recu/" in str(recu.reponse.url)
    assert all(un not in recu.texte for un in SECRETS)
    async with Navigateur.ouvrir(nantes, DDETS, But.ESPACE) as ddets:
        page = await ddets.lire(recu.liens["Revenir au dossier"])
        espace = await ddets.lire()
    assert page.titre.startswith(f"{DP} : inscrit")
    assert "Ménages prioritaires : 1" in espace.texte
    assert "DP-2026-0001 · inscrit · 0 jour · T3" in espace.texte
    assert "Importer un fichier de ménages prioritaires" in espace.liens
    assert "Proposer des candidats" not in espace.liens


async def test_an_action_of_a_dossier_is_a_form_then_a_receipt(nantes: Scene) -> None:
    await inscrire(nantes)
    async with Navigateur.ouvrir(nantes, DDETS, But.DOSSIER, DP) as ddets:
        page = await ddets.lire()
        formulaire = await ddets.lire(page.liens["Désigner un bailleur"])
        assert f"{DP} · inscrit · 0 jour · T3 · Nantes" in formulaire.texte
        assert all(un not in formulaire.texte for un in SECRETS)
        recu = await ddets.envoyer(formulaire, "Désigner", bailleur="Habitat 44")
        assert recu.titre.startswith(f"Reçu · {DP} : désigné")
        assert recu.liens["Revenir au dossier"] == str(ddets.adresse).replace(
            "https://fluxbot.test", ""
        )
    assert lu(nantes).bailleur == nantes.organisation("Habitat 44")


async def test_a_category_is_read_once_recorded_and_kept_on_no_receipt(nantes: Scene) -> None:
    await inscrire(nantes)
    async with Navigateur.ouvrir(nantes, DDETS, But.DOSSIER, DP) as ddets:
        question = await ddets.lire("/dossier?action=prive")
        assert "Ce sera inscrit au journal du dossier" in question.texte
        reponse = await ddets.envoyer(question, "Lire")
    assert "Mme Untel, CCAS" in reponse.texte
    with nantes.base.moteur.connect() as connexion:
        gardes = connexion.execute(recu.select().order_by(recu.c.instant)).all()
    assert [un.corps_chiffre is None for un in gardes] == [False, True]
    assert "lecture" in nantes.actions(DP)[-1]


async def test_the_number_is_read_once_and_recorded(nantes: Scene) -> None:
    await inscrire(nantes)
    async with Navigateur.ouvrir(nantes, DDETS, But.DOSSIER, DP) as ddets:
        page = await ddets.lire()
        reponse = await ddets.envoyer(
            await ddets.lire(page.liens["Lire le numéro unique"]), "Lire les numéros"
        )
    assert NUR in reponse.texte
    assert nantes.actions(DP)[-1] == "lecture du numéro"


@pytest.mark.parametrize(
    "suite", ["", "/dossier", "/dossier?action=designer", "/numeros", "/preuve"]
)
async def test_a_dossier_is_closed_to_who_is_no_party(nantes: Scene, suite: str) -> None:
    await inscrire(nantes)
    async with Navigateur.ouvrir(nantes, HUGO, But.DOSSIER, DP) as hugo:
        page = await hugo.lire(suite)
    assert (page.statut, page.titre) == (404, "Ce lien ne s'ouvre pas · fluxbot")


@pytest.mark.parametrize(
    "suite", ["/avis", "/commission", f"/dossier?{REFERENCE}=DP-2026-0002", "/dossier/x/y", "/page"]
)
async def test_the_link_of_a_dossier_opens_that_dossier_alone(nantes: Scene, suite: str) -> None:
    await inscrire(nantes)
    async with Navigateur.ouvrir(nantes, DDETS, But.DOSSIER, DP) as ddets:
        assert (await ddets.lire(suite)).statut in (404, 422)


async def test_no_page_of_a_household_that_is_read_changes_anything(nantes: Scene) -> None:
    await inscrire(nantes)
    avant = tout(nantes)
    async with Navigateur.ouvrir(nantes, DDETS, But.ESPACE) as ddets:
        for suite in ("", "/dossier", "/objectifs", "/importer", "/importer/piece"):
            assert (await ddets.lire(suite)).statut == 200, suite
        for action in ("", "&action=inscrire", "&action=prive", "&action=designer"):
            page = await ddets.lire(f"/dossier?{REFERENCE}={DP}{action}")
            assert page.statut in (200, 422), action
    assert tout(nantes) == avant


async def test_no_private_argument_is_taken_from_an_address(nantes: Scene) -> None:
    async with Navigateur.ouvrir(nantes, DDETS, But.ESPACE) as ddets:
        page = await ddets.lire(
            f"/dossier?action=nouveau&numero={NUR}&categorie=dalo&contact=Untel"
        )
    champs = page.formulaire("Enregistrer").champs
    assert (champs["champ-numero"], champs["champ-categorie"], champs["champ-contact"]) == (
        "",
        "",
        "",
    )
    assert NUR not in page.reponse.text


async def test_a_meeting_is_held_from_its_link_to_its_account(nantes: Scene) -> None:
    await inscrire(nantes)
    async with Navigateur.ouvrir(nantes, DDETS, But.ESPACE) as ddets:
        formulaire = await ddets.lire("/commission?action=nouvelle")
        await ddets.envoyer(formulaire, "Fixer", date="30/03/2026", heure="14h30", lieu="DDETS")
    nantes.horloge.avancer(timedelta(days=20, hours=4))
    async with Navigateur.ouvrir(nantes, DDETS, But.DOSSIER, CIB) as ddets:
        ouverte = await ddets.envoyer(await ddets.lire("/commission?action=ouvrir"), "Ouvrir")
        assert "DALO : décision favorable" in ouverte.texte
        formulaire = await ddets.lire(ouverte.liens[f"Décider {DP}"])
        await ddets.envoyer(formulaire, "Enregistrer", texte="un T3", bailleur="Habitat 44")
        question = await ddets.lire("/commission?action=clore")
        assert "confirmer=oui" not in question.texte
        close = await ddets.envoyer(question, "Oui, je confirme")
        joint = await ddets.lire(close.liens["Compte rendu (PDF)"])
        pdf = await ddets.client.get(joint.liens[f"Télécharger compte-rendu-{CIB}.pdf"])
    assert "séance close" in close.titre
    assert pdf.headers["content-type"] == "application/pdf"
    with nantes.base.transaction() as uow:
        gardes = uow.connexion.execute(recu.select().where(recu.c.reference == CIB)).all()
    corps = [nantes.base.coffre.dechiffrer(un.corps_chiffre) for un in gardes if un.corps_chiffre]
    assert corps
    assert "DALO" not in "".join(corps)


async def test_a_programme_is_received_and_filled_on_its_page(nantes: Scene) -> None:
    async with Navigateur.ouvrir(nantes, HUGO, But.ESPACE) as hugo:
        formulaire = await hugo.lire((await hugo.lire()).liens["Nouveau programme"])
        await hugo.envoyer(formulaire, "Ouvrir le programme", **PROGRAMME)
        adresse = f"/programme?{REFERENCE}={PN}&action=notifier"
        await hugo.envoyer(await hugo.lire(adresse), "Envoyer la notice")
    async with Navigateur.ouvrir(nantes, DDETS, But.DOSSIER, PN) as ddets:
        page = await ddets.lire()
        question = await ddets.lire(page.liens["Accuser réception"])
        recu = await ddets.envoyer(question, "Accuser réception")
        assert "au plus tard le 15/06/2026 à 24 h" in recu.texte
        formulaire = await ddets.lire(page.liens["Proposer des candidats"])
        await ddets.envoyer(formulaire, "Proposer", numeros=NUR)
        lus = await ddets.envoyer(await ddets.lire("/numeros"), "Lire les numéros")
        preuve = await ddets.client.get(page.liens["Fichier de preuve (texte)"])
    assert NUR in lus.texte
    assert "Notice n° 1, État (préfet de la Loire-Atlantique) : accusé de réception" in preuve.text
    assert NUR not in preuve.text
    with nantes.base.transaction() as uow:
        assert list(ruptures(uow, uow.journal.dossiers())) == []


async def test_a_file_of_households_says_line_by_line_what_is_wrong(nantes: Scene) -> None:
    fichier = f"numero_unique;categorie\n{NUR};dalo\n12;inconnue\n".encode()
    async with Navigateur.ouvrir(nantes, DDETS, But.ESPACE) as ddets:
        formulaire = (await ddets.lire("/importer")).formulaire("Importer ce fichier")
        donnees = {"sceau": formulaire.champs["sceau"]}
        reponse = await ddets.client.post(
            formulaire.action, data=donnees, files={"fichier": ("ménages.csv", fichier)}
        )
    page = Page(reponse)
    assert page.statut == 422
    assert "ménages.csv" in page.texte
    assert reponse.text.count("<li>") >= 1
    assert nantes.actions(DP) == []


def test_a_button_in_a_mail_opens_its_dossier_alone_else_the_space(nantes: Scene) -> None:
    assert nantes.base.liens
    liens = nantes.base.liens
    with nantes.base.transaction() as uow:
        membre = uow.membres.par_identite("courriel", DDETS)
    assert membre
    vus = {}
    for nom, arguments in {
        "dossier": {REFERENCE: DP, "action": "designer"},
        "page": {REFERENCE: DP},
        "programme": {REFERENCE: "PN-2026-0001"},
        "objectifs": {"annee": "2026"},
    }.items():
        adresse = adresse_du_bouton(liens, membre, Bouton("x", nom, arguments), DEPART)
        jeton, _, suite = adresse.removeprefix("https://fluxbot.test/p/").partition("/")
        acces = liens.lire(jeton)
        vus[nom] = (acces.but, acces.objet, suite)
    assert vus == {
        "dossier": (But.DOSSIER, DP, "dossier?action=designer"),
        "page": (But.DOSSIER, DP, ""),
        "programme": (But.DOSSIER, "PN-2026-0001", ""),
        "objectifs": (But.ESPACE, "", "objectifs?annee=2026"),
    }
