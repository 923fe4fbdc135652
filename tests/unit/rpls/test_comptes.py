"""What a declaration counts to: the parc soumis, and the rotation with its exact boundaries."""

import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.parc import Compte, LigneDeParc, total
from storage.rpls.assiettes import lire_assiettes
from storage.rpls.comptes import financement, periode, typologie
from storage.rpls.declaration import lire_declaration
from storage.rpls.generateur import Tirage
from tests.unit.rpls.fichiers import ANNEE, compter_a_la_main, ecrire, inventer


def compte(dossier: Path, *logements: dict[str, str]) -> Compte:
    return total(lire_declaration(ecrire(dossier, *logements), ANNEE).lignes)


@pytest.mark.parametrize(
    ("logement", "emmenagements", "base"),
    [
        ({"BAIL": "01/2024"}, 1, 1),
        ({"BAIL": "12/2023"}, 0, 1),
        ({"BAIL": "12/2024"}, 1, 1),
        ({"BAIL": "01/2025"}, 1, 1),
        ({"BAIL": "01/01/2024"}, 1, 1),
        ({"BAIL": "31/12/2023"}, 0, 1),
        ({"LOCAT": "2023", "BAIL": "06/2024"}, 1, 1),
        ({"LOCAT": "2024", "BAIL": "06/2024"}, 0, 0),
        ({"MODE": "2", "BAIL": ""}, 0, 1),
        ({"MODE": "2", "BAIL": "06/2024"}, 1, 1),
        ({"MODE": "2", "BAIL": "06/2023"}, 0, 1),
        ({"MODE": "2", "LOCAT": "2024", "BAIL": "06/2024"}, 0, 0),
        ({"MODE": "3", "BAIL": "06/2024"}, 0, 0),
        ({"MODE": "4", "BAIL": "06/2024"}, 0, 0),
        ({"MODE": "9", "BAIL": ""}, 0, 0),
    ],
)
def test_a_letting_counts_since_1_january_of_the_year_before_in_a_dwelling_let_earlier(
    tmp_path: Path, logement: dict[str, str], emmenagements: int, base: int
) -> None:
    lu = compte(tmp_path, logement)
    assert (lu.emmenagements, lu.base_rotation) == (emmenagements, base)


def test_the_rotation_of_a_small_stock_is_the_one_computed_by_hand(tmp_path: Path) -> None:
    anciens = [{"BAIL": "03/2010"}] * 10 + [{"MODE": "2", "BAIL": ""}] * 2
    nouveaux = [{"BAIL": "02/2024"}] * 3
    neufs = [{"LOCAT": "2024", "BAIL": "11/2024"}] * 4
    lu = compte(tmp_path, *anciens, *nouveaux, *neufs)
    assert lu == Compte(logements=19, soumis=19, emmenagements=3, base_rotation=15)


@pytest.mark.parametrize(
    ("logement", "logements", "soumis"),
    [
        ({}, 1, 1),
        ({"FINAN": "16"}, 1, 0),
        ({"MODE": "3", "BAIL": ""}, 1, 1),
        ({"MODE": "9", "BAIL": ""}, 0, 0),
    ],
)
def test_intermediate_dwellings_are_outside_the_flux_and_those_gone_are_not_counted(
    tmp_path: Path, logement: dict[str, str], logements: int, soumis: int
) -> None:
    lu = compte(tmp_path, logement)
    assert (lu.logements, lu.soumis) == (logements, soumis)


@pytest.mark.parametrize(
    ("code", "commune", "nom"),
    [
        ("13", "97407", "LLS"),
        ("10", "97407", "LLTS"),
        ("13", "44109", "PLUS"),
        ("14", "97407", "PLS"),
    ],
)
def test_codes_of_financing_bear_their_overseas_name_overseas(
    code: str, commune: str, nom: str
) -> None:
    assert financement(code, commune) == nom


def test_dwellings_of_six_rooms_or_more_are_one_typologie() -> None:
    assert [typologie(un) for un in "1569"] == ["T1", "T5", "T6+", "T6+"]


