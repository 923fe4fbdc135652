"""Logs: console or JSON, secrets and numéros uniques blanked out of every line."""

from __future__ import annotations

import logging
import re
import sys
from typing import Any

import structlog

_LETTRE = r"[^\s<>()\[\],;:\"@\\]"
_ADRESSE = re.compile(
    rf"(?<!{_LETTRE})(?![0-9a-f]{{32}}@)({_LETTRE}){_LETTRE}{{0,255}}"
    r"@((?:[\w-]{1,63}\.){1,8}[\w-]{2,63})"
)
"""An e-mail address; a Message-ID of ours, which names nobody, stays readable."""

_SECRETS = (
    (re.compile(r"/p/[\w.-]{16,}"), "/p/[lien]"),
    (re.compile(r"\b\d{5,}:[A-Za-z0-9_-]{10,}"), "[jeton]"),
    (re.compile(r"\bx(?:ox[a-z]|app)-[A-Za-z0-9-]{6,}"), "[jeton]"),
    (re.compile(r"(wss?://\S+?[?&]ticket=)[^&\s]+"), r"\1[jeton]"),
    (re.compile(r"\b(?:\d[ .-]?){2}[\dAB][ .-]?(?:\d[ .-]?){10}[0-9A-Z]{5}\b"), "[numéro unique]"),
    (re.compile(r"://([^:/@\s]+):[^@\s]+@"), r"://\1:[secret]@"),
)


def masquer(texte: str) -> str:
    """Blank out bot tokens, signed links, numéros uniques and database passwords."""
    for motif, remplacement in _SECRETS:
        texte = motif.sub(remplacement, texte)
    return texte


def sans_adresses(texte: str) -> str:
    """Keep of an e-mail address its first letter and its domain: « m…@ville.fr »."""
    return _ADRESSE.sub(r"\1…@\2", texte)


class _Formateur(structlog.stdlib.ProcessorFormatter):
    """Formats every record, ours and the libraries', then blanks secrets out."""

    def format(self, record: logging.LogRecord) -> str:
        return sans_adresses(masquer(super().format(record)))


def configurer(niveau: str, forme: str) -> None:
    """Set logging up for the process, on standard error."""
    communs: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    rendu: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if forme == "json"
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    )
    sortie = logging.StreamHandler(sys.stderr)
    sortie.setFormatter(
        _Formateur(
            foreign_pre_chain=communs,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, rendu],
        )
    )
    logging.basicConfig(handlers=[sortie], level=niveau, force=True)
    logging.getLogger("slack_bolt").setLevel(logging.ERROR)
    for bavard in ("httpx", "httpcore", "apscheduler", "uvicorn.access", "alembic", "slack_sdk"):
        logging.getLogger(bavard).setLevel(logging.WARNING)
    structlog.configure(
        processors=[*communs, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
