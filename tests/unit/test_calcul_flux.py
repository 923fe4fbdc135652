"""The right of each réservataire: the five annexes of Le Port to the unit, and the rules."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.annexes import AnnexeLP
from core.domain.convention import Arrondi, Retranchements
from core.domain.flux import calculer, calculer_tout, plus_forts_restes
from core.errors import SaisieInvalide
from storage.annexes.livrees import annexes_livrees
from tests.annexes import LA, LP, annexes_lp, avec, une_la, une_lp

LE_PORT = [une.annexe for une in annexes_livrees("le-port-2024")]
A_LA_FIN = avec(LP, arrondi=Arrondi.A_LA_FIN)


@pytest.mark.parametrize(
    ("rang", "bailleur", "parc", "flux", "mobilisables", "part"),
    [
        (0, "SODIAC", 354, 17, 16, 2),
        (1, "SEMADER", 1553, 93, 54, 10),
        (2, "SIDR", 1655, 113, 62, 4),
        (3, "SHLMR", 2543, 107, 90, 16),
        (4, "SEDRE", 235, 16, 16, 1),
    ],
)
def test_each_annexe_of_le_port_is_right_to_the_unit(
    rang: int, bailleur: str, parc: int, flux: int, mobilisables: int, part: int
) -> None:
    calcul = calculer(LE_PORT[rang], LP)
    assert calcul.annexe.bailleur == bailleur
    valeurs = [calcul.valeur(un) for un in ("parc_soumis", "flux", "mobilisables", "part")]
    assert valeurs == [parc, flux, mobilisables, part]


@pytest.mark.parametrize("regles", [LP, A_LA_FIN], ids=["at each step", "once at the end"])
def test_the_five_annexes_give_33_dwellings(regles: object) -> None:
    calculs = calculer_tout(LE_PORT, regles)  # type: ignore[arg-type]
    assert sum(sum(un.parts.values()) for un in calculs) == 33


def test_each_step_shows_its_numbers_its_rounding_and_its_article() -> None:
    flux = calculer(une_lp(), LP).etapes[1]
    assert flux.formule == "1\u202f655 × 6,82 %"
    assert (flux.exact, flux.valeur) == (Fraction("112.871"), 113)
    assert flux.arrondi.startswith("arrondi au plus proche")
    assert flux.article == "LP, annexe"


def test_a_half_is_rounded_up() -> None:
    annexe = une_lp(patrimoine=250, ventes=0, demolitions=0, anru=0, mutations=0)
    exact = calculer(une_lp(**{**vars(annexe), "taux_rotation": Decimal(1)}), LP)
    assert exact.valeur("flux") == 3


def test_withdrawals_may_come_off_the_assiette_instead() -> None:
    regles = avec(LP, retranchements=Retranchements.ASSIETTE)
    calcul = calculer(une_lp(), regles)
    assert [une.champ for une in calcul.etapes][:3] == ["parc_soumis", "assiette", "flux"]
    assert calcul.parts == {"Le Port": 8}


def test_what_the_year_before_owed_is_added_only_where_the_convention_says_so() -> None:
    assert calculer(une_lp(report=3), LP).parts == {"Le Port": 4}
    assert calculer(une_lp(report=3), avec(LP, report_annuel=True)).parts == {"Le Port": 7}


def test_a_right_never_falls_below_nothing() -> None:
    assert calculer(une_lp(report=-9), avec(LP, report_annuel=True)).parts == {"Le Port": 0}


@pytest.mark.parametrize(
    ("changement", "champ"), [({"ventes": 1900}, "parc_soumis"), ({"anru": 200}, "mobilisables")]
)
def test_withdrawals_above_the_total_are_refused_with_their_step(
    changement: dict[str, int], champ: str
) -> None:
    with pytest.raises(SaisieInvalide) as capture:
        calculer(une_lp(**changement), LP)
    assert capture.value.champ == champ
    assert "négatif" in capture.value.phrase


def test_in_loire_atlantique_a_less_b_is_shared() -> None:
    calcul = calculer(une_la(), LA)
    assert [calcul.valeur(un) for un in ("parc_soumis", "a", "b", "c")] == [1000, 100, 40, 60]
    assert calcul.parts == {
        "etat": 15,
        "agents": 3,
        "action_logement": 18,
        "Nantes Métropole": 12,
        "bailleur": 12,
    }


def test_the_mean_of_three_rates_stays_exact() -> None:
    annexe = une_la(taux_n1=Decimal(10), taux_n2=Decimal(10), taux_n3=Decimal("10.01"))
    a = next(une for une in calculer(annexe, LA).etapes if une.champ == "a")
    assert a.exact == 1000 * Fraction("30.01") / 300


def test_the_largest_remainders_make_the_parts_add_up() -> None:
    trois = {nom: Decimal(un) for nom, un in {"a": "33.33", "b": "33.33", "c": "33.34"}.items()}
    annexe = une_la(mutations=45, taux=trois)
    assert calculer(annexe, LA).parts == {"a": 13, "b": 13, "c": 13}
    assert sum(calculer(annexe, avec(LA, plus_forts_restes=True)).parts.values()) == 40


@settings(max_examples=60)
@given(st.lists(st.fractions(0, 50, max_denominator=40), max_size=8))
def test_largest_remainders_move_no_part_by_one(exactes: list[Fraction]) -> None:
    entiers = plus_forts_restes(exactes)
    assert abs(sum(entiers) - sum(exactes)) <= Fraction(1, 2)
    assert all(abs(un - exact) < 1 for un, exact in zip(entiers, exactes, strict=True))


@settings(max_examples=60)
@given(annexes_lp(), st.sampled_from([LP, A_LA_FIN]))
def test_a_part_stays_between_nothing_and_what_is_shared(annexe: AnnexeLP, regles: object) -> None:
    calcul = calculer(annexe, regles)  # type: ignore[arg-type]
    assert 0 <= calcul.parts[annexe.reservataire] <= calcul.valeur("mobilisables")
