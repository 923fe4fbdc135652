"""The board, where the platform has a place for it: the Home tab of Slack."""

from __future__ import annotations

import pytest

from bot.channels.slack.accueil import accueil
from bot.presenters.tableau import MAXIMUM, Tableau
from tests.builders import LE_PORT, SIDR
from tests.fakes.slack.blockkit import pings_of, problems_of_view, visible_text
from tests.golden import hostile, tableaux
from tests.golden.cas import NOTICES
from tests.golden.decor import jetons
from tests.golden.fichiers import comparer, ecrits
from tests.golden.rendus import EQUIPE, Json, ecrit

TABLEAUX = tableaux.tous()
HOSTILES = [hostile.notice(cas).avis for cas in NOTICES][:MAXIMUM]


def montre(un: Tableau) -> Json:
    """Give the Home tab that shows a board."""
    return accueil(un, jetons(un.boutons), EQUIPE)


@pytest.mark.parametrize("nom", sorted(TABLEAUX))
def test_a_board_shows_on_slack_as_it_showed(nom: str) -> None:
    vue = montre(TABLEAUX[nom])
    comparer("slack", f"tableau-{nom}", ecrit(vue))
    assert problems_of_view(vue) == []


def test_no_golden_of_a_board_is_left_without_its_board() -> None:
    gardes = {nom for nom in ecrits("slack") if nom.startswith("tableau-")}
    assert gardes == {f"tableau-{nom}" for nom in TABLEAUX}


@pytest.mark.parametrize("rang", [0, 1], ids=["bailleur", "reservataire"])
def test_a_hostile_board_calls_nobody_on_slack(rang: int) -> None:
    lecteur = next(une for une in hostile.ORGS if une.id == (SIDR, LE_PORT)[rang].id)
    vue = montre(tableaux.tableau(lecteur, HOSTILES))
    assert "<!channel>" in visible_text(vue["blocks"])
    assert problems_of_view(vue) == []
    assert pings_of(vue) == []


def test_a_full_board_shows_every_avis_that_it_announces() -> None:
    vue = montre(tableaux.trop_plein())
    assert visible_text(vue["blocks"]).count(" · Trois-Bassins · ") == MAXIMUM
    assert problems_of_view(vue) == []
