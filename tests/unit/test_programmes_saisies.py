"""Dwellings, shares and reasons as people type them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.programmes import Particularite, Public
from core.domain.programmes_candidats import INADAPTEE, REFUS
from core.errors import DonneePersonnelle, Refus, SaisieInvalide
from core.messages.saisies_programme import (
    lire_echec,
    lire_heure,
    lire_logements,
    lire_numeros_de_logements,
    lire_particularites,
    lire_parts,
    lire_repartition,
)


def test_one_line_describes_several_dwellings_numbered_in_order() -> None:
    lus = lire_logements("logements", "3 x T3 PLUS 512,30 85 ; f2 plai 400 60.5 € asv")
    assert [(un.numero, un.type, un.financement) for un in lus] == [
        (1, "T3", "PLUS"),
        (2, "T3", "PLUS"),
        (3, "T3", "PLUS"),
        (4, "T2", "PLAI"),
    ]
    assert (lus[0].loyer, lus[3].charges) == (Decimal("512.30"), Decimal("60.5"))
    assert lus[3].public is Public.ASV


@pytest.mark.parametrize(
    "colle",
    [
        "type;financement;loyer;charges\nT3;PLUS;512,30;85\nT2;PLAI;400;60",
        "T3\tPLUS\t512,30\t85\nT2\tPLAI\t400\t60\n",
    ],
)
def test_rows_of_a_table_are_read_too(colle: str) -> None:
    assert [un.type for un in lire_logements("logements", colle)] == ["T3", "T2"]


@pytest.mark.parametrize(
    ("texte", "faute"),
    [
        ("T3 PLUS 512,30", "ligne 1"),
        ("T3 PLUS 512 85\nT9 PLUX 1 1", "ligne 2"),
        ("T3 PLUS -512 85", "montant"),
        ("T3 PLUS 0 85", "loyer nul"),
        ("501 x T3 PLUS 512 85", "500 logements"),
        ("0 x T3 PLUS 512 85", "ligne 1"),
        ("T3 PLUS 512 85 riches", "asv"),
        ("", "aucun logement"),
    ],
)
def test_a_line_at_fault_is_named_with_an_example(texte: str, faute: str) -> None:
    with pytest.raises(SaisieInvalide) as refus:
        lire_logements("logements", texte)
    assert faute in refus.value.phrase
    assert "Exemple : " in refus.value.phrase
    assert refus.value.champ == "logements"


@given(
    st.text(max_size=60),
    st.sampled_from([lire_logements, lire_parts, lire_repartition, lire_particularites]),
)
def test_any_text_is_read_or_refused(texte: str, lecteur: Callable[[str, str], object]) -> None:
    with suppress(Refus):
        lecteur("champ", texte)


def test_shares_are_names_with_numbers() -> None:
    assert lire_parts("financeurs", "Le Port 4 ; Territoire de l'Ouest : 2 logements") == (
        ("Le Port", 4),
        ("Territoire de l'Ouest", 2),
    )
    with pytest.raises(SaisieInvalide, match="aucun logement"):
        lire_parts("financeurs", "Le Port -2")


def test_dwellings_are_given_by_number_and_range_to_one_or_several() -> None:
    assert lire_numeros_de_logements("logements", "1, 3 5-7") == (1, 3, 5, 6, 7)
    assert lire_repartition("logements", "1 3") == (("", (1, 3)),)
    assert lire_repartition("logements", "Le Port : 1 2\nouest : 3-4") == (
        ("Le Port", (1, 2)),
        ("ouest", (3, 4)),
    )
    with pytest.raises(SaisieInvalide, match="deux-points"):
        lire_repartition("logements", "Le Port 1 2")
    with pytest.raises(SaisieInvalide, match="7-5"):
        lire_numeros_de_logements("logements", "7-5")


def test_what_is_special_is_said_in_words() -> None:
    lues = lire_particularites("particularites", "Inclusif, gens du voyage")
    assert lues == (Particularite.INCLUSIF, Particularite.GENS_DU_VOYAGE)
    with pytest.raises(SaisieInvalide, match="inclusif"):
        lire_particularites("particularites", "luxe")


def test_a_failure_has_a_usual_reason_or_a_text_that_speaks_of_nobody() -> None:
    assert lire_echec("motif", "Refusé") == REFUS
    assert lire_echec("motif", "candidature non adaptée") == INADAPTEE
    assert lire_echec("motif", "deux demandes radiées") == "deux demandes radiées"
    with pytest.raises(DonneePersonnelle):
        lire_echec("motif", "Mme Durand ne répond pas")


def test_an_hour_is_read_as_people_write_it() -> None:
    assert [lire_heure("heure", un) for un in ("14h30", "9h", "14:05")] == [
        "14 h 30",
        "9 h",
        "14 h 05",
    ]
