"""One delivery of Slack: recognised, named so that it is known when it comes again."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk import WebClient

from bot.channels.slack.courrier import CLE_MAX, Courrier, lire
from tests.fakes.slack import Channel, FakeSlack, User
from tests.unit.slack.gestes import ouvrir_modale, poster, recu, vue_des_candidats

NUMEROS = {"numeros": "974031800012310001"}


def courrier(corps: dict[str, Any]) -> Courrier:
    lu = recu(corps)
    assert lu
    return lu


def test_each_gesture_is_recognised(
    fake: FakeSlack, client: WebClient, marie: User, salon: Channel
) -> None:
    poste = poster(fake, client, salon)
    ouvrir_modale(fake, client, marie, vue_des_candidats())
    livraisons = [
        fake.slash(marie, "/avis", salon),
        fake.press(marie, poste, "Voir"),
        fake.submit(marie, NUMEROS),
        fake.mention(marie, salon, "aide"),
        fake.say(marie, "aide"),
        fake.open_home(marie),
    ]
    lus = [courrier(une.payload) for une in livraisons]
    assert [un.genre for un in lus] == ["commande", "bouton", "formulaire"] + ["evenement"] * 3
    assert {(un.equipe, un.auteur) for un in lus} == {(fake.team.id, f"{fake.team.id}/{marie.id}")}
    assert len({un.cle for un in lus}) == len(lus)


@pytest.mark.parametrize(
    "corps",
    [
        {},
        {"type": "view_closed", "view": {"id": "V1"}},
        {"type": "block_suggestion", "value": "x"},
        {"type": "block_actions", "actions": []},
        {"type": "url_verification", "challenge": "x"},
        {"type": "shortcut", "callback_id": "x"},
        {"command": ""},
    ],
)
def test_what_we_did_not_ask_for_is_ignored(corps: dict[str, Any]) -> None:
    assert recu(corps) is None


def test_a_delivery_that_comes_again_bears_the_same_name(fake: FakeSlack, marie: User) -> None:
    premiere = fake.say(marie, "/avis")
    seconde = fake.redeliver(premiere)
    autre = fake.say(marie, "/avis")
    noms = [courrier(une.payload).cle for une in (premiere, seconde, autre)]
    assert noms[0] == noms[1] != noms[2]


def test_a_form_shown_anew_has_a_name_of_its_own(
    fake: FakeSlack, client: WebClient, marie: User
) -> None:
    vue = ouvrir_modale(fake, client, marie, vue_des_candidats())
    premier = fake.submit(marie, NUMEROS)
    client.views_update(view_id=vue, view=vue_des_candidats())
    second = fake.submit(marie, NUMEROS)
    assert courrier(premier.payload).cle != courrier(second.payload).cle


def test_a_name_too_long_for_the_inbox_is_made_short_and_stays_its_own() -> None:
    longs = [Courrier("commande", "T1", "T1/U1", {"trigger_id": "9" * 200 + x}) for x in "ab"]
    assert all(len(un.cle) <= CLE_MAX for un in longs)
    assert longs[0].cle != longs[1].cle


def test_a_delivery_is_the_same_once_read_back(fake: FakeSlack, marie: User) -> None:
    lu = courrier(fake.say(marie, "é < & « » \u202f").payload)
    assert lire(lu.ecrire()) == lu


def test_what_was_typed_is_not_shown_when_a_delivery_is_printed(
    fake: FakeSlack, marie: User
) -> None:
    assert "974031800012310001" not in repr(courrier(fake.say(marie, "974031800012310001").payload))


def test_a_person_of_another_workspace_is_named_by_their_own(fake: FakeSlack) -> None:
    ailleurs = fake.workspace("Ailleurs", installed=False)
    paul = fake.user("Paul", ailleurs)
    commun = fake.channel("commun", paul, shared_with=[ailleurs])
    lu = courrier(fake.mention(paul, commun, "aide").payload)
    assert (lu.equipe, lu.auteur) == (fake.team.id, f"{ailleurs.id}/{paul.id}")


def test_a_button_pressed_from_another_workspace_is_that_of_the_bot_who_posted_it(
    fake: FakeSlack, client: WebClient
) -> None:
    ailleurs = fake.workspace("Ailleurs")
    paul = fake.user("Paul", ailleurs)
    commun = fake.channel("commun", paul, shared_with=[ailleurs])
    lu = courrier(fake.press(paul, poster(fake, client, commun), "Voir").payload)
    assert (lu.equipe, lu.auteur) == (fake.team.id, f"{ailleurs.id}/{paul.id}")
