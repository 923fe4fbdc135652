"""The avis de vacance, its candidates and their proofs."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Numeric,
    String,
    Table,
    Text,
    TextClause,
    text,
)

from core.domain.avis import CLOS
from core.domain.logement import Logement
from storage.tables.socle import metadata
from storage.types import InstantUTC

compteur = Table(
    "compteur",
    metadata,
    Column("prefixe", String(8), primary_key=True),
    Column("annee", Integer, primary_key=True, autoincrement=False),
    Column("valeur", Integer, nullable=False),
)

termes = Table(
    "termes",
    metadata,
    Column("empreinte", String(64), primary_key=True),
    Column("contenu", Text, nullable=False),
)

_TYPES_LOGEMENT: dict[str, Any] = {
    "bool": Boolean,
    "int": Integer,
    "Decimal": Numeric(8, 2),
    "date": Date,
    "str": String(200),
}


def _colonnes_logement() -> list[Column[Any]]:
    """One nullable column for each field of a dwelling."""
    return [
        Column(f"logement_{champ.name}", _TYPES_LOGEMENT[str(champ.type).split(" ")[0]])
        for champ in fields(Logement)
    ]


avis = Table(
    "avis",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("reference", String(20), nullable=False, unique=True),
    Column("bailleur_id", ForeignKey("organisation.id"), nullable=False),
    Column("reservataire_id", ForeignKey("organisation.id"), nullable=False, index=True),
    Column("renfort_id", ForeignKey("organisation.id"), index=True),
    Column("convention", String(80), nullable=False),
    Column("termes", ForeignKey("termes.empreinte"), nullable=False),
    *_colonnes_logement(),
    Column("etat", String(20), nullable=False),
    Column("annee", Integer, nullable=False),
    Column("cree_le", InstantUTC, nullable=False),
    Column("sel", String(64), nullable=False),
    Column("tour", Integer, nullable=False),
    Column("premiere", Text),
    Column("seconde", Text),
    Column("echeance_le", InstantUTC),
    Column("relance_le", InstantUTC),
    Column("motif", Text),
    Column("motif_retrait", Text),
    Column("tardifs_acceptes", Boolean, nullable=False),
    Column("livraison", String(20)),
    Column("livre_le", Date),
    Column("remis_le", InstantUTC),
    Index(None, "bailleur_id", "annee"),
)


def _index_partiel(nom: str, *colonnes: str, ou: ColumnElement[bool] | TextClause) -> None:
    """Index the avis that match, alone: what changes in the others rewrites nothing of it."""
    les_siennes = [avis.c[une] for une in colonnes]
    Index(f"ix_avis_{nom}", *les_siennes, sqlite_where=ou, postgresql_where=ou)


_CLOS = ", ".join(f"'{un}'" for un in sorted(CLOS))
EN_COURS = text(f"etat NOT IN ({_CLOS})")
"""What runs; the closed are ever more numerous."""
_index_partiel("bailleur_en_cours", "bailleur_id", "annee", ou=EN_COURS)
_index_partiel("reservataire_en_cours", "reservataire_id", ou=EN_COURS)
for _colonne in ("livre_le", "logement_reference", "logement_rpls"):
    _index_partiel(
        f"bailleur_id_{_colonne}", "bailleur_id", _colonne, ou=avis.c[_colonne].is_not(None)
    )

SANS_RECEPTION = text("etat IN ('émis', 'sans attributaire', 'en relance') AND seconde IS NULL")
"""An avis or a relance waits for its reception: asked at each tick, whatever else is open."""
_index_partiel("sans_reception", "id", ou=SANS_RECEPTION)

candidature = Table(
    "candidature",
    metadata,
    Column("avis_id", ForeignKey("avis.id"), primary_key=True),
    Column("numero", Integer, primary_key=True, autoincrement=False),
    Column("numero_chiffre", Text, nullable=False),
    Column("numero_index", String(64), nullable=False, index=True),
    Column("organisation_id", ForeignKey("organisation.id"), nullable=False),
    Column("etat", String(20), nullable=False),
    Column("instant", InstantUTC, nullable=False),
    Column("sel", String(64), nullable=False),
    Column("engagement", String(64), nullable=False),
    Column("parcours", Text),
)

Index(
    "uq_candidature_vivante",
    candidature.c.avis_id,
    candidature.c.numero_index,
    unique=True,
    sqlite_where=text("etat NOT IN ('retirée', 'tour précédent')"),
    postgresql_where=text("etat NOT IN ('retirée', 'tour précédent')"),
)

menage = Table(
    "menage",
    metadata,
    Column("avis_id", Integer, primary_key=True, autoincrement=False),
    Column("numero", Integer, primary_key=True, autoincrement=False),
    Column("contenu_chiffre", Text, nullable=False),
    Column("organisation_id", ForeignKey("organisation.id"), nullable=False),
    Column("instant", InstantUTC, nullable=False),
    Column("sel", String(64), nullable=False),
    Column("engagement", String(64), nullable=False),
    ForeignKeyConstraint(["avis_id", "numero"], ["candidature.avis_id", "candidature.numero"]),
)

reception = Table(
    "reception",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("avis_id", ForeignKey("avis.id"), nullable=False, index=True),
    Column("objet", String(20), nullable=False),
    Column("tour", Integer, nullable=False),
    Column("instant", InstantUTC, nullable=False),
    Column("plateforme", String(20), nullable=False),
    Column("adresse", String(80), nullable=False),
    Column("sujet", String(80), nullable=False),
    Column("prive", Boolean, nullable=False),
    Column("message", String(80), nullable=False),
    Column("nature", String(40), nullable=False),
    Column("horodatage", InstantUTC),
)

jalon = Table(
    "jalon",
    metadata,
    Column("avis_id", ForeignKey("avis.id"), primary_key=True),
    Column("nature", String(20), primary_key=True),
    Column("jours", Integer, primary_key=True, autoincrement=False),
    Column("instant", InstantUTC, nullable=False, index=True),
    # Kept in its key, in SQLite: a jalon done and the next one set are one page, not two.
    sqlite_with_rowid=False,
)
