"""A priority household as people read it: never its category, but on a signed page."""

from __future__ import annotations

from datetime import date

from bot.presenters.fiches import euros
from core.domain.convention import Convention
from core.domain.organisations import Organisation
from core.domain.prioritaires import (
    DossierPrioritaire,
    EtatDossier,
    Proposition,
    ReponseProposition,
)
from core.domain.prioritaires_attente import attend_depuis, jours_d_attente, prochaine_caleol
from core.domain.prioritaires_passages import a_prevenir
from core.domain.prioritaires_signalement import suite_du_signalement
from core.domain.regles_priorite import Articles
from core.messages.model import Bloc, Bouton, Champs, Liste, Paragraphe
from core.texte import jour_fr, pluriel
from core.usecases.prioritaires_dossier import articles_de

REFERENCE = "reference_avis"
A_TROIS = "Il se présente avec d'autres candidats : la règle des trois candidatures s'applique."


def bouton(libelle: str, dossier: DossierPrioritaire, action: str = "") -> Bouton:
    """Make a button that shows a household, or does something to it."""
    quoi = {"action": action} if action else {}
    return Bouton(libelle, "dossier", {REFERENCE: dossier.reference, **quoi})


def resume(
    dossier: DossierPrioritaire, convention: Convention, lecteur: Organisation, jour: date
) -> tuple[Bloc, ...]:
    """Describe a household without anything private: where it stands, what was offered."""
    suivi, articles = dossier.suivi, articles_de(convention)
    pour_l_etat = lecteur.id == dossier.autorite.id
    depuis = f", depuis le {jour_fr(suivi.etat_le)}" if suivi.etat_le else ""
    lignes = [
        ("État", f"{dossier.etat}{depuis}"),
        ("Attente", attente_fr(dossier, jour)),
        ("Numéro unique", dossier.numero_unique.masque),
        ("Recherche", recherche_fr(dossier)),
        ("Bailleur", bailleur_fr(dossier)),
        ("Service de l'État", dossier.autorite.nom),
        ("Urgence", "oui" if suivi.urgent else ""),
        ("Ménage prévenu", _prevenu(dossier, articles) if pour_l_etat else ""),
        ("Compte au contingent", imputation_fr(dossier, articles)),
        ("Motif", suivi.motif),
    ]
    blocs: list[Bloc] = [Champs(tuple(une for une in lignes if une[1]))]
    annoncee = dossier.vivant and prochaine_caleol(dossier, jour)
    if dossier.etat is EtatDossier.SIGNALE or annoncee:
        blocs.append(Paragraphe(caleol_fr(dossier, convention)))
    if suivi.propositions:
        blocs.append(Liste(tuple(proposition_fr(une) for une in suivi.propositions)))
    return tuple(blocs)


def partie_privee(dossier: DossierPrioritaire, convention: Convention) -> tuple[Bloc, ...]:
    """Give what is read on a signed page only: category, road, contact, and what follows of it."""
    regles, prive = convention.priorite, dossier.prive
    categorie = regles.categorie(prive.categorie) if regles else None
    seul = categorie is not None and categorie.seule
    lignes = (
        ("Catégorie", f"{categorie.libelle} ({categorie.article})" if categorie else "inconnue"),
        ("Inscription", dossier.voie.value),
        ("Situation complexe", "oui" if dossier.suivi.complexe else ""),
        ("Contact", prive.contact),
        ("Bail glissant, au profit de", prive.association),
    )
    return (
        Champs(tuple(une for une in lignes if une[1])),
        Paragraphe(_seul_fr(articles_de(convention)) if seul else A_TROIS),
    )


def _seul_fr(articles: Articles) -> str:
    regle = f"pas de règle des trois candidatures ({articles.designation})"
    return f"Il se présente seul à la CALEOL : {regle}."


