"""Logs: console or JSON; whatever writes a line, no secret and nobody's data is in it."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import structlog
from structlog.stdlib import ProcessorFormatter

from bot.masques import Expurgateur

SENSIBLES = frozenset(
    {
        *("nom", "prenom", "nom_de_naissance", "telephone", "courriel", "email", "adresse"),
        *("menage", "numero_unique", "numeros", "texte", "champs", "reponses", "charge"),
        *("code", "jeton", "token", "secret", "password", "mot_de_passe"),
    }
)
"""The keys whose value is never kept, were it unlike any secret: a name looks like any word."""

BAVARDS = ("httpx", "httpcore", "apscheduler", "uvicorn.access", "alembic", "slack_sdk")

journal = logging.getLogger(__name__)


def configurer(niveau: str, forme: str, secrets: Iterable[str] = ()) -> None:
    """Set logging up for the process, on standard error; `secrets` are those of the settings."""
    expurger = Expurgateur(secrets)
    communs: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _sans_personne,
    ]
    sortie = logging.StreamHandler(sys.stderr)
    sortie.setFormatter(_Formateur(expurger, communs, forme))
    logging.setLogRecordFactory(_fabrique(expurger))
    logging.basicConfig(handlers=[sortie], level=niveau, force=True)
    logging.getLogger("slack_bolt").setLevel(logging.ERROR)
    for bavard in BAVARDS:
        logging.getLogger(bavard).setLevel(logging.WARNING)
    structlog.configure(
        processors=[*communs, _valeurs(expurger), ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    _prendre_les_fautes()


class _Formateur(ProcessorFormatter):
    """Formats every record, ours and the libraries', then blanks out the whole line."""

    def __init__(self, expurger: Expurgateur, communs: list[Any], forme: str) -> None:
        super().__init__(
            foreign_pre_chain=communs,
            processors=[ProcessorFormatter.remove_processors_meta, _rendu(forme)],
        )
        self._expurger = expurger

    def format(self, record: logging.LogRecord) -> str:
        return self._expurger(super().format(record))


def _rendu(forme: str) -> Any:
    if forme == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
    )


def _fabrique(expurger: Expurgateur) -> Callable[..., logging.LogRecord]:
    """Make records already blanked out: a library may add a handler of its own."""

    def fabriquer(*arguments: Any, **nommes: Any) -> logging.LogRecord:
        ligne = logging.LogRecord(*arguments, **nommes)
        if not isinstance(ligne.msg, dict):
            ligne.msg, ligne.args = expurger(_message(ligne)), ()
        if ligne.exc_info and ligne.exc_info[0]:
            ligne.exc_text = expurger("".join(traceback.format_exception(*ligne.exc_info))).rstrip()
        if ligne.stack_info:
            ligne.stack_info = expurger(ligne.stack_info)
        return ligne

    return fabriquer


def _message(ligne: logging.LogRecord) -> str:
    """Give the text of a record; one whose arguments don't fit is written as it came."""
    try:
        return ligne.getMessage()
    except Exception:
        return f"{ligne.msg} {ligne.args}"


def _sans_personne(_: Any, __: str, evenement: Any) -> Any:
    """Blank out the values of the keys that name a person or hold a secret."""
    return {nom: _tenu(nom, valeur) for nom, valeur in evenement.items()}


def _tenu(nom: str, valeur: Any) -> Any:
    if nom in SENSIBLES:
        return "[masqué]"
    return _sans_personne(None, "", valeur) if isinstance(valeur, Mapping) else valeur


def _valeurs(expurger: Expurgateur) -> Any:
    """Blank out each value of an event of ours, before any handler sees it."""

    def lisible(valeur: Any) -> Any:
        nue = valeur is None or isinstance(valeur, int | float)
        return valeur if nue else expurger(str(valeur))

    return lambda _, __, evenement: {nom: lisible(un) for nom, un in evenement.items()}


def _prendre_les_fautes() -> None:
    """Have warnings, and the faults that nothing caught, written as any other line."""
    logging.captureWarnings(True)
    sys.excepthook = _faute
    threading.excepthook = lambda faute: _faute(
        faute.exc_type, faute.exc_value or faute.exc_type(), faute.exc_traceback
    )
    sys.unraisablehook = lambda faute: _faute(
        faute.exc_type, faute.exc_value or faute.exc_type(), faute.exc_traceback
    )


def _faute(genre: type[BaseException], faute: BaseException, trace: Any) -> None:
    if issubclass(genre, KeyboardInterrupt | SystemExit):
        return
    journal.critical("faute non prévue", exc_info=(genre, faute, trace))
