"""From one state of a priority household to the next: inscription, désignation, withdrawal (LA)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from core.domain.organisations import Organisation
from core.domain.prioritaires import (
    Designation,
    DossierPrioritaire,
    EtatDossier,
    Signale,
    Voie,
)
from core.domain.prioritaires_regles import exiger, exiger_le_jour
from core.domain.regles_priorite import Articles
from core.errors import AConfirmer, TransitionImpossible


@dataclass(frozen=True)
class Moment:
    """Now, under a convention: an instant (UTC), the civil day in its zone, its articles."""

    instant: datetime
    jour: date
    articles: Articles = Articles()


def inscrire(dossier: DossierPrioritaire, moment: Moment) -> DossierPrioritaire:
    """Put a household that was signalled on the contingent (LA 3.1)."""
    exiger(dossier, "inscrire")
    suivi = replace(dossier.suivi, depuis=moment.jour, motif="", etat_le=moment.jour)
    return replace(dossier, etat=EtatDossier.INSCRIT, suivi=suivi, inscrit_le=moment.instant)


def ecarter(dossier: DossierPrioritaire, motif: str, moment: Moment) -> DossierPrioritaire:
    """Answer no to a signalement, with the reason."""
    exiger(dossier, "écarter")
    return _passer(dossier, EtatDossier.NON_INSCRIT, moment, motif=motif)


def signaler(
    dossier: DossierPrioritaire, signale: Signale, bailleur: Organisation, *, urgent: bool
) -> DossierPrioritaire:
    """Note the CALEOL in which its bailleur presents it; the state does not move."""
    exiger(dossier, "signaler")
    tous = (*dossier.suivi.signalements, signale)
    suivi = replace(dossier.suivi, signalements=tous, urgent=dossier.suivi.urgent or urgent)
    return replace(dossier, suivi=suivi, bailleur=bailleur)


def designer(
    dossier: DossierPrioritaire, bailleur: Organisation, moment: Moment, *, confirme: bool
) -> DossierPrioritaire:
    """Designate the one bailleur that owes an adapted offer (LA art. 2).

    Raises AConfirmer before another one is released: a household has one bailleur at a time.
    """
    exiger(dossier, "désigner un bailleur pour")
    present = dossier.bailleur if dossier.designe else None
    if present and present.id == bailleur.id:
        raise TransitionImpossible(
            f"{dossier.reference} : {bailleur.nom} est déjà désigné, rien ne change. "
            f"Voir : /dossier {dossier.reference}"
        )
    if present and not confirme:
        raise AConfirmer(
            f"{dossier.reference} a déjà un bailleur désigné, {present.nom} : un ménage n'en a "
            f"qu'un à la fois ({moment.articles.designation}). Désigner {bailleur.nom} libère "
            f"{present.nom}, et les deux sont prévenus. Pour le confirmer, ajoutez : confirmer=oui"
        )
    choix = (*dossier.suivi.designations, Designation(bailleur.id, moment.instant))
    suivi = replace(dossier.suivi, designations=choix, etat_le=moment.jour)
    return replace(dossier, etat=EtatDossier.DESIGNE, bailleur=bailleur, suivi=suivi)


def retirer(
    dossier: DossierPrioritaire, motif: str, moment: Moment, *, confirme: bool
) -> DossierPrioritaire:
    """Withdraw the label, always with a reason (LA 3.2).

    It *may* be after a refusal reported as unjustified; raises AConfirmer for any other case.
    """
    exiger(dossier, "retirer")
    if not refus_injustifie(dossier) and not confirme:
        raise AConfirmer(
            f"Aucun refus injustifié n'est signalé pour {dossier.reference} : c'est le seul cas de "
            f"retrait prévu ({moment.articles.retrait}). S'il s'agit d'autre chose (demande "
            "radiée, relogement ailleurs), le motif le dira au ménage. Pour confirmer, ajoutez : "
            "confirmer=oui"
        )
    return _passer(dossier, EtatDossier.RETIRE, moment, motif=motif)


def refus_injustifie(dossier: DossierPrioritaire) -> bool:
    """Tell whether a bailleur reported a refusal without a valid reason (LA 3.2)."""
    return any(une.injustifie for une in dossier.suivi.propositions)


def prevenir(dossier: DossierPrioritaire, le: date, moment: Moment) -> DossierPrioritaire:
    """Note the day the household, or its social worker, was told (LA 3.1); of a withdrawal too.

    Raises TransitionImpossible for an automatic code, whose inscription is told to nobody.
    """
    exiger(dossier, "prévenir le ménage de")
    suivi = dossier.suivi
    if dossier.etat is EtatDossier.RETIRE:
        exiger_le_jour("date", le, (suivi.etat_le or le, moment.jour), "le retrait")
        return replace(dossier, suivi=replace(suivi, retrait_notifie_le=le))
    if dossier.voie is Voie.AUTOMATIQUE:
        raise TransitionImpossible(
            f"L'inscription de {dossier.reference} n'a pas à être signifiée au ménage "
            f"({moment.articles.inscription}). Seul un retrait le serait : "
            f'/dossier {dossier.reference} retirer motif="…"'
        )
    exiger_le_jour("date", le, (suivi.depuis or le, moment.jour), "l'inscription")
    return replace(dossier, suivi=replace(suivi, prevenu_le=le))


def a_prevenir(dossier: DossierPrioritaire) -> bool:
    """Tell whether the État still owes the household a word: its inscription, or its withdrawal."""
    if dossier.etat is EtatDossier.RETIRE:
        return dossier.suivi.retrait_notifie_le is None
    inscrit = dossier.vivant and dossier.etat is not EtatDossier.SIGNALE
    return inscrit and dossier.voie is not Voie.AUTOMATIQUE and dossier.suivi.prevenu_le is None


def _passer(
    dossier: DossierPrioritaire, etat: EtatDossier, moment: Moment, *, motif: str
) -> DossierPrioritaire:
    suivi = replace(dossier.suivi, motif=motif, etat_le=moment.jour)
    return replace(dossier, etat=etat, suivi=suivi)
