"""Les fichiers des personnes : qui peut les lire, et où."""

import httpx
import pytest
from slack_sdk import WebClient

from .message import UploadedFile
from .model import User
from .samples import refused
from .server import FakeSlack


@pytest.fixture
def annexe(fake: FakeSlack, alice: User) -> UploadedFile:
    return fake.file(alice, "annexe é.csv", b"a;b")


def read(file: UploadedFile, token: str | None) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return httpx.get(file.full_json()["url_private_download"], headers=headers)


def test_a_file_is_read_with_the_bot_s_token(fake: FakeSlack, annexe: UploadedFile) -> None:
    lu = read(annexe, fake.bot_token)
    assert (lu.content, lu.headers["content-type"]) == (b"a;b", "text/csv")


@pytest.mark.parametrize("token", [None, "xoxb-faux"])
def test_without_a_token_one_is_sent_to_log_in(annexe: UploadedFile, token: str | None) -> None:
    assert read(annexe, token).status_code == 302


def test_without_the_scope_the_page_to_log_in_is_shown(
    fake: FakeSlack, client: WebClient, annexe: UploadedFile
) -> None:
    fake.team.granted_scopes.discard("files:read")
    lu = read(annexe, fake.bot_token)
    assert (lu.status_code, "text/html" in lu.headers["content-type"]) == (200, True)
    refused(client.files_info, "missing_scope", file=annexe.id)


def test_files_info_tells_where_a_hidden_file_is(
    fake: FakeSlack, client: WebClient, alice: User
) -> None:
    cache = fake.file(alice, "a.csv", b"a;b", hidden=True)
    livre = fake.say(alice, "", files=[cache], wait=False).event["files"]
    assert livre == [{"id": cache.id, "mode": "file_access", "file_access": "check_file_info"}]
    assert client.files_info(file=cache.id)["file"]["url_private_download"].startswith(fake.root)


def test_an_unknown_file_is_not_found(client: WebClient) -> None:
    refused(client.files_info, "file_not_found", file="F404")


def test_an_alternative_text_has_a_limit(client: WebClient) -> None:
    refused(
        client.files_getUploadURLExternal,
        "invalid_arguments",
        filename="a.png",
        length=1,
        alt_txt="x" * 1001,
    )
