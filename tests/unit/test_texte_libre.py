"""A reason names nobody; an ordinary one passes (LP art. 11)."""

from __future__ import annotations

import pytest

from core.domain.texte_libre import MAXIMUM, verifier_texte_libre
from core.errors import DonneePersonnelle


def refus(texte: str) -> str:
    with pytest.raises(DonneePersonnelle) as capture:
        verifier_texte_libre("motif", texte)
    return capture.value.phrase


@pytest.mark.parametrize(
    "texte",
    [
        "deux demandes radiées",
        "Dossier CALEOL",
        "Commission CALEOL du 12/01/2027",
        "Logement PMR inadapté à la demande",
        "Refus après visite",
        "madame la maire l'a demandé",
        "deux demandes sur la même rue",
        "1 T3 déjà proposé",
        "appartement de 3 pièces demandé",
        "départ du locataire sortant repoussé",
        "dossier de surendettement en cours",
        "2 places de parking demandées",
        "demande maladroite, à refaire",
        "Quartier QPV : demandes déjà satisfaites",
        "Peu de demandes de T5 sur Le Port",
        "Rivière des Galets : loyer trop élevé (512,30 €)",
        "Seules 2 demandes actives dans le SNE pour un T6+",
        "Madame la maire en a été informée",
        "le ménage a refusé après visite",
        "famille nombreuse, type inadapté",
        "même logement que AV-2026-0001 et AV-2026-0002",
        "Plafonds PLAI dépassés",
        "loyer de 1 512,30 € au lieu de 498,00 €",
    ],
)
def test_an_ordinary_reason_passes(texte: str) -> None:
    assert verifier_texte_libre("motif", texte) == texte


@pytest.mark.parametrize(
    "texte",
    [
        "Financement PLAIA sans demande",
        "Logement SIDR trop petit",
        "Logement SHLMR trop petit",
        "Programme NPNRU en cours",
        "Commission CIB déjà saisie",
        "Relogement ORCOD prioritaire",
        "Accord DDETS attendu",
    ],
)
def test_a_sigle_of_the_trade_is_not_a_surname(texte: str) -> None:
    assert verifier_texte_libre("motif", texte) == texte


def test_a_reference_is_not_a_surname() -> None:
    assert verifier_texte_libre("motif", "Voir AV-2026-0002") == "Voir AV-2026-0002"


@pytest.mark.parametrize(
    "texte",
    [
        "M. Payet a refusé",
        "Mme Hoarau ne répond pas",
        "Monsieur Grondin est parti",
        "Madame d'Abadie puis Madame Élodie",
        "Mlle Técher",
        "la famille Rivière a refusé",
        "ménage Fontaine injoignable",
        "Jean PAYET a refusé",
        "Marie-Claude HOARAU-GRONDIN a refusé",
        "Élodie TÉCHER a refusé",
    ],
)
def test_a_name_is_stopped(texte: str) -> None:
    assert "un nom de personne" in refus(texte)


@pytest.mark.parametrize(
    "texte", ["MME PAYET a refusé", "monsieur Payet a refusé", "mme Payet", "MONSIEUR PAYET"]
)
def test_a_name_is_stopped_whatever_the_case_of_its_title(texte: str) -> None:
    assert "un nom de personne" in refus(texte)


def test_a_name_is_stopped_when_the_surname_comes_first() -> None:
    assert "un nom de personne" in refus("PAYET Jean a refusé")


@pytest.mark.parametrize(
    "texte",
    [
        "madame payet ne répond pas",
        "monsieur hoarau",
        "mme técher absente",
        "Marie-Claude n'a pas répondu",
    ],
)
def test_a_name_is_stopped_without_any_capital_or_surname(texte: str) -> None:
    assert "un nom de personne" in refus(texte)


@pytest.mark.parametrize(
    "texte",
    [
        "12 rue des Flamboyants",
        "habite 3 bis, chemin Lory",
        "au 4 impasse des Letchis",
        "bâtiment B apt 4",
        "appartement n° 12",
    ],
)
def test_an_address_is_stopped(texte: str) -> None:
    assert "une adresse." in refus(texte)


@pytest.mark.parametrize("texte", ["né le 12/03/1980", "Née le 3 mai 1985", "né(e) en 1980"])
def test_a_date_of_birth_is_stopped(texte: str) -> None:
    assert "une date de naissance" in refus(texte)


@pytest.mark.parametrize(
    "texte",
    [
        "bénéficiaire DALO",
        "victime de violences conjugales, à reloger",
        "enceinte, VIH",
        "logement inadapté au handicap",
        "malade",
        "suivi psychiatrique",
        "sort de prison",
        "BPI",
        "réfugiée",
        "suivi ASE",
        "sortant d'hébergement",
    ],
)
def test_a_priority_category_health_or_violence_is_stopped(texte: str) -> None:
    phrase = refus(texte)
    assert "se dit par téléphone ou se saisit dans un formulaire privé" in phrase
    assert texte not in phrase


@pytest.mark.parametrize(
    "texte",
    [
        "appeler le 0692123456",
        "appeler le 0692 12 34 56",
        "appeler le 06.92.12.34.56",
        "appeler le 06-92-12-34-56",
        "appeler le 0692\u00a012\u00a034\u00a056",
    ],
)
def test_a_phone_number_is_stopped(texte: str) -> None:
    assert "un numéro de téléphone" in refus(texte)


@pytest.mark.parametrize("texte", ["+262 692 12 34 56", "00262692123456", "+33 6 12 34 56 78"])
def test_an_international_phone_number_is_stopped(texte: str) -> None:
    assert "semble contenir un numéro" in refus(f"appeler le {texte}")


@pytest.mark.parametrize("texte", ["voir jean.payet@exemple.re", "A@B.FR"])
def test_an_e_mail_address_is_stopped(texte: str) -> None:
    assert "une adresse électronique" in refus(texte)


@pytest.mark.parametrize(
    "texte", ["974031800012310001", "974 0318 000123 10001", "974.0318.000123.10001", "9" * 12]
)
def test_a_long_number_is_stopped(texte: str) -> None:
    assert "un numéro unique" in refus(f"le dossier {texte} est radié")


@pytest.mark.parametrize("texte", ["", "   ", "\n\t"])
def test_an_empty_reason_is_refused(texte: str) -> None:
    assert "reçu : 0" in refus(texte)


def test_a_reason_of_500_characters_passes_and_one_more_does_not() -> None:
    assert verifier_texte_libre("motif", "a" * MAXIMUM)
    assert "reçu : 501" in refus("a" * (MAXIMUM + 1))


def test_a_reason_is_put_on_one_line() -> None:
    assert verifier_texte_libre("motif", "  deux\n demandes\tradiées ") == "deux demandes radiées"


def test_the_refusal_never_repeats_the_text_and_shows_an_example() -> None:
    phrase = refus("Mme Hoarau ne répond pas")
    assert "Hoarau" not in phrase
    assert phrase.endswith('Exemple : motif="deux demandes radiées"')


def test_the_refusal_names_its_field() -> None:
    with pytest.raises(DonneePersonnelle) as capture:
        verifier_texte_libre("difficulte", "0692123456")
    assert capture.value.champ == "difficulte"
