"""Run the real `fluxbot` as other people do: a process, its environment, its exit code."""

from __future__ import annotations

import atexit
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import libfaketime

from bot.bootstrap import ouvrir_base
from bot.cli.donnees import semer
from bot.clock import HorlogeSysteme
from bot.presenters.preuve import preuve_json
from bot.settings import Settings
from core.domain.nommage import organisation_nommee
from core.domain.organisations import Role
from core.usecases.adhesions import inviter
from storage import schema
from storage.coffre import nouvelle_cle
from storage.conventions.loader import conventions_livrees
from storage.engine import ouvrir
from storage.unit_of_work import Base
from tests.fakes.slack import FakeSlack
from tests.fakes.telegram import FakeTelegram
from tests.faults.pepiniere import Pepiniere, Plant

FLUXBOT = Path(sys.executable).with_name("fluxbot")
VACANCE = (
    '/vacance reservataire="Le Port" commune="Le Port" quartier="Rivière des Galets" qpv=oui '
    "type=T3 loyer=512,30 € financement=LLTS annee=1998 pmr=non ascenseur=non preavis=1"
)
NUMEROS = ("974031800012310001", "974031800012410001", "974031800012510001")


def port_libre() -> int:
    """Give a free loopback port."""
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return int(prise.getsockname()[1])


@cache
def _modele() -> Path:
    """Give a database migrated and seeded once, to copy from."""
    fichier = Path(tempfile.mkdtemp(prefix="fluxbot-modele-")) / "modele.db"
    moteur = ouvrir(f"sqlite:///{fichier}")
    schema.monter(moteur)
    semer(Base(moteur, conventions_livrees()), "le-port-2024")
    moteur.dispose()
    atexit.register(shutil.rmtree, fichier.parent, ignore_errors=True)
    return fichier


class Installation:
    """A seeded database and the environment that points to it."""

    def __init__(self, dossier: Path, **reglages: str) -> None:
        """Create and seed the database; `reglages` are the variables of the platforms."""
        self.dossier = dossier
        self.port = port_libre()
        self.env = {
            # Compiled once for all the processes of a session, whatever the machine prefers.
            "PYTHONDONTWRITEBYTECODE": "",
            "FLUXBOT_DATABASE_URL": f"sqlite:///{dossier}/fluxbot.db",
            "FLUXBOT_SECRET_KEY": nouvelle_cle(),
            "FLUXBOT_HTTP_PORT": str(self.port),
            "FLUXBOT_TICK_SECONDS": "1",
            **reglages,
        }
        shutil.copyfile(_modele(), dossier / "fluxbot.db")
        self.base = ouvrir_base(Settings(_env_file=None, **self.env), verifier=False)

    def lancer(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start a command; what it says goes to `journal.txt`."""
        env = {**os.environ, **self.env}
        with (self.dossier / "journal.txt").open("ab") as journal:
            return subprocess.Popen(
                [FLUXBOT, *arguments], env=env, cwd=self.dossier, stdout=journal, stderr=journal
            )

    def commande(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        env = {**os.environ, **self.env, "COLUMNS": "200"}
        return subprocess.run(
            [FLUXBOT, *arguments],
            env=env,
            cwd=self.dossier,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def code(self, organisation: str, role: str = "agent") -> str:
        """Make an enrolment code, as `fluxbot invite` does, without waiting for a process."""
        code = secrets.token_hex(6)
        with self.base.transaction() as uow:
            une = organisation_nommee(uow.organisations.toutes(), organisation, "organisation")
            inviter(uow, HorlogeSysteme().maintenant(), une, Role(role), code)
        return code

    def preuve(self, reference: str) -> Any:
        """Give the proof file of an avis, as `fluxbot journal export` writes it."""
        with self.base.transaction() as uow:
            avis = uow.avis.par_reference(reference)
            assert avis
            return json.loads(preuve_json(uow, avis, HorlogeSysteme().maintenant()))

    def journal(self) -> str:
        """Give what the processes logged."""
        return (self.dossier / "journal.txt").read_text()


def par_telegram(fake: FakeTelegram) -> dict[str, str]:
    """Give the variables that reach the fake Telegram."""
    return {"TELEGRAM_BOT_TOKEN": fake.token, "TELEGRAM_API_URL": fake.url}


def par_slack(fake: FakeSlack) -> dict[str, str]:
    """Give the variables that reach the fake Slack through a socket."""
    return {
        "SLACK_BOT_TOKEN": fake.bot_token,
        "SLACK_APP_TOKEN": fake.app_token,
        "SLACK_API_URL": fake.url,
    }


def par_slack_http(fake: FakeSlack) -> dict[str, str]:
    """Give the variables that have the fake Slack call us."""
    return {
        "SLACK_BOT_TOKEN": fake.bot_token,
        "SLACK_SIGNING_SECRET": fake.signing_secret,
        "SLACK_API_URL": fake.url,
    }


class EnMarche:
    """`fluxbot serve`, stopped at the end of the block whatever happens.

    A real process, that opens everything itself, forked from one that has imported its modules:
    to import them costs more processor than all that a scenario does.
    """

    def __init__(self, installation: Installation, decalage: str = "+0") -> None:
        """`decalage` moves the process's clock (« +5d »)."""
        self._installation = installation
        self._decalage = decalage

    def __enter__(self) -> Plant:
        """Start the process."""
        env = {**self._installation.env, **_HORLOGE, "FAKETIME": self._decalage}
        self._plant = _pepiniere().lancer(env, self._installation.dossier)
        return self._plant

    def __exit__(self, *_: object) -> None:
        """Stop it as an operator does."""
        self._plant.arreter()


@cache
def _pepiniere() -> Pepiniere:
    """Give the process of this session that starts all the others."""
    une = Pepiniere(_HORLOGE)
    une.__enter__()
    atexit.register(une.__exit__, None, None, None)
    return une


_HORLOGE = {
    "LD_PRELOAD": str(
        Path(libfaketime.__file__).parent / "vendor/libfaketime/src/libfaketime.so.1"
    ),
    # Read again at each call: a process gets its own FAKETIME after it was forked.
    "FAKETIME_NO_CACHE": "1",
    "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    # Without it, a thread that waits for another's turn (the GIL) burns a processor.
    "FAKETIME_FORCE_MONOTONIC_FIX": "0",
}
"""Moves a process's clock with libfaketime; its monotonic clock is left alone."""
