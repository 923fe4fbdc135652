"""What a new programme waits for from its reader, the most urgent first, in one phrase."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from bot.presenters.programmes_fiches import dans_fr
from core.domain.calendrier import jour_local
from core.domain.organisations import Organisation
from core.domain.programmes import A_LIVRER, A_POURVOIR, Programme
from core.domain.programmes_candidats import Candidats, manquent, ouverts, presents
from core.domain.programmes_dates import (
    jour_de_la_concertation,
    jour_de_la_notice,
    liste_attendue,
    nommante,
    raisons_de_la_concertation,
)
from core.texte import jour_long_fr, liste_fr, pluriel
from core.usecases.programmes_commun import attend_une_reception


def a_faire(
    programme: Programme, lecteur: Organisation, candidats: Candidats, maintenant: datetime
) -> str:
    """Say what the reader has to do next, and by when; empty when nothing."""
    jour = jour_local(maintenant, programme.zone)
    if lecteur.id == programme.bailleur.id:
        choix = _du_bailleur(programme, candidats, jour)
    else:
        choix = _du_reservataire(programme, lecteur, candidats, jour)
    return next(choix, "")


def a_notifier(programme: Programme) -> bool:
    """Tell whether a réservataire has no notice that says what is now its own."""
    return any(
        programme.derniere_notice(une.id) is None
        or (programme.logements_de(une.id) and nommante(programme, une.id) is None)
        for une in programme.reservataires
    )


def _du_bailleur(programme: Programme, candidats: Candidats, jour: date) -> Iterator[str]:
    if programme.etat in A_LIVRER:
        if a_notifier(programme):
            notices = programme.contenu.notices
            limite = "" if notices else f", {_avant(jour_de_la_notice(programme), jour)}"
            yield f"envoyer la notice{limite}"
        if programme.contenu.reunion is None and raisons_de_la_concertation(programme):
            yield f"fixer la concertation, {_avant(jour_de_la_concertation(programme), jour)}"
    if programme.etat in A_POURVOIR:
        nombre = sum(len(presents(candidats, une.id)) for une in programme.reservataires)
        if nombre:
            yield f"examiner {pluriel(nombre, 'candidat')}"
    if programme.etat in A_LIVRER:
        passee = programme.livraison <= jour
        yield "noter la livraison, ou sa nouvelle date" if passee else "rien avant la livraison"


def _du_reservataire(
    programme: Programme, lecteur: Organisation, candidats: Candidats, jour: date
) -> Iterator[str]:
    if attend_une_reception(programme, lecteur.id):
        yield "accuser réception"
    if programme.etat not in A_POURVOIR:
        return
    for numero in ouverts(programme, lecteur.id):
        retour = programme.retour_en_cours(numero)
        if retour and retour.dernier_jour:
            quand = f"jusqu'au {jour_long_fr(retour.dernier_jour)} à 24 h"
            yield f"proposer un autre candidat pour le logement n° {numero}, {quand}"
    manque = manquent(programme, candidats, lecteur.id)
    if manque:
        attendue = liste_attendue(programme, lecteur.id).jour
        quand = f", {_avant(attendue, jour)}" if attendue else ""
        yield f"proposer {pluriel(manque, 'candidat')}{quand}"
    examines = [f"n° {un.numero}" for un in presents(candidats, lecteur.id)]
    if examines:
        yield f"rien, {programme.bailleur.nom} examine : {liste_fr(examines)}"


def _avant(limite: date, jour: date) -> str:
    """Say by when, or how late it is."""
    if limite < jour:
        retard = pluriel((jour - limite).days, "jour")
        return f"en retard de {retard} (c'était le {jour_long_fr(limite)})"
    return f"au plus tard le {jour_long_fr(limite)} ({dans_fr(limite, jour)})"
