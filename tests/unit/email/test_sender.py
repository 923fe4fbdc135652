"""Mails handed over to a real server, by the real client."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.channels.email import sender
from bot.channels.email.errors import LISTE_GRISE, NOTRE_FAUTE
from bot.channels.email.mime import identifiant
from bot.channels.email.sender import ExpediteurCourriel
from bot.clock import HorlogeReglable
from bot.scheduler.cadence import Cadence
from core.domain.envois import Genre, Gone, Outcome, Rejected, RetryAt, Sent, Uncertain
from core.domain.organisations import COURRIEL, Destination
from tests.fakes.smtp import FakeSmtp
from tests.fakes.smtp.certificate import certificat
from tests.fakes.smtp.server import Fault
from tests.unit.email.poste import MAINTENANT, MARIE, acces_a, livraison, message, un_acces

MESSAGE_ID = identifiant("avis:AV-2026-0001", "fluxbot.test")
SECRET = "mot-de-passe-secret"


@pytest.fixture
def fake() -> Iterator[FakeSmtp]:
    with FakeSmtp() as serveur:
        yield serveur


async def remettre(fake: FakeSmtp, *, acces: dict[str, Any] | None = None, **suite: Any) -> Outcome:
    """Send one mail, as the dispatcher does."""
    expediteur = ExpediteurCourriel(acces_a(fake, **(acces or {})), HorlogeReglable(MAINTENANT))
    return await expediteur.envoyer(livraison(**suite))


async def test_an_accepted_mail_is_sent_under_its_message_id(fake: FakeSmtp) -> None:
    assert await remettre(fake) == Sent(MESSAGE_ID)
    (mail,) = fake.messages
    assert (mail.sender, mail.to, mail.id) == ("avis@fluxbot.test", MARIE, MESSAGE_ID)


async def test_a_line_that_begins_with_a_dot_arrives_whole(fake: FakeSmtp) -> None:
    await remettre(fake, montre=message("Point\n.\n..\n"), genre=Genre.REPONSE)
    assert fake.messages[0].subject == "Point . .."


@pytest.mark.parametrize("genre", [Genre.MISE_A_JOUR, Genre.EFFACEMENT, Genre.TABLEAU])
async def test_what_changes_a_message_is_never_mailed(fake: FakeSmtp, genre: Genre) -> None:
    assert isinstance(await remettre(fake, genre=genre), Rejected)
    assert fake.messages == []


async def test_the_mail_of_a_reason_is_handed_back_whole_to_be_kept(fake: FakeSmtp) -> None:
    issue = await remettre(fake, genre=Genre.MOTIF_CALEOL)
    assert isinstance(issue, Sent)
    assert issue.brut.encode() == fake.messages[0].raw
    assert issue.brut not in repr(issue)


@pytest.mark.parametrize(
    ("etape", "reponse", "attendue"),
    [
        ("rcpt", "550 5.1.1 <marie@leport.test> inconnue", Gone("adresse refusée (550 5.1.1)")),
        ("rcpt", "550 no such user", Gone("adresse refusée (550)")),
        ("rcpt", "551 moved", Gone("adresse refusée (551)")),
        ("rcpt", "553 bad mailbox name", Gone("adresse refusée (553)")),
        ("rcpt", "501 5.1.3 bad address", Gone("adresse refusée (501 5.1.3)")),
        ("rcpt", "550 5.2.1 disabled", Gone("adresse refusée (550 5.2.1)")),
        ("data", "550 5.1.1 inconnue", Gone("adresse refusée (550 5.1.1)")),
        (
            "data",
            "552 5.3.4 too big",
            Rejected("le serveur de courriel refuse le message (552 5.3.4)"),
        ),
        ("data", "554 spam", Rejected("le serveur de courriel refuse le message (554)")),
        (
            "rcpt",
            "451 4.7.1 greylisted",
            RetryAt("le serveur de courriel demande d'attendre (451 4.7.1)", LISTE_GRISE),
        ),
        (
            "data",
            "451 later",
            RetryAt("le serveur de courriel demande d'attendre (451)", LISTE_GRISE),
        ),
        (
            "mail",
            "421 busy",
            RetryAt("le serveur de courriel demande d'attendre (421)", LISTE_GRISE),
        ),
        (
            "mail",
            "550 5.7.1 sender denied",
            RetryAt("le serveur de courriel refuse notre envoi (550 5.7.1)", NOTRE_FAUTE),
        ),
        (
            "rcpt",
            "554 5.7.1 relay access denied",
            RetryAt("le serveur de courriel refuse notre envoi (554 5.7.1)", NOTRE_FAUTE),
        ),
        (
            "rcpt",
            "550 5.1.8 sender domain not found",
            RetryAt("le serveur de courriel refuse notre envoi (550 5.1.8)", NOTRE_FAUTE),
        ),
        (
            "data",
            "550 5.1.7 bad sender",
            RetryAt("le serveur de courriel refuse notre envoi (550 5.1.7)", NOTRE_FAUTE),
        ),
        ("rcpt", "552 5.2.2 full", RetryAt("boîte pleine (552 5.2.2)", NOTRE_FAUTE)),
    ],
)
async def test_each_refusal_has_its_outcome(
    fake: FakeSmtp, etape: Fault, reponse: str, attendue: Outcome
) -> None:
    fake.fail(etape, reponse)
    assert await remettre(fake) == attendue
    assert fake.messages == []


async def test_a_link_dropped_before_the_mail_left_is_tried_again(fake: FakeSmtp) -> None:
    fake.fail("drop_rcpt")
    assert await remettre(fake) == RetryAt("serveur de courriel injoignable")


async def test_a_link_dropped_after_the_mail_left_is_uncertain(fake: FakeSmtp) -> None:
    fake.fail("drop_data")
    assert isinstance(await remettre(fake), Uncertain)
    assert len(fake.messages) == 1


async def test_a_server_silent_before_the_mail_left_is_tried_again(
    fake: FakeSmtp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sender, "AVANT", 0.2)
    fake.fail("slow_rcpt")
    assert await remettre(fake) == RetryAt("serveur de courriel injoignable")


async def test_a_server_silent_after_the_mail_left_is_uncertain(
    fake: FakeSmtp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sender, "APRES", 0.2)
    fake.fail("slow_data")
    assert isinstance(await remettre(fake), Uncertain)


@pytest.mark.parametrize("hote", ["127.0.0.1", "serveur.invalid"])
async def test_a_server_that_cannot_be_reached_is_tried_again(fake: FakeSmtp, hote: str) -> None:
    fake.stop()
    issue = await remettre(fake, acces={"hote": hote})
    assert issue == RetryAt("serveur de courriel injoignable")


async def test_our_phases_leave_the_dispatcher_nothing_to_cut() -> None:
    assert ExpediteurCourriel.rythme.delai > sender.AVANT + sender.APRES + sender.ADIEU


@pytest.mark.parametrize(
    "adresse",
    ["a@b@c\r\nRCPT TO:<x@y.fr>", "pas une adresse", "@", "a@..", "=?utf-8?q?v=40x.fr?=@y.fr"],
)
async def test_an_address_that_cannot_be_written_to_is_dead(fake: FakeSmtp, adresse: str) -> None:
    assert await remettre(fake, adresse=adresse) == Gone("adresse illisible")
    assert fake.connections == 0


async def test_a_mail_that_cannot_be_made_leaves_its_address_alive(
    fake: FakeSmtp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuser(*_: Any) -> None:
        raise ValueError

    monkeypatch.setattr(sender, "ecrire", refuser)
    with capture_logs() as lignes:
        assert isinstance(await remettre(fake), Rejected)
    assert lignes[0]["event"] == "courriel impossible à écrire"


async def test_who_knows_an_avis_and_an_address_cannot_guess_a_message_id(fake: FakeSmtp) -> None:
    await remettre(fake, acces={"secret": b"a"})
    await remettre(fake, acces={"secret": b"b"})
    assert len({MESSAGE_ID, *(un.id for un in fake.messages)}) == 3


async def test_an_accented_address_is_handed_over_as_such(fake: FakeSmtp) -> None:
    assert isinstance(await remettre(fake, adresse="jérôme@leport.test"), Sent)
    assert fake.messages[0].to == "jérôme@leport.test"


async def test_the_right_account_is_let_in() -> None:
    with FakeSmtp(user="fluxbot", password=SECRET) as fake:
        compte = {"utilisateur": "fluxbot", "mot_de_passe": SECRET}
        assert isinstance(await remettre(fake, acces=compte), Sent)


async def test_a_refused_account_waits_for_an_administrator_and_tells_no_secret() -> None:
    with FakeSmtp(user="fluxbot", password="autre") as fake, capture_logs() as lignes:
        issue = await remettre(fake, acces={"utilisateur": "fluxbot", "mot_de_passe": SECRET})
    assert issue == RetryAt("le serveur de courriel refuse nos accès (535)", NOTRE_FAUTE)
    assert [une["log_level"] for une in lignes] == ["error"]
    assert SECRET not in repr(lignes)


async def test_a_password_is_never_said_in_clear_to_a_distant_server(
    fake: FakeSmtp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.email.acces.sur_cette_machine", lambda _: False)
    issue = await remettre(fake, acces={"utilisateur": "fluxbot", "mot_de_passe": SECRET})
    assert isinstance(issue, RetryAt)
    assert issue.delai == NOTRE_FAUTE
    assert fake.messages == []


@pytest.mark.parametrize(
    ("ici", "attendue"),
    [
        (True, Sent(MESSAGE_ID)),
        (False, RetryAt("le certificat du serveur de courriel est refusé", NOTRE_FAUTE)),
    ],
)
async def test_an_unknown_certificate_is_taken_on_this_machine_only(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ici: bool, attendue: Outcome
) -> None:
    monkeypatch.setattr("bot.channels.email.acces.sur_cette_machine", lambda _: ici)
    compte = {"utilisateur": "fluxbot", "mot_de_passe": SECRET}
    with FakeSmtp(user="fluxbot", password=SECRET, tls=certificat(tmp_path)) as fake:
        assert await remettre(fake, acces=compte) == attendue


@pytest.mark.parametrize(
    ("hote", "port", "compte", "tls"),
    [
        ("smtp.exemple.fr", 465, None, (True, False, True)),
        ("smtp.exemple.fr", 587, "fluxbot", (False, True, True)),
        ("smtp.exemple.fr", 25, None, (False, None, True)),
        ("localhost", 25, "fluxbot", (False, None, False)),
        ("::1", 465, "fluxbot", (True, False, False)),
        ("127.0.0.2", 587, None, (False, None, False)),
    ],
)
def test_encryption_and_certificates_are_asked_for_everywhere_but_here(
    hote: str, port: int, compte: str | None, tls: tuple[bool, bool | None, bool]
) -> None:
    connexion = un_acces(hote=hote, port=port, utilisateur=compte, mot_de_passe="x").connexion()
    assert (connexion["use_tls"], connexion["start_tls"], connexion["validate_certs"]) == tls


def test_the_password_is_in_no_repr() -> None:
    assert SECRET not in repr(un_acces(mot_de_passe=SECRET))


def test_mails_leave_at_the_pace_of_a_mail_server() -> None:
    cadence = Cadence(COURRIEL, ExpediteurCourriel.rythme, 100.0)
    departs = [cadence.reserver(Destination(COURRIEL, f"a{n}@x.fr")) for n in range(6)]
    assert all(apres - avant >= 0.2 for avant, apres in pairwise(departs))
