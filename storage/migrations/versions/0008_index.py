"""Ce qui court se trouve sans lire ce qui est clos, et s'écrit sans réécrire tous les index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

EN_COURS = sa.text(
    "etat NOT IN ('bail signé', 'refusé par tous', 'rendu', 'retiré', 'réputé tenu')"
)
A_SCELLER = sa.text("scelle IS 0")


CONNUES = ("livre_le", "logement_reference", "logement_rpls")
"""Columns that an avis may lack; their indexes leave it out then."""


def upgrade() -> None:
    for colonnes in ("bailleur_id_etat", "reservataire_id_etat"):
        op.drop_index(f"ix_avis_{colonnes}", table_name="avis")
    op.create_index("ix_avis_reservataire_id", "avis", ["reservataire_id"])
    _creer_partiel("bailleur_en_cours", ["bailleur_id", "annee"], EN_COURS)
    _creer_partiel("reservataire_en_cours", ["reservataire_id"], EN_COURS)
    for colonne in CONNUES:
        op.drop_index(f"ix_avis_bailleur_id_{colonne}", table_name="avis")
        connue = sa.text(f"{colonne} IS NOT NULL")
        _creer_partiel(f"bailleur_id_{colonne}", ["bailleur_id", colonne], connue)
    op.create_index("ix_courriel_envoi_id", "courriel", ["envoi_id"])
    op.create_index("ix_bouton_expire_le", "bouton", ["expire_le"])
    _refaire_tete(avec_rang=False)


def downgrade() -> None:
    _refaire_tete(avec_rang=True)
    op.drop_index("ix_bouton_expire_le", table_name="bouton")
    op.drop_index("ix_courriel_envoi_id", table_name="courriel")
    for colonne in CONNUES:
        op.drop_index(f"ix_avis_bailleur_id_{colonne}", table_name="avis")
        op.create_index(f"ix_avis_bailleur_id_{colonne}", "avis", ["bailleur_id", colonne])
    for nom in ("reservataire_en_cours", "bailleur_en_cours", "reservataire_id"):
        op.drop_index(f"ix_avis_{nom}", table_name="avis")
    for partie in ("reservataire_id", "bailleur_id"):
        op.create_index(f"ix_avis_{partie}_etat", "avis", [partie, "etat"])


def _creer_partiel(nom: str, colonnes: list[str], ou: sa.TextClause) -> None:
    op.create_index(f"ix_avis_{nom}", "avis", colonnes, sqlite_where=ou, postgresql_where=ou)


def _refaire_tete(*, avec_rang: bool) -> None:
    """Copy the table into one kept in its key, or back: a matter of SQLite alone."""
    if op.get_bind().dialect.name != "sqlite":
        return
    op.drop_index("ix_tete_a_sceller", table_name="tete")
    forme = {"sqlite_with_rowid": avec_rang}
    with op.batch_alter_table("tete", recreate="always", table_kwargs=forme):
        pass
    op.create_index("ix_tete_a_sceller", "tete", ["scelle"], sqlite_where=A_SCELLER)
