"""Organisations found by what a person calls them, and who they are."""

from __future__ import annotations

import pytest

from core.domain.nommage import organisation_nommee
from core.domain.organisations import (
    LIBELLES_NATURE,
    RESERVATAIRES,
    Destination,
    Membre,
    Nature,
    Organisation,
    Role,
)
from core.errors import SaisieInvalide
from tests.builders import LE_PORT, SIDR, SODIAC, TERRITOIRE

POSSESSION = Organisation(9, "La Possession", Nature.COMMUNE)
TOUTES = (SIDR, SODIAC, LE_PORT, TERRITOIRE, POSSESSION)


def refus(nom: str) -> SaisieInvalide:
    with pytest.raises(SaisieInvalide) as capture:
        organisation_nommee(TOUTES, nom, "reservataire")
    return capture.value


@pytest.mark.parametrize(
    ("nom", "attendue"),
    [
        ("Le Port", LE_PORT),
        ("LE PORT", LE_PORT),
        ("  le   port ", LE_PORT),
        ("port", LE_PORT),
        ("Territoire de l'Ouest", TERRITOIRE),
        ("territoire de l’ouest", TERRITOIRE),
        ("ouest", TERRITOIRE),
        ("térrïtoire", TERRITOIRE),
        ("poss", POSSESSION),
        ("sidr", SIDR),
    ],
)
def test_a_name_or_an_unambiguous_part_of_it_is_enough(nom: str, attendue: Organisation) -> None:
    assert organisation_nommee(TOUTES, nom, "reservataire") is attendue


def test_an_exact_name_wins_over_longer_ones_that_hold_it() -> None:
    banlieue = Organisation(10, "Le Port sud", Nature.COMMUNE)
    assert organisation_nommee((banlieue, LE_PORT), "le port", "a") is LE_PORT


def test_an_ambiguous_part_is_refused_with_the_candidates() -> None:
    phrase = refus("s").phrase
    assert "« s » désigne plusieurs organisations" in phrase
    assert "SIDR" in phrase
    assert "SODIAC" in phrase


def test_an_ambiguous_part_lists_only_those_it_fits() -> None:
    assert "Le Port" not in refus("s").phrase.partition("Exemple")[0]


@pytest.mark.parametrize("nom", ["Saint-Denis", "", "   "])
def test_an_unknown_name_is_refused_with_all_of_them(nom: str) -> None:
    phrase = refus(nom).phrase
    assert "n'est pas une organisation connue ici" in phrase
    assert all(une.nom in phrase for une in TOUTES)


def test_the_refusal_suggests_the_nearest_name_and_names_its_field() -> None:
    assert 'Exemple : reservataire="La Possession"' in refus("La Posession").phrase
    assert refus("xyz").champ == "reservataire"


def test_with_no_organisation_at_all_the_refusal_is_still_a_sentence() -> None:
    with pytest.raises(SaisieInvalide, match="n'est pas une organisation connue ici"):
        organisation_nommee((), "Le Port", "reservataire")


def test_each_role_may_do_what_the_one_before_may() -> None:
    assert [role.rang for role in (Role.AGENT, Role.REFERENT, Role.ADMINISTRATEUR)] == [0, 1, 2]


def test_roles_are_written_with_accents() -> None:
    assert [role.libelle for role in Role] == ["agent", "référent", "administrateur"]


def test_every_kind_of_organisation_has_a_name_that_people_read() -> None:
    assert set(LIBELLES_NATURE) == set(Nature)


def test_neither_a_bailleur_nor_a_ccas_holds_reservation_rights() -> None:
    assert set(Nature) - RESERVATAIRES == {Nature.BAILLEUR, Nature.CCAS}


def test_a_member_is_named_without_any_personal_datum() -> None:
    assert Membre(7, LE_PORT, Role.REFERENT).designation == "Le Port, référent n° 7"


def test_two_conversations_never_share_a_key() -> None:
    une = Destination("telegram", "12", "3")
    assert {une.cle, Destination("telegram", "12").cle, Destination("sandbox", "12").cle} == {
        "telegram:12:3",
        "telegram:12:",
        "sandbox:12:",
    }
