"""What may be done to a priority household, by whom and from which state (LA art. 2 and 3)."""

from __future__ import annotations

from datetime import date

from core.domain.organisations import Organisation
from core.domain.prioritaires import PERMIS, DossierPrioritaire, EtatDossier
from core.domain.regles_priorite import Articles
from core.errors import Interdit, TransitionImpossible, saisie
from core.texte import jour_fr

_SUITES = {
    EtatDossier.SIGNALE: "Le service de l'État doit d'abord l'inscrire ou l'écarter.",
    EtatDossier.INSCRIT: "Le ménage attend un bailleur ou un logement.",
    EtatDossier.DESIGNE: "Le bailleur désigné doit proposer un logement.",
    EtatDossier.PROPOSE: "La réponse du ménage est attendue.",
    EtatDossier.ACCEPTE: "L'entrée dans les lieux est attendue.",
}


def exiger(dossier: DossierPrioritaire, verbe: str) -> None:
    """Raise TransitionImpossible unless `verbe` may be done in its present state."""
    if dossier.etat in PERMIS[verbe]:
        return
    suite = _SUITES.get(dossier.etat) or "Le dossier est clos : plus rien n'y change."
    if dossier.etat is EtatDossier.NON_INSCRIT:
        suite = "Il n'a pas été inscrit ; seul le service de l'État peut encore l'inscrire."
    raise TransitionImpossible(
        f"On ne peut pas {verbe} {dossier.reference} : il est « {dossier.etat} »"
        f"{_depuis_quand(dossier)}. {suite} Voir : /dossier {dossier.reference}"
    )


def exiger_autorite(dossier: DossierPrioritaire, organisation: Organisation, verbe: str) -> None:
    """Raise Interdit unless `organisation` is the État's service that decides."""
    if organisation.id != dossier.autorite.id:
        raise Interdit(f"Seul {dossier.autorite.nom} peut {verbe} {dossier.reference}.")


def exiger_son_bailleur(
    dossier: DossierPrioritaire, organisation: Organisation, verbe: str, articles: Articles
) -> None:
    """Raise Interdit unless `organisation` is its present bailleur."""
    if dossier.concerne(organisation.id):
        return
    qui = (
        f"son bailleur, {dossier.bailleur.nom},"
        if dossier.bailleur
        else "le bailleur que le préfet désignera"
    )
    raise Interdit(f"Seul {qui} peut {verbe} {dossier.reference} ({articles.designation}).")


def exiger_qui_suit(
    dossier: DossierPrioritaire, organisation: Organisation, verbe: str, articles: Articles
) -> None:
    """Raise Interdit unless it is its present bailleur, or the État in its place (chosen)."""
    if organisation.id != dossier.autorite.id:
        exiger_son_bailleur(dossier, organisation, verbe, articles)


def exiger_le_jour(champ: str, le: date, bornes: tuple[date, date], de_quoi: str) -> None:
    """Raise SaisieInvalide unless a civil day is within `bornes`, the first one being `de_quoi`."""
    premier, aujourdhui = bornes
    if le > aujourdhui:
        regle = f"est dans l'avenir (aujourd'hui : {jour_fr(aujourdhui)})"
        raise saisie(champ, jour_fr(le), regle, f"{champ}={jour_fr(aujourdhui)}")
    if le < premier:
        regle = f"précède {de_quoi} ({jour_fr(premier)})"
        raise saisie(champ, jour_fr(le), regle, f"{champ}={jour_fr(aujourdhui)}")


def _depuis_quand(dossier: DossierPrioritaire) -> str:
    if dossier.reloge_le:
        return f" depuis le {jour_fr(dossier.reloge_le)}"
    return f" depuis le {jour_fr(dossier.suivi.etat_le)}" if dossier.suivi.etat_le else ""
