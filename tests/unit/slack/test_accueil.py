"""The board as the Home tab: each avis with its own buttons."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.slack.accueil import BLOCS_MAX, accueil
from bot.presenters.tableau import MAXIMUM, Section, Tableau
from core.messages.model import Bouton, Champs, Message, Paragraphe
from tests.fakes.slack.blockkit import pings_of, problems_of_view, visible_text

ENTETE = Message("SIDR", (Paragraphe("2 avis en cours."),), (Bouton("Nouvel avis", "vacance"),))
textes = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=60)


def carte(reference: str, *libelles: str) -> Message:
    """Give one avis of the board."""
    boutons = tuple(Bouton(un, "avis", {"reference_avis": reference}) for un in libelles)
    return Message(reference, (Champs((("État", "ouvert"),)),), boutons)


def rendre(tableau: Tableau) -> dict[str, Any]:
    """Render a board, its tokens numbered in the order that they are read."""
    return accueil(tableau, tuple(f"j{n}" for n, _ in enumerate(tableau.boutons)), "T1")


def valeurs(vue: dict[str, Any]) -> list[list[tuple[str, str]]]:
    """Give the buttons, block by block: label and token."""
    rangs = [bloc["elements"] for bloc in vue["blocks"] if bloc["type"] == "actions"]
    return [[(un["text"]["text"], un["value"]) for un in rang] for rang in rangs]


def test_each_avis_has_its_own_buttons_under_it() -> None:
    sections = (
        Section("À faire", (carte("AV-1", "Proposer", "Voir"), carte("AV-2"))),
        Section("En attente des autres", (carte("AV-3", "Voir"),)),
    )
    vue = rendre(Tableau(ENTETE, sections))
    assert valeurs(vue) == [
        [("Nouvel avis", "j0")],
        [("Proposer", "j1"), ("Voir", "j2")],
        [("Voir", "j3")],
    ]
    assert problems_of_view(vue) == []


def test_a_board_is_read_in_order() -> None:
    lu = visible_text(rendre(Tableau(ENTETE, (Section("À faire", (carte("AV-1"),)),)))["blocks"])
    assert lu.split("\n") == [
        *("SIDR", "2 avis en cours.", "[Nouvel avis]"),
        *("À faire", "AV-1", "État : ouvert"),
    ]


def test_the_fullest_board_fits_whole() -> None:
    cartes = [carte(f"AV-{n}", "Proposer des candidats", "Voir", "Rendre") for n in range(MAXIMUM)]
    moitie = MAXIMUM // 2
    sections = (Section("a", tuple(cartes[:moitie])), Section("b", tuple(cartes[moitie:])))
    vue = rendre(Tableau(ENTETE, sections))
    assert len(valeurs(vue)) == MAXIMUM + 1
    assert len(vue["blocks"]) < BLOCS_MAX
    assert problems_of_view(vue) == []


def test_an_avis_of_which_nothing_is_known_is_shown() -> None:
    vue = rendre(Tableau(Message("SIDR"), (Section("À faire", (Message("AV-1"),)),)))
    assert problems_of_view(vue) == []


@settings(max_examples=60)
@given(textes, textes, textes, textes)
def test_no_text_of_a_board_is_a_fault_or_a_call(a: str, b: str, c: str, d: str) -> None:
    sections = (Section(b, (Message(c, (Champs(((d, a),)),)),)),)
    vue = rendre(Tableau(Message(a, (Paragraphe(b),)), sections))
    assert problems_of_view(vue) == []
    assert pings_of(vue) == []
