"""Sends of the outbox: which of them start a clock."""

from __future__ import annotations

import pytest

from core.domain.envois import ACCESSOIRES, SUR_UN_MESSAGE, Envoi, Genre
from core.domain.organisations import Destination
from tests.builders import RECU_LE


def un_envoi(genre: Genre, **faits: str) -> Envoi:
    return Envoi(genre, Destination("telegram", "12"), "cle", RECU_LE, faits=faits, corps="secret")


@pytest.mark.parametrize("genre", [Genre.AVIS, Genre.RELANCE])
def test_an_avis_and_a_relance_open_a_delay(genre: Genre) -> None:
    assert un_envoi(genre).ouvre_un_delai


@pytest.mark.parametrize(("delai", "attendu"), [("oui", True), ("non", False)])
def test_a_rectificatif_opens_a_delay_only_when_it_restarts_it(delai: str, attendu: bool) -> None:
    assert un_envoi(Genre.RECTIFICATIF, delai=delai).ouvre_un_delai is attendu


@pytest.mark.parametrize(
    "genre", sorted(set(Genre) - {Genre.AVIS, Genre.RELANCE, Genre.RECTIFICATIF})
)
def test_no_other_send_opens_a_delay(genre: Genre) -> None:
    assert not un_envoi(genre, delai="oui").ouvre_un_delai


def test_a_send_belongs_to_its_round_the_first_by_default() -> None:
    assert un_envoi(Genre.AVIS).tour == 1
    assert un_envoi(Genre.AVIS, tour="3").tour == 3


def test_what_opens_a_delay_is_never_an_accessory() -> None:
    assert not {Genre.AVIS, Genre.RELANCE, Genre.RECTIFICATIF} & (ACCESSOIRES | SUR_UN_MESSAGE)


def test_repr_does_not_show_the_message() -> None:
    assert "secret" not in repr(un_envoi(Genre.REPONSE))
