"""/flux: what was promised for a year, and what was done with it."""

from __future__ import annotations

from dataclasses import replace

from bot.documents.pieces import Format, document_de_l_annexe
from bot.handlers.arguments import Arguments, exiger_rien_de_plus
from bot.handlers.request import Contexte, Reply
from bot.presenters.flux import Paire, droit_fr, flux_en_bref, flux_en_detail, sans_convention
from bot.presenters.flux_image import image_du_flux
from core.domain.calendrier import jour_local
from core.domain.convention import Convention
from core.domain.flux import calculer
from core.domain.nommage import organisation_nommee
from core.domain.organisations import PAGE, Nature, Organisation
from core.domain.suivi import Suivi
from core.errors import ConventionAbsente, Introuvable, saisie
from core.messages.model import Bouton, Message, Piece
from core.messages.saisies import lire_oui_non
from core.texte import liste_fr
from core.usecases.suivre import suivi_annuel

EXEMPLE = '/flux 2026 bailleur="SIDR"'
CLES = ("annee", "bailleur", "reservataire", "image", "document")


def flux(contexte: Contexte, arguments: Arguments) -> Reply:
    """Follow a year: all the pairs of the reader's organisation, or one in full."""
    arguments.cles_permises(CLES, "flux")
    exiger_rien_de_plus(arguments.mots[1:], "flux", EXEMPLE)
    annee = _annee(contexte, arguments)
    lecteur = contexte.membre.organisation
    paires = _paires(contexte, lecteur, annee)
    if not paires:
        return Reply(sans_convention(lecteur))
    choisie = _choisie(paires, lecteur, arguments)
    if "document" in arguments.valeurs:
        return _document(contexte, choisie, arguments.valeurs["document"])
    message = flux_en_detail(lecteur, choisie) if choisie else flux_en_bref(lecteur, annee, paires)
    if lire_oui_non("image", arguments.valeurs.get("image", "non")):
        montrees = (choisie,) if choisie else paires
        piece = Piece(f"flux-{annee}.png", image_du_flux(montrees), "image/png")
        message = replace(message, blocs=(), boutons=(), piece=piece)
    elif contexte.requete.plateforme == PAGE:
        avant = {**arguments.valeurs, "annee": str(annee - 1)}
        bouton = Bouton(f"Année {annee - 1}", "flux", avant)
        message = replace(message, boutons=(*message.boutons, bouton))
    return Reply(message)


def _document(contexte: Contexte, paire: Paire | None, texte: str) -> Reply:
    """Join the annexe of a pair, ready to sign or to reuse."""
    if texte not in list(Format):
        formats = liste_fr(Format, "ou")
        raise saisie("document", texte, f"n'est pas un format ({formats})", "document=pdf")
    if paire is None:
        raise saisie(
            "document",
            texte,
            "demande de nommer l'autre partie",
            '/flux bailleur="SIDR" document=pdf',
        )
    droit = paire.suivi.droit
    if droit is None or droit.annee != paire.annee:
        raise Introuvable(
            f"{paire.annuel.bailleur.nom} et {paire.suivi.reservataire.nom} : {droit_fr(paire)}."
        )
    convention = contexte.uow.conventions.get(droit.convention)
    if convention is None:
        raise ConventionAbsente(f"La convention {droit.convention} n'est plus connue de fluxbot.")
    calcul = calculer(droit.annexe, convention.flux)
    piece = document_de_l_annexe(calcul, convention, Format(texte))
    titre = f"Annexe {droit.annee} : {droit.bailleur.nom} et {droit.reservataire.nom}"
    return Reply(Message(titre, piece=piece))


def _annee(contexte: Contexte, arguments: Arguments) -> int:
    """Read the year asked for; by default the current one where the organisation is."""
    texte = arguments.valeurs.get("annee") or (arguments.mots[0] if arguments.mots else "")
    if not texte:
        return jour_local(contexte.maintenant, contexte.zone).year
    if not (texte.isascii() and texte.isdecimal() and 2000 <= int(texte) <= 2100):
        raise saisie("annee", texte, "n'est pas une année entre 2000 et 2100", "/flux 2026")
    return int(texte)


def _paires(contexte: Contexte, lecteur: Organisation, annee: int) -> tuple[Paire, ...]:
    """Give the reader's pairs, by the other's name."""
    if lecteur.est_bailleur:
        annuel = suivi_annuel(contexte.uow, lecteur, annee)
        paires = tuple(
            Paire(annuel, un, un.reservataire, _convention(contexte, un)) for un in annuel.suivis
        )
    else:
        bailleurs = contexte.uow.organisations.partenaires(lecteur.id, frozenset({Nature.BAILLEUR}))
        annuels = [suivi_annuel(contexte.uow, un, annee) for un in bailleurs]
        paires = tuple(
            Paire(annuel, un, annuel.bailleur, _convention(contexte, un))
            for annuel in annuels
            for un in annuel.suivis
            if un.reservataire.id == lecteur.id
        )
    return paires


def _convention(contexte: Contexte, suivi: Suivi) -> Convention | None:
    """Give the convention of a pair's right, else the reader's first."""
    if suivi.droit:
        return contexte.uow.conventions.get(suivi.droit.convention)
    siennes = contexte.uow.organisations.conventions_de(contexte.membre.organisation.id)
    return next(
        (contexte.uow.conventions[une] for une in siennes if une in contexte.uow.conventions), None
    )


def _choisie(
    paires: tuple[Paire, ...], lecteur: Organisation, arguments: Arguments
) -> Paire | None:
    """Find the pair asked for by the other's name; the only one needs no name."""
    sienne, autre = ("bailleur", "reservataire")[:: 1 if lecteur.est_bailleur else -1]
    if sienne in arguments.valeurs:
        organisation_nommee([lecteur], arguments.valeurs[sienne], sienne)
    if autre not in arguments.valeurs:
        return paires[0] if len(paires) == 1 else None
    nommee = organisation_nommee([une.autre for une in paires], arguments.valeurs[autre], autre)
    return next(une for une in paires if une.autre.id == nommee.id)
