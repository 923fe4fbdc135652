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
from core.messages.model import Champs
from core.texte import instant_fr, jour_fr, jour_long_fr, liste_fr, pluriel


def echeancier(
    programme: Programme, lecteur: Organisation, candidats: Candidats, maintenant: datetime
) -> Champs:
    """Give the dates that the reader may know, in order: both where two readings give two."""
    lignes = [_notice(programme, lecteur, maintenant), ligne_concertation(programme, maintenant)]
    for une in programme.reservataires:
        if lecteur.id == une.id:
            lignes.append(("Vos candidats", _liste(programme, une, candidats, maintenant)))
        elif lecteur.id == programme.bailleur.id:
            seul = len(programme.reservataires) == 1
            nom = "Candidats" if seul else f"Candidats, {une.nom}"
            lignes.append((nom, _liste(programme, une, candidats, maintenant)))
    return Champs(tuple(lignes))


def _notice(programme: Programme, lecteur: Organisation, maintenant: datetime) -> tuple[str, str]:
    limite = jour_de_la_notice(programme)
    regle = programme.regles.notice_mois
    source = f"{regle.valeur} mois avant, {bref(regle.article)}"
    notices = programme.contenu.notices
    if not notices:
        dans = dans_fr(limite, jour_local(maintenant, programme.zone))
        return "Notice", f"au plus tard le {jour_long_fr(limite)}, {dans} ({source})"
    premiere = jour_local(notices[0].le, programme.zone)
    retard = retard_de_la_notice(programme, premiere)
    tard = f", {pluriel(retard, 'jour')} trop tard" if retard else ""
    lecteurs = programme.reservataires if lecteur.id == programme.bailleur.id else (lecteur,)
    recues = [dit for une in lecteurs if (dit := _reception(programme, une, len(lecteurs)))]
    envoyee = f"envoyée le {jour_fr(premiere)}{tard} ; limite le {jour_fr(limite)} ({source})"
    return "Notice", " ; ".join((envoyee, *recues))


def _reception(programme: Programme, une: Organisation, parmi: int) -> str:
    notice = programme.derniere_notice(une.id)
    if notice is None:
        return ""
    recue = recue_le(programme, notice)
    quand = f"reçue le {instant_fr(recue, programme.zone)}" if recue else "pas encore reçue"
    return f"{une.nom} : {quand}" if parmi > 1 else quand


def ligne_concertation(programme: Programme, maintenant: datetime) -> tuple[str, str]:
    """Say whether the réservataires have to meet, by when, and when they do."""
    regle, reunion = programme.regles.concertation, programme.contenu.reunion
    raisons = raisons_de_la_concertation(programme)
    if not raisons:
        du = f"non exigée ({bref(regle.cadre.article)})"
        return "Concertation", f"{du} ; fixée au {reunion_fr(programme)}" if reunion else du
    limite = jour_de_la_concertation(programme)
    source = f"{regle.mois.valeur} mois avant, {bref(regle.mois.article)} : {liste_fr(raisons)}"
    if reunion is None:
        dans = dans_fr(limite, jour_local(maintenant, programme.zone))
        return "Concertation", f"au plus tard le {jour_long_fr(limite)}, {dans} ({source})"
    return "Concertation", f"{reunion_fr(programme)} ; limite le {jour_fr(limite)} ({source})"


def reunion_fr(programme: Programme) -> str:
    """Write when and where the meeting is: « jeudi 15/10/2026 à 14 h 30, hôtel de ville »."""
    reunion = programme.contenu.reunion
    if reunion is None:
        return ""
    heure = f" à {reunion.heure}" if reunion.heure else ""
    lieu = f", {reunion.lieu}" if reunion.lieu else ""
    return f"{jour_long_fr(reunion.jour)}{heure}{lieu}"


def _liste(
    programme: Programme, une: Organisation, candidats: Candidats, maintenant: datetime
) -> str:
    attendue = liste_attendue(programme, une.id)
    source = f"({attendue.pourquoi}, {bref(attendue.article)})"
    if nommante(programme, une.id) and not ouverts(programme, une.id):
        limite = f" ; limite le {jour_fr(attendue.jour)} {source}" if attendue.jour else ""
        return f"plus aucun n'est attendu, chaque logement a une fin{limite}"
    dit = f"{attendue.pourquoi} ({bref(attendue.article)})"
    if attendue.jour:
        dans = dans_fr(attendue.jour, jour_local(maintenant, programme.zone))
        dit = f"jusqu'au {jour_long_fr(attendue.jour)} à 24 h, {dans} {source}"
    autre = f"Autre lecture, sans effet ici : {attendue.autre}." if attendue.autre else ""
    return " ".join(un for un in (f"{dit}.", _compte(programme, une, candidats), autre) if un)


def _compte(programme: Programme, une: Organisation, candidats: Candidats) -> str:
    if nommante(programme, une.id) is None:
        return ""
    proposes = len(presents(candidats, une.id))
    manque = manquent(programme, candidats, une.id)
    texte = pluriel(proposes, "candidat à examiner", "candidats à examiner")
    return f"{texte}, il en manque {manque}." if manque else f"{texte}."
