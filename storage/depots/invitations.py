"""Invitations: enrolment codes, and the addresses they went to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, insert, select, update

from core.domain.organisations import Invitation, Role
from storage.depots.organisations import lire_organisation
from storage.depots.socle import Depot
from storage.tables import invitation, organisation


class DepotInvitations(Depot):
    """Enrolment codes, stored hashed, used once."""

    def ajouter(self, empreinte: str, une: Invitation, expire_le: datetime) -> None:
        """Store the hash of a code, and what it gives."""
        requete = insert(invitation).values(
            empreinte=empreinte,
            organisation_id=une.organisation.id,
            role=une.role,
            expire_le=expire_le,
            courriel=une.courriel,
            secours=une.secours,
        )
        self.connexion.execute(requete)

    def trouver(self, empreinte: str, maintenant: datetime) -> Invitation | None:
        """Give what a code would give; None when unknown, used or expired."""
        requete = _invitations().where(
            invitation.c.empreinte == empreinte,
            invitation.c.utilisee_le.is_(None),
            invitation.c.expire_le > maintenant,
        )
        ligne = self.connexion.execute(requete).one_or_none()
        return _lire_invitation(ligne) if ligne else None

    def attend_un(self, role: Role, maintenant: datetime) -> bool:
        """Tell whether a code that gives a role waits, neither used nor expired."""
        requete = select(invitation.c.empreinte).where(
            invitation.c.role == role,
            invitation.c.utilisee_le.is_(None),
            invitation.c.expire_le > maintenant,
        )
        return self.connexion.execute(requete.limit(1)).first() is not None

    def en_attente(
        self, organisation_id: int, maintenant: datetime
    ) -> Sequence[tuple[str, datetime]]:
        """Give (address, expiry) of an organisation's invitations that wait, the last of each."""
        requete = (
            select(invitation.c.courriel, func.max(invitation.c.expire_le))
            .where(invitation.c.organisation_id == organisation_id, _attend(maintenant))
            .group_by(invitation.c.courriel)
            .order_by(invitation.c.courriel)
        )
        return [(adresse, expire_le) for adresse, expire_le in self.connexion.execute(requete)]

    def derniere(self, adresse: str, maintenant: datetime) -> datetime | None:
        """Give when the last invitation that waits at an address expires."""
        requete = select(func.max(invitation.c.expire_le)).where(
            invitation.c.courriel == adresse, _attend(maintenant)
        )
        expire_le: datetime | None = self.connexion.execute(requete).scalar_one()
        return expire_le

    def annuler(self, organisation_id: int, adresse: str, maintenant: datetime) -> int:
        """Use up an organisation's invitations that wait at an address; gives how many."""
        requete = (
            update(invitation)
            .where(invitation.c.organisation_id == organisation_id, _attend(maintenant))
            .where(invitation.c.courriel == adresse)
            .values(utilisee_le=maintenant)
        )
        return self.connexion.execute(requete).rowcount

    def consommer(self, empreinte: str, maintenant: datetime) -> Invitation | None:
        """Use the code up; None when unknown, used or expired."""
        pris = self.connexion.execute(
            update(invitation)
            .where(invitation.c.empreinte == empreinte, invitation.c.utilisee_le.is_(None))
            .where(invitation.c.expire_le > maintenant)
            .values(utilisee_le=maintenant)
        )
        if pris.rowcount != 1:
            return None
        requete = _invitations().where(invitation.c.empreinte == empreinte)
        return _lire_invitation(self.connexion.execute(requete).one())


def _attend(maintenant: datetime) -> ColumnElement[bool]:
    """Give the condition that an invitation sent to an address still waits there."""
    return (
        invitation.c.courriel.is_not(None)
        & invitation.c.utilisee_le.is_(None)
        & (invitation.c.expire_le > maintenant)
    )


def _invitations() -> Any:
    siennes = (invitation.c.role, invitation.c.courriel, invitation.c.secours)
    return select(organisation, *siennes).join(
        invitation, invitation.c.organisation_id == organisation.c.id
    )


def _lire_invitation(ligne: Row[Any]) -> Invitation:
    role = Role(ligne.role)
    return Invitation(lire_organisation(ligne), role, ligne.courriel, ligne.secours)
