"""What an annexe says: every figure, its computation, its source, in good French."""

from __future__ import annotations

from bot.documents.annexe import rediger
from bot.documents.redaction import Ligne, typographie
from core.domain.convention import Arrondi, Convention, Retranchements
from core.domain.flux import Calcul
from tests.unit.documents.cas import avec, la, lp


def lignes(cas: tuple[Calcul, Convention], section: int = 0) -> dict[str, Ligne]:
    return {une.libelle: une for une in rediger(*cas).sections[section].lignes}


def ordre(cas: tuple[Calcul, Convention]) -> list[str]:
    return [une.nombre for une in rediger(*cas).sections[0].lignes]


def test_every_withdrawal_has_its_line_even_when_it_is_nothing() -> None:
    assert ordre(lp()) == [
        *("1\u00a0887", "0", "134", "98", "0", "1\u00a0655"),
        *("6,82\u00a0%", "113", "31", "0", "0", "20", "62"),
    ]


def test_a_result_shows_how_it_is_rounded() -> None:
    droit = lignes(lp(), 1)["= Droit pour 2024"]
    assert droit.calcul.replace("\u00a0", " ") == "62 × 6,89 % = 4,2718, arrondi à 4"


def test_a_number_cut_at_four_decimals_is_not_said_equal() -> None:
    cas = lp(avec(arrondi=Arrondi.A_LA_FIN))
    droit = lignes(cas, 1)["= Droit pour 2024"]
    assert droit.calcul.replace("\u00a0", " ") == "61,871 × 6,89 % ≈ 4,2629, arrondi à 4"


def test_a_result_that_needs_no_operation_shows_none() -> None:
    cas = lp(ventes=0, demolitions=0)
    assert lignes(cas)["= Parc soumis au flux"].calcul == ""


def test_the_figures_are_those_of_two_years_before() -> None:
    ecrites = lignes(lp(annee=2026))
    assert "Patrimoine locatif au 31/12/2024" in ecrites
    assert "×\u00a0Taux de rotation observé en 2024" in ecrites


def test_the_base_stands_beside_the_share() -> None:
    convention = avec(base_taux="le patrimoine de la commune")
    taux = lignes(lp(convention), 1)["Taux du réservataire"]
    assert (taux.nombre, taux.calcul) == (
        "6,89\u00a0%",
        "base\u00a0: le patrimoine de la commune",
    )


def test_relogements_taken_off_the_assiette_come_before_the_rotation() -> None:
    cas = lp(avec(retranchements=Retranchements.ASSIETTE))
    assert ordre(cas) == [
        *("1\u00a0887", "0", "134", "98", "0", "1\u00a0655"),
        *("31", "0", "0", "20", "1\u00a0604"),
        *("6,82\u00a0%", "109", "109"),
    ]


def test_a_carry_over_is_a_line_of_its_own() -> None:
    ecrites = lignes(lp(avec(report_annuel=True), report=2), 1)
    nombres = [une.nombre for une in ecrites.values()]
    assert nombres == ["6,89\u00a0%", "4", "6"]


def test_the_largest_remainder_is_said_when_it_decides() -> None:
    notes = [rediger(*lp(avec(plus_forts_restes=choix))).sections[0].note for choix in (0, 1)]
    assert ["plus fort reste" in une for une in notes] == [False, True]


def test_the_two_parties_sign_an_annexe_individuelle() -> None:
    signent = [(un.qualite, un.nom) for un in rediger(*lp()).signataires]
    assert signent == [("Pour le bailleur", "SIDR"), ("Pour le réservataire", "Le Port")]


def test_a_shared_flux_shows_a_b_and_c() -> None:
    totaux = [une.nombre for une in lignes(la()).values() if une.total]
    assert totaux == ["12\u00a0180", "869", "287", "582"]


def test_every_reservataire_has_its_share_of_c() -> None:
    parts = [(une.libelle, une.nombre) for une in lignes(la(), 1).values()]
    assert parts == [
        ("État", "146"),
        ("Agents de l’État", "29"),
        ("Action Logement", "204"),
        ("Bailleur", "204"),
        ("Total", "583"),
    ]


def test_parts_that_rounding_takes_away_from_c_say_so() -> None:
    total = lignes(la(), 1)["Total"]
    assert total.calcul == "100\u00a0%\u202f; écart d’arrondi avec C\u00a0:\u00a0+1"


def test_signs_are_tied_to_their_word() -> None:
    assert typographie("total : 4 % ; l'art. 3 « dit »") == (
        "total\u00a0: 4\u00a0%\u202f; l’art.\u00a03 «\u00a0dit\u00a0»"
    )
