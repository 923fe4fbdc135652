"""What a declaration gets wrong: the file, the line, the column, the value, what is expected."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import SaisieInvalide
from storage.rpls.assiettes import lire_assiettes
from storage.rpls.communes import lire_communes
from storage.rpls.declaration import Declaration, lire_declaration
from storage.rpls.rejets import TITRES, ecrire_rapport
from tests.unit.rpls.fichiers import ANNEE, LOUE, ecrire


def lire(dossier: Path, *logements: dict[str, str]) -> Declaration:
    return lire_declaration(ecrire(dossier, *logements), ANNEE)


def situes(lue: Declaration) -> list[tuple[int, str, str]]:
    return [(un.ligne, un.colonne, un.valeur) for un in lue.rejets]


FAUTES = (
    ("DEPCOM", "99999", "code INSEE"),
    ("DEPCOM", "97499", "code INSEE"),
    ("DEPCOM", "20001", "code INSEE"),
    ("DEPCOM", "7407", "code INSEE"),
    ("NBPIECE", "3,5", "entier de 1 à 9"),
    ("NBPIECE", "3.5", "entier de 1 à 9"),
    ("NBPIECE", "-3", "entier de 1 à 9"),
    ("NBPIECE", "0", "entier de 1 à 9"),
    ("SURFHAB", "-62", "nombre positif"),
    ("SURFHAB", "62;5", "valeurs séparées"),
    ("LOYERPRINC", "1.234,5", "nombre positif"),
    ("QPV", "oui", "1 (en QPV)"),
    ("FINAN", "PLUS", "un code parmi 10"),
    ("MODE", "7", "1, 2, 3, 4, 5 ou 9"),
    ("LOCAT", "2026", "de 1500 à 2025"),
    ("LOCAT", "98", "4 chiffres"),
    ("CONSTRUCT", "2.e3", "4 chiffres"),
    ("CONSTRUCT", "", "4 chiffres"),
    ("BAIL", "13/2020", "mm/aaaa"),
    ("BAIL", "2020-05-01", "mm/aaaa"),
    ("BAIL", "02/2025", "jusqu'à 01/2025"),
    ("BAIL", "", "mm/aaaa"),
    ("BAIL", "30/02/2020", "mm/aaaa"),
    ("IDENT_REP", "123", "10 positions"),
)


@pytest.fixture(scope="module")
def fautive(tmp_path_factory: pytest.TempPathFactory) -> Declaration:
    """Read once a line for each wrong value, each between two right ones."""
    logements = [logement for colonne, valeur, _ in FAUTES for logement in ({colonne: valeur}, {})]
    return lire(tmp_path_factory.mktemp("fautive"), {}, *logements)


@pytest.mark.parametrize("rang", range(len(FAUTES)), ids=lambda rang: "-".join(FAUTES[rang]))
def test_a_wrong_value_is_named_with_its_line_and_what_is_expected(
    fautive: Declaration, rang: int
) -> None:
    (rejet,) = (un for un in fautive.rejets if un.ligne == 3 + 2 * rang)
    assert FAUTES[rang][2] in rejet.attendu


def test_the_lines_beside_a_wrong_one_are_accepted(fautive: Declaration) -> None:
    assert (fautive.lues, fautive.rejetees) == (2 * len(FAUTES) + 1, len(FAUTES))


def test_right_values_are_accepted(tmp_path: Path) -> None:
    logements: tuple[dict[str, str], ...] = (
        {"DEPCOM": "2A004"},
        {"DEPCOM": "44109"},
        {"DEPCOM": "97424"},
        {"SURFHAB": "62,5"},
        {"LOYERPRINC": ""},
        {"IDENT_REP": "0123456789"},
        {"MODE": "2", "BAIL": ""},
        {"BAIL": "15/05/2019"},
        {"BAIL": "29/02/2020"},
        {"MODE": "3", "BAIL": "inconnu"},
    )
    lue = lire(tmp_path, *logements)
    assert (lue.lues, lue.rejets) == (len(logements), ())


def test_every_fault_of_a_line_is_told_and_the_line_counts_once(tmp_path: Path) -> None:
    lue = lire(tmp_path, {"QPV": "x", "MODE": "7", "NBPIECE": "-1"})
    assert lue.rejetees == 1
    assert {un.colonne for un in lue.rejets} == {"QPV", "MODE", "NBPIECE"}


def test_a_dwelling_declared_twice_is_kept_once(tmp_path: Path) -> None:
    lue = lire(tmp_path, {"IDENT_REP": "0123456789"}, {}, {"IDENT_REP": "0123456789"})
    assert situes(lue) == [(4, "IDENT_REP", "0123456789")]


def test_new_dwellings_have_no_number_yet_and_are_not_taken_for_one_another(tmp_path: Path) -> None:
    assert lire(tmp_path, {}, {}, {}).rejetees == 0


def test_lines_with_too_few_or_too_many_values_shift_no_other(tmp_path: Path) -> None:
    chemin = ecrire(tmp_path, {}, {"QPV": "x"}, {"QPV": "y"})
    lignes = chemin.read_text().splitlines()
    lignes[2:2] = ["97407;1", ";".join(["1"] * 40)]
    chemin.write_text("\n".join(lignes))
    lue = lire_declaration(chemin, ANNEE)
    assert (lue.lues, lue.rejetees) == (5, 4)
    assert [(un.ligne, un.colonne) for un in lue.rejets] == [
        (3, "séparateur"),
        (4, "séparateur"),
        (5, "QPV"),
        (6, "QPV"),
    ]


def test_a_line_too_long_is_said_to_be_so(tmp_path: Path) -> None:
    chemin = ecrire(tmp_path, {}, {"SURFHAB": "1" * 3_000_000}, {})
    (rejet,) = lire_declaration(chemin, ANNEE).rejets
    assert (rejet.ligne, rejet.valeur) == (3, "ligne trop longue")


def test_the_lease_of_a_dwelling_offered_is_checked_when_it_is_given(tmp_path: Path) -> None:
    lue = lire(tmp_path, {"MODE": "2", "BAIL": "inconnu"}, {"MODE": "2", "BAIL": "03/2024"})
    assert situes(lue) == [(2, "BAIL", "inconnu")]


def test_line_numbers_stay_those_of_the_file_with_blank_lines_and_line_breaks(
    tmp_path: Path,
) -> None:
    chemin = ecrire(tmp_path, {}, {}, {"QPV": "x"})
    lignes = chemin.read_text().splitlines()
    lignes[0] = "NOM;" + lignes[0]
    lignes[1] = '"en\ndeux";' + lignes[1]
    lignes[2] = "\n97407;1\n" + "b;" + lignes[2]
    lignes[3] = "c;" + lignes[3]
    chemin.write_text("\r\n".join("\n".join(lignes).split("\n")), newline="")
    lue = lire_declaration(chemin, ANNEE)
    assert [(un.ligne, un.colonne) for un in lue.rejets] == [(5, "séparateur"), (7, "QPV")]


@given(fautives=st.sets(st.integers(0, 30)))
@settings(max_examples=10)
def test_the_lines_rejected_are_exactly_those_at_fault(fautives: set[int]) -> None:
    with tempfile.TemporaryDirectory() as dossier:
        logements = [{"QPV": "3"} if rang in fautives else {} for rang in range(31)]
        lue = lire(Path(dossier), *logements)
    assert {un.ligne for un in lue.rejets} == {rang + 2 for rang in fautives}
    assert lue.rejetees == len(fautives)


def test_the_report_is_a_table_of_what_to_correct(tmp_path: Path) -> None:
    lue = lire(tmp_path, {"QPV": "oui"})
    rapport = tmp_path / "rejets.csv"
    ecrire_rapport(rapport, lue.fichier, lue.rejets)
    titres, faute = rapport.read_text(encoding="utf-8").splitlines()
    assert titres == ";".join(TITRES)
    assert faute == "rpls.csv;2;QPV;oui;1 (en QPV) ou 2 (hors QPV)"


@pytest.mark.parametrize(
    ("contenu", "colonne", "attendu"),
    [
        (b"", "séparateur", "fichier vide"),
        (b"\nDEPCOM;QPV\n", "séparateur", "ligne vide"),
        (b"DEPCOM,QPV\n1,2\n", "séparateur", "point-virgule"),
        (b"DEPCOM\tQPV\n", "séparateur", "point-virgule"),
        ("DEPCOM;QPV\n".encode("utf-16"), "encodage", "UTF-8 ou en latin1"),
        (b"PK\x03\x04", "encodage", "UTF-8 ou en latin1"),
        (b"DEPCOM;QPV\n\0;1\n", "encodage", "UTF-8 ou en latin1"),
        (";".join(un for un in LOUE if un != "QPV").encode(), "QPV", "une colonne nommée QPV"),
        ((";".join(LOUE) + ";MODE").encode(), "MODE", "une seule fois"),
    ],
)
def test_a_file_that_can_t_be_read_as_a_whole_is_refused_in_one_sentence(
    tmp_path: Path, contenu: bytes, colonne: str, attendu: str
) -> None:
    chemin = tmp_path / "rpls.csv"
    chemin.write_bytes(contenu)
    with pytest.raises(SaisieInvalide) as refus:
        lire_declaration(chemin, ANNEE)
    assert refus.value.champ == colonne
    assert "rpls.csv, ligne 1" in refus.value.phrase
    assert attendu in refus.value.phrase


def test_a_quote_never_closed_refuses_the_file(tmp_path: Path) -> None:
    chemin = ecrire(tmp_path, {}, {"FINAN": '"13'}, {})
    with pytest.raises(SaisieInvalide, match="ligne 3, guillemet"):
        lire_declaration(chemin, ANNEE)


def test_the_declarations_of_two_bailleurs_in_one_file_are_refused(tmp_path: Path) -> None:
    chemin = ecrire(tmp_path, {}, {})
    titres, un, autre = chemin.read_text().splitlines()
    chemin.write_text(f"{titres};IDENT_ORG\n{un};000000001\n{autre};000000002\n")
    with pytest.raises(SaisieInvalide, match="2 bailleurs"):
        lire_declaration(chemin, ANNEE)


@pytest.mark.parametrize("encodage", ["utf-8", "utf-8-sig", "latin-1", "cp1252"])
def test_both_encodings_are_read(tmp_path: Path, encodage: str) -> None:
    chemin = ecrire(tmp_path, {}, {})
    titres, *lignes = chemin.read_text().splitlines()
    lettre = "œ" if encodage == "cp1252" else "è"
    accentuees = [f"{une};Rivi{lettre}re des Galets" for une in lignes]
    chemin.write_text("\n".join([f"{titres};LIBELLÉ", *accentuees]), encoding=encodage)
    lue = lire_declaration(chemin, ANNEE)
    assert (lue.lues, lue.rejetees) == (2, 0)


def test_latin1_found_late_in_a_value_that_is_read_is_read_again_as_latin1(
    tmp_path: Path,
) -> None:
    chemin = ecrire(tmp_path, *[{}] * 20_000, {"QPV": "é"})
    chemin.write_bytes(chemin.read_bytes().replace("é".encode(), b"\xe9"))
    lue = lire_declaration(chemin, ANNEE)
    assert situes(lue) == [(20_002, "QPV", "é")]


def test_columns_are_known_in_any_order_and_case_and_by_their_open_data_names(
    tmp_path: Path,
) -> None:
    chemin = ecrire(tmp_path, {})
    titres, ligne = chemin.read_text().splitlines()
    noms = titres.lower().replace("qpv", "qpv_code").split(";")
    envers = ";".join(reversed(noms)), ";".join(reversed(ligne.split(";")))
    chemin.write_text("\n".join(envers))
    assert lire_declaration(chemin, ANNEE).lignes[0].qpv


def test_a_list_of_communes_decides_which_are_known(tmp_path: Path) -> None:
    liste = tmp_path / "communes.csv"
    liste.write_text("TYPECOM,COM,LIBELLE\nCOM,97407,Le Port\n", encoding="utf-8")
    chemin = ecrire(tmp_path, {}, {"DEPCOM": "97415"})
    lue = lire_declaration(chemin, ANNEE, lire_communes(liste))
    assert situes(lue) == [(3, "DEPCOM", "97415")]


def test_a_file_name_is_never_a_pattern(tmp_path: Path) -> None:
    chemin = ecrire(tmp_path, {}).rename(tmp_path / "rpls [2025]'*.csv")
    assert lire_declaration(chemin, ANNEE).lues == 1


def test_a_file_of_many_bailleurs_without_their_identifier_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SaisieInvalide, match="IDENT_ORG"):
        lire_assiettes(ecrire(tmp_path, {}), ANNEE)


def test_faulty_lines_of_a_file_of_many_bailleurs_are_counted_out(tmp_path: Path) -> None:
    chemin = ecrire(tmp_path, {}, {"DEPCOM": "99999"}, {"MODE": "7"})
    titres, *lignes = chemin.read_text().splitlines()
    ecrites = [f"{titres};IDENT_ORG", *(f"{une};000000001" for une in lignes), "1;2"]
    chemin.write_text("\n".join(ecrites))
    lues = lire_assiettes(chemin, ANNEE)
    assert (lues.lues, lues.rejetees) == (4, 3)
    assert [une.commune for une in lues.lignes] == ["97407"]
