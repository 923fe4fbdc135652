"""Conversations that read notices: attached ones, else members in private; and addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    bindparam,
    delete,
    exists,
    func,
    literal,
    select,
    true,
    union_all,
    update,
)

from core.domain.organisations import COURRIEL, Destination, Role
from storage.depots.socle import Depot, colonnes, destination, meme_conversation
from storage.tables import canal, envoi, identite, membre, organisation


def _prives() -> Select[Any]:
    """Select the living private conversations of active members."""
    return (
        select(
            identite.c.plateforme,
            identite.c.prive.label("adresse"),
            literal("").label("sujet"),
            literal(True).label("prive"),
        )
        .join(membre, membre.c.id == identite.c.membre_id)
        .where(membre.c.retire_le.is_(None), identite.c.mort_le.is_(None))
        .where(identite.c.prive.is_not(None))
        .order_by(membre.c.id)
    )


# Made once, what each notice asks: to build such a statement takes longer than to run it.
_ATTACHEES = select(canal).where(
    canal.c.organisation_id == bindparam("organisation"), canal.c.mort_le.is_(None)
)
_SIENS = _prives().where(membre.c.organisation_id == bindparam("organisation"))
_ORDINAIRES = _SIENS.where(~identite.c.secours)
_SECOURS = _SIENS.where(identite.c.secours)


class DepotCanaux(Depot):
    """Where an organisation reads, and which conversations are dead."""

    def ajouter(self, organisation: int, vers: Destination, maintenant: datetime) -> bool:
        """Attach (or revive) a conversation; False when it was already attached and alive."""
        valeurs = {"organisation_id": organisation, **colonnes(vers), "attache_le": maintenant}
        if self.inserer_si_absent(canal, valeurs):
            return True
        requete = (
            update(canal)
            .where(canal.c.organisation_id == organisation, meme_conversation(canal, vers))
            .where(canal.c.mort_le.is_not(None))
            .values(mort_le=None, raison=None)
        )
        return self.connexion.execute(requete).rowcount == 1

    def retirer(self, organisation: int, vers: Destination) -> bool:
        """Detach it; False when it was not attached."""
        requete = delete(canal).where(
            canal.c.organisation_id == organisation, meme_conversation(canal, vers)
        )
        return self.connexion.execute(requete).rowcount == 1

    def destinations(self, organisation: int) -> Sequence[Destination]:
        """Give the living ones: its conversations, else its members in private; its addresses.

        An e-mail address reads beside the chat; one kept « de secours » only when nobody else
        can.
        """
        siennes = {"organisation": organisation}
        attachees = self._lire(_ATTACHEES, siennes)
        prives = self._lire(_ORDINAIRES, siennes)
        messageries = attachees or [une for une in prives if not une.par_courriel]
        courriels = [une for une in prives if une.par_courriel]
        return [*messageries, *courriels] or self._lire(_SECOURS, siennes)

    def en_secours(self, organisation: int) -> bool:
        """Tell whether only e-mail is left of an organisation that also used to read elsewhere."""
        return self.en_secours_depuis(organisation) is not None

    def en_secours_depuis(self, organisation: int) -> datetime | None:
        """Give when its last conversation died, if only e-mail is left of an organisation."""
        restantes = self.destinations(organisation)
        if not restantes or not all(une.par_courriel for une in restantes):
            return None
        return self._derniere_mort(organisation, identite.c.plateforme != COURRIEL)

    def muette_depuis(self, organisation: int) -> datetime | None:
        """Give when the last thing that an organisation read died; None while one lives."""
        if self.destinations(organisation):
            return None
        return self._derniere_mort(organisation, true())

    def _derniere_mort(self, organisation: int, personnes: ColumnElement[bool]) -> datetime | None:
        """Give the last death among its conversations and those of its people kept by a test."""
        attachees = select(func.max(canal.c.mort_le)).where(canal.c.organisation_id == organisation)
        privees = (
            select(func.max(identite.c.mort_le))
            .join(membre, membre.c.id == identite.c.membre_id)
            .where(membre.c.organisation_id == organisation, membre.c.retire_le.is_(None))
            .where(personnes)
        )
        morts = [self.connexion.execute(une).scalar_one() for une in (attachees, privees)]
        return max((un for un in morts if un), default=None)

    def lecteurs(self, vers: Destination) -> Sequence[int]:
        """Give the organisations that read a conversation, dead or alive, by id."""
        attachees = select(canal.c.organisation_id).where(meme_conversation(canal, vers))
        inscrites = (
            select(membre.c.organisation_id)
            .join(identite, identite.c.membre_id == membre.c.id)
            .where(membre.c.retire_le.is_(None), identite.c.prive == vers.adresse)
            .where(identite.c.plateforme == vers.plateforme)
        )
        return sorted(self.connexion.scalars(attachees.union(inscrites)))

    def injoignable(self, organisation: int) -> bool:
        """Tell whether somebody is enrolled or attached, and every conversation is dead."""
        attachee = select(canal.c.adresse).where(canal.c.organisation_id == organisation)
        inscrite = (
            select(identite.c.personne)
            .join(membre, membre.c.id == identite.c.membre_id)
            .where(membre.c.organisation_id == organisation, membre.c.retire_le.is_(None))
            .where(identite.c.mort_le.is_not(None))
        )
        connue = any(self.connexion.execute(une.limit(1)).first() for une in (attachee, inscrite))
        return connue and not self.destinations(organisation)

    def ranimer(self, vers: Destination) -> bool:
        """Revive an attached conversation that was dead; tell whether there was one."""
        requete = (
            update(canal)
            .where(meme_conversation(canal, vers), canal.c.mort_le.is_not(None))
            .values(mort_le=None, raison=None)
        )
        return self.connexion.execute(requete).rowcount > 0

    def administrateurs(self) -> Sequence[Destination]:
        """Give the living private conversations of every administrateur."""
        return self._lire(_prives().where(membre.c.role == Role.ADMINISTRATEUR))

    def mortes(self) -> Sequence[tuple[str, str, str]]:
        """Give (organisation, platform, reason) of each dead conversation of an active member."""
        attachees = (
            select(organisation.c.nom, canal.c.plateforme, canal.c.raison)
            .join(canal, canal.c.organisation_id == organisation.c.id)
            .where(canal.c.mort_le.is_not(None))
        )
        privees = (
            select(organisation.c.nom, identite.c.plateforme, identite.c.raison)
            .join(membre, membre.c.organisation_id == organisation.c.id)
            .join(identite, identite.c.membre_id == membre.c.id)
            .where(identite.c.mort_le.is_not(None), membre.c.retire_le.is_(None))
        )
        lignes = self.connexion.execute(union_all(attachees, privees))
        return sorted((une.nom, une.plateforme, une.raison) for une in lignes)

    def enterrer(self, vers: Destination, raison: str, maintenant: datetime) -> None:
        """Mark a conversation dead, wherever it is used; it keeps the first reason."""
        mort = {"mort_le": maintenant, "raison": raison}
        vivant = canal.c.mort_le.is_(None)
        self.connexion.execute(
            update(canal).where(meme_conversation(canal, vers), vivant).values(**mort)
        )
        if vers.prive:
            self.connexion.execute(
                update(identite)
                .where(identite.c.plateforme == vers.plateforme, identite.c.prive == vers.adresse)
                .where(identite.c.mort_le.is_(None))
                .values(**mort)
            )

    def deplacer(self, ancienne: Destination, adresse: str) -> None:
        """Follow a conversation, all its topics included, to its new address."""
        deja = canal.alias()
        double = exists().where(
            deja.c.organisation_id == canal.c.organisation_id,
            deja.c.plateforme == canal.c.plateforme,
            deja.c.adresse == adresse,
            deja.c.sujet == canal.c.sujet,
        )
        self.connexion.execute(delete(canal).where(_a_l_adresse(canal, ancienne), double))
        for table in (canal, envoi):
            self.connexion.execute(
                update(table).where(_a_l_adresse(table, ancienne)).values(adresse=adresse)
            )

    def _lire(
        self, requete: Select[Any], quoi: Mapping[str, Any] | None = None
    ) -> list[Destination]:
        return [destination(ligne) for ligne in self.connexion.execute(requete, quoi)]


def _a_l_adresse(table: Table, ancienne: Destination) -> ColumnElement[bool]:
    """Give the condition that a row's address is this one, whatever the topic."""
    return (table.c.plateforme == ancienne.plateforme) & (table.c.adresse == ancienne.adresse)
