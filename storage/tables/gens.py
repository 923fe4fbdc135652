"""Who takes part: organisations, members, addresses, invitations, conversations."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Table, Text, false

from storage.tables.socle import metadata
from storage.types import InstantUTC

organisation = Table(
    "organisation",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("nom", String(120), nullable=False, unique=True),
    Column("nature", String(20), nullable=False),
    Column("caleol", String(80)),
)

adhesion = Table(
    "adhesion",
    metadata,
    Column("organisation_id", ForeignKey("organisation.id"), primary_key=True),
    Column("convention", String(80), primary_key=True),
)

membre = Table(
    "membre",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation_id", ForeignKey("organisation.id"), nullable=False, index=True),
    Column("role", String(20), nullable=False),
    Column("inscrit_le", InstantUTC, nullable=False),
    Column("retire_le", InstantUTC),
    Column("liens_depuis", InstantUTC),
)

identite = Table(
    "identite",
    metadata,
    Column("plateforme", String(20), primary_key=True),
    Column("personne", String(80), primary_key=True),
    Column("membre_id", ForeignKey("membre.id"), nullable=False, index=True),
    Column("prive", String(80)),
    Column("mort_le", InstantUTC),
    Column("raison", Text),
    Column("tableau", String(80)),
    Column("secours", Boolean, nullable=False, default=False, server_default=false()),
)

invitation = Table(
    "invitation",
    metadata,
    Column("empreinte", String(64), primary_key=True),
    Column("organisation_id", ForeignKey("organisation.id"), nullable=False),
    Column("role", String(20), nullable=False),
    Column("expire_le", InstantUTC, nullable=False),
    Column("utilisee_le", InstantUTC),
    Column("courriel", String(80)),
    Column("secours", Boolean, nullable=False, default=False, server_default=false()),
)

canal = Table(
    "canal",
    metadata,
    Column("organisation_id", ForeignKey("organisation.id"), primary_key=True),
    Column("plateforme", String(20), primary_key=True),
    Column("adresse", String(80), primary_key=True),
    Column("sujet", String(80), primary_key=True, default=""),
    Column("prive", Boolean, nullable=False),
    Column("attache_le", InstantUTC, nullable=False),
    Column("mort_le", InstantUTC),
    Column("raison", Text),
)
