"""Côté État : programmes neufs, ménages prioritaires, commissions, objectifs, rendez-vous."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rendez_vous",
        sa.Column("reference", sa.String(20), nullable=False),
        sa.Column("nature", sa.String(40), nullable=False),
        sa.Column("jours", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("instant", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("reference", "nature", "jours", name=op.f("pk_rendez_vous")),
    )
    op.create_index(op.f("ix_rendez_vous_instant"), "rendez_vous", ["instant"])
    op.create_table(
        "programme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(20), nullable=False),
        sa.Column("bailleur_id", sa.Integer(), nullable=False),
        sa.Column("convention", sa.String(80), nullable=False),
        sa.Column("etat", sa.String(20), nullable=False),
        sa.Column("annee", sa.Integer(), nullable=False),
        sa.Column("livraison", sa.Date(), nullable=False),
        sa.Column("contenu", sa.Text(), nullable=False),
        sa.Column("sel", sa.String(64), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["bailleur_id"], ["organisation.id"], name=op.f("fk_programme_bailleur_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
        sa.UniqueConstraint("reference", name=op.f("uq_programme_reference")),
    )
    op.create_index(op.f("ix_programme_bailleur_id_etat"), "programme", ["bailleur_id", "etat"])
    op.create_table(
        "programme_partie",
        sa.Column("programme_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("organisation_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_programme_partie_programme_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_programme_partie_organisation_id")),
        sa.PrimaryKeyConstraint("programme_id", "organisation_id", name=op.f("pk_programme_partie")),
    )
    op.create_index(op.f("ix_programme_partie_organisation_id"), "programme_partie", ["organisation_id"])
    op.create_table(
        "programme_candidat",
        sa.Column("programme_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("numero", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("numero_chiffre", sa.Text(), nullable=False),
        sa.Column("numero_index", sa.String(64), nullable=False),
        sa.Column("etat", sa.String(20), nullable=False),
        sa.Column("logement", sa.Integer(), nullable=True),
        sa.Column("contenu", sa.Text(), nullable=True),
        sa.Column("instant", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sel", sa.String(64), nullable=False),
        sa.Column("engagement", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_programme_candidat_programme_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_programme_candidat_organisation_id")),
        sa.PrimaryKeyConstraint("programme_id", "numero", name=op.f("pk_programme_candidat")),
    )
    op.create_index(op.f("ix_programme_candidat_numero_index"), "programme_candidat", ["numero_index"])
    op.create_table(
        "prioritaire",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(20), nullable=False),
        sa.Column("convention", sa.String(80), nullable=False),
        sa.Column("autorite_id", sa.Integer(), nullable=False),
        sa.Column("bailleur_id", sa.Integer(), nullable=True),
        sa.Column("numero_chiffre", sa.Text(), nullable=False),
        sa.Column("numero_index", sa.String(64), nullable=False),
        sa.Column("prive_chiffre", sa.Text(), nullable=False),
        sa.Column("voie", sa.String(40), nullable=False),
        sa.Column("etat", sa.String(40), nullable=False),
        sa.Column("annee", sa.Integer(), nullable=False),
        sa.Column("suivi", sa.Text(), nullable=False),
        sa.Column("inscrit_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reloge_le", sa.Date(), nullable=True),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sel", sa.String(64), nullable=False),
        sa.Column("engagement", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["autorite_id"], ["organisation.id"], name=op.f("fk_prioritaire_autorite_id")),
        sa.ForeignKeyConstraint(["bailleur_id"], ["organisation.id"], name=op.f("fk_prioritaire_bailleur_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prioritaire")),
        sa.UniqueConstraint("reference", name=op.f("uq_prioritaire_reference")),
    )
    op.create_index(op.f("ix_prioritaire_autorite_id_etat"), "prioritaire", ["autorite_id", "etat"])
    op.create_index(op.f("ix_prioritaire_bailleur_id_etat"), "prioritaire", ["bailleur_id", "etat"])
    op.create_index(op.f("ix_prioritaire_convention_reloge_le"), "prioritaire", ["convention", "reloge_le"])
    op.create_index(
        "uq_prioritaire_vivant",
        "prioritaire",
        ["convention", "numero_index"],
        unique=True,
        sqlite_where=sa.text("etat NOT IN ('relogé', 'non inscrit', 'retiré')"),
        postgresql_where=sa.text("etat NOT IN ('relogé', 'non inscrit', 'retiré')"),
    )
    op.create_table(
        "prioritaire_partie",
        sa.Column("prioritaire_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("organisation_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["prioritaire_id"], ["prioritaire.id"], name=op.f("fk_prioritaire_partie_prioritaire_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_prioritaire_partie_organisation_id")),
        sa.PrimaryKeyConstraint("prioritaire_id", "organisation_id", name=op.f("pk_prioritaire_partie")),
    )
    op.create_index(op.f("ix_prioritaire_partie_organisation_id"), "prioritaire_partie", ["organisation_id"])
    op.create_table(
        "commission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(20), nullable=False),
        sa.Column("convention", sa.String(80), nullable=False),
        sa.Column("autorite_id", sa.Integer(), nullable=False),
        sa.Column("etat", sa.String(20), nullable=False),
        sa.Column("annee", sa.Integer(), nullable=False),
        sa.Column("seance", sa.DateTime(timezone=True), nullable=False),
        sa.Column("contenu", sa.Text(), nullable=False),
        sa.Column("sel", sa.String(64), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["autorite_id"], ["organisation.id"], name=op.f("fk_commission_autorite_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commission")),
        sa.UniqueConstraint("reference", name=op.f("uq_commission_reference")),
    )
    op.create_index(op.f("ix_commission_convention"), "commission", ["convention"])
    op.create_table(
        "decision",
        sa.Column("commission_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("rang", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("dossier", sa.String(20), nullable=False),
        sa.Column("bailleur_id", sa.Integer(), nullable=True),
        sa.Column("etat", sa.String(20), nullable=False),
        sa.Column("texte_chiffre", sa.Text(), nullable=False),
        sa.Column("contenu", sa.Text(), nullable=False),
        sa.Column("instant", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["commission_id"], ["commission.id"], name=op.f("fk_decision_commission_id")),
        sa.ForeignKeyConstraint(["bailleur_id"], ["organisation.id"], name=op.f("fk_decision_bailleur_id")),
        sa.PrimaryKeyConstraint("commission_id", "rang", name=op.f("pk_decision")),
    )
    op.create_index(op.f("ix_decision_bailleur_id"), "decision", ["bailleur_id"])
    op.create_index(op.f("ix_decision_dossier"), "decision", ["dossier"])
    op.create_table(
        "objectif",
        sa.Column("convention", sa.String(80), nullable=False),
        sa.Column("annee", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("nature", sa.String(20), nullable=False),
        sa.Column("objet", sa.String(40), nullable=False),
        sa.Column("nombre", sa.Integer(), nullable=False),
        sa.Column("saisi_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saisi_par", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("convention", "annee", "nature", "objet", name=op.f("pk_objectif")),
    )
    op.create_table(
        "attributions",
        sa.Column("bailleur_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("annee", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("contingent", sa.String(200), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("prioritaires", sa.Integer(), nullable=False),
        sa.Column("hors_qpv", sa.Integer(), nullable=False),
        sa.Column("quartile_hors_qpv", sa.Integer(), nullable=False),
        sa.Column("en_qpv", sa.Integer(), nullable=False),
        sa.Column("autres_en_qpv", sa.Integer(), nullable=False),
        sa.Column("declare_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("declare_par", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(["bailleur_id"], ["organisation.id"], name=op.f("fk_attributions_bailleur_id")),
        sa.PrimaryKeyConstraint("bailleur_id", "annee", "contingent", name=op.f("pk_attributions")),
    )


def downgrade() -> None:
    op.drop_table("attributions")
    op.drop_table("objectif")
    op.drop_table("decision")
    op.drop_table("commission")
    op.drop_table("prioritaire_partie")
    op.drop_table("prioritaire")
    op.drop_table("programme_candidat")
    op.drop_table("programme_partie")
    op.drop_table("programme")
    op.drop_table("rendez_vous")
