"""The State's side: programmes, priority households, commissions, objectives, what is due."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, Text, text

from storage.tables.socle import metadata
from storage.types import InstantUTC

rendez_vous = Table(
    "rendez_vous",
    metadata,
    Column("reference", String(20), primary_key=True),
    Column("nature", String(40), primary_key=True),
    Column("jours", Integer, primary_key=True, autoincrement=False),
    Column("instant", InstantUTC, nullable=False, index=True),
)

programme = Table(
    "programme",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("reference", String(20), nullable=False, unique=True),
    Column("bailleur_id", ForeignKey("organisation.id"), nullable=False),
    Column("convention", String(80), nullable=False),
    Column("etat", String(20), nullable=False),
    Column("annee", Integer, nullable=False),
    Column("livraison", Date, nullable=False),
    Column("contenu", Text, nullable=False),
    Column("sel", String(64), nullable=False),
    Column("cree_le", InstantUTC, nullable=False),
    Index(None, "bailleur_id", "etat"),
)

programme_partie = Table(
    "programme_partie",
    metadata,
    Column("programme_id", ForeignKey("programme.id"), primary_key=True),
    Column("organisation_id", ForeignKey("organisation.id"), primary_key=True, index=True),
)

programme_candidat = Table(
    "programme_candidat",
    metadata,
    Column("programme_id", ForeignKey("programme.id"), primary_key=True),
    Column("numero", Integer, primary_key=True, autoincrement=False),
    Column("organisation_id", ForeignKey("organisation.id"), nullable=False),
    Column("numero_chiffre", Text, nullable=False),
    Column("numero_index", String(64), nullable=False, index=True),
    Column("etat", String(20), nullable=False),
    Column("logement", Integer),
    Column("contenu", Text),
    Column("instant", InstantUTC, nullable=False),
    Column("sel", String(64), nullable=False),
    Column("engagement", String(64), nullable=False),
)

prioritaire = Table(
    "prioritaire",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("reference", String(20), nullable=False, unique=True),
    Column("convention", String(80), nullable=False),
    Column("autorite_id", ForeignKey("organisation.id"), nullable=False),
    Column("bailleur_id", ForeignKey("organisation.id")),
    Column("numero_chiffre", Text, nullable=False),
    Column("numero_index", String(64), nullable=False),
    Column("prive_chiffre", Text, nullable=False),
    Column("voie", String(40), nullable=False),
    Column("etat", String(40), nullable=False),
    Column("annee", Integer, nullable=False),
    Column("suivi", Text, nullable=False),
    Column("inscrit_le", InstantUTC),
    Column("reloge_le", Date),
    Column("cree_le", InstantUTC, nullable=False),
    Column("sel", String(64), nullable=False),
    Column("engagement", String(64), nullable=False),
    Index(None, "autorite_id", "etat"),
    Index(None, "bailleur_id", "etat"),
    Index(None, "convention", "reloge_le"),
)

Index(
    "uq_prioritaire_vivant",
    prioritaire.c.convention,
    prioritaire.c.numero_index,
    unique=True,
    sqlite_where=text("etat NOT IN ('relogé', 'non inscrit', 'retiré')"),
    postgresql_where=text("etat NOT IN ('relogé', 'non inscrit', 'retiré')"),
)

prioritaire_partie = Table(
    "prioritaire_partie",
    metadata,
    Column("prioritaire_id", ForeignKey("prioritaire.id"), primary_key=True),
    Column("organisation_id", ForeignKey("organisation.id"), primary_key=True, index=True),
)

commission = Table(
    "commission",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("reference", String(20), nullable=False, unique=True),
    Column("convention", String(80), nullable=False, index=True),
    Column("autorite_id", ForeignKey("organisation.id"), nullable=False),
    Column("etat", String(20), nullable=False),
    Column("annee", Integer, nullable=False),
    Column("seance", InstantUTC, nullable=False),
    Column("contenu", Text, nullable=False),
    Column("sel", String(64), nullable=False),
    Column("cree_le", InstantUTC, nullable=False),
)

decision = Table(
    "decision",
    metadata,
    Column("commission_id", ForeignKey("commission.id"), primary_key=True),
    Column("rang", Integer, primary_key=True, autoincrement=False),
    Column("dossier", String(20), nullable=False, index=True),
    Column("bailleur_id", ForeignKey("organisation.id"), index=True),
    Column("etat", String(20), nullable=False),
    Column("texte_chiffre", Text, nullable=False),
    Column("contenu", Text, nullable=False),
    Column("instant", InstantUTC, nullable=False),
)

objectif = Table(
    "objectif",
    metadata,
    Column("convention", String(80), primary_key=True),
    Column("annee", Integer, primary_key=True, autoincrement=False),
    Column("nature", String(20), primary_key=True),
    Column("objet", String(40), primary_key=True),
    Column("nombre", Integer, nullable=False),
    Column("saisi_le", InstantUTC, nullable=False),
    Column("saisi_par", String(200), nullable=False),
)

attributions = Table(
    "attributions",
    metadata,
    Column("bailleur_id", ForeignKey("organisation.id"), primary_key=True),
    Column("annee", Integer, primary_key=True, autoincrement=False),
    Column("contingent", String(200), primary_key=True),
    Column("total", Integer, nullable=False),
    Column("prioritaires", Integer, nullable=False),
    Column("hors_qpv", Integer, nullable=False),
    Column("quartile_hors_qpv", Integer, nullable=False),
    Column("en_qpv", Integer, nullable=False),
    Column("autres_en_qpv", Integer, nullable=False),
    Column("declare_le", InstantUTC, nullable=False),
    Column("declare_par", String(200), nullable=False),
)
