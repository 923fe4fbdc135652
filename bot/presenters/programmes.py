"""What /programme shows: the list, and one programme with its dates, rights and dwellings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.presenters.fiches import tete
from bot.presenters.listes import ligne_journal
from bot.presenters.programmes_attendu import a_faire, a_notifier
from bot.presenters.programmes_dates import echeancier
from bot.presenters.programmes_fiches import (
    candidats_masques,
    droits,
    identite,
    publics_fr,
)
from bot.presenters.programmes_logements import logements_fr
from core.domain.organisations import Organisation
from core.domain.programmes import A_LIVRER, A_POURVOIR, EtatProgramme, Programme
from core.domain.programmes_candidats import Candidats, ouverts, presents
from core.domain.programmes_dates import raisons_de_la_concertation
from core.messages.limits import decouper_liste
from core.messages.model import Bloc, Bouton, Liste, Message, Paragraphe
from core.texte import instant_fr, jour_fr, pluriel
from core.usecases.programmes_commun import attend_une_reception
from storage.unit_of_work import UniteDeTravail

HISTORIQUE_MAX = 6
"""Entries shown, the last ones: the proof file has them all."""
BOUTONS = 5
NOTIFIER = "Envoyer la notice à chaque réservataire ? Elle est datée et gardée en preuve."


def lister(programmes: Sequence[Programme], lecteur: Organisation, maximum: int) -> Message:
    """Show an organisation's programmes under way, the nearest delivery first."""
    if not programmes:
        suite = "Vous serez prévenu ici dès qu'un bailleur vous en notifie un."
        if lecteur.est_bailleur:
            suite = "Pour en ouvrir un : /programme nouveau"
        nouveau = (_nouveau(),) if lecteur.est_bailleur else ()
        return Message("Aucun programme en cours", (Paragraphe(suite),), nouveau)
    lignes = tuple(ligne(un, lecteur) for un in programmes)
    titre = f"{lecteur.nom} : {pluriel(len(programmes), 'programme')} en cours"
    blocs = (
        decouper_liste(lignes, maximum),
        Paragraphe(f"Le détail d'un programme : /programme {programmes[0].reference}"),
    )
    return Message(titre, blocs, (_nouveau(),) if lecteur.est_bailleur else ())


def ligne(programme: Programme, lecteur: Organisation) -> str:
    """Sum a programme up in one line."""
    operation = programme.contenu.operation
    siens = programme.logements
    if lecteur.id != programme.bailleur.id:
        siens = programme.logements_de(lecteur.id)
    morceaux = (
        programme.reference,
        f"{operation.residence}, {operation.commune}",
        programme.etat.value,
        f"livraison le {jour_fr(programme.livraison)}",
        pluriel(len(siens), "logement"),
    )
    return " · ".join(morceaux)


def montrer(
    uow: UniteDeTravail,
    programme: Programme,
    lecteur: Organisation,
    maintenant: datetime,
    *,
    prive: bool,
) -> Message:
    """Show all that the reader may know; candidates are masked, and in private only."""
    candidats = uow.programmes.candidats(programme.id)
    sien = lecteur.id == programme.bailleur.id
    attendu = a_faire(programme, lecteur, candidats, maintenant)
    blocs: list[Bloc] = [
        identite(programme, maintenant, attendu),
        echeancier(programme, lecteur, candidats, maintenant),
    ]
    if publics := publics_fr(programme):
        blocs.append(Paragraphe(publics))
    if sien or droits_lisibles(programme):
        blocs += droits(programme)
    blocs += logements_fr(programme, lecteur)
    connus = candidats_masques(candidats, lecteur, programme.bailleur)
    if prive and connus.elements:
        blocs += [Paragraphe("Candidats :"), connus]
    blocs += _historique(uow, programme) if sien else []
    empreinte = uow.journal.tete(programme.reference)
    blocs += tete(empreinte[1] if empreinte else None)
    titre = f"{programme.reference} : {programme.etat}"
    suite = f"La suite est trop longue pour ce message : /programme {programme.reference} document"
    return Message(titre, tuple(blocs), boutons(programme, lecteur, candidats), suite=suite)


def droits_lisibles(programme: Programme) -> bool:
    """Tell whether a réservataire reads the rights: the State's, not what others financed."""
    return programme.regles.part_etat is not None


def _historique(uow: UniteDeTravail, programme: Programme) -> list[Bloc]:
    toutes = uow.journal.chaine(programme.reference)
    entrees = toutes[-HISTORIQUE_MAX:]
    lignes = tuple(
        f"{instant_fr(une.instant, programme.zone)} · {ligne_journal(une)}" for une in entrees
    )
    entier = Paragraphe(f"L'historique entier : /preuve {programme.reference}")
    plus = [entier] if len(toutes) > len(entrees) else []
    return [Paragraphe("Historique"), Liste(lignes), *plus]


def boutons(
    programme: Programme,
    lecteur: Organisation,
    candidats: Candidats,
    *,
    voir: bool = False,
    accuser: bool = True,
) -> tuple[Bouton, ...]:
    """Give what the reader may do in the present state, the most awaited first.

    `accuser`: whether a person has to acknowledge what nothing proves received.
    """
    fin = (action(programme, "Voir le programme"),) if voir else ()
    siens = (
        _du_bailleur(programme, candidats)
        if lecteur.id == programme.bailleur.id
        else _du_reservataire(programme, lecteur, accuser=accuser)
    )
    return (*siens[: BOUTONS - len(fin)], *fin)


def action(programme: Programme, libelle: str, nom: str = "", confirmation: str = "") -> Bouton:
    """Make the button of one action of /programme, or the one that shows it."""
    arguments = {"reference_avis": programme.reference} | ({"action": nom} if nom else {})
    return Bouton(libelle, "programme", arguments, confirmation or None)


def _du_bailleur(programme: Programme, candidats: Candidats) -> list[Bouton]:
    choix: list[Bouton] = []
    if programme.etat in A_LIVRER and a_notifier(programme):
        choix.append(action(programme, "Envoyer la notice", "notifier", NOTIFIER))
    a_fixer = programme.contenu.reunion is None and raisons_de_la_concertation(programme)
    if programme.etat in A_LIVRER and a_fixer:
        choix.append(action(programme, "Fixer la concertation", "concertation"))
    a_examiner = any(presents(candidats, une.id) for une in programme.reservataires)
    if programme.etat in A_POURVOIR and a_examiner:
        choix.append(action(programme, "Retenir un candidat", "retenir"))
        choix.append(action(programme, "Noter un échec", "echec"))
    if programme.etat in A_LIVRER:
        choix.append(action(programme, "Répartir les logements", "repartir"))
        choix.append(action(programme, "Déplacer la livraison", "livraison"))
    if programme.etat is EtatProgramme.NOTIFIE:
        choix.append(action(programme, "Noter la livraison", "livre"))
    return choix


def _du_reservataire(programme: Programme, lecteur: Organisation, *, accuser: bool) -> list[Bouton]:
    choix: list[Bouton] = []
    if accuser and attend_une_reception(programme, lecteur.id):
        ref = {"reference_avis": programme.reference}
        choix.append(Bouton("Accuser réception", "accuser", ref))
    siens = programme.logements_de(lecteur.id)
    if programme.etat in A_POURVOIR and (ouverts(programme, lecteur.id) or not siens):
        choix.append(action(programme, "Proposer des candidats", "candidats"))
    return choix


def _nouveau() -> Bouton:
    return Bouton("Ouvrir un programme", "programme", {"action": "nouveau"})
