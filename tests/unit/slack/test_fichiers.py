"""The files that people send on Slack: which are taken, and who is shown the bot's token."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk import WebClient

from bot.channels import pieces
from bot.channels.pieces import TelechargementManque
from bot.channels.slack.fichiers import AILLEURS, SANS_DROIT, Fichiers
from bot.handlers.request import Fichier, Request
from tests.documents import CSV, IMAGE
from tests.fakes.slack import Channel, Delivery, FakeSlack, UploadedFile, User
from tests.unit.slack.expedition import Poste
from tests.unit.slack.gestes import demande, recu


@pytest.fixture
def annexe(fake: FakeSlack, marie: User) -> UploadedFile:
    """Give an annexe of Marie's."""
    return fake.file(marie, "annexe.csv", CSV)


async def recevoir(poste: Poste, livraison: Delivery, *, dernier: bool = True) -> Request:
    """Read a delivery and fetch its file, as the service does."""
    courrier = recu(livraison.payload)
    assert courrier
    fichiers = Fichiers(poste.client, poste._jeton)
    return await fichiers.joindre(courrier, demande(livraison), dernier=dernier)


async def test_a_file_sent_in_private_is_fetched(
    fake: FakeSlack, poste: Poste, marie: User, annexe: UploadedFile
) -> None:
    lue = await recevoir(poste, fake.say(marie, "", files=[annexe]))
    assert (lue.fichier, lue.texte) == (Fichier("annexe.csv", CSV), "")


async def test_a_file_sent_with_a_mention_is_fetched(
    fake: FakeSlack, poste: Poste, marie: User, salon: Channel, annexe: UploadedFile
) -> None:
    lue = await recevoir(poste, fake.mention(marie, salon, "voici", files=[annexe]))
    assert (lue.fichier, lue.texte) == (Fichier("annexe.csv", CSV), "voici")


async def test_a_file_from_another_workspace_is_asked_for(
    fake: FakeSlack, poste: Poste, marie: User, salon: Channel
) -> None:
    cache = fake.file(marie, "annexe.csv", CSV, hidden=True)
    lue = await recevoir(poste, fake.mention(marie, salon, "", files=[cache]))
    assert lue.fichier == Fichier("annexe.csv", CSV)
    assert [un.params["file"] for un in fake.calls_of("files.info")] == [cache.id]


async def test_a_message_without_a_file_is_left_as_it_is(
    fake: FakeSlack, poste: Poste, marie: User
) -> None:
    livraison = fake.say(marie, "")
    assert await recevoir(poste, livraison) == demande(livraison)
    assert demande(livraison).texte == "/aide"


@pytest.mark.parametrize(
    ("nom", "contenu", "genre", "refus"),
    [
        ("annexe.pdf", b"%PDF", "application/pdf", "Je ne lis pas « annexe.pdf »"),
        ("annexe.csv", b"x" * 1_000_001, "text/csv", "1 Mo au plus"),
        ("flux.png", IMAGE.contenu, "image/png", "C'est une image"),
    ],
)
async def test_what_is_not_taken_is_refused_without_a_download(
    fake: FakeSlack,
    poste: Poste,
    marie: User,
    nom: str,
    contenu: bytes,
    genre: str,
    refus: str,
) -> None:
    joint = fake.file(marie, nom, contenu, genre)
    assert refus in (await recevoir(poste, fake.say(marie, "", files=[joint]))).refus
    assert fake.calls_of("download") == []


async def test_several_files_at_once_are_refused(
    fake: FakeSlack, poste: Poste, marie: User, annexe: UploadedFile
) -> None:
    lue = await recevoir(poste, fake.say(marie, "", files=[annexe, annexe]))
    assert lue.refus == pieces.PLUSIEURS


@pytest.mark.parametrize("cache", [True, False])
async def test_a_missing_right_is_named(
    fake: FakeSlack, poste: Poste, marie: User, cache: bool
) -> None:
    joint = fake.file(marie, "annexe.csv", CSV, hidden=cache)
    fake.team.granted_scopes.discard("files:read")
    assert (await recevoir(poste, fake.say(marie, "", files=[joint]))).refus == SANS_DROIT


