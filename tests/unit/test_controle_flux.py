"""The control of annexes: what is printed wrong is named, and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.annexes import (
    Annexe,
    AnnexeLA,
    AnnexeLP,
    Contingent,
    LigneAnnexe,
    contingent,
)
from core.domain.controle_flux import Anomalie, controler, etablir
from core.domain.convention import ReglesFlux, Retranchements
from core.domain.flux import calculer
from core.domain.lectures import autres_lectures
from core.domain.noms_annexes import nom_lisible
from storage.annexes.livrees import annexes_livrees
from tests.annexes import LA, LP, annexes_lp, avec, une_la, une_lp

CHAMPS = ("parc_soumis", "flux", "mobilisables", "part")


def imprimee(annexe: Annexe, regles: ReglesFlux = LP, **faux: int) -> LigneAnnexe:
    """Give an annexe printed right, but for the values named."""
    calcul = calculer(annexe, regles)
    justes = {une.champ: Decimal(calcul.valeur(une.champ)) for une in calcul.etapes}
    return LigneAnnexe(annexe, 2, {}, justes | {nom: Decimal(un) for nom, un in faux.items()})


def en_bref(anomalies: tuple[Anomalie, ...]) -> list[tuple[str, ...]]:
    return [
        (une.bailleur, une.champ, une.annonce, une.calcule, "oui" if une.droit_change else "non")
        for une in anomalies
    ]


def sur_la(**changements: Any) -> tuple[Anomalie, ...]:
    return controler([LigneAnnexe(une_la(**changements))], LA)


def test_the_printed_annexes_of_le_port_hold_three_errors_that_change_no_right() -> None:
    assert en_bref(controler(annexes_livrees("le-port-2024"), LP)) == [
        ("SODIAC", "taux", "13,5", "13,55", "non"),
        ("SEDRE", "flux", "235", "16", "non"),
        ("SEDRE", "mobilisables", "14", "16", "non"),
    ]


def test_an_anomaly_is_a_sentence_with_its_computation_and_its_effect() -> None:
    phrases = [une.phrase for une in controler(annexes_livrees("le-port-2024"), LP)]
    assert phrases[1] == (
        "SEDRE : flux annoncé 235, calculé 16 (235 × 6,77 % = 15,9095). Le droit ne change pas : 1."
    )


def test_a_printed_part_that_differs_changes_the_right() -> None:
    (une,) = controler([imprimee(une_lp(), part=5)], LP)
    assert (une.champ, une.annonce, une.calcule, une.droit_change) == ("part", "5", "4", True)
    assert "Le droit change : 4" in une.phrase


def test_an_intermediate_error_follows_the_part_it_led_to() -> None:
    anomalies = controler([imprimee(une_lp(), mobilisables=72, part=5)], LP)
    assert [(une.champ, une.droit_change) for une in anomalies] == [
        ("mobilisables", True),
        ("part", True),
    ]


def test_the_rate_of_another_document_changes_the_right_when_its_part_differs() -> None:
    ligne = replace(imprimee(une_lp()), taux_rapport=Decimal("8.69"))
    (une,) = controler([ligne], LP)
    assert (une.champ, une.annonce, une.calcule) == ("taux", "8,69", "6,89")
    assert une.droit_change
    assert une.phrase.endswith("Le droit serait 5, et non 4.")


def test_values_are_recomputed_from_the_inputs_never_from_printed_ones() -> None:
    anomalies = controler([imprimee(une_lp(), parc_soumis=9999)], LP)
    assert [une.champ for une in anomalies] == ["parc_soumis"]


def test_a_row_that_cannot_be_computed_is_named_and_the_others_still_are() -> None:
    controle = etablir([LigneAnnexe(une_lp(ventes=5000), 7), imprimee(une_lp())], LP)
    (une,) = controle.anomalies
    assert une.phrase.startswith("Ligne 7. Parc soumis de SIDR")
    assert (une.champ, une.calcule, une.article) == ("parc_soumis", "-3211", "LP art. 1 et 2")
    assert controle.total == 4


def test_guarantees_of_commune_and_epci_add_up_below_20_per_cent() -> None:
    epci = une_lp(reservataire="Territoire de l'Ouest", taux=Decimal("13.12"))
    (une,) = controler([LigneAnnexe(une_lp()), LigneAnnexe(epci)], LP)
    assert (une.champ, une.annonce, une.calcule) == ("plafond_20", "20,01", "20")
    assert une.reservataire == "Le Port et Territoire de l'Ouest"
    assert "terrain ou d'une subvention sont hors plafond" in une.phrase
    assert une.article == "LP art. 3"


@pytest.mark.parametrize("changement", [{"annee": 2025}, {"bailleur": "SEDRE"}])
def test_the_cap_is_of_one_bailleur_and_year(changement: dict[str, Any]) -> None:
    epci = une_lp(**{"reservataire": "Territoire", "taux": Decimal(19), **changement})
    assert controler([LigneAnnexe(une_lp()), LigneAnnexe(epci)], LP) == ()


@pytest.mark.parametrize("nom", ["État", "Action Logement", "Préfecture", "bailleur"])
def test_other_contingents_are_outside_the_guarantees(nom: str) -> None:
    autre = une_lp(reservataire=nom, taux=Decimal(30))
    assert controler([LigneAnnexe(une_lp()), LigneAnnexe(autre)], LP) == ()


def test_an_annexe_of_loire_atlantique_within_its_caps_finds_nothing() -> None:
    assert sur_la() == ()


@pytest.mark.parametrize(
    ("etat", "mot"), [("20", "manquement du bailleur"), ("27,5", "excès")], ids=["less", "more"]
)
def test_the_state_has_30_per_cent_neither_less_nor_more(etat: str, mot: str) -> None:
    part = Decimal(etat.replace(",", "."))
    parts = {"etat": part, "agents": Decimal(5), "action_logement": Decimal(40)}
    (une,) = sur_la(taux=parts)
    somme = "25" if part == 20 else "32,5"
    assert (une.champ, une.annonce, une.calcule) == ("plafond_30", somme, "30")
    assert mot in une.phrase


def test_without_a_column_the_state_has_nothing() -> None:
    (une,) = sur_la(taux={"nantes": Decimal(40)})
    assert (une.champ, une.annonce) == ("plafond_30", "0")


def test_agents_have_5_points_of_the_total_at_most() -> None:
    (une,) = sur_la(taux={"etat": Decimal(24), "etat_agents": Decimal(6)})
    assert (une.champ, une.annonce, une.calcule) == ("plafond_5", "6", "5")


def test_action_logement_and_the_bailleur_have_half_at_most() -> None:
    parts = {"etat": Decimal(30), "action_logement": Decimal(51), "habitat_44": Decimal(10)}
    (une,) = sur_la(taux=parts)
    assert (une.champ, une.annonce, une.article) == ("plafond_50", "51", "LA art. 5")


def test_shares_above_the_whole_are_named() -> None:
    (une,) = sur_la(taux={"etat": Decimal(30), "nantes": Decimal(71)})
    assert (une.champ, une.annonce, une.calcule) == ("total_taux", "101", "100")


def test_new_programmes_counted_twice_are_a_remark_not_an_anomaly() -> None:
    controle = etablir([LigneAnnexe(une_la(programmes_neufs=60))], LA)
    assert controle.anomalies == ()
    assert any("comptent deux fois" in une for une in controle.remarques)


def test_what_a_rate_is_a_share_of_is_always_said() -> None:
    controle = etablir([LigneAnnexe(une_lp())], LP)
    assert controle.remarques[0].startswith("Base des taux : le territoire de la commune")


def test_other_readings_are_shown_with_what_they_change() -> None:
    calcul = calculer(une_lp(), LP)
    ((fin, assiette),) = autres_lectures([calcul], LP)
    assert (fin.change, assiette.change) == (False, True)
    assert fin.phrase == "arrondi une seule fois, à la fin : 4, le droit ne change pas"
    assert assiette.phrase.endswith(": 8, le droit change")


def test_a_reading_that_takes_more_than_there_is_says_so() -> None:
    regles = avec(LP, retranchements=Retranchements.ASSIETTE)
    annexe = une_lp(patrimoine=1000, ventes=0, demolitions=0, taux_rotation=Decimal(5), anru=90)
    ((_, flux),) = autres_lectures([calculer(annexe, regles)], regles)
    assert flux.calcul is None
    assert flux.phrase.endswith("impossible, les retraits dépassent le total")


@pytest.mark.parametrize(
    ("nom", "attendu"),
    [
        ("etat", Contingent.ETAT),
        ("Préfet de la Loire-Atlantique", Contingent.ETAT),
        ("agents_etat", Contingent.AGENTS),
        ("Action Logement", Contingent.EMPLOYEURS),
        ("ALS", Contingent.EMPLOYEURS),
        ("bailleur", Contingent.BAILLEUR),
        ("habitat 44", Contingent.BAILLEUR),
        ("réservataire propre", Contingent.BAILLEUR),
        ("L'État", Contingent.ETAT),
        ("contingent d’État", Contingent.ETAT),
        ("Agents de l'État", Contingent.AGENTS),
        ("DDETS", Contingent.ETAT),
        ("DEETS 974", Contingent.ETAT),
        ("Ministère des Armées", Contingent.AUTRE),
        ("CHU", Contingent.AUTRE),
        ("Paris Ouest La Défense", Contingent.COLLECTIVITE),
        ("Territoire de l'Ouest", Contingent.COLLECTIVITE),
        ("part_bailleur", Contingent.BAILLEUR),
        ("nantes_metropole", Contingent.COLLECTIVITE),
        ("Le Port", Contingent.COLLECTIVITE),
    ],
)
def test_whose_share_it_is_shows_in_its_name(nom: str, attendu: Contingent) -> None:
    assert contingent(nom, "Habitat 44") is attendu


@settings(max_examples=40)
@given(annexes_lp())
def test_an_annexe_printed_right_finds_nothing(annexe: AnnexeLP) -> None:
    seule = replace(annexe, reservataire="Action Logement")
    assert controler([imprimee(seule)], LP) == ()


@settings(max_examples=40)
@given(annexes_lp(), st.sampled_from(CHAMPS), st.integers(1, 500))
def test_one_printed_value_altered_is_found_alone(annexe: AnnexeLP, champ: str, ecart: int) -> None:
    seule = replace(annexe, reservataire="Action Logement")
    faux = calculer(seule, LP).valeur(champ) + ecart
    (une,) = controler([imprimee(seule, **{champ: faux})], LP)
    assert (une.champ, une.annonce) == (champ, str(faux))
    assert une.droit_change is (champ == "part")


def test_in_loire_atlantique_each_printed_part_is_checked() -> None:
    ligne = imprimee(une_la(), LA, part_etat=16)
    assert isinstance(ligne.annexe, AnnexeLA)
    (une,) = controler([ligne], LA)
    assert (une.reservataire, une.champ, une.calcule) == ("etat", "part_etat", "15")
    assert une.phrase.startswith("Habitat 44 : droit (État) annoncé 16, calculé 15")


def sans_part(**imprimes: int) -> LigneAnnexe:
    """Give SIDR's annexe with some steps printed, and no part."""
    return LigneAnnexe(une_lp(), 2, {}, {nom: Decimal(un) for nom, un in imprimes.items()})


