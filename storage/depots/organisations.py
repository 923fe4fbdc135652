"""Organisations and their members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from core.domain.convention import Convention
from core.domain.organisations import (
    COURRIEL,
    Adresse,
    Destination,
    Membre,
    Nature,
    Organisation,
    Role,
)
from storage.coffre import Coffre
from storage.depots.socle import Depot
from storage.tables import adhesion, identite, membre, organisation


def _membres() -> Any:
    return (
        select(organisation, membre.c.id.label("membre_id"), membre.c.role)
        .join(membre, membre.c.organisation_id == organisation.c.id)
        .where(membre.c.retire_le.is_(None))
    )


# Made once, what each command asks: to build such a statement takes longer than to run it.
_PAR_ID = select(organisation).where(organisation.c.id == bindparam("numero"))
_ADHESIONS = select(adhesion.c.convention).where(
    adhesion.c.organisation_id == bindparam("organisation")
)
_PAR_IDENTITE = (
    _membres()
    .add_columns(identite.c.prive, identite.c.mort_le)
    .join(identite, identite.c.membre_id == membre.c.id)
    .where(identite.c.plateforme == bindparam("sur"), identite.c.personne == bindparam("qui"))
)
_NOTER_PRIVE = (
    update(identite)
    .where(identite.c.membre_id == bindparam("qui"), identite.c.plateforme == bindparam("sur"))
    .where(identite.c.prive.is_distinct_from(bindparam("ou")) | identite.c.mort_le.is_not(None))
    .values(prive=bindparam("ou"), mort_le=None, raison=None)
)
_TABLEAUX = (
    select(identite.c.plateforme, identite.c.tableau)
    .join(membre, membre.c.id == identite.c.membre_id)
    .where(membre.c.organisation_id.in_(bindparam("organisations", expanding=True)))
    .where(membre.c.retire_le.is_(None), identite.c.tableau.is_not(None))
    .order_by(membre.c.organisation_id, identite.c.tableau)
)


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
        return lire_organisation(self.connexion.execute(_PAR_ID, {"numero": numero}).one())

    def ajouter(self, nom: str, nature: Nature) -> Organisation:
        """Store a new one."""
        return Organisation(self.inserer(organisation, {"nom": nom, "nature": nature}), nom, nature)

    def adherer(self, organisation: int, convention: str) -> None:
        """Bind it to a convention; nothing happens when it already is."""
        valeurs = {"organisation_id": organisation, "convention": convention}
        self.inserer_si_absent(adhesion, valeurs)

    def conventions_de(self, organisation: int) -> Sequence[str]:
        """Give the ids of the conventions that bind it."""
        return sorted(self.connexion.scalars(_ADHESIONS, {"organisation": organisation}))

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

    def caleol(self, organisation_id: int) -> str | None:
        """Give the e-mail address of a bailleur's CALEOL, if it is known (LP art. 6)."""
        requete = select(organisation.c.caleol).where(organisation.c.id == organisation_id)
        adresse: str | None = self.connexion.execute(requete).scalar_one()
        return adresse

    def noter_caleol(self, organisation_id: int, adresse: str | None) -> None:
        """Keep the e-mail address of a bailleur's CALEOL; None forgets it."""
        requete = update(organisation).where(organisation.c.id == organisation_id)
        self.connexion.execute(requete.values(caleol=adresse))


