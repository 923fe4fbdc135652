"""/dossier: the priority households that the État must rehouse (LA art. 1 to 3)."""

from __future__ import annotations

from collections.abc import Callable

from bot.handlers import gestes_dossier as gestes
from bot.handlers import ouvrir_dossier
from bot.handlers.actions import Action, CommandeDeDossier, Lus, Saisies
from bot.handlers.formulaires_dossier import (
    PRIVES,
    champ_bailleur,
    champ_date,
    champ_motif,
    champs_caleol,
    champs_entree,
    champs_imputation,
    champs_proposition,
    champs_reponse,
    prives,
    recherche,
)
from bot.handlers.request import Contexte, Reply
from bot.handlers.vues_dossier import (
    articles_du,
    charger,
    jour_de,
    lister,
    montrer,
    montrer_le_prive,
)
from core.domain.organisations import Nature, Organisation
from core.domain.prioritaires import DossierPrioritaire, Voie
from core.domain.prioritaires_regles import (
    exiger,
    exiger_autorite,
    exiger_qui_suit,
    exiger_son_bailleur,
)
from core.domain.references import Prefixe
from core.domain.regles_priorite import Articles
from core.messages.forms import Champ
from core.usecases.prioritaires_dossier import convention_de, regles_de

Dossier = DossierPrioritaire
Questions = Callable[[Contexte, Dossier, Saisies], tuple[Champ, ...]]
Qui = Callable[[Dossier, Organisation, str, Articles], None]
ETAT, BAILLEUR = frozenset({Nature.ETAT}), frozenset({Nature.BAILLEUR})
LES_DEUX = ETAT | BAILLEUR


def _si_possible(verbe: str, qui: Qui, champs: Questions | None = None) -> Questions:
    """Ask nothing of who can't do it, or in a state where it can't be done."""

    def questions(contexte: Contexte, dossier: Dossier, saisies: Saisies) -> tuple[Champ, ...]:
        exiger(dossier, verbe)
        qui(dossier, contexte.membre.organisation, verbe, articles_du(contexte, dossier))
        return champs(contexte, dossier, saisies) if champs else ()

    return questions


def _autorite(dossier: Dossier, moi: Organisation, verbe: str, articles: Articles) -> None:
    exiger_autorite(dossier, moi, verbe)


def _motif(aide: str) -> Questions:
    return lambda contexte, dossier, saisies: (champ_motif(aide),)


def _bailleurs(contexte: Contexte, dossier: Dossier, saisies: Saisies) -> tuple[Champ, ...]:
    bailleurs = contexte.uow.organisations.partenaires(dossier.autorite.id, BAILLEUR)
    return (champ_bailleur(bailleurs),)


def _caleol(contexte: Contexte, dossier: Dossier, saisies: Saisies) -> tuple[Champ, ...]:
    return champs_caleol(jour_de(contexte, dossier))


def _proposition(contexte: Contexte, dossier: Dossier, saisies: Saisies) -> tuple[Champ, ...]:
    return champs_proposition(jour_de(contexte, dossier))


def _reponse(contexte: Contexte, dossier: Dossier, saisies: Saisies) -> tuple[Champ, ...]:
    articles = articles_du(contexte, dossier)
    return champs_reponse(jour_de(contexte, dossier), articles)


def _entree(contexte: Contexte, dossier: Dossier, saisies: Saisies) -> tuple[Champ, ...]:
    automatique = dossier.voie is Voie.AUTOMATIQUE
    articles = articles_du(contexte, dossier)
    return champs_entree(jour_de(contexte, dossier), articles, automatique=automatique)


def _imputation(contexte: Contexte, dossier: Dossier, saisies: Saisies) -> tuple[Champ, ...]:
    return champs_imputation(articles_du(contexte, dossier))


def _prevenu(contexte: Contexte, dossier: Dossier, saisies: Saisies) -> tuple[Champ, ...]:
    return (champ_date("Ménage (ou travailleur social) prévenu le", jour_de(contexte, dossier)),)


def _rectification(contexte: Contexte, dossier: Dossier, saisies: Saisies) -> tuple[Champ, ...]:
    regles = regles_de(convention_de(contexte.uow, dossier))
    return (*prives(regles), *recherche(jour_de(contexte, dossier)))


