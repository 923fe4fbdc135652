"""Seals read back what we sealed for one link and one form, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.pages.sceaux import DUREE, Sceaux
from core.domain.acces import LienRefuse
from storage.coffre import Coffre, nouvelle_cle
from storage.liens import Liens

INSTANT = datetime(2026, 3, 10, tzinfo=UTC)
LIENS = Liens(Coffre(nouvelle_cle()), "https://fluxbot.test")
SCEAUX = Sceaux(LIENS, "un-lien")


def test_a_gesture_is_read_back_for_its_form_and_its_link_while_it_lasts() -> None:
    scelle = SCEAUX.nouveau("accuser", INSTANT)
    geste = SCEAUX.geste(scelle, "accuser", INSTANT)
    assert geste
    assert len(geste) <= 64
    assert SCEAUX.geste(scelle, "accuser", INSTANT + DUREE - timedelta(seconds=1)) == geste
    assert SCEAUX.geste(scelle, "accuser", INSTANT + DUREE) is None
    assert SCEAUX.geste(scelle, "rendre", INSTANT) is None
    assert Sceaux(LIENS, "un-autre").geste(scelle, "accuser", INSTANT) is None


def test_two_forms_are_two_gestures() -> None:
    scelles = {SCEAUX.nouveau("accuser", INSTANT) for _ in range(2)}
    assert len({SCEAUX.geste(un, "accuser", INSTANT) for un in scelles}) == 2


def test_a_button_is_read_back_for_its_command_and_its_link() -> None:
    scelle = SCEAUX.bouton("vacance", {"proposition": "Le Port"})
    assert SCEAUX.arguments(scelle, "vacance") == {"proposition": "Le Port"}
    assert SCEAUX.arguments(scelle, "retirer") is None
    assert Sceaux(LIENS, "un-autre").arguments(scelle, "vacance") is None
    assert SCEAUX.geste(scelle, "vacance", INSTANT) is None


@given(st.text() | st.from_regex(r"[A-Za-z0-9_.-]{1,80}", fullmatch=True))
def test_nothing_that_somebody_writes_is_a_seal_or_a_link(texte: str) -> None:
    assert SCEAUX.geste(texte, "accuser", INSTANT) is None
    assert SCEAUX.arguments(texte, "accuser") is None
    with pytest.raises(LienRefuse):
        LIENS.lire(texte)
