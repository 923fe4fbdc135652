"""Whatever people type, press, fill in or send: an answer, no incident, nothing half done."""

from __future__ import annotations

from random import Random

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.presenters.corps import lire_corps
from core.domain.envois import Genre
from core.domain.organisations import Role
from core.messages.model import Gravite
from storage.tables import envoi, metadata
from storage.unit_of_work import Base
from storage.verification import ruptures
from tests.component.scene import VACANCE, Scene
from tests.securite.hostile.gestes import formulaire, geste
from tests.securite.hostile.nombre import Jets

VIDER = 40
"""Every so many requests, what waits is written and sent: the texts of people come out again."""

COMPARER = 15
"""Every so many requests, what a refusal left in the database is compared with what was there."""

PASSAGES = {"envoi", "arrivee", "bouton", "dialogue"}
"""The tables of what comes and goes: a refusal is an answer, and asks its question again."""


async def monter(base: Base) -> Scene:
    """Give the usual people, and an avis received."""
    scene = Scene(base)
    for qui, ou in (("nadia", "SIDR"), ("marie", "Le Port"), ("paul", "Territoire de l'Ouest")):
        scene.inscrire(qui, ou)
    scene.inscrire("ana", "SIDR", Role.ADMINISTRATEUR)
    await scene.dire("nadia", VACANCE)
    return scene


def photographie(base: Base) -> dict[str, list[str]]:
    """Write down every table where something of lasting may be stored."""
    with base.moteur.begin() as connexion:
        return {
            table.name: sorted(map(repr, connexion.execute(select(table))))
            for table in metadata.sorted_tables
            if table.name not in PASSAGES
        }


@pytest.mark.usefixtures("sans_fils")
async def test_whatever_is_done_is_answered_without_incident(base: Base, jets: Jets) -> None:
    scene = await monter(base)
    fautes = []
    for rang in jets.rangs(0.06):
        rng = Random(f"geste:{rang}")
        requete = geste(rng, scene)
        avant = photographie(base) if rang % COMPARER == 0 else None
        with base.transaction() as uow:
            uow.arrivees.ajouter("essai", str(rang), "{}", scene.maintenant)
            (arrivee,) = uow.arrivees.en_attente("essai")
        with capture_logs() as lignes:
            scene.routeur.traiter(requete, scene.maintenant, arrivee)
            if avant is not None and refusee(base, requete.message):
                assert photographie(base) == avant, rang
            if rang % VIDER == 0:
                await scene.dispatcher.vider()
        fautes += [(rang, une) for une in lignes if une["log_level"] in ("error", "critical")]
        with base.transaction() as uow:
            assert uow.arrivees.en_attente("essai") == [], rang
    await scene.dispatcher.vider()
    assert fautes == []
    rien_a_moitie(base)


@pytest.mark.usefixtures("sans_fils")
async def test_whatever_form_is_sent_is_answered_without_incident(base: Base, jets: Jets) -> None:
    scene = await monter(base)
    fautes = []
    for rang in jets.rangs(0.04):
        requete = formulaire(Random(f"formulaire:{rang}"), scene)
        avant = photographie(base) if rang % COMPARER == 0 else None
        with capture_logs() as lignes:
            soumission = scene.routeur.soumettre(requete, scene.maintenant)
        fautes += [(rang, une) for une in lignes if une["log_level"] in ("error", "critical")]
        if avant is not None and soumission.erreurs:
            assert photographie(base) == avant, rang
    await scene.dispatcher.vider()
    assert fautes == []
    rien_a_moitie(base)


def refusee(base: Base, message: str) -> bool:
    """Tell whether a request was answered by a refusal."""
    reponse = (envoi.c.genre == Genre.REPONSE) & envoi.c.cle.contains(f":{message}:")
    with base.transaction() as uow:
        ecrites = uow.connexion.execute(select(envoi.c.corps_chiffre).where(reponse)).scalars()
        corps = [lire_corps(base.coffre.dechiffrer(un)) for un in ecrites if un]
    return any(un.message.gravite is Gravite.REFUS for un in corps)


def rien_a_moitie(base: Base) -> None:
    """Check that each chain holds and that each row has what it refers to."""
    with base.transaction() as uow:
        assert list(ruptures(uow, uow.journal.dossiers())) == []
        if base.moteur.dialect.name == "sqlite":
            assert uow.connexion.exec_driver_sql("PRAGMA foreign_key_check").all() == []
            assert uow.connexion.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