def ligne(dossier: DossierPrioritaire, lecteur: Organisation, jour: date) -> str:
    """Sum a household up in one line: reference, state, wait, need, bailleur, CALEOL."""
    autre = dossier.bailleur if dossier.bailleur and not dossier.concerne(lecteur.id) else None
    caleol = prochaine_caleol(dossier, jour)
    morceaux = (
        dossier.reference,
        dossier.etat.value,
        pluriel(jours_d_attente(dossier, jour), "jour"),
        " ou ".join(dossier.suivi.types),
        autre.nom if autre else "",
        f"CALEOL le {jour_fr(caleol)}" if caleol else "",
        "urgent" if dossier.suivi.urgent else "",
    )
    return " · ".join(un for un in morceaux if un)


def attente_fr(dossier: DossierPrioritaire, jour: date) -> str:
    """Say how long the household has waited, and since when."""
    jours = pluriel(jours_d_attente(dossier, jour), "jour")
    return f"{jours}, depuis le {jour_fr(attend_depuis(dossier))}"


def recherche_fr(dossier: DossierPrioritaire) -> str:
    """Say what the household looks for."""
    suivi = dossier.suivi
    parties = (" ou ".join(suivi.types), ", ".join(suivi.communes))
    return " · ".join(une for une in parties if une)


def bailleur_fr(dossier: DossierPrioritaire) -> str:
    """Say which bailleur follows the household, and by whose choice."""
    if dossier.bailleur is None:
        return "aucun pour l'instant"
    return f"{dossier.bailleur.nom} ({'désigné' if dossier.designe else 'l’a signalé'})"


def caleol_fr(dossier: DossierPrioritaire, convention: Convention) -> str:
    """Say how the last signalement stands to its CALEOL."""
    siens = [un for un in dossier.suivi.signalements if dossier.concerne(un.bailleur)]
    if dossier.etat is not EtatDossier.SIGNALE:
        return f"CALEOL annoncée : {jour_fr(dossier.caleol)}." if dossier.caleol else ""
    regle = convention.priorite.signalement if convention.priorite else None
    if not siens or regle is None:
        return ""
    return suite_du_signalement(siens[-1].lecture, siens[-1].caleol, regle)


def imputation_fr(dossier: DossierPrioritaire, articles: Articles) -> str:
    """Say whether the rehousing counts, and why not."""
    imputation = dossier.suivi.imputation
    if imputation is None:
        return ""
    if imputation.imputee:
        return f"oui ({articles.imputation})"
    raison = imputation.raison.rstrip(".")
    return f"non, {raison} : donnée à rectifier ({articles.correction})"


def logement_fr(une: Proposition) -> str:
    """Describe a dwelling offered: typologie, place, rent and charges."""
    lieu = f"{une.type} à {une.commune} ({'en' if une.qpv else 'hors'} QPV)"
    financement = f", {une.financement}" if une.financement else ""
    return f"{lieu}{financement}, {euros(une.loyer)} + {euros(une.charges)} de charges"


def proposition_fr(une: Proposition) -> str:
    """Sum up an offer and what became of it."""
    parties = [f"n° {une.numero} : {logement_fr(une)}, proposé le {jour_fr(une.le)}"]
    if une.repondu_le:
        parties.append(f"{reponse_fr(une)} le {jour_fr(une.repondu_le)}")
    if une.entree_le:
        parties.append(f"entrée le {jour_fr(une.entree_le)}")
    return ", ".join(parties)


def reponse_fr(une: Proposition) -> str:
    """Say what became of an offer."""
    if une.reponse is None:
        return "sans réponse"
    if une.reponse is ReponseProposition.REFUSE and une.injustifie:
        return "refusée sans motif valable, selon le bailleur,"
    return une.reponse.value


def _prevenu(dossier: DossierPrioritaire, articles: Articles) -> str:
    suivi = dossier.suivi
    if suivi.retrait_notifie_le:
        return f"du retrait, le {jour_fr(suivi.retrait_notifie_le)}"
    if a_prevenir(dossier):
        if dossier.etat is EtatDossier.RETIRE:
            return f"à prévenir du retrait ({articles.retrait})"
        return f"à prévenir ({articles.inscription})"
    return f"le {jour_fr(suivi.prevenu_le)}" if suivi.prevenu_le else ""
