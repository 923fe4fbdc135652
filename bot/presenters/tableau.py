"""The board of a person: what waits for them, by échéance, with the buttons to act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.presenters import fiches
from core.domain.avis import AVANT_CALEOL, EN_ATTENTE, AvisDeVacance, Etat
from core.domain.candidatures import actives
from core.domain.organisations import RESERVATAIRES, Membre, Organisation
from core.messages.model import Bouton, Champs, Message, Paragraphe
from core.texte import pluriel
from core.usecases.receptions import attend_une_reception
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
    suivis = uow.avis.de(lecteur.id, AVANT_CALEOL | {Etat.BROUILLON}, MAXIMUM + 1)
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
    a_faire = tuple(_carte(uow, lecteur, un, le) for un in suivis if a_faire_par(un, lecteur))
    suivi = tuple(_carte(uow, lecteur, un, le) for un in suivis if not a_faire_par(un, lecteur))
    sections = (Section("À faire", a_faire), Section("En attente des autres", suivi))
    return tuple(une for une in sections if une.avis)


def a_faire_par(avis: AvisDeVacance, lecteur: Organisation) -> bool:
    """Tell whether the avis waits for this party rather than for another."""
    if lecteur.id == avis.bailleur.id:
        sans_lecteur = attend_une_reception(avis) and avis.etat in EN_ATTENTE
        return avis.etat in (Etat.BROUILLON, Etat.DESIGNE, Etat.INCOMPLET) or sans_lecteur
    return avis.etat in EN_ATTENTE


def _carte(
    uow: UniteDeTravail, lecteur: Organisation, avis: AvisDeVacance, maintenant: datetime
) -> Message:
    """One avis: what it is, where it stands, what may be done."""
    logement = [avis.logement.type, avis.logement.commune, avis.logement.quartier]
    titre = " · ".join([avis.reference, *(mot for mot in logement if mot)])
    sien = lecteur.id == avis.bailleur.id
    autre = ("Réservataire", avis.reservataire.nom) if sien else ("Bailleur", avis.bailleur.nom)
    candidats = len(actives(uow.avis.candidatures(avis.id)))
    etat = Champs((autre, *fiches.resume_etat(avis, candidats, maintenant)))
    consigne = Paragraphe(_consigne(avis)) if sien and a_faire_par(avis, lecteur) else None
    blocs = (etat, consigne) if consigne else (etat,)
    return Message(titre, blocs, fiches.boutons(avis, lecteur))


def _consigne(avis: AvisDeVacance) -> str:
    """Say what the bailleur has to do; a réservataire's buttons say it."""
    match avis.etat:
        case Etat.BROUILLON:
            return f"Il manque : {fiches.champs_fr(avis.manquants)}."
        case Etat.DESIGNE:
            return "Présentez les candidats à la CALEOL."
        case Etat.INCOMPLET:
            return "Complétez la liste, ou présentez-la telle quelle à la CALEOL."
        case _:
            return f"Personne ne l'a encore reçu chez {avis.reservataire.nom} : prévenez-les."
