"""What a link shows: reading a page changes nothing, so that a mail scanner starts no clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from starlette.responses import Response

from bot.channels.images import dimensions, est_une_image
from bot.handlers.fichiers import LISENT_UN_FICHIER
from bot.handlers.gestes import apercevoir, demande_confirmation, regarder, requete_de
from bot.handlers.request import Contexte, Reply
from bot.presenters.corps import FormulaireVu, vue_du_formulaire
from bot.web.formulaires import avec_saisie, erreur_generale
from bot.web.pages import confirmations, depot, dossiers, espace, rappels, vues
from bot.web.pages.demande import JAMAIS_EN_ADRESSE
from bot.web.pages.etat import Ouverture
from bot.web.pages.gestes_de_dossier import montre
from bot.web.pages.rendu import lieur, rendre
from core.domain.acces import LienRefuse
from core.domain.references import COMMANDES, prefixe_de
from core.errors import Interdit, Introuvable, Refus
from core.messages.model import Message


def accueil(ouvert: Ouverture, maintenant: datetime) -> Response:
    """Show what the link is about: its dossier, or all that its member may do."""
    prefixe = prefixe_de(ouvert.acces.objet)
    if ouvert.chemins.seul and prefixe:
        return commande(ouvert, COMMANDES[prefixe], {}, maintenant)
    requete = requete_de(ouvert.membre, "aide", "lecture", {})
    vu = regarder(
        ouvert.pages.base, requete, maintenant, lambda contexte: espace.espace(contexte, ouvert)
    )
    return page(ouvert, "espace", "Mes dossiers", espace=vu)


def commande(
    ouvert: Ouverture, nom: str, arguments: Mapping[str, str], maintenant: datetime
) -> Response:
    """Show a command's answer, its form, or what it would do.

    Raises LienRefuse when this link doesn't open it, Refus when the rules refuse it.
    """
    fixe = ouvert.chemins.fixe(nom, arguments)
    if nom in LISENT_UN_FICHIER:
        return fichier(ouvert, nom, maintenant)
    reply, suite = essayer(ouvert, nom, fixe, maintenant)
    if reply.formulaire:
        return formulaire(ouvert, nom, fixe, vue_du_formulaire(reply.formulaire), maintenant)
    if not montre(nom, fixe) and not demande_confirmation(reply):
        return confirmer(ouvert, nom, fixe, maintenant)
    piece = ouvert.chemins.piece(nom, fixe) if reply.message and reply.message.piece else ""
    if suite is None:
        return message(ouvert, reply, maintenant, piece)
    faits = faits_du_message(ouvert, reply, maintenant) | {"adresse_piece": piece}
    return page(ouvert, "dossier", suite.titre, dossier=suite, instant=maintenant, **faits)


def essayer(
    ouvert: Ouverture,
    nom: str,
    fixe: Mapping[str, str],
    maintenant: datetime,
    champs: Mapping[str, str] | None = None,
) -> tuple[Reply, vues.PageDeDossier | None]:
    """Run a command and undo it; with what surrounds the dossier that it shows, if it shows one.

    `champs` is what was typed in its form: a longer list is shown again as long.
    """

    def faire(contexte: Contexte) -> tuple[Reply, vues.PageDeDossier | None]:
        reply = apercevoir(contexte)
        seul = reply.reference and reply.message and montre_un_dossier(nom, fixe)
        return reply, dossiers.page_de(contexte, ouvert, reply) if seul else None

    requete = replace(requete_de(ouvert.membre, nom, "lecture", fixe), champs=champs or {})
    try:
        return regarder(ouvert.pages.base, requete, maintenant, faire)
    except Introuvable as refus:
        if ouvert.chemins.seul:
            raise LienRefuse("dossier étranger", ouvert.acces) from refus
        raise


def montre_un_dossier(nom: str, fixe: Mapping[str, str]) -> bool:
    """Tell whether a command shows one whole dossier, with these arguments."""
    return nom in COMMANDES.values() and "action" not in fixe and montre(nom, fixe)


def formulaire(
    ouvert: Ouverture,
    nom: str,
    fixe: Mapping[str, str],
    vu: FormulaireVu,
    maintenant: datetime,
    *,
    saisies: Mapping[str, str] | None = None,
    erreurs: Mapping[str, str] | None = None,
    deja: frozenset[str] = frozenset(),
    annonce: str = "",
) -> Response:
    """Show a form; with what was typed and what is wrong with it, when it comes back."""
    if saisies is not None:
        vu = avec_saisie(vu, saisies, erreurs or {})
    montres = vues.montres(vu, deja)
    tout = {**fixe, **vu.fixe}
    adresse = {cle: texte for cle, texte in tout.items() if cle not in JAMAIS_EN_ADRESSE}
    par_adresse = vues.de_reference(vu) or montre(nom, adresse)
    action = ouvert.chemins.page_de(nom) if par_adresse else ouvert.chemins.geste(nom, adresse)
    return page(
        ouvert,
        "formulaire",
        vu.titre,
        rappel=_rappel(ouvert, nom, adresse, tout, maintenant),
        statut=422 if erreurs else 200,
        formulaire=replace(vu, champs=montres),
        groupes=vues.groupes(montres),
        fautifs=[un for un in montres if un.erreur],
        generale=erreur_generale(montres, erreurs or {}),
        annonce=annonce,
        par_adresse=par_adresse,
        cachees=adresse if par_adresse else {},
        action=action,
        sceau=ouvert.sceaux.nouveau(nom, maintenant),
        clavier=vues.clavier,
        type_de=vues.type_de,
        valeur_de=vues.valeur_de,
        titre_du_groupe=vues.titre_du_groupe,
    )


def _rappel(
    ouvert: Ouverture,
    nom: str,
    adresse: Mapping[str, str],
    tout: Mapping[str, str],
    maintenant: datetime,
) -> str:
    """Recall what a form is about; never what is private."""
    requete = requete_de(ouvert.membre, nom, "lecture", adresse)
    return regarder(
        ouvert.pages.base, requete, maintenant, lambda contexte: rappels.rappel(contexte, tout)
    )


def confirmer(
    ouvert: Ouverture,
    nom: str,
    fixe: Mapping[str, str],
    maintenant: datetime,
    *,
    bouton: str = "",
    annonce: str = "",
) -> Response:
    """Say what a command will do, with the button that does it."""
    requete = requete_de(ouvert.membre, nom, "lecture", fixe)
    une = regarder(
        ouvert.pages.base,
        requete,
        maintenant,
        lambda contexte: confirmations.confirmation(contexte, nom, fixe),
    )
    return page(
        ouvert,
        "confirmation",
        une.titre,
        une=une,
        annonce=annonce,
        bouton=bouton,
        action=ouvert.chemins.geste(nom, fixe),
        sceau=ouvert.sceaux.nouveau(nom, maintenant),
    )


def fichier(
    ouvert: Ouverture, nom: str, maintenant: datetime, fautes: str = "", note: str = ""
) -> Response:
    """Ask for the file that a command reads; `fautes` says one a line what is wrong with it."""
    reply, _ = essayer(ouvert, nom, {}, maintenant)
    faits = faits_du_message(ouvert, reply, maintenant)
    return page(
        ouvert,
        "fichier",
        faits["titre_du_message"],
        statut=422 if fautes else 200,
        depot=depot.DEPOTS[nom],
        fautes=fautes.splitlines(),
        annonce=note,
        action=ouvert.chemins.commande(nom, {}),
        adresse_piece=ouvert.chemins.piece(nom, {}) if faits["piece"] else "",
        sceau=ouvert.sceaux.nouveau(nom, maintenant),
        **faits,
    )


def message(
    ouvert: Ouverture, reply: Reply, maintenant: datetime, piece: str = "", note: str = ""
) -> Response:
    """Show an answer as it is, with the way back to its dossier."""
    faits = faits_du_message(ouvert, reply, maintenant)
    faits |= {"adresse_piece": piece, "retour": ouvert.chemins.retour(reply.reference or "")}
    return page(ouvert, "message", faits["titre_du_message"], note=note, **faits)


def refus(ouvert: Ouverture, faute: Refus) -> Response:
    """Say in one sentence why not; the link itself is fine."""
    statut = 403 if isinstance(faute, Interdit) else 422
    faits = {"phrase": faute.phrase, "retour": ouvert.chemins.retour()}
    return page(ouvert, "refus", "Ce n'est pas possible", statut=statut, **faits)


def page(
    ouvert: Ouverture, modele: str, titre: str, *, statut: int = 200, **faits: Any
) -> Response:
    """Render a page of an open link: it says for whom, and until when."""
    return rendre(
        modele,
        ouvert.pages.racine,
        statut,
        titre=titre,
        ouvert=ouvert,
        lier=lieur(ouvert.chemins, ouvert.membre),
        **faits,
    )


def faits_du_message(ouvert: Ouverture, reply: Reply, maintenant: datetime) -> dict[str, Any]:
    """Give the facts of an answer for a template."""
    dit = reply.message or Message("")
    jointe = dit.piece
    return {
        "titre_du_message": dit.titre,
        "blocs": vues.blocs(dit),
        "gravite": dit.gravite.value,
        "suites": vues.suites(dit.boutons, ouvert.chemins, ouvert.sceaux, maintenant),
        "piece": jointe,
        "cotes": dimensions(jointe) if jointe and est_une_image(jointe) else None,
    }
