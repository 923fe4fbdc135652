"""A file of annexes: read whole and exact, or refused with every fault and its place."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from core.domain.annexes import Annexe, AnnexeLP, LigneAnnexe
from core.domain.convention import ReglesFlux
from storage.annexes.ecriture import ecrire_csv, ecrire_toml, ecrire_xlsx, rangees
from storage.annexes.fautes import FAUTES_MAX, AnnexesInvalides
from storage.annexes.lecture import lire_annexes
from tests.annexes import ENTETE, LA, LP, RANGEE, annexes_lp, une_la, une_lp

CSV = f"{ENTETE}\n{RANGEE}\n"
TOML = """
[[annexe]]
bailleur = "SIDR"
reservataire = "Le Port"
annee = 2024
patrimoine = 1887
defense_sante = 0
ventes = 134
demolitions = 98
habitat_inclusif = 0
taux_rotation = 6.82
anru = 31
lhi = 0
mutations = 20
taux = "6,89"
"""
ECRIVAINS: dict[str, Callable[[list[LigneAnnexe]], bytes]] = {
    "csv": lambda lignes: ecrire_csv(rangees(lignes)).encode(),
    "toml": lambda lignes: ecrire_toml(rangees(lignes)).encode(),
    "xlsx": lambda lignes: ecrire_xlsx(rangees(lignes)),
}


def classeur(*rangs: list[object], pourcent: bool = False) -> bytes:
    """Make a workbook from rows of values, in percentage cells if asked."""
    fait = Workbook()
    feuille = fait.worksheets[0]
    for rang in rangs:
        feuille.append(rang)
    if pourcent:
        for cellule in (feuille.cell(2, 9), feuille.cell(2, 13)):
            cellule.number_format = "0.00%"
    sortie = io.BytesIO()
    fait.save(sortie)
    return sortie.getvalue()


def lire(contenu: str | bytes, nom: str = "a.csv", regles: ReglesFlux = LP) -> list[Annexe]:
    octets = contenu.encode() if isinstance(contenu, str) else contenu
    return [une.annexe for une in lire_annexes(nom, octets, regles)]


def fautes(contenu: str | bytes, nom: str = "a.csv", regles: ReglesFlux = LP) -> tuple[str, ...]:
    with pytest.raises(AnnexesInvalides) as capture:
        lire(contenu, nom, regles)
    return capture.value.fautes


@pytest.mark.parametrize(
    ("nom", "contenu"),
    [
        ("a.csv", CSV),
        ("a.CSV", CSV.replace("\n", "\r\n")),
        ("a.csv", "\ufeff" + CSV),
        ("a.csv", CSV.replace("taux_rotation", " Taux Rotation ").replace("bailleur", "BAILLEUR")),
        ("a.csv", CSV.replace("1887", "1 887").replace("6,82", "6.82 %")),
        ("a.csv", CSV.replace("1887", "1\u202f887")),
        ("a.csv", CSV.replace("\n", "\n\n") + ";;;\n"),
        ("a.toml", TOML),
        ("a.toml", "annee = 2024\n" + TOML.replace("annee = 2024\n", "")),
        ("a.toml", TOML.replace("[[annexe]]", "")),
        ("a.toml", TOML.replace("[[annexe]]", "[annexe]")),
    ],
)
def test_the_same_annexe_is_read_however_it_is_written(nom: str, contenu: str) -> None:
    assert lire(contenu, nom) == [une_lp()]


def test_a_workbook_is_read_with_its_percentage_cells() -> None:
    valeurs: list[object] = ["SIDR", "Le Port", 2024, 1887.0, 0, 134, 98, 0]
    valeurs += [0.0682, 31, 0, 20, 0.0689]
    fait = classeur(list(ENTETE.split(";")), valeurs, pourcent=True)
    assert lire(fait, "a.xlsx") == [une_lp()]


def test_shares_may_be_a_table_of_their_own_in_toml() -> None:
    ecrit = ecrire_toml(rangees([LigneAnnexe(une_la(taux={}))])) + "[annexe.taux]\netat = 30\n"
    assert lire(ecrit, "a.toml", LA) == [une_la(taux={"etat": Decimal(30)})]


def test_what_is_printed_is_kept_apart_and_may_be_missing() -> None:
    contenu = f"{ENTETE};flux;part;taux_rapport\n{RANGEE};113;;6,9\n"
    (ligne,) = lire_annexes("a.csv", contenu.encode(), LP)
    assert ligne.imprimes == {"flux": Decimal(113)}
    assert ligne.taux_rapport == Decimal("6.9")
    assert ligne.numero == 2


@pytest.mark.parametrize(
    ("avant", "apres", "phrase"),
    [
        ("1887", "", "a.csv, ligne 2, colonne patrimoine : la cellule est vide. Exemple : 1583"),
        ("1887", "-3", "colonne patrimoine : « -3 » est négatif"),
        ("1887", "1.887", "colonne patrimoine : « 1.887 » est ambigu"),
        ("1887", "1887,5", "colonne patrimoine : « 1887,5 » n'est pas un nombre entier"),
        ("1887", "18 87", "colonne patrimoine : « 18 87 » n'est pas un nombre de logements"),
        ("1887", "99999999", "colonne patrimoine : « 99999999 » dépasse dix millions"),
        ("1887", "١٢", "colonne patrimoine : « ١٢ » n'est pas un nombre de logements"),
        ("6,82", "0,0682", "colonne taux_rotation : « 0,0682 » semble une fraction"),
        ("6,82", "101", "colonne taux_rotation : « 101 » n'est pas un pourcentage entre 0 et 100"),
        ("6,82", "6,8,2", "colonne taux_rotation : « 6,8,2 » n'est pas un pourcentage"),
        ("6,82", "-6,82", "colonne taux_rotation : « -6,82 » est négatif"),
        ("6,82", "NaN", "colonne taux_rotation : « NaN » n'est pas un pourcentage"),
        ("6,82", "1e2", "colonne taux_rotation : « 1e2 » n'est pas un pourcentage"),
        (";2024;", ";24;", "colonne annee : « 24 » n'est pas une année entre 2000 et 2100"),
        ("SIDR", " ", "colonne bailleur : la cellule est vide"),
        ("SIDR", "S" * 121, "dépasse 120 caractères"),
    ],
)
def test_a_bad_cell_is_named_with_its_place_its_value_and_an_example(
    avant: str, apres: str, phrase: str
) -> None:
    (faute,) = fautes(f"{ENTETE}\n{RANGEE.replace(avant, apres, 1)}\n")
    assert phrase in faute
    assert "Exemple : " in faute


@pytest.mark.parametrize(
    ("nom", "contenu", "phrase"),
    [
        ("a.csv", b"", "le fichier est vide"),
        ("a.csv", b"x" * 1_000_001, "dépasse 1 Mo"),
        ("a.doc", CSV.encode(), "n'est ni .csv, ni .toml, ni .xlsx"),
        ("a.csv", CSV.replace(";", ",").encode(), "ligne 1 : le séparateur est la virgule"),
        ("a.csv", CSV.replace(";", "\t").encode(), "ligne 1 : le séparateur est la tabulation"),
        ("a.csv", CSV.replace("Le Port", "Été").encode("cp1252"), "ligne 2 : le fichier n'est pas"),
        ("a.csv", CSV.encode("utf-16"), "n'est pas en UTF-8"),
        ("a.csv", ENTETE.encode(), "aucune annexe après l'en-tête"),
        ("a.csv", f"{CSV}{RANGEE};7;8".encode(), "ligne 3 : 15 cellules pour 13 colonnes"),
        ("a.csv", f'{CSV}"SIDR;'.encode(), "guillemets mal fermés"),
        ("a.csv", CSV.replace("mutations", "mutation").encode(), "Vouliez-vous dire mutations ?"),
        ("a.csv", CSV.replace("lhi", "anru").encode(), "« anru » est donnée deux fois"),
        ("a.csv", CSV.replace(";lhi", ";").encode(), "la colonne 11 n'a pas de nom"),
        ("a.csv", CSV.replace(";taux\n", ";part\n").encode(), "il manque : taux"),
        ("a.csv", (CSV + RANGEE).encode(), "ligne 3 : SIDR et Le Port, 2024 est déjà à la ligne 2"),
        ("a.toml", b"taux = 4,80", "ligne 1 : TOML illisible"),
        ("a.toml", b"titre = 'x'", "aucune annexe. Exemple : [[annexe]]"),
        ("a.toml", TOML.replace("134", "true").encode(), "ligne 8, colonne ventes : un nombre"),
        ("a.toml", TOML.replace("134", "-1").encode(), "ligne 8, colonne ventes : « -1 »"),
        ("a.toml", TOML.replace("ventes = 134\n", "").encode(), "il manque : ventes"),
        ("a.xlsx", CSV.encode(), "ce n'est pas un classeur XLSX lisible"),
        ("a.xlsx", b"PK\x05\x06" + b"\0" * 18, "ce n'est pas un classeur XLSX lisible"),
    ],
)
def test_a_bad_file_is_refused_in_a_sentence(nom: str, contenu: bytes, phrase: str) -> None:
    assert phrase in fautes(contenu, nom)[0]


def test_a_formula_never_computed_is_named_with_its_column() -> None:
    rang: list[object] = [*RANGEE.split(";")[:3], "=1000+887", *RANGEE.split(";")[4:]]
    (faute,) = fautes(classeur(list(ENTETE.split(";")), rang), "a.xlsx")
    assert "ligne 2, colonne patrimoine : la formule « =1000+887 »" in faute


def test_every_fault_of_a_file_is_told_at_once() -> None:
    mauvaise = RANGEE.replace("1887", "x").replace("6,82", "y")
    assert len(fautes(f"{ENTETE}\n{mauvaise}\n")) == 2


def test_past_twenty_faults_the_rest_is_counted() -> None:
    lignes = "\n".join(f"B{rang};R;x;1;0;0;0;0;5;0;0;0;5" for rang in range(25))
    toutes = fautes(f"{ENTETE}\n{lignes}\n")
    assert len(toutes) == FAUTES_MAX + 1
    assert toutes[-1] == "… et 5 autres fautes."


@pytest.mark.parametrize(
    ("annexe", "regles", "convention"),
    [(une_lp(), LA, "le-port-2024"), (une_la(), LP, "loire-atlantique-2024")],
)
def test_a_file_of_the_other_variant_is_told_its_convention(
    annexe: Annexe, regles: ReglesFlux, convention: str
) -> None:
    contenu = ecrire_csv(rangees([LigneAnnexe(annexe)]))
    (faute,) = fautes(contenu, regles=regles)
    assert f"--convention {convention}" in faute


def test_a_part_without_its_share_is_refused() -> None:
    contenu = ecrire_csv(rangees([LigneAnnexe(une_la())])).replace("taux_etat", "part_etat")
    assert "la colonne « part_etat » n'a pas son taux" in fautes(contenu, regles=LA)[0]


@pytest.mark.parametrize("extension", ECRIVAINS)
@settings(max_examples=25)
@given(annexe=annexes_lp(), rotation=st.decimals(0, 100, places=4))
def test_what_is_written_is_read_back_the_same(
    extension: str, annexe: AnnexeLP, rotation: Decimal
) -> None:
    voulue = une_lp(**{**vars(annexe), "taux_rotation": rotation})
    contenu = ECRIVAINS[extension]([LigneAnnexe(voulue)])
    assert lire(contenu, f"a.{extension}") == [voulue]


@pytest.mark.parametrize("extension", ECRIVAINS)
def test_shares_keep_their_names_and_order_through_a_file(extension: str) -> None:
    (relue,) = lire(ECRIVAINS[extension]([LigneAnnexe(une_la())]), f"a.{extension}", LA)
    assert relue == une_la()
    assert list(relue.taux) == list(une_la().taux)  # type: ignore[arg-type]


def test_no_text_of_a_workbook_becomes_a_formula() -> None:
    contenu = ecrire_xlsx(rangees([LigneAnnexe(une_lp(bailleur="=1+1"))]))
    assert lire(contenu, "a.xlsx") == [une_lp(bailleur="=1+1")]


@settings(max_examples=150)
@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.toml", "a.xlsx"]))
def test_no_file_whatever_makes_a_trace(contenu: bytes, nom: str) -> None:
    with pytest.raises(AnnexesInvalides):
        lire(contenu, nom)


@settings(max_examples=150)
@given(st.integers(0, 12), st.text(max_size=20))
def test_no_cell_whatever_makes_a_trace(colonne: int, texte: str) -> None:
    valeurs = RANGEE.split(";")
    valeurs[colonne] = texte
    contenu = ecrire_csv([dict(zip(ENTETE.split(";"), valeurs, strict=True))])
    with suppress(AnnexesInvalides):
        assert len(lire(contenu.encode("utf-8", "replace"))) == 1


def test_the_result_of_a_share_is_found_however_its_column_is_spelled() -> None:
    csv = ecrire_csv(rangees([LigneAnnexe(une_la(taux={"État": Decimal(30)}))])).splitlines()
    (ligne,) = lire_annexes("a.csv", f"{csv[0]};part_etat\n{csv[1]};18\n".encode(), LA)
    assert ligne.imprimes == {"part_État": Decimal(18)}


def test_an_unknown_key_of_a_toml_is_named_with_its_line() -> None:
    (faute,) = fautes(TOML + "couleur = 3\n", "a.toml")
    assert faute.startswith("a.toml, ligne 16 : la colonne « couleur » est inconnue")


def test_a_quote_left_open_is_named_where_it_opens() -> None:
    csv = f"{ENTETE}\n{RANGEE.replace('SIDR', chr(34) + 'SIDR')}\n" + f"{RANGEE}\n" * 30
    (faute,) = fautes(csv)
    assert faute.startswith("a.csv, ligne 2 : guillemets mal fermés")


def test_a_title_above_the_header_is_named() -> None:
    (faute,) = fautes("Annexes 2024;;\n" + CSV)
    assert faute.startswith("a.csv, ligne 1 : « Annexes 2024 » n'est pas un en-tête. Ôtez")


def test_an_empty_first_sheet_is_named() -> None:
    (faute,) = fautes(classeur(), "a.xlsx")
    assert faute.startswith("a.xlsx : la première feuille, « Sheet », est vide")


def test_a_declaration_of_rpls_is_sent_to_its_own_command() -> None:
    (faute,) = fautes("DEPCOM;QPV;NBPIECE;CONSTRUCT;LOCAT;FINAN;MODE;BAIL\n1;1;1;1;1;1;1;1\n")
    assert "fluxbot parc import FICHIER" in faute
