"""Plusieurs copies : envois pris par lots, cadence commune, mandats."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

VIVANT = sa.text("etat IN ('en attente', 'en cours')")


def upgrade() -> None:
    op.add_column("envoi", sa.Column("prise", sa.String(32), nullable=True))
    op.add_column("envoi", sa.Column("parti_le", sa.DateTime(timezone=True), nullable=True))
    # What an earlier version was sending may have left.
    op.execute("UPDATE envoi SET parti_le = reclame_jusqu_a WHERE etat = 'en cours'")
    op.create_index(
        "ix_envoi_vivant",
        "envoi",
        ["plateforme", "adresse", "sujet", "id"],
        sqlite_where=VIVANT,
        postgresql_where=VIVANT,
    )
    op.create_table(
        "cadence",
        sa.Column("cle", sa.String(200), nullable=False),
        sa.Column("libre", sa.Double(), nullable=False),
        sa.Column("departs", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("cle", name=op.f("pk_cadence")),
    )
    op.create_index(op.f("ix_cadence_libre"), "cadence", ["libre"])
    op.create_table(
        "mandat",
        sa.Column("nom", sa.String(20), nullable=False),
        sa.Column("porteur", sa.String(120), nullable=False),
        sa.Column("battement", sa.Integer(), nullable=False),
        sa.Column("jusqu_a", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("nom", name=op.f("pk_mandat")),
    )
    op.create_table(
        "pouls",
        sa.Column("nom", sa.String(20), nullable=False),
        sa.Column("instant", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("nom", name=op.f("pk_pouls")),
    )


def downgrade() -> None:
    op.drop_table("pouls")
    op.drop_table("mandat")
    op.drop_table("cadence")
    op.drop_index("ix_envoi_vivant", table_name="envoi")
    op.drop_column("envoi", "parti_le")
    op.drop_column("envoi", "prise")
