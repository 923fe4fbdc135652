"""Stops of every kind: an outage of days, a kill between two sends, a kill before the answer."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import inscrire
from tests.e2e.programme import VACANCE, EnMarche, Installation
from tests.fakes.telegram import FakeTelegram, User
from tests.faults.pepiniere import Plant

pytestmark = pytest.mark.e2e


def test_started_again_five_days_after_an_echeance_it_sends_one_relance_and_counts_from_that_day(
    fake: FakeTelegram, inscrits: Installation, nadia: User, marie: User
) -> None:
    with EnMarche(inscrits, "-12d"):
        fake.private_message(nadia, VACANCE)
        avis = fake.wait_message(marie, "AV-2026-0001")
        fake.wait_message(nadia, "reçu par Le Port")
    with EnMarche(inscrits, "+4d"):
        fake.wait_message(marie, "Relance : AV-2026-0001", after=avis)
        fake.wait_message(nadia, "relance reçue par Le Port")
    with EnMarche(inscrits, "+4d"):
        fake.private_message(marie, "/avis AV-2026-0001")
        fake.wait_message(marie, "en relance")
    relances = [un for un in fake.messages(marie) if "Relance : " in un.text]
    assert len(relances) == 1
    premiere, seconde = inscrits.preuve("AV-2026-0001")["echeances"]
    ecart = int(seconde["dernier_jour"][-2:]) - int(seconde["debut"][8:10])
    assert premiere["fin"] < seconde["debut"]
    assert ecart % 30 in (3, 4), "three days from the real reception, in La Réunion's time"


def test_an_outage_while_the_town_hall_answers_never_makes_it_repute_tenu(
    fake: FakeTelegram, inscrits: Installation, nadia: User, marie: User
) -> None:
    with EnMarche(inscrits):
        fake.private_message(nadia, VACANCE)
        fake.wait_message(nadia, "reçu par Le Port")
    with EnMarche(inscrits, "+12d"):
        fake.wait_message(nadia, "relance reçue par Le Port")
    fake.private_message(marie, "/candidats AV-2026-0001 974031800012310001")
    repere = fake.mark()
    with EnMarche(inscrits, "+20d"):
        fake.wait_message(marie, "liste incomplète à l'échéance", after=repere)
    assert not any("engagement réputé tenu" in un.text for un in fake.messages(nadia))


def tuer_pendant_un_envoi(
    fake: FakeTelegram, processus: Plant, muet: User, nadia: User, marie: User
) -> None:
    """Post an avis, and kill the program while a send to `muet` hangs."""
    fake.faults.hang("sendMessage", chat=muet)
    fake.private_message(nadia, VACANCE)
    fake.wait_message(marie, "AV-2026-0001")
    processus.tuer()
    fake.faults.clear()


def test_killed_between_two_sends_it_loses_none_of_them(
    fake: FakeTelegram, inscrits: Installation, nadia: User, marie: User
) -> None:
    louis = fake.user(13, "Louis")
    with EnMarche(inscrits) as processus:
        fake.private_message(louis, f"/inscription {inscrits.code('Le Port')}")
        fake.wait_message(louis, "Bienvenue")
        tuer_pendant_un_envoi(fake, processus, louis, nadia, marie)
    with EnMarche(inscrits, "+1m"):
        fake.wait_message(louis, "AV-2026-0001")
        fake.wait_message(nadia, "reçu par Le Port")
    envoyes = [
        appel["text"]
        for appel in fake.calls_of("sendMessage")
        if int(appel["chat_id"]) == marie.id and "Avis de vacance" in appel["text"]
    ]
    assert len(envoyes) == 1 or "peut-être déjà parvenu" in envoyes[-1]


def test_killed_between_receiving_a_command_and_answering_it_answers_after_the_restart(
    fake: FakeTelegram, inscrits: Installation, nadia: User, marie: User
) -> None:
    with EnMarche(inscrits) as processus:
        tuer_pendant_un_envoi(fake, processus, nadia, nadia, marie)
        assert not fake.messages(nadia), "the answer had not left"
    with EnMarche(inscrits, "+1m"):
        fake.wait_message(nadia, "envoyé au Port")
        fake.private_message(nadia, "/avis")
        liste = fake.wait_message(nadia, "en cours")
    assert "1 avis en cours" in liste.text


@pytest.mark.parametrize("appels", [1, 2])
def test_killed_at_any_moment_a_command_has_exactly_one_effect_and_an_answer(
    fake: FakeTelegram, inscrits: Installation, nadia: User, appels: int
) -> None:
    with EnMarche(inscrits) as processus:
        fake.wait_call("getUpdates", count=len(fake.calls_of("getUpdates")) + 1)
        fake.private_message(nadia, VACANCE)
        fake.wait_call("getUpdates", count=len(fake.calls_of("getUpdates")) + appels - 1)
        processus.tuer()
    with EnMarche(inscrits, "+1m"):
        fake.wait_message(nadia, "envoyé au Port")
        repere = fake.mark()
        fake.private_message(nadia, "/avis")
        liste = fake.wait_message(nadia, "en cours", after=repere)
    assert "1 avis en cours" in liste.text


def test_what_telegram_could_not_deliver_leaves_when_it_comes_back(
    fake: FakeTelegram, installation: Installation, nadia: User, marie: User
) -> None:
    with EnMarche(installation):
        inscrire(fake, installation, nadia, marie)
        fake.private_message(nadia, VACANCE)
        fake.wait_message(marie, "AV-2026-0001")
        fake.wait_for(lambda: "à 24 h" in fake.last(marie).text)
        fake.down = True
        fake.private_message(marie, "/rendre AV-2026-0001")
        fake.down = False
        fake.wait_message(nadia, "rendu par Le Port")