@pytest.mark.parametrize(
    ("annee", "nom"),
    [
        ("1948", "1948 et avant"),
        ("1949", "1949-1974"),
        ("2014", "2005-2014"),
        ("2015", "2015 et après"),
    ],
)
def test_a_period_of_construction_stops_before_the_next_begins(annee: str, nom: str) -> None:
    assert periode(annee) == nom


def par_code(lignes: tuple[LigneDeParc, ...]) -> dict[tuple[str, bool, str, str], Compte]:
    cumul: dict[tuple[str, bool, str, str], Compte] = {}
    for une in lignes:
        cle = (une.commune, une.qpv, une.typologie, une.financement)
        cumul[cle] = cumul.get(cle, Compte()) + une.compte
    return cumul


@given(graine=st.integers(0, 10_000), logements=st.integers(1, 400))
@settings(max_examples=8)
def test_a_generated_declaration_counts_as_if_done_dwelling_by_dwelling(
    graine: int, logements: int
) -> None:
    with tempfile.TemporaryDirectory() as dossier:
        chemin = inventer(Path(dossier), Tirage(logements, ANNEE, graine))
        lue = lire_declaration(chemin, ANNEE)
        attendus: dict[tuple[str, bool, str, str], Compte] = {}
        for (commune, qpv, pieces, finan), un in compter_a_la_main(chemin, ANNEE).items():
            cle = (commune, qpv, typologie(pieces), financement(finan, commune))
            attendus[cle] = attendus.get(cle, Compte()) + un
    assert lue.rejetees == 0
    assert par_code(lue.lignes) == attendus


def test_a_national_file_counts_by_bailleur_and_commune_as_each_declaration_would(
    tmp_path: Path,
) -> None:
    chemin = inventer(tmp_path, Tirage(600, ANNEE, 3, organismes=4))
    par_commune: Counter[str] = Counter()
    for cle, un in compter_a_la_main(chemin, ANNEE).items():
        par_commune[cle[0]] += un.soumis
    lues = lire_assiettes(chemin, ANNEE)
    assert len({une.organisme for une in lues.lignes}) == 4
    assert Counter({une.commune: une.compte.soumis for une in lues.lignes}) == par_commune


def test_the_same_seed_makes_the_same_file_and_another_another(tmp_path: Path) -> None:
    ecrits = []
    for rang, graine in enumerate((5, 5, 6)):
        dossier = tmp_path / str(rang)
        dossier.mkdir()
        ecrits.append(inventer(dossier, Tirage(50, ANNEE, graine)).read_bytes())
    assert ecrits[0] == ecrits[1] != ecrits[2]


def test_a_generated_stock_looks_like_a_real_one(tmp_path: Path) -> None:
    lue = lire_declaration(inventer(tmp_path, Tirage(4000, ANNEE, 2)), ANNEE)
    entier = total(lue.lignes)
    assert entier.rotation is not None
    assert 0.05 < entier.rotation < 0.09
    en_qpv = total(une for une in lue.lignes if une.qpv)
    assert 0.2 < en_qpv.logements / entier.logements < 0.45
    assert {une.typologie for une in lue.lignes} == {"T1", "T2", "T3", "T4", "T5", "T6+"}


@pytest.mark.parametrize(
    ("colonne", "code", "attendu"),
    [
        ("TYPECONST", "C", Compte(1, 1, 0, 1)),
        ("TYPECONST", "E", Compte(1, 0, 0, 1)),
        ("SORTIEPATRIM", "9", Compte(1, 1, 0, 1)),
        ("SORTIEPATRIM", "4", Compte()),
    ],
)
def test_optional_columns_tell_student_dwellings_and_those_sold_or_demolished(
    tmp_path: Path, colonne: str, code: str, attendu: Compte
) -> None:
    chemin = ecrire(tmp_path, {})
    titres, ligne = chemin.read_text().splitlines()
    chemin.write_text(f"{titres};{colonne}\n{ligne};{code}\n")
    assert total(lire_declaration(chemin, ANNEE).lignes) == attendu
