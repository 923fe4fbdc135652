"""What a frozen copy, a lost answer or two copies at once must not make of the truth."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from core.domain.logement import Logement
from storage.engine import BASE_INJOIGNABLE
from storage.unit_of_work import Base
from tests.component.scene import Scene
from tests.fakes.telegram import User
from tests.integration.outils import MAINTENANT, SUR_POSTGRESQL, compter, creer_avis, ensemble
from tests.integration.programme_telegram import ProgrammeTelegram


async def test_what_is_written_after_an_empty_answer_is_not_said_to_be_heard(
    programme: ProgrammeTelegram, nadia: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    demande = programme.horloge.maintenant()
    telegram = programme.service.bot
    interroger = type(telegram).get_updates

    async def repondre_puis_geler(*arguments: Any, **nommes: Any) -> Any:
        recues = await interroger(*arguments, **nommes)
        programme.horloge.avancer(timedelta(hours=1))
        return recues

    monkeypatch.setattr(type(telegram), "get_updates", repondre_puis_geler)
    assert await programme.ecoute.ecouter(0) == 0
    with programme.base.transaction() as uow:
        assert uow.ecoutes.jusqu_a() == demande


@SUR_POSTGRESQL
def test_a_server_that_only_reads_is_a_lost_database(base: Base) -> None:
    with pytest.raises(BASE_INJOIGNABLE), base.transaction() as uow:
        uow.connexion.execute(text("SET TRANSACTION READ ONLY"))
        uow.pouls.noter(MAINTENANT)
    with base.transaction() as uow:
        uow.pouls.noter(MAINTENANT)
        assert uow.pouls.dernier() == MAINTENANT


CHAMPS = {
    **{"reservataire": "Le Port", "commune": "Le Port", "quartier": "Centre", "qpv": "non"},
    **{"type": "T3", "loyer": "512,30", "financement": "PLUS", "annee": "1998", "pmr": "non"},
    **{"ascenseur": "non", "preavis": "1"},
}


@SUR_POSTGRESQL
async def test_a_form_committed_without_an_answer_is_not_said_to_have_failed(
    scene: Scene, incidents: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with scene.base.transaction() as uow:
        uow.arrivees.ajouter("essai", "vue:1", "{}", scene.maintenant)
        arrivee = uow.arrivees.trouver("essai", "vue:1")
    dialecte = scene.base.moteur.dialect
    valider, pannes = dialecte.do_commit, ["une"]

    def valider_sans_repondre(connexion: Any) -> None:
        valider(connexion)
        if pannes:
            raise psycopg.OperationalError(pannes.pop())

    monkeypatch.setattr(dialecte, "do_commit", valider_sans_repondre)
    requete = scene.requete("nadia", commande="vacance", champs=CHAMPS)
    assert not scene.routeur.soumettre(requete, scene.maintenant, arrivee).erreurs
    assert not scene.routeur.soumettre(requete, scene.maintenant, arrivee).erreurs
    assert compter(scene.base, "avis") == 1
    incidents.clear()


@SUR_POSTGRESQL
def test_two_copies_never_count_one_dwelling_at_once(base: Base) -> None:
    def demander(_: int) -> None:
        with base.transaction() as uow:
            uow.connexion.execute(text("SET LOCAL lock_timeout = '100ms'"))
            uow.avis.deja_tenu(un)

    with base.transaction() as uow:
        un = replace(creer_avis(uow), logement=Logement(reference="LGT-7"))
        uow.avis.deja_tenu(un)
        with pytest.raises(OperationalError, match="lock timeout"):
            ensemble(1, demander)
    demander(0)
