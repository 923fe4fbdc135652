"""`flux annexe`: one file an annexe, nothing written when anything is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from bot.cli.flux_annexe import annexe

ENTETE = (
    "bailleur;reservataire;annee;patrimoine;defense_sante;ventes;demolitions;habitat_inclusif;"
    "taux_rotation;anru;lhi;mutations;taux\n"
)
SIDR = "SIDR;Le Port;2024;1887;0;134;98;0;6,82;31;0;20;6,89\n"
SEDRE = "SEDRE;Le Port;2024;235;0;0;0;0;6,77;0;0;0;8,51\n"
Lancer = Callable[..., Result]


@pytest.fixture
def lancer(tmp_path: Path) -> Lancer:
    """Run the command on a file of these rows, towards a folder that does not exist yet."""
    programme = typer.Typer()
    programme.command()(annexe)

    def lance(*rangees: str, options: tuple[str, ...] = ()) -> Result:
        source = tmp_path / "annexes.csv"
        source.write_text(ENTETE + "".join(rangees), encoding="utf-8")
        dossier = str(tmp_path / "documents")
        return CliRunner().invoke(programme, [str(source), "--out", dossier, *options])

    return lance


def ecrits(dossier: Path) -> list[str]:
    return sorted(un.name for un in (dossier / "documents").glob("*"))


def test_each_annexe_is_a_file(lancer: Lancer, tmp_path: Path) -> None:
    fait = lancer(SIDR, SEDRE)
    assert (fait.exit_code, ecrits(tmp_path)) == (
        0,
        ["annexe-2024-SEDRE-Le-Port.pdf", "annexe-2024-SIDR-Le-Port.pdf"],
    )
    assert fait.stdout.endswith("2 annexes écrites.\n")


def test_the_format_is_chosen(lancer: Lancer, tmp_path: Path) -> None:
    lancer(SIDR, options=("--format", "toml"))
    assert ecrits(tmp_path) == ["annexe-2024-SIDR-Le-Port.toml"]


def test_a_file_already_there_is_kept_and_nothing_is_written(
    lancer: Lancer, tmp_path: Path
) -> None:
    lancer(SEDRE, options=("--format", "csv"))
    (tmp_path / "documents/annexe-2024-SEDRE-Le-Port.csv").write_text("signée")
    fait = lancer(SIDR, SEDRE, options=("--format", "csv"))
    assert (fait.exit_code, ecrits(tmp_path)) == (2, ["annexe-2024-SEDRE-Le-Port.csv"])
    assert "--forcer" in fait.stderr
    assert (tmp_path / "documents/annexe-2024-SEDRE-Le-Port.csv").read_text() == "signée"


def test_a_file_already_there_is_replaced_when_asked(lancer: Lancer, tmp_path: Path) -> None:
    lancer(SEDRE, options=("--format", "csv"))
    (tmp_path / "documents/annexe-2024-SEDRE-Le-Port.csv").write_text("brouillon")
    fait = lancer(SEDRE, options=("--format", "csv", "--forcer"))
    assert fait.exit_code == 0
    assert "235" in (tmp_path / "documents/annexe-2024-SEDRE-Le-Port.csv").read_text("utf-8")


def test_two_annexes_of_one_file_name_are_refused(lancer: Lancer, tmp_path: Path) -> None:
    fait = lancer(SIDR, SIDR.replace("SIDR", "SIDR !"))
    assert (fait.exit_code, ecrits(tmp_path)) == (2, [])
    assert "annexe-2024-SIDR-Le-Port.pdf" in fait.stderr


def test_one_annexe_that_cannot_be_computed_writes_none(lancer: Lancer, tmp_path: Path) -> None:
    fait = lancer(SIDR, SEDRE.replace(";235;", ";0;").replace(";0;0;0;8,51", ";0;0;9;8,51"))
    assert (fait.exit_code, ecrits(tmp_path)) == (2, [])
    assert "SEDRE" in fait.stderr


def test_a_fault_of_the_file_is_told_without_a_trace(lancer: Lancer, tmp_path: Path) -> None:
    fait = lancer(SIDR.replace("1887", "beaucoup"))
    assert (fait.exit_code, ecrits(tmp_path)) == (2, [])
    assert "beaucoup" in fait.stderr
    assert "Traceback" not in fait.stderr


def test_an_unknown_convention_names_those_that_exist(lancer: Lancer) -> None:
    fait = lancer(SIDR, options=("--convention", "paris"))
    assert fait.exit_code == 2
    assert "le-port-2024" in fait.stderr
