"""/programme: new programmes, from the plan of the year to the last dwelling let (domain §6)."""

from __future__ import annotations

from bot.handlers import formulaires_programme as formulaires
from bot.handlers import programme_gestes as gestes
from bot.handlers.actions import REPETE, Action, CommandeDeDossier
from bot.handlers.document_programme import DOCUMENT
from bot.handlers.request import Contexte, Reply
from bot.presenters import programmes
from core.domain.organisations import RESERVATAIRES, Nature
from core.domain.programmes import EN_COURS, Programme
from core.domain.references import Prefixe
from core.usecases.programmes_charger import charger

LISTE_MAX = 15
_BAILLEUR = frozenset({Nature.BAILLEUR})
_REF = f"/programme {Prefixe.PROGRAMME.exemple}"


def _charger(contexte: Contexte, reference: str) -> Programme:
    return charger(contexte.uow, reference, contexte.membre.organisation, contexte.maintenant)


def _montrer(contexte: Contexte, programme: Programme) -> Reply:
    message = programmes.montrer(
        contexte.uow,
        programme,
        contexte.membre.organisation,
        contexte.maintenant,
        prive=contexte.requete.conversation.prive,
    )
    return Reply(message, reference=programme.reference)


def _lister(contexte: Contexte) -> Reply:
    lecteur = contexte.membre.organisation
    tous = contexte.uow.programmes.de(lecteur, EN_COURS, LISTE_MAX * 2)
    lisibles = [un for un in tous if un.est_partie(lecteur)]
    return Reply(programmes.lister(lisibles, lecteur, LISTE_MAX))


LA_COMMANDE = CommandeDeDossier(
    nom="programme",
    prefixe=Prefixe.PROGRAMME,
    charger=_charger,
    lister=_lister,
    montrer=_montrer,
    actions=(
        Action("notifier", "Envoyer la notice", gestes.notifier, natures=_BAILLEUR),
        Action(
            "livraison",
            "Déplacer la livraison",
            gestes.livraison,
            formulaires.champs_livraison,
            _BAILLEUR,
            ("date",),
            f"{_REF} livraison date=15/01/2027",
        ),
        Action(
            "concertation",
            "Fixer la concertation",
            gestes.concertation,
            formulaires.champs_concertation,
            _BAILLEUR,
            ("date",),
            f"{_REF} concertation date=15/10/2026 heure=14h30",
        ),
        Action(
            "repartir",
            "Répartir les logements",
            gestes.repartir,
            formulaires.champs_repartir,
            _BAILLEUR,
            (),
            f'{_REF} repartir logements="1 3 5-7"',
        ),
        Action(
            "candidats",
            "Proposer des candidats",
            gestes.candidats,
            formulaires.champs_candidats,
            RESERVATAIRES,
            (REPETE,),
            f"{_REF} candidats 044031800012310001 logement=2",
            "Proposer",
        ),
        Action(
            "valider",
            "Confirmer un numéro",
            gestes.valider,
            formulaires.champs_un_candidat,
            RESERVATAIRES,
            ("candidat",),
            f"{_REF} valider 2",
        ),
        Action(
            "retirer",
            "Retirer un candidat",
            gestes.retirer,
            formulaires.champs_un_candidat,
            RESERVATAIRES,
            ("candidat",),
            f"{_REF} retirer 2",
        ),
        Action(
            "retenir",
            "Retenir un candidat",
            gestes.retenir,
            formulaires.champs_retenir,
            _BAILLEUR,
            ("candidat", "logement"),
            f"{_REF} retenir 2 logement=3",
        ),
        Action(
            "echec",
            "Noter un échec",
            gestes.echec,
            formulaires.champs_echec,
            _BAILLEUR,
            ("candidat", "motif"),
            f'{_REF} echec 2 motif="refus du ménage"',
        ),
        Action(
            "carence",
            "Constater une carence",
            gestes.carence,
            formulaires.champs_carence,
            _BAILLEUR,
            ("logement",),
            f"{_REF} carence logement=2",
        ),
        Action(
            "derogation",
            "Dérogation à la part de l'État",
            gestes.derogation,
            formulaires.champs_derogation,
            _BAILLEUR | {Nature.ETAT},
            (),
            f"{_REF} derogation demandee=02/03/2026",
        ),
        Action(
            "livre",
            "Noter la livraison",
            gestes.livre,
            formulaires.champs_livre,
            _BAILLEUR,
            ("date",),
            f"{_REF} livre date=15/01/2027",
        ),
        Action(
            "abandonner",
            "Abandonner le programme",
            gestes.abandonner,
            formulaires.champs_abandonner,
            _BAILLEUR,
            (),
            f'{_REF} abandonner motif="opération annulée"',
        ),
        DOCUMENT,
    ),
    sans_dossier=(
        Action(
            "nouveau",
            "Nouveau programme",
            gestes.nouveau,
            formulaires.champs_nouveau,
            _BAILLEUR,
            (),
            "/programme nouveau",
            "Ouvrir le programme",
        ),
        Action(
            "plan",
            "Plan des livraisons",
            gestes.plan,
            formulaires.champs_annee,
            _BAILLEUR,
            ("annee",),
            "/programme plan 2027",
            "Voir",
            lecture=True,
        ),
        Action(
            "envoyer_plan",
            "Envoyer le plan des livraisons",
            gestes.envoyer_plan,
            formulaires.champs_annee,
            _BAILLEUR,
            ("annee",),
            "/programme envoyer_plan 2027",
            "Envoyer",
        ),
    ),
)
