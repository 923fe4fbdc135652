"""The chain of a dossier: whole, or broken where it was touched."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.journal import (
    ORIGINE,
    Entree,
    Sceau,
    contenu,
    contenu_sceau,
    enchainer,
    engagement,
    horodatage,
    premiere_rupture,
    sceller,
)

INSTANT = datetime(2026, 12, 10, 6, 0, tzinfo=UTC)
NOMS = [un.name for un in fields(Entree)]


def une_entree(rang: int = 0, **changements: Any) -> Entree:
    entree = Entree(
        dossier="AV-2026-0001",
        rang=0,
        instant=INSTANT + timedelta(minutes=rang),
        acteur="Le Port, agent n° 7",
        plateforme="telegram",
        action="candidats proposés",
        de="ouvert",
        a="ouvert",
        article="LP art. 6",
        lecture="10 jours calendaires",
        details={"candidat 1": f"engagement {rang}"},
    )
    return replace(entree, **changements)


def une_chaine(longueur: int) -> list[Entree]:
    chaine: list[Entree] = []
    for rang in range(1, longueur + 1):
        tete = (chaine[-1].rang, chaine[-1].empreinte) if chaine else None
        chaine.append(enchainer(une_entree(rang), tete))
    return chaine


def autre_valeur(valeur: object) -> object:
    """Give another value of the same kind."""
    match valeur:
        case datetime():
            return valeur + timedelta(microseconds=1)
        case int():
            return valeur + 1
        case dict():
            return {**valeur, "ajout": "x"}
        case _:
            return f"{valeur}x"


def rang_de_la_rupture(chaine: list[Entree]) -> int | None:
    rupture = premiere_rupture(chaine)
    return rupture.rang if rupture else None


longueurs = st.integers(1, 8)
PLUSIEURS = settings(max_examples=100, deadline=None)


@PLUSIEURS
@given(longueurs)
def test_a_chain_left_alone_is_whole(longueur: int) -> None:
    assert premiere_rupture(une_chaine(longueur)) is None


def test_an_empty_chain_is_whole() -> None:
    assert premiere_rupture([]) is None


@PLUSIEURS
@given(longueurs, st.data())
def test_any_field_changed_is_found_at_its_entry(longueur: int, data: st.DataObject) -> None:
    chaine = une_chaine(longueur)
    place = data.draw(st.integers(0, longueur - 1))
    nom = data.draw(st.sampled_from(NOMS))
    change = autre_valeur(getattr(chaine[place], nom))
    chaine[place] = replace(chaine[place], **{nom: change})
    rupture = premiere_rupture(chaine)
    assert rupture is not None
    attendu = place + 2 if nom == "rang" else place + 1
    assert rupture.rang == attendu


@PLUSIEURS
@given(st.integers(2, 8), st.data())
def test_an_entry_removed_is_found_at_the_next_one(longueur: int, data: st.DataObject) -> None:
    chaine = une_chaine(longueur)
    place = data.draw(st.integers(0, longueur - 2))
    del chaine[place]
    rupture = premiere_rupture(chaine)
    assert rupture is not None
    assert (rupture.rang, rupture.raison) == (place + 2, f"l'entrée {place + 1} manque")


@PLUSIEURS
@given(st.integers(4, 8), st.data())
def test_a_middle_cut_out_is_found_where_it_was(longueur: int, data: st.DataObject) -> None:
    debut = data.draw(st.integers(1, longueur - 2))
    fin = data.draw(st.integers(debut + 1, longueur - 1))
    chaine = une_chaine(longueur)
    assert rang_de_la_rupture(chaine[:debut] + chaine[fin:]) == fin + 1


@PLUSIEURS
@given(st.integers(2, 8), st.data())
def test_two_entries_swapped_are_found_at_the_first_place(
    longueur: int, data: st.DataObject
) -> None:
    chaine = une_chaine(longueur)
    une = data.draw(st.integers(0, longueur - 2))
    autre = data.draw(st.integers(une + 1, longueur - 1))
    chaine[une], chaine[autre] = chaine[autre], chaine[une]
    assert rang_de_la_rupture(chaine) == autre + 1


@PLUSIEURS
@given(st.integers(1, 8), st.data())
def test_an_entry_rewritten_with_its_own_hash_breaks_the_next(
    longueur: int, data: st.DataObject
) -> None:
    chaine = une_chaine(longueur + 1)
    place = data.draw(st.integers(0, longueur - 1))
    avant = (chaine[place - 1].rang, chaine[place - 1].empreinte) if place else None
    chaine[place] = enchainer(replace(chaine[place], action="autre chose"), avant)
    assert rang_de_la_rupture(chaine) == place + 2


def test_an_entry_inserted_is_found() -> None:
    chaine = une_chaine(3)
    intrus = enchainer(une_entree(9), (1, chaine[0].empreinte))
    assert rang_de_la_rupture([chaine[0], intrus, *chaine[1:]]) == 2


def test_the_first_entry_follows_the_origin() -> None:
    (premiere,) = une_chaine(1)
    assert (premiere.rang, premiere.precedente) == (1, ORIGINE)


def test_the_bytes_that_are_hashed_never_change() -> None:
    assert contenu(enchainer(une_entree(), None)).decode() == (
        '{"a":"ouvert","acteur":"Le Port, agent n° 7","action":"candidats proposés",'
        '"article":"LP art. 6","de":"ouvert","details":{"candidat 1":"engagement 0"},'
        '"dossier":"AV-2026-0001","instant":"2026-12-10T06:00:00.000000+00:00",'
        '"lecture":"10 jours calendaires","plateforme":"telegram",'
        f'"precedente":"{ORIGINE}","rang":1}}'
    )


def test_the_hash_of_a_known_entry_never_changes() -> None:
    assert enchainer(une_entree(), None).empreinte == (
        "f05851d766841f6a7cc30ccfc604c55c55651ff7c7af6260e35919507a8ca089"
    )


def test_the_order_of_details_does_not_change_the_hash() -> None:
    une = une_entree(details={"a": "1", "b": "2"})
    autre = une_entree(details={"b": "2", "a": "1"})
    assert contenu(une) == contenu(autre)


def test_the_zone_of_an_instant_does_not_change_the_hash() -> None:
    reunion = timezone(timedelta(hours=4))
    assert contenu(une_entree(instant=INSTANT.astimezone(reunion))) == contenu(une_entree())
    assert horodatage(INSTANT.astimezone(reunion)) == "2026-12-10T06:00:00.000000+00:00"


def un_sceau(rang: int, dernier: Sceau | None) -> Sceau:
    jour = date(2026, 12, 10) + timedelta(days=rang)
    return sceller(jour, INSTANT, {"AV-2026-0001": (rang, "e" * 64)}, dernier)


def test_seals_are_chained() -> None:
    premier = un_sceau(1, None)
    second = un_sceau(2, premier)
    assert (premier.rang, premier.precedent) == (1, ORIGINE)
    assert (second.rang, second.precedent) == (2, premier.empreinte)


def test_a_seal_depends_on_all_that_it_holds() -> None:
    sceau = un_sceau(1, None)
    autres = [
        sceller(date(2026, 12, 12), INSTANT, sceau.tetes, None),
        sceller(sceau.jour, INSTANT + timedelta(seconds=1), sceau.tetes, None),
        sceller(sceau.jour, INSTANT, {"AV-2026-0002": (1, "e" * 64)}, None),
        sceller(sceau.jour, INSTANT, {"AV-2026-0001": (2, "e" * 64)}, None),
        sceller(sceau.jour, INSTANT, {"AV-2026-0001": (1, "f" * 64)}, None),
        sceller(sceau.jour, INSTANT, sceau.tetes, sceau),
    ]
    assert sceau.empreinte not in {un.empreinte for un in autres}


def test_the_bytes_of_a_seal_never_change() -> None:
    assert contenu_sceau(un_sceau(1, None)).decode() == (
        '{"instant":"2026-12-10T06:00:00.000000+00:00","jour":"2026-12-11",'
        f'"precedent":"{ORIGINE}","rang":1,"tetes":{{"AV-2026-0001":[1,"{"e" * 64}"]}}}}'
    )


def test_the_order_of_heads_does_not_change_a_seal() -> None:
    tetes = {"AV-2026-0001": (1, "e"), "AV-2026-0002": (1, "f")}
    inverse = dict(reversed(tetes.items()))
    assert sceller(date(2026, 12, 10), INSTANT, tetes, None) == (
        sceller(date(2026, 12, 10), INSTANT, inverse, None)
    )


def test_a_commitment_is_an_hmac_of_known_value() -> None:
    assert engagement("sel", "974031800012310001") == (
        "e86f68ad3a5d8e76d60ad4388cce724346e4135a3400b34c4affdcb5637e6b32"
    )


@PLUSIEURS
@given(st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=20), st.text(max_size=30))
def test_a_commitment_depends_on_its_salt(sel: str, autre: str, valeur: str) -> None:
    sans_zeros = (sel.rstrip("\0"), autre.rstrip("\0"))
    assert (engagement(sel, valeur) == engagement(autre, valeur)) is (
        sans_zeros[0] == sans_zeros[1]
    )


@pytest.mark.parametrize("valeur", ["974031800012310001", ""])
def test_a_commitment_does_not_show_what_it_commits_to(valeur: str) -> None:
    ecrit = engagement("sel", valeur)
    assert len(ecrit) == 64
    assert not valeur or valeur not in ecrit
