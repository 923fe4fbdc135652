"""What is recorded for good: the journal, its seals, legal e-mails, receipts."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.tables.socle import metadata
from storage.types import InstantUTC

journal = Table(
    "journal",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("dossier", String(20), nullable=False),
    Column("rang", Integer, nullable=False),
    Column("instant", InstantUTC, nullable=False),
    Column("acteur", String(200), nullable=False),
    Column("plateforme", String(20), nullable=False),
    Column("action", String(60), nullable=False),
    Column("de", String(20), nullable=False),
    Column("a", String(20), nullable=False),
    Column("article", String(120), nullable=False),
    Column("lecture", Text, nullable=False),
    Column("details", Text, nullable=False),
    Column("precedente", String(64), nullable=False),
    Column("empreinte", String(64), nullable=False),
    UniqueConstraint("dossier", "rang"),
)

tete = Table(
    "tete",
    metadata,
    Column("dossier", String(20), primary_key=True),
    Column("rang", Integer, nullable=False),
    Column("empreinte", String(64), nullable=False),
    Column("rang_scelle", Integer, nullable=False),
    Column("scelle", Boolean, nullable=False),
    # Kept in its key, in SQLite: to read a head and to move it touch one page, not two.
    sqlite_with_rowid=False,
)

A_SCELLER = tete.c.scelle.is_(False)
"""The chains that moved since their last seal: the others, ever more numerous, are in no index."""
Index(
    "ix_tete_a_sceller",
    tete.c.scelle,
    sqlite_where=A_SCELLER,
    postgresql_where=A_SCELLER,
)

sceau = Table(
    "sceau",
    metadata,
    Column("rang", Integer, primary_key=True, autoincrement=False),
    Column("jour", Date, nullable=False, unique=True),
    Column("instant", InstantUTC, nullable=False),
    Column("precedent", String(64), nullable=False),
    Column("empreinte", String(64), nullable=False, unique=True),
)

sceau_tete = Table(
    "sceau_tete",
    metadata,
    Column("sceau_rang", ForeignKey("sceau.rang"), primary_key=True),
    Column("dossier", String(20), primary_key=True, index=True),
    Column("rang", Integer, nullable=False),
    Column("empreinte", String(64), nullable=False),
)

courriel = Table(
    "courriel",
    metadata,
    Column("message", String(80), primary_key=True),
    # Asked at each send that is dropped: it must not be one of those kept here.
    Column("envoi_id", ForeignKey("envoi.id"), nullable=False, index=True),
    Column("reference", String(20), nullable=False, index=True),
    Column("brut_chiffre", Text, nullable=False),
    Column("empreinte", String(64), nullable=False),
    Column("instant", InstantUTC, nullable=False),
)

recu = Table(
    "recu",
    metadata,
    Column("geste", String(64), primary_key=True),
    Column("membre_id", ForeignKey("membre.id"), nullable=False),
    Column("reference", String(20)),
    Column("tete", String(64)),
    Column("corps_chiffre", Text),
    Column("instant", InstantUTC, nullable=False),
    Column("expire_le", InstantUTC, nullable=False, index=True),
)
