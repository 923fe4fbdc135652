"""Mails that come back, read whatever they hold."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.channels.email.mime import preuve_de_retour
from bot.channels.email.rebonds import TAILLE_MAX, Nature, lire_rebond
from tests.unit.email.retours import ID, RACINE, absence, retour


def test_a_permanent_failure_names_the_mail_that_came_back() -> None:
    lu = lire_rebond(retour())
    assert (lu.nature, lu.messages, lu.statut) == (Nature.ECHEC, (ID,), "5.1.1")


@pytest.mark.parametrize(
    ("action", "statut", "attendue"),
    [
        ("failed", "5.1.1", Nature.ECHEC),
        ("Failed (no such user)", "5.0.0", Nature.ECHEC),
        ("failed", "4.4.7", Nature.ECHEC),
        ("failed", "", Nature.ECHEC),
        ("", "5.1.1", Nature.ECHEC),
        ("delayed", "4.4.1", Nature.RETARD),
        ("delayed", "", Nature.RETARD),
        ("", "4.2.2", Nature.RETARD),
        ("delivered", "2.0.0", Nature.REPONSE_AUTOMATIQUE),
        ("relayed", "2.0.0", Nature.REPONSE_AUTOMATIQUE),
    ],
)
def test_what_a_report_says_decides(action: str, statut: str, attendue: Nature) -> None:
    assert lire_rebond(retour(action=action, statut=statut)).nature is attendue


def test_the_first_mail_of_the_thread_is_not_taken_for_the_one_that_came_back() -> None:
    assert RACINE not in lire_rebond(retour()).messages


def test_without_the_mail_returned_the_answer_header_names_it() -> None:
    brut = retour(rendu=False).replace(b"Subject: Non remis", f"In-Reply-To: {ID}".encode())
    assert lire_rebond(brut).messages == (ID,)


def test_an_old_style_failure_is_known_by_its_failed_recipients() -> None:
    brut = f"X-Failed-Recipients: marie@leport.test\n\nMessage-ID: {ID}\n".encode()
    assert lire_rebond(brut).nature is Nature.ECHEC
    assert lire_rebond(brut).messages == (ID,)


@pytest.mark.parametrize(
    "entete", ["Auto-Submitted: auto-replied", "Precedence: bulk", "X-Autoreply: yes"]
)
def test_an_automatic_answer_is_no_bounce(entete: str) -> None:
    assert lire_rebond(absence(entete)).nature is Nature.REPONSE_AUTOMATIQUE


def test_an_unreadable_failure_is_not_taken_for_an_automatic_answer() -> None:
    brut = absence("Auto-Submitted: auto-replied").replace(b"Marie <", b"MAILER-DAEMON <")
    assert lire_rebond(brut).nature is Nature.AUTRE


def test_a_person_s_answer_is_no_bounce() -> None:
    assert lire_rebond(absence("X-Rien: rien")).nature is Nature.AUTRE


def test_a_bounce_gives_back_the_mail_that_any_of_our_keys_signed() -> None:
    lu = lire_rebond(retour(preuve=preuve_de_retour("avis:1", b"ancienne")))
    assert lu.rend("avis:1", [b"ancienne", b"neuve"])
    assert not lu.rend("avis:2", [b"ancienne", b"neuve"])
    assert not lu.rend("avis:1", [b"neuve"])


def test_the_reason_kept_names_nobody() -> None:
    assert lire_rebond(retour()).raison == "courriel revenu (5.1.1)"


def test_an_endless_mail_is_read_at_its_beginning() -> None:
    assert lire_rebond(retour() + b"x" * TAILLE_MAX * 2).nature is Nature.ECHEC


def test_parts_inside_parts_without_end_are_given_up() -> None:
    couche = b"Content-Type: message/rfc822\n\n"
    assert lire_rebond(couche * 20_000).nature is Nature.AUTRE


@pytest.mark.parametrize("codage", ["latin-1", "utf-16", "utf-8-sig"])
def test_any_encoding_is_read_without_a_fault(codage: str) -> None:
    lire_rebond(
        retour().decode().replace("inconnue", "élève œ".encode().decode("latin-1")).encode(codage)
    )


@given(st.binary(max_size=2000))
@example(b"Content-Type: message/delivery-status\n\nAction: failed\n\n\xff\x00")
@example(b"Content-Type: multipart/report; boundary=\n\n--\n--\n")
@example(b"Content-Type: =?utf-8?q?\xff\n\n")
def test_any_bytes_are_read_without_a_fault(brut: bytes) -> None:
    lire_rebond(brut)


@given(st.integers(0, 3000), st.binary(min_size=1, max_size=20))
def test_a_broken_bounce_is_read_without_a_fault(rang: int, morceau: bytes) -> None:
    brut = retour()
    lire_rebond(brut[:rang] + morceau + brut[rang + len(morceau) :])
