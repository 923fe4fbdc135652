"""From what Slack really delivers to what it asks of us."""

from __future__ import annotations

import pytest
from slack_sdk import WebClient

from bot.channels.slack import adresses
from bot.channels.slack.modale import attente
from bot.channels.slack.render import blocs
from core.messages.model import Bouton, Message
from tests.fakes.slack import Channel, FakeSlack, User
from tests.unit.slack.gestes import REF, demande, lu, ouvrir_modale, poster, vue_des_candidats


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


def test_a_button_that_opened_a_page_asks_for_nothing_more(
    fake: FakeSlack, client: WebClient, marie: User
) -> None:
    page = Bouton("Ouvrir la page", "page", lien="https://fluxbot.test/p/jeton")
    rendus = blocs(Message("Page", (), (page,)), ("jeton",), fake.team.id)
    client.chat_postMessage(channel=marie.id, text="Page", blocks=rendus)
    assert lu(fake.press(marie, fake.last(marie), "Ouvrir la page")) is None


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
    assert lue.montres == frozenset({"numeros"})
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
