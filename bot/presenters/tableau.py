"""The board of a person: what waits for them, by échéance, with the buttons to act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.presenters import fiches, suites
from core.domain.avis import EN_ATTENTE, EN_COURS, AvisDeVacance, Etat, attend_une_reception
from core.domain.candidatures import Candidature
from core.domain.offres import offre_a_echoir
from core.domain.organisations import RESERVATAIRES, Membre, Organisation
from core.messages.model import Bouton, Champs, Message, Paragraphe
from core.texte import pluriel
from storage.unit_of_work import UniteDeTravail

MAXIMUM = 20
"""Avis shown: a board holds 100 blocks on Slack, four an avis."""


@dataclass(frozen=True)
class Tableau:
    """A heading, then the sections in the order they are read; each may hold avis."""

    entete: Message
    sections: tuple[Section, ...]

    @property
    def boutons(self) -> tuple[Bouton, ...]:
        """Give every button, in the order they are read."""
        messages = (self.entete, *(un for section in self.sections for un in section.avis))
        return tuple(bouton for un in messages for bouton in un.boutons)


@dataclass(frozen=True)
class Section:
    """A title and the avis under it, the most pressing first."""

    titre: str
    avis: tuple[Message, ...]


def tableau_de(uow: UniteDeTravail, membre: Membre | None, maintenant: datetime) -> Tableau:
    """Draw the board of a member; somebody unknown sees how to enrol."""
    if membre is None:
        return Tableau(_bienvenue(), ())
    lecteur = membre.organisation
    if not lecteur.est_bailleur and lecteur.nature not in RESERVATAIRES:
        texte = "Rien ne vous attend ici. Ce que vous pouvez faire : /aide"
        return Tableau(Message(lecteur.nom, (Paragraphe(texte),)), ())
    suivis = uow.avis.de(lecteur.id, EN_COURS, MAXIMUM + 1)
    montres = suivis[:MAXIMUM]
    sections = _sections(uow, lecteur, montres, maintenant)
    return Tableau(_entete(lecteur, len(suivis)), sections)


def _bienvenue() -> Message:
    texte = (
        "Ici s'affichera ce qui vous attend, par échéance. Pour commencer, il vous faut le code "
        "d'inscription que donne l'administrateur de fluxbot."
    )
    return Message(
        "Bienvenue sur fluxbot", (Paragraphe(texte),), (Bouton("M'inscrire", "inscription"),)
    )


def _entete(lecteur: Organisation, nombre: int) -> Message:
    if nombre > MAXIMUM:
        texte = f"Plus de {MAXIMUM} avis en cours ; voici les plus pressés. Tous : /avis"
    elif nombre:
        texte = f"{pluriel(nombre, 'avis', 'avis')} en cours, par échéance."
    else:
        texte = "Aucun avis en cours : rien ne vous attend."
    boutons = (Bouton("Nouvel avis de vacance", "vacance"),) if lecteur.est_bailleur else ()
    return Message(lecteur.nom, (Paragraphe(texte),), boutons)


def _sections(
    uow: UniteDeTravail, lecteur: Organisation, suivis: Sequence[AvisDeVacance], le: datetime
) -> tuple[Section, ...]:
    """Split what the reader must do from what they only follow."""
    a_faire: list[Message] = []
    suivi: list[Message] = []
    for un in suivis:
        liste = uow.avis.candidatures(un.id)
        attend = a_faire_par(un, liste, lecteur)
        (a_faire if attend else suivi).append(_carte(un, liste, lecteur, le))
    sections = (Section("À faire", tuple(a_faire)), Section("En attente des autres", tuple(suivi)))
    return tuple(une for une in sections if une.avis)


def a_faire_par(avis: AvisDeVacance, liste: Sequence[Candidature], lecteur: Organisation) -> bool:
    """Tell whether the avis waits for this party rather than for another, or for a household."""
    if lecteur.id != avis.bailleur.id:
        return avis.etat in EN_ATTENTE
    if avis.etat is Etat.ATTRIBUE:
        return offre_a_echoir(liste) is None
    sans_lecteur = attend_une_reception(avis) and avis.etat in EN_ATTENTE
    siens = (Etat.BROUILLON, Etat.DESIGNE, Etat.INCOMPLET, Etat.EN_CALEOL)
    return avis.etat in siens or sans_lecteur


def _carte(
    avis: AvisDeVacance, liste: Sequence[Candidature], lecteur: Organisation, maintenant: datetime
) -> Message:
    """One avis: what it is, where it stands, what may be done."""
    logement = [avis.logement.type, avis.logement.commune, avis.logement.quartier]
    titre = " · ".join([avis.reference, *(mot for mot in logement if mot)])
    sien = lecteur.id == avis.bailleur.id
    autre = ("Réservataire", avis.reservataire.nom) if sien else ("Bailleur", avis.bailleur.nom)
    etat = Champs((autre, *fiches.resume_etat(avis, liste, lecteur, maintenant)))
    attend = sien and a_faire_par(avis, liste, lecteur)
    blocs = (etat, Paragraphe(_consigne(avis, liste))) if attend else (etat,)
    boutons = suites.attendu_d_abord(fiches.boutons(avis, lecteur), liste)
    return Message(titre, blocs, boutons)


def _consigne(avis: AvisDeVacance, liste: Sequence[Candidature]) -> str:
    """Say what the bailleur has to do; a réservataire's buttons say it."""
    match avis.etat:
        case Etat.BROUILLON:
            return f"Il manque : {fiches.champs_fr(avis.manquants)}."
        case Etat.DESIGNE:
            return "Présentez les candidats à la CALEOL."
        case Etat.INCOMPLET:
            return "Complétez la liste, ou présentez-la telle quelle à la CALEOL."
        case Etat.EN_CALEOL | Etat.ATTRIBUE:
            return suites.suite_fr(avis, liste, avis.bailleur)
        case _ if avis.remis_le:
            return f"Personne n'en a accusé réception chez {avis.reservataire.nom} : appelez-les."
        case _:
            return f"Personne ne l'a encore reçu chez {avis.reservataire.nom} : prévenez-les."