def _lire_le_prive(contexte: Contexte, dossier: Dossier, lus: Lus) -> Reply:
    return montrer_le_prive(contexte, dossier)


_ACTIONS: tuple[Action[Dossier], ...] = (
    Action(
        "inscrire",
        "Inscrire le ménage",
        gestes.inscrire,
        _si_possible("inscrire", _autorite),
        ETAT,
        exemple="/dossier DP-2026-0001 inscrire",
        envoi="Inscrire",
    ),
    Action(
        "ecarter",
        "Écarter le signalement",
        gestes.ecarter,
        _si_possible("écarter", _autorite, _motif("Le bailleur le lira.")),
        ETAT,
        exemple='/dossier DP-2026-0001 ecarter motif="demande radiée"',
        envoi="Écarter",
    ),
    Action(
        "designer",
        "Désigner un bailleur",
        gestes.designer,
        _si_possible("désigner un bailleur pour", _autorite, _bailleurs),
        ETAT,
        ("bailleur",),
        '/dossier DP-2026-0001 designer bailleur="Habitat 44"',
        "Désigner",
    ),
    Action(
        "signaler",
        "Passage en CALEOL",
        gestes.signaler,
        _si_possible("signaler", exiger_son_bailleur, _caleol),
        BAILLEUR,
        ("caleol",),
        "/dossier DP-2026-0001 signaler caleol=15/01/2027 urgent=oui",
    ),
    Action(
        "proposer",
        "Proposer un logement",
        gestes.proposer,
        _si_possible("proposer un logement pour", exiger_son_bailleur, _proposition),
        BAILLEUR,
        exemple="/dossier DP-2026-0001 proposer type=T3 commune=Nantes qpv=non loyer=512,30 "
        "charges=85",
    ),
    Action(
        "reponse",
        "Réponse du ménage",
        gestes.repondre,
        _si_possible("noter une réponse pour", exiger_qui_suit, _reponse),
        LES_DEUX,
        ("reponse",),
        "/dossier DP-2026-0001 reponse accepte date=15/01/2027",
    ),
    Action(
        "entree",
        "Entrée dans les lieux",
        gestes.entrer,
        _si_possible("noter l'entrée de", exiger_qui_suit, _entree),
        LES_DEUX,
        ("date",),
        "/dossier DP-2026-0001 entree date=15/01/2027",
    ),
    Action(
        "imputer",
        "Imputation sur le contingent",
        gestes.imputer,
        _si_possible("changer l'imputation de", exiger_qui_suit, _imputation),
        LES_DEUX,
        ("imputer",),
        '/dossier DP-2026-0001 imputer non raison="ressources mensuelles erronées"',
    ),
    Action(
        "retirer",
        "Retirer l'inscription",
        gestes.retirer,
        _si_possible("retirer", _autorite, _motif("Il sera notifié au ménage.")),
        ETAT,
        exemple='/dossier DP-2026-0001 retirer motif="demande radiée"',
        envoi="Retirer",
    ),
    Action(
        "prevenir",
        "Ménage prévenu",
        gestes.prevenir,
        _si_possible("prévenir le ménage de", _autorite, _prevenu),
        ETAT,
        ("date",),
        "/dossier DP-2026-0001 prevenir date=15/01/2027",
    ),
    Action(
        "rectifier",
        "Rectifier le dossier",
        gestes.rectifier,
        _si_possible("rectifier", _autorite, _rectification),
        ETAT,
        exemple="/dossier DP-2026-0001 rectifier",
        prives=PRIVES,
    ),
    Action(
        "prive",
        "Catégorie et contact",
        _lire_le_prive,
        natures=LES_DEUX,
        exemple="/dossier DP-2026-0001 prive",
        envoi="Lire",
    ),
)

LA_COMMANDE: CommandeDeDossier[Dossier] = CommandeDeDossier(
    "dossier",
    Prefixe.PRIORITAIRE,
    charger,
    lister,
    montrer,
    _ACTIONS,
    (
        Action(
            "nouveau",
            "Nouveau ménage prioritaire",
            ouvrir_dossier.ouvrir_un_dossier,
            ouvrir_dossier.champs,
            LES_DEUX,
            ("numero",),
            "/dossier nouveau",
            prives=PRIVES,
        ),
    ),
)
