"""/candidats, /completer, /accepter: the list of an avis."""

from __future__ import annotations

import secrets

from bot.handlers import coordonnees
from bot.handlers.arguments import Arguments, exiger_reference, exiger_rien_de_plus
from bot.handlers.formulaires import (
    formulaire_candidats,
    formulaire_completer,
    formulaire_motif,
    formulaire_reference,
)
from bot.handlers.numeros_saisis import lire_numeros
from bot.handlers.request import Contexte, Reply
from bot.presenters.adresses import avec_la_page
from bot.presenters.candidats import repondre, repondre_acceptation
from core.domain.avis import A_DECIDER, EN_ATTENTE, AvisDeVacance, Etat, exiger
from core.domain.caleol import completable, exiger_completable, exiger_liste_ouverte
from core.domain.candidatures import actives
from core.domain.organisations import PAGE
from core.errors import SaisieInvalide
from core.messages.saisies import lire_numero, lire_oui_non
from core.usecases.ajouts import ProposerCandidats, Reponse
from core.usecases.candidats import (
    accepter_les_tardifs,
    completer_liste,
    proposer_candidats,
    retirer_candidat,
)
from core.usecases.dossier import charger

CLES = ("motif", "confirmer", "retirer")


def candidats(contexte: Contexte, arguments: Arguments) -> Reply:
    """Add candidates or a reason, withdraw one, or ask for them.

    Names and contact details are read on a signed page only.
    """
    sur_page = contexte.requete.plateforme == PAGE
    if not sur_page:
        coordonnees.refuser_ailleurs(arguments)
    arguments.cles_permises((*CLES, "raison", *coordonnees.CLES) if sur_page else CLES, "candidats")
    if not arguments:
        return _demander_la_reference(contexte, "candidats", "Proposer des candidats")
    reference = exiger_reference(arguments.mots, "candidats")
    if "retirer" in arguments.valeurs:
        return _retirer(contexte, reference, arguments)
    if "raison" in arguments.valeurs and "motif" not in arguments.valeurs:
        charger(contexte.uow, reference, contexte.membre.organisation)
        titre = f"Raison de la liste courte : {reference}"
        return Reply(formulaire=formulaire_motif("candidats", reference, titre))
    donnees = {"motif", *coordonnees.CLES} & set(arguments.valeurs)
    if len(arguments.mots) == 1 and not donnees:
        return _demander(contexte, reference, "candidats")
    reponse = proposer_candidats(
        contexte.uow, contexte.maintenant, _commande(contexte, reference, arguments)
    )
    return _repondre(contexte, reponse)


def completer(contexte: Contexte, arguments: Arguments) -> Reply:
    """Let the bailleur complete a list left short."""
    arguments.cles_permises(("confirmer", "retirer"), "completer")
    if not arguments:
        return _demander_la_reference(contexte, "completer", "Compléter une liste")
    reference = exiger_reference(arguments.mots, "completer")
    if "retirer" in arguments.valeurs:
        return _retirer(contexte, reference, arguments)
    if len(arguments.mots) == 1:
        return _demander(contexte, reference, "completer")
    reponse = completer_liste(
        contexte.uow, contexte.maintenant, _commande(contexte, reference, arguments)
    )
    return _repondre(contexte, reponse)


def accepter(contexte: Contexte, arguments: Arguments) -> Reply:
    """Let the bailleur take the candidates that came after réputé tenu."""
    if not arguments:
        return _demander_la_reference(contexte, "accepter", "Accepter les candidats tardifs")
    arguments.cles_permises((), "accepter")
    reference = exiger_reference(arguments.mots, "accepter")
    exiger_rien_de_plus(arguments.mots[1:], "accepter", f"/accepter {reference}")
    reponse = accepter_les_tardifs(
        contexte.uow, contexte.maintenant, contexte.acteur, contexte.membre.organisation, reference
    )
    return Reply(repondre_acceptation(reponse), reference=reference)


