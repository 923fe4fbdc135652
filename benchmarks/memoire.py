"""`fluxbot serve` idle, against a bare process that imports and starts the same SDKs.

Both speak to the same fakes, in turn. Memory is what the process alone holds (USS), read once it
has stopped growing, after the first tick and the first poll.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from subprocess import Popen

from benchmarks.commun import Mesure, conclure
from benchmarks.robots import SDK, SERVE, exiger_vivant, robot
from bot.cli.donnees import semer
from storage import schema
from storage.coffre import nouvelle_cle
from storage.conventions.loader import conventions_livrees
from storage.engine import ouvrir
from storage.unit_of_work import Base
from tests.e2e.programme import par_slack, par_telegram, port_libre
from tests.fakes.slack import FakeSlack
from tests.fakes.smtp import FakeSmtp
from tests.fakes.telegram import FakeTelegram

PASSAGES = 3
RAPPORT_MAX = 1.5
CALME = 2.0
"""Seconds between two readings that must agree."""


@dataclass(frozen=True)
class Releve:
    """One process at rest: MiB of its own, MiB with its share of the rest, seconds to poll."""

    propre: float
    partagee: float
    premiere_ecoute: float


def comparer(passages: int = PASSAGES) -> list[Mesure]:
    """Run both in turn and give the measures."""
    nus, complets = [], []
    with tempfile.TemporaryDirectory() as dossier:
        url = _base(Path(dossier) / "banc.db")
        for _ in range(passages):
            nus.append(_relever(SDK, url))
            complets.append(_relever(SERVE, url))
    return _mesures(nus, complets)


def _base(fichier: Path) -> str:
    url = f"sqlite:///{fichier}"
    moteur = ouvrir(url)
    schema.monter(moteur)
    semer(Base(moteur, conventions_livrees()), "le-port-2024")
    moteur.dispose()
    return url


def _relever(programme: Sequence[str], url: str) -> Releve:
    """Start a program on new fakes, wait until it rests, read its memory."""
    with FakeTelegram() as telegram, FakeSlack() as slack, FakeSmtp() as smtp:
        reglages = {
            "FLUXBOT_DATABASE_URL": url,
            "FLUXBOT_SECRET_KEY": nouvelle_cle(),
            "FLUXBOT_HTTP_PORT": str(port_libre()),
            "FLUXBOT_PUBLIC_URL": "https://fluxbot.test",
            "FLUXBOT_TICK_SECONDS": "1",
            "FLUXBOT_LOG_LEVEL": "WARNING",
            **par_telegram(telegram),
            **par_slack(slack),
            **smtp.env(),
        }
        debut = time.perf_counter()
        with robot(programme, reglages) as processus:
            telegram.wait_for(lambda: telegram.world.polls or processus.poll())
            ecoute = time.perf_counter() - debut
            slack.wait_for(lambda: slack.sockets or processus.poll())
            exiger_vivant(processus)
            return _au_repos(processus, ecoute)


def _au_repos(processus: Popen[bytes], ecoute: float) -> Releve:
    """Read until two readings agree within one percent."""
    avant = 0.0
    while True:
        time.sleep(CALME)
        propre, partagee = _memoire(processus.pid)
        if abs(propre - avant) < propre / 100:
            return Releve(propre, partagee, ecoute)
        avant = propre


def _memoire(pid: int) -> tuple[float, float]:
    """Give a process's USS and PSS, in MiB."""
    lignes = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    kio = {nom: int(reste.split()[0]) for nom, _, reste in (une.partition(":") for une in lignes)}
    return (kio["Private_Clean"] + kio["Private_Dirty"]) / 1024, kio["Pss"] / 1024


def _mesures(nus: list[Releve], complets: list[Releve]) -> list[Mesure]:
    nu, complet = (median(un.propre for un in tous) for tous in (nus, complets))
    pss_nu, pss = (median(un.partagee for un in tous) for tous in (nus, complets))
    depart_nu, depart = (median(un.premiere_ecoute for un in tous) for tous in (nus, complets))
    return [
        Mesure("Mémoire des SDK seuls", nu, unite="Mio"),
        Mesure("Mémoire de fluxbot serve", complet, unite="Mio"),
        Mesure("Rapport des mémoires", complet / nu, RAPPORT_MAX),
        Mesure("Le même, parts communes comprises (PSS)", pss / pss_nu, RAPPORT_MAX),
        Mesure("Première écoute des SDK seuls", depart_nu, unite="s"),
        Mesure("Première écoute de fluxbot", depart, unite="s"),
        Mesure("Rapport des démarrages", depart / depart_nu),
    ]


def main() -> int:
    """Run the benchmark; exit 1 when a bound is not kept."""
    return 0 if conclure("fluxbot serve au repos", comparer(), "memoire") else 1


if __name__ == "__main__":
    sys.exit(main())
