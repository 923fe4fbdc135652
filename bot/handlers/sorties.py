"""/rendre, /ouvrir, /retirer: leave the ordinary course of an avis."""

from __future__ import annotations

from bot.handlers.arguments import Arguments, exiger_reference, exiger_rien_de_plus
from bot.handlers.formulaires import formulaire_motif, formulaire_ouvrir, formulaire_reference
from bot.handlers.request import Contexte, Reply
from core.domain.avis import EN_ATTENTE, PERMIS, Etat
from core.domain.organisations import RESERVATAIRES
from core.messages.model import Gravite, Message, Paragraphe
from core.texte import a
from core.usecases.dossier import charger
from core.usecases.sorties import ouvrir_avis, rendre_avis, retirer_avis


def rendre(contexte: Contexte, arguments: Arguments) -> Reply:
    """Hand the dwelling back to the bailleur."""
    arguments.cles_permises((), "rendre")
    if not arguments:
        return _demander_la_reference(contexte, "rendre", "Rendre un logement", EN_ATTENTE)
    reference = exiger_reference(arguments.mots, "rendre")
    exiger_rien_de_plus(arguments.mots[1:], "rendre", f"/rendre {reference}")
    avis = rendre_avis(
        contexte.uow, contexte.maintenant, contexte.acteur, contexte.membre.organisation, reference
    )
    texte = (
        f"{avis.bailleur.nom} est prévenu et dispose du logement. Il ne compte pas dans votre flux."
    )
    return _fait(f"{reference} : rendu", texte, reference)


def retirer(contexte: Contexte, arguments: Arguments) -> Reply:
    """Withdraw an avis, with a reason."""
    arguments.cles_permises(("motif",), "retirer")
    if not arguments.mots:
        return _demander_la_reference(contexte, "retirer", "Retirer un avis", PERMIS["retirer"])
    reference = exiger_reference(arguments.mots, "retirer")
    exiger_rien_de_plus(arguments.mots[1:], "retirer", f'/retirer {reference} motif="vendu"')
    if "motif" not in arguments.valeurs:
        charger(contexte.uow, reference, contexte.membre.organisation)
        return Reply(formulaire=formulaire_motif("retirer", reference, f"Retirer {reference}"))
    avis = retirer_avis(
        contexte.uow,
        contexte.maintenant,
        contexte.acteur,
        contexte.membre.organisation,
        reference,
        arguments.valeurs["motif"],
    )
    return _fait(
        f"{reference} : retiré",
        f"L'avis ne compte pas dans le flux. {avis.reservataire.nom} en est averti, sauf s'il "
        "s'agissait d'un brouillon.",
        reference,
    )


def ouvrir(contexte: Contexte, arguments: Arguments) -> Reply:
    """Open an avis to another réservataire, who completes the list."""
    arguments.cles_permises(("a",), "ouvrir")
    if not arguments.mots:
        return _demander_la_reference(contexte, "ouvrir", "Ouvrir un avis", PERMIS["ouvrir"])
    reference = exiger_reference(arguments.mots, "ouvrir")
    exiger_rien_de_plus(arguments.mots[1:], "ouvrir", f'/ouvrir {reference} a="Le Port"')
    if "a" not in arguments.valeurs:
        avis = charger(contexte.uow, reference, contexte.membre.organisation)
        autres = contexte.uow.organisations.partenaires(avis.bailleur.id, RESERVATAIRES)
        noms = [une.nom for une in autres if une.id != avis.reservataire.id]
        return Reply(formulaire=formulaire_ouvrir(reference, noms))
    avis = ouvrir_avis(
        contexte.uow,
        contexte.maintenant,
        contexte.acteur,
        contexte.membre.organisation,
        reference,
        arguments.valeurs["a"],
    )
    assert avis.renfort
    return _fait(
        f"{reference} : ouvert {a(avis.renfort.nom)}",
        f"{avis.renfort.nom} peut compléter la liste (LP art. 6). Vos délais ne changent "
        f"pas et le logement vous reste imputé.",
        reference,
    )


def _fait(titre: str, texte: str, reference: str) -> Reply:
    message = Message(titre, (Paragraphe(texte),), gravite=Gravite.SUCCES)
    return Reply(message, reference=reference)


def _demander_la_reference(
    contexte: Contexte, commande: str, titre: str, etats: frozenset[Etat]
) -> Reply:
    ouverts = contexte.uow.avis.de(contexte.membre.organisation.id, etats, 8)
    return Reply(formulaire=formulaire_reference(commande, titre, [un.reference for un in ouverts]))
