"""Slack : espaces de travail installés, états OAuth, onglets d'accueil ouverts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "installation",
        sa.Column("equipe", sa.String(80), nullable=False),
        sa.Column("nom", sa.String(200), nullable=False),
        sa.Column("application", sa.String(80), nullable=False),
        sa.Column("bot", sa.String(80), nullable=False),
        sa.Column("compte", sa.String(80), nullable=False),
        sa.Column("droits", sa.Text(), nullable=False),
        sa.Column("jeton_chiffre", sa.Text(), nullable=False),
        sa.Column("installee_le", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("equipe", name=op.f("pk_installation")),
    )
    op.create_table(
        "etat_oauth",
        sa.Column("empreinte", sa.String(64), nullable=False),
        sa.Column("expire_le", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("empreinte", name=op.f("pk_etat_oauth")),
    )
    with op.batch_alter_table("identite") as identite:
        identite.add_column(sa.Column("tableau", sa.String(80), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("identite") as identite:
        identite.drop_column("tableau")
    op.drop_table("etat_oauth")
    op.drop_table("installation")
