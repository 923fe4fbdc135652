"""Courriel et pages signées : adresses de secours, coordonnées des ménages, reçus, courriels gardés."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("organisation", sa.Column("caleol", sa.String(80), nullable=True))
    op.add_column("membre", sa.Column("liens_depuis", sa.DateTime(timezone=True), nullable=True))
    op.add_column("avis", sa.Column("remis_le", sa.DateTime(timezone=True), nullable=True))
    op.add_column("invitation", sa.Column("courriel", sa.String(80), nullable=True))
    for table in ("identite", "invitation"):
        op.add_column(
            table, sa.Column("secours", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
    # A mail that comes back is known by its Message-ID alone.
    op.create_index(op.f("ix_envoi_message"), "envoi", ["message"])
    op.create_table(
        "menage",
        sa.Column("avis_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("numero", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("contenu_chiffre", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("instant", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sel", sa.String(64), nullable=False),
        sa.Column("engagement", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["avis_id", "numero"],
            ["candidature.avis_id", "candidature.numero"],
            name=op.f("fk_menage_avis_id_numero"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_menage_organisation_id")
        ),
        sa.PrimaryKeyConstraint("avis_id", "numero", name=op.f("pk_menage")),
    )
    op.create_table(
        "courriel",
        sa.Column("message", sa.String(80), nullable=False),
        sa.Column("envoi_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(20), nullable=False),
        sa.Column("brut_chiffre", sa.Text(), nullable=False),
        sa.Column("empreinte", sa.String(64), nullable=False),
        sa.Column("instant", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["envoi_id"], ["envoi.id"], name=op.f("fk_courriel_envoi_id")),
        sa.PrimaryKeyConstraint("message", name=op.f("pk_courriel")),
    )
    op.create_index(op.f("ix_courriel_reference"), "courriel", ["reference"])
    op.create_table(
        "recu",
        sa.Column("geste", sa.String(64), nullable=False),
        sa.Column("membre_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(20), nullable=True),
        sa.Column("tete", sa.String(64), nullable=True),
        sa.Column("corps_chiffre", sa.Text(), nullable=True),
        sa.Column("instant", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expire_le", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["membre_id"], ["membre.id"], name=op.f("fk_recu_membre_id")),
        sa.PrimaryKeyConstraint("geste", name=op.f("pk_recu")),
    )
    op.create_index(op.f("ix_recu_expire_le"), "recu", ["expire_le"])


def downgrade() -> None:
    # Not by batch: it would copy tables that others refer to.
    op.drop_table("recu")
    op.drop_table("courriel")
    op.drop_table("menage")
    op.drop_index(op.f("ix_envoi_message"), "envoi")
    for table in ("invitation", "identite"):
        op.drop_column(table, "secours")
    op.drop_column("invitation", "courriel")
    op.drop_column("avis", "remis_le")
    op.drop_column("membre", "liens_depuis")
    op.drop_column("organisation", "caleol")
