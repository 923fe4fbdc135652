"""What a person does under a link: once, with a receipt; a fault loses nothing typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from starlette.responses import RedirectResponse, Response

from bot.handlers.commandes import PAR_NOM
from bot.handlers.fichiers import LISENT_UN_FICHIER
from bot.handlers.gestes import Issue, accomplir, requete_de
from bot.handlers.request import Request
from bot.presenters.corps import vue_du_formulaire
from bot.web.pages import lecture, recus
from bot.web.pages.chemins import CACHEES
from bot.web.pages.demande import Demande
from bot.web.pages.depot import DEPOTS
from bot.web.pages.etat import Ouverture, ouvrir
from core.domain.acces import But, LienRefuse
from core.errors import Introuvable, Refus
from core.usecases.acces import envoyer_un_lien

TROP_VIEUX = (
    "Cette page était ouverte depuis trop longtemps : rien n'a été envoyé. Vérifiez, puis envoyez "
    "de nouveau."
)
ESPACE = "espace"
NOTE_NUMEROS = "Ce qui suit ne s'affiche qu'une fois. Fermez cette page après usage."
NOTES = {"commission": "Séance ouverte. Ce qui suit n'est gardé dans aucun reçu."}
"""What is said above an answer that no receipt keeps, by command."""


def agir(ouvert: Ouverture, nom: str, demande: Demande, maintenant: datetime) -> Response:
    """Do what was sent; raises LienRefuse for what this link doesn't open, Refus otherwise."""
    scelles = ouvert.sceaux.arguments(demande.bouton, nom) if demande.bouton else None
    fixe = ouvert.chemins.fixe(nom, scelles or demande.arguments)
    geste = ouvert.sceaux.geste(demande.sceau, nom, maintenant)
    if geste is None:
        return _redemander(ouvert, nom, fixe, demande, maintenant)
    if nom in LISENT_UN_FICHIER and not scelles and not demande.fichier:
        return lecture.fichier(ouvert, nom, maintenant, demande.refus or DEPOTS[nom].absent)
    requete = _requete(ouvert, nom, fixe, demande, geste, par_bouton=scelles is not None)
    try:
        issue = accomplir(ouvert.pages.base, requete, maintenant)
    except Introuvable as refus:
        if ouvert.chemins.seul:
            raise LienRefuse("dossier étranger", ouvert.acces) from refus
        raise
    except Refus as refus:
        if nom in LISENT_UN_FICHIER and demande.fichier:
            return lecture.fichier(ouvert, nom, maintenant, refus.phrase)
        raise
    return _suite(ouvert, requete, issue, maintenant)


def demander_l_espace(ouvert: Ouverture, demande: Demande, maintenant: datetime) -> Response:
    """Send the member a link to all their dossiers, at the addresses on file."""
    if ouvert.sceaux.geste(demande.sceau, ESPACE, maintenant) is None:
        return lecture.accueil(ouvert, maintenant)
    if ouvert.pages.peut_ecrire(ouvert.membre, maintenant):
        with ouvert.pages.base.transaction() as uow:
            envoyer_un_lien(uow, maintenant, ouvert.membre, But.ESPACE)
    return lecture.page(ouvert, "envoye", "Votre lien est en route")


def _requete(
    ouvert: Ouverture,
    nom: str,
    fixe: Mapping[str, str],
    demande: Demande,
    geste: str,
    *,
    par_bouton: bool,
) -> Request:
    """Make the request: what a button of ours carries was written by us."""
    return replace(
        requete_de(ouvert.membre, nom, geste, fixe),
        champs=demande.champs,
        montres=demande.montres,
        fichier=demande.fichier if nom in LISENT_UN_FICHIER else None,
        jeton=geste if par_bouton else None,
    )


def _suite(ouvert: Ouverture, requete: Request, issue: Issue, maintenant: datetime) -> Response:
    """Go to the receipt, or show what it may not keep, what must be confirmed or corrected."""
    nom, soumission = requete.commande or "", issue.soumission
    if issue.fait and issue.reply:
        return lecture.message(ouvert, issue.reply, maintenant, note=NOTES.get(nom, NOTE_NUMEROS))
    if issue.fait and not _ouvre_encore(ouvert, maintenant):
        return recus.recu(ouvert, requete.message, maintenant)
    if issue.fait:
        return RedirectResponse(ouvert.chemins.recu(requete.message, deja=issue.deja), 303)
    if issue.reply:
        return lecture.message(ouvert, issue.reply, maintenant)
    if soumission.suite:
        vu = soumission.suite
        return lecture.formulaire(ouvert, vu.commande, {**requete.fixe, **vu.fixe}, vu, maintenant)
    return _corriger(ouvert, nom, requete, soumission.erreurs, maintenant)


def _ouvre_encore(ouvert: Ouverture, maintenant: datetime) -> bool:
    """Tell whether the link survives the gesture: one may withdraw, or revoke, one's own."""
    try:
        ouvrir(ouvert.pages, ouvert.acces, ouvert.jeton, maintenant)
    except LienRefuse:
        return False
    return True


def _corriger(
    ouvert: Ouverture,
    nom: str,
    requete: Request,
    erreurs: Mapping[str, str],
    maintenant: datetime,
    annonce: str = "",
) -> Response:
    """Show the form again, each fault beside its field, with all that was typed."""
    reply, _ = lecture.essayer(ouvert, nom, requete.fixe, maintenant, requete.champs)
    if reply.formulaire is None:
        raise Refus(" ".join(erreurs.values()) or TROP_VIEUX)
    return lecture.formulaire(
        ouvert,
        nom,
        requete.fixe,
        vue_du_formulaire(reply.formulaire),
        maintenant,
        saisies=requete.champs,
        erreurs=erreurs,
        deja=requete.montres or frozenset(),
        annonce=annonce,
    )


def _redemander(
    ouvert: Ouverture, nom: str, fixe: Mapping[str, str], demande: Demande, maintenant: datetime
) -> Response:
    """Show again what was sent with a seal that is not, or no longer, ours."""
    if nom in CACHEES:
        raise LienRefuse("hors de son objet", ouvert.acces)
    if nom not in PAR_NOM:
        raise Introuvable("Cette page n'existe pas. Revenez à l'accueil de ce lien.")
    if nom in LISENT_UN_FICHIER and not demande.bouton:
        return lecture.fichier(ouvert, nom, maintenant, note=TROP_VIEUX)
    requete = _requete(ouvert, nom, fixe, demande, "lecture", par_bouton=False)
    if demande.champs or demande.montres:
        return _corriger(ouvert, nom, requete, {}, maintenant, TROP_VIEUX)
    return lecture.confirmer(
        ouvert, nom, fixe, maintenant, bouton=demande.bouton, annonce=TROP_VIEUX
    )