def _retirer(contexte: Contexte, reference: str, arguments: Arguments) -> Reply:
    if len(arguments.mots) > 1 or len(arguments.valeurs) > 1:
        raise SaisieInvalide(
            "Retirez un candidat dans un message à part. "
            f"Exemple : /candidats {reference} retirer=2",
            "retirer",
        )
    numero = lire_numero("retirer", arguments.valeurs["retirer"])
    reponse = retirer_candidat(
        contexte.uow,
        contexte.maintenant,
        contexte.acteur,
        contexte.membre.organisation,
        reference,
        numero,
    )
    return _repondre(contexte, reponse, retire=numero)


def _repondre(contexte: Contexte, reponse: Reponse, retire: int | None = None) -> Reply:
    """Say what became of the list; in a conversation, lead to the page where names are read."""
    avis = reponse.avis
    connus = contexte.uow.menages.connus(avis.id)
    message = repondre(reponse, contexte.membre.organisation, retire, connus)
    if contexte.requete.plateforme != PAGE:
        message = avec_la_page(message, avis.reference, contexte.uow.liens)
    return Reply(message, reference=avis.reference)


def _commande(contexte: Contexte, reference: str, arguments: Arguments) -> ProposerCandidats:
    numeros = lire_numeros(arguments.mots[1:]) if len(arguments.mots) > 1 else ()
    des_groupes, menages = coordonnees.lire_candidats(arguments.valeurs)
    numeros += des_groupes
    return ProposerCandidats(
        contexte.acteur,
        contexte.membre.organisation,
        reference,
        numeros,
        tuple(secrets.token_hex(16) for _ in numeros),
        contexte.requete.conversation,
        contexte.requete.message,
        arguments.valeurs.get("motif"),
        lire_oui_non("confirmer", arguments.valeurs.get("confirmer", "non")),
        menages,
    )


def _demander(contexte: Contexte, reference: str, commande: str) -> Reply:
    """Open the form of an avis that still takes candidates."""
    avis = charger(contexte.uow, reference, contexte.membre.organisation)
    liste = contexte.uow.avis.candidatures(avis.id)
    deja = len(actives(liste))
    minimum = avis.termes.candidats.minimum.valeur
    if commande == "completer":
        exiger_completable(avis, liste)
        return Reply(formulaire=formulaire_completer(reference, minimum))
    exiger_liste_ouverte(avis)
    if avis.etat is not Etat.REPUTE_TENU:
        exiger(avis, "proposer")
    if contexte.requete.plateforme != PAGE:
        return Reply(formulaire=formulaire_candidats(reference, minimum, deja))
    groupes = _groupes(contexte, avis, minimum - deja)
    return Reply(formulaire=coordonnees.formulaire_de_page(reference, minimum, deja, groupes))


def _groupes(contexte: Contexte, avis: AvisDeVacance, manquent: int) -> int:
    """Count the candidates that a page asks for: those missing, or known by number alone."""
    connus = contexte.uow.menages.connus(avis.id)
    sans_nom = [
        une
        for une in actives(contexte.uow.avis.candidatures(avis.id))
        if une.organisation == contexte.membre.organisation.id and une.numero not in connus
    ]
    voulus = max(manquent, len(sans_nom), coordonnees.groupes_recus(contexte.requete.champs), 1)
    return min(voulus, coordonnees.GROUPES_MAX)


def _demander_la_reference(contexte: Contexte, commande: str, titre: str) -> Reply:
    """Ask which avis, among those that wait."""
    etats = {
        "candidats": EN_ATTENTE | {Etat.INCOMPLET},
        "completer": {Etat.EN_RELANCE} | A_DECIDER,
        "accepter": {Etat.REPUTE_TENU},
    }[commande]
    ouverts = contexte.uow.avis.de(contexte.membre.organisation.id, etats, 8)
    if commande == "completer":
        ouverts = [un for un in ouverts if _completable(contexte, un)]
    return Reply(formulaire=formulaire_reference(commande, titre, [un.reference for un in ouverts]))


def _completable(contexte: Contexte, avis: AvisDeVacance) -> bool:
    liste = contexte.uow.avis.candidatures(avis.id)
    return completable(avis, liste)
