"""The command table: who may do what, and which handler does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.handlers import accueil, avis, canal, candidats, etat, numeros, preuve, sorties, vacance
from bot.handlers.arguments import Arguments
from bot.handlers.request import Contexte, Reply
from core.domain.organisations import RESERVATAIRES, Nature, Role

BAILLEUR = frozenset({Nature.BAILLEUR})
PARTIES = RESERVATAIRES | BAILLEUR
TOUS = frozenset(Nature)


@dataclass(frozen=True)
class Commande:
    """One command. `natures` None: open to everyone, enrolled or not."""

    nom: str
    resume: str
    usage: str
    executer: Callable[[Contexte, Arguments], Reply]
    natures: frozenset[Nature] | None = None
    role: Role = Role.AGENT


COMMANDES: tuple[Commande, ...] = (
    Commande("start", "commencer", "/start", accueil.commencer),
    Commande("aide", "ce que vous pouvez faire ici", "/aide", accueil.aider),
    Commande(
        "inscription", "rejoindre votre organisation", "/inscription CODE", accueil.inscription
    ),
    Commande("annuler", "quitter la saisie en cours", "/annuler", accueil.annuler),
    Commande("passer", "passer une question facultative", "/passer", accueil.passer),
    Commande("vacance", "envoyer un avis de vacance", "/vacance", vacance.vacance, BAILLEUR),
    Commande("avis", "vos avis, ou l'un d'eux", "/avis [REF]", avis.consulter, PARTIES),
    Commande(
        "candidats",
        "proposer des candidats",
        '/candidats REF NUR… [motif="…"]',
        candidats.candidats,
        RESERVATAIRES,
    ),
    Commande(
        "rendre", "rendre un logement au bailleur", "/rendre REF", sorties.rendre, RESERVATAIRES
    ),
    Commande(
        "ouvrir",
        "ouvrir un avis à un autre réservataire",
        '/ouvrir REF a="…"',
        sorties.ouvrir,
        RESERVATAIRES,
    ),
    Commande(
        "accuser",
        "accuser réception d'un avis ou d'une relance",
        "/accuser REF",
        avis.accuser,
        RESERVATAIRES,
    ),
    Commande("retirer", "retirer un avis", '/retirer REF motif="…"', sorties.retirer, BAILLEUR),
    Commande(
        "completer",
        "compléter une liste trop courte",
        "/completer REF NUR…",
        candidats.completer,
        BAILLEUR,
    ),
    Commande(
        "accepter", "accepter les candidats tardifs", "/accepter REF", candidats.accepter, BAILLEUR
    ),
    Commande(
        "numeros", "lire les numéros en entier (en privé)", "/numeros REF", numeros.numeros, PARTIES
    ),
    Commande("preuve", "le fichier de preuve d'un avis", "/preuve REF", preuve.preuve, PARTIES),
    Commande(
        "canal",
        "recevoir ici les avis de l'organisation",
        "/canal [retirer]",
        canal.canal,
        TOUS,
        Role.REFERENT,
    ),
    Commande("etat", "santé du service", "/etat", etat.etat, TOUS, Role.ADMINISTRATEUR),
)

PAR_NOM = {une.nom: une for une in COMMANDES}
