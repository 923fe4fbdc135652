"""A town on every platform at once, its database, and what its conversations were sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from bot.clock import HorlogeSysteme
from core.domain.organisations import Destination, Nature, Organisation, Role
from storage.tables import avis as table
from storage.unit_of_work import UniteDeTravail
from tests.e2e.programme import Installation, par_slack, par_slack_http, par_telegram
from tests.fakes import slack as slacks
from tests.fakes import telegram as telegrams
from tests.fakes.smtp import FakeSmtp

PREFECTURE = "Préfecture de La Réunion"
CLAIRE = "claire@prefecture.test"
BAILLEURS_TELEGRAM = {"Nadia": "SIDR", "Rita": "SHLMR"}
ADMINISTRATRICE = {"Ana": "SEMADER"}
COMMUNES = {"Marie": "Le Port", "Lise": "Saint-Paul", "Hugo": "La Possession"}
OUEST = "Territoire de l'Ouest"
BAILLEURS_SLACK = {"Noé": "SEDRE", "Sam": "SODIAC"}


@dataclass(frozen=True)
class Recu:
    """What one conversation (its `cle`) was sent, as it was when it came."""

    lieu: str
    texte: str
    message: str
    instant: float
    """When the platform accepted it, in seconds of its own clock; 0 for a mail."""

    @property
    def titre(self) -> str:
        """Give its first line."""
        return self.texte.strip().partition("\n")[0].strip()


class Lieu:
    """Four bailleurs, three town halls, a territory, a préfecture, and the three platforms."""

    def __init__(
        self,
        telegram: telegrams.FakeTelegram,
        slack: slacks.FakeSlack,
        smtp: FakeSmtp,
        installation: Installation,
    ) -> None:
        self.telegram = telegram
        self.slack = slack
        self.smtp = smtp
        self.installation = installation
        self.base = installation.base
        self.nomade: dict[str, telegrams.User] = {}
        self.bureau: dict[str, slacks.User] = {}
        self._peupler()

    def organisation(self, uow: UniteDeTravail, nom: str) -> Organisation:
        """Find an organisation by its exact name."""
        return next(une for une in uow.organisations.toutes() if une.nom == nom)

    def rues(self) -> Counter[str]:
        """Count the avis posted for each street: it tells one message from all others."""
        with self.base.transaction() as uow:
            references = uow.connexion.scalars(select(table.c.reference)).all()
            tous = [uow.avis.par_reference(une) for une in references]
        return Counter(un.logement.quartier or "" for un in tous if un)

    def recus(self) -> list[Recu]:
        """Give all that the program was able to send, platform by platform, oldest first."""
        return [*self._par_telegram(), *self._par_slack(), *self._par_courriel()]

    def _par_telegram(self) -> Iterator[Recu]:
        for chat in list(self.telegram.world.chats.values()):
            cle = Destination("telegram", str(chat.id), None, prive=chat.private).cle
            for un in self.telegram.messages(chat):
                yield Recu(cle, un.posted, str(un.id), un.date)

    def _par_slack(self) -> Iterator[Recu]:
        for canal in list(self.slack.world.channels.values()):
            qui = canal.members[0].id if canal.is_im else canal.id
            cle = Destination("slack", f"{canal.team.id}/{qui}", None, prive=canal.is_im).cle
            for un in list(canal.messages.values()):
                if un.from_bot:
                    yield Recu(cle, un.posted, un.ts, float(un.ts))

    def _par_courriel(self) -> Iterator[Recu]:
        for un in self.smtp.messages:
            cle = Destination("courriel", un.to).cle
            yield Recu(cle, f"{un.subject}\n{un.text}", un.id, 0)

    def _peupler(self) -> None:
        for numero, nom in enumerate((*BAILLEURS_TELEGRAM, *COMMUNES, "Paul", "Ana"), 11):
            self.nomade[nom] = self.telegram.user(numero, nom, started=True)
        for nom in (*BAILLEURS_SLACK, "Mathieu"):
            self.bureau[nom] = self.slack.user(nom)
        self.groupe = self.telegram.group("Territoire", [self.nomade["Paul"]], kind="supergroup")
        self.telegram.promote_bot(self.groupe)
        self.canal = self.slack.channel("territoire")
        with self.base.transaction() as uow:
            self._inscrire(uow)

    def _inscrire(self, uow: UniteDeTravail) -> None:
        quand = HorlogeSysteme().maintenant()
        self._adherer(uow)
        etat = self.organisation(uow, PREFECTURE)
        uow.membres.ajouter(etat, Role.REFERENT, "courriel", CLAIRE, CLAIRE, quand)
        for nom, organisation in {**BAILLEURS_TELEGRAM, **COMMUNES, "Paul": OUEST}.items():
            une, cle = self.organisation(uow, organisation), str(self.nomade[nom].id)
            # Paul reads in his group only.
            prive = None if nom == "Paul" else cle
            uow.membres.ajouter(une, Role.REFERENT, "telegram", cle, prive, quand)
        ana, cle = self.organisation(uow, ADMINISTRATRICE["Ana"]), str(self.nomade["Ana"].id)
        uow.membres.ajouter(ana, Role.ADMINISTRATEUR, "telegram", cle, cle, quand)
        ouest = self.organisation(uow, OUEST)
        for nom, organisation in {**BAILLEURS_SLACK, "Mathieu": OUEST}.items():
            une, qui = self.organisation(uow, organisation), self.bureau[nom]
            cle = f"{qui.team.id}/{qui.id}"
            uow.membres.ajouter(une, Role.REFERENT, "slack", cle, cle, quand)
        salon = f"{self.canal.team.id}/{self.canal.id}"
        uow.canaux.ajouter(ouest.id, Destination("slack", salon, None, prive=False), quand)
        groupe = Destination("telegram", str(self.groupe.id), None, prive=False)
        uow.canaux.ajouter(ouest.id, groupe, quand)

    @staticmethod
    def _adherer(uow: UniteDeTravail) -> None:
        """Bind to the convention those that the seed does not know."""
        connues = {une.nom for une in uow.organisations.toutes()}
        nouvelles = {PREFECTURE: Nature.ETAT, **dict.fromkeys(COMMUNES.values(), Nature.COMMUNE)}
        for nom, nature in nouvelles.items():
            if nom not in connues:
                une = uow.organisations.ajouter(nom, nature)
                uow.organisations.adherer(une.id, "le-port-2024")


@contextmanager
def ouvrir(dossier: Path, *, http: bool = False, **reglages: str) -> Iterator[Lieu]:
    """Give the town; Slack calls the program when `http`, else by a socket."""
    with ExitStack() as pile:
        telegram = pile.enter_context(telegrams.FakeTelegram())
        slack = pile.enter_context(slacks.FakeSlack(rate_limits=None))
        smtp = pile.enter_context(FakeSmtp())
        slack.auto_retry = True
        acces = par_slack_http(slack) if http else par_slack(slack)
        acces |= {**par_telegram(telegram), **smtp.env(), **reglages}
        installation = Installation(dossier, **acces)
        pile.callback(installation.base.moteur.dispose)
        adresse = f"http://127.0.0.1:{installation.port}"
        installation.env["FLUXBOT_PUBLIC_URL"] = adresse
        if http:
            slack.receiver_url = adresse
        yield Lieu(telegram, slack, smtp, installation)
