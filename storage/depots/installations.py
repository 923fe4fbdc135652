"""Slack workspaces where fluxbot is installed, and installs under way."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Row, delete, insert, or_, select, update

from storage.depots.socle import Depot
from storage.tables import canal, etat_oauth, identite, installation

VALIDITE_ETAT = timedelta(minutes=10)


@dataclass(frozen=True)
class EspaceInstalle:
    """One workspace: its id, its bot (user and account ids), what was granted, the bot's token."""

    equipe: str
    nom: str
    application: str
    bot: str
    compte: str
    droits: tuple[str, ...]
    jeton: str = field(repr=False)


class DepotInstallations(Depot):
    """Installed workspaces; tokens are encrypted."""

    def enregistrer(self, espace: EspaceInstalle, maintenant: datetime) -> None:
        """Store a workspace in place of what was known of it."""
        self.oublier(espace.equipe)
        self.connexion.execute(
            insert(installation).values(
                equipe=espace.equipe,
                nom=espace.nom,
                application=espace.application,
                bot=espace.bot,
                compte=espace.compte,
                droits=",".join(espace.droits),
                jeton_chiffre=self.coffre.chiffrer(espace.jeton),
                installee_le=maintenant,
            )
        )

    def trouver(self, equipe: str) -> EspaceInstalle | None:
        """Find a workspace by its id."""
        requete = select(installation).where(installation.c.equipe == equipe)
        ligne = self.connexion.execute(requete).one_or_none()
        return self._lire(ligne) if ligne else None

    def installee_le(self, equipe: str) -> datetime | None:
        """Give when a workspace was last installed."""
        requete = select(installation.c.installee_le).where(installation.c.equipe == equipe)
        instant: datetime | None = self.connexion.execute(requete).scalar_one_or_none()
        return instant

    def tous(self) -> Sequence[EspaceInstalle]:
        """Give every workspace, by name."""
        lignes = self.connexion.execute(select(installation).order_by(installation.c.nom))
        return [self._lire(une) for une in lignes]

    def oublier(self, equipe: str) -> bool:
        """Erase a workspace and its token; tell whether it was known."""
        requete = delete(installation).where(installation.c.equipe == equipe)
        return self.connexion.execute(requete).rowcount == 1

    def enterrer_les_conversations(
        self, plateforme: str, equipe: str, raison: str, maintenant: datetime
    ) -> None:
        """Mark every conversation of a workspace dead: nothing may be written there any more."""
        mort = {"mort_le": maintenant, "raison": raison}
        for table, adresse in ((canal, canal.c.adresse), (identite, identite.c.prive)):
            self.connexion.execute(
                update(table)
                .where(table.c.plateforme == plateforme, adresse.startswith(f"{equipe}/"))
                .where(table.c.mort_le.is_(None))
                .values(**mort)
            )

    def ranimer_les_conversations(
        self, plateforme: str, equipe: str, raisons: Sequence[str]
    ) -> None:
        """Revive the conversations of a workspace that died for one of these reasons."""
        vivant = {"mort_le": None, "raison": None}
        for table, adresse in ((canal, canal.c.adresse), (identite, identite.c.prive)):
            self.connexion.execute(
                update(table)
                .where(table.c.plateforme == plateforme, adresse.startswith(f"{equipe}/"))
                .where(or_(*(table.c.raison.startswith(une) for une in raisons)))
                .values(**vivant)
            )

    def noter_etat(self, etat: str, maintenant: datetime) -> None:
        """Remember an install under way, hashed, for ten minutes."""
        self.connexion.execute(delete(etat_oauth).where(etat_oauth.c.expire_le <= maintenant))
        valeurs = {"empreinte": _empreinte(etat), "expire_le": maintenant + VALIDITE_ETAT}
        self.connexion.execute(insert(etat_oauth).values(**valeurs))

    def consommer_etat(self, etat: str, maintenant: datetime) -> bool:
        """Use an install's state up; False when unknown, used or expired."""
        requete = delete(etat_oauth).where(
            etat_oauth.c.empreinte == _empreinte(etat), etat_oauth.c.expire_le > maintenant
        )
        return self.connexion.execute(requete).rowcount == 1

    def _lire(self, ligne: Row[tuple[object, ...]]) -> EspaceInstalle:
        return EspaceInstalle(
            ligne.equipe,
            ligne.nom,
            ligne.application,
            ligne.bot,
            ligne.compte,
            tuple(un for un in ligne.droits.split(",") if un),
            self.coffre.dechiffrer(ligne.jeton_chiffre),
        )


def _empreinte(etat: str) -> str:
    return hashlib.sha256(etat.encode()).hexdigest()
