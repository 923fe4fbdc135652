"""What is answered to a bailleur who opened, sent or moved a new programme."""

from __future__ import annotations

from datetime import date, datetime

from bot.presenters.programmes_attendu import a_notifier
from bot.presenters.programmes_dates import echeancier, reunion_fr
from bot.presenters.programmes_fiches import dans_fr, droits, publics_fr
from bot.presenters.programmes_message import dire, muettes_fr
from core.domain.calendrier import jour_local
from core.domain.programmes import EtatProgramme, Programme
from core.domain.programmes_dates import bref, jour_de_la_notice, retard_de_la_notice
from core.messages.model import Bloc, Gravite, Liste, Message
from core.texte import jour_fr, liste_fr, pluriel
from core.usecases.programmes_commun import Effet


def ouvert(programme: Programme, maintenant: datetime) -> Message:
    """Confirm a new programme, its rights and its first date."""
    limite = jour_de_la_notice(programme)
    jour = jour_local(maintenant, programme.zone)
    article = programme.regles.notice_mois.article
    quand = f"{jour_fr(limite)}, {dans_fr(limite, jour)}"
    retard = retard_de_la_notice(programme, jour)
    notice = f"Notice à envoyer au plus tard le {quand} ({bref(article)})."
    if retard:
        notice = (
            f"La notice était due le {jour_fr(limite)} : elle part avec "
            f"{pluriel(retard, 'jour')} de retard ({bref(article)}). Envoyez-la sans attendre."
        )
    reserves = [un for un in programme.logements if un.reservataire is not None]
    propose = ""
    if reserves:
        numeros = ", ".join(str(un.numero) for un in reserves)
        propose = (
            f"Logements proposés pour l'État, de chaque taille : n° {numeros}. Pour en choisir "
            f'd\'autres : /programme {programme.reference} repartir logements="1 3 5-7"'
        )
    gravite = Gravite.ALERTE if retard else Gravite.SUCCES
    titre = f"programme ouvert, {pluriel(len(programme.logements), 'logement')}"
    blocs = (notice, *droits(programme), propose, publics_fr(programme))
    return dire(programme, titre, *blocs, gravite=gravite)


def notifie(effet: Effet, maintenant: datetime) -> Message:
    """Confirm a notice: what it names, and what runs from its reception."""
    programme = effet.programme
    rang = programme.contenu.notices[-1].rang
    parties = [une for une in programme.contenu.notices if une.rang == rang]
    lignes = tuple(
        f"{programme.reservataire(une.organisation).nom} : "
        + (
            pluriel(len(une.logements), "logement nommé", "logements nommés")
            if une.logements
            else "pour information, aucun logement nommé encore"
        )
        for une in parties
    )
    article = programme.regles.notice_mois.article
    retard = retard_de_la_notice(programme, jour_local(maintenant, programme.zone))
    tard = ""
    if retard and rang == 1:
        limite = jour_fr(jour_de_la_notice(programme))
        tard = (
            f"Elle était due le {limite} : {pluriel(retard, 'jour')} de retard ({bref(article)})."
        )
    plans = "Plan de situation et plans des logements : fluxbot ne les transmet pas, joignez-les."
    dates = echeancier(programme, programme.bailleur, effet.candidats, maintenant)
    muettes = muettes_fr(effet.muettes)
    if muettes:
        ref = programme.reference
        muettes += f" Aucun délai ne court. Une fois quelqu'un inscrit : /programme {ref} notifier"
    blocs = (Liste(lignes), tard, muettes, dates, plans)
    gravite = Gravite.ALERTE if effet.muettes or tard else Gravite.SUCCES
    return dire(programme, "notice envoyée", *blocs, gravite=gravite)


