"""/vacance: post an avis, complete a brouillon, send a rectificatif."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from bot.handlers.arguments import Arguments, exiger_rien_de_plus, lire_reference
from bot.handlers.formulaires import A_PROPOSER, formulaire_complement, formulaire_vacance
from bot.handlers.formulaires_page import formulaire_rectificatif
from bot.handlers.request import Contexte, Reply
from bot.presenters import fiches
from bot.presenters.propositions import proposition
from core.domain.avis import AvisDeVacance, Etat, exiger
from core.domain.calendrier import jour_local
from core.domain.logement import Logement
from core.domain.nommage import organisation_nommee
from core.domain.organisations import PAGE, RESERVATAIRES, Organisation
from core.errors import Refus, SaisieInvalide, TransitionImpossible
from core.messages.model import Bloc, Gravite, Message, Paragraphe
from core.messages.saisies import LECTEURS_LOGEMENT, lire_oui_non
from core.texte import a, cle, de, jour_fr
from core.usecases.destiner import destinataires, destiner
from core.usecases.dossier import charger
from core.usecases.publier import (
    CorrigerAvis,
    Publication,
    PublierAvis,
    corriger_avis,
    publier_avis,
)

EXEMPLE = '/vacance reservataire="Le Port" commune="Le Port" type=T3 loyer=512,30'
CLES = frozenset(LECTEURS_LOGEMENT) | {"reservataire", "relancer_delai"}


def vacance(contexte: Contexte, arguments: Arguments) -> Reply:
    """Route between a new avis, a form, and a change of an avis named by its reference."""
    # What a button carries was written by us; typed, it would be a forged proposal.
    permises = CLES | {"proposition"} if contexte.requete.jeton else CLES
    arguments.cles_permises(permises, "vacance")
    reference = lire_reference(arguments.mots[0]) if arguments.mots else None
    exiger_rien_de_plus(arguments.mots[1 if reference else 0 :], "vacance", EXEMPLE)
    if reference and not arguments.valeurs:
        return _demander_le_complement(contexte, reference)
    if reference:
        return _corriger(contexte, reference, arguments.valeurs)
    if not arguments.valeurs:
        return Reply(formulaire=_formulaire(contexte, {}))
    return _publier(contexte, arguments.valeurs)


def _publier(contexte: Contexte, valeurs: Mapping[str, str]) -> Reply:
    if "relancer_delai" in valeurs:
        raise SaisieInvalide(
            "relancer_delai ne concerne qu'un avis déjà envoyé. "
            "Exemple : /vacance AV-2026-0001 loyer=498,00 relancer_delai=oui",
            "relancer_delai",
        )
    if cle(valeurs.get("reservataire", "")) in ("", A_PROPOSER):
        autres = {nom: texte for nom, texte in valeurs.items() if nom != "reservataire"}
        return _proposer(contexte, autres)
    toutes = contexte.uow.organisations.toutes()
    reservataire = organisation_nommee(
        [une for une in toutes if une.nature in RESERVATAIRES],
        valeurs["reservataire"],
        "reservataire",
    )
    logement = Logement(**_lire(valeurs))
    if "proposition" in valeurs:
        _exiger_une_seule_fois(contexte, logement)
    publication = publier_avis(
        contexte.uow,
        contexte.maintenant,
        PublierAvis(
            contexte.acteur,
            contexte.membre.organisation,
            reservataire,
            logement,
            secrets.token_hex(16),
            _choix(valeurs, reservataire),
        ),
    )
    return _annoncer(publication, contexte)


def _proposer(contexte: Contexte, valeurs: Mapping[str, str]) -> Reply:
    """Rank the réservataires for the dwelling; nothing is stored before the bailleur chooses."""
    logement = Logement(**_lire(valeurs))
    bailleur = contexte.membre.organisation
    annee = jour_local(contexte.maintenant, contexte.zone).year
    faite = destiner(contexte.uow, bailleur, logement, annee)
    return Reply(proposition(faite, logement, valeurs))


def _exiger_une_seule_fois(contexte: Contexte, logement: Logement) -> None:
    """Raise TransitionImpossible when a button pressed twice would offer a dwelling twice."""
    deja = contexte.uow.avis.identique(contexte.membre.organisation.id, logement)
    if deja:
        raise TransitionImpossible(
            f"Ce logement est déjà proposé : {deja}. Pour en proposer un autre qui lui ressemble, "
            "donnez-lui un repère. Exemple : reference=B12-034"
        )


def _choix(valeurs: Mapping[str, str], reservataire: Organisation) -> dict[str, str]:
    """Give what the journal keeps of a proposal and of the choice that followed."""
    if "proposition" not in valeurs:
        return {}
    return {"réservataire proposé": valeurs["proposition"], "réservataire choisi": reservataire.nom}


def _corriger(contexte: Contexte, reference: str, valeurs: Mapping[str, str]) -> Reply:
    if "reservataire" in valeurs:
        raise SaisieInvalide(
            f"Le réservataire de {reference} ne change pas : retirez l'avis puis envoyez-en un "
            f'autre. Exemple : /retirer {reference} motif="erreur de destinataire"',
            "reservataire",
        )
    relancer = lire_oui_non("relancer_delai", valeurs.get("relancer_delai", "non"))
    publication = corriger_avis(
        contexte.uow,
        contexte.maintenant,
        CorrigerAvis(
            contexte.acteur, contexte.membre.organisation, reference, _lire(valeurs), relancer
        ),
    )
    if not publication.rectificatif:
        return _annoncer(publication, contexte)
    return _annoncer_rectificatif(publication, relancer)


def _lire(valeurs: Mapping[str, str]) -> dict[str, Any]:
    """Read every field given; the first fault is raised, nothing is stored."""
    return {
        nom: LECTEURS_LOGEMENT[nom](nom, texte)
        for nom, texte in valeurs.items()
        if nom in LECTEURS_LOGEMENT
    }


def _formulaire(contexte: Contexte, valeurs: Mapping[str, str]) -> Any:
    partenaires = destinataires(contexte.uow, contexte.membre.organisation)
    conventions = contexte.uow.organisations.conventions_de(contexte.membre.organisation.id)
    connues = [
        contexte.uow.conventions[une] for une in conventions if une in contexte.uow.conventions
    ]
    requis = next((une.termes.champs_requis.valeur for une in connues if une.termes), ())
    return formulaire_vacance([une.nom for une in partenaires], requis, valeurs)


def _demander_le_complement(contexte: Contexte, reference: str) -> Reply:
    avis = charger(contexte.uow, reference, contexte.membre.organisation)
    if avis.etat is Etat.BROUILLON and avis.manquants:
        return Reply(formulaire=formulaire_complement(reference, avis.manquants))
    if contexte.requete.plateforme == PAGE:
        exiger(avis, "rectifier")
        return Reply(formulaire=formulaire_rectificatif(reference))
    raise Refus(
        f"{reference} est complet. Pour le corriger, donnez la valeur juste. "
        f"Exemple : /vacance {reference} loyer=498,00"
    )


def _annoncer(publication: Publication, contexte: Contexte) -> Reply:
    """Tell the bailleur what became of the avis."""
    avis = publication.avis
    titre, texte, gravite = _nouvelle(publication, _lit_par_courriel(contexte, avis))
    blocs: list[Bloc] = [Paragraphe(texte), fiches.logement(avis)]
    if publication.hors_terme and publication.hors_terme.effet.valeur.fin:
        fin = jour_fr(publication.hors_terme.effet.valeur.fin)
        blocs.append(
            Paragraphe(
                f"Attention : la convention est arrivée à son terme le {fin} ; ses derniers termes "
                "s'appliquent. Faites signer l'avenant (LP art. 9)."
            )
        )
    boutons = fiches.boutons(avis, contexte.membre.organisation)
    message = Message(f"{avis.reference} : {titre}", tuple(blocs), boutons, gravite)
    return Reply(message, reference=avis.reference)


def _lit_par_courriel(contexte: Contexte, avis: AvisDeVacance) -> bool:
    lieux = contexte.uow.canaux.destinations(avis.reservataire.id)
    return all(un.par_courriel for un in lieux)


def _nouvelle(publication: Publication, par_courriel: bool) -> tuple[str, str, Gravite]:
    """Give the title, the text and the weight of the answer."""
    avis, nom = publication.avis, publication.avis.reservataire.nom
    if avis.etat is Etat.BROUILLON:
        texte = (
            f"Il manque : {fiches.champs_fr(avis.manquants)}. Le délai ne court qu'à la réception "
            f"d'un avis complet (LP art. 6). Pour compléter : /vacance {avis.reference} "
            f"{avis.manquants[0]}=…"
        )
        return "brouillon, pas encore envoyé", texte, Gravite.ALERTE
    if publication.destinataires and par_courriel:
        texte = (
            f"{nom} lit par courriel : aucun délai ne court avant son accusé de réception "
            "(LP art. 6) ; je vous dirai quand, avec l'échéance."
        )
        return f"envoyé {a(nom)}", texte, Gravite.SUCCES
    if publication.destinataires:
        texte = "Le délai court à la réception prouvée ; je vous dirai quand, avec l'échéance."
        return f"envoyé {a(nom)}", texte, Gravite.SUCCES
    texte = (
        f"Aucune conversation ni adresse {de(nom)} n'est joignable : aucun délai ne court. L'avis "
        "partira dès qu'une personne s'inscrira ou débloquera fluxbot. Prévenez-les par un autre "
        "moyen."
    )
    return "émis, mais personne ne le reçoit", texte, Gravite.ALERTE


def _annoncer_rectificatif(publication: Publication, relancer: bool) -> Reply:
    avis: AvisDeVacance = publication.avis
    effet = (
        "Le délai repart à la réception de ce rectificatif (LP art. 6)."
        if relancer
        else "Le délai en cours ne change pas."
    )
    blocs: tuple[Bloc, ...] = (
        Paragraphe(f"Corrigé : {fiches.champs_fr(publication.corriges) or 'rien'}. {effet}"),
        fiches.logement(avis),
    )
    titre = f"{avis.reference} : rectificatif envoyé {a(avis.reservataire.nom)}"
    return Reply(Message(titre, blocs, gravite=Gravite.SUCCES), reference=avis.reference)
