"""A decision is recorded during the meeting, or taken back (LA art. 2)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from core.domain.commissions import Decision, EtatDecision, en_vigueur
from core.domain.journal import engagement
from core.domain.organisations import Organisation
from core.domain.prioritaires import DossierPrioritaire, EtatDossier
from core.errors import Introuvable, TransitionImpossible, saisie
from core.ports import UnitOfWork
from core.texte import jour_fr
from core.usecases.commissions_seance import Geste, Seance, charger_pour, ranger
from core.usecases.prioritaires_designer import designer
from core.usecases.registre import Fait, consigner


@dataclass(frozen=True)
class Choix:
    """What is decided for a household. `texte`: checked already, no personal datum.

    `bailleur`: who owes it a proposal, None to leave the one it has; `avant`: civil day by which,
    None for the next meeting.
    """

    dossier: str
    texte: str = field(repr=False)
    bailleur: Organisation | None = None
    avant: date | None = None


@dataclass(frozen=True)
class Decidee:
    """A decision recorded. `remplace`: the number of the one it takes the place of, if any."""

    seance: Seance
    decision: Decision
    designe: bool
    remplace: int | None = None


def decider(uow: UnitOfWork, maintenant: datetime, geste: Geste, choix: Choix) -> Decidee:
    """Record one decision for a household; a second one in the same meeting takes its place.

    Designates the bailleur when the household has none or another: raises AConfirmer before
    another is released. Raises TransitionImpossible for a closed file or meeting, SaisieInvalide
    for a past day, Introuvable for a household that is not the State's service's own.
    """
    seance = charger_pour(uow, geste, "noter une décision de")
    jour = seance.aujourdhui(maintenant)
    if choix.avant and choix.avant < jour:
        regle = "est passé : la proposition est due ce jour-là au plus tard"
        raise saisie("avant", jour_fr(choix.avant), regle, f"avant={jour_fr(jour)}")
    dossier = _charger_dossier(uow, seance, choix.dossier)
    designe = _est_a_designer(dossier, choix.bailleur)
    if designe and choix.bailleur:
        autorite = seance.commission.autorite
        dossier = designer(
            uow, maintenant, geste.acteur, autorite, dossier, choix.bailleur, geste.confirme
        )
    connues = uow.commissions.decisions(seance.commission.id)
    avant = next((une for une in en_vigueur(connues) if une.dossier == dossier.reference), None)
    decision = Decision(
        seance.commission.reference,
        len(connues) + 1,
        dossier.reference,
        choix.texte,
        maintenant,
        _redevable(dossier),
        choix.avant,
    )
    if avant:
        ecartee = replace(avant, etat=EtatDecision.REMPLACEE)
        uow.commissions.decider(seance.commission.id, ecartee)
    uow.commissions.decider(seance.commission.id, decision)
    remplace = avant.rang if avant else None
    seance = _consigner(uow, seance, decision, remplace, geste, maintenant)
    _dire_au_dossier(uow, seance, dossier, decision, geste, maintenant)
    return Decidee(seance, decision, designe, remplace)


def retirer_decision(uow: UnitOfWork, maintenant: datetime, geste: Geste, rang: int) -> Decidee:
    """Take a decision back during the meeting; a désignation made with it stays.

    Raises Introuvable for a number that is no decision in force.
    """
    seance = charger_pour(uow, geste, "retirer une décision de")
    connues = en_vigueur(uow.commissions.decisions(seance.commission.id))
    decision = next((une for une in connues if une.rang == rang), None)
    if decision is None:
        numeros = ", ".join(str(une.rang) for une in connues) or "aucune"
        raise Introuvable(
            f"{geste.reference} n'a pas de décision n° {rang} en vigueur. Ses décisions : "
            f"{numeros}. Exemple : /commission {geste.reference} retirer_decision 1"
        )
    retiree = replace(decision, etat=EtatDecision.RETIREE)
    uow.commissions.decider(seance.commission.id, retiree)
    details = {"décision": str(rang), "dossier": decision.dossier}
    fait = Fait("décision retirée", seance.article, details=details)
    seance = ranger(uow, seance, seance.commission, fait, geste.acteur, maintenant)
    return Decidee(seance, retiree, False)


def _charger_dossier(uow: UnitOfWork, seance: Seance, reference: str) -> DossierPrioritaire:
    dossier = uow.prioritaires.par_reference(reference, verrou=True)
    autorite = seance.commission.autorite
    if dossier is None or not dossier.est_partie(autorite):
        raise Introuvable(
            f"Je ne trouve pas de dossier {reference} parmi ceux que suit {autorite.nom}. "
            "La liste : /dossier",
            "dossier",
        )
    if dossier.convention != seance.convention.id:
        raise TransitionImpossible(
            f"{reference} relève d'une autre convention que {seance.commission.reference} : la "
            f"commission ne décide que pour les ménages de la sienne ({seance.article}).",
            "dossier",
        )
    _exiger_examinable(dossier, seance)
    return dossier


def _exiger_examinable(dossier: DossierPrioritaire, seance: Seance) -> None:
    reference = dossier.reference
    if not dossier.vivant:
        le = dossier.reloge_le or dossier.suivi.etat_le
        depuis = f" depuis le {jour_fr(le)}" if le else ""
        raise TransitionImpossible(
            f"{reference} est clos : il est « {dossier.etat} »{depuis}. La commission ne décide "
            f"que pour un ménage qui attend ({seance.article}). Voir : /dossier {reference}",
            "dossier",
        )
    if dossier.etat is EtatDossier.SIGNALE:
        raise TransitionImpossible(
            f"{reference} n'est que signalé : la commission ne décide que pour un ménage inscrit "
            f"au contingent ({seance.article}). D'abord : /dossier {reference} inscrire",
            "dossier",
        )


def _est_a_designer(dossier: DossierPrioritaire, bailleur: Organisation | None) -> bool:
    """Tell whether the decision designates: an offer under way of that bailleur needs none."""
    if bailleur is None:
        return False
    deja = dossier.designe or dossier.etat in _EN_COURS
    return not (deja and dossier.concerne(bailleur.id))


def _redevable(dossier: DossierPrioritaire) -> Organisation | None:
    """Give the bailleur that owes a proposal: designated, or with an offer under way."""
    return dossier.bailleur if dossier.designe or dossier.etat in _EN_COURS else None


def _consigner(
    uow: UnitOfWork,
    seance: Seance,
    decision: Decision,
    remplace: int | None,
    geste: Geste,
    maintenant: datetime,
) -> Seance:
    commission = seance.commission
    details = {
        "décision": str(decision.rang),
        "dossier": decision.dossier,
        "bailleur": decision.bailleur.nom if decision.bailleur else "aucun",
        "avant": jour_fr(decision.avant) if decision.avant else "prochaine séance",
        "texte (engagement)": engagement(commission.sel, decision.texte),
    }
    if remplace:
        details["remplace"] = str(remplace)
    fait = Fait("décision prise", seance.article, details=details)
    return ranger(uow, seance, commission, fait, geste.acteur, maintenant)


def _dire_au_dossier(
    uow: UnitOfWork,
    seance: Seance,
    dossier: DossierPrioritaire,
    decision: Decision,
    geste: Geste,
    maintenant: datetime,
) -> None:
    """Have the household's own chain hold that the commission decided."""
    details = {"commission": seance.commission.reference, "décision": str(decision.rang)}
    fait = Fait(
        "décision de la commission",
        seance.article,
        de=dossier.etat,
        a=dossier.etat,
        details=details,
    )
    consigner(uow, dossier.reference, fait, geste.acteur, maintenant)


_EN_COURS = frozenset({EtatDossier.PROPOSE, EtatDossier.ACCEPTE})
