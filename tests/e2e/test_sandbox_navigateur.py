"""The sandbox's page, driven in a real Chromium from what it shows alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.e2e.bac import CHROMIUM, NUMEROS, VACANCE, PageDuBac, demo, navigateur, port_libre

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.navigateur,
    pytest.mark.xdist_group("navigateur"),
    pytest.mark.skipif(
        CHROMIUM is None, reason="Chromium n'est pas installé : apt-get install chromium"
    ),
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with navigateur() as ouvert:
        yield ouvert


@pytest.fixture(scope="module")
def adresse() -> Iterator[str]:
    """One sandbox for all: each test posts its own avis."""
    port = port_libre()
    with demo(port):
        yield f"http://127.0.0.1:{port}/"


@pytest.fixture
def bac(chromium: Browser, adresse: str) -> Iterator[PageDuBac]:
    """The page in a new browser; it raises no error, against its security policy neither."""
    contexte = chromium.new_context(viewport={"width": 1440, "height": 900})
    page = contexte.new_page()
    fautes: list[str] = []
    page.on("pageerror", lambda faute: fautes.append(str(faute)))
    page.on("console", lambda dit: fautes.append(dit.text) if dit.type == "error" else None)
    page.goto(adresse)
    yield PageDuBac(page)
    contexte.close()
    assert fautes == []


def test_an_avis_is_posted_by_form_answered_and_a_second_one_is_repute_tenu(
    bac: PageDuBac,
) -> None:
    premier = poster_par_formulaire(bac)
    avis = bac.dit(bac.marie, f"Avis de vacance {premier}")
    expect(avis).to_contain_text("à 24 h")
    expect(avis).to_contain_text("modifié")
    activer(avis.get_by_role("button", name="Proposer des candidats"))
    bac.marie.get_by_label("Numéros uniques").fill(NUMEROS)
    activer(bac.marie.get_by_role("button", name="Proposer", exact=True))
    for chez in (bac.nadia, bac.marie):
        bac.dit(chez, f"{premier} : désigné, 3 candidats")

    second = bac.poster()
    bac.presser("Prochaine échéance")
    bac.dit(bac.marie, f"Relance : {second}")
    bac.presser("Prochaine échéance")
    for chez in (bac.nadia, bac.marie):
        bac.dit(chez, f"{second} : engagement réputé tenu")
    les_panneaux_le_prouvent(bac, premier)


def activer(bouton: Locator) -> None:
    """Press a button by keyboard: what is drawn meanwhile moves what a mouse aims at."""
    bouton.press("Enter")


def poster_par_formulaire(bac: PageDuBac) -> str:
    """Type /vacance, make a mistake, correct it where it is shown; gives the reference."""
    chez = bac.nadia
    bac.ecrire(chez, "/vacance")
    remplir(chez, loyer="cinq cents")
    activer(chez.get_by_role("button", name="Envoyer l'avis"))
    loyer = chez.get_by_label("Loyer mensuel")
    expect(loyer).to_have_attribute("aria-invalid", "true")
    expect(loyer).to_have_value("cinq cents")
    expect(chez.locator(".champ.fautif")).to_contain_text("n'est pas un montant en euros")
    expect(chez.get_by_label("Quartier", exact=True)).to_have_value("Rivière des Galets")
    expect(chez.get_by_label("Typologie")).to_have_value("T3")
    loyer.fill("512,30")
    activer(chez.get_by_role("button", name="Envoyer l'avis"))
    recu = bac.dit(chez, "reçu par Le Port").inner_text()
    expect(chez.get_by_role("button", name="Envoyer l'avis")).to_have_count(0)
    trouvee = re.search(r"AV-[0-9]{4}-[0-9]{4}", recu)
    assert trouvee
    return trouvee[0]


def remplir(chez: Locator, loyer: str) -> None:
    """Fill the form of a new avis."""
    chez.get_by_label("À quel réservataire ?").select_option("Le Port")
    chez.get_by_label("Commune").fill("Le Port")
    chez.get_by_label("Quartier", exact=True).fill("Rivière des Galets")
    chez.get_by_role("group", name="En quartier prioritaire").get_by_label("oui").check()
    chez.get_by_label("Typologie").select_option("T3")
    chez.get_by_label("Loyer mensuel").fill(loyer)
    chez.get_by_label("Financement").select_option("LLTS")
    chez.get_by_label("Année de construction").fill("1998")
    chez.get_by_role("group", name="Accessible PMR").get_by_label("non").check()
    chez.get_by_role("group", name="Ascenseur").get_by_label("non").check()
    chez.get_by_label("Préavis, en mois").select_option("1")


def les_panneaux_le_prouvent(bac: PageDuBac, reference: str) -> None:
    """The outbox and the journal show the same story."""
    bac.page.get_by_text("Boîte d'envoi").click()
    envois = bac.page.get_by_role("group", name="Boîte d'envoi")
    expect(envois.get_by_role("cell", name="réputé tenu").first).to_be_visible()
    bac.page.get_by_role("heading", name="Journal", exact=True).click()
    expect(bac.page.get_by_text("aucune rupture")).to_be_visible()
    bac.page.get_by_label("Dossier").select_option(reference)
    journal = bac.page.get_by_role("group", name=f"Journal de {reference}")
    expect(journal.get_by_role("cell", name="ouvert → désigné")).to_be_visible()


def test_hostile_text_is_shown_as_text(bac: PageDuBac) -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    executes: list[str] = []
    bac.page.on("dialog", lambda boite: (executes.append(boite.message), boite.dismiss()))
    bac.ecrire(bac.nadia, hostile)
    bac.dit(bac.nadia, hostile)
    reference = bac.poster(VACANCE.replace("Rivière des Galets", hostile))
    expect(bac.dit(bac.marie, f"Avis de vacance {reference}")).to_contain_text(hostile)
    assert bac.page.locator(".fil script, .fil img").count() == 0
    assert executes == []


def test_after_an_outage_the_relance_is_sent_once(bac: PageDuBac) -> None:
    reference = bac.poster()
    bac.presser("Simuler une panne")
    bac.dit(bac.nadia, f"{reference} : relance reçue par Le Port")
    expect(bac.page.get_by_text("une seule fois")).to_be_visible()
    relances = bac.marie.get_by_role("article").filter(has_text=f"Relance : {reference}")
    expect(relances).to_have_count(1)
    bac.presser("Avancer d'un jour")
    expect(bac.page.get_by_text("Un jour a passé")).to_be_visible()
    expect(relances).to_have_count(1)


def test_a_mail_opens_the_page_where_its_reception_is_acknowledged(bac: PageDuBac) -> None:
    bac.ecrire(bac.nadia, VACANCE.replace("Le Port", "Préfecture de La Réunion", 1))
    boite = bac.page.get_by_role("region", name="Courriels")
    mail = boite.get_by_role("article").filter(has_text="Avis de vacance").last
    mail.locator("summary").click()
    lien = mail.frame_locator("iframe").get_by_role("link", name="Accuser réception")
    with bac.page.expect_popup() as ouverte:
        lien.press("Enter")
    page = ouverte.value
    activer(page.get_by_role("button", name="Accuser réception"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("réception enregistrée")
    bac.dit(bac.nadia, "reçu par Préfecture de La Réunion")
    expect(boite.get_by_role("article").last).to_contain_text("le délai court")


def test_a_form_being_filled_survives_what_happens_around_it(bac: PageDuBac) -> None:
    bac.ecrire(bac.nadia, "/vacance")
    quartier = bac.nadia.get_by_label("Quartier", exact=True).last
    quartier.fill("Centre")
    bac.ecrire(bac.nadia, "/aide")
    bac.presser("Avancer d'un jour")
    expect(bac.page.get_by_text("Un jour a passé")).to_be_visible()
    expect(quartier).to_have_value("Centre")


def test_a_newcomer_follows_the_suggested_steps(bac: PageDuBac) -> None:
    bac.page.get_by_role("button", name="Tout en une ligne").click()
    bac.nadia.get_by_label("Message", exact=True).press("Enter")
    avis = bac.dit(bac.marie, "Proposez 3 candidats avant")
    activer(avis.get_by_role("button", name="Proposer des candidats"))
    expect(bac.marie.get_by_label("Numéros uniques")).to_be_visible()
    bac.page.get_by_role("button", name="Mettre trois numéros").click()
    activer(bac.marie.get_by_role("button", name="Proposer", exact=True))
    bac.dit(bac.marie, ": désigné, 3 candidats")


def test_the_page_works_without_javascript_on_a_phone(chromium: Browser, adresse: str) -> None:
    contexte = chromium.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 800}
    )
    bac = PageDuBac(contexte.new_page())
    bac.page.goto(adresse)
    reference = bac.poster()
    avis = bac.dit(bac.marie, f"Avis de vacance {reference}")
    avis.get_by_role("button", name="Proposer des candidats").click()
    # Without a script, the forms of other tests stay open on the page.
    numeros = bac.marie.get_by_label("Numéros uniques").last
    numeros.fill("12")
    bac.marie.get_by_role("button", name="Proposer", exact=True).last.click()
    expect(numeros).to_have_value("12")
    expect(bac.marie.locator(".faute").last).to_be_visible()
    contexte.close()


def test_a_file_is_joined_and_its_control_comes_back(bac: PageDuBac) -> None:
    joint = {"name": "annexe.csv", "mimeType": "text/csv", "buffer": b"bailleur\nSIDR\n"}
    bac.nadia.get_by_label("Joindre un fichier").set_input_files(joint)  # type: ignore[arg-type]
    bac.dit(bac.nadia, "annexe.csv")
    bac.dit(bac.nadia, "À corriger")
