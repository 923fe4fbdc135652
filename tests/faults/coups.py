"""Kill -9 at a moment of each kind: as updates are handed over, as a command is handled, at a tick,
as a send leaves or has just been accepted, as the program starts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from sqlalchemy import update

from bot.clock import HorlogeSysteme
from storage.depots.releve import EtatEnvoi
from storage.tables import envoi as table
from tests.faults.charge import Charge
from tests.faults.lieu import Lieu
from tests.faults.pepiniere import Pepiniere, Plant

PATIENCE = 20.0
"""Seconds that a program may take to be heard on a loaded machine."""


@dataclass
class Bourreau:
    """Starts the program and kills it, again and again; `coups` counts its kills by phase."""

    lieu: Lieu
    pepiniere: Pepiniere
    charge: Charge
    hasard: Random
    coups: Counter[str] = field(default_factory=Counter)

    def lancer(self) -> Plant:
        """Start the program, the one that will be killed."""
        return self.demarrer()

    def demarrer(self, **env: str) -> Plant:
        """Start the program; `env` is what it has of its own."""
        installation = self.lieu.installation
        return self.pepiniere.lancer({**installation.env, **env}, installation.dossier)

    def ecoute(self, plant: Plant) -> None:
        """Wait until it polls Telegram."""
        polls = self.lieu.telegram.world.polls
        self.lieu.telegram.wait_for(
            lambda: self.lieu.telegram.world.polls > polls or not plant.vivant, PATIENCE
        )

    def frapper(self) -> None:
        """Start the program, have people act, and kill it at a random moment."""
        phases: dict[str, Callable[[], None]] = {
            "démarrage": self._au_demarrage,
            "réception": self._a_la_reception,
            "commande": self._a_la_commande,
            "tic": self._au_tic,
            "envoi": self._a_l_envoi,
        }
        phase = self.hasard.choice([*phases, "envoi"])
        phases[phase]()
        self.coups[phase] += 1

    def laisser_expirer(self) -> None:
        """Have the claims of the dead run out now rather than in a minute."""
        passe = HorlogeSysteme().maintenant() - timedelta(seconds=1)
        with self.lieu.base.transaction() as uow:
            en_cours = table.c.etat == EtatEnvoi.EN_COURS
            uow.connexion.execute(update(table).where(en_cours).values(reclame_jusqu_a=passe))

    def _vivre(self, plant: Plant, secondes: float) -> None:
        """Let it live, at most so long, then kill it."""
        plant.attendre_la_fin(self.hasard.uniform(0, secondes))
        plant.tuer()

    def _au_demarrage(self) -> None:
        self.charge.agir()
        self._vivre(self.lancer(), 0.3)

    def _a_la_reception(self) -> None:
        """Killed as Telegram hands over what was said: it is not confirmed, or it is."""
        self.charge.publier()
        faute = self.lieu.telegram.faults.close("getUpdates", accepted=True)
        plant = self.lancer()
        faute.then = plant.tuer_sans_attendre
        plant.attendre_la_fin(PATIENCE)
        self.lieu.telegram.faults.clear()

    def _a_la_commande(self) -> None:
        plant = self.lancer()
        self.ecoute(plant)
        self.charge.agir()
        self._vivre(plant, 0.12)

    def _au_tic(self) -> None:
        plant = self.lancer()
        self.ecoute(plant)
        self.charge.echoir()
        self._vivre(plant, 1.2)

    def _a_l_envoi(self) -> None:
        """Killed at the n-th call that sends, just before or just after it is accepted."""
        plant = self.lancer()
        self.ecoute(plant)
        for arme in self.hasard.sample([self._telegram, self._slack, self._smtp], 2):
            arme(plant)
        self.charge.agir()
        self.charge.agir()
        plant.attendre_la_fin(1.5)
        plant.tuer()
        for fautes in (self.lieu.telegram.faults, self.lieu.slack.faults, self.lieu.smtp):
            fautes.clear()

    def _telegram(self, plant: Plant) -> None:
        methode = self.hasard.choice(["sendMessage", "sendMessage", "editMessageText"])
        accepte = self.hasard.random() < 0.5
        faute = self.lieu.telegram.faults.close(methode, accepted=accepte)
        faute.then = plant.tuer_sans_attendre

    def _slack(self, plant: Plant) -> None:
        methode = self.hasard.choice(["chat.postMessage", "chat.postMessage", "chat.update"])
        fautes = self.lieu.slack.faults
        faute = self.hasard.choice([fautes.drop, fautes.drop_after])(methode)
        faute.then = plant.tuer_sans_attendre

    def _smtp(self, plant: Plant) -> None:
        self.lieu.smtp.then = plant.tuer_sans_attendre
        self.lieu.smtp.fail(self.hasard.choice(["drop_rcpt", "drop_data"]))
