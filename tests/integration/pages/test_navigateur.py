"""Every page in a real Chromium: keyboard alone, no script, two widths, and axe-core."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine

from bot.web.pages import garde
from core.domain.acces import But
from core.domain.organisations import Membre
from storage.engine import ouvrir
from tests.component.scene import NUR
from tests.e2e.bac import CHROMIUM, navigateur
from tests.integration.pages.serveur import COURRIEL, MARIE, NOM, VACANCE, Decor, preparer, servir

pytestmark = [
    pytest.mark.navigateur,
    pytest.mark.xdist_group("navigateur"),
    pytest.mark.skipif(
        CHROMIUM is None, reason="Chromium n'est pas installé : apt-get install chromium"
    ),
]
DOCS = Path(__file__).resolve().parents[3] / "docs"
LARGEURS = {"bureau": (1280, 900), "telephone": (360, 740)}
AVIS = {"bureau": "AV-2026-0001", "telephone": "AV-2026-0002", "axe": "AV-2026-0003"}
Voir = Callable[[Page, str], None]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with navigateur() as ouvert:
        yield ouvert


class Acteurs:
    """The decor, and its two people."""

    def __init__(self, decor: Decor, marie: Membre, nadia: Membre, invitation: str) -> None:
        self.decor, self.marie, self.nadia, self.invitation = decor, marie, nadia, invitation

    def avis(self, cle: str) -> str:
        """Give Marie's link to the avis of one browser."""
        return self.decor.lien(self.marie, But.DOSSIER, AVIS[cle])

    def lues(self) -> dict[str, str]:
        """Give the pages that an address alone opens, by name."""
        espace = self.decor.lien(self.nadia, But.ESPACE)
        return {
            "inscription": self.invitation,
            "lien-refuse": self.decor.lien(self.marie, But.DOSSIER, AVIS["axe"], jours=60),
            "mes-avis": espace,
            "nouvel-avis": f"{espace}/vacance",
            "annexes": f"{espace}/annexe",
            "flux": f"{espace}/flux?annee=2026",
            "refus": f"{espace}/candidats",
            "erreur": f"http://127.0.0.1:{self.decor.port}/p/",
        }


@pytest.fixture(scope="module")
def acteurs(modele_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Acteurs]:
    fichier = tmp_path_factory.mktemp("pages") / "pages.db"
    fichier.write_bytes(modele_sqlite.read_bytes())
    moteur: Engine = ouvrir(f"sqlite:///{fichier}")
    decor = preparer(moteur)
    marie = decor.inscrire("Le Port", COURRIEL, MARIE)
    nadia = decor.inscrire("SIDR", NOM, "nadia")
    for n in range(len(AVIS)):
        decor.dire(VACANCE.replace("annee=1998", f"annee={1990 + n}"))
    patience = pytest.MonkeyPatch()
    patience.setattr(garde, "PAR_ADRESSE", (10_000, 100.0))
    with servir(decor):
        yield Acteurs(decor, marie, nadia, decor.invitation())
    patience.undo()
    moteur.dispose()


def atteindre(page: Page, nom: str) -> None:
    """Press Tab until what is focused bears this name."""
    for _ in range(120):
        page.keyboard.press("Tab")
        choisi: str = page.evaluate(
            """() => {
              const e = document.activeElement
              const etiquette = e.labels && e.labels.length ? e.labels[0].innerText : ''
              return (etiquette || e.innerText || '').replace(/\\s+/g, ' ').trim()
            }"""
        )
        if choisi.startswith(nom):
            return
    raise AssertionError(f"« {nom} » is not reached by keyboard")


def au_clavier(page: Page, nom: str) -> None:
    """Activate a link or a button by keyboard alone."""
    atteindre(page, nom)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def au_doigt(page: Page, nom: str) -> None:
    """Activate a link or a button as a finger does."""
    with page.expect_navigation():
        page.locator("main").locator("a, button").filter(has_text=nom).first.click()


def designer(page: Page, lien: str, voir: Voir, activer: Callable[[Page, str], None]) -> None:
    """From the link of a mail to the désignation of three candidates, with one mistake."""
    page.goto(lien)
    voir(page, "avis")
    activer(page, "Accuser réception")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Accuser réception")
    voir(page, "confirmation")
    activer(page, "Accuser réception")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Reçu")
    voir(page, "recu")
    activer(page, "Proposer des candidats")
    voir(page, "candidats")
    for n in (1, 2, 3):
        remplir(page, n, "12" if n == 2 else NUR[n])
    activer(page, "Proposer")
    expect(page).to_have_title("Erreur : Candidats pour " + page.title().split(" pour ")[1])
    voir(page, "candidats-erreur")
    groupe = page.get_by_role("group", name="Candidat 2", exact=True)
    expect(groupe.get_by_label("Nom", exact=False).first).not_to_have_value("")
    groupe.get_by_label("Numéro unique").fill(NUR[2])
    activer(page, "Proposer")
    expect(page.get_by_role("heading", level=1)).to_contain_text("désigné, 3 candidats")
    voir(page, "recu-designation")
    activer(page, "Revenir à l'avis")
    expect(page.get_by_role("heading", level=1)).to_contain_text("désigné")
    voir(page, "avis-designe")


