"""Rights retained: one a pair and year, on both databases, each change in the journal."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from bot.cli.donnees import semer, semer_droits
from core.domain.annexes import Annexe
from core.domain.organisations import Organisation
from core.errors import SaisieInvalide
from core.usecases.dossier import Acteur
from core.usecases.droits import Retenu, retenir_droits
from core.usecases.parts_dues import avertissements
from storage.unit_of_work import Base
from storage.verification import ruptures
from tests.annexes import une_la, une_lp

LE_18 = datetime(2026, 1, 18, 8, 0, tzinfo=UTC)
NADIA = Acteur("SIDR, référent n° 1", "memoire")


def retenir(base: Base, *annexes: Annexe, convention: str = "le-port-2024") -> tuple[Retenu, ...]:
    with base.transaction() as uow:
        return retenir_droits(uow, LE_18, NADIA, base.conventions[convention], annexes)


def organisation(base: Base, nom: str) -> Organisation:
    with base.transaction() as uow:
        return next(une for une in uow.organisations.toutes() if une.nom == nom)


def actions(base: Base, annee: int = 2026) -> list[tuple[str, str, str]]:
    with base.transaction() as uow:
        return [(une.action, une.de, une.a) for une in uow.journal.chaine(f"FLUX-{annee}")]


def test_a_right_retained_is_read_back_with_its_annexe(base: Base) -> None:
    annexe = une_lp(annee=2026)
    retenir(base, annexe)
    sidr, port = organisation(base, "SIDR"), organisation(base, "Le Port")
    with base.transaction() as uow:
        droit = uow.droits.lire(sidr.id, port.id, 2026)
        assert uow.droits.parts(sidr.id, 2026) == {port.id: 4}
        assert list(uow.droits.pour(port.id, 2026)) == [droit]
    assert droit is not None
    assert (droit.bailleur, droit.reservataire, droit.part) == (sidr, port, 4)
    assert droit.annexe == annexe
    assert (droit.retenu_le, droit.retenu_par) == (LE_18, NADIA.nom)


def test_the_last_right_before_a_year_is_found(base: Base) -> None:
    for annee, taux in ((2024, 10), (2025, 20), (2026, 30)):
        retenir(base, une_lp(annee=annee, taux=Decimal(taux)))
    sidr, port = organisation(base, "SIDR"), organisation(base, "Le Port")
    with base.transaction() as uow:
        dernier = uow.droits.dernier(sidr.id, port.id, 2026)
        assert uow.droits.dernier(sidr.id, port.id, 2024) is None
    assert dernier is not None
    assert dernier.annee == 2025


def test_another_right_takes_the_place_of_the_first_and_says_so(base: Base) -> None:
    retenir(base, une_lp(annee=2026))
    (fait,) = retenir(base, une_lp(annee=2026, taux=Decimal(20)))
    assert fait.phrase == (
        "SIDR, Le Port, 2026 : droit de 12 logements, à la place de 4 "
        "(retenu le 18/01/2026 par SIDR, référent n° 1)."
    )
    assert actions(base) == [("droit retenu", "", "4"), ("droit remplacé", "4", "12")]


def test_the_same_figures_again_change_nothing_not_even_the_journal(base: Base) -> None:
    retenir(base, une_lp(annee=2026))
    (fait,) = retenir(base, une_lp(annee=2026, taux=Decimal("6.890")))
    assert not fait.change
    assert actions(base) == [("droit retenu", "", "4")]


def test_the_journal_holds_every_figure_and_stays_whole(base: Base) -> None:
    retenir(base, une_lp(annee=2026))
    with base.transaction() as uow:
        (entree,) = uow.journal.chaine("FLUX-2026")
        assert list(ruptures(uow, ["FLUX-2026"])) == []
    assert (entree.acteur, entree.article) == (NADIA.nom, "LP art. 9")
    assert entree.details["patrimoine"] == "1887"
    assert entree.details["taux"] == "6.89"


@pytest.mark.parametrize(
    ("changement", "phrase"),
    [
        ({"bailleur": "SIDRE HLM"}, "n'est pas une organisation connue ici"),
        ({"reservataire": "Saint-Denis"}, "n'est pas une organisation connue ici"),
        ({"reservataire": "SEDRE"}, "n'est pas une organisation connue ici"),
        ({"annee": 2023}, "précède la convention le-port-2024"),
        ({"anru": 500}, "est négatif"),
    ],
)
def test_a_right_that_cannot_be_retained_stores_nothing(
    base_sqlite: Base, changement: dict[str, Any], phrase: str
) -> None:
    with pytest.raises(SaisieInvalide, match=phrase):
        retenir(base_sqlite, une_lp(annee=2026), une_lp(**{"annee": 2026, **changement}))
    assert actions(base_sqlite) == []


def test_two_rows_for_one_right_are_refused(base_sqlite: Base) -> None:
    with pytest.raises(SaisieInvalide, match="deux lignes donnent leur droit de 2026"):
        retenir(base_sqlite, une_lp(annee=2026), une_lp(annee=2026, reservataire="port"))


def test_in_loire_atlantique_the_agents_go_with_the_state_and_the_bailleur_has_no_right(
    base_sqlite: Base,
) -> None:
    semer(base_sqlite, "loire-atlantique-2024")
    faits = retenir(base_sqlite, une_la(annee=2026), convention="loire-atlantique-2024")
    assert {un.droit.reservataire.nom: un.droit.part for un in faits} == {
        "État (préfet de la Loire-Atlantique)": 18,
        "Action Logement": 18,
        "Nantes Métropole": 12,
    }
    assert faits[0].droit.annexe == une_la(annee=2026)


@pytest.mark.parametrize(
    ("colonne", "nom"),
    [
        ("prefecture", "État (préfet de la Loire-Atlantique)"),
        ("als", "Action Logement"),
        ("nantes_metropole", "Nantes Métropole"),
    ],
)
def test_a_share_goes_to_the_organisation_that_its_column_names(
    base_sqlite: Base, colonne: str, nom: str
) -> None:
    semer(base_sqlite, "loire-atlantique-2024")
    annexe = une_la(annee=2026, taux={colonne: Decimal(30)})
    (fait,) = retenir(base_sqlite, annexe, convention="loire-atlantique-2024")
    assert fait.droit.reservataire.nom == nom


def test_seeding_retains_the_rights_of_the_annexes_once(base_sqlite: Base) -> None:
    assert semer_droits(base_sqlite, "le-port-2024", LE_18) == 5
    assert semer_droits(base_sqlite, "le-port-2024", LE_18) == 0
    assert len(actions(base_sqlite, 2024)) == 5
    port = organisation(base_sqlite, "Le Port")
    with base_sqlite.transaction() as uow:
        assert sum(un.part for un in uow.droits.pour(port.id, 2024)) == 33


def test_seeding_again_does_not_undo_a_right_replaced_since(base_sqlite: Base) -> None:
    semer_droits(base_sqlite, "le-port-2024", LE_18)
    retenir(base_sqlite, une_lp(taux=Decimal(20)))
    semer_droits(base_sqlite, "le-port-2024", LE_18)
    assert actions(base_sqlite, 2024)[-1] == ("droit remplacé", "4", "12")


def test_shares_above_the_whole_are_refused_with_those_already_retained(base_sqlite: Base) -> None:
    retenir(base_sqlite, une_lp(annee=2026, taux=Decimal(50)))
    epci = une_lp(annee=2026, reservataire="Territoire de l'Ouest", taux=Decimal(70))
    with pytest.raises(SaisieInvalide, match=r"Le Port \(déjà retenu\) 50 % font 120 % du flux"):
        retenir(base_sqlite, epci)
    assert actions(base_sqlite) == [("droit retenu", "", "31")]


def test_the_same_right_at_another_rate_is_not_added_to_itself(base_sqlite: Base) -> None:
    retenir(base_sqlite, une_lp(annee=2026, taux=Decimal(60)))
    (fait,) = retenir(base_sqlite, une_lp(annee=2026, taux=Decimal(70)))
    assert fait.change


def test_a_cap_passed_is_a_warning_that_counts_rights_already_retained(base_sqlite: Base) -> None:
    retenir(base_sqlite, une_lp(annee=2026, taux=Decimal(15)))
    epci = une_lp(annee=2026, reservataire="Territoire de l'Ouest", taux=Decimal(6))
    with base_sqlite.transaction() as uow:
        (dit,) = avertissements(uow, base_sqlite.conventions["le-port-2024"], [epci])
    assert "21 % en tout pour 20 % (LP art. 3)" in dit


def test_a_year_after_the_convention_is_retained_and_the_journal_says_so(base_sqlite: Base) -> None:
    (fait,) = retenir(base_sqlite, une_lp(annee=2050))
    with base_sqlite.transaction() as uow:
        (entree,) = uow.journal.chaine("FLUX-2050")
    assert fait.change
    assert entree.lecture.startswith("2050 suit le dernier jour de la convention (31/12/2026)")


def test_the_state_and_its_agents_are_rounded_once(base_sqlite: Base) -> None:
    """C is 618: 25 % is 154,5 and 5 % is 30,9, but 30 % is 185,4."""
    semer(base_sqlite, "loire-atlantique-2024")
    annexe = une_la(annee=2026, patrimoine=6780, taux={"etat": Decimal(25), "agents": Decimal(5)})
    (fait,) = retenir(base_sqlite, annexe, convention="loire-atlantique-2024")
    assert fait.droit.part == 185
    assert fait.phrase.endswith(
        "Somme arrondie une seule fois : 185 ; les parts de l'annexe, 155 et 31, font 186."
    )
