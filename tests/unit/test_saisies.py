"""One reader a type: what people type is understood, or refused with an example."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import Refus, SaisieInvalide
from core.messages import saisies
from core.messages.saisies import LECTEURS_LOGEMENT

FAUTES = [
    ("qpv", "peut-être"),
    ("type", "studio"),
    ("loyer", "cher"),
    ("charges", "-5"),
    ("financement", "HLM"),
    ("annee", "98"),
    ("pmr", "1"),
    ("ascenseur", ""),
    ("rpls", "123"),
    ("preavis", "7"),
    ("disponible", "31/02/2027"),
    ("quartier", "  "),
]


@pytest.mark.parametrize(("champ", "texte"), FAUTES)
def test_every_refusal_holds_its_field_its_value_and_an_example(champ: str, texte: str) -> None:
    with pytest.raises(SaisieInvalide) as capture:
        LECTEURS_LOGEMENT[champ](champ, texte)
    assert capture.value.champ == champ
    assert capture.value.phrase.startswith(f"{champ} : « {texte} »")
    assert f"Exemple : {champ}=" in capture.value.phrase


@pytest.mark.parametrize(("champ", "texte"), FAUTES)
def test_the_example_of_a_refusal_is_itself_accepted(champ: str, texte: str) -> None:
    with pytest.raises(SaisieInvalide) as capture:
        LECTEURS_LOGEMENT[champ](champ, texte)
    exemple = capture.value.phrase.partition(f"Exemple : {champ}=")[2]
    LECTEURS_LOGEMENT[champ](champ, exemple.strip('"'))


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("512,30", "512.30"),
        ("512.30", "512.30"),
        ("512,30 €", "512.30"),
        ("512€", "512"),
        ("€ 512", "512"),
        ("512,3 euros", "512.3"),
        ("1 512,30 eur", "1512.30"),
        ("1\u202f512,30\u00a0€", "1512.30"),
        ("0", "0"),
        ("99999,99", "99999.99"),
    ],
)
def test_an_amount_is_read_with_comma_point_spaces_and_unit(texte: str, attendu: str) -> None:
    assert saisies.lire_montant("loyer", texte) == Decimal(attendu)


@pytest.mark.parametrize("texte", ["", "-1", "1,234", "1.234,56", "100000", "5e2", "NaN", "٥١٢"])
def test_what_is_no_amount_is_refused(texte: str) -> None:
    with pytest.raises(SaisieInvalide, match="n'est pas un montant en euros"):
        saisies.lire_montant("loyer", texte)


@pytest.mark.parametrize("texte", ["512€30", "512 € 30"])
def test_cents_after_the_euro_sign_never_become_hundreds(texte: str) -> None:
    try:
        lu = saisies.lire_montant("loyer", texte)
    except SaisieInvalide:
        return
    assert lu == Decimal("512.30")


@settings(max_examples=100, deadline=None)
@given(st.decimals(0, 99_999, places=2), st.sampled_from([",", "."]), st.booleans())
def test_any_amount_comes_back_exactly(montant: Decimal, virgule: str, euro: bool) -> None:
    texte = str(montant).replace(".", virgule) + (" €" if euro else "")
    assert saisies.lire_montant("loyer", texte) == montant


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("T1", "T1"),
        ("t1 bis", "T1bis"),
        ("T1BIS", "T1bis"),
        ("F3", "T3"),
        ("f3", "T3"),
        ("3", "T3"),
        ("t 4", "T4"),
        ("T6", "T6+"),
        ("T6+", "T6+"),
        ("F8", "T6+"),
    ],
)
def test_a_typologie_is_read_in_its_usual_spellings(texte: str, attendu: str) -> None:
    assert saisies.lire_type("type", texte) == attendu


@pytest.mark.parametrize("texte", ["", "T0", "studio", "T33", "maison", "T-3"])
def test_what_is_no_typologie_is_refused_with_the_list(texte: str) -> None:
    with pytest.raises(SaisieInvalide, match=r"T1, T1bis, T2, T3, T4, T5, T6\+"):
        saisies.lire_type("type", texte)


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("llts", "LLTS"),
        ("PLAI", "PLAI"),
        ("PLAI adapté", "PLAIA"),
        ("plai-adapté", "PLAIA"),
        ("PLAIA", "PLAIA"),
        ("PLAI-A", "PLAIA"),
        (" pls ", "PLS"),
    ],
)
def test_a_financement_is_read_without_case_or_accents(texte: str, attendu: str) -> None:
    assert saisies.lire_financement("financement", texte) == attendu


@pytest.mark.parametrize("texte", ["oui", "OUI", "Oui", " o ", "vrai"])
def test_yes_is_yes(texte: str) -> None:
    assert saisies.lire_oui_non("qpv", texte) is True


@pytest.mark.parametrize("texte", ["non", "NON", "Non", " n ", "faux"])
def test_no_is_no(texte: str) -> None:
    assert saisies.lire_oui_non("qpv", texte) is False


@pytest.mark.parametrize("mois", range(7))
def test_a_preavis_is_a_whole_number_of_months_up_to_six(mois: int) -> None:
    assert saisies.lire_preavis("preavis", f"{mois}") == mois
    assert saisies.lire_preavis("preavis", f"{mois} mois") == mois


@pytest.mark.parametrize("texte", ["7", "-1", "1,5", "un", "", "01", "1 semaine"])
def test_what_is_no_preavis_is_refused(texte: str) -> None:
    with pytest.raises(SaisieInvalide, match="de 0 à 6"):
        saisies.lire_preavis("preavis", texte)


@pytest.mark.parametrize("texte", ["15/01/2027", "15-1-2027", "15.01.2027", " 2027-01-15 "])
def test_a_date_is_read_day_first_or_iso(texte: str) -> None:
    assert saisies.lire_date("disponible", texte) == date(2027, 1, 15)


@pytest.mark.parametrize("texte", ["31/02/2027", "29/02/2027", "15/01/27", "2027-13-01", "demain"])
def test_what_is_no_date_of_the_calendar_is_refused(texte: str) -> None:
    with pytest.raises(SaisieInvalide, match="n'est pas une date du calendrier"):
        saisies.lire_date("disponible", texte)


@pytest.mark.parametrize("texte", ["31/12/9999", "01/01/0001", "1899-12-31"])
def test_a_date_out_of_all_that_is_counted_is_refused(texte: str) -> None:
    with pytest.raises(SaisieInvalide, match="est hors des années 1900 à 2100. Exemple"):
        saisies.lire_date("disponible", texte)


def test_29_february_of_a_leap_year_is_a_date() -> None:
    assert saisies.lire_date("disponible", "29/02/2028") == date(2028, 2, 29)


@settings(max_examples=100, deadline=None)
@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_any_date_comes_back_from_both_spellings(jour: date) -> None:
    assert saisies.lire_date("disponible", f"{jour:%d/%m/%Y}") == jour
    assert saisies.lire_date("disponible", jour.isoformat()) == jour


@pytest.mark.parametrize("texte", ["1799", "2101", "98", "19980", "MCM"])
def test_a_year_out_of_bounds_is_refused(texte: str) -> None:
    with pytest.raises(SaisieInvalide, match="entre 1800 et 2100"):
        saisies.lire_annee("annee", texte)


def test_the_bounds_of_a_year_are_accepted() -> None:
    assert [saisies.lire_annee("annee", texte) for texte in ("1800", " 2100 ")] == [1800, 2100]


@pytest.mark.parametrize("texte", ["0123456789", "01 23-45.67 89", "abcdefghij"])
def test_an_rpls_number_is_ten_positions(texte: str) -> None:
    assert len(saisies.lire_rpls("rpls", texte)) == 10


@pytest.mark.parametrize(("texte", "longueur"), [("123456789", 9), ("01234567890", 11)])
def test_an_rpls_number_of_another_length_is_refused_with_its_length(
    texte: str, longueur: int
) -> None:
    with pytest.raises(SaisieInvalide, match=f"compte {longueur} positions au lieu de 10"):
        saisies.lire_rpls("rpls", texte)


def test_an_rpls_number_with_a_foreign_character_is_not_called_too_short() -> None:
    with pytest.raises(SaisieInvalide) as capture:
        saisies.lire_rpls("rpls", "01234é6789")
    assert "10 positions au lieu de 10" not in capture.value.phrase


@pytest.mark.parametrize(("texte", "attendu"), [("1", 1), (" 2 ", 2), ("03", 3), ("999", 999)])
def test_the_number_of_a_candidate_is_read(texte: str, attendu: int) -> None:
    assert saisies.lire_numero("n", texte) == attendu


@pytest.mark.parametrize("texte", ["0", "000", "-1", "1000", "deux", ""])
def test_what_is_no_number_of_a_candidate_is_refused(texte: str) -> None:
    with pytest.raises(SaisieInvalide, match="n'est pas un numéro de candidat"):
        saisies.lire_numero("n", texte)


def test_a_short_text_is_put_on_one_line_without_control_characters() -> None:
    assert saisies.lire_texte("quartier", " Rivière\ndes\x00 \tGalets\u200b ") == (
        "Rivière des Galets"
    )


def test_a_text_of_200_characters_passes_and_one_more_does_not() -> None:
    assert saisies.lire_texte("quartier", "a" * 200)
    with pytest.raises(SaisieInvalide, match="compte 201 caractères, 200 au plus"):
        saisies.lire_texte("quartier", "a" * 201)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(LECTEURS_LOGEMENT)), st.text(max_size=30))
def test_any_text_is_read_or_refused_and_nothing_else(champ: str, texte: str) -> None:
    phrase = f"{champ} : "
    try:
        LECTEURS_LOGEMENT[champ](champ, texte)
    except Refus as refus:
        phrase = refus.phrase
    assert phrase.startswith(f"{champ} : ")


@pytest.mark.parametrize("champ", ["commune", "quartier"])
@pytest.mark.parametrize("lieu", ["Ariste Bolon", "Henri Lapierre", "Cité Pierre MENDÈS"])
def test_a_place_may_bear_the_name_of_somebody(champ: str, lieu: str) -> None:
    assert LECTEURS_LOGEMENT[champ](champ, lieu) == lieu


@pytest.mark.parametrize("texte", ["Mme Hoarau", "0692 12 34 56", "a.b@exemple.re", "9" * 12])
def test_a_place_still_holds_no_person_nor_number(texte: str) -> None:
    with pytest.raises(Refus) as capture:
        LECTEURS_LOGEMENT["quartier"]("quartier", texte)
    assert "semble contenir" in capture.value.phrase
