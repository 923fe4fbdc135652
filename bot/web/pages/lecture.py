"""What a link shows: reading a page changes nothing, so that a mail scanner starts no clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from starlette.responses import Response

from bot.channels.images import dimensions, est_une_image
from bot.handlers.gestes import apercevoir, regarder, requete_de
from bot.handlers.request import Contexte, Reply
from bot.presenters.corps import FormulaireVu, vue_du_formulaire
from bot.web.formulaires import avec_saisie, erreur_generale
from bot.web.pages import avis, confirmations, vues
from bot.web.pages.chemins import MONTRENT, MONTRENT_SEULES
from bot.web.pages.etat import Ouverture
from bot.web.pages.rendu import lieur, rendre
from core.domain.acces import But, LienRefuse
from core.errors import Interdit, Introuvable, Refus
from core.messages.model import Message

FICHIER = "annexe"
"""The command that takes a file."""


def accueil(ouvert: Ouverture, maintenant: datetime) -> Response:
    """Show what the link is about: its avis, or all that its member may do."""
    if ouvert.acces.but is But.AVIS:
        return commande(ouvert, "avis", {}, maintenant)
    requete = requete_de(ouvert.membre, "avis", "lecture", {})
    espace = regarder(
        ouvert.pages.base, requete, maintenant, lambda contexte: avis.espace(contexte, ouvert)
    )
    return page(ouvert, "espace", "Mes avis", espace=espace)


def commande(
    ouvert: Ouverture, nom: str, arguments: Mapping[str, str], maintenant: datetime
) -> Response:
    """Show a command's answer, its form, or what it would do.

    Raises LienRefuse when this link doesn't open it, Refus when the rules refuse it.
    """
    fixe = ouvert.chemins.fixe(nom, arguments)
    if nom == FICHIER:
        return fichier(ouvert, maintenant)
    reply, suite = essayer(ouvert, nom, fixe, maintenant)
    if reply.formulaire:
        return formulaire(ouvert, nom, fixe, vue_du_formulaire(reply.formulaire), maintenant)
    if nom not in MONTRENT and (fixe or nom not in MONTRENT_SEULES):
        return confirmer(ouvert, nom, fixe, maintenant)
    if suite:
        faits = faits_du_message(ouvert, reply, maintenant)
        return page(ouvert, "avis", suite.titre, avis=suite, instant=maintenant, **faits)
    piece = ouvert.chemins.piece(nom, fixe) if reply.message and reply.message.piece else ""
    return message(ouvert, reply, maintenant, piece)


def essayer(
    ouvert: Ouverture,
    nom: str,
    fixe: Mapping[str, str],
    maintenant: datetime,
    champs: Mapping[str, str] | None = None,
) -> tuple[Reply, avis.PageDAvis | None]:
    """Run a command and undo it; with the avis that it shows, if it shows one.

    `champs` is what was typed in its form: a longer list is shown again as long.
    """

    def faire(contexte: Contexte) -> tuple[Reply, avis.PageDAvis | None]:
        reply = apercevoir(contexte)
        seul = nom == "avis" and reply.reference
        return reply, avis.page_de(contexte, ouvert, reply.reference or "") if seul else None

    requete = replace(requete_de(ouvert.membre, nom, "lecture", fixe), champs=champs or {})
    try:
        return regarder(ouvert.pages.base, requete, maintenant, faire)
    except Introuvable as refus:
        if ouvert.acces.but is But.AVIS:
            raise LienRefuse("avis étranger", ouvert.acces) from refus
        raise


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
    fautifs = [un for un in montres if un.erreur]
    adresse = {**fixe, **vu.fixe}
    return page(
        ouvert,
        "formulaire",
        vu.titre,
        statut=422 if erreurs else 200,
        formulaire=replace(vu, champs=montres),
        groupes=vues.groupes(montres),
        fautifs=fautifs,
        generale=erreur_generale(montres, erreurs or {}),
        annonce=annonce,
        par_adresse=vues.de_reference(vu),
        action=ouvert.chemins.commande(nom, adresse),
        sceau=ouvert.sceaux.nouveau(nom, maintenant),
        clavier=vues.clavier,
        type_de=vues.type_de,
        valeur_de=vues.valeur_de,
        titre_du_groupe=vues.titre_du_groupe,
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
        action=ouvert.chemins.commande(nom, fixe),
        sceau=ouvert.sceaux.nouveau(nom, maintenant),
    )


def fichier(ouvert: Ouverture, maintenant: datetime, erreur: str = "", note: str = "") -> Response:
    """Ask for a file of annexes."""
    reply, _ = essayer(ouvert, FICHIER, {}, maintenant)
    faits = faits_du_message(ouvert, reply, maintenant)
    return page(
        ouvert,
        "fichier",
        faits["titre_du_message"],
        statut=422 if erreur else 200,
        erreur=erreur,
        annonce=note,
        action=ouvert.chemins.commande(FICHIER, {}),
        sceau=ouvert.sceaux.nouveau(FICHIER, maintenant),
        **faits,
    )


def message(
    ouvert: Ouverture, reply: Reply, maintenant: datetime, piece: str = "", note: str = ""
) -> Response:
    """Show an answer as it is."""
    faits = faits_du_message(ouvert, reply, maintenant)
    titre = faits["titre_du_message"]
    return page(ouvert, "message", titre, adresse_piece=piece, note=note, **faits)


def refus(ouvert: Ouverture, faute: Refus) -> Response:
    """Say in one sentence why not; the link itself is fine."""
    statut = 403 if isinstance(faute, Interdit) else 422
    return page(ouvert, "refus", "Ce n'est pas possible", statut=statut, phrase=faute.phrase)


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
    montre = reply.message or Message("")
    jointe = montre.piece
    return {
        "titre_du_message": montre.titre,
        "blocs": vues.blocs(montre),
        "gravite": montre.gravite.value,
        "suites": vues.suites(montre.boutons, ouvert.chemins, ouvert.sceaux, maintenant),
        "piece": jointe,
        "cotes": dimensions(jointe) if jointe and est_une_image(jointe) else None,
    }
