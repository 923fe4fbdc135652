"""Shares owed to priority households: from what was declared, with their base and article."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.organisations import Nature, Organisation
from core.domain.parts import NON_RESERVE, Declaration, Nombres, Part, parts_suivies, verifier
from core.domain.regles_priorite import PartsDues
from core.errors import SaisieInvalide
from storage.conventions.loader import conventions_livrees

SILENE = Organisation(2, "Silène", Nature.BAILLEUR)
HABITAT = Organisation(3, "Habitat 44", Nature.BAILLEUR)
LE = datetime(2026, 6, 5, 9, tzinfo=UTC)


def regles(convention: str = "loire-atlantique-2024") -> PartsDues:
    trouvees = conventions_livrees()[convention].priorite
    assert trouvees
    return trouvees.parts


def declare(bailleur: Organisation, contingent: str, *nombres: int) -> Declaration:
    return Declaration(bailleur, 2026, contingent, Nombres(*nombres), LE, "Silène, agent n° 1")


def part(parts: tuple[Part, ...], qui: str) -> Part:
    return next(une for une in parts if une.qui == qui)


def test_a_quarter_is_owed_by_each_reservataire_but_the_etat_and_by_the_bailleurs_own() -> None:
    parts = parts_suivies(
        regles(),
        [
            declare(SILENE, "Action Logement", 40, 10, 30, 8, 10, 0),
            declare(HABITAT, "Action Logement", 20, 4, 20, 6, 0, 0),
            declare(SILENE, NON_RESERVE, 8, 1, 8, 2, 0, 0),
            declare(SILENE, "État", 30, 30, 30, 9, 0, 0),
        ],
        ["État"],
    )
    action = part(parts, "Action Logement")
    assert (action.nombre, action.base, action.manque, action.article) == (14, 60, 1, "LA art. 5")
    propre = part(parts, "Silène, non réservé")
    assert (propre.taux, propre.manque) == (Fraction(25, 2), 1)
    assert {une.qui for une in parts} == {"Action Logement", "Silène, non réservé", ""}


def test_the_first_quartile_is_counted_outside_qpv_on_every_contingent() -> None:
    declarations = [
        declare(SILENE, "Action Logement", 40, 10, 30, 6, 10, 0),
        declare(SILENE, "État", 10, 10, 10, 4, 0, 0),
    ]
    (quartile,) = (une for une in parts_suivies(regles(), declarations, ["État"]) if not une.qui)
    assert (quartile.nombre, quartile.base, quartile.taux) == (10, 40, Fraction(25))
    assert quartile.manque == 0


def test_half_of_the_allocations_in_qpv_go_to_others_where_the_convention_says_so() -> None:
    declarations = [declare(SILENE, "Le Port", 10, 3, 6, 2, 4, 1)]
    parts = parts_suivies(regles("le-port-2024"), declarations, [])
    en_qpv = next(une for une in parts if une.objet == "autres quartiles")
    assert (en_qpv.nombre, en_qpv.base, en_qpv.manque, en_qpv.article) == (1, 4, 1, "LP art. 4")


def test_no_share_comes_of_no_allocation() -> None:
    assert parts_suivies(regles(), [], []) == ()
    (une, _) = parts_suivies(regles(), [declare(SILENE, NON_RESERVE, 0, 0, 0, 0, 0, 0)], [])
    assert (une.taux, une.manque) == (None, 0)


@pytest.mark.parametrize(
    ("nombres", "raison"),
    [
        ((40, 41, 30, 8, 10, 0), r"prioritaires \(41\) dépasse total .* ne dépasse pas 100 %"),
        ((40, 10, 30, 8, 9, 0), r"hors QPV \(30\) et en QPV \(9\) font 39, pas 40"),
        ((40, 10, 30, 31, 10, 0), r"1er quartile \(31\) dépasse attributions hors QPV \(30\)"),
        ((40, 10, 30, 8, 10, 11), r"autres quartiles \(11\) dépasse attributions en QPV \(10\)"),
        ((40, -1, 30, 8, 10, 0), "-1 n'est pas un nombre d'attributions"),
    ],
)
def test_contradictory_declarations_are_refused_with_the_rule(
    nombres: tuple[int, ...], raison: str
) -> None:
    with pytest.raises(SaisieInvalide, match=f"{raison}.*Exemple :"):
        verifier(Nombres(*nombres))


@given(st.tuples(st.integers(0, 90), st.integers(0, 90), *[st.integers(0, 200)] * 3))
def test_what_is_accepted_never_makes_a_share_above_a_hundred(n: tuple[int, ...]) -> None:
    hors, en, prioritaires, quartile, autres = n
    try:
        verifier(Nombres(hors + en, prioritaires, hors, quartile, en, autres))
    except SaisieInvalide:
        return
    une = declare(SILENE, "Le Port", hors + en, prioritaires, hors, quartile, en, autres)
    for chaque in parts_suivies(regles("le-port-2024"), [une], []):
        assert chaque.taux is None or 0 <= chaque.taux <= 100
        assert (chaque.manque == 0) is (chaque.taux is None or chaque.taux >= chaque.du)
