"""Signed links: to whom each one opens what, and until when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.organisations import Membre
from core.domain.references import Prefixe, prefixe_de


class But(StrEnum):
    """What a link opens: one dossier, all that its member may do, or an enrolment.

    The value of DOSSIER is what links have always borne: those already sent keep opening.
    """

    DOSSIER = "avis"
    ESPACE = "espace"
    INSCRIPTION = "inscription"


VALIDITE = {
    But.DOSSIER: timedelta(days=45),
    But.ESPACE: timedelta(days=30),
    But.INSCRIPTION: timedelta(days=14),
}
"""How long each kind of link opens: 45 days cover both délais of an avis (LP art. 6).

A programme lives longer: each of its notices brings a new link, and an old one asks for another.
"""

OUVERTES: Mapping[Prefixe, frozenset[str]] = {
    Prefixe.AVIS: frozenset(
        {
            "avis",
            "accuser",
            "candidats",
            "rendre",
            "ouvrir",
            "retirer",
            "completer",
            "accepter",
            "retour",
            "caleol",
            "offre",
            "reponse",
            "bail",
            "visite",
            "numeros",
            "preuve",
            "vacance",
        }
    ),
    Prefixe.PROGRAMME: frozenset({"programme", "accuser", "numeros", "preuve"}),
    Prefixe.PRIORITAIRE: frozenset({"dossier", "numeros", "preuve"}),
    Prefixe.COMMISSION: frozenset({"commission", "preuve"}),
}
"""The commands that the link of one dossier opens, about it alone; the rest needs one's space."""


def ouvre_sur(reference: str, commande: str) -> bool:
    """Tell whether the link of a dossier opens a command about it."""
    prefixe = prefixe_de(reference)
    return prefixe is not None and commande in OUVERTES[prefixe]


@dataclass(frozen=True)
class Acces:
    """What a link holds, once its signature was checked; instants are UTC.

    `membre` and `organisation` are ids (no member yet for an enrolment, 0); `objet` the
    reference of the dossier, or the enrolment code.
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
