"""What Slack and Telegram deliver, well formed: to be damaged."""

from __future__ import annotations

from typing import Any

_EQUIPE = {"id": "T1", "domain": "ville"}
_PERSONNE = {"id": "U1", "team_id": "T1", "username": "marie"}


def _evenement(**fait: Any) -> dict[str, Any]:
    """Give an event of Slack."""
    return {
        "type": "event_callback",
        "team_id": "T1",
        "event_id": "Ev1",
        "event_time": 1773123300,
        "event": fait,
        "authorizations": [{"team_id": "T1", "user_id": "U9", "is_bot": True}],
    }


SLACK: tuple[dict[str, Any], ...] = (
    {
        "command": "/candidats",
        "text": "AV-2026-0001 974031800012310001",
        "user_id": "U1",
        "team_id": "T1",
        "channel_id": "D1",
        "channel_name": "directmessage",
        "trigger_id": "1.2.abc",
        "response_url": "https://slack.test/r",
    },
    {
        "type": "block_actions",
        "user": _PERSONNE,
        "team": _EQUIPE,
        "trigger_id": "1.2.abc",
        "container": {"type": "message", "message_ts": "1.2", "channel_id": "C1"},
        "channel": {"id": "C1", "name": "avis"},
        "message": {"ts": "1.2", "thread_ts": "1.1"},
        "actions": [
            {
                "type": "button",
                "action_id": "b:0",
                "block_id": "T1:x",
                "value": "jeton",
                "action_ts": "1.3",
            }
        ],
    },
    {
        "type": "view_submission",
        "user": _PERSONNE,
        "team": _EQUIPE,
        "trigger_id": "1.2.abc",
        "view": {
            "id": "V1",
            "hash": "h",
            "callback_id": "formulaire",
            "private_metadata": '["candidats", {"reference_avis": "AV-2026-0001"}, ""]',
            "blocks": [{"type": "input", "block_id": "numeros", "element": {"type": "plain"}}],
            "state": {
                "values": {
                    "numeros": {
                        "numeros": {"type": "plain_text_input", "value": "974031800012310001"}
                    },
                    "motif": {
                        "motif": {"type": "static_select", "selected_option": {"value": "a"}}
                    },
                }
            },
        },
    },
    _evenement(
        type="message",
        user="U1",
        channel="D1",
        channel_type="im",
        text="/avis",
        ts="1.2",
        files=[
            {
                "id": "F1",
                "name": "a.csv",
                "size": 12,
                "url_private_download": "https://slack.test/f",
            }
        ],
    ),
    _evenement(type="app_home_opened", user="U1", tab="home", channel="D1", view={"id": "V1"}),
    _evenement(type="member_left_channel", user="U9", channel="C1", team="T1"),
    _evenement(type="channel_archive", channel="C1", user="U1"),
    _evenement(type="app_uninstalled"),
)

_MARIE = {"id": 7, "is_bot": False, "first_name": "Marie"}
_PRIVE = {"id": 7, "type": "private", "first_name": "Marie"}
_GROUPE = {"id": -1001, "type": "supergroup", "title": "Logement", "is_forum": True}
_MESSAGE = {"message_id": 3, "date": 1773123300, "chat": _PRIVE, "from": _MARIE, "text": "/avis"}
_DOCUMENT = {"file_id": "f", "file_unique_id": "u", "file_name": "a.csv", "file_size": 12}
_MEMBRE = {"user": {"id": 9, "is_bot": True, "first_name": "flux"}, "status": "member"}

TELEGRAM: tuple[dict[str, Any], ...] = (
    {"update_id": 1, "message": _MESSAGE},
    {
        "update_id": 2,
        "message": {
            **_MESSAGE,
            "chat": _GROUPE,
            "is_topic_message": True,
            "message_thread_id": 5,
            "text": "/candidats@fluxbot AV-2026-0001",
            "reply_to_message": {**_MESSAGE, "message_id": 2},
        },
    },
    {
        "update_id": 3,
        "message": {**_MESSAGE, "text": None, "caption": "/annexe", "document": _DOCUMENT},
    },
    {"update_id": 4, "message": {**_MESSAGE, "chat": _GROUPE, "sender_chat": _GROUPE}},
    {"update_id": 5, "message": {**_MESSAGE, "chat": _GROUPE, "migrate_to_chat_id": -1002}},
    {
        "update_id": 6,
        "callback_query": {
            "id": "q",
            "from": _MARIE,
            "chat_instance": "c",
            "data": "jeton",
            "message": _MESSAGE,
        },
    },
    {
        "update_id": 7,
        "my_chat_member": {
            "chat": _GROUPE,
            "from": _MARIE,
            "date": 1773123300,
            "old_chat_member": _MEMBRE,
            "new_chat_member": {**_MEMBRE, "status": "left"},
        },
    },
    {"update_id": 8, "edited_message": _MESSAGE},
)
