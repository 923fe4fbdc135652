"""What comes in and goes out, and what conversations remember."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.tables.socle import metadata
from storage.types import InstantUTC

envoi = Table(
    "envoi",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("genre", String(20), nullable=False),
    Column("reference", String(20), index=True),
    Column("organisation_id", ForeignKey("organisation.id")),
    Column("plateforme", String(20), nullable=False),
    Column("adresse", String(80), nullable=False),
    Column("sujet", String(80), nullable=False),
    Column("prive", Boolean, nullable=False),
    Column("cle", String(200), nullable=False, unique=True),
    Column("faits", Text, nullable=False),
    Column("corps_chiffre", Text),
    Column("cible", String(80)),
    Column("pas_avant", InstantUTC, nullable=False),
    Column("expire_le", InstantUTC),
    Column("etat", String(20), nullable=False),
    Column("essais", Integer, nullable=False),
    Column("doublon", Boolean, nullable=False),
    Column("silences", Integer, nullable=False, server_default="0"),
    Column("reclame_jusqu_a", InstantUTC),
    Column("prise", String(32)),
    Column("parti_le", InstantUTC),
    Column("regle_le", InstantUTC),
    Column("message", String(80), index=True),
    Column("texte", Text),
    Column("raison", Text),
    Index(None, "etat", "pas_avant", "id"),
)

VIVANT = "etat IN ('en attente', 'en cours')"
Index(
    "ix_envoi_vivant",
    envoi.c.plateforme,
    envoi.c.adresse,
    envoi.c.sujet,
    envoi.c.etat,
    envoi.c.id,
    sqlite_where=text(VIVANT),
    postgresql_where=text(VIVANT),
)

cadence = Table(
    "cadence",
    metadata,
    Column("cle", String(200), primary_key=True),
    Column("libre", Double, nullable=False, index=True),
    Column("departs", Text, nullable=False),
)

mandat = Table(
    "mandat",
    metadata,
    Column("nom", String(20), primary_key=True),
    Column("porteur", String(120), nullable=False),
    Column("battement", Integer, nullable=False),
    Column("jusqu_a", InstantUTC, nullable=False),
)

arrivee = Table(
    "arrivee",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("plateforme", String(20), nullable=False),
    Column("cle", String(80), nullable=False),
    Column("charge_chiffree", Text),
    Column("recue_le", InstantUTC, nullable=False),
    Column("traitee_le", InstantUTC, index=True),
    Column("essais", Integer, nullable=False),
    UniqueConstraint("plateforme", "cle"),
)

ecoute = Table(
    "ecoute",
    metadata,
    Column("plateforme", String(20), primary_key=True),
    Column("jusqu_a", InstantUTC, nullable=False),
    Column("silence_debut", InstantUTC),
    Column("silence_fin", InstantUTC),
)

installation = Table(
    "installation",
    metadata,
    Column("equipe", String(80), primary_key=True),
    Column("nom", String(200), nullable=False),
    Column("application", String(80), nullable=False),
    Column("bot", String(80), nullable=False),
    Column("compte", String(80), nullable=False),
    Column("droits", Text, nullable=False),
    Column("jeton_chiffre", Text, nullable=False),
    Column("installee_le", InstantUTC, nullable=False),
)

etat_oauth = Table(
    "etat_oauth",
    metadata,
    Column("empreinte", String(64), primary_key=True),
    Column("expire_le", InstantUTC, nullable=False),
)

bouton = Table(
    "bouton",
    metadata,
    Column("jeton", String(32), primary_key=True),
    Column("contenu", String(64), nullable=False, unique=True),
    Column("commande", String(40), nullable=False),
    Column("arguments", Text, nullable=False),
    Column("confirmation", Text),
    Column("organisation_id", ForeignKey("organisation.id")),
    Column("expire_le", InstantUTC, nullable=False, index=True),
)

dialogue = Table(
    "dialogue",
    metadata,
    Column("plateforme", String(20), primary_key=True),
    Column("personne", String(80), primary_key=True),
    Column("conversation", String(170), primary_key=True),
    Column("commande", String(40), nullable=False),
    Column("fixe", Text, nullable=False),
    Column("reponses_chiffrees", Text, nullable=False),
    Column("champ", String(40), nullable=False),
    Column("expire_le", InstantUTC, nullable=False),
)

pouls = Table(
    "pouls",
    metadata,
    Column("nom", String(20), primary_key=True),
    Column("instant", InstantUTC, nullable=False),
)
