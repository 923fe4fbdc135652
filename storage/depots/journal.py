"""The append-only journal and its daily seals."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, func, insert, select, update

from core.domain.journal import Entree, Sceau, enchainer
from storage.coffre import Coffre
from storage.depots.socle import Depot
from storage.tables import journal as table
from storage.tables import sceau as table_sceau
from storage.tables import sceau_tete, tete
from storage.types import ecrire_json

# Made once: to build such a statement takes longer than to run it.
_SIENNE = tete.c.dossier == bindparam("de_qui")
_TETE = select(tete.c.rang, tete.c.empreinte).where(_SIENNE)
_TENIR = _TETE.with_for_update()
_AVANCER = update(tete).where(_SIENNE)
_AJOUT = insert(table)
_SCELLER = (
    update(tete)
    .where(_SIENNE)
    .values(rang_scelle=bindparam("jusqu_a"), scelle=tete.c.rang == bindparam("jusqu_a"))
)


class DepotJournal(Depot):
    """One hash chain a dossier; triggers of the database refuse any change of an entry."""

    def __init__(self, connexion: Connection, coffre: Coffre) -> None:
        """Hold no head yet."""
        super().__init__(connexion, coffre)
        self._tetes: dict[str, tuple[int, str]] = {}
        """The heads that this transaction holds: nobody else moves them until it ends."""

    def ajouter(self, entree: Entree) -> Entree:
        """Chain and store an entry; the head's row keeps two writers apart."""
        derniere = self._tetes.get(entree.dossier) or self._tenir_la_tete(entree.dossier)
        placee = enchainer(entree, derniere)
        self.connexion.execute(_AJOUT, colonnes_d_une_entree(placee))
        valeurs = {"rang": placee.rang, "empreinte": placee.empreinte, "scelle": False}
        if derniere:
            self.connexion.execute(_AVANCER, valeurs | {"de_qui": placee.dossier})
        else:
            neuve = {"dossier": placee.dossier, "rang_scelle": 0}
            self.connexion.execute(insert(tete), valeurs | neuve)
        self._tetes[placee.dossier] = (placee.rang, placee.empreinte)
        return placee

    def _tenir_la_tete(self, dossier: str) -> tuple[int, str] | None:
        """Lock a head; of a chain that has none yet, its name: two firsts at once would collide."""
        quoi = {"de_qui": dossier}
        ligne = self.connexion.execute(_TENIR, quoi).one_or_none()
        if ligne is None and self.connexion.dialect.name == "postgresql":
            self.connexion.execute(select(func.pg_advisory_xact_lock(func.hashtext(dossier))))
            ligne = self.connexion.execute(_TENIR, quoi).one_or_none()
        return (ligne.rang, ligne.empreinte) if ligne else None

    def chaine(self, dossier: str) -> Sequence[Entree]:
        """Give one dossier's entries, in order."""
        requete = select(table).where(table.c.dossier == dossier).order_by(table.c.rang)
        return [_entree(ligne) for ligne in self.connexion.execute(requete)]

    def dossiers(self) -> Sequence[str]:
        """Give every dossier that has an entry or a head, or that a seal names."""
        requete = select(table.c.dossier).union(
            select(tete.c.dossier), select(sceau_tete.c.dossier)
        )
        return sorted(self.connexion.scalars(requete))

    def tete(self, dossier: str) -> tuple[int, str] | None:
        """Give the rank and hash of a dossier's last entry, as its head row says."""
        if dossier in self._tetes:
            return self._tetes[dossier]
        ligne = self.connexion.execute(_TETE, {"de_qui": dossier}).one_or_none()
        return (ligne.rang, ligne.empreinte) if ligne else None

    def connait(self, empreinte: str) -> str | None:
        """Say which entry or seal bears a hash that begins so, if one does."""
        requete = select(table.c.dossier, table.c.rang).where(
            table.c.empreinte.startswith(empreinte, autoescape=True)
        )
        if ligne := self.connexion.execute(requete).first():
            return f"{ligne.dossier}, entrée {ligne.rang}"
        sceaux = select(table_sceau.c.jour).where(
            table_sceau.c.empreinte.startswith(empreinte, autoescape=True)
        )
        jour = self.connexion.execute(sceaux).scalars().first()
        return f"sceau du {jour:%d/%m/%Y}" if jour else None

    def tetes_a_sceller(self, avant: datetime) -> dict[str, tuple[int, str]]:
        """Give the last entry made before `avant` of each dossier that moved since its seal."""
        requete = (
            select(table.c.dossier, table.c.rang, table.c.empreinte)
            .join(tete, tete.c.dossier == table.c.dossier)
            .where(tete.c.scelle.is_(False), table.c.instant < avant)
            .where(table.c.rang > tete.c.rang_scelle)
            .order_by(table.c.dossier, table.c.rang)
        )
        lignes = self.connexion.execute(requete)
        return {ligne.dossier: (ligne.rang, ligne.empreinte) for ligne in lignes}

    def jour_scelle(self) -> date | None:
        """Give the civil day of the last seal, without reading its heads: asked at each tick."""
        jour: date | None = self.connexion.execute(select(func.max(table_sceau.c.jour))).scalar()
        return jour

    def dernier_sceau(self) -> Sceau | None:
        """Give the last seal."""
        requete = select(table_sceau).order_by(table_sceau.c.rang.desc()).limit(1)
        return next(iter(self._sceaux(requete)), None)

    def tous_les_sceaux(self) -> Sequence[Sceau]:
        """Give every seal, in order."""
        return list(self._sceaux(select(table_sceau).order_by(table_sceau.c.rang)))

    def sceaux_de(self, dossier: str) -> Sequence[Sceau]:
        """Give the seals that hold a head of this dossier, oldest first."""
        siens = select(sceau_tete.c.sceau_rang).where(sceau_tete.c.dossier == dossier)
        requete = select(table_sceau).where(table_sceau.c.rang.in_(siens))
        return list(self._sceaux(requete.order_by(table_sceau.c.rang)))

    def sceller(self, sceau: Sceau) -> bool:
        """Store a seal; its heads count as sealed. False when somebody else just sealed."""
        valeurs = {
            "rang": sceau.rang,
            "jour": sceau.jour,
            "instant": sceau.instant,
            "precedent": sceau.precedent,
            "empreinte": sceau.empreinte,
        }
        if not self.inserer_si_absent(table_sceau, valeurs):
            return False
        tetes = [
            {"sceau_rang": sceau.rang, "dossier": dossier, "rang": rang, "empreinte": empreinte}
            for dossier, (rang, empreinte) in sceau.tetes.items()
        ]
        self.connexion.execute(insert(sceau_tete), tetes)
        scelles = [{"de_qui": une["dossier"], "jusqu_a": une["rang"]} for une in tetes]
        self.connexion.execute(_SCELLER, scelles)
        return True

    def _sceaux(self, requete: Select[Any]) -> Iterator[Sceau]:
        for ligne in self.connexion.execute(requete).all():
            siennes = select(sceau_tete).where(sceau_tete.c.sceau_rang == ligne.rang)
            tetes = {
                une.dossier: (une.rang, une.empreinte) for une in self.connexion.execute(siennes)
            }
            yield Sceau(
                ligne.rang, ligne.jour, ligne.instant, tetes, ligne.precedent, ligne.empreinte
            )


def colonnes_d_une_entree(une: Entree) -> dict[str, Any]:
    """Give the columns of a chained entry."""
    return vars(une) | {"details": ecrire_json(dict(une.details))}


def _entree(ligne: Row[Any]) -> Entree:
    return Entree(
        ligne.dossier,
        ligne.rang,
        ligne.instant,
        ligne.acteur,
        ligne.plateforme,
        ligne.action,
        ligne.de,
        ligne.a,
        ligne.article,
        ligne.lecture,
        json.loads(ligne.details),
        ligne.precedente,
        ligne.empreinte,
    )
