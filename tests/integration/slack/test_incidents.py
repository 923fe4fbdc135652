"""Channels archived, bots removed, tokens revoked, sockets deaf: nothing is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.channels.slack import socket
from bot.channels.slack.courrier import Courrier
from core.domain.avis import Etat
from core.domain.organisations import Role
from tests.component.scene import REF, VACANCE
from tests.fakes.slack import Channel, FakeSlack, Message, User
from tests.integration.slack.programme import ProgrammeSlack


@pytest.fixture
def salon(slack: FakeSlack, marie: User) -> Channel:
    """A channel that receives the avis of Le Port."""
    un = slack.channel("logement", marie)
    slack.slash(marie, "/canal", un)
    slack.wait_message(un, "Conversation rattachée", viewer=marie)
    return un


def test_the_avis_of_an_archived_channel_goes_to_the_members_in_private(
    slack: FakeSlack, nadia: User, marie: User, salon: Channel
) -> None:
    slack.archive(salon)
    slack.slash(nadia, VACANCE)
    slack.wait_message(marie, f"Avis de vacance {REF}")


def test_a_bot_put_out_of_a_channel_writes_to_the_members_and_comes_back(
    slack: FakeSlack, programme: ProgrammeSlack, nadia: User, marie: User, salon: Channel
) -> None:
    slack.kick_bot(salon)
    slack.slash(nadia, VACANCE)
    slack.wait_message(marie, f"Avis de vacance {REF}")
    slack.invite_bot(salon)
    slack.slash(nadia, VACANCE)
    slack.wait_message(salon, "AV-2026-0002")


def test_a_revoked_token_starts_no_clock_and_the_administrator_is_told_elsewhere(
    slack: FakeSlack, programme: ProgrammeSlack, nadia: User
) -> None:
    autre = slack.workspace("Mairie", installed=False)
    absente = slack.user("Absente", autre)
    programme.inscrire(absente, "Le Port")
    slack.slash(nadia, VACANCE)
    slack.wait_message(nadia, "avis non reçu par Le Port")
    with programme.base.transaction() as uow:
        avis = uow.avis.par_reference(REF)
        assert avis
        assert (avis.etat, avis.premiere) == (Etat.EMIS, None)


def test_an_uninstalled_workspace_is_forgotten_with_its_token(
    slack: FakeSlack, programme: ProgrammeSlack, marie: User
) -> None:
    slack.uninstall(slack.team)
    programme.jusqu_a(lambda: not joignable(programme))


def joignable(programme: ProgrammeSlack) -> bool:
    """Tell whether Le Port reads somewhere."""
    with programme.base.transaction() as uow:
        port = next(une for une in uow.organisations.toutes() if une.nom == "Le Port")
        return bool(uow.canaux.destinations(port.id))


def test_a_429_pauses_that_conversation_only(
    slack: FakeSlack, programme: ProgrammeSlack, nadia: User, marie: User
) -> None:
    slack.faults.rate_limit("chat.postMessage", times=1, retry_after=600, channel=marie.id)
    slack.slash(nadia, VACANCE)
    slack.wait_message(nadia, f"{REF} : envoyé au Port")
    assert slack.messages(marie) == []
    programme.vivre(seconds=601)
    slack.wait_message(marie, f"Avis de vacance {REF}")


def test_blocks_that_slack_refuses_are_said_in_plain_text(
    slack: FakeSlack, nadia: User, marie: User
) -> None:
    slack.faults.error("chat.postMessage", "invalid_blocks", channel=marie.id, times=1)
    slack.slash(nadia, VACANCE)
    avis = slack.wait_message(marie, f"Avis de vacance {REF}")
    assert "Proposez 3 candidats" in avis.history[0][0] if avis.history else avis.text


def test_a_post_without_an_answer_is_sent_once_more_and_says_so(
    slack: FakeSlack, programme: ProgrammeSlack, nadia: User, marie: User
) -> None:
    slack.faults.drop_after("chat.postMessage", channel=marie.id, times=1)
    slack.slash(nadia, VACANCE)
    slack.wait_message(marie, f"Avis de vacance {REF}")
    programme.vivre(minutes=5)
    slack.wait_for(lambda: len(avis_recus(slack, marie)) == 2)
    second = avis_recus(slack, marie)[1]
    assert "peut-être déjà parvenu" in second.plain + str(second.history)


def avis_recus(slack: FakeSlack, personne: User) -> list[Message]:
    """Give the avis that a person received."""
    return [un for un in slack.messages(personne) if un.contains("Avis de vacance")]


def test_a_deaf_socket_is_replaced(
    slack: FakeSlack,
    programme: ProgrammeSlack,
    nadia: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slack.deaf_socket()
    monkeypatch.setattr(socket, "SILENCE_MAX", -1.0)
    programme.vivre(seconds=30)
    monkeypatch.undo()
    assert slack.connections_opened == 2
    slack.slash(nadia, "/aide")
    slack.wait_message(nadia, "Ce que vous pouvez faire ici")


def test_slack_announcing_a_disconnection_loses_nothing(
    slack: FakeSlack, programme: ProgrammeSlack, nadia: User
) -> None:
    slack.disconnect_socket("refresh_requested")
    slack.slash(nadia, "/aide")
    slack.wait_message(nadia, "Ce que vous pouvez faire ici")


def test_an_administrator_reads_in_etat_what_died(
    slack: FakeSlack, programme: ProgrammeSlack, nadia: User, marie: User, salon: Channel
) -> None:
    ana = slack.user("Ana")
    programme.inscrire(ana, "SIDR", Role.ADMINISTRATEUR)
    slack.archive(salon)
    slack.slash(ana, "/etat")
    slack.wait_message(ana, "Conversations mortes")


def test_starting_takes_up_what_a_stop_left_and_nothing_that_is_just_being_handled(
    programme: ProgrammeSlack, marie: User
) -> None:
    depart, auteur = programme.horloge.maintenant(), f"{marie.team.id}/{marie.id}"
    with programme.base.transaction() as uow:
        for nom, recu in (("laissée", -1), ("en cours", 1)):
            corps = {"command": "/aide", "text": "", "trigger_id": nom, "channel_id": "D1"}
            une = Courrier("commande", marie.team.id, auteur, corps)
            recue_le = depart + timedelta(seconds=recu)
            uow.arrivees.ajouter("slack", une.cle, une.ecrire(), recue_le)
    programme.redemarrer()
    with programme.base.transaction() as uow:
        attendent = [une.cle for une in uow.arrivees.en_attente("slack")]
    assert attendent == ["geste:en cours"]
