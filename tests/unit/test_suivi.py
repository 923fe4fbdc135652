"""What was done with a year's rights."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from core.domain.annexes import AnnexeLP
from core.domain.avis import Etat, Livraison
from core.domain.droits import Droit
from core.domain.organisations import Organisation
from core.domain.suivi import LigneSuivi, Suivi, SuiviAnnuel, situations, suivre
from tests.builders import LE_PORT, SIDR

T3 = ("T3", "LLTS", "oui")
ANNEXE = AnnexeLP(
    "SIDR", "Le Port", 2026, 1887, 0, 134, 98, 0, Decimal("6.82"), 31, 0, 20, Decimal("6.89")
)


def un_droit(part: int = 4, annee: int = 2026, a: Organisation = LE_PORT) -> Droit:
    return Droit(
        SIDR, a, annee, "le-port-2024", ANNEXE, part, datetime(2026, 1, 5, tzinfo=UTC), "x"
    )


def une_ligne(
    etat: Etat, nombre: int = 1, livraison: Livraison | None = None, **autres: Any
) -> LigneSuivi:
    faits = {"posee": True, "livree": livraison is not None, "traits": T3} | autres
    return LigneSuivi(LE_PORT.id, etat, livraison, nombre=nombre, **faits)


def annuel(*lignes: LigneSuivi, droit: Droit | None = None) -> SuiviAnnuel:
    droits = {LE_PORT.id: droit} if droit else {}
    return suivre(SIDR, 2026, [LE_PORT], droits, lignes)


def le_suivi(*lignes: LigneSuivi, droit: Droit | None = None) -> Suivi:
    return annuel(*lignes, droit=droit).suivis[0]


def test_posted_designated_and_delivered_are_counted_apart() -> None:
    suivi = le_suivi(
        une_ligne(Etat.OUVERT, 2),
        une_ligne(Etat.DESIGNE),
        une_ligne(Etat.BAIL_SIGNE, 1, Livraison.BAIL),
        une_ligne(Etat.REFUSE_PAR_TOUS, 1, Livraison.REFUS_PAR_TOUS),
        une_ligne(Etat.REPUTE_TENU, 1, Livraison.REPUTE_TENU),
        droit=un_droit(),
    )
    compte = suivi.compte
    assert (compte.poses, compte.designes, compte.delivres, compte.en_cours) == (6, 3, 3, 3)
    assert compte.livres == dict.fromkeys(Livraison, 1)
    assert suivi.reste(2026) == 1


def test_a_dwelling_handed_back_or_withdrawn_counts_for_nothing() -> None:
    suivi = le_suivi(une_ligne(Etat.RENDU), une_ligne(Etat.RETIRE), droit=un_droit())
    assert (suivi.compte.delivres, suivi.compte.en_cours, suivi.reste(2026)) == (0, 0, 4)
    assert (suivi.compte.rendus, suivi.compte.retires) == (1, 1)


def test_a_withdrawn_dwelling_was_never_on_offer_but_one_handed_back_was() -> None:
    vu = annuel(une_ligne(Etat.RENDU), une_ligne(Etat.RETIRE))
    assert (vu.vacants.total, vu.suivis[0].compte.offerts.total) == (1, 1)


def test_a_dwelling_posted_last_year_counts_in_the_year_that_delivers_it() -> None:
    avant = une_ligne(Etat.BAIL_SIGNE, 1, Livraison.BAIL, posee=False)
    compte = le_suivi(avant).compte
    assert (compte.poses, compte.delivres, compte.offerts.total) == (0, 1, 0)


def test_a_dwelling_delivered_the_year_after_is_neither_delivered_nor_running() -> None:
    apres = une_ligne(Etat.BAIL_SIGNE, 1, Livraison.BAIL, livree=False)
    compte = le_suivi(apres).compte
    assert (compte.poses, compte.delivres, compte.en_cours) == (1, 0, 0)


def test_late_candidates_accepted_leave_the_engagement_counted_once_as_repute_tenu() -> None:
    compte = le_suivi(une_ligne(Etat.EN_CALEOL, 1, Livraison.REPUTE_TENU)).compte
    assert (compte.delivres, compte.en_cours) == (1, 0)


def test_what_exceeds_the_right_is_said_as_such() -> None:
    suivi = le_suivi(une_ligne(Etat.BAIL_SIGNE, 6, Livraison.BAIL), droit=un_droit(4))
    assert suivi.reste(2026) == -2


def test_the_right_of_another_year_leaves_nothing_to_count_down() -> None:
    assert le_suivi(droit=un_droit(annee=2024)).reste(2026) is None
    assert le_suivi().reste(2026) is None


def test_only_those_with_a_right_are_ranked_with_what_they_have_and_what_runs() -> None:
    vu = annuel(
        une_ligne(Etat.OUVERT), une_ligne(Etat.BAIL_SIGNE, 2, Livraison.BAIL), droit=un_droit()
    )
    assert [(une.nom, une.droit, une.acquis) for une in situations(vu)] == [("Le Port", 4, 3)]
    assert situations(annuel(droit=un_droit(part=0))) == ()