@pytest.mark.parametrize(
    ("imprimes", "change"),
    [
        ({"mobilisables": 80}, True),  # 80 × 6,89 % = 5,5
        ({"mobilisables": 61}, False),  # 61 × 6,89 % = 4,2
        ({"flux": 131}, True),  # 131 − 51 = 80
        ({"flux": 20}, True),  # less than the withdrawals: it leads to no right
        ({"parc_soumis": 1656}, False),
        ({"flux": 131, "mobilisables": 62}, False),  # what the part comes from is right
    ],
)
def test_without_a_printed_part_a_wrong_step_is_followed_to_the_part_it_leads_to(
    imprimes: dict[str, int], change: bool
) -> None:
    anomalies = controler([sans_part(**imprimes)], LP)
    assert {une.droit_change for une in anomalies} == {change}


def test_calcule_agrees_with_what_was_announced() -> None:
    (une,) = controler([sans_part(mobilisables=80)], LP)
    assert une.phrase.startswith("SIDR : logements mobilisables annoncés 80, calculés 62")


def test_a_row_that_cannot_be_computed_does_not_hide_its_other_errors() -> None:
    faux = {"parc_soumis": Decimal(9999), "flux": Decimal(1), "mobilisables": Decimal(5)}
    ligne = LigneAnnexe(une_lp(anru=200), 2, {}, faux, Decimal(7))
    assert [(une.champ, une.annonce, une.calcule) for une in controler([ligne], LP)] == [
        ("mobilisables", "5", "-107"),
        ("parc_soumis", "9999", "1655"),
        ("flux", "1", "113"),
        ("taux", "7", "6,89"),
    ]


