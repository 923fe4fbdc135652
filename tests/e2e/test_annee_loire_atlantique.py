"""A year in Loire-Atlantique, in the real sandbox, over HTTP, on an accelerated clock."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest

from tests.e2e.bac import demo, port_libre
from tests.e2e.scenarios.annee import Annee, lire
from tests.unit.documents.lecture import mots_du_pdf, sans_blancs, textes_du_word

pytestmark = pytest.mark.e2e

PRIVE = ("DALO", "violences", "protection internationale", "hébergement", "Insalubrité")
SEANCES = range(1, 7)


@pytest.fixture(scope="module")
def annee() -> Iterator[Annee]:
    """Play the whole year once, step by step; every test looks at what it left."""
    depart, etapes = lire("annee_loire_atlantique")
    port = port_libre()
    options = ("--territoire", "loire-atlantique")
    adresse = f"http://127.0.0.1:{port}"
    with demo(port, *options), httpx.Client(base_url=adresse, timeout=60) as client:
        une = Annee(client, depart)
        for rang, etape in enumerate(etapes, 1):
            try:
                une.jouer(etape)
            except Exception as faute:
                ou = f"étape {rang} « {etape.recit} »"
                raise AssertionError(f"{ou} : {faute}") from faute
        yield une


def test_the_year_ends_with_its_objectives_counted(annee: Annee) -> None:
    annee.ouvrir("/objectifs?annee=2026")
    dit = annee.visiteur.texte
    assert "catégories les plus prioritaires : 24 relogements" in dit
    assert "Relogés et imputés : 21" in dit
    assert "DALO : décision favorable : 10 relogés" in dit
    assert "Habitat 44 : 8 relogés" in dit


def test_each_meeting_gives_its_account_and_an_anonymous_one(annee: Annee) -> None:
    for rang in SEANCES:
        entier = mots_du_pdf(annee.fichiers[f"cr{rang}"])
        assert f"CIB-2026-{rang:04d}" in entier
        assert "Absents" in entier
        anonyme = "\n".join(textes_du_word(annee.fichiers[f"anonyme{rang}"]))
        assert "DP-" not in anonyme
        assert not re.search(r"(?<![\w/])[1-4](?![\w/.,])", _comptes(anonyme)), anonyme


def test_the_account_follows_what_each_bailleur_owed(annee: Annee) -> None:
    suites = sans_blancs(mots_du_pdf(annee.fichiers["cr2"]))
    for dit in ("1 en retard et 4 tenues", "DP-2026-0004", "Aucun logement proposé"):
        assert sans_blancs(dit) in suites
    assert sans_blancs("refusé sans motif justifié selon le bailleur") in suites


def test_no_category_ever_reached_a_conversation(annee: Annee) -> None:
    for qui in ("hugo", "nora", "soline"):
        dit = " ".join(annee.messages(qui))
        assert [mot for mot in PRIVE if mot in dit] == []


def test_no_mail_tells_a_category_or_a_number(annee: Annee) -> None:
    courriels = annee.courriels()
    assert len(courriels) > 50
    for html in courriels:
        assert [mot for mot in PRIVE if mot in html] == []
        assert not re.search(r"\b044[0-9]{15}\b", html)


def test_every_chain_of_the_year_holds(annee: Annee) -> None:
    preuve = annee.client.get("/panneaux", params={"dossier": "PN-2026-0001"}).text
    assert "aucune rupture" in preuve
    for fait in ("livraison déplacée", "notice reçue", "logement rendu au bailleur"):
        assert fait in preuve


def _comptes(anonyme: str) -> str:
    """Give the lines of the counts, without titles, dates and references."""
    return "\n".join(un for un in anonyme.splitlines() if re.fullmatch(r"[\d ]+", un.strip()))
