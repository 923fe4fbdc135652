"""Signed links: to whom each one opens what, and until when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.organisations import Membre


class But(StrEnum):
    """What a link opens: one avis, all that its member may do, or an enrolment."""

    AVIS = "avis"
    ESPACE = "espace"
    INSCRIPTION = "inscription"


VALIDITE = {
    But.AVIS: timedelta(days=45),
    But.ESPACE: timedelta(days=30),
    But.INSCRIPTION: timedelta(days=14),
}
"""How long each kind of link opens: 45 days cover both délais of an avis (LP art. 6)."""


@dataclass(frozen=True)
class Acces:
    """What a link holds, once its signature was checked; instants are UTC.

    `membre` and `organisation` are ids (no member yet for an enrolment, 0); `objet` the
    reference of the avis, or the enrolment code.
    """

    but: But
    membre: int
    organisation: int
    emis_le: datetime
    expire_le: datetime
    objet: str = field(default="", repr=False)


class LienRefuse(Exception):
    """A link that opens nothing; `raison` is for the journal, never for who holds the link."""

    def __init__(self, raison: str, acces: Acces | None = None) -> None:
        super().__init__(raison)
        self.raison = raison
        self.acces = acces


def exiger_ouvert(
    acces: Acces, maintenant: datetime, membre: Membre | None, depuis: datetime | None
) -> Membre:
    """Give the member for whom the link opens at `maintenant`.

    `membre` is the active member it was made for, `depuis` the instant before which their links
    are revoked. Raises LienRefuse when it expired, was revoked, or its member left.
    """
    if membre is None or membre.organisation.id != acces.organisation:
        raise LienRefuse("membre retiré", acces)
    if depuis and acces.emis_le <= depuis:
        raise LienRefuse("révoqué", acces)
    if maintenant >= acces.expire_le:
        raise LienRefuse("expiré", acces)
    return membre
