"""People and the conversations they read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from core.domain.convention import Convention
from core.domain.organisations import (
    Adresse,
    Destination,
    Invitation,
    Membre,
    Nature,
    Organisation,
    Role,
)


class Organisations(Protocol):
    """Organisations and the conventions that bind them."""

    def toutes(self) -> Sequence[Organisation]:
        """Give all of them, by name."""

    def par_id(self, numero: int, /) -> Organisation:
        """Give one that is known to exist."""

    def ajouter(self, nom: str, nature: Nature, /) -> Organisation:
        """Store a new one."""

    def adherer(self, organisation: int, convention: str, /) -> None:
        """Bind it to a convention; nothing happens when it already is."""

    def caleol(self, organisation: int, /) -> str | None:
        """Give the e-mail address of a bailleur's CALEOL, if it is known (LP art. 6)."""

    def noter_caleol(self, organisation: int, adresse: str | None, /) -> None:
        """Keep the e-mail address of a bailleur's CALEOL; None forgets it."""

    def partenaires(self, une: int, natures: frozenset[Nature], /) -> Sequence[Organisation]:
        """Give the organisations of these kinds bound by a convention it is party to."""

    def conventions_communes(self, une: int, autre: int, /) -> Sequence[Convention]:
        """Give the conventions that bind both."""


class Membres(Protocol):
    """People, known by their identifier on a platform."""

    def par_identite(self, plateforme: str, personne: str, /) -> Membre | None:
        """Find the active member behind a platform's identifier."""

    def ajouter(
        self,
        organisation: Organisation,
        role: Role,
        plateforme: str,
        personne: str,
        prive: str | None,
        maintenant: datetime,
        /,
    ) -> Membre:
        """Enrol a person; `prive` is the address of their private conversation, if known."""

    def changer_role(self, membre: int, role: Role, /) -> None:
        """Give the member another role."""

    def noter_prive(self, membre: int, plateforme: str, adresse: str, /) -> bool:
        """Remember (or revive) a private conversation; tell whether that changed anything."""

    def tableaux(self, organisations: Sequence[int], /) -> Sequence[tuple[str, str]]:
        """Give (platform, address) of each board that a member of them looks at."""

    def par_id(self, membre: int, /) -> Membre | None:
        """Find an active member by number."""

    def liens_depuis(self, membre: int, /) -> datetime | None:
        """Give the instant before which every signed link of a member is revoked."""

    def revoquer_liens(self, membre: int, maintenant: datetime, /) -> None:
        """Revoke every signed link that a member was sent until now."""

    def adresses(self, organisation: int, /) -> Sequence[Adresse]:
        """Give the e-mail addresses of an organisation's active members."""

    def engagement(self, adresse: str, /) -> str:
        """Give the keyed hash that the journal keeps in place of an address."""

    def noter_secours(self, plateforme: str, personne: str, /, *, secours: bool) -> None:
        """Say whether an address reads only when nobody else of its organisation can."""

    def prives(self, membre: int, /) -> Sequence[Destination]:
        """Give the living private conversations of a member, e-mail addresses included."""

    def tous(self) -> Sequence[Membre]:
        """Give every active member."""

    def retirer(self, membre: int, maintenant: datetime, /) -> bool:
        """End a membership at once; tell whether it was active."""


class Invitations(Protocol):
    """Enrolment codes, stored hashed, used once."""

    def ajouter(self, empreinte: str, une: Invitation, expire_le: datetime, /) -> None:
        """Store the hash of a code, and what it gives."""

    def derniere(self, adresse: str, maintenant: datetime, /) -> datetime | None:
        """Give when the last invitation that waits at an address expires."""

    def annuler(self, organisation: int, adresse: str, maintenant: datetime, /) -> int:
        """Use up an organisation's invitations that wait at an address; gives how many."""

    def consommer(self, empreinte: str, maintenant: datetime, /) -> Invitation | None:
        """Use the code up; None when unknown, used or expired."""


class Canaux(Protocol):
    """Conversations that read an organisation's notices."""

    def ajouter(self, organisation: int, destination: Destination, maintenant: datetime, /) -> bool:
        """Attach (or revive) a conversation; False when it was already attached."""

    def retirer(self, organisation: int, destination: Destination, /) -> bool:
        """Detach it; False when it was not attached."""

    def destinations(self, organisation: int, /) -> Sequence[Destination]:
        """Give the living ones: its conversations, else its members in private; its addresses."""

    def en_secours(self, organisation: int, /) -> bool:
        """Tell whether only e-mail is left of an organisation that also used to read elsewhere."""

    def en_secours_depuis(self, organisation: int, /) -> datetime | None:
        """Give when its last conversation died, if only e-mail is left of an organisation."""

    def muette_depuis(self, organisation: int, /) -> datetime | None:
        """Give when the last thing that an organisation read died; None while one lives."""

    def lecteurs(self, destination: Destination, /) -> Sequence[int]:
        """Give the organisations that read a conversation, dead or alive, by id."""

    def injoignable(self, organisation: int, /) -> bool:
        """Tell whether somebody is enrolled or attached, and every conversation is dead."""

    def administrateurs(self) -> Sequence[Destination]:
        """Give the living private conversations of every administrateur."""

    def enterrer(self, destination: Destination, raison: str, maintenant: datetime, /) -> None:
        """Mark a conversation dead, wherever it is used."""

    def deplacer(self, ancienne: Destination, adresse: str, /) -> None:
        """Follow a conversation to its new address."""