def livraison(effet: Effet, avant: date, maintenant: datetime) -> Message:
    """Confirm a delivery that moved, with every date that follows."""
    programme = effet.programme
    texte = f"Livraison : {jour_fr(avant)} → {jour_fr(programme.livraison)}."
    if programme.publie:
        texte += " Les réservataires en sont informés."
    retard = retard_de_la_notice(programme, jour_local(maintenant, programme.zone))
    tard = ""
    if retard and not programme.contenu.notices:
        limite = jour_fr(jour_de_la_notice(programme))
        article = programme.regles.notice_mois.article
        tard = f"La notice était due le {limite} ({bref(article)}) : envoyez-la sans attendre."
    dates = echeancier(programme, programme.bailleur, effet.candidats, maintenant)
    blocs = (texte, tard, dates, muettes_fr(effet.muettes))
    return dire(programme, "livraison déplacée", *blocs, candidats=effet.candidats)


def concertation(effet: Effet, maintenant: datetime) -> Message:
    """Confirm the meeting."""
    programme = effet.programme
    reunion = programme.contenu.reunion
    assert reunion
    cadre = programme.regles.concertation.cadre
    tenue = reunion.jour < jour_local(maintenant, programme.zone)
    quand = f"tenue le {reunion_fr(programme)}" if tenue else f"fixée au {reunion_fr(programme)}"
    texte = f"Concertation {quand} : {cadre.valeur} ({bref(cadre.article)})."
    dit = "" if tenue else "Chaque réservataire est convié."
    blocs = (texte, dit, *effet.remarques, muettes_fr(effet.muettes))
    return dire(programme, "concertation", *blocs)


def reparti(effet: Effet) -> Message:
    """Confirm who gets which dwellings, and say what remains to be sent."""
    programme = effet.programme
    parts = tuple(
        f"{une.nom} : {liste_fr(str(un.numero) for un in siens) or 'aucun'}"
        for une in programme.reservataires
        if (siens := programme.logements_de(une.id)) is not None
    )
    a_dire = (
        f"Reste à envoyer la notice qui les nomme : /programme {programme.reference} notifier"
        if a_notifier(programme)
        else ""
    )
    gravite = Gravite.ALERTE if effet.remarques else Gravite.SUCCES
    blocs: tuple[Bloc | str, ...] = (Liste(parts), *effet.remarques, a_dire)
    return dire(programme, "logements répartis", *blocs, gravite=gravite)


def derogation(effet: Effet) -> Message:
    """Confirm the request, or its answer."""
    programme = effet.programme
    demande = programme.contenu.derogation
    assert demande
    if demande.repondu_le is None:
        texte = f"Demandée le {jour_fr(demande.demandee_le)} ; l'État en est informé."
        return dire(programme, "dérogation demandée", texte, muettes_fr(effet.muettes))
    lecteur = programme.reservataires[0]
    dispenses = pluriel(demande.dispenses or 0, "logement dispensé", "logements dispensés")
    texte = f"{dispenses} du contingent. {programme.bailleur.nom} en est informé."
    titre = "dérogation accordée" if demande.dispenses else "dérogation refusée"
    return dire(programme, titre, texte, muettes_fr(effet.muettes), lecteur=lecteur)


def livre(effet: Effet) -> Message:
    """Confirm the delivery."""
    programme = effet.programme
    assert programme.contenu.livre_le
    texte = f"Livré le {jour_fr(programme.contenu.livre_le)}. Les réservataires en sont informés."
    suite = "Tous les logements réservés ont une fin : le programme est clos."
    if programme.etat is EtatProgramme.LIVRE:
        suite = "Il reste des logements réservés à pourvoir : les listes restent ouvertes."
    return dire(programme, programme.etat.value, texte, suite, muettes_fr(effet.muettes))


def abandonne(effet: Effet) -> Message:
    """Confirm that the programme is given up."""
    programme = effet.programme
    dit = (
        "Les réservataires en sont informés." if programme.publie else "Personne n'en savait rien."
    )
    return dire(programme, "abandonné", f"Plus rien n'en est attendu. {dit}")
