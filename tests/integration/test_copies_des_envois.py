"""Several copies send from one outbox: each send once, in order, at the pace of one program."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, insert, text
from sqlalchemy.exc import OperationalError

from bot.channels.base import Livraison, Rythme
from bot.clock import secondes
from bot.presenters.corps import Corps, ecrire_corps
from bot.scheduler import dispatcher, guichet
from bot.scheduler.dispatcher import Dispatcher
from core.domain.avis import Etat
from core.domain.envois import Genre, NouvelEnvoi, Outcome, Sent
from core.domain.organisations import Destination
from core.messages.model import Message
from storage.depots.cadences import Allure
from storage.depots.prises import EN_TETE, PROCHAIN
from storage.depots.releve import EtatEnvoi
from storage.tables import envoi as table
from storage.unit_of_work import Base
from tests.component.plateforme import NOM, PlateformeEnMemoire
from tests.component.scene import VACANCE, Scene
from tests.integration.outils import MAINTENANT, compter, executer

CORPS = ecrire_corps(Corps(Message("Bonjour")))
PAR_SECONDE = 50


class Vue(PlateformeEnMemoire):
    """Notes when each send reached it."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.vus: list[tuple[float, Livraison]] = []

    async def envoyer(self, livraison: Livraison) -> Outcome:
        self.vus.append((secondes(), livraison))
        return await super().envoyer(livraison)


def ecrire(base: Base, adresse: str, *cles: str, quand: datetime = MAINTENANT) -> None:
    """Store messages for a conversation."""
    with base.transaction() as uow:
        for cle in cles:
            vers = Destination(NOM, adresse)
            uow.envois.ajouter(NouvelEnvoi(Genre.REPONSE, vers, cle, quand, corps=CORPS))


async def jusqu_a(condition: Callable[[], bool]) -> None:
    """Wait until something is true, five seconds at most."""
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.sleep(0.01)


def reste(base: Base, etat: EtatEnvoi) -> int:
    """Count the sends in a state."""
    requete = "SELECT count(*) FROM envoi WHERE etat = :etat"
    return int(executer(base, requete, etat=etat).scalar_one())


async def servir_a_deux(scene: Scene, *vues: Vue) -> None:
    """Let as many copies as platforms serve until nothing waits."""
    copies = [Dispatcher(scene.base, {NOM: une}, scene.horloge) for une in vues]
    taches = [asyncio.create_task(une.tourner()) for une in copies]
    envoyes = compter(scene.base, "envoi")
    await jusqu_a(lambda: reste(scene.base, EtatEnvoi.ENVOYE) == envoyes)
    for une in taches:
        une.cancel()
    await asyncio.gather(*taches, return_exceptions=True)


@pytest.fixture
def deux(monkeypatch: pytest.MonkeyPatch) -> tuple[Vue, Vue]:
    """Two copies that take few sends at once, so that they share them."""
    monkeypatch.setattr(guichet, "EN_MEME_TEMPS", 3)
    rythme = Rythme(par_seconde=PAR_SECONDE)
    return Vue(rythme=rythme), Vue(rythme=rythme)


async def test_two_copies_send_each_once_in_order_at_one_pace(
    scene: Scene, deux: tuple[Vue, Vue]
) -> None:
    for rang in range(6):
        ecrire(scene.base, f"c{rang}", *(f"{rang}-{n}" for n in range(4)), quand=scene.maintenant)
    await servir_a_deux(scene, *deux)
    vus = sorted((un for une in deux for un in une.vus), key=lambda un: un[0])
    par_lieu = defaultdict(list)
    for _, livraison in vus:
        par_lieu[livraison.destination.adresse].append(livraison.envoi.cle)
    assert par_lieu == {f"c{rang}": [f"{rang}-{n}" for n in range(4)] for rang in range(6)}
    assert all(une.vus for une in deux)
    # A tenth is left to the machine: a send is seen when the loop gets to it.
    assert vus[-1][0] - vus[0][0] >= 0.9 * (len(vus) - 1) / PAR_SECONDE


@pytest.fixture
def bientot(scene: Scene) -> Scene:
    """A message to Marie that may not leave yet: her conversation has just been spoken to."""
    scene.plateforme.rythme = Rythme(secondes_par_conversation=1.0)
    ecrire(scene.base, "marie", "1", quand=scene.maintenant)
    with scene.base.transaction() as uow:
        uow.cadences.ecrire({f"{NOM}:marie": Allure(secondes() + 0.3)})
    return scene


