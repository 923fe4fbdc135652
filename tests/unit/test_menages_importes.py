"""A file of households: read whole, or refused line by line without quoting what is private."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from core.domain.importation import MenageImporte
from core.domain.prioritaires import Voie
from core.domain.regles_priorite import ReglesPriorite
from storage.conventions.loader import conventions_livrees
from storage.menages_importes.classeur import DEPLIE_MAX, lire_classeur
from storage.menages_importes.fautes import MenagesInvalides, masquer
from storage.menages_importes.lecture import lire_menages
from storage.menages_importes.tableau import (
    ENTETE,
    LIGNES_MAX,
    TAILLE_MAX,
    est_un_tableau_de_menages,
)

NUR = tuple(f"0440318000{n}310001" for n in range(10, 30))
LIGNE = f'{NUR[0]};dalo;rapport;"T2, T3";"Nantes, Rezé";15/01/2026;oui;Silène;'


def regles() -> ReglesPriorite:
    trouvees = conventions_livrees()["loire-atlantique-2024"].priorite
    assert trouvees
    return trouvees


def lire(contenu: str | bytes, nom: str = "menages.csv") -> tuple[MenageImporte, ...]:
    octets = contenu.encode() if isinstance(contenu, str) else contenu
    return lire_menages(nom, octets, regles())


def csv(*lignes: str) -> str:
    return "\n".join((ENTETE, *lignes))


def classeur(*rangees: Sequence[object]) -> Workbook:
    fait = Workbook()
    for une in rangees:
        fait.active.append(list(une))
    return fait


def octets(fait: Workbook) -> bytes:
    tampon = io.BytesIO()
    fait.save(tampon)
    return tampon.getvalue()


def fautes(contenu: str | bytes, nom: str = "menages.csv") -> tuple[str, ...]:
    with pytest.raises(MenagesInvalides) as capture:
        lire(contenu, nom)
    assert capture.value.phrase.startswith("Rien n'a été importé : corrigez le fichier")
    return capture.value.fautes


@pytest.mark.parametrize("debut", ["", "\ufeff", "\n\n"], ids=["plain", "bom", "blank lines"])
@pytest.mark.parametrize("fin", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_a_right_line_is_read_whole(debut: str, fin: str) -> None:
    (un,) = lire(debut + csv(LIGNE).replace("\n", fin))
    assert (un.numero.valeur, un.categorie, un.voie) == (NUR[0], "dalo", Voie.RAPPORT)
    assert (un.types, un.communes) == (("T2", "T3"), ("Nantes", "Rezé"))
    assert (un.reconnu_le, un.urgent, un.bailleur) == (date(2026, 1, 15), True, "Silène")
    assert (un.caleol, un.confirme) == (None, False)


def test_three_columns_are_enough_in_any_order_and_spelling() -> None:
    (un,) = lire(f"Voie;Numéro unique;CATÉGORIE\nformulaire du ménage;{NUR[0]};g bis")
    assert (un.voie, un.categorie, un.types) == (Voie.FORMULAIRE, "g bis", ())


def test_nothing_private_is_in_the_repr() -> None:
    (un,) = lire(csv(LIGNE))
    assert not any(mot in repr(un) for mot in (NUR[0], "dalo", "Silène"))


def test_only_what_is_written_of_a_workbook_is_read() -> None:
    rangee = [NUR[0], "dalo", "rapport"]
    assert len(list(lire_classeur("x", octets(classeur(ENTETE.split(";"), rangee))))) == 2


def test_a_workbook_that_unzips_to_a_huge_one_is_refused() -> None:
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (DEPLIE_MAX + 1))
    assert len(tampon.getvalue()) < TAILLE_MAX
    (faute,) = fautes(tampon.getvalue(), "menages.xlsx")
    assert "ce n'est pas un classeur XLSX lisible" in faute


def test_a_workbook_is_read_as_the_same_text() -> None:
    rangee = [NUR[0], "dalo", "rapport", "T2, T3", "Nantes", date(2026, 1, 15), True, "Silène"]
    (un,) = lire(octets(classeur(ENTETE.split(";"), rangee)), "menages.xlsx")
    assert (un.numero.valeur, un.reconnu_le, un.urgent) == (NUR[0], date(2026, 1, 15), True)


@pytest.mark.parametrize(
    ("ligne", "attendue"),
    [
        (f"{NUR[0][:17]};dalo;rapport", "colonne numero_unique : « 0… » compte 17 caractères"),
        ("4,40318E+16;dalo;rapport", "numero_unique : « 4… » est un nombre que le tableur a"),
        (";dalo;rapport", "colonne numero_unique : la cellule est vide."),
        (f"{NUR[0]};victime;rapport", "colonne categorie : « v… » n'est pas une catégorie de"),
        (f"{NUR[0]};dalo;courrier", "colonne voie : « c… » n'est pas une voie d'inscription."),
        (f"{NUR[0]};dalo;rapport;T9bis", "colonne types : « T… » n'est pas une typologie"),
        (f"{NUR[0]};dalo;rapport;;06 12 34 56 78", "colonne communes : « 0… » n'est pas un nom"),
        (f"{NUR[0]};dalo;rapport;;;31/02/2026", "reconnu_le : « 31/02/2026 » n'est pas une date"),
        (f"{NUR[0]};dalo;rapport;;;;peut-être", "colonne urgent : « p… » n'est ni « oui » ni"),
        (f"{NUR[0]};dalo;bailleur;;;;;Silène;demain", "colonne caleol : « d… » n'est pas une date"),
        (f"{NUR[0]};dalo;rapport;;;;;;;;oui", "plus de cellules que les 9 colonnes"),
    ],
)
def test_a_fault_names_its_line_and_column_and_masks_its_value(ligne: str, attendue: str) -> None:
    (faute,) = fautes(csv(LIGNE.replace(NUR[0], NUR[1]), ligne))
    assert faute.startswith("menages.csv, ligne 3")
    assert attendue in faute
    assert "Attendu : " in faute


def test_every_fault_is_told_at_once() -> None:
    trouvees = fautes(csv(f"{NUR[0]};x;y;T9", *[f"{un};dalo;z" for un in NUR[1:20]]))
    assert len(trouvees) == 21
    assert trouvees[-1] == "… et 1 autre faute."


def test_a_household_given_twice_names_both_lines() -> None:
    (faute,) = fautes(csv(LIGNE, f"{NUR[1]};dalo;rapport", LIGNE))
    assert "ligne 4, colonne numero_unique : « 044…103… » est déjà à la ligne 2" in faute


@pytest.mark.parametrize(
    ("contenu", "attendue"),
    [
        (csv(LIGNE).replace(";", ","), "le séparateur est la virgule"),
        (csv(LIGNE).replace(";", "\t"), "le séparateur est la tabulation"),
        (csv(LIGNE).encode("utf-16"), "le fichier est en UTF-16"),
        (csv(LIGNE).encode("utf-16-le"), "le fichier est en UTF-16"),
        (csv(LIGNE).encode("latin-1"), "ligne 2 : le fichier n'est pas en UTF-8"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 60, "ancien classeur Excel (.xls)"),
        (b"PK\x03\x04 rien", "ce n'est pas un classeur XLSX lisible"),
        ("", "il manque numero_unique, categorie et voie"),
        (ENTETE, "aucun ménage sous l'en-tête"),
        ("numero_unique;categorie\n", "il manque voie. En-tête attendu"),
        (ENTETE.replace("voie", "voies"), "« voies » est inconnue. Vouliez-vous dire voie ?"),
        (f"{ENTETE};voie", "la colonne « voie » est donnée deux fois"),
        (ENTETE.replace("types", ""), "la colonne 4 n'a pas de nom"),
        (csv(f'{NUR[0]};"dalo;rapport'), "ligne 2 : guillemets mal fermés"),
        (b"x" * 1_000_001, "dépasse 1 Mo"),
    ],
)
def test_a_file_that_is_not_one_is_refused_in_a_sentence(
    contenu: str | bytes, attendue: str
) -> None:
    assert any(attendue in une for une in fautes(contenu))


def test_too_many_households_are_refused() -> None:
    lignes = [f"{n};dalo;rapport" for n in range(LIGNES_MAX + 1)]
    assert "plus de 1000 ménages" in fautes(csv(*lignes))[0]


def test_a_workbooks_formulas_merged_cells_and_rounded_numbers_are_refused() -> None:
    fait = classeur(["numero_unique", "categorie", "voie"], [int(NUR[0]), "=A1", "rapport"])
    fait.active.merge_cells("C2:C3")
    fusion, nombre, formule = fautes(octets(fait), "menages.xlsx")
    assert "les cellules C2:C3 sont fusionnées" in fusion
    assert "ligne 2, cellule A2 : le tableur a pris ce numéro pour un nombre" in nombre
    assert "cellule B2 : c'est une formule" in formule
    assert NUR[0][:6] not in nombre


@pytest.mark.parametrize(
    ("contenu", "attendu"),
    [
        (csv(LIGNE).encode(), True),
        (csv(LIGNE).encode("utf-16"), True),
        (csv(LIGNE).replace(";", ",").encode(), True),
        ("\ufeffNuméro unique;voie".encode(), True),
        (octets(classeur(["Numéro unique", "=A1"])), True),
        (b"bailleur;reservataire;annee", False),
        (octets(classeur(["bailleur"])), False),
        (b"PK\x03\x04", False),
        (b"", False),
    ],
)
def test_a_file_sent_alone_is_known_by_its_header(contenu: bytes, attendu: bool) -> None:
    assert est_un_tableau_de_menages(contenu) is attendu


@settings(max_examples=60)
@given(st.text(max_size=40))
def test_a_masked_value_shows_a_letter_at_most(texte: str) -> None:
    assert sum(un.isalpha() for un in masquer(texte)) <= 1
    assert sum(un.isdigit() for un in masquer(texte)) <= 11


@settings(max_examples=80)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda un: csv(un).encode()))
def test_any_bytes_are_read_or_refused(contenu: bytes) -> None:
    with suppress(MenagesInvalides):
        assert lire(contenu)
