"""`fluxbot flux calcul`, `controle`, `retenir`: what they print, and their exit codes."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.main import app
from core.domain.annexes import LigneAnnexe
from storage.annexes.ecriture import ecrire_csv, rangees
from storage.annexes.livrees import DOSSIER
from tests.annexes import ENTETE, RANGEE, une_la

LE_PORT = str(DOSSIER / "le-port-2024.csv")


def lancer(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["flux", *arguments])


def ecrire(dossier: Path, contenu: str) -> str:
    fichier = dossier / "annexes.csv"
    fichier.write_text(contenu, encoding="utf-8")
    return str(fichier)


def lignes(fait: Result) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(fait.stdout), delimiter=";"))


def test_the_computation_shows_each_step_and_the_total() -> None:
    fait = lancer("calcul", LE_PORT)
    assert fait.exit_code == 0
    for morceau in ("235 × 6,77 %", "15,9095", "LP art. 3", "Base des taux", " 33 "):
        assert morceau in fait.stdout


def test_the_computation_as_csv_is_the_same_rows_with_their_results(tmp_path: Path) -> None:
    fait = lancer("calcul", ecrire(tmp_path, f"{ENTETE}\n{RANGEE}\n"), "--format", "csv")
    assert fait.exit_code == 0
    assert fait.stdout == (f"{ENTETE};parc_soumis;flux;mobilisables;part\n{RANGEE};1655;113;62;4\n")


def test_results_printed_give_way_to_those_computed() -> None:
    sedre = lignes(lancer("calcul", LE_PORT, "--format", "csv"))[-1]
    assert (sedre["flux"], sedre["mobilisables"], sedre["part"]) == ("16", "16", "1")


def test_loire_atlantique_has_its_own_columns(tmp_path: Path) -> None:
    fichier = ecrire(tmp_path, ecrire_csv(rangees([LigneAnnexe(une_la())])))
    fait = lancer("calcul", fichier, "--convention", "loire-atlantique-2024", "--format", "csv")
    (ligne,) = lignes(fait)
    assert [ligne[nom] for nom in ("parc_soumis", "a", "b", "c")] == ["1000", "100", "40", "60"]
    assert (ligne["part_etat"], ligne["part_Nantes Métropole"]) == ("15", "12")


def test_the_control_finds_the_errors_of_le_port_and_exits_1() -> None:
    fait = lancer("controle", LE_PORT, "--format", "csv")
    assert fait.exit_code == 1
    assert fait.stdout.splitlines() == [
        "bailleur;reservataire;champ;annonce;calcule;droit_change",
        "SODIAC;Le Port;taux;13,5;13,55;non",
        "SEDRE;Le Port;flux;235;16;non",
        "SEDRE;Le Port;mobilisables;14;16;non",
    ]


def test_the_control_speaks_in_sentences_to_a_person() -> None:
    fait = lancer("controle", LE_PORT)
    assert fait.exit_code == 1
    assert "SEDRE : flux annoncé 235, calculé 16" in fait.stdout
    assert "3 anomalies" in fait.stdout


def test_annexes_that_agree_exit_0(tmp_path: Path) -> None:
    juste = f"{ENTETE};parc_soumis;flux;mobilisables;part\n{RANGEE};1655;113;62;4\n"
    fait = lancer("controle", ecrire(tmp_path, juste))
    assert fait.exit_code == 0
    assert "Tout concorde" in fait.stdout


def test_a_file_that_prints_nothing_does_not_agree_with_anything(tmp_path: Path) -> None:
    fait = lancer("controle", ecrire(tmp_path, f"{ENTETE}\n{RANGEE}\n"))
    assert fait.exit_code == 0
    assert "Aucune valeur imprimée à comparer : 1 droit calculé" in fait.stdout
    en_csv = lancer("controle", str(tmp_path / "annexes.csv"), "--format", "csv")
    assert "Aucune valeur imprimée à comparer" in en_csv.stderr


def test_beside_a_csv_what_deserves_a_check_goes_to_standard_error(tmp_path: Path) -> None:
    rangee = RANGEE.replace("6,89", "0,18")
    fait = lancer("calcul", ecrire(tmp_path, f"{ENTETE}\n{rangee}\n"), "--format", "csv")
    assert "une part du Port de 0,18 % est très faible" in fait.stderr
    assert "très faible" not in fait.stdout


def test_documents_are_written_with_a_warning_when_a_cap_is_passed(tmp_path: Path) -> None:
    fichier = ecrire(tmp_path, f"{ENTETE}\n{RANGEE.replace('6,89', '25')}\n")
    fait = lancer("annexe", fichier, "--format", "csv", "--out", str(tmp_path / "out"))
    assert fait.exit_code == 0
    assert "25 % en tout pour 20 %" in fait.stderr


@pytest.mark.parametrize("verbe", ["calcul", "controle", "retenir"])
def test_a_bad_file_exits_2_and_names_every_fault(tmp_path: Path, verbe: str) -> None:
    mauvaise = RANGEE.replace("1887", "x").replace("6,89", "120")
    fait = lancer(verbe, ecrire(tmp_path, f"{ENTETE}\n{mauvaise}\n"))
    assert fait.exit_code == 2
    assert "annexes.csv, ligne 2, colonne patrimoine : « x »" in fait.stderr
    assert "annexes.csv, ligne 2, colonne taux : « 120 »" in fait.stderr
    assert "Traceback" not in fait.output


@pytest.mark.parametrize("verbe", ["calcul", "annexe", "retenir"])
def test_withdrawals_above_the_total_exit_2_with_their_line(tmp_path: Path, verbe: str) -> None:
    fichier = ecrire(tmp_path, f"{ENTETE}\n{RANGEE.replace(';134;', ';9000;')}\n")
    fait = lancer(verbe, fichier)
    assert fait.exit_code == 2
    assert "annexes.csv, ligne 2 : Parc soumis de SIDR" in fait.stderr


@pytest.mark.parametrize(
    ("arguments", "phrase"),
    [
        (("calcul", "absent.csv"), "absent.csv n'existe pas"),
        (("calcul", "/"), "/ est un dossier"),
        (("calcul", LE_PORT, "--convention", "ailleurs"), "« ailleurs » est inconnue"),
    ],
)
def test_what_is_not_there_exits_2(arguments: tuple[str, ...], phrase: str) -> None:
    fait = lancer(*arguments)
    assert fait.exit_code == 2
    assert phrase in fait.stderr


def test_rights_are_retained_once_for_organisations_that_are_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FLUXBOT_DATABASE_URL", f"sqlite:///{tmp_path}/essai.db")
    for commande in (["db", "upgrade"], ["seed", "le-port"]):
        assert CliRunner().invoke(app, commande).exit_code == 0
    assert lancer("retenir", LE_PORT).stdout.count("rien ne change") == 5
    nouveau = ecrire(tmp_path, f"{ENTETE}\n{RANGEE.replace('2024', '2026')}\n")
    assert (
        "SIDR, Le Port, 2026 : droit de 4 logements, retenu." in lancer("retenir", nouveau).stdout
    )
    inconnu = ecrire(tmp_path, f"{ENTETE}\n{RANGEE.replace('Le Port', 'Nulle Part')}\n")
    assert lancer("retenir", inconnu).exit_code == 2