async def test_a_stop_gives_back_at_once_what_has_not_left(bientot: Scene) -> None:
    tache = asyncio.create_task(bientot.dispatcher.vider())
    await jusqu_a(lambda: reste(bientot.base, EtatEnvoi.EN_COURS) == 1)
    await bientot.dispatcher.finir()
    await tache
    assert bientot.plateforme.essais == []
    assert reste(bientot.base, EtatEnvoi.EN_ATTENTE) == 1


async def test_a_send_whose_claim_was_lost_before_it_left_is_not_sent(bientot: Scene) -> None:
    tache = asyncio.create_task(bientot.dispatcher.vider())
    await jusqu_a(lambda: reste(bientot.base, EtatEnvoi.EN_COURS) == 1)
    executer(bientot.base, "UPDATE envoi SET prise = 'autre copie'")
    await tache
    assert bientot.plateforme.essais == []


async def test_a_send_whose_claim_was_lost_while_it_left_is_settled_by_the_other_copy(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def perdre(_: Livraison) -> Outcome:
        executer(scene.base, "UPDATE envoi SET prise = 'autre copie' WHERE genre = 'avis'")
        return Sent("m1")

    with monkeypatch.context() as autre:
        autre.setattr(scene.plateforme, "envoyer", perdre)
        await scene.ecrire("nadia", VACANCE)
        await scene.dispatcher.vider()
    assert [un.etat for un in scene.envois(Genre.AVIS)] == [EtatEnvoi.EN_COURS]
    assert scene.etat() is Etat.EMIS


async def test_while_the_database_is_away_an_acceptance_keeps_its_instant(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    pannes, vrai = [timedelta(minutes=5), timedelta(minutes=9)], dispatcher.regler

    def regler(*arguments: Any) -> None:
        if pannes and arguments[2].envoi.genre is Genre.AVIS:
            scene.horloge.avancer(pannes.pop())
            raise OperationalError("COMMIT", {}, ConnectionError("base absente"))
        vrai(*arguments)

    monkeypatch.setattr(dispatcher, "regler", regler)
    monkeypatch.setattr(dispatcher, "ATTENTE_BASE_MAX", 0.01)
    accepte = scene.maintenant
    await scene.dire("nadia", VACANCE)
    assert [une.instant for une in scene.receptions()] == [accepte]
    assert len(scene.plateforme.tentatives(Genre.AVIS)) == 1


def test_a_claim_reads_the_outbox_by_its_indexes(base: Base) -> None:
    remplir(base, 3000)
    plans = [expliquer(base, une) for une in (EN_TETE, PROCHAIN)]
    assert all("ix_envoi_etat_pas_avant_id" in un for un in plans)
    assert all("ix_envoi_vivant" in un for un in plans)


def remplir(base: Base, nombre: int) -> None:
    """Have many sends wait, in a hundred conversations."""
    commun = {
        "genre": Genre.SCEAU,
        "plateforme": NOM,
        "sujet": "",
        "prive": True,
        "faits": "{}",
        "pas_avant": MAINTENANT,
        "etat": EtatEnvoi.EN_ATTENTE,
        "essais": 0,
        "doublon": False,
    }
    lignes = [{**commun, "cle": f"{n}", "adresse": f"c{n % 100}"} for n in range(nombre)]
    with base.moteur.begin() as connexion:
        connexion.execute(insert(table), lignes)
        connexion.execute(text("ANALYZE envoi"))


def expliquer(base: Base, requete: Any) -> str:
    """Give the plan of a query of the claim."""
    mot = "EXPLAIN" if base.moteur.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"

    def devant(*appel: Any) -> tuple[str, Any]:
        return f"{mot} {appel[2]}", appel[3]

    quoi = {
        "plateformes": [NOM],
        "maintenant": MAINTENANT,
        "patience": MAINTENANT,
        "limite": 45,
    }
    with base.moteur.begin() as connexion:
        event.listen(connexion, "before_cursor_execute", devant, retval=True)
        lignes = connexion.execute(requete, quoi).cursor.fetchall()  # type: ignore[union-attr]
    return "\n".join(str(une) for une in lignes)
