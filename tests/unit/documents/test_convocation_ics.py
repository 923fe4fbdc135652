"""The invitation to a meeting, as calendars read it (RFC 5545)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from icalendar import Calendar

from bot.documents.convocation_ics import convocation_ics
from core.domain.commissions import Commission, Deroulement, EtatCommission
from tests.seances import SEANCE, avec_convention, une_seance

MAINTENANT = datetime(2026, 3, 25, 8, tzinfo=UTC)


def evenement(commission: Commission) -> tuple[str, Any]:
    """Read the file back: its method, its event."""
    lu = Calendar.from_ical(convocation_ics(avec_convention(commission), MAINTENANT).contenu)
    (un,) = lu.walk("VEVENT")
    return str(lu["METHOD"]), un


def test_it_says_when_where_and_by_whom() -> None:
    methode, un = evenement(une_seance(EtatCommission.CONVOQUEE))
    assert (methode, un["DTSTART"].dt, un["SEQUENCE"]) == ("PUBLISH", SEANCE, 0)
    assert (str(un["LOCATION"]), str(un["STATUS"])) == ("préfecture", "CONFIRMED")
    assert un["ORGANIZER"].params["CN"] == "DDETS"


def test_moved_or_cancelled_it_is_the_same_event_changed() -> None:
    avant, deplacee = une_seance(), Deroulement("Rezé", sequence=2)
    apres = replace(avant, etat=EtatCommission.ANNULEE, deroulement=deplacee)
    (_, premier), (methode, second) = evenement(avant), evenement(apres)
    assert (methode, str(second["STATUS"]), second["SEQUENCE"]) == ("CANCEL", "CANCELLED", 2)
    assert premier["UID"] == second["UID"]


def test_the_salt_of_the_journal_is_not_in_it() -> None:
    assert b"sel" not in convocation_ics(avec_convention(une_seance()), MAINTENANT).contenu


@pytest.mark.parametrize(
    "lieu", ["Salle 3; 2, rue du Quai\nNantes", "é" * 90, "a\r\nMETHOD:CANCEL"]
)
def test_no_place_breaks_the_file(lieu: str) -> None:
    methode, un = evenement(une_seance(deroulement=Deroulement(lieu)))
    assert methode == "PUBLISH"
    assert str(un["LOCATION"]).split() == lieu.split()
