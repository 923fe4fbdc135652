"""Four copies of the program on one PostgreSQL, against one: échéances done, notices sent.

Each copy is a process. The notices go to a platform that accepts at once, in the copy itself: a
fake in one more process would be what is measured. The échéances are relances, all due at once.
What the copies did is checked in the end: each relance once in the journal and in the outbox, each
notice accepted once, by one copy.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Barrier

from sqlalchemy import func, select

from benchmarks.avis import Demande, remplir
from benchmarks.commun import Mesure, conclure
from benchmarks.postgres import Serveur, serveur_postgres
from bot.channels.base import Livraison, Rythme
from bot.clock import HorlogeSysteme
from bot.scheduler.dispatcher import Dispatcher
from bot.scheduler.jobs import battre
from core.domain.envois import Genre, Outcome, Sent
from core.domain.organisations import Destination
from storage import schema, tables
from storage.coffre import Coffre, nouvelle_cle
from storage.conventions.loader import conventions_livrees
from storage.depots.releve import EtatEnvoi
from storage.engine import ouvrir
from storage.unit_of_work import Base

COPIES = 4
BAILLEURS, LIEUX, AVIS = 75, 4, 16
ENVOIS = BAILLEURS * LIEUX * AVIS
RELANCE_DUE = timedelta(days=20)
"""After the reception: every relance is due by then, no engagement is réputé tenu yet."""

_CONTEXTE = multiprocessing.get_context("spawn")
CLE = nouvelle_cle()


def ouvrir_base(url: str, cle: str) -> Base:
    """Open a database of the benchmark."""
    return Base(ouvrir(url), conventions_livrees(), Coffre(cle))


class Temoin:
    """A platform that accepts all at once, and notes what it was given."""

    nom = "telegram"
    rythme = Rythme()

    def __init__(self) -> None:
        """Begin with nothing."""
        self.vus: list[int] = []

    async def envoyer(self, livraison: Livraison) -> Outcome:
        """Accept."""
        self.vus.append(livraison.envoi.id)
        return Sent(str(livraison.envoi.id))


def envoyer(url: str, cle: str, vus: SimpleQueue[list[int]], depart: Barrier) -> None:
    """Be one copy: send until nothing waits; tell what was sent."""
    temoin = Temoin()

    async def vivre() -> None:
        base = ouvrir_base(url, cle)
        dispatcher = Dispatcher(base, {temoin.nom: temoin}, HorlogeSysteme())
        _vivants(base)
        await asyncio.to_thread(depart.wait)
        tache = asyncio.create_task(dispatcher.tourner())
        while await asyncio.to_thread(_vivants, base):
            await asyncio.sleep(0.2)
        tache.cancel()

    asyncio.run(vivre())
    vus.put(temoin.vus)


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
    url, file = serveur.creer(f"envois{copies}", "modele"), _CONTEXTE.SimpleQueue()
    duree = chronometrer(copies, envoyer, url, CLE, file)
    vus = sorted(un for _ in range(copies) for un in file.get())
    if vus != _envoyes(url) or len(vus) != ENVOIS:
        raise RuntimeError(f"{len(vus)} acceptés, {len(set(vus))} différents, pour {ENVOIS} envois")
    return ENVOIS / duree


def debit_des_echeances(serveur: Serveur, copies: int, instant: datetime) -> float:
    """Give the échéances done a second; raises when one is missed or done twice."""
    url = serveur.creer(f"tics{copies}", "modele")
    duree = chronometrer(copies, echoir, url, CLE, instant)
    avis, relances, ecrites = _relances(url)
    if not avis == relances == ecrites:
        raise RuntimeError(f"{relances} relances, {ecrites} au journal, pour {avis} avis")
    return avis / duree


def _envoyes(url: str) -> list[int]:
    """Give the sends that the outbox says accepted, those that may be doubles left out."""
    envoi = tables.envoi
    requete = select(envoi.c.id).where(
        envoi.c.plateforme == Temoin.nom, envoi.c.etat == EtatEnvoi.ENVOYE, ~envoi.c.doublon
    )
    with ouvrir(url).connect() as connexion:
        return sorted(connexion.scalars(requete))


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
    with base.moteur.begin() as connexion:
        # The model alone: its copies, which are measured, wait for the disk as usual.
        connexion.exec_driver_sql("ALTER DATABASE modele SET synchronous_commit = off")
    base.moteur.dispose()
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
