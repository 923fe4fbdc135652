"""What is typed about a meeting."""

from __future__ import annotations

from datetime import time

import pytest

from bot.handlers.arguments import Arguments, decouper
from bot.handlers.commission import questionne
from bot.handlers.formulaires_commission import lire_presents
from core.errors import SaisieInvalide
from core.messages.saisies_seance import lire_dossier, lire_heure, lire_rang
from tests.menages_prioritaires import HABITAT, NEOTOA


@pytest.mark.parametrize(
    ("texte", "heure"),
    [
        ("14h30", time(14, 30)),
        ("14:30", time(14, 30)),
        ("9 h", time(9)),
        ("09 H 05", time(9, 5)),
        ("0h", time(0)),
    ],
)
def test_an_hour_is_read_as_people_write_it(texte: str, heure: time) -> None:
    assert lire_heure("heure", texte) == heure


@pytest.mark.parametrize("texte", ["24h", "14h60", "midi", "", "-3h", "1430"])
def test_what_is_no_hour_is_refused_with_an_example(texte: str) -> None:
    with pytest.raises(SaisieInvalide, match="heure=14h30"):
        lire_heure("heure", texte)


@pytest.mark.parametrize("texte", ["DP-2026-0007", "dp-2026-7", " DP‑2026‑07 "])
def test_a_household_is_named_in_any_case(texte: str) -> None:
    assert lire_dossier("dossier", texte) == "DP-2026-0007"


@pytest.mark.parametrize("texte", ["AV-2026-0007", "7", "DP-26-7", "044031800012310001"])
def test_what_names_no_household_is_refused_and_a_number_masked(texte: str) -> None:
    with pytest.raises(SaisieInvalide) as refus:
        lire_dossier("dossier", texte)
    assert "Exemple : dossier=DP-2026-0001" in refus.value.phrase
    assert "044031800012310001" not in refus.value.phrase


def test_a_decision_is_named_by_its_number() -> None:
    assert (lire_rang("decision", "n° 12"), lire_rang("decision", "2")) == (12, 2)
    with pytest.raises(SaisieInvalide, match="decision=2"):
        lire_rang("decision", "0")


@pytest.mark.parametrize(
    ("texte", "presents"),
    [
        ("tous", (HABITAT, NEOTOA)),
        ("Tous sauf neotoa", (HABITAT,)),
        ("habitat 44, NEOTOA,", (HABITAT, NEOTOA)),
        ("Néotoa", (NEOTOA,)),
    ],
)
def test_who_is_represented_is_read_by_name(texte: str, presents: tuple[object, ...]) -> None:
    assert lire_presents("bailleurs", texte, (HABITAT, NEOTOA)) == presents


def test_an_unknown_bailleur_is_refused_with_those_that_are() -> None:
    with pytest.raises(SaisieInvalide, match="Habitat 44 ou Neotoa"):
        lire_presents("bailleurs", "Silène", (HABITAT, NEOTOA))


@pytest.mark.parametrize(
    ("tape", "demande"),
    [
        ("nouvelle", True),
        ("nouvelle date=12/03/2026", False),
        ("nouvelle 12/03/2026", False),
        ("CIB-2026-0001 decision DP-2026-0002", True),
        ('CIB-2026-0001 decision DP-2026-0002 texte="un T3"', False),
        ("CIB-2026-0001 reporter", True),
        ("CIB-2026-0001 clore", False),
        ("CIB-2026-0001", False),
        ("", False),
    ],
)
def test_a_form_is_opened_at_once_when_one_will_be_asked(tape: str, demande: bool) -> None:
    assert questionne(decouper(tape)) is demande
    assert questionne(Arguments(valeurs={"action": "decision", "dossier": "DP-2026-0001"}))
