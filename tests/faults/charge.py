"""What people do while the program is being killed, and what each of their messages must do."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from bot.clock import HorlogeSysteme
from tests.e2e.programme import NUMEROS
from tests.fakes.slack import Delivery
from tests.fakes.slack.delivery import EVENTS
from tests.faults.echeances import Echues
from tests.faults.lieu import (
    BAILLEURS_SLACK,
    BAILLEURS_TELEGRAM,
    CLAIRE,
    COMMUNES,
    OUEST,
    PREFECTURE,
    Lieu,
    Recu,
)
from tests.faults.page import accuser

RESERVATAIRES = (*COMMUNES.values(), *COMMUNES.values(), OUEST, PREFECTURE)
"""A group may be written to eighteen times a minute: fewer for it."""
AVIS = re.compile(r"Avis de vacance (AV-\d{4}-\d{4,})")
maintenant = HorlogeSysteme().maintenant


@dataclass
class Parole:
    """One thing that a person asked; `livraison` is Slack's, that may have failed."""

    quoi: str
    """« vacance », told by the street of its dwelling, or « candidats », by its avis."""
    marque: str
    lieu: str
    livraison: Delivery | None = None
    quand: datetime = field(default_factory=maintenant)

    @property
    def entendue(self) -> bool:
        """Tell whether the platform took it: of the rest, the person knows that it failed."""
        une = self.livraison
        return une is None or une.ok or any(autre.ok for autre in une.retries)


@dataclass
class Charge:
    """Throws at the program, one act at a time, all that people do in a month."""

    lieu: Lieu
    hasard: Random
    paroles: list[Parole] = field(default_factory=list)
    accuses: set[str] = field(default_factory=set)
    _gestes: dict[str, list[tuple[datetime, datetime]]] = field(default_factory=dict)
    _repondus: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.echues = Echues(self.lieu, self.hasard)

    def agir(self) -> None:
        """Do one thing at random."""
        actes = (self.publier, self.publier, self.publier, self.repondre, self.echoir)
        self.hasard.choice(actes)()

    def publier(self) -> None:
        """A bailleur posts an avis, by the platform that is theirs."""
        nom = self.hasard.choice((*BAILLEURS_TELEGRAM, *BAILLEURS_SLACK))
        rue = f"Secteur {len(self.paroles) + 1}"
        texte = vacance(self.hasard.choice(RESERVATAIRES), rue)
        if nom in BAILLEURS_TELEGRAM:
            self._par_telegram(nom, texte, Parole("vacance", rue, ""))
        else:
            self._par_slack(nom, texte, Parole("vacance", rue, ""))

    def repondre(self) -> None:
        """Whoever has read an avis that waits for candidates names three of them."""
        gestes: list[Callable[[], None]] = []
        for recu in self.lieu.recus():
            trouve = AVIS.match(recu.titre)
            if trouve and trouve[1] not in self._repondus and trouve[1] not in self.echues.tous:
                gestes.extend(self._reponses(recu, trouve[1]))
        if gestes:
            self.hasard.choice(gestes)()

    def echoir(self) -> None:
        """An échéance falls due: the relance of an avis, or its réputé tenu."""
        self.hasard.choice((self.echues.a_relancer, self.echues.a_tenir))()

    def accuser(self) -> None:
        """Claire acknowledges, by the page that each mail leads to, what she has not yet."""
        for mail in self.lieu.smtp.messages:
            trouve = AVIS.search(mail.subject)
            if mail.to == CLAIRE and trouve and trouve[1] not in self.accuses:
                debut = maintenant()
                if accuser(mail):
                    self.accuses.add(trouve[1])
                self._gestes.setdefault(trouve[1], []).append((debut, maintenant()))

    def gestes(self, reference: str) -> list[tuple[datetime, datetime]]:
        """Give when Claire was acknowledging an avis, attempt by attempt."""
        return self._gestes.get(reference, [])

    def reponses(self, reference: str) -> list[datetime]:
        """Give when candidates were named for an avis."""
        return [un.quand for un in self.paroles if un.marque == reference]

    def reprendre(self) -> None:
        """Do again what failed in a way that whoever did it could see, or Slack does by itself."""
        self.accuser()
        for parole in self.paroles:
            une = parole.livraison
            if une and une.done.is_set() and une.kind == EVENTS and not parole.entendue:
                une.retries.append(self.lieu.slack.redeliver(une, retry=3))

    def tout_est_livre(self) -> bool:
        """Tell whether Slack has given up on nothing that it would try again."""
        livraisons = [un.livraison for un in self.paroles if un.livraison]
        return all(une.done.is_set() for une in livraisons) and all(
            un.entendue for un in self.paroles if un.livraison and un.livraison.kind == EVENTS
        )

    def _reponses(self, recu: Recu, reference: str) -> list[Callable[[], None]]:
        texte = f"/candidats {reference} {' '.join(NUMEROS)}"
        parole = Parole("candidats", reference, recu.lieu)
        noms = {str(self.lieu.nomade[nom].id): nom for nom in COMMUNES}
        noms[str(self.lieu.groupe.id)] = "Paul"
        if recu.lieu.startswith("telegram:"):
            nom = noms[recu.lieu.split(":")[1]]
            return [lambda: self._par_telegram(nom, texte, parole)]
        if self.lieu.bureau["Mathieu"].id in recu.lieu:
            return [lambda: self._par_slack("Mathieu", texte, parole)]
        return []

    def _par_telegram(self, nom: str, texte: str, parole: Parole) -> None:
        qui, fake = self.lieu.nomade[nom], self.lieu.telegram
        if nom == "Paul":
            fake.group_message(qui, self.lieu.groupe, texte)
        else:
            fake.private_message(qui, texte)
        ou = self.lieu.groupe.id if nom == "Paul" else qui.id
        self._noter(parole, f"telegram:{ou}:")

    def _par_slack(self, nom: str, texte: str, parole: Parole) -> None:
        """Write to the bot, or type a command: the first comes again when it was lost."""
        qui, slack = self.lieu.bureau[nom], self.lieu.slack
        if self.hasard.random() < 0.5:
            parole.livraison = slack.say(qui, texte.removeprefix("/"), wait=False)
        else:
            parole.livraison = slack.slash(qui, texte, wait=False)
        self._noter(parole, f"slack:{qui.team.id}/{qui.id}:")

    def _noter(self, parole: Parole, lieu: str) -> None:
        parole.lieu = lieu
        self.paroles.append(parole)
        if parole.quoi == "candidats":
            self._repondus.add(parole.marque)


def vacance(reservataire: str, rue: str) -> str:
    """Write the command that posts an avis, told from all others by its street."""
    return (
        f'/vacance reservataire="{reservataire}" commune="Le Port" quartier="{rue}" qpv=oui '
        "type=T3 loyer=512,30 € financement=LLTS annee=1998 pmr=non ascenseur=non preavis=1"
    )