class DepotMembres(Depot):
    """People, known by their identifier on a platform."""

    def par_identite(
        self, plateforme: str, personne: str, prive: str | None = None
    ) -> Membre | None:
        """Find the active member behind a platform's identifier.

        `prive`: the private conversation where they were just heard, remembered or revived.
        """
        qui = {"sur": plateforme, "qui": personne}
        ligne = self.connexion.execute(_PAR_IDENTITE, qui).one_or_none()
        if ligne is None:
            return None
        if prive and (ligne.prive, ligne.mort_le) != (prive, None):
            self.noter_prive(ligne.membre_id, plateforme, prive)
        return _lire_membre(ligne)

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
        qui = {"qui": membre_id, "sur": plateforme, "ou": adresse}
        return self.connexion.execute(_NOTER_PRIVE, qui).rowcount > 0

    def noter_tableau(self, plateforme: str, personne: str, adresse: str) -> None:
        """Remember where a member looks at their board."""
        self.connexion.execute(
            update(identite)
            .where(identite.c.plateforme == plateforme, identite.c.personne == personne)
            .values(tableau=adresse)
        )

    def tableaux(self, organisations: Sequence[int]) -> Sequence[tuple[str, str]]:
        """Give (platform, address) of each board that a member of them looks at."""
        lignes = self.connexion.execute(_TABLEAUX, {"organisations": organisations})
        return [(une.plateforme, une.tableau) for une in lignes]

    def du_tableau(self, plateforme: str, adresse: str) -> Membre | None:
        """Find the active member who looks at a board."""
        requete = (
            _membres()
            .join(identite, identite.c.membre_id == membre.c.id)
            .where(identite.c.plateforme == plateforme, identite.c.tableau == adresse)
        )
        ligne = self.connexion.execute(requete).first()
        return _lire_membre(ligne) if ligne else None

    def par_id(self, membre_id: int) -> Membre | None:
        """Find an active member by number."""
        ligne = self.connexion.execute(_membres().where(membre.c.id == membre_id)).one_or_none()
        return _lire_membre(ligne) if ligne else None

    def liens_depuis(self, membre_id: int) -> datetime | None:
        """Give the instant before which every signed link of a member is revoked."""
        requete = select(membre.c.liens_depuis).where(membre.c.id == membre_id)
        return self.connexion.execute(requete).scalar_one_or_none()

    def revoquer_liens(self, membre_id: int, maintenant: datetime) -> None:
        """Revoke every signed link that a member was sent until now."""
        requete = update(membre).where(membre.c.id == membre_id).values(liens_depuis=maintenant)
        self.connexion.execute(requete)

    def adresses(self, organisation_id: int) -> Sequence[Adresse]:
        """Give the e-mail addresses of an organisation's active members, in order."""
        requete = (
            select(identite, membre.c.role)
            .join(membre, membre.c.id == identite.c.membre_id)
            .where(membre.c.organisation_id == organisation_id, membre.c.retire_le.is_(None))
            .where(identite.c.plateforme == COURRIEL)
            .order_by(identite.c.personne)
        )
        return [
            Adresse(
                une.personne,
                une.membre_id,
                Role(une.role),
                une.secours,
                une.mort_le,
                une.raison or "",
            )
            for une in self.connexion.execute(requete)
        ]

    def engagement(self, adresse: str) -> str:
        """Give the keyed hash that the journal keeps in place of an address."""
        return self.coffre.index(adresse)

    def plateformes(self) -> Mapping[int, Sequence[str]]:
        """Give the platforms on which each person reads, by member's number."""
        requete = select(identite.c.membre_id, identite.c.plateforme).order_by(
            identite.c.membre_id, identite.c.plateforme
        )
        trouvees: dict[int, list[str]] = {}
        for une in self.connexion.execute(requete):
            trouvees.setdefault(une.membre_id, []).append(une.plateforme)
        return trouvees

    def noter_secours(self, plateforme: str, personne: str, *, secours: bool) -> None:
        """Say whether an address reads only when nobody else of its organisation can."""
        self.connexion.execute(
            update(identite)
            .where(identite.c.plateforme == plateforme, identite.c.personne == personne)
            .values(secours=secours)
        )

    def prives(self, membre_id: int) -> Sequence[Destination]:
        """Give the living private conversations of a member, e-mail addresses included."""
        requete = (
            select(identite.c.plateforme, identite.c.prive)
            .where(identite.c.membre_id == membre_id, identite.c.mort_le.is_(None))
            .where(identite.c.prive.is_not(None))
            .order_by(identite.c.plateforme)
        )
        return [Destination(une.plateforme, une.prive) for une in self.connexion.execute(requete)]

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


def _lire_membre(ligne: Row[Any]) -> Membre:
    return Membre(ligne.membre_id, lire_organisation(ligne), Role(ligne.role))