def test_annexes_of_one_bailleur_are_told_apart() -> None:
    autre = une_lp(reservataire="Territoire de l'Ouest", taux=Decimal(1))
    anomalies = controler([imprimee(une_lp(), flux=112), imprimee(autre, flux=112)], LP)
    assert [une.phrase.partition(" : ")[0] for une in anomalies] == [
        "SIDR (Le Port)",
        "SIDR (Territoire de l'Ouest)",
    ]


def test_where_the_state_has_annexes_its_caps_are_checked_in_lp_too() -> None:
    etat = une_lp(reservataire="Préfet", taux=Decimal(25))
    agents = une_lp(reservataire="Agents de l'État", taux=Decimal(6))
    anomalies = controler([LigneAnnexe(etat), LigneAnnexe(agents)], LP)
    assert [(une.champ, une.annonce) for une in anomalies] == [
        ("plafond_30", "31"),
        ("plafond_5", "6"),
    ]


def test_a_cap_names_a_few_of_those_who_share_it() -> None:
    communes = [une_lp(reservataire=f"Commune {rang}", taux=Decimal(1)) for rang in range(40)]
    (une,) = controler([LigneAnnexe(commune) for commune in communes], LP)
    assert "Commune 5 et 34 autres, 40 % en tout pour 20 %" in une.phrase


