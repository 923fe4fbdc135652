"""Rights retained and stocks imported."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
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

droit = Table(
    "droit",
    metadata,
    Column("bailleur_id", ForeignKey("organisation.id"), primary_key=True),
    Column("reservataire_id", ForeignKey("organisation.id"), primary_key=True),
    Column("annee", Integer, primary_key=True, autoincrement=False),
    Column("convention", String(80), nullable=False),
    Column("annexe", Text, nullable=False),
    Column("part", Integer, nullable=False),
    Column("retenu_le", InstantUTC, nullable=False),
    Column("retenu_par", String(200), nullable=False),
    Index(None, "reservataire_id", "annee"),
)

parc = Table(
    "parc",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("bailleur_id", ForeignKey("organisation.id"), nullable=False),
    Column("annee", Integer, nullable=False),
    Column("fichier", String(200), nullable=False),
    Column("empreinte", String(64), nullable=False),
    Column("importe_le", InstantUTC, nullable=False),
    Column("lues", Integer, nullable=False),
    Column("rejetees", Integer, nullable=False),
    UniqueConstraint("bailleur_id", "annee"),
)

parc_detail = Table(
    "parc_detail",
    metadata,
    Column("parc_id", ForeignKey("parc.id"), primary_key=True),
    Column("commune", String(5), primary_key=True),
    Column("qpv", Boolean, primary_key=True),
    Column("typologie", String(10), primary_key=True),
    Column("financement", String(20), primary_key=True),
    Column("periode", String(20), primary_key=True),
    Column("logements", Integer, nullable=False),
    Column("soumis", Integer, nullable=False),
    Column("emmenagements", Integer, nullable=False),
    Column("base_rotation", Integer, nullable=False),
)
