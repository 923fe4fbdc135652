"""A bound that is not kept is seen."""

import pytest

from benchmarks.commun import Mesure, conclure


@pytest.mark.parametrize(("valeur", "tenue"), [(1.49, True), (1.5, True), (1.51, False)])
def test_a_measure_keeps_to_its_bound_or_fails(valeur: float, tenue: bool) -> None:
    assert conclure("essai", [Mesure("pour information", 9.0), Mesure("m", valeur, 1.5)]) is tenue