@pytest.mark.parametrize(
    ("annexe", "phrase"),
    [
        (une_lp(taux=Decimal("0.18")), "une part du Port de 0,18 % est très faible"),
        (une_lp(taux_rotation=Decimal("0.06")), "une rotation de 0,06 % est très faible"),
        (une_la(taux={"etat": Decimal("0.3")}), "une part (État) de 0,3 % est très faible"),
        (une_lp(report=5), "report de 5 non appliqué"),
    ],
)
def test_what_deserves_a_check_is_said(annexe: Annexe, phrase: str) -> None:
    regles = LA if isinstance(annexe, AnnexeLA) else LP
    (dit,) = etablir([LigneAnnexe(annexe)], regles).avertissements
    assert phrase in dit


@pytest.mark.parametrize(
    ("colonne", "nom"),
    [
        ("etat", "État"),
        ("etat_agents", "Agents de l'État"),
        ("action_logement", "Action Logement"),
        ("nantes_metropole", "Nantes Métropole"),
        ("bailleur", "Bailleur"),
        ("ddets", "DDETS"),
        ("ville de nantes", "Ville de Nantes"),
        ("SAMO", "SAMO"),
    ],
)
def test_a_column_is_read_as_a_name(colonne: str, nom: str) -> None:
    assert nom_lisible(colonne) == nom


def test_a_registered_name_is_preferred() -> None:
    assert nom_lisible("cap_atlantique", ["Cap Atlantique La Baule"]) == "Cap Atlantique"
    assert nom_lisible("saint_herblain", ["Saint-Herblain"]) == "Saint-Herblain"
