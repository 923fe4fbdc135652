"""Ce qu'un message ou une vue ont le droit de contenir."""

import copy
import secrets

from .blockkit import problems_of_message, problems_of_view, slack_wording
from .errors import SlackError
from .model import Json

TEXT_LIMIT = 40_000
NAMED = ("msg_blocks_too_long", "view_too_large")


def check_content(params: Json) -> None:
    """Refuse un message vide, trop long, ou aux blocs fautifs."""
    if len(params.get("text", "")) > TEXT_LIMIT:
        raise SlackError("msg_too_long", f"{len(params['text'])} caractères")
    metadata = params.get("metadata")
    if metadata and set(metadata) != {"event_type", "event_payload"}:
        raise SlackError("invalid_metadata_format", str(sorted(metadata)))
    shown = {name: params[name] for name in ("text", "blocks", "attachments") if params.get(name)}
    if params.get("markdown_text"):
        if shown:
            raise SlackError("markdown_text_conflict")
        return
    if not shown or not any(str(value).strip() for value in shown.values()):
        raise SlackError("no_text")
    problems = problems_of_message(shown)
    if problems:
        raise _refusal(problems, "invalid_blocks")


def check_view(view: Json, kind: str) -> None:
    """Refuse une vue fautive, ou qui n'est pas du type attendu."""
    problems = problems_of_view(view)
    if not problems and view["type"] != kind:
        problems = [f"[json-pointer:/view/type] must be {kind}"]
    if problems:
        raise _refusal(problems, "invalid_arguments")


def _refusal(problems: list[str], error: str) -> SlackError:
    for name in NAMED:
        if any(name in problem for problem in problems):
            error = name
    return SlackError(error, messages=[slack_wording(problem) for problem in problems])


def named_blocks(blocks: list[Json]) -> list[Json]:
    """Les blocs, avec les block_id et action_id que Slack donne à ceux qui n'en ont pas."""
    named = copy.deepcopy(blocks)
    for block in named:
        block.setdefault("block_id", secrets.token_urlsafe(4)[:5])
        if block["type"] in ("rich_text", "context"):
            continue
        elements = list(block.get("elements", []))
        elements += [block[name] for name in ("accessory", "element") if name in block]
        for element in elements:
            if element.get("type") not in ("image", "mrkdwn", "plain_text"):
                element.setdefault("action_id", secrets.token_urlsafe(4)[:5])
    return named


def named_attachments(attachments: list[Json]) -> list[Json]:
    """Les pièces jointes, leurs blocs nommés."""
    named = []
    for rank, one in enumerate(attachments, start=1):
        named.append({"id": rank, **one})
        if "blocks" in one:
            named[-1]["blocks"] = named_blocks(one["blocks"])
    return named
