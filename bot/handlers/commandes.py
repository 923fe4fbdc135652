"""The command table: who may do what, and which handler does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.handlers import (
    accueil,
    adresse,
    annexes,
    avis,
    caleol,
    canal,
    candidats,
    commission,
    dossier,
    etat,
    flux,
    importer,
    menage,
    numeros,
    objectifs,
    page,
    preuve,
    programme,
    retour,
    sorties,
    vacance,
)
from bot.handlers.arguments import Arguments, lire_reference
from bot.handlers.request import Contexte, Reply
from core.domain.convention import Volet
from core.domain.organisations import RESERVATAIRES, Nature, Role
from core.texte import cle

BAILLEUR = frozenset({Nature.BAILLEUR})
PARTIES = RESERVATAIRES | BAILLEUR
TOUS = frozenset(Nature)


def _jamais(_: Arguments) -> bool:
    return False


def _a_moins_de(nombre: int) -> Callable[[Arguments], bool]:
    return lambda arguments: len(arguments.mots) + len(arguments.valeurs) < nombre


def _action_seule(arguments: Arguments) -> bool:
    return len(arguments.mots) == 1 and not arguments.valeurs


def _sans_valeur(arguments: Arguments) -> bool:
    return not arguments.valeurs


SANS_QUESTION = frozenset({"inscrire", "notifier", "prive"})
"""The actions on one dossier that act at once."""


def _action_sans_valeur(arguments: Arguments) -> bool:
    """Tell whether an action is named with nothing to do it with: its form will be asked."""
    mots = [un for un in arguments.mots if lire_reference(un) is None]
    nommees = (*mots, *arguments.valeurs)
    action = arguments.valeurs.get("action") or (mots[0] if mots else "")
    return len(nommees) == 1 and bool(action) and cle(action) not in SANS_QUESTION


def _objectif_sans_nombre(arguments: Arguments) -> bool:
    """Tell whether an action is named without its numbers: its form will be asked."""
    nommee = "action" in arguments.valeurs or any(not un.isdigit() for un in arguments.mots)
    return nommee and not set(arguments.valeurs) - {"action", "annee"}


@dataclass(frozen=True)
class Commande:
    """One command. `natures` None: open to everyone, enrolled or not.

    `questionne` tells from its arguments that it will most likely ask for more. `volet`: what a
    convention must rule for the command to be offered; typed all the same, it says what lacks.
    """

    nom: str
    resume: str
    usage: str
    executer: Callable[[Contexte, Arguments], Reply]
    natures: frozenset[Nature] | None = None
    role: Role = Role.AGENT
    questionne: Callable[[Arguments], bool] = _jamais
    volet: Volet | None = None


COMMANDES: tuple[Commande, ...] = (
    Commande("start", "commencer", "/start", accueil.commencer),
    Commande("aide", "ce que vous pouvez faire ici", "/aide", accueil.aider),
    Commande(
        "inscription",
        "rejoindre votre organisation",
        "/inscription CODE",
        accueil.inscription,
        questionne=_a_moins_de(1),
    ),
    Commande("annuler", "quitter la saisie en cours", "/annuler", accueil.annuler),
    Commande("passer", "passer une question facultative", "/passer", accueil.passer),
    Commande(
        "vacance",
        "envoyer un avis de vacance",
        "/vacance",
        vacance.vacance,
        BAILLEUR,
        questionne=_sans_valeur,
        volet="termes",
    ),
    Commande(
        "avis", "vos avis, ou l'un d'eux", "/avis [REF]", avis.consulter, PARTIES, volet="termes"
    ),
    Commande(
        "candidats",
        "proposer des candidats",
        '/candidats REF NUR… [motif="…"]',
        candidats.candidats,
        RESERVATAIRES,
        questionne=_a_moins_de(2),
        volet="termes",
    ),
    Commande(
        "rendre",
        "rendre un logement au bailleur",
        "/rendre REF",
        sorties.rendre,
        RESERVATAIRES,
        questionne=_a_moins_de(1),
        volet="termes",
    ),
    Commande(
        "ouvrir",
        "ouvrir un avis à un autre réservataire",
        '/ouvrir REF a="…"',
        sorties.ouvrir,
        RESERVATAIRES,
        questionne=_a_moins_de(2),
        volet="termes",
    ),
    Commande(
        "accuser",
        "accuser réception d'un avis, d'une relance, d'une notice",
        "/accuser REF",
        avis.accuser,
        RESERVATAIRES,
        questionne=_a_moins_de(1),
    ),
    Commande(
        "retirer",
        "retirer un avis",
        '/retirer REF motif="…"',
        sorties.retirer,
        BAILLEUR,
        questionne=_a_moins_de(2),
        volet="termes",
    ),
    Commande(
        "completer",
        "compléter une liste trop courte",
        "/completer REF NUR…",
        candidats.completer,
        BAILLEUR,
        questionne=_a_moins_de(2),
        volet="termes",
    ),
    Commande(
        "accepter",
        "accepter les candidats tardifs",
        "/accepter REF",
        candidats.accepter,
        BAILLEUR,
        questionne=_a_moins_de(1),
        volet="termes",
    ),
    Commande(
        "retour",
        "présenter un candidat à la CALEOL, ou l'écarter",
        '/retour REF N presente|ecarte [difficulte="…"]',
        retour.retour,
        BAILLEUR,
        questionne=_a_moins_de(3),
        volet="termes",
    ),
    Commande(
        "caleol",
        "noter une décision de la commission",
        "/caleol REF N attribution|non_attribution|irrecevabilite",
        caleol.caleol,
        BAILLEUR,
        questionne=_a_moins_de(3),
        volet="termes",
    ),
    Commande(
        "offre",
        "noter l'offre notifiée au ménage",
        "/offre REF N date=…",
        menage.offre,
        BAILLEUR,
        questionne=_a_moins_de(3),
        volet="termes",
    ),
    Commande(
        "reponse",
        "noter la réponse du ménage",
        "/reponse REF N accepte|refuse [date=…]",
        menage.reponse,
        BAILLEUR,
        questionne=_a_moins_de(3),
        volet="termes",
    ),
    Commande(
        "bail",
        "noter le bail signé",
        "/bail REF N date=…",
        menage.bail,
        BAILLEUR,
        questionne=_a_moins_de(3),
        volet="termes",
    ),
    Commande(
        "visite",
        "noter une visite ou un bon de visite",
        "/visite REF N date=… [bon=oui]",
        menage.visite,
        PARTIES,
        questionne=_a_moins_de(3),
        volet="termes",
    ),
    Commande(
        "numeros",
        "lire les numéros en entier (en privé)",
        "/numeros REF",
        numeros.numeros,
        PARTIES,
        questionne=_a_moins_de(1),
    ),
    Commande("page", "ouvrir votre page, noms compris (en privé)", "/page [REF]", page.page, TOUS),
    Commande(
        "preuve",
        "le fichier de preuve d'un dossier",
        "/preuve REF",
        preuve.preuve,
        PARTIES,
        questionne=_a_moins_de(1),
    ),
    Commande(
        "canal",
        "recevoir ici les avis de l'organisation",
        "/canal [retirer]",
        canal.canal,
        TOUS,
        Role.REFERENT,
    ),
    Commande(
        "adresse",
        "les adresses de courriel de l'organisation",
        "/adresse [ajouter|retirer|revoquer|secours] [caleol=…]",
        adresse.adresse,
        TOUS,
        Role.REFERENT,
        questionne=_action_seule,
    ),
    Commande(
        "annexe", "contrôler des annexes, retenir leurs droits", "/annexe", annexes.annexe, PARTIES
    ),
    Commande("flux", "le droit de l'année et ce qu'il en est", "/flux [année]", flux.flux, PARTIES),
    Commande(
        "objectifs",
        "les objectifs de l'année et les parts dues",
        "/objectifs [année]",
        objectifs.objectifs,
        PARTIES,
        questionne=_objectif_sans_nombre,
        volet="parts",
    ),
    Commande(
        "importer",
        "importer un fichier de ménages prioritaires (en privé)",
        "/importer",
        importer.importer,
        frozenset({Nature.ETAT}),
        volet="priorite",
    ),
    Commande(
        "programme",
        "les programmes neufs",
        "/programme [REF] [nouveau|notifier|livraison|candidats…]",
        programme.LA_COMMANDE.executer,
        PARTIES,
        questionne=_action_sans_valeur,
        volet="programmes",
    ),
    Commande(
        "dossier",
        "les ménages prioritaires que l'État doit reloger",
        "/dossier [REF] [nouveau|designer|proposer|reponse…]",
        dossier.LA_COMMANDE.executer,
        BAILLEUR | {Nature.ETAT},
        questionne=_action_sans_valeur,
        volet="priorite",
    ),
    Commande(
        "commission",
        "les séances de la commission inter-bailleurs",
        "/commission [REF] [nouvelle|ordre|decision|resume…]",
        commission.LA_COMMANDE.executer,
        BAILLEUR | {Nature.ETAT},
        questionne=commission.questionne,
        volet="commission",
    ),
    Commande("etat", "santé du service", "/etat", etat.etat, TOUS, Role.ADMINISTRATEUR),
)

PAR_NOM = {une.nom: une for une in COMMANDES}
