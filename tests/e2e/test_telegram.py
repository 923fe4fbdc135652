"""The real process against the fake Telegram, from enrolment to réputé tenu."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest

from tests.e2e.conftest import inscrire
from tests.e2e.programme import NUMEROS, VACANCE, EnMarche, Installation, par_telegram
from tests.fakes.telegram import FakeTelegram, User

pytestmark = pytest.mark.e2e


def test_from_enrolment_to_repute_tenu_with_the_clock_moved_by_restarts(
    fake: FakeTelegram, installation: Installation, nadia: User, marie: User
) -> None:
    with EnMarche(installation):
        inscrire(fake, installation, nadia, marie)
        fake.private_message(nadia, VACANCE)
        avis = fake.wait_message(marie, "AV-2026-0001")
        fake.wait_message(nadia, "reçu par Le Port")
    with EnMarche(installation, "+15d"):
        fake.wait_message(nadia, "relance reçue", after=avis)
    with EnMarche(installation, "+19d"):
        tenu = fake.wait_message(marie, "réputé tenu", after=avis)
        fake.wait_message(nadia, "engagement réputé tenu")
        fake.wait_for(lambda: "réputé tenu" in fake.messages(marie)[1].text)
    relances = [un for un in fake.messages(marie) if "Relance : " in un.text]
    assert len(relances) == 1
    assert tenu.reply_to == avis.id
    preuve = json.loads(installation.commande("journal", "export", "AV-2026-0001").stdout)
    premiere, seconde = preuve["echeances"]
    assert premiere["fin"] < seconde["debut"], "the second délai counts from the real reception"


def test_the_command_itself_answers_then_stops_when_told_to(
    fake: FakeTelegram, inscrits: Installation, nadia: User
) -> None:
    with inscrits.lancer("serve") as programme:
        fake.private_message(nadia, "/aide")
        fake.wait_message(nadia, "/vacance")
        programme.terminate()
        assert programme.wait(20) == 0, inscrits.journal()


def test_the_notice_is_edited_when_its_reception_fixes_the_echeance(
    fake: FakeTelegram, inscrits: Installation, nadia: User, marie: User
) -> None:
    with EnMarche(inscrits):
        fake.private_message(nadia, VACANCE)
        avis = fake.wait_message(marie, "AV-2026-0001")
        fake.wait_for(lambda: "à 24 h" in fake.last(marie).text)
    assert fake.last(marie).id == avis.id
    assert fake.last(marie).buttons == ["Proposer des candidats", "Voir", "Rendre"]


def test_candidates_are_named_through_the_button_and_the_dialogue(
    fake: FakeTelegram, inscrits: Installation, nadia: User, marie: User
) -> None:
    with EnMarche(inscrits):
        fake.private_message(nadia, VACANCE)
        avis = fake.wait_message(marie, "à 24 h")
        fake.press(marie, avis, "Proposer des candidats")
        fake.wait_message(marie, "Numéros uniques des candidats")
        fake.private_message(marie, " ".join(NUMEROS))
        reponse = fake.wait_message(marie, "désigné, 3 candidats")
        annonce = fake.wait_message(nadia, "désigné, 3 candidats")
    assert not any(numero in reponse.text + annonce.text for numero in NUMEROS)


def test_a_dialogue_survives_a_restart_and_keeps_what_was_typed(
    fake: FakeTelegram, inscrits: Installation, nadia: User, marie: User
) -> None:
    with EnMarche(inscrits):
        fake.private_message(nadia, "/vacance")
        question = fake.wait_message(nadia, "À quel réservataire")
        fake.press(nadia, question, "Le Port")
        fake.wait_message(nadia, "Commune")
    with EnMarche(inscrits):
        for reponse, suivante in (
            ("Le Port", "Quartier"), ("Rivière des Galets", "QPV"), ("peut-être", "ni « oui »"),
            ("oui", "Typologie"), ("T3", "Loyer"), ("512,30", "Financement"), ("LLTS", "Année"),
            ("1998", "PMR"), ("non", "Ascenseur"), ("non", "Préavis"), ("1", "Charges"),
            ("/passer", "RPLS"), ("/passer", "code du logement"), ("/passer", "Dépendances"),
            ("/passer", "Fin du préavis"), ("/passer", "envoyé au Port"),
        ):  # fmt: skip
            repere = fake.mark()
            fake.private_message(nadia, reponse)
            fake.wait_message(nadia, suivante, after=repere)
        assert "Rivière des Galets" in fake.wait_message(marie, "AV-2026-0001").text


def test_the_webhook_refuses_a_wrong_secret_and_serves_the_right_one(
    tmp_path: Path, fake: FakeTelegram, nadia: User, marie: User
) -> None:
    reglages = {"TELEGRAM_WEBHOOK_SECRET": "un-secret-de-test"}
    webhook = Installation(tmp_path, **par_telegram(fake), **reglages)
    webhook.env["FLUXBOT_PUBLIC_URL"] = f"http://127.0.0.1:{webhook.port}"
    with EnMarche(webhook):
        fake.wait_call("setWebhook")
        inscrire(fake, webhook, nadia, marie)
        fake.private_message(nadia, VACANCE)
        fake.wait_message(marie, "AV-2026-0001")
        adresse = f"{webhook.env['FLUXBOT_PUBLIC_URL']}/telegram/webhook"
        refus = httpx.post(
            adresse, json={"update_id": 1}, headers={"X-Telegram-Bot-Api-Secret-Token": "autre"}
        )
        pret = httpx.get(f"{webhook.env['FLUXBOT_PUBLIC_URL']}/readyz")
    assert refus.status_code == 403
    assert pret.json()["soucis"] == []


def test_numbers_typed_in_a_group_are_removed_and_shown_back_masked(
    fake: FakeTelegram, inscrits: Installation, nadia: User, marie: User
) -> None:
    groupe = fake.group("Logement", [marie], kind="supergroup")
    fake.promote_bot(groupe)
    with EnMarche(inscrits):
        fake.private_message(nadia, VACANCE)
        fake.wait_message(marie, "AV-2026-0001")
        tape = fake.group_message(marie, groupe, f"/candidats AV-2026-0001 {' '.join(NUMEROS)}")
        fake.wait_message(groupe, "désigné, 3 candidats")
        fake.wait_for(lambda: tape.deleted)
    assert not any(numero in un.text for un in fake.messages(groupe) for numero in NUMEROS)
