"""Organisations, members, invitations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from core.domain.convention import Convention
from core.domain.organisations import Membre, Nature, Organisation, Role
from storage.coffre import Coffre
from storage.depots.socle import Depot
from storage.tables import adhesion, identite, invitation, membre, organisation


def lire_organisation(ligne: Row[Any]) -> Organisation:
    """Read an organisation from its row."""
    return Organisation(ligne.id, ligne.nom, Nature(ligne.nature))


class DepotOrganisations(Depot):
    """Organisations and the conventions that bind them."""

    def __init__(
        self, connexion: Connection, coffre: Coffre, conventions: Mapping[str, Convention]
    ) -> None:
        """Take the conventions on file beside the transaction."""
        super().__init__(connexion, coffre)
        self._conventions = conventions

    def toutes(self) -> Sequence[Organisation]:
        """Give all of them, by name."""
        lignes = self.connexion.execute(select(organisation).order_by(organisation.c.nom))
        return [lire_organisation(ligne) for ligne in lignes]

    def par_id(self, numero: int) -> Organisation:
        """Give one that is known to exist."""
        requete = select(organisation).where(organisation.c.id == numero)
        return lire_organisation(self.connexion.execute(requete).one())

    def ajouter(self, nom: str, nature: Nature) -> Organisation:
        """Store a new one."""
        return Organisation(self.inserer(organisation, {"nom": nom, "nature": nature}), nom, nature)

    def adherer(self, organisation: int, convention: str) -> None:
        """Bind it to a convention; nothing happens when it already is."""
        valeurs = {"organisation_id": organisation, "convention": convention}
        self.inserer_si_absent(adhesion, valeurs)

    def conventions_de(self, organisation: int) -> Sequence[str]:
        """Give the ids of the conventions that bind it."""
        requete = select(adhesion.c.convention).where(adhesion.c.organisation_id == organisation)
        return sorted(self.connexion.scalars(requete))

    def conventions_communes(self, une: int, autre: int) -> Sequence[Convention]:
        """Give the conventions that bind both and are on file."""
        communes = set(self.conventions_de(une)) & set(self.conventions_de(autre))
        return [self._conventions[cle] for cle in sorted(communes) if cle in self._conventions]

    def partenaires(self, une: int, natures: frozenset[Nature]) -> Sequence[Organisation]:
        """Give the organisations of these kinds bound by a convention it is party to."""
        miennes = select(adhesion.c.convention).where(adhesion.c.organisation_id == une)
        requete = (
            select(organisation)
            .join(adhesion, adhesion.c.organisation_id == organisation.c.id)
            .where(adhesion.c.convention.in_(miennes), organisation.c.nature.in_(natures))
            .where(organisation.c.id != une)
            .distinct()
            .order_by(organisation.c.nom)
        )
        return [lire_organisation(ligne) for ligne in self.connexion.execute(requete)]


class DepotMembres(Depot):
    """People, known by their identifier on a platform."""

    def par_identite(self, plateforme: str, personne: str) -> Membre | None:
        """Find the active member behind a platform's identifier."""
        requete = (
            _membres()
            .join(identite, identite.c.membre_id == membre.c.id)
            .where(identite.c.plateforme == plateforme, identite.c.personne == personne)
        )
        ligne = self.connexion.execute(requete).one_or_none()
        return _lire_membre(ligne) if ligne else None

    def ajouter(
        self,
        organisation: Organisation,
        role: Role,
        plateforme: str,
        personne: str,
        prive: str | None,
        maintenant: datetime,
    ) -> Membre:
        """Enrol a person; an identifier freed by a withdrawal is used anew."""
        numero = self.inserer(
            membre, {"organisation_id": organisation.id, "role": role, "inscrit_le": maintenant}
        )
        valeurs = {"membre_id": numero, "prive": prive, "mort_le": None, "raison": None}
        cles = {"plateforme": plateforme, "personne": personne}
        if not self.inserer_si_absent(identite, cles | valeurs):
            self.connexion.execute(
                update(identite)
                .where(identite.c.plateforme == plateforme, identite.c.personne == personne)
                .values(**valeurs)
            )
        return Membre(numero, organisation, role)

    def changer_role(self, membre_id: int, role: Role) -> None:
        """Give the member another role."""
        self.connexion.execute(update(membre).where(membre.c.id == membre_id).values(role=role))

    def noter_prive(self, membre_id: int, plateforme: str, adresse: str) -> bool:
        """Remember (or revive) a private conversation; tell whether that changed anything."""
        requete = (
            update(identite)
            .where(identite.c.membre_id == membre_id, identite.c.plateforme == plateforme)
            .where(identite.c.prive.is_distinct_from(adresse) | identite.c.mort_le.is_not(None))
            .values(prive=adresse, mort_le=None, raison=None)
        )
        return self.connexion.execute(requete).rowcount > 0

    def noter_tableau(self, plateforme: str, personne: str, adresse: str) -> None:
        """Remember where a member looks at their board."""
        self.connexion.execute(
            update(identite)
            .where(identite.c.plateforme == plateforme, identite.c.personne == personne)
            .values(tableau=adresse)
        )

    def tableaux(self, organisation: int) -> Sequence[tuple[str, str]]:
        """Give (platform, address) of each board that a member of the organisation looks at."""
        requete = (
            select(identite.c.plateforme, identite.c.tableau)
            .join(membre, membre.c.id == identite.c.membre_id)
            .where(membre.c.organisation_id == organisation, membre.c.retire_le.is_(None))
            .where(identite.c.tableau.is_not(None))
            .order_by(identite.c.tableau)
        )
        return [(une.plateforme, une.tableau) for une in self.connexion.execute(requete)]

    def du_tableau(self, plateforme: str, adresse: str) -> Membre | None:
        """Find the active member who looks at a board."""
        requete = (
            _membres()
            .join(identite, identite.c.membre_id == membre.c.id)
            .where(identite.c.plateforme == plateforme, identite.c.tableau == adresse)
        )
        ligne = self.connexion.execute(requete).first()
        return _lire_membre(ligne) if ligne else None

    def tous(self) -> Sequence[Membre]:
        """Give every active member."""
        lignes = self.connexion.execute(_membres().order_by(membre.c.id))
        return [_lire_membre(ligne) for ligne in lignes]

    def retirer(self, membre_id: int, maintenant: datetime) -> bool:
        """End a membership at once; tell whether it was active."""
        requete = (
            update(membre)
            .where(membre.c.id == membre_id, membre.c.retire_le.is_(None))
            .values(retire_le=maintenant)
        )
        return self.connexion.execute(requete).rowcount == 1


