"""/dossier nouveau: the État inscribes a household, a bailleur signals one (LA 3.1)."""

from __future__ import annotations

import secrets

from bot.handlers.actions import CONFIRME, Lus, Saisies
from bot.handlers.conventions import convention_du_volet
from bot.handlers.formulaires_dossier import champs_nouveau
from bot.handlers.request import Contexte, Reply
from bot.handlers.vues_dossier import fait
from bot.presenters.prioritaires import caleol_fr
from core.domain.calendrier import jour_local
from core.domain.convention import Convention
from core.domain.organisations import Nature, Organisation
from core.domain.prioritaires import DossierPrioritaire, EtatDossier, Prive, Voie
from core.domain.prioritaires_passages import a_prevenir
from core.errors import AConfirmer, ConventionAbsente, SaisieInvalide
from core.messages.forms import Champ
from core.texte import a
from core.usecases.prioritaires_dossier import articles_de, regles_de
from core.usecases.prioritaires_ouvrir import NouveauDossier, ouvrir


def champs(contexte: Contexte, _: None, saisies: Saisies) -> tuple[Champ, ...]:
    """Ask for a household under the member's convention; raises ConventionAbsente."""
    convention = convention_du_volet(contexte, "priorite")
    jour = jour_local(contexte.maintenant, convention.zone)
    par_l_etat = contexte.membre.organisation.nature is Nature.ETAT
    return champs_nouveau(regles_de(convention), jour, par_l_etat=par_l_etat)


def ouvrir_un_dossier(contexte: Contexte, _: None, lus: Lus) -> Reply:
    """Open it. What asks to be confirmed is asked in the form: a button would hold the number."""
    convention = convention_du_volet(contexte, "priorite")
    nouveau = _lire(contexte, convention, lus)
    try:
        dossier = ouvrir(contexte.uow, contexte.maintenant, contexte.acteur, convention, nouveau)
    except AConfirmer as refus:
        raise SaisieInvalide(refus.phrase, "confirmer") from refus
    return fait(contexte, dossier, _effet(dossier, convention))


def autorite_de(contexte: Contexte, convention: Convention) -> Organisation:
    """Give the État's service that decides under a convention; raises ConventionAbsente."""
    moi = contexte.membre.organisation
    if moi.nature is Nature.ETAT:
        return moi
    organisations = contexte.uow.organisations
    for une in organisations.partenaires(moi.id, frozenset({Nature.ETAT})):
        if convention.id in {lie.id for lie in organisations.conventions_communes(moi.id, une.id)}:
            return une
    raise ConventionAbsente(
        f"Aucun service de l'État n'est enregistré pour « {convention.nom} ». Prévenez "
        "l'administrateur : fluxbot organisation list"
    )


def _lire(contexte: Contexte, convention: Convention, lus: Lus) -> NouveauDossier:
    moi = contexte.membre.organisation
    par_l_etat = moi.nature is Nature.ETAT
    return NouveauDossier(
        moi,
        autorite_de(contexte, convention),
        lus["numero"],
        Prive(lus["categorie"], lus.get("contact", ""), lus.get("association", "")),
        lus["voie"] if par_l_etat else Voie.BAILLEUR,
        secrets.token_hex(16),
        lus.get("types", ()),
        lus.get("communes", ()),
        lus.get("urgent", False),
        lus.get("complexe", False),
        lus.get("reconnu"),
        None if par_l_etat else moi,
        lus.get("caleol"),
        lus[CONFIRME],
    )


def _effet(dossier: DossierPrioritaire, convention: Convention) -> str:
    """Say what was done, and what the household must be told."""
    if dossier.bailleur and dossier.suivi.signalements:
        deja = dossier.etat is EtatDossier.INSCRIT
        debut = (
            "Ce ménage est déjà inscrit : vous le suivez désormais."
            if deja
            else (f"Ménage signalé {a(dossier.autorite.nom)}.")
        )
        return f"{debut} {caleol_fr(dossier, convention)}"
    articles = articles_de(convention)
    if not a_prevenir(dossier):
        return (
            "Ménage inscrit. Cette inscription n'a pas à être signifiée au ménage "
            f"({articles.inscription})."
        )
    return (
        "Ménage inscrit. Prévenez-le, ou son travailleur social, en disant qu'un refus sans motif "
        f"valable peut faire retirer l'inscription ({articles.retrait}) : "
        f"/dossier {dossier.reference} prevenir"
    )
