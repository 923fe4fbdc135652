"""Les livraisons HTTP : signatures, formes, accusés, seconde livraison."""

import json
import time

from slack_sdk.signature import SignatureVerifier

from .model import User
from .receiver import Received, Receiver
from .server import FakeSlack


def test_a_delivery_is_signed(fake: FakeSlack, program: Receiver, alice: User) -> None:
    assert fake.slash(alice, "/avis AV-1 x").ok
    (got,) = program.received
    assert SignatureVerifier(fake.signing_secret).is_valid_request(got.body, got.headers)
    assert got.path == "/slack/events"


def test_a_moved_clock_moves_the_signature(fake: FakeSlack, program: Receiver, alice: User) -> None:
    fake.clock_offset = 3600
    fake.slash(alice, "/avis")
    stamp = int(program.received[0].headers["x-slack-request-timestamp"])
    assert 3590 < stamp - time.time() < 3610


def test_a_redelivery_is_the_same_event_signed_anew(
    fake: FakeSlack, program: Receiver, alice: User
) -> None:
    fake.redeliver(fake.say(alice, "bonjour"), retry=2)
    first, second = program.received
    assert first.payload == second.payload
    assert second.headers["x-slack-retry-num"] == "2"
    assert SignatureVerifier(fake.signing_secret).is_valid_request(second.body, second.headers)


def test_an_old_timestamp_can_be_signed(fake: FakeSlack, program: Receiver, alice: User) -> None:
    fake.redeliver(fake.say(alice, "bonjour"), timestamp=1_000)
    assert program.received[1].headers["x-slack-request-timestamp"] == "1000"


def test_a_failed_event_is_retried_when_asked(
    fake: FakeSlack, program: Receiver, alice: User
) -> None:
    fake.auto_retry = True
    program.reply = lambda _: (500, "") if len(program.received) < 3 else (200, "")
    delivery = fake.say(alice, "bonjour")
    assert [got.headers.get("x-slack-retry-num") for got in program.received] == [None, "1", "2"]
    assert delivery.error == "http_500"


def test_a_late_ack_is_a_timeout(fake: FakeSlack, program: Receiver, alice: User) -> None:
    def late(_: Received) -> tuple[int, str]:
        time.sleep(0.1)
        return 200, "trop tard"

    fake.ack_limit = 0.05
    program.reply = late
    delivery = fake.slash(alice, "/avis")
    assert delivery.timed_out and delivery.error == "operation_timeout"
    assert fake.ephemerals(alice) == []


def test_a_stopped_program_is_a_failed_delivery(fake: FakeSlack, alice: User) -> None:
    fake.receiver_url = "http://127.0.0.1:9"
    assert fake.slash(alice, "/avis").error == "ConnectError"


def test_a_raw_body_is_delivered_as_given(fake: FakeSlack, program: Receiver) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "x"}).encode()
    program.reply = lambda got: (200, got.payload["challenge"])
    headers = fake.sign(body, secret="autre") | {"Content-Type": "application/json"}
    assert fake.deliver_raw(body, headers) == (200, "x")
    got = program.received[0]
    assert not SignatureVerifier(fake.signing_secret).is_valid_request(got.body, got.headers)


def test_the_address_is_verified_by_a_challenge(fake: FakeSlack, program: Receiver) -> None:
    program.reply = lambda got: (200, got.payload["challenge"])
    assert fake.verify_url("abc") == (200, "abc")
