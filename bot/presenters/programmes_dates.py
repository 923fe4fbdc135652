"""The timeline of a new programme, each date with its article and what became of it."""

from __future__ import annotations

from datetime import datetime

from bot.presenters.programmes_fiches import dans_fr
from core.domain.calendrier import jour_local
from core.domain.organisations import Organisation
from core.domain.programmes import Programme
from core.domain.programmes_candidats import Candidats, manquent, ouverts, presents
from core.domain.programmes_dates import (
    bref,
    jour_de_la_concertation,
    jour_de_la_notice,
    liste_attendue,
    nommante,
    raisons_de_la_concertation,
    recue_le,
    retard_de_la_notice,
)
from core.messages.model import Liste
from core.texte import instant_fr, jour_fr, liste_fr, pluriel


def echeancier(
    programme: Programme, lecteur: Organisation, candidats: Candidats, maintenant: datetime
) -> Liste:
    """Give the dates that the reader may know, in order: both where two readings give two."""
    lignes = [_notice(programme, lecteur, maintenant), ligne_concertation(programme, maintenant)]
    for une in programme.reservataires:
        if lecteur.id in (programme.bailleur.id, une.id):
            de_qui = "Vos candidats" if lecteur.id == une.id else f"Candidats, {une.nom}"
            lignes += _liste(programme, une, candidats, maintenant, de_qui)
    return Liste(tuple(une for une in lignes if une))


def _notice(programme: Programme, lecteur: Organisation, maintenant: datetime) -> str:
    limite = jour_de_la_notice(programme)
    regle = programme.regles.notice_mois
    source = f"{regle.valeur} mois avant ({bref(regle.article)})"
    du = f"Notice : au plus tard le {jour_fr(limite)}, {source}"
    notices = programme.contenu.notices
    if not notices:
        return f"{du}, {dans_fr(limite, jour_local(maintenant, programme.zone))}"
    premiere = jour_local(notices[0].le, programme.zone)
    retard = retard_de_la_notice(programme, premiere)
    tard = f", {pluriel(retard, 'jour')} trop tard" if retard else ""
    lecteurs = programme.reservataires if lecteur.id == programme.bailleur.id else (lecteur,)
    suite = " ; ".join(dit for une in lecteurs if (dit := _reception(programme, une)))
    return f"{du} ; envoyée le {jour_fr(premiere)}{tard}. {suite}".rstrip()


def _reception(programme: Programme, une: Organisation) -> str:
    notice = programme.derniere_notice(une.id)
    if notice is None:
        return ""
    recue = recue_le(programme, notice)
    quand = f"reçue le {instant_fr(recue, programme.zone)}" if recue else "pas encore reçue"
    return f"{une.nom} : {quand}"


def ligne_concertation(programme: Programme, maintenant: datetime) -> str:
    """Say whether the réservataires have to meet, by when, and when they do."""
    regle, reunion = programme.regles.concertation, programme.contenu.reunion
    raisons = raisons_de_la_concertation(programme)
    limite = jour_de_la_concertation(programme)
    du = (
        f"Concertation : au plus tard le {jour_fr(limite)}, {regle.mois.valeur} mois avant "
        f"({bref(regle.mois.article)} ; {liste_fr(raisons)})"
        if raisons
        else f"Concertation : non exigée ({bref(regle.cadre.article)})"
    )
    if reunion is None:
        if not raisons:
            return du
        return f"{du}, {dans_fr(limite, jour_local(maintenant, programme.zone))}"
    return f"{du} ; fixée au {reunion_fr(programme)}"


def reunion_fr(programme: Programme) -> str:
    """Write when and where the meeting is: « 15/10/2026 à 14 h 30, hôtel de ville »."""
    reunion = programme.contenu.reunion
    if reunion is None:
        return ""
    heure = f" à {reunion.heure}" if reunion.heure else ""
    lieu = f", {reunion.lieu}" if reunion.lieu else ""
    return f"{jour_fr(reunion.jour)}{heure}{lieu}"


def _liste(
    programme: Programme,
    une: Organisation,
    candidats: Candidats,
    maintenant: datetime,
    de_qui: str,
) -> list[str]:
    attendue = liste_attendue(programme, une.id)
    aujourdhui = jour_local(maintenant, programme.zone)
    if attendue.jour:
        quand = f"jusqu'au {jour_fr(attendue.jour)} à 24 h, {dans_fr(attendue.jour, aujourdhui)}"
        ligne = f"{de_qui} : {quand} ({attendue.pourquoi}, {bref(attendue.article)})"
    else:
        ligne = f"{de_qui} : {attendue.pourquoi} ({bref(attendue.article)})"
    lignes = [f"{ligne}. {_compte(programme, une, candidats)}".rstrip()]
    if attendue.autre:
        lignes.append(f"autre lecture, sans effet ici : {attendue.autre}")
    return lignes


def _compte(programme: Programme, une: Organisation, candidats: Candidats) -> str:
    if nommante(programme, une.id) is None or not ouverts(programme, une.id):
        return ""
    proposes = len(presents(candidats, une.id))
    manque = manquent(programme, candidats, une.id)
    texte = pluriel(proposes, "candidat à examiner", "candidats à examiner")
    return f"{texte}, il en manque {manque}." if manque else f"{texte}."
