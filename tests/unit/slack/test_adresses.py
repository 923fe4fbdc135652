"""Where one writes: made from a delivery, taken apart by the sender."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.slack import adresses
from bot.channels.slack.adresses import Place, place
from core.domain.organisations import Destination
from core.usecases.dossier import TABLEAU

numeros = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=2, max_size=12)
lieux = st.one_of(
    st.just(""),
    numeros.map(lambda salon: f"C{salon}"),
    numeros.map(lambda salon: f"C{salon}/1710000000.000100"),
)


def test_a_channel_is_read_by_several_people_and_a_person_alone() -> None:
    assert not adresses.canal("T1", "C1").prive
    assert adresses.personne("T1", "U1").prive
    assert adresses.a_part("T1", "U1", "C1").prive
    assert adresses.vue("T1", "U1", "V1", "C1").prive


@pytest.mark.parametrize(
    ("destination", "attendue"),
    [
        (adresses.canal("T1", "C1"), Place("T1", "C1")),
        (adresses.personne("T1", "U1"), Place("T1", "U1")),
        (adresses.a_part("T1", "U1", "C1"), Place("T1", "C1", pour="U1", lieu="C1")),
        (adresses.a_part("T1", "U1", ""), Place("T1", "U1")),
        (Destination("slack", "T1/U1", TABLEAU), Place("T1", "U1", tableau=True)),
        (adresses.vue("T1", "U1", "V1", ""), Place("T1", "U1", modale="V1")),
    ],
)
def test_each_destination_is_taken_apart_as_it_was_made(
    destination: Destination, attendue: Place
) -> None:
    assert place(destination) == attendue


@given(numeros, numeros, lieux.filter(bool))
def test_what_one_person_sees_keeps_its_channel_and_thread(
    equipe: str, personne: str, lieu: str
) -> None:
    ou = place(adresses.a_part(equipe, personne, lieu))
    salon, _, fil = lieu.partition("/")
    assert (ou.equipe, ou.canal, ou.pour, ou.fil) == (equipe, salon, personne, fil or None)


@given(numeros, numeros, numeros, lieux)
def test_a_modal_remembers_where_to_answer_once_closed(
    equipe: str, personne: str, modale: str, lieu: str
) -> None:
    ou = place(adresses.vue(equipe, personne, modale, lieu))
    assert (ou.equipe, ou.canal, ou.modale, ou.lieu) == (equipe, personne, modale, lieu)


@given(numeros, st.from_regex(r"[0-9]{10}\.[0-9]{6}", fullmatch=True))
def test_a_message_is_named_by_its_channel_and_its_instant(canal: str, ts: str) -> None:
    assert adresses.lire_message(adresses.message(canal, ts)) == (canal, ts)