class DepotInvitations(Depot):
    """Enrolment codes, stored hashed, used once."""

    def ajouter(self, empreinte: str, organisation: int, role: Role, expire_le: datetime) -> None:
        """Store the hash of a code."""
        requete = insert(invitation).values(
            empreinte=empreinte, organisation_id=organisation, role=role, expire_le=expire_le
        )
        self.connexion.execute(requete)

    def consommer(self, empreinte: str, maintenant: datetime) -> tuple[Organisation, Role] | None:
        """Use the code up; None when unknown, used or expired."""
        pris = self.connexion.execute(
            update(invitation)
            .where(invitation.c.empreinte == empreinte, invitation.c.utilisee_le.is_(None))
            .where(invitation.c.expire_le > maintenant)
            .values(utilisee_le=maintenant)
        )
        if pris.rowcount != 1:
            return None
        requete = (
            select(organisation, invitation.c.role)
            .join(invitation, invitation.c.organisation_id == organisation.c.id)
            .where(invitation.c.empreinte == empreinte)
        )
        ligne = self.connexion.execute(requete).one()
        return lire_organisation(ligne), Role(ligne.role)


def _membres() -> Any:
    return (
        select(organisation, membre.c.id.label("membre_id"), membre.c.role)
        .join(membre, membre.c.organisation_id == organisation.c.id)
        .where(membre.c.retire_le.is_(None))
    )


def _lire_membre(ligne: Row[Any]) -> Membre:
    return Membre(ligne.membre_id, lire_organisation(ligne), Role(ligne.role))
