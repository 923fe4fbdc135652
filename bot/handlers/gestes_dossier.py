"""What each word of /dossier does, once its answers are read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Concatenate, ParamSpec

from bot.handlers.actions import CONFIRME, Lus
from bot.handlers.request import Contexte, Reply
from bot.handlers.vues_dossier import articles_du, fait, jour_de
from bot.presenters.prioritaires import caleol_fr, imputation_fr, logement_fr
from core.domain.organisations import Organisation
from core.domain.prioritaires import (
    DossierPrioritaire,
    EtatDossier,
    Imputation,
    Prive,
    Proposition,
)
from core.domain.prioritaires_logement import Issue, ecarts
from core.messages.model import Gravite
from core.ports import UnitOfWork
from core.texte import a, jour_fr
from core.usecases import prioritaires_inscrire, prioritaires_reloger, prioritaires_retirer
from core.usecases.dossier import Acteur
from core.usecases.prioritaires_designer import designer as faire_designer
from core.usecases.prioritaires_dossier import convention_de
from core.usecases.prioritaires_proposer import proposer as faire_proposer
from core.usecases.prioritaires_proposer import repondre as faire_repondre
from core.usecases.prioritaires_rectifier import Rectification
from core.usecases.prioritaires_rectifier import rectifier as faire_rectifier
from core.usecases.prioritaires_signaler import Passage
from core.usecases.prioritaires_signaler import signaler as faire_signaler

Dossier = DossierPrioritaire
P = ParamSpec("P")
Verbe = Callable[Concatenate[UnitOfWork, datetime, Acteur, Organisation, Dossier, P], Dossier]


def inscrire(contexte: Contexte, dossier: Dossier, lus: Lus) -> Reply:
    """Say yes to a signalement."""
    fini = _par(contexte, prioritaires_inscrire.inscrire, dossier)
    article = articles_du(contexte, fini).inscription
    return fait(
        contexte,
        fini,
        f"Ménage inscrit ({article}). Prévenez-le, ou son travailleur social, en disant qu'un "
        f"refus sans motif valable peut faire retirer l'inscription : "
        f"/dossier {fini.reference} prevenir",
    )


def ecarter(contexte: Contexte, dossier: Dossier, lus: Lus) -> Reply:
    """Say no to a signalement."""
    fini = _par(contexte, prioritaires_inscrire.ecarter, dossier, lus["motif"])
    article = articles_du(contexte, fini).inscription
    return fait(contexte, fini, f"Signalement écarté : le ménage n'est pas inscrit ({article}).")


def designer(contexte: Contexte, dossier: Dossier, lus: Lus) -> Reply:
    """Designate the bailleur that owes an offer."""
    fini = _par(contexte, faire_designer, dossier, lus["bailleur"], lus[CONFIRME])
    article = articles_du(contexte, fini).designation
    return fait(
        contexte,
        fini,
        f"{lus['bailleur'].nom} est désigné et doit une proposition adaptée ({article}). Certains "
        "ménages se présentent seuls à la CALEOL : la page du dossier le dit au bailleur.",
    )


def signaler(contexte: Contexte, dossier: Dossier, lus: Lus) -> Reply:
    """Say in which CALEOL the household goes."""
    passage = Passage(
        contexte.membre.organisation, lus["caleol"], lus.get("urgent", False), lus[CONFIRME]
    )
    fini = faire_signaler(contexte.uow, contexte.maintenant, contexte.acteur, dossier, passage)
    return fait(contexte, fini, caleol_fr(fini, convention_de(contexte.uow, fini)))


def proposer(contexte: Contexte, dossier: Dossier, lus: Lus) -> Reply:
    """Note the dwelling offered."""
    offre = Proposition(
        0,
        contexte.membre.organisation.id,
        lus.get("date") or jour_de(contexte, dossier),
        lus["type"],
        lus["commune"],
        lus["qpv"],
        lus["loyer"],
        lus["charges"],
        lus.get("financement", ""),
    )
    fini = _par(contexte, faire_proposer, dossier, offre)
    effet = f"Proposition n° {len(fini.suivi.propositions)} notée : {logement_fr(offre)}."
    loin = ecarts(fini, offre)
    if loin:
        effet += f" Attention, elle s'écarte de la recherche : {' ; '.join(loin)}."
    return fait(contexte, fini, effet, Gravite.ALERTE if loin else Gravite.SUCCES)


def repondre(contexte: Contexte, dossier: Dossier, lus: Lus) -> Reply:
    """Note what became of the offer."""
    issue = Issue(
        lus["reponse"],
        lus.get("date") or jour_de(contexte, dossier),
        lus.get("injustifie", False),
        lus.get("motif", ""),
    )
    fini = _par(contexte, faire_repondre, dossier, issue)
    effet = f"Proposition {issue.reponse.value} le {jour_fr(issue.le)}."
    if issue.injustifie:
        article = articles_du(contexte, fini).retrait
        effet += f" Refus sans motif valable signalé {a(fini.autorite.nom)} ({article})."
    return fait(contexte, fini, effet)


def entrer(contexte: Contexte, dossier: Dossier, lus: Lus) -> Reply:
    """Note the entry: the household is rehoused."""
    fini = _par(contexte, prioritaires_reloger.entrer, dossier, lus["date"], _imputation(lus))
    compte = _compte(contexte, fini)
    return fait(contexte, fini, f"Ménage relogé le {jour_fr(lus['date'])}. {compte}")


def imputer(contexte: Contexte, dossier: Dossier, lus: Lus) -> Reply:
    """Change whether the rehousing counts."""
    fini = _par(contexte, prioritaires_reloger.imputer, dossier, _imputation(lus))
    return fait(contexte, fini, _compte(contexte, fini))


def retirer(contexte: Contexte, dossier: Dossier, lus: Lus) -> Reply:
    """Withdraw the label."""
    fini = _par(contexte, prioritaires_retirer.retirer, dossier, lus["motif"], lus[CONFIRME])
    return fait(contexte, fini, f"Inscription retirée ({articles_du(contexte, fini).retrait}).")


def prevenir(contexte: Contexte, dossier: Dossier, lus: Lus) -> Reply:
    """Note that the household was told."""
    fini = _par(contexte, prioritaires_retirer.prevenir, dossier, lus["date"])
    quoi = "du retrait" if fini.etat is EtatDossier.RETIRE else "de son inscription"
    return fait(contexte, fini, f"Ménage prévenu {quoi} le {jour_fr(lus['date'])}.")


def rectifier(contexte: Contexte, dossier: Dossier, lus: Lus) -> Reply:
    """Correct what the État knows of the household."""
    dit = Rectification(
        Prive(lus["categorie"], lus.get("contact", ""), lus.get("association", "")),
        lus.get("types", ()),
        lus.get("communes", ()),
        lus.get("reconnu"),
        lus.get("urgent"),
        lus.get("complexe"),
    )
    fini = _par(contexte, faire_rectifier, dossier, dit)
    return fait(contexte, fini, "Dossier rectifié.")


def _compte(contexte: Contexte, dossier: Dossier) -> str:
    compte = imputation_fr(dossier, articles_du(contexte, dossier))
    return f"Compte au contingent de l'État : {compte}."


def _par(
    contexte: Contexte, verbe: Verbe[P], dossier: Dossier, *suite: P.args, **reste: P.kwargs
) -> Dossier:
    """Do a verb in the name of the member's organisation."""
    moi = contexte.membre.organisation
    return verbe(contexte.uow, contexte.maintenant, contexte.acteur, moi, dossier, *suite, **reste)


def _imputation(lus: Lus) -> Imputation:
    imputee = lus.get("imputer", True)
    return Imputation(imputee, "" if imputee else lus.get("raison", ""))
