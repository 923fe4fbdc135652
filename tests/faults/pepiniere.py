"""Start `fluxbot serve` by forking a process that has already imported it: 50 ms, not a second.

Each child is a real process, started by the same `main` as the command, that opens everything
itself; only the modules are there before it.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Self

MODULES = (
    "anyio._backends._asyncio",
    "bot.bootstrap",
    "bot.channels.email.service",
    "bot.channels.slack.service",
    "bot.channels.telegram.service",
    "bot.channels.telegram.telegram",
    "bot.cli.service",
    "bot.main",
    "bot.serve",
    "bot.web.pages.application",
    "encodings.idna",
    "httpcore",
    "psycopg",
    "slack_bolt.listener_matcher.async_builtins",
    "sqlalchemy.dialects.postgresql.psycopg",
    "sqlalchemy.dialects.sqlite.pysqlite",
    "storage.conventions.loader",
    "storage.schema",
    "storage.unit_of_work",
    "uvicorn.lifespan.off",
    "uvicorn.loops.auto",
    "uvicorn.protocols.http.auto",
    "uvicorn.protocols.websockets.auto",
)
"""What `fluxbot serve` imports; one that is missing here only costs time."""


class Plant:
    """A child: it can be killed, and seen dead, though it is not ours to wait for."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._fd = os.pidfd_open(pid)

    @property
    def vivant(self) -> bool:
        """Tell whether it still runs."""
        return not self.attendre_la_fin(0)

    def attendre_la_fin(self, secondes: float) -> bool:
        """Tell whether it ends within so many seconds."""
        return bool(select.select([self._fd], [], [], secondes)[0])

    def tuer(self) -> None:
        """Kill -9, and come back once it is gone."""
        self._finir(signal.SIGKILL)

    def arreter(self) -> None:
        """Stop it as an operator does."""
        self._finir(signal.SIGTERM)

    def fermer(self) -> None:
        """Kill it if it still runs, and forget it."""
        self.tuer()
        os.close(self._fd)

    def tuer_sans_attendre(self) -> None:
        """Kill -9 from a thread that has something else to do."""
        self.envoyer(signal.SIGKILL)

    def _finir(self, quoi: signal.Signals) -> None:
        self.envoyer(quoi)
        assert self.attendre_la_fin(20), f"{self.pid} ne s'arrête pas"

    def envoyer(self, quoi: signal.Signals) -> None:
        """Send it a signal, if it still runs."""
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._fd, quoi)


class Pepiniere:
    """The process that forks; its children die with it."""

    def __init__(self, env: Mapping[str, str] | None = None) -> None:
        """`env` is the nursery's own, for what must be there before Python (LD_PRELOAD)."""
        self._env = {**os.environ, **(env or {})}
        self._plants: list[Plant] = []

    def __enter__(self) -> Self:
        ici = Path(__file__).parents[2]
        self._processus = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.pepiniere"],
            cwd=ici,
            env=self._env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        self._demander()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._processus.stdin
        self._processus.stdin.close()
        self._processus.wait(10)

    def lancer(self, env: Mapping[str, str], dossier: Path) -> Plant:
        """Start `fluxbot serve` in that environment; it logs to `journal.txt` of the folder."""
        assert self._processus.stdin
        commun = {**os.environ, "SSL_CERT_DIR": "/nonexistent"}
        demande = {"env": {**commun, **env}, "dossier": str(dossier)}
        self._processus.stdin.write(json.dumps(demande).encode() + b"\n")
        self._processus.stdin.flush()
        plant = Plant(self._demander())
        self._plants.append(plant)
        return plant

    def faucher(self) -> None:
        """Kill all that still runs."""
        while self._plants:
            self._plants.pop().fermer()

    def _demander(self) -> int:
        assert self._processus.stdout
        return int(self._processus.stdout.readline())


def _servir() -> None:
    """Fork a child for each line read; at the end of the lines, take all of them away."""
    from storage.conventions.loader import conventions_livrees

    for nom in MODULES:
        import_module(nom)
    conventions_livrees()
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    print(os.getpid(), flush=True)
    while ligne := sys.stdin.readline():
        pid = os.fork()
        if pid == 0:
            _vivre(**json.loads(ligne))
        print(pid, flush=True)
    os.killpg(0, signal.SIGKILL)


def _vivre(env: dict[str, str], dossier: str) -> None:
    """Become `fluxbot serve`."""
    from bot.main import main

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.chdir(dossier)
    journal = os.open("journal.txt", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for sortie in (1, 2):
        os.dup2(journal, sortie)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.environ.clear()
    os.environ.update(env)
    sys.argv = ["fluxbot", "serve"]
    code = 1
    try:
        main()
    except SystemExit as fin:
        code = int(fin.code or 0)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    _servir()
