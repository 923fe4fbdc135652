"""A dwelling offered to a priority household: its answer, its entry, what counts (LA art. 2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from core.domain.prioritaires import (
    DossierPrioritaire,
    EtatDossier,
    Imputation,
    Proposition,
    ReponseProposition,
    Suivi,
)
from core.domain.prioritaires_passages import Moment
from core.domain.prioritaires_regles import exiger, exiger_le_jour
from core.domain.regles_priorite import Articles
from core.errors import SaisieInvalide, TransitionImpossible
from core.texte import jour_fr


@dataclass(frozen=True)
class Issue:
    """What became of an offer on the civil day `le`. `injustifie`: no valid reason (LA 3.2)."""

    reponse: ReponseProposition
    le: date
    injustifie: bool = False
    motif: str = ""


def proposer(dossier: DossierPrioritaire, offre: Proposition, moment: Moment) -> DossierPrioritaire:
    """Note the dwelling offered by its bailleur; its number is the next one."""
    exiger(dossier, "proposer un logement pour")
    depuis = dossier.suivi.depuis or offre.le
    exiger_le_jour("date", offre.le, (depuis, moment.jour), "l'inscription du ménage")
    numerotee = replace(offre, numero=len(dossier.suivi.propositions) + 1)
    suivi = replace(dossier.suivi, propositions=(*dossier.suivi.propositions, numerotee))
    return _vers(dossier, EtatDossier.PROPOSE, replace(suivi, etat_le=moment.jour))


def repondre(dossier: DossierPrioritaire, issue: Issue, moment: Moment) -> DossierPrioritaire:
    """Note the answer to the offer; a household that accepted may still give up.

    After a refusal it waits again, under the same bailleur. Raises SaisieInvalide for an
    acceptance said to be unjustified.
    """
    exiger(dossier, "noter une réponse pour")
    offre = _en_cours(dossier)
    accepte = issue.reponse is ReponseProposition.ACCEPTE
    if accepte and offre.reponse is ReponseProposition.ACCEPTE:
        raise TransitionImpossible(
            f"{dossier.reference} : l'acceptation du {jour_fr(offre.repondu_le or issue.le)} est "
            f"déjà notée. L'entrée : /dossier {dossier.reference} entree date="
            f"{jour_fr(moment.jour)}"
        )
    if issue.injustifie and issue.reponse is not ReponseProposition.REFUSE:
        raise SaisieInvalide(
            f"injustifie : seul un refus du ménage peut l'être ({moment.articles.retrait}). "
            f"Exemple : /dossier {dossier.reference} reponse refuse injustifie=oui",
            "injustifie",
        )
    debut, quoi = offre.le, "la proposition"
    if offre.repondu_le:
        debut, quoi = offre.repondu_le, "l'acceptation"
    exiger_le_jour("date", issue.le, (debut, moment.jour), quoi)
    close = replace(
        offre,
        reponse=issue.reponse,
        repondu_le=issue.le,
        injustifie=issue.injustifie,
        motif=issue.motif,
    )
    apres = EtatDossier.DESIGNE if dossier.designe else EtatDossier.INSCRIT
    return _avec(dossier, EtatDossier.ACCEPTE if accepte else apres, close, moment)


def entrer(
    dossier: DossierPrioritaire, le: date, imputation: Imputation, moment: Moment
) -> DossierPrioritaire:
    """Note the entry: the household is rehoused, and counts or not on the contingent (LA 4.2.1)."""
    exiger(dossier, "noter l'entrée de")
    offre = _en_cours(dossier)
    debut = offre.repondu_le or offre.le
    exiger_le_jour("date", le, (debut, moment.jour), "l'acceptation de la proposition")
    entre = _avec(dossier, EtatDossier.RELOGE, replace(offre, entree_le=le), moment)
    suivi = replace(entre.suivi, imputation=_motivee(dossier, imputation, moment.articles))
    return replace(entre, suivi=suivi, reloge_le=le)


def imputer(
    dossier: DossierPrioritaire, imputation: Imputation, articles: Articles
) -> DossierPrioritaire:
    """Change whether a rehousing counts: not when its automatic code rests on wrong data (LA 3.2).

    Raises TransitionImpossible when nothing would change.
    """
    exiger(dossier, "changer l'imputation de")
    motivee = _motivee(dossier, imputation, articles)
    present = dossier.suivi.imputation
    if present and present.imputee == motivee.imputee:
        est = "est déjà imputé" if motivee.imputee else "n'est déjà pas imputé"
        raise TransitionImpossible(
            f"{dossier.reference} {est} : rien ne change. Voir : /dossier {dossier.reference}"
        )
    return replace(dossier, suivi=replace(dossier.suivi, imputation=motivee))


def ecarts(dossier: DossierPrioritaire, offre: Proposition) -> tuple[str, ...]:
    """Say what of an offer is not what the household looks for: it may not be adapted."""
    suivi = dossier.suivi
    lieux = {un.casefold() for un in suivi.communes}
    trouves = []
    if suivi.types and offre.type not in suivi.types:
        trouves.append(f"type {offre.type} (recherché : {', '.join(suivi.types)})")
    if lieux and offre.commune.casefold() not in lieux:
        trouves.append(f"commune {offre.commune} (recherchée : {', '.join(suivi.communes)})")
    return tuple(trouves)


def _motivee(dossier: DossierPrioritaire, imputation: Imputation, articles: Articles) -> Imputation:
    """Give it back; raises SaisieInvalide when it does not count and nobody says why."""
    if imputation.imputee or imputation.raison:
        return imputation
    raise SaisieInvalide(
        f"raison : dites pourquoi ce relogement ne s'impute pas ({articles.correction} : la donnée "
        "du code automatique est fausse, et à rectifier). Exemple : "
        f'/dossier {dossier.reference} imputer non raison="ressources mensuelles erronées"',
        "raison",
    )


def _en_cours(dossier: DossierPrioritaire) -> Proposition:
    offre = dossier.proposition
    assert offre and offre.en_cours
    return offre


def _avec(
    dossier: DossierPrioritaire, etat: EtatDossier, offre: Proposition, moment: Moment
) -> DossierPrioritaire:
    """Give the dossier with its last offer changed."""
    autres = dossier.suivi.propositions[:-1]
    suivi = replace(dossier.suivi, propositions=(*autres, offre), etat_le=moment.jour)
    return _vers(dossier, etat, suivi)


def _vers(dossier: DossierPrioritaire, etat: EtatDossier, suivi: Suivi) -> DossierPrioritaire:
    return replace(dossier, etat=etat, suivi=suivi)
