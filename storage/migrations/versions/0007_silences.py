"""Ce que la plateforme a laissé sans réponse se compte à part de nos propres arrêts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("envoi", sa.Column("silences", sa.Integer(), nullable=False, server_default="0"))
    # Until now a possible double that was left without an answer again was given up.
    op.execute("UPDATE envoi SET silences = 1 WHERE doublon AND etat IN ('en attente', 'en cours')")


def downgrade() -> None:
    op.drop_column("envoi", "silences")
