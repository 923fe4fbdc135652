"""To whom to offer the next dwelling."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.equilibre import Profil, profil
from core.domain.repartition import Situation, ex_aequo, proposer
from core.domain.simulation import Vacance, jouer, le_premier, sans_equilibre

T2, T3 = ("T2", "LLS", "non"), ("T3", "LLS", "non")
TRAITS = st.tuples(
    st.sampled_from(("T2", "T3", "T4")),
    st.sampled_from(("LLTS", "LLS")),
    st.sampled_from(("oui", "non")),
)


def une(nom: str, droit: int, acquis: int = 0, offerts: Profil | None = None) -> Situation:
    return Situation(nom, droit, acquis, offerts or profil([(T3, acquis)]))


def noms(*situations: Situation, logement=T3, vacants: Profil | None = None) -> list[str]:
    rangs = proposer(situations, logement, vacants or profil([(T2, 5), (T3, 5)]))
    return [un.situation.nom for un in rangs]


def test_the_one_furthest_behind_its_share_comes_first() -> None:
    assert noms(une("Le Port", 10, 3), une("TO", 10, 5)) == ["Le Port", "TO"]


def test_a_small_right_is_behind_when_its_place_comes() -> None:
    """2 of 22: its first dwelling is due by the eleventh, when the other's tenth is due too."""
    assert noms(une("petit", 2, 0), une("grand", 20, 8)) == ["grand", "petit"]
    assert noms(une("petit", 2, 0), une("grand", 20, 10)) == ["petit", "grand"]


def test_the_one_ahead_of_its_share_comes_last_even_alone_at_its_place() -> None:
    assert noms(une("en avance", 5, 4), une("en retard", 5, 1))[0] == "en retard"


def test_at_the_same_place_the_balance_of_the_offer_decides() -> None:
    """Both have one dwelling of two due; the T2 goes to the one that had only T3."""
    situations = une("A", 5, 1, profil([(T2, 1)])), une("B", 5, 1, profil([(T3, 1)]))
    rangs = proposer(situations, T2, profil([(T2, 2), (T3, 1)]))
    assert [un.situation.nom for un in rangs] == ["B", "A"]
    assert len(ex_aequo(rangs)) == 2
    assert noms(*situations, logement=T3)[0] == "A"


def test_the_figures_shown_are_exact() -> None:
    premier = proposer((une("Le Port", 10, 3), une("TO", 12, 5)), T3, Profil())[0]
    assert (premier.situation.nom, premier.du) == ("Le Port", Fraction(90, 22))
    assert premier.retard == Fraction(90, 22) - 3


def test_at_the_same_place_and_balance_the_one_that_lacks_most_comes_first() -> None:
    """After one dwelling of a 4 and 2 share: 2 × 4/6 − 1 = 0,33 lacks less than 2 × 2/6 = 0,67."""
    assert noms(une("A", 4, 1), une("B", 2, 0), vacants=profil([(T3, 2)])) == ["B", "A"]


def test_equal_in_all_they_are_ranked_by_name_so_that_the_proposal_never_wavers() -> None:
    assert noms(une("b", 4), une("a", 4)) == noms(une("a", 4), une("b", 4)) == ["a", "b"]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.integers(1, 25), min_size=1, max_size=6),
    st.lists(TRAITS, min_size=40, max_size=40),
)
def test_nobody_is_ever_a_whole_dwelling_away_from_its_share(
    droits: list[int], libres: list
) -> None:
    """Following the proposals, all year long, and exactly at its right at the end."""
    parts = {str(rang): droit for rang, droit in enumerate(droits)}
    vacances = [Vacance(libres[rang % 40]) for rang in range(sum(droits))]
    for choix in (le_premier, sans_equilibre):
        annee = jouer(parts, vacances, choix)
        assert all(un.ecart_max < 1 for un in annee.parcours.values())
        assert {nom: un.acquis for nom, un in annee.parcours.items()} == parts


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 20), min_size=2, max_size=5), st.data())
def test_dwellings_handed_back_leave_nobody_a_dwelling_away_at_the_end(
    droits: list[int], donnees: st.DataObject
) -> None:
    total = sum(droits)
    rendus = donnees.draw(st.sets(st.integers(0, total - 1), max_size=total // 10))
    vacances = [Vacance(T3, rang in rendus) for rang in range(total)]
    annee = jouer({str(rang): droit for rang, droit in enumerate(droits)}, vacances, le_premier)
    assert sum(un.acquis for un in annee.parcours.values()) == total - annee.delaisses
    assert sum(un.rendus for un in annee.parcours.values()) == len(rendus)
    assert all(abs(annee.du(nom) - un.acquis) < 1 for nom, un in annee.parcours.items())
