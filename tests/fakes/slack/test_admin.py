"""Les gestes des administrateurs : livrés, et appliqués."""

import pytest
from slack_sdk import WebClient

from .model import User
from .receiver import Receiver
from .server import FakeSlack


def test_an_uninstallation_is_told_and_enforced(
    fake: FakeSlack, program: Receiver, client: WebClient
) -> None:
    fake.uninstall(fake.team)
    assert program.received[0].payload["event"]["type"] == "app_uninstalled"
    with pytest.raises(Exception, match="account_inactive"):
        client.auth_test()


def test_a_revoked_token_is_told_and_refused(
    fake: FakeSlack, program: Receiver, client: WebClient
) -> None:
    delivery = fake.revoke(fake.team)
    assert delivery is not None
    assert delivery.event["tokens"]["bot"] == [fake.team.bot_user_id]
    with pytest.raises(Exception, match="token_revoked"):
        client.auth_test()


def test_an_archived_channel_is_told_to_those_who_may_read_it(
    fake: FakeSlack, program: Receiver, alice: User
) -> None:
    delivery = fake.archive(fake.channel("general", alice))
    assert delivery is not None and delivery.event["type"] == "channel_archive"
    fake.team.granted_scopes.discard("groups:read")
    assert fake.archive(fake.channel("rh", alice, private=True)) is None


def test_an_expelled_bot_is_told(fake: FakeSlack, program: Receiver, alice: User) -> None:
    place = fake.channel("general", alice)
    left, back = fake.kick_bot(place), fake.invite_bot(place)
    assert left is not None and left.event["type"] == "channel_left"
    assert back is not None and back.event["user"] == fake.team.bot_user_id
