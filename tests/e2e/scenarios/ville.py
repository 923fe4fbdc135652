"""A town whose people are on Telegram, on Slack, or on both; one program serves them all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bot.clock import HorlogeSysteme
from core.domain.organisations import Destination, Organisation, Role
from storage.depots.releve import EtatEnvoi
from storage.unit_of_work import UniteDeTravail
from tests.e2e.programme import Installation, par_slack, par_telegram
from tests.e2e.scenarios.joueur import REFERENCE, plat
from tests.fakes import slack as slacks
from tests.fakes import telegram as telegrams

SAISIE = "Numéros uniques des candidats"


class Ville:
    """Two platforms and one installation that has the credentials of both."""

    def __init__(
        self, telegram: telegrams.FakeTelegram, slack: slacks.FakeSlack, installation: Installation
    ) -> None:
        self.telegram = telegram
        self.slack = slack
        self.installation = installation

    def sur_telegram(self, nom: str, organisation: str) -> telegrams.User:
        """Enrol somebody who is on Telegram."""
        numero = 11 + len(self.telegram.world.users)
        personne = self.telegram.user(numero, nom, started=True)
        self._inscrire(organisation, Role.AGENT, "telegram", str(numero))
        return personne

    def sur_slack(self, nom: str, organisation: str, role: Role = Role.AGENT) -> slacks.User:
        """Enrol somebody who is in the first Slack workspace."""
        personne = self.slack.user(nom)
        self._inscrire(organisation, role, "slack", f"{personne.team.id}/{personne.id}")
        return personne

    def attacher(self, canal: slacks.Channel, organisation: str) -> None:
        """Have a Slack channel receive an organisation's notices."""
        ici = Destination("slack", f"{canal.team.id}/{canal.id}", None, prive=False)
        with self.installation.base.transaction() as uow:
            numero = _nommee(uow, organisation).id
            uow.canaux.ajouter(numero, ici, HorlogeSysteme().maintenant())

    def _inscrire(self, nom: str, role: Role, plateforme: str, adresse: str) -> None:
        with self.installation.base.transaction() as uow:
            une = _nommee(uow, nom)
            quand = HorlogeSysteme().maintenant()
            uow.membres.ajouter(une, role, plateforme, adresse, adresse, quand)

    def proposer_par_slack(
        self, qui: slacks.User, avis: slacks.Message, numeros: tuple[str, ...]
    ) -> None:
        """Press the notice's button on Slack, then fill the modal and send it."""
        self.slack.wait_for(lambda: "Proposer des candidats" in avis.buttons)
        assert self.slack.press(qui, avis, "Proposer des candidats").ok
        self.slack.wait_modal(qui, SAISIE, where=lambda vue: bool(vue.submit))
        livre = self.slack.submit(qui, {"numeros": "\n".join(numeros)})
        assert livre.ok and livre.view and not livre.view.errors, livre

    def proposer_par_telegram(
        self, qui: telegrams.User, avis: telegrams.Message, numeros: tuple[str, ...]
    ) -> None:
        """Name candidates on Telegram, in one line."""
        self.telegram.private_message(qui, f"/candidats {reference(avis)} {' '.join(numeros)}")

    def tout_est_parti(self) -> None:
        """Wait until the outbox is empty: looked at again at each change, and between them."""

        def vide() -> bool:
            with self.installation.base.transaction() as uow:
                return not uow.envois.lister([EtatEnvoi.EN_ATTENTE, EtatEnvoi.EN_COURS], 1)

        for _ in range(200):
            with suppress(AssertionError):
                self.slack.wait_for(vide, timeout=0.25)
                return
        raise AssertionError("la boîte d'envoi ne se vide pas")

    def attendre_slack(self, message: slacks.Message, *textes: str) -> None:
        """Wait until a message of Slack shows all this."""
        self.slack.wait_for(lambda: all(un in plat(message.plain) for un in textes))

    def attendre_telegram(self, message: telegrams.Message, *textes: str) -> None:
        """Wait until a message of Telegram shows all this."""
        self.telegram.wait_for(lambda: all(un in plat(message.text) for un in textes))


@contextmanager
def ville(dossier: Path, **reglages: str) -> Iterator[Ville]:
    """Give a town where nobody is enrolled yet and the program does not run."""
    with telegrams.FakeTelegram() as telegram, slacks.FakeSlack() as slack:
        acces = {**par_telegram(telegram), **par_slack(slack), **reglages}
        installation = Installation(dossier, **acces)
        yield Ville(telegram, slack, installation)
        installation.base.moteur.dispose()


def reference(message: telegrams.Message | slacks.Message) -> str:
    """Read which avis a message is about."""
    trouve = re.search(REFERENCE, message.text)
    assert trouve, message.text
    return trouve[0]


def _nommee(uow: UniteDeTravail, nom: str) -> Organisation:
    return next(une for une in uow.organisations.toutes() if une.nom == nom)
