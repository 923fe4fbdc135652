"""A region for the benchmarks: bailleurs, réservataires, and avis that wait for candidates."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import Engine, func, select

from bot.channels.base import Livraison, Rythme
from bot.clock import HorlogeSysteme
from bot.handlers.request import Request
from bot.handlers.router import Routeur
from bot.scheduler.dispatcher import Dispatcher
from core.domain.avis import Etat
from core.domain.envois import Genre, Outcome, Sent
from core.domain.organisations import Destination, Nature, Role
from storage import schema, tables
from storage.coffre import Coffre
from storage.conventions.loader import conventions_livrees
from storage.unit_of_work import Base

CONVENTION = "le-port-2024"
BAILLEURS, RESERVATAIRES = 4, 20
LOGEMENT = (
    'commune="Le Port" quartier="Rivière des Galets" qpv=oui type=T3 loyer=512,30 '
    "financement=LLTS annee=1998 pmr=non ascenseur=non preavis=1"
)


@dataclass
class Accueil:
    """A platform that accepts all at once, and counts each conversation's messages."""

    nom: str = "telegram"
    rythme: Rythme = field(default_factory=Rythme)
    messages: Counter[int] = field(default_factory=Counter)

    async def envoyer(self, livraison: Livraison) -> Outcome:
        """Accept, numbering as Telegram does."""
        if livraison.envoi.genre is Genre.MISE_A_JOUR:
            return Sent(livraison.envoi.cible or "")
        chat = int(livraison.destination.adresse)
        self.messages[chat] += 1
        return Sent(str(self.messages[chat]), datetime.now(UTC))


@dataclass(frozen=True)
class Region:
    """What was made: who answers which avis, and the messages that each person already has."""

    commandes: dict[int, list[str]]
    messages: Counter[int]

    @property
    def nombre(self) -> int:
        """Count the commands."""
        return sum(map(len, self.commandes.values()))


def peupler(moteur: Engine, cle: str, avis: int) -> Region:
    """Create the schema, the people and `avis` open avis; give the commands that answer them."""
    schema.monter(moteur)
    base = Base(moteur, conventions_livrees(), Coffre(cle))
    agents, maires = _inscrire(base)
    messages = asyncio.run(_publier(base, agents, avis))
    return Region(_reponses(base, maires), messages)


def _inscrire(base: Base) -> tuple[Sequence[int], dict[str, int]]:
    """Enrol one person an organisation; give the bailleurs' and, by name, the réservataires'."""
    maintenant = HorlogeSysteme().maintenant()
    noms = {
        **{f"Bailleur {rang}": Nature.BAILLEUR for rang in range(BAILLEURS)},
        **{f"Commune {rang}": Nature.COMMUNE for rang in range(RESERVATAIRES)},
    }
    personnes = dict(zip(noms, range(1001, 1001 + len(noms)), strict=True))
    with base.transaction() as uow:
        for nom, nature in noms.items():
            une = uow.organisations.ajouter(nom, nature)
            uow.organisations.adherer(une.id, CONVENTION)
            chat = str(personnes[nom])
            uow.membres.ajouter(une, Role.REFERENT, "telegram", chat, chat, maintenant)
    bailleurs = [personnes[nom] for nom in noms if noms[nom] is Nature.BAILLEUR]
    return bailleurs, {nom: personnes[nom] for nom in noms if noms[nom] is Nature.COMMUNE}


async def _publier(base: Base, agents: Sequence[int], avis: int) -> Counter[int]:
    """Publish the avis through the router and deliver their notices."""
    horloge, accueil, routeur = HorlogeSysteme(), Accueil(), Routeur(base)
    for rang in range(avis):
        agent = str(agents[rang % BAILLEURS])
        texte = f'/vacance reservataire="Commune {rang % RESERVATAIRES}" {LOGEMENT}'
        lieu = Destination("telegram", agent)
        routeur.traiter(
            Request("telegram", agent, lieu, f"v{rang}", texte=texte), horloge.maintenant()
        )
    await Dispatcher(base, {accueil.nom: accueil}, horloge).vider()
    return accueil.messages


def _reponses(base: Base, maires: dict[str, int]) -> dict[int, list[str]]:
    """Give the commands of each person, three candidates for each avis of theirs."""
    avis, organisation = tables.avis, tables.organisation
    requete = (
        select(avis.c.reference, organisation.c.nom)
        .join(organisation, organisation.c.id == avis.c.reservataire_id)
        .where(avis.c.etat == Etat.OUVERT)
        .order_by(avis.c.id)
    )
    commandes: dict[int, list[str]] = {personne: [] for personne in maires.values()}
    with base.transaction() as uow:
        for rang, (reference, nom) in enumerate(uow.connexion.execute(requete)):
            numeros = " ".join(f"9740318{rang * 3 + n:06d}10001" for n in range(3))
            commandes[maires[nom]].append(f"/candidats {reference} {numeros}")
    return commandes


def designes(moteur: Engine) -> int:
    """Count the avis whose three candidates were received."""
    requete = select(func.count()).where(tables.avis.c.etat == Etat.DESIGNE)
    with moteur.connect() as connexion:
        return int(connexion.execute(requete).scalar_one())