def remplir(page: Page, n: int, numero: str) -> None:
    """Type one candidate."""
    groupe = page.get_by_role("group", name=f"Candidat {n}", exact=True)
    groupe.get_by_label("Numéro unique").fill(numero)
    groupe.locator(f"#c-nom_{n}").fill("D'Aubigné-Hoareau")
    groupe.locator(f"#c-telephone_{n}").fill("0692 12 34 56")


def lire_les_numeros(page: Page, lien: str, voir: Voir) -> None:
    """The bailleur reads the full numbers, by a gesture."""
    page.goto(f"{lien}/numeros")
    voir(page, "numeros-avant")
    au_doigt(page, "Lire les numéros")
    expect(page.locator("main")).to_contain_text(NUR[1])
    voir(page, "numeros")


def sans_defilement(page: Page, nom: str) -> None:
    """The page is one title, one main part, and never wider than its window."""
    assert page.locator("h1").count() == 1, nom
    assert page.locator("main").count() == 1, nom
    largeur = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert largeur[0] <= largeur[1], f"{nom}: {largeur}"


@pytest.mark.parametrize("largeur", list(LARGEURS))
def test_every_page_works_without_a_script_at_each_width(
    chromium: Browser, acteurs: Acteurs, largeur: str
) -> None:
    large, haut = LARGEURS[largeur]
    contexte = chromium.new_context(
        java_script_enabled=False,
        viewport={"width": large, "height": haut},
        has_touch=largeur == "telephone",
        locale="fr-FR",
    )
    page = contexte.new_page()

    def voir(page: Page, nom: str) -> None:
        sans_defilement(page, nom)
        if largeur == "telephone":
            assert trop_petits(page) == [], nom
        if os.environ.get("FLUXBOT_IMAGES"):
            page.screenshot(path=DOCS / f"page-{nom}-{largeur}.png", full_page=True)

    activer = au_clavier if largeur == "bureau" else au_doigt
    designer(page, acteurs.avis(largeur), voir, activer)
    lire_les_numeros(page, acteurs.decor.lien(acteurs.nadia, But.DOSSIER, AVIS[largeur]), voir)
    for nom, adresse in acteurs.lues().items():
        page.goto(adresse)
        voir(page, nom)
    page.goto(acteurs.lues()["lien-refuse"])
    au_doigt(page, "Recevoir un nouveau lien")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Votre demande est enregistrée")
    voir(page, "lien-demande")
    contexte.close()


def trop_petits(page: Page) -> list[Any]:
    """Give what a finger would miss: targets less than 44 px high, links within a text aside."""
    petits: list[Any] = page.evaluate(
        """() => [...document.querySelectorAll('main a, main button, main input, main select,'
          + ' main textarea, main summary')]
          .filter(e => e.type !== 'hidden' && e.type !== 'radio')
          .filter(e => !e.closest('.texte, dd, .message li, .fautes p'))
          .filter(e => e.getBoundingClientRect().height < 44)
          .map(e => e.outerHTML.slice(0, 120))"""
    )
    return petits


def test_the_keyboard_shows_where_it_is_and_skips_to_the_content(
    chromium: Browser, acteurs: Acteurs
) -> None:
    contexte = chromium.new_context(java_script_enabled=False)
    page = contexte.new_page()
    page.goto(acteurs.invitation)
    atteindre(page, "Aller au contenu")
    visible = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(visible) == "solid"
    page.keyboard.press("Enter")
    atteindre(page, "Confirmer cette adresse")
    assert page.evaluate(visible) == "solid"
    contexte.close()


def test_axe_finds_no_violation_on_any_page_in_light_or_dark(
    chromium: Browser, acteurs: Acteurs
) -> None:
    contexte = chromium.new_context(bypass_csp=True, locale="fr-FR")
    page, axe = contexte.new_page(), Axe()
    trouvees: list[str] = []

    def voir(page: Page, nom: str) -> None:
        for teinte, options in (
            ("light", {}),
            ("dark", {"runOnly": {"type": "rule", "values": ["color-contrast"]}}),
        ):
            page.emulate_media(color_scheme=teinte)  # type: ignore[arg-type]
            vues = axe.run(page, options=options).response["violations"]
            trouvees.extend(
                f"{nom} ({teinte}) : {une['id']} {[n['html'][:120] for n in une['nodes']]}"
                for une in vues
            )

    designer(page, acteurs.avis("axe"), voir, au_doigt)
    lire_les_numeros(page, acteurs.decor.lien(acteurs.nadia, But.DOSSIER, AVIS["axe"]), voir)
    for nom, adresse in acteurs.lues().items():
        page.goto(adresse)
        voir(page, nom)
    contexte.close()
    assert trouvees == []
