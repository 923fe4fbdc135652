"""Four copies of the program on one PostgreSQL, against one: échéances done, notices sent.

Each copy is a process. The notices go to a fake Telegram without limits, through the real SDK;
the échéances are relances that all fall due at once. What every copy did is checked in the end:
each relance once in the journal and in the outbox, each notice once at the fake.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from multiprocessing.synchronize import Barrier

from sqlalchemy import func, select

from benchmarks.avis import Demande, remplir
from benchmarks.commun import Mesure, conclure
from benchmarks.doublures import Acces, doublure
from benchmarks.envois import expediteur
from benchmarks.postgres import Serveur, serveur_postgres
from bot.channels.base import Rythme
from bot.channels.telegram.sender import ExpediteurTelegram
from bot.clock import HorlogeSysteme
from bot.scheduler.dispatcher import Dispatcher
from bot.scheduler.jobs import battre
from core.domain.envois import Genre
from core.domain.organisations import Destination
from storage import schema, tables
from storage.coffre import Coffre, nouvelle_cle
from storage.conventions.loader import conventions_livrees
from storage.depots.releve import EtatEnvoi
from storage.engine import ouvrir
from storage.unit_of_work import Base

COPIES = 4
BAILLEURS, LIEUX, AVIS = 30, 8, 8
ENVOIS = BAILLEURS * LIEUX * AVIS
RELANCE_DUE = timedelta(days=20)
"""After the reception: every relance is due by then, no engagement is réputé tenu yet."""

_CONTEXTE = multiprocessing.get_context("spawn")
CLE = nouvelle_cle()


def ouvrir_base(url: str, cle: str) -> Base:
    """Open a database of the benchmark."""
    return Base(ouvrir(url), conventions_livrees(), Coffre(cle))


def envoyer(url: str, cle: str, acces: Acces, depart: Barrier) -> None:
    """Be one copy: send until nothing waits."""
    ExpediteurTelegram.rythme = Rythme()

    async def vivre() -> None:
        base = ouvrir_base(url, cle)
        async with expediteur("telegram", acces) as plateforme:
            await asyncio.to_thread(depart.wait)
            tache = asyncio.create_task(
                Dispatcher(base, {"telegram": plateforme}, HorlogeSysteme()).tourner()
            )
            while await asyncio.to_thread(_vivants, base):
                await asyncio.sleep(0.2)
            tache.cancel()

    asyncio.run(vivre())


def echoir(url: str, cle: str, instant: datetime, depart: Barrier) -> None:
    """Be one copy: do what is due."""
    base = ouvrir_base(url, cle)
    _vivants(base)
    depart.wait()
    battre(base, instant)


def _vivants(base: Base) -> int:
    vivants = [EtatEnvoi.EN_ATTENTE, EtatEnvoi.EN_COURS]
    requete = select(func.count()).where(
        tables.envoi.c.etat.in_(vivants), tables.envoi.c.plateforme == "telegram"
    )
    with base.moteur.connect() as connexion:
        return int(connexion.execute(requete).scalar_one())


def chronometrer(copies: int, travail: Callable[..., None], *arguments: object) -> float:
    """Give the seconds from the common start of so many copies until all have ended."""
    depart = _CONTEXTE.Barrier(copies + 1)
    processus = [
        _CONTEXTE.Process(target=travail, args=(*arguments, depart)) for _ in range(copies)
    ]
    for un in processus:
        un.start()
    depart.wait(60)
    debut = time.perf_counter()
    for un in processus:
        un.join(300)
    if any(un.exitcode for un in processus):
        raise RuntimeError(f"{travail.__name__} : une copie a échoué")
    return time.perf_counter() - debut


def debit_des_envois(serveur: Serveur, copies: int) -> float:
    """Give the notices sent a second; raises when one is lost or doubled."""
    with doublure("telegram", BAILLEURS * LIEUX, 0, limites=False) as faux:
        url = serveur.creer(f"envois{copies}", "modele")
        duree = chronometrer(copies, envoyer, url, CLE, faux.acces)
        compte = faux.compte()
        envoyes = _messages(url)
    if envoyes != compte.messages or len(envoyes) != ENVOIS or compte.refus:
        raise RuntimeError(f"{len(compte.messages)} messages pour {ENVOIS} envois")
    return ENVOIS / duree


def debit_des_echeances(serveur: Serveur, copies: int, instant: datetime) -> float:
    """Give the échéances done a second; raises when one is missed or done twice."""
    url = serveur.creer(f"tics{copies}", "modele")
    duree = chronometrer(copies, echoir, url, CLE, instant)
    avis, relances, ecrites = _relances(url)
    if not avis == relances == ecrites:
        raise RuntimeError(f"{relances} relances, {ecrites} au journal, pour {avis} avis")
    return avis / duree


def _messages(url: str) -> set[tuple[str, str]]:
    """Give the messages that the outbox knows of, those marked as possible doubles left out."""
    envoi = tables.envoi
    requete = select(envoi.c.adresse, envoi.c.message).where(
        envoi.c.plateforme == "telegram", envoi.c.etat == EtatEnvoi.ENVOYE, ~envoi.c.doublon
    )
    with ouvrir(url).connect() as connexion:
        return {(une.adresse, une.message) for une in connexion.execute(requete)}


def _relances(url: str) -> tuple[int, int, int]:
    """Count the avis, the relances of the outbox, those of the journal."""
    requetes = [
        select(func.count()).select_from(tables.avis),
        select(func.count()).where(tables.envoi.c.genre == Genre.RELANCE),
        select(func.count()).where(tables.journal.c.action == "relance envoyée"),
    ]
    with ouvrir(url).connect() as connexion:
        avis, relances, ecrites = (connexion.execute(une).scalar_one() for une in requetes)
    return avis, relances, ecrites


def peupler(url: str) -> datetime:
    """Fill the model; give an instant at which every relance is due."""
    base = ouvrir_base(url, CLE)
    schema.monter(base.moteur)
    lieux = [Destination("telegram", str(1000 + n)) for n in range(BAILLEURS * LIEUX)]
    remplir(base, [Demande(AVIS, lieux[n::BAILLEURS]) for n in range(BAILLEURS)])
    base.moteur.dispose()
    return HorlogeSysteme().maintenant() + RELANCE_DUE


def _comparer(nom: str, debit: Callable[[int], float]) -> list[Mesure]:
    une, quatre = debit(1), debit(COPIES)
    return [
        Mesure(f"{nom}, une copie", une, unite="par seconde"),
        Mesure(f"{nom}, {COPIES} copies", quatre, unite="par seconde"),
        Mesure(f"{nom}, rapport des débits", quatre / une),
    ]


def main() -> int:
    """Run the benchmark; exit 1 when a row was lost or handled twice."""
    with serveur_postgres() as serveur:
        instant = peupler(serveur.creer("modele"))
        mesures = [
            *_comparer("Échéances", lambda copies: debit_des_echeances(serveur, copies, instant)),
            *_comparer("Envois", lambda copies: debit_des_envois(serveur, copies)),
        ]
    return 0 if conclure("Plusieurs copies sur un PostgreSQL", mesures, "copies") else 1


if __name__ == "__main__":
    sys.exit(main())
