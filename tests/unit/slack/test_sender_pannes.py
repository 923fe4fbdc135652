"""What becomes of a send when Slack refuses, waits, hangs or is gone."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from bot.channels.slack import adresses
from bot.channels.slack.errors import TABLE
from core.domain.envois import Genre, Gone, Rejected, RetryAt, Sent, Uncertain
from core.messages.model import Message, Paragraphe, Piece
from tests.fakes.slack import Channel, FakeSlack, User
from tests.unit.slack.expedition import Poste
from tests.unit.slack.test_errors import SENS

POSTER, FICHIER = "chat.postMessage", Message("P", (), piece=Piece("p.txt", b"x"))
ABSENTS = frozenset({"not_in_channel", "channel_not_found"})


@pytest.mark.parametrize("nom", sorted(TABLE))
async def test_each_error_of_the_table_has_its_outcome(
    nom: str, fake: FakeSlack, poste: Poste, marie: User
) -> None:
    fake.faults.error(POSTER, nom)
    assert isinstance(await poste.envoyer(poste.chez(marie)), SENS[TABLE[nom]])


async def test_another_error_condemns_the_message_and_not_the_person(
    fake: FakeSlack, poste: Poste, marie: User
) -> None:
    fake.faults.error(POSTER, "restricted_action_non_threadable_channel")
    issue = await poste.envoyer(poste.chez(marie))
    assert issue == Rejected("restricted_action_non_threadable_channel")


async def test_slack_says_how_long_to_wait(fake: FakeSlack, poste: Poste, marie: User) -> None:
    fake.faults.rate_limit(POSTER, retry_after=7)
    issue = await poste.envoyer(poste.chez(marie))
    assert issue == RetryAt("Slack demande d'attendre : ratelimited", timedelta(seconds=7))


@pytest.mark.parametrize("nom", ["invalid_blocks", "invalid_blocks_format", "msg_too_long"])
async def test_blocks_that_slack_refuses_give_way_to_the_plain_text(
    nom: str, fake: FakeSlack, poste: Poste, salon: Channel
) -> None:
    fake.faults.error(POSTER, nom, times=1)
    piege = Message("Avis", (Paragraphe("<!channel> a & b"),))
    await poste.deposer(poste.dans(salon), message=piege)
    montre = fake.last(salon)
    assert (montre.blocks, montre.text) == ([], "Avis\n\n&lt;!channel&gt; a &amp; b")


async def test_a_plain_text_refused_too_is_not_insisted_upon(
    fake: FakeSlack, poste: Poste, salon: Channel
) -> None:
    fake.faults.error(POSTER, "msg_too_long")
    assert await poste.envoyer(poste.dans(salon)) == Rejected("msg_too_long")
    assert len(fake.calls_of(POSTER)) == 2


@pytest.mark.parametrize("apres", [False, True], ids=["sans effet", "avec effet"])
async def test_a_call_that_hangs_leaves_a_doubt_soon(
    apres: bool, fake: FakeSlack, poste: Poste, marie: User
) -> None:
    await poste.s_impatienter()
    fake.faults.hang(POSTER, after=apres)
    debut = time.monotonic()
    assert isinstance(await poste.envoyer(poste.chez(marie)), Uncertain)
    assert time.monotonic() - debut < 2


async def test_a_connection_cut_leaves_a_doubt(fake: FakeSlack, poste: Poste, marie: User) -> None:
    fake.faults.drop(POSTER)
    fake.faults.drop_after(POSTER)
    for _ in range(2):
        assert isinstance(await poste.envoyer(poste.chez(marie)), Uncertain)


async def test_an_answer_that_cannot_be_read_leaves_a_doubt(
    fake: FakeSlack, poste: Poste, marie: User
) -> None:
    fake.faults.malformed(POSTER)
    issue = await poste.envoyer(poste.chez(marie))
    assert isinstance(issue, RetryAt)
    assert issue.peut_etre


async def test_a_slack_that_answers_to_nobody_is_tried_again(poste: Poste, marie: User) -> None:
    poste.client.base_url = "http://127.0.0.1:1/api/"
    assert await poste.envoyer(poste.chez(marie)) == RetryAt("Slack injoignable")


async def test_a_workspace_that_removed_the_bot_is_gone(poste: Poste, fake: FakeSlack) -> None:
    assert isinstance(await poste.envoyer(adresses.canal("T404", "C1")), Gone)
    assert fake.calls == []


async def test_a_channel_archived_hidden_or_unknown_is_gone(
    fake: FakeSlack, poste: Poste, marie: User, salon: Channel
) -> None:
    fake.archive(salon, delivered=False)
    cache = fake.channel("rh", marie, private=True, bot=False)
    inconnu = adresses.canal(fake.team.id, "C404")
    for ou in (poste.dans(salon), poste.dans(cache), inconnu):
        assert isinstance(await poste.envoyer(ou), Gone)


async def test_an_update_of_a_message_that_is_no_more_is_done(
    fake: FakeSlack, poste: Poste, salon: Channel
) -> None:
    cible = adresses.message(salon.id, "1.2")
    issue = await poste.envoyer(poste.dans(salon), genre=Genre.MISE_A_JOUR, cible=cible)
    assert issue == Sent("")


@pytest.mark.parametrize("nom", sorted(ABSENTS))
async def test_a_modal_refused_for_another_reason_is_not_answered_elsewhere(
    nom: str, fake: FakeSlack, poste: Poste, marie: User
) -> None:
    fake.faults.error("views.update", nom)
    assert isinstance(await poste.envoyer(poste.vue(marie, "V1")), Gone)
    assert fake.messages(marie) == []


async def test_an_ephemeral_refused_for_the_token_is_not_sent_elsewhere(
    fake: FakeSlack, poste: Poste, marie: User, salon: Channel
) -> None:
    fake.faults.error("chat.postEphemeral", "token_revoked")
    assert isinstance(await poste.envoyer(poste.a_part(marie, salon.id)), Gone)
    assert fake.messages(marie) == []


async def test_a_file_whose_sharing_hangs_leaves_a_doubt(
    fake: FakeSlack, poste: Poste, marie: User
) -> None:
    await poste.s_impatienter()
    fake.faults.hang("files.completeUploadExternal", after=True)
    assert isinstance(await poste.envoyer(poste.chez(marie), FICHIER), Uncertain)


@pytest.mark.parametrize("code", [500, 502, 503])
async def test_a_page_of_error_is_waited_out(
    code: int, fake: FakeSlack, poste: Poste, marie: User
) -> None:
    fake.faults.status(POSTER, code)
    assert isinstance(await poste.envoyer(poste.chez(marie)), RetryAt | Uncertain)


async def test_a_file_that_could_not_be_dropped_is_tried_again(
    fake: FakeSlack, poste: Poste, marie: User
) -> None:
    fake.faults.status("upload", 503)
    assert isinstance(await poste.envoyer(poste.chez(marie), FICHIER), RetryAt | Uncertain)


@pytest.mark.parametrize("ou", ["canal", "a part"])
async def test_a_thread_that_is_no_more_does_not_keep_a_notice_from_its_reader(
    ou: str, fake: FakeSlack, poste: Poste, marie: User, salon: Channel
) -> None:
    perdu = adresses.message(salon.id, "1.2")
    cible = poste.dans(salon) if ou == "canal" else poste.a_part(marie, perdu)
    fil = perdu if ou == "canal" else None
    assert isinstance(await poste.envoyer(cible, genre=Genre.RELANCE, repond_a=fil), Sent)


async def test_blocks_too_long_give_way_to_the_plain_text(
    fake: FakeSlack, poste: Poste, salon: Channel
) -> None:
    fake.faults.error(POSTER, "msg_blocks_too_long", times=1)
    assert isinstance(await poste.envoyer(poste.dans(salon)), Sent)


async def test_an_update_whose_blocks_are_refused_gives_way_to_the_plain_text(
    fake: FakeSlack, poste: Poste, salon: Channel
) -> None:
    issue = await poste.deposer(poste.dans(salon))
    fake.faults.error("chat.update", "invalid_blocks", times=1)
    ou, cible = poste.dans(salon), issue.message
    assert isinstance(await poste.envoyer(ou, genre=Genre.MISE_A_JOUR, cible=cible), Sent)
