"""The metrics: the same in the code, in the documentation and in the alerts; naming nobody."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client import REGISTRY

from bot.health import CompteurDIncidents
from bot.web.jauges import ecrire
from core.domain.envois import Genre, Gone, Rejected
from storage.depots.mandats import Mandat
from storage.depots.releve import EtatEnvoi
from storage.engine import lire
from storage.etat_du_service import EtatDuService, relever
from tests.component.scene import VACANCE, Scene
from tests.integration.outils import MAINTENANT, entree, executer, nouvel_envoi
from tests.operations.mesures import VIDE, jauges, noms

RACINE = Path(__file__).resolve().parents[2]
ALERTES = yaml.safe_load((RACINE / "deploiement/alertes.yml").read_text(encoding="utf-8"))
REGLES = [regle for groupe in ALERTES["groups"] for regle in groupe["rules"]]


def test_the_documentation_lists_every_metric_and_no_other() -> None:
    page = (RACINE / "docs/exploitation.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(fluxbot_\w+)`", page, re.MULTILINE)) == noms()


@pytest.mark.parametrize("regle", REGLES, ids=lambda une: une["alert"])
def test_an_alert_asks_for_metrics_that_exist_and_says_what_to_do(regle: Any) -> None:
    nommees = set(re.findall(r"fluxbot_\w+", regle["expr"]))
    assert nommees <= noms()
    assert nommees or "up{" in regle["expr"]
    assert regle["labels"]["gravite"] in ("critique", "avertissement")
    assert " : " in regle["annotations"]["summary"] or "fluxbot check" in str(regle)


def test_no_two_alerts_bear_one_name() -> None:
    nommees = [une["alert"] for une in REGLES]
    assert len(set(nommees)) == len(nommees)


def test_nothing_that_waits_has_the_age_zero() -> None:
    ecrites = ecrire([jauges()]).decode()
    assert "fluxbot_echeance_retard_seconds 0.0" in ecrites
    assert "fluxbot_base_joignable 1.0" in ecrites


def test_what_waits_has_its_age_by_platform() -> None:
    etat = replace(
        VIDE,
        envois_dus={"telegram": MAINTENANT - timedelta(minutes=2)},
        perdus={EtatEnvoi.REFUSE: 3},
        echeance_due=MAINTENANT - timedelta(hours=1),
    )
    ecrites = ecrire([jauges(etat)]).decode()
    assert 'fluxbot_envoi_du_age_seconds{plateforme="telegram"} 120.0' in ecrites
    assert 'fluxbot_envois_perdus{etat="refusé"} 3.0' in ecrites
    assert "fluxbot_echeance_retard_seconds 3600.0" in ecrites


def test_a_fault_logged_anywhere_is_counted_under_its_module_without_its_text() -> None:
    compteur, module = CompteurDIncidents(), "bot.scheduler.essai"
    journal = logging.Logger(module)
    journal.addHandler(compteur)
    journal.error("Nguyễn est introuvable")
    journal.warning("rien de grave")
    assert REGISTRY.get_sample_value("fluxbot_incidents_total", {"module": module}) == 1


def constat(scene: Scene) -> EtatDuService:
    """Read the state of the service as a probe does."""
    with lire(scene.base.moteur, 5) as connexion:
        return relever(connexion, scene.maintenant)


async def test_an_installation_at_rest_has_nothing_late(scene: Scene) -> None:
    await scene.dire("nadia", VACANCE)
    etat = constat(scene)
    assert (etat.en_attente, etat.envois_dus, etat.echeance_due) == (0, {}, None)
    assert (etat.mortes, etat.perdus, etat.arrivees) == (0, {}, 0)


async def test_an_echeance_that_nobody_does_is_late_from_its_instant(scene: Scene) -> None:
    await scene.dire("nadia", VACANCE)
    with scene.base.transaction() as uow:
        prochaine = uow.jalons.prochain()
    assert prochaine
    scene.horloge.avancer_a(prochaine + timedelta(minutes=5))
    assert constat(scene).echeance_due == prochaine


async def test_dead_conversations_and_refused_sends_are_counted(scene: Scene) -> None:
    scene.plateforme.repondra(Gone("bloqué"), genre=Genre.AVIS)
    await scene.dire("nadia", VACANCE)
    scene.plateforme.repondra(Rejected("trop long"), genre=Genre.AVIS)
    await scene.dire("nadia", VACANCE.replace('"Le Port"', '"Territoire de l\'Ouest"', 1))
    etat = constat(scene)
    assert etat.mortes == 1
    assert etat.perdus == {EtatEnvoi.MORT: 1, EtatEnvoi.REFUSE: 1}


async def test_a_send_lost_long_ago_worries_nobody_any_more(scene: Scene) -> None:
    scene.plateforme.repondra(Rejected("trop long"), genre=Genre.AVIS)
    await scene.dire("nadia", VACANCE)
    scene.horloge.avancer(timedelta(days=8))
    assert constat(scene).perdus == {}


async def test_what_waits_and_what_insists_is_seen(scene: Scene) -> None:
    with scene.base.transaction() as uow:
        uow.envois.ajouter(nouvel_envoi("a"))
        uow.arrivees.ajouter("essai", "1", "charge", scene.maintenant)
    executer(scene.base, "UPDATE envoi SET essais = 9")
    etat = constat(scene)
    assert etat.insistants == etat.en_attente == etat.arrivees == 1
    assert etat.envois_dus == {"essai": MAINTENANT}
    assert etat.arrivee == scene.maintenant


async def test_the_journal_is_unsealed_since_its_first_entry_after_the_last_seal(
    scene: Scene,
) -> None:
    with scene.base.transaction() as uow:
        uow.journal.ajouter(entree(instant=scene.maintenant))
    assert constat(scene).non_scelle == scene.maintenant
    await scene.attendre(days=1)
    etat = constat(scene)
    assert etat.non_scelle is None
    assert etat.dernier_sceau == scene.maintenant


async def test_the_leases_are_read_with_their_holders(scene: Scene) -> None:
    fin = scene.maintenant + timedelta(seconds=15)
    with scene.base.transaction() as uow:
        uow.mandats.prendre("telegram", "hote/1/a", fin, None)
    assert constat(scene).mandats == [Mandat("telegram", "hote/1/a", 0, fin)]
