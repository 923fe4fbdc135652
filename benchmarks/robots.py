"""The programs compared, each alone in its process: fluxbot, and what does the bare minimum."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from os import environ, sysconf
from pathlib import Path
from subprocess import DEVNULL, Popen
from typing import Any

REPONSE = "C'est noté : trois candidats pour cet avis. Merci, le bailleur en est prévenu."


def fluxbot() -> None:
    """Serve as `fluxbot serve` does; the platform's pace is another benchmark."""
    from bot.bootstrap import ouvrir_base
    from bot.channels.base import Rythme
    from bot.channels.telegram.sender import ExpediteurTelegram
    from bot.serve import servir
    from bot.settings import Settings

    ExpediteurTelegram.rythme = Rythme()
    reglages = Settings(_env_file=None)
    asyncio.run(servir(reglages, ouvrir_base(reglages)))


def nu() -> None:
    """Answer the same command with a fixed text, and do nothing else."""
    from telegram import Update
    from telegram.ext import ApplicationBuilder, CommandHandler

    async def repondre(update: Update, _: Any) -> None:
        assert update.message
        await update.message.reply_text(REPONSE)

    jeton, adresse = environ["TELEGRAM_BOT_TOKEN"], environ["TELEGRAM_API_URL"]
    application = ApplicationBuilder().token(jeton).base_url(f"{adresse}/bot").build()
    application.add_handler(CommandHandler("candidats", repondre))
    application.run_polling(allowed_updates=["message"])


def _ordre(module: str, fonction: str) -> Sequence[str]:
    return (sys.executable, "-c", f"from {module} import {fonction}; {fonction}()")


FLUXBOT, NU = _ordre("benchmarks.robots", "fluxbot"), _ordre("benchmarks.robots", "nu")
SDK = _ordre("benchmarks.sdk", "attendre")
SERVE = (str(Path(sys.executable).with_name("fluxbot")), "serve")


@contextmanager
def robot(programme: Sequence[str], reglages: Mapping[str, str]) -> Iterator[Popen[bytes]]:
    """Run a program in a process, stopped at the end; `reglages` are its variables."""
    processus = Popen(
        programme,
        env={**environ, **reglages},
        cwd=Path(__file__).parent.parent,
        stdout=DEVNULL,
    )
    try:
        yield processus
    finally:
        processus.kill()
        processus.wait()


def processeur(processus: Popen[bytes]) -> float:
    """Give the seconds of processor that a program used so far."""
    champs = Path(f"/proc/{processus.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(champs[11]) + int(champs[12])) / sysconf("SC_CLK_TCK")


def exiger_vivant(processus: Popen[bytes]) -> None:
    """Raise RuntimeError when a program has ended; it said why on the error output."""
    if processus.poll() is not None:
        raise RuntimeError(f"le programme s'est arrêté (code {processus.returncode})")
