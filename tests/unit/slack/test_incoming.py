"""From what Slack really delivers to what it asks of us."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk import WebClient

from bot.channels.evenements import Depart, Migration, Retour
from bot.channels.slack import adresses
from bot.channels.slack.courrier import Courrier
from bot.channels.slack.incoming import Desinstallation, Tableau, texte_clair, traduire
from bot.channels.slack.modale import attente
from bot.channels.slack.render import echapper
from bot.handlers.request import Request
from tests.fakes.slack import Channel, FakeSlack, User
from tests.unit.slack.gestes import (
    REF,
    demande,
    lu,
    ouvrir_modale,
    poster,
    recu,
    vue_des_candidats,
)


def test_a_command_in_a_channel_is_answered_to_its_author_alone(
    fake: FakeSlack, marie: User, salon: Channel
) -> None:
    lue = demande(fake.slash(marie, f"/avis {REF}", salon))
    assert (lue.personne, lue.texte) == (f"{fake.team.id}/{marie.id}", f"/avis {REF}")
    assert lue.conversation == adresses.a_part(fake.team.id, marie.id, salon.id)
    assert lue.ici == adresses.canal(fake.team.id, salon.id)
    assert lue.questions == "bouton"


def test_a_command_in_private_is_answered_there(fake: FakeSlack, marie: User) -> None:
    lue = demande(fake.slash(marie, "/avis"))
    assert lue.conversation == lue.ici == adresses.personne(fake.team.id, marie.id)


def test_a_command_that_opened_a_modal_is_answered_in_it(
    fake: FakeSlack, marie: User, salon: Channel
) -> None:
    lue = demande(fake.slash(marie, "/vacance", salon), "V1")
    assert lue.conversation == adresses.vue(fake.team.id, marie.id, "V1", salon.id)
    assert lue.ici == adresses.canal(fake.team.id, salon.id)
    assert lue.questions == "formulaire"


def test_what_is_typed_after_a_command_is_read_as_typed(fake: FakeSlack, marie: User) -> None:
    tape = '/retirer AV-2026-0001 motif="vendu &amp; livré"'
    assert demande(fake.slash(marie, tape)).texte.endswith('motif="vendu & livré"')


def test_a_button_gives_its_token_and_its_channel(
    fake: FakeSlack, client: WebClient, marie: User, salon: Channel
) -> None:
    poste = poster(fake, client, salon)
    lue = demande(fake.press(marie, poste, "Voir"))
    assert (lue.jeton, lue.confirme) == ("jeton-voir", False)
    assert lue.message == adresses.message(salon.id, poste.ts)
    assert lue.conversation == adresses.a_part(fake.team.id, marie.id, salon.id)
    assert lue.ici == adresses.canal(fake.team.id, salon.id)


def test_a_button_in_a_thread_is_answered_in_the_thread(
    fake: FakeSlack, client: WebClient, marie: User, salon: Channel
) -> None:
    racine = poster(fake, client, salon)
    lue = demande(fake.press(marie, poster(fake, client, salon, racine.ts), "Voir"))
    lieu = f"{salon.id}/{racine.ts}"
    assert lue.conversation == adresses.a_part(fake.team.id, marie.id, lieu)
    assert lue.ici == adresses.canal(fake.team.id, salon.id)


def test_a_button_in_private_is_answered_in_private(
    fake: FakeSlack, client: WebClient, marie: User
) -> None:
    lue = demande(fake.press(marie, poster(fake, client, marie), "Voir"))
    assert lue.conversation == lue.ici == adresses.personne(fake.team.id, marie.id)


def test_a_button_that_slack_had_confirmed_says_so(
    fake: FakeSlack, client: WebClient, marie: User
) -> None:
    assert demande(fake.press(marie, poster(fake, client, marie), "Rendre")).confirme


def test_a_button_of_a_modal_is_answered_in_that_modal(
    fake: FakeSlack, client: WebClient, marie: User, salon: Channel
) -> None:
    vue = attente(salon.id) | {"blocks": poster(fake, client, marie).blocks}
    numero = ouvrir_modale(fake, client, marie, vue)
    lue = demande(fake.press_modal(marie, "Voir"))
    assert lue.conversation == adresses.vue(fake.team.id, marie.id, numero, salon.id)


def test_a_form_gives_its_answers_and_what_was_known_already(
    fake: FakeSlack, client: WebClient, marie: User, salon: Channel
) -> None:
    ouvrir_modale(fake, client, marie, vue_des_candidats(salon.id))
    lue = demande(fake.submit(marie, {"numeros": "974031800012310001"}))
    assert (lue.commande, lue.fixe) == ("candidats", {"reference_avis": REF})
    assert lue.champs == {"numeros": "974031800012310001"}
    assert lue.montres == {"numeros"}
    assert lue.conversation == adresses.a_part(fake.team.id, marie.id, salon.id)
    assert lue.ici == adresses.canal(fake.team.id, salon.id)


@pytest.mark.parametrize(
    ("tape", "lu"),
    [
        ("/avis AV-2026-0001", "/avis AV-2026-0001"),
        ("avis AV-2026-0001", "/avis AV-2026-0001"),
        ("Numéros AV-2026-0001", "/Numéros AV-2026-0001"),
        ("bonjour", "bonjour"),
        ("", "/aide"),
        ("&lt;@U123&gt; &amp; moi", "<@U123> & moi"),
    ],
)
def test_a_private_message_is_a_command_with_or_without_its_slash(
    fake: FakeSlack, marie: User, tape: str, lu: str
) -> None:
    lue = demande(fake.say(marie, tape))
    assert lue.texte == lu
    assert lue.conversation == adresses.personne(fake.team.id, marie.id)


def test_a_mention_is_read_without_the_bot_s_name_and_answered_in_a_thread(
    fake: FakeSlack, marie: User, salon: Channel
) -> None:
    lue = demande(fake.mention(marie, salon, "avis"))
    (tape,) = fake.messages(salon, everyone=True)
    assert lue.texte == "/avis"
    assert lue.conversation == adresses.canal(fake.team.id, salon.id)
    assert lue.message == adresses.message(salon.id, tape.ts)


def test_a_mention_in_a_thread_is_answered_in_that_thread(
    fake: FakeSlack, client: WebClient, marie: User, salon: Channel
) -> None:
    racine = poster(fake, client, salon)
    lue = demande(fake.mention(marie, salon, "avis", thread=racine))
    assert lue.message == adresses.message(salon.id, racine.ts)


@pytest.mark.parametrize("marque", [{"bot_id": "B1"}, {"subtype": "message_changed"}, {"user": ""}])
def test_what_nobody_typed_is_ignored(
    fake: FakeSlack, marie: User, marque: dict[str, str]
) -> None:
    corps = fake.say(marie, "avis").payload
    courrier = recu(corps | {"event": corps["event"] | marque})
    assert courrier
    assert traduire(courrier) is None


def test_the_home_tab_is_a_board_and_the_messages_tab_is_not(
    fake: FakeSlack, marie: User
) -> None:
    ici = adresses.personne(fake.team.id, marie.id)
    assert lu(fake.open_home(marie)) == Tableau(f"{fake.team.id}/{marie.id}", ici)
    assert lu(fake.open_home(marie, tab="messages")) is None


def test_a_channel_left_archived_or_deleted_is_lost_and_comes_back(
    fake: FakeSlack, salon: Channel
) -> None:
    ici = adresses.canal(fake.team.id, salon.id)
    gestes = [fake.kick_bot(salon), fake.invite_bot(salon), fake.archive(salon)]
    gestes += [fake.unarchive(salon), fake.delete_channel(salon)]
    lus = [lu(un) for un in gestes if un]
    assert [type(un) for un in lus] == [Depart, Retour, Depart, Retour, Depart]
    assert {un.destination for un in lus if isinstance(un, Depart | Retour)} == {ici}


@pytest.mark.parametrize("nom", ["uninstall", "revoke"])
def test_a_workspace_that_removes_the_bot_is_known(fake: FakeSlack, nom: str) -> None:
    livraison = getattr(fake, nom)(fake.team)
    assert lu(livraison) == Desinstallation(fake.team.id)


def evenement(fait: dict[str, Any]) -> Courrier:
    """Make the delivery of an event."""
    return Courrier("evenement", "T1", "T1/U1", {"type": "event_callback", "event": fait})


def test_a_channel_with_a_new_number_is_followed() -> None:
    fait = {"type": "channel_id_changed", "old_channel_id": "C1", "new_channel_id": "C2"}
    assert traduire(evenement(fait)) == Migration(adresses.canal("T1", "C1"), "T1/C2")


@pytest.mark.parametrize(
    "fait",
    [
        {"type": "reaction_added"},
        {"type": "message", "channel_type": "channel", "user": "U1", "text": "avis"},
        {"type": "tokens_revoked", "tokens": {"oauth": ["U1"]}},
        {},
    ],
)
def test_any_other_event_is_ignored(fait: dict[str, Any]) -> None:
    assert traduire(evenement(fait)) is None


@given(st.text())
def test_what_slack_escaped_is_read_as_it_was_typed(texte: str) -> None:
    assert texte_clair(echapper(texte)) == texte


@pytest.mark.parametrize(
    ("recu", "lisible"),
    [
        ("<@U1> avis", " avis"),
        ("<mailto:a@b.re|a@b.re>", "a@b.re"),
        ("<http://leport.re>", "http://leport.re"),
        ("<#C1|logement>", "logement"),
        ("<!here> ici", " ici"),
    ],
)
def test_a_link_gives_its_label_and_a_mention_nothing(recu: str, lisible: str) -> None:
    assert texte_clair(recu) == lisible


@given(st.dictionaries(st.sampled_from(["text", "channel", "ts", "thread_ts", "tab"]), st.text()))
def test_no_text_of_an_event_is_a_fault(textes: dict[str, str]) -> None:
    for type_ in ("message", "app_mention", "app_home_opened", "channel_left"):
        fait = {"user": "U1", "channel_type": "im", "ts": "1.2", **textes, "type": type_}
        lue = traduire(evenement(fait))
        assert not isinstance(lue, Request) or lue == replace(lue, jeton=None, commande=None)
