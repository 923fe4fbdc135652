"""Values that have the right type and still make no convention."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.conventions.loader import DOSSIER, ConventionInvalide, charger

SOURCE = (DOSSIER / "le-port-2024.toml").read_text(encoding="utf-8")


def refus(dossier: Path, morceau: str, remplacement: str) -> str:
    assert morceau in SOURCE
    fichier = dossier / "essai.toml"
    fichier.write_text(SOURCE.replace(morceau, remplacement, 1), encoding="utf-8")
    with pytest.raises(ConventionInvalide) as capture:
        charger(fichier)
    return str(capture.value)


@pytest.mark.parametrize(
    ("morceau", "remplacement", "champ"),
    [
        ('"commune", "quartier"', '"commune", "couleur"', "termes.champs_requis.valeur"),
        ('article = "LP art. 9 et rapport"', 'article = ""', "reconduction.article"),
        ("minimum]\nvaleur = 3", "minimum]\nvaleur = 0", "termes.candidats.minimum.valeur"),
        ("valeur = [7, 3, 1]", "valeur = [-7]", "termes.rappels.premier.valeur"),
        ('valeur = ["PLAIA"]', 'valeur = ["PLAIX"]', "termes.candidats.unique_financements"),
        ("litteral = 10", "litteral = 0", "termes.delais.second_tendu.litteral"),
        ('valeur = "20"', 'valeur = "120"', "flux.plafond_garanties.valeur"),
    ],
    ids=[
        "a required field that no dwelling has",
        "an empty article",
        "a list of no candidate at all",
        "a reminder after the échéance",
        "an unknown financement",
        "a literal reading of no day",
        "a cap above the whole",
    ],
)
def test_a_value_that_makes_no_sense_is_refused_with_its_field(
    tmp_path: Path, morceau: str, remplacement: str, champ: str
) -> None:
    assert champ in refus(tmp_path, morceau, remplacement)


@pytest.mark.parametrize(
    ("morceau", "remplacement"),
    [
        ("debut = 2024-01-01", 'debut = "janvier"'),
        ('feries = "FR-974"', "feries = 974"),
        ('["La Possession", "Le Port", "Saint-Paul"]', '"Le Port"'),
        ("[reconduction]\n", "reconduction = 3\n[autre]\n"),
    ],
    ids=["date as text", "calendar as a number", "list as text", "table as a number"],
)
def test_every_fault_is_told_in_french(tmp_path: Path, morceau: str, remplacement: str) -> None:
    assert "should" not in refus(tmp_path, morceau, remplacement)
