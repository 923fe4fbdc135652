"""A conversation that is no more: the avis takes another one, or people are told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio

from core.domain.avis import Etat
from core.domain.organisations import Destination
from tests.component.conftest import incidents as incidents
from tests.component.scene import REF, VACANCE, Scene
from tests.faults.postes import PosteCourriel, PosteSlack, PosteTelegram
from tests.faults.test_envois_en_panne import scene as scene
from tests.faults.test_envois_en_panne import verifier_les_dates, vivre
from tests.faults.verites import DEJA_VU


@pytest_asyncio.fixture
async def telegram(scene: Scene) -> AsyncIterator[PosteTelegram]:
    """Marie on Telegram."""
    async with PosteTelegram.ouvrir(scene) as un:
        yield un


@pytest_asyncio.fixture
async def slack(scene: Scene) -> AsyncIterator[PosteSlack]:
    """Marie on Slack."""
    async with PosteSlack.ouvrir(scene) as un:
        yield un


def dans_le_groupe(poste: PosteTelegram) -> Any:
    """Have Le Port read in a group too."""
    groupe = poste.fake.group("Logement", [poste.marie])
    poste.rattacher(Destination("telegram", str(groupe.id), None, prive=False))
    return groupe


def verifier_l_alerte(scene: Scene) -> None:
    """No délai runs, and both the bailleur and the administratrice know."""
    assert (scene.etat(), scene.avis().premiere) == (Etat.EMIS, None)
    for qui in ("nadia", "ana"):
        assert any(f"{REF} : avis non reçu" in un for un in scene.textes(qui)), scene.textes(qui)


async def test_a_person_who_blocked_the_bot_starts_no_clock_and_people_are_told(
    telegram: PosteTelegram,
) -> None:
    telegram.fake.block(telegram.marie)
    await telegram.scene.dire("nadia", VACANCE)
    await vivre(telegram)
    verifier_l_alerte(telegram.scene)


async def test_a_group_that_put_the_bot_out_leaves_the_avis_to_its_members(
    telegram: PosteTelegram,
) -> None:
    telegram.fake.kick_bot(dans_le_groupe(telegram))
    await telegram.scene.dire("nadia", VACANCE)
    await vivre(telegram)
    assert len(telegram.messages()) == 1
    verifier_les_dates(telegram)


async def test_a_group_that_became_a_supergroup_gets_once_all_that_waited(
    telegram: PosteTelegram,
) -> None:
    groupe = dans_le_groupe(telegram)
    telegram.fake.faults.retry_after("sendMessage", 60, chat=groupe)
    await telegram.scene.dire("nadia", VACANCE)
    grand = telegram.fake.migrate(groupe)
    await vivre(telegram)
    (recu,) = telegram.fake.messages(grand)
    assert f"Avis de vacance {REF}" in recu.posted and DEJA_VU not in recu.posted
    verifier_les_dates(telegram)


async def test_an_archived_channel_leaves_the_avis_to_its_members(slack: PosteSlack) -> None:
    canal = slack.fake.channel("logement", slack.marie)
    slack.rattacher(Destination("slack", f"{canal.team.id}/{canal.id}", None, prive=False))
    slack.fake.archive(canal, delivered=False)
    await slack.scene.dire("nadia", VACANCE)
    await vivre(slack)
    assert len(slack.messages()) == 1
    verifier_les_dates(slack)


async def test_a_person_who_left_slack_starts_no_clock_and_people_are_told(
    slack: PosteSlack,
) -> None:
    slack.fake.faults.error("chat.postMessage", "user_disabled")
    await slack.scene.dire("nadia", VACANCE)
    await vivre(slack)
    verifier_l_alerte(slack.scene)


async def test_an_address_that_is_no_more_starts_no_clock_and_people_are_told(
    scene: Scene,
) -> None:
    async with PosteCourriel.ouvrir(scene) as courriel:
        courriel.fake.fail("rcpt", "550 5.1.1 inconnu")
        await scene.dire("nadia", VACANCE)
        await vivre(courriel)
    verifier_l_alerte(scene)


async def test_a_provider_away_for_an_hour_is_told_of_then_gets_all_that_waited(
    telegram: PosteTelegram,
) -> None:
    telegram.fake.down = "refuse"
    await telegram.scene.dire("nadia", VACANCE)
    for _ in range(60):
        await telegram.scene.attendre(minutes=1)
    verifier_l_alerte_d_attente(telegram.scene)
    telegram.fake.down = False
    await vivre(telegram)
    assert [DEJA_VU in texte for _, texte in telegram.messages()] == [False]
    verifier_les_dates(telegram)


def verifier_l_alerte_d_attente(scene: Scene) -> None:
    """It is still tried, no délai runs, and people know that it does not pass."""
    assert (scene.etat(), scene.avis().premiere) == (Etat.EMIS, None)
    for qui in ("nadia", "ana"):
        assert any(REF in un and "non reçu" in un for un in scene.textes(qui)), scene.textes(qui)
