"""What is answered about the candidates of a new programme: named, failing, retained."""

from __future__ import annotations

from datetime import datetime

from bot.presenters.programmes_fiches import candidats_masques
from bot.presenters.programmes_logements import suite_du_logement
from bot.presenters.programmes_message import dire, muettes_fr
from core.domain.calendrier import jour_local
from core.domain.organisations import Organisation
from core.domain.programmes_candidats import EtatCandidat, manquent, ouverts
from core.domain.programmes_dates import bref, liste_attendue
from core.messages.model import Bouton, Gravite, Message
from core.texte import jour_fr, liste_fr, pluriel, sujet
from core.usecases.programmes_candidats import Reponse
from core.usecases.programmes_commun import Effet
from core.usecases.programmes_rendre import LIBELLES_REPLI


def liste(
    reponse: Reponse, lecteur: Organisation, maintenant: datetime, retire: int | None = None
) -> Message:
    """Say what became of each number, and what the list still lacks."""
    programme = reponse.programme
    textes = [f"Le candidat n° {retire} est retiré."] if retire else []
    if reponse.ajoutes:
        nombre = pluriel(len(reponse.ajoutes), "candidat ajouté", "candidats ajoutés")
        textes.append(f"{nombre}. {programme.bailleur.nom} en est informé.")
    if reponse.repetes:
        connus = liste_fr(f"n° {un.numero} ({un.etat})" for un in reponse.repetes)
        textes.append(f"Déjà dans la liste, compté une seule fois : {connus}.")
    textes.append(_suite(reponse, lecteur, maintenant))
    masques = candidats_masques(reponse.candidats, lecteur, programme.bailleur)
    message = dire(
        programme,
        pluriel(_comptes(reponse, lecteur), "candidat"),
        *textes,
        _doutes(reponse),
        masques if masques.elements else "",
        lecteur=lecteur,
        candidats=reponse.candidats,
    )
    return _avec_les_confirmations(message, reponse)


def _comptes(reponse: Reponse, lecteur: Organisation) -> int:
    comptent = (EtatCandidat.PROPOSE, EtatCandidat.RETENU)
    return sum(un.organisation == lecteur.id and un.etat in comptent for un in reponse.candidats)


def _suite(reponse: Reponse, lecteur: Organisation, maintenant: datetime) -> str:
    programme = reponse.programme
    attendue = liste_attendue(programme, lecteur.id)
    if not ouverts(programme, lecteur.id):
        return "Vos logements ne sont pas encore nommés : la liste pourra être complétée."
    manque = manquent(programme, reponse.candidats, lecteur.id)
    limite = f", jusqu'au {jour_fr(attendue.jour)} à 24 h" if attendue.jour else ""
    passe = attendue.jour and attendue.jour < jour_local(maintenant, programme.zone)
    if passe and attendue.jour:
        limite = f" ; la date était le {jour_fr(attendue.jour)}"
    if manque:
        return f"Il manque {pluriel(manque, 'candidat')}{limite} ({bref(attendue.article)})."
    return f"La liste est complète : {programme.bailleur.nom} n'examine qu'elle."


def _doutes(reponse: Reponse) -> str:
    if not reponse.en_doute:
        return ""
    details = liste_fr(
        f"n° {un.numero} ({un.numero_unique.masque}) : {liste_fr(un.numero_unique.doutes)}"
        for un in reponse.en_doute
    )
    ref, numero = reponse.programme.reference, reponse.en_doute[0].numero
    return (
        f"Mis de côté, à confirmer : {details}. Si le numéro est juste : "
        f"/programme {ref} valider {numero} ; sinon, envoyez le bon."
    )


def _avec_les_confirmations(message: Message, reponse: Reponse) -> Message:
    ref = reponse.programme.reference
    confirmer = tuple(
        Bouton(
            f"Confirmer le n° {un.numero}",
            "programme",
            {"reference_avis": ref, "action": "valider", "candidat": str(un.numero)},
        )
        for un in reponse.en_doute[:2]
    )
    toutes = (*confirmer, *message.boutons)[:5]
    return Message(message.titre, message.blocs, toutes, message.gravite)


def echec(effet: Effet, numero: int) -> Message:
    """Confirm a failure and say what it leads to."""
    programme = effet.programme
    un = next(autre for autre in effet.candidats if autre.numero == numero)
    assert un.logement
    texte = f"Candidat n° {numero} : {un.motif}. {_apres(effet, un.logement, un.organisation)}"
    return dire(
        programme,
        f"échec du candidat n° {numero}",
        texte,
        muettes_fr(effet.muettes),
        candidats=effet.candidats,
        gravite=Gravite.INFO,
    )


def carence(effet: Effet, logement: int) -> Message:
    """Confirm that a dwelling lacks a candidate and say what it leads to."""
    programme = effet.programme
    un = programme.logement(logement)
    assert un and un.reservataire
    texte = _apres(effet, logement, un.reservataire)
    titre = f"logement n° {logement} sans candidat"
    return dire(programme, titre, texte, muettes_fr(effet.muettes), gravite=Gravite.INFO)


def _apres(effet: Effet, logement: int, organisation: int) -> str:
    """Say where a dwelling stands after a failure, with the rule."""
    programme, regles = effet.programme, effet.programme.regles
    nom = sujet(programme.reservataire(organisation).nom)
    un = programme.logement(logement)
    assert un
    if un.rendu_le:
        comment = LIBELLES_REPLI[regles.repli.valeur]
        return (
            f"Le logement n° {logement} vous est rendu : vous prospectez {comment} "
            f"({bref(regles.repli.article)}). {nom} en est informé."
        )
    retour = programme.retour_en_cours(logement)
    if retour and regles.complement_jours:
        jours = pluriel(regles.complement_jours.valeur, "jour")
        suite = suite_du_logement(programme, un)
        article = bref(regles.complement_jours.article)
        return (
            f"Logement n° {logement} : {suite}. {nom} a {jours} pour nommer quelqu'un d'autre, à "
            f"compter de la réception prouvée de ce retour ({article})."
        )
    attendue = liste_attendue(programme, organisation)
    restent = liste_fr(
        f"n° {autre.numero}"
        for autre in effet.candidats
        if autre.organisation == organisation and autre.etat is EtatCandidat.PROPOSE
    )
    if restent:
        article = bref(attendue.article)
        return f"Restent à examiner, et eux seuls : {restent} ({article}). {nom} est informé."
    limite = f" jusqu'au {jour_fr(attendue.jour)} à 24 h" if attendue.jour else ""
    return f"{nom} peut encore compléter sa liste{limite} ({bref(attendue.article)})."


def retenu(effet: Effet, numero: int) -> Message:
    """Confirm who is retained, and say what remains."""
    programme = effet.programme
    un = next(autre for autre in effet.candidats if autre.numero == numero)
    reste = [f"n° {autre}" for autre in ouverts(programme, un.organisation)]
    nom = sujet(programme.reservataire(un.organisation).nom)
    texte = f"Candidat n° {numero} retenu pour le logement n° {un.logement}. {nom} est informé."
    suite = (
        f"Restent à pourvoir : {liste_fr(reste)}." if reste else "Tous ses logements ont une fin."
    )
    return dire(
        programme,
        f"candidat n° {numero} retenu",
        texte,
        suite,
        muettes_fr(effet.muettes),
        candidats=effet.candidats,
    )
