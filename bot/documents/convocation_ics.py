"""The invitation to a meeting as calendars read it (RFC 5545), updated and cancelled by its UID."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from core.domain.commissions import EtatCommission
from core.domain.journal import engagement
from core.messages.model import Piece
from core.usecases.commissions_seance import Seance

if TYPE_CHECKING:
    from icalendar import Event

DUREE = timedelta(hours=2)
"""How long calendars show the meeting [chosen: nobody says when it ends]."""
SANS_REPONSE = "mailto:ne-pas-repondre@fluxbot.invalid"
"""Calendars want an organiser's address: nobody answers by e-mail here."""
TYPE = "text/calendar"


def convocation_ics(seance: Seance, maintenant: datetime) -> Piece:
    """Make the file: PUBLISH while the meeting holds, CANCEL once cancelled; instants are UTC."""
    from icalendar import Calendar  # here: starting the program must not wait for it

    annulee = seance.commission.etat is EtatCommission.ANNULEE
    calendrier = Calendar()
    calendrier.add("prodid", "-//fluxbot//commission inter-bailleurs//FR")
    calendrier.add("version", "2.0")
    calendrier.add("method", "CANCEL" if annulee else "PUBLISH")
    calendrier.add_component(_evenement(seance, maintenant, annulee=annulee))
    return Piece(f"{seance.commission.reference}.ics", calendrier.to_ical(), TYPE)


def _evenement(seance: Seance, maintenant: datetime, *, annulee: bool) -> Event:
    from icalendar import Event, vCalAddress, vText

    commission = seance.commission
    evenement = Event()
    evenement.add("uid", f"{engagement(commission.sel, 'calendrier')[:32]}@fluxbot")
    evenement.add("sequence", commission.deroulement.sequence)
    evenement.add("dtstamp", maintenant)
    evenement.add("dtstart", commission.seance)
    evenement.add("dtend", commission.seance + DUREE)
    evenement.add("status", "CANCELLED" if annulee else "CONFIRMED")
    evenement.add("summary", f"{commission.reference} : {seance.regles.nom}")
    evenement.add("description", f"Ordre du jour : dans fluxbot, séance {commission.reference}.")
    if commission.deroulement.lieu:
        evenement.add("location", commission.deroulement.lieu)
    organisateur = vCalAddress(SANS_REPONSE)
    organisateur.params["CN"] = vText(commission.autorite.nom)
    evenement.add("organizer", organisateur)
    return evenement
