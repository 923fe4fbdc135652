"""Plusieurs copies : envois pris par lots, cadence commune, mandats."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

VIVANT = sa.text("etat IN ('en attente', 'en cours')")
SANS_RECEPTION = sa.text("etat IN ('émis', 'sans attributaire', 'en relance') AND seconde IS NULL")
A_SCELLER = {
    "sqlite_where": sa.text("scelle IS 0"),
    "postgresql_where": sa.text("scelle IS false"),
}


def upgrade() -> None:
    op.add_column("envoi", sa.Column("prise", sa.String(32), nullable=True))
    op.add_column("envoi", sa.Column("parti_le", sa.DateTime(timezone=True), nullable=True))
    # What an earlier version was sending may have left.
    op.execute("UPDATE envoi SET parti_le = reclame_jusqu_a WHERE etat = 'en cours'")
    op.create_index(
        "ix_envoi_vivant",
        "envoi",
        ["plateforme", "adresse", "sujet", "etat", "id"],
        sqlite_where=VIVANT,
        postgresql_where=VIVANT,
    )
    op.drop_index(op.f("ix_envoi_etat_pas_avant"), "envoi")
    op.create_index(op.f("ix_envoi_etat_pas_avant_id"), "envoi", ["etat", "pas_avant", "id"])
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
    op.drop_index("ix_avis_etat", table_name="avis")
    op.create_index(
        "ix_avis_sans_reception",
        "avis",
        ["id"],
        sqlite_where=SANS_RECEPTION,
        postgresql_where=SANS_RECEPTION,
    )
    for colonne in ("logement_reference", "logement_rpls"):
        op.create_index(f"ix_avis_bailleur_id_{colonne}", "avis", ["bailleur_id", colonne])
    op.drop_index("ix_journal_empreinte", table_name="journal")
    op.drop_index("ix_tete_scelle", table_name="tete")
    op.create_index("ix_tete_a_sceller", "tete", ["scelle"], **A_SCELLER)
    _refaire_jalon(avec_rang=False)


def downgrade() -> None:
    _refaire_jalon(avec_rang=True)
    op.drop_index("ix_tete_a_sceller", table_name="tete")
    op.create_index("ix_tete_scelle", "tete", ["scelle"])
    op.create_index("ix_journal_empreinte", "journal", ["empreinte"])
    for colonne in ("logement_rpls", "logement_reference"):
        op.drop_index(f"ix_avis_bailleur_id_{colonne}", table_name="avis")
    op.drop_index("ix_avis_sans_reception", table_name="avis")
    op.create_index("ix_avis_etat", "avis", ["etat"])
    op.drop_table("pouls")
    op.drop_table("mandat")
    op.drop_table("cadence")
    op.drop_index(op.f("ix_envoi_etat_pas_avant_id"), "envoi")
    op.create_index(op.f("ix_envoi_etat_pas_avant"), "envoi", ["etat", "pas_avant"])
    op.drop_index("ix_envoi_vivant", table_name="envoi")
    op.drop_column("envoi", "parti_le")
    op.drop_column("envoi", "prise")


def _refaire_jalon(*, avec_rang: bool) -> None:
    """Copy the table into one kept in its key, or back: a matter of SQLite alone."""
    if op.get_bind().dialect.name == "sqlite":
        forme = {"sqlite_with_rowid": avec_rang}
        with op.batch_alter_table("jalon", recreate="always", table_kwargs=forme):
            pass
