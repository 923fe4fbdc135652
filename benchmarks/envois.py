"""Dispatch: 5,000 notices of avis to the fake Telegram and Slack, that keep to the official limits.

What is permitted is computed from those very limits (`tests/fakes/*/rates.py`):

- Telegram: 30 a second overall. The others leave room for it: 57 people may get one a second each;
  three groups are told of 25 avis each, more than their 20 a minute, and must wait;
- Slack: one a second a channel, that is as many a second as there are channels.

The steady state goes from two seconds after the first acceptance until 95 % were accepted: then
conversations run out of notices. All through the real SDKs and the outbox, on SQLite on disk.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sqlalchemy import event, select

from benchmarks.avis import Demande, remplir
from benchmarks.commun import Mesure, conclure
from benchmarks.doublures import Acces, Compte, Doublure, doublure
from bot.channels.base import Plateforme
from bot.channels.slack import application
from bot.channels.slack.adresses import canal
from bot.channels.slack.sender import ExpediteurSlack
from bot.channels.telegram.sender import ExpediteurTelegram
from bot.channels.telegram.service import construire
from bot.clock import HorlogeSysteme
from bot.scheduler.dispatcher import Dispatcher
from core.domain.organisations import Destination
from storage import schema, tables
from storage.coffre import Coffre, nouvelle_cle
from storage.conventions.loader import conventions_livrees
from storage.engine import ouvrir
from storage.unit_of_work import Base

MISE_EN_ROUTE, QUASI_TOUT = 2.0, 0.95
PART_MIN = 0.95


@dataclass(frozen=True)
class Epreuve:
    """A platform to fill, and what it permits a second.

    `parts`: the avis of each bailleur, and in how many conversations each is told.
    """

    nom: str
    permis: float
    prives: int
    groupes: int
    parts: tuple[tuple[int, int], ...]

    @property
    def envois(self) -> int:
        """Count the notices."""
        return sum(avis * lieux for avis, lieux in self.parts)


EPREUVES = (
    Epreuve("telegram", 30.0, 57, 3, ((52, 19), (52, 19), (52, 19), (25, 3))),
    Epreuve("slack", 18.0, 0, 18, ((111, 6), (111, 6), (111, 6))),
)


@dataclass(frozen=True)
class Bilan:
    """One run: what the platform saw, what the outbox says, processor seconds, statements."""

    compte: Compte
    envoyes: set[tuple[str, str]]
    autres: int
    processeur: float
    ordres: int


def mesurer(epreuve: Epreuve) -> list[Mesure]:
    """Run one platform and give the measures; raises when a notice is lost or doubled."""
    with (
        tempfile.TemporaryDirectory() as dossier,
        doublure(epreuve.nom, epreuve.prives, epreuve.groupes) as faux,
    ):
        moteur = ouvrir(f"sqlite:///{Path(dossier) / 'banc.db'}")
        schema.monter(moteur)
        base = Base(moteur, conventions_livrees(), Coffre(nouvelle_cle()))
        lieux = iter(_lieux(faux.acces))
        remplir(base, [Demande(avis, list(islice(lieux, n))) for avis, n in epreuve.parts])
        bilan = asyncio.run(_envoyer(base, epreuve, faux))
        moteur.dispose()
    _exiger_une_fois_chacun(bilan, epreuve)
    return _mesures(epreuve, bilan)


def _lieux(acces: Acces) -> list[Destination]:
    if "equipe" in acces:
        return [canal(acces["equipe"], un) for un in acces["groupes"]]
    prives = [Destination("telegram", str(un)) for un in acces["prives"]]
    return prives + [Destination("telegram", str(un), None, prive=False) for un in acces["groupes"]]


async def _envoyer(base: Base, epreuve: Epreuve, faux: Doublure) -> Bilan:
    """Let the dispatcher run until the platform has accepted everything."""
    ordres = 0

    def compter(*_: object) -> None:
        nonlocal ordres
        ordres += 1

    event.listen(base.moteur, "before_cursor_execute", compter)
    processeur = time.process_time()
    async with expediteur(epreuve.nom, faux.acces) as plateforme:
        dispatcher = Dispatcher(base, {epreuve.nom: plateforme}, HorlogeSysteme())
        tache = asyncio.create_task(dispatcher.tourner())
        await _attendre(lambda: asyncio.to_thread(faux.accepte), epreuve.envois)
        tache.cancel()
        await dispatcher.finir()
    processeur = time.process_time() - processeur
    return Bilan(faux.compte(), *_bilan(base, epreuve.nom), processeur, ordres)


@asynccontextmanager
async def expediteur(nom: str, acces: Acces) -> AsyncIterator[Plateforme]:
    """Give the sending side of a platform, through its real SDK."""
    if nom == "telegram":
        async with construire(acces["jeton"], acces["url"]).bot as bot:
            yield ExpediteurTelegram(bot)
        return
    client = application.construire_client(application.Acces(acces["url"]))

    async def jetons(_: str) -> str:
        return str(acces["jeton"])

    yield ExpediteurSlack(client, jetons)
    assert client.session
    await client.session.close()


async def _attendre(combien: Callable[[], Awaitable[int]], tous: int) -> None:
    avant, depuis = 0, time.monotonic()
    while (faits := await combien()) < tous:
        if faits > avant:
            avant, depuis = faits, time.monotonic()
        if time.monotonic() - depuis > 90:
            raise RuntimeError(f"{faits} messages acceptés sur {tous}, plus rien depuis 90 s")
        await asyncio.sleep(0.5)


def _bilan(base: Base, plateforme: str) -> tuple[set[tuple[str, str]], int]:
    """Give the messages that the outbox knows of, and how many sends ended otherwise."""
    envoi = tables.envoi
    requete = select(envoi).where(envoi.c.plateforme == plateforme)
    with base.transaction() as uow:
        lignes = list(uow.connexion.execute(requete))
    bons = [une for une in lignes if une.etat == "envoyé" and not une.doublon]
    noms = {
        (une.adresse.partition("/")[2] or une.adresse, une.message.split("/")[-1]) for une in bons
    }
    return noms, len(lignes) - len(bons)


def _exiger_une_fois_chacun(bilan: Bilan, epreuve: Epreuve) -> None:
    """Make sure that what was sent is what the outbox says, each once."""
    vus = bilan.compte.messages
    if len(vus) != epreuve.envois or bilan.envoyes != vus or bilan.autres:
        raise RuntimeError(
            f"{epreuve.nom} : {len(vus)} messages pour {epreuve.envois} notifications, "
            f"{len(bilan.envoyes & vus)} reconnus, {bilan.autres} envois sans suite."
        )


def _mesures(epreuve: Epreuve, bilan: Bilan) -> list[Mesure]:
    instants, nom = sorted(bilan.compte.instants), epreuve.nom.capitalize()
    debut = instants[0] + MISE_EN_ROUTE
    fin = instants[int(len(instants) * QUASI_TOUT) - 1]
    debit = sum(debut <= un < fin for un in instants) / (fin - debut)
    return [
        Mesure(f"{nom}, débit permis", epreuve.permis, unite="envois/s"),
        Mesure(f"{nom}, débit tenu", debit, unite="envois/s"),
        Mesure(f"{nom}, part du débit permis", debit / epreuve.permis, PART_MIN, au_moins=True),
        Mesure(f"{nom}, refus de la plateforme", len(bilan.compte.refus), 0),
        Mesure(f"{nom}, du premier au dernier", instants[-1] - instants[0], unite="s"),
        Mesure(
            f"{nom}, processeur par envoi", bilan.processeur / epreuve.envois * 1000, unite="ms"
        ),
        Mesure(f"{nom}, ordres SQL par envoi", bilan.ordres / epreuve.envois),
    ]


def main() -> int:
    """Run the benchmark; exit 1 when a bound is not kept."""
    mesures = [une for epreuve in EPREUVES for une in mesurer(epreuve)]
    return 0 if conclure("Envois, au rythme permis", mesures, "envois") else 1


if __name__ == "__main__":
    sys.exit(main())
