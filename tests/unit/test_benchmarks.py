"""A bound that is not kept is seen."""

import json
from pathlib import Path

import pytest

from benchmarks import commun
from benchmarks.commun import Mesure, conclure


@pytest.mark.parametrize(("valeur", "tenue"), [(1.49, True), (1.5, True), (1.51, False)])
def test_a_measure_keeps_to_its_bound_or_fails(valeur: float, tenue: bool) -> None:
    assert conclure("essai", [Mesure("pour information", 9.0), Mesure("m", valeur, 1.5)]) is tenue


def test_the_measures_are_kept_beside_with_their_bounds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commun, "RESULTATS", tmp_path / "resultats")
    conclure("essai", [Mesure("m", 1.6, 1.5, "s")], "essai")
    (gardee,) = json.loads((tmp_path / "resultats" / "essai.json").read_text(encoding="utf-8"))
    assert gardee == {
        "nom": "m",
        "valeur": 1.6,
        "borne": 1.5,
        "unite": "s",
        "au_moins": False,
        "tenue": False,
    }


@pytest.mark.parametrize(("valeur", "tenue"), [(0.94, False), (0.95, True), (1.2, True)])
def test_a_bound_may_be_the_least_that_is_wanted(valeur: float, tenue: bool) -> None:
    mesure = Mesure("part", valeur, 0.95, au_moins=True)
    assert (mesure.tenue, mesure.regle) == (tenue, "≥ 0.95")