async def test_a_page_to_log_in_is_not_followed(
    fake: FakeSlack, poste: Poste, marie: User, annexe: UploadedFile
) -> None:
    livraison = fake.say(marie, "", files=[annexe])
    fake.uninstall(fake.team)
    assert (await recevoir(poste, livraison)).refus == SANS_DROIT
    assert len(fake.calls_of("download")) == 1


@pytest.mark.parametrize(
    "adresse",
    [
        "https://voleur.example/annexe.csv",
        "https://files.slack.com.voleur.example/annexe.csv",
        "https://files.slack.com@voleur.example/annexe.csv",
        "https://files.slack.com:8443/annexe.csv",
        "http://files.slack.com/annexe.csv",
        "http://127.0.0.1:1/annexe.csv",
        "file:///etc/passwd",
        "http://[",
        "",
    ],
)
async def test_the_token_goes_to_slack_and_nowhere_else(
    fake: FakeSlack,
    poste: Poste,
    marie: User,
    annexe: UploadedFile,
    adresse: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    livraison = fake.say(marie, "", files=[annexe])
    joint: dict[str, Any] = livraison.payload["event"]["files"][0]
    joint |= {"url_private_download": adresse, "url_private": adresse}

    def appeler(*_: Any, **__: Any) -> None:
        raise AssertionError("nobody may be called")

    assert poste.client.session
    monkeypatch.setattr(poste.client.session, "get", appeler)
    assert (await recevoir(poste, livraison)).refus == AILLEURS


@pytest.mark.parametrize("code", [429, 500, 503])
async def test_a_failure_is_tried_again_then_told(
    fake: FakeSlack, poste: Poste, marie: User, annexe: UploadedFile, code: int
) -> None:
    livraison = fake.say(marie, "", files=[annexe])
    fake.faults.status("download", code, times=2)
    with pytest.raises(TelechargementManque, match=str(code)):
        await recevoir(poste, livraison, dernier=False)
    assert (await recevoir(poste, livraison)).refus == pieces.MANQUE


async def test_a_connection_cut_is_tried_again(
    fake: FakeSlack, poste: Poste, marie: User, annexe: UploadedFile
) -> None:
    livraison = fake.say(marie, "", files=[annexe])
    fake.faults.drop("download", times=2)
    with pytest.raises(TelechargementManque) as levee:
        await recevoir(poste, livraison, dernier=False)
    assert fake.bot_token not in str(levee.value)


@pytest.mark.parametrize(
    ("erreur", "encore"), [("internal_error", True), ("ratelimited", True), ("file_deleted", False)]
)
async def test_what_slack_says_of_a_file_tells_whether_to_ask_again(
    fake: FakeSlack, poste: Poste, marie: User, erreur: str, encore: bool
) -> None:
    cache = fake.file(marie, "annexe.csv", CSV, hidden=True)
    livraison = fake.say(marie, "", files=[cache])
    fake.faults.error("files.info", erreur)
    if encore:
        with pytest.raises(TelechargementManque, match=erreur):
            await recevoir(poste, livraison, dernier=False)
    else:
        assert (await recevoir(poste, livraison, dernier=False)).refus == pieces.MANQUE


async def test_a_file_lost_is_told_at_once(
    fake: FakeSlack, poste: Poste, marie: User, annexe: UploadedFile
) -> None:
    livraison = fake.say(marie, "", files=[annexe])
    fake.world.files.clear()
    assert (await recevoir(poste, livraison, dernier=False)).refus == pieces.MANQUE


def test_a_file_is_read_by_its_owner_s_bot_only(
    fake: FakeSlack, client: WebClient, marie: User, annexe: UploadedFile
) -> None:
    assert client.files_info(file=annexe.id)["file"]["size"] == len(CSV)
