"""Flux : suites de la désignation, livraisons, droits retenus, parc importé."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

VIVANTE, VIVANTE_AVANT = "etat NOT IN ('retirée', 'tour précédent')", "etat <> 'retirée'"


def upgrade() -> None:
    with op.batch_alter_table("avis") as avis:
        avis.add_column(sa.Column("annee", sa.Integer(), nullable=True))
        avis.add_column(sa.Column("livraison", sa.String(20), nullable=True))
        avis.add_column(sa.Column("livre_le", sa.Date(), nullable=True))
    op.execute("UPDATE avis SET annee = CAST(substr(reference, 4, 4) AS INTEGER)")
    with op.batch_alter_table("avis") as avis:
        avis.alter_column("annee", existing_type=sa.Integer(), nullable=False)
        avis.create_index(op.f("ix_avis_bailleur_id_annee"), ["bailleur_id", "annee"])
        avis.create_index(op.f("ix_avis_bailleur_id_livre_le"), ["bailleur_id", "livre_le"])
    with op.batch_alter_table("candidature") as candidature:
        candidature.add_column(sa.Column("parcours", sa.Text(), nullable=True))
    _refaire_l_index(VIVANTE)
    op.create_table(
        "droit",
        sa.Column("bailleur_id", sa.Integer(), nullable=False),
        sa.Column("reservataire_id", sa.Integer(), nullable=False),
        sa.Column("annee", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("convention", sa.String(80), nullable=False),
        sa.Column("annexe", sa.Text(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("retenu_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retenu_par", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(
            ["bailleur_id"], ["organisation.id"], name=op.f("fk_droit_bailleur_id")
        ),
        sa.ForeignKeyConstraint(
            ["reservataire_id"], ["organisation.id"], name=op.f("fk_droit_reservataire_id")
        ),
        sa.PrimaryKeyConstraint(
            "bailleur_id", "reservataire_id", "annee", name=op.f("pk_droit")
        ),
    )
    op.create_index(
        op.f("ix_droit_reservataire_id_annee"), "droit", ["reservataire_id", "annee"]
    )
    op.create_table(
        "parc",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bailleur_id", sa.Integer(), nullable=False),
        sa.Column("annee", sa.Integer(), nullable=False),
        sa.Column("fichier", sa.String(200), nullable=False),
        sa.Column("empreinte", sa.String(64), nullable=False),
        sa.Column("importe_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lues", sa.Integer(), nullable=False),
        sa.Column("rejetees", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["bailleur_id"], ["organisation.id"], name=op.f("fk_parc_bailleur_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parc")),
        sa.UniqueConstraint("bailleur_id", "annee", name=op.f("uq_parc_bailleur_id_annee")),
    )
    op.create_table(
        "parc_detail",
        sa.Column("parc_id", sa.Integer(), nullable=False),
        sa.Column("commune", sa.String(5), nullable=False),
        sa.Column("qpv", sa.Boolean(), nullable=False),
        sa.Column("typologie", sa.String(10), nullable=False),
        sa.Column("financement", sa.String(20), nullable=False),
        sa.Column("periode", sa.String(20), nullable=False),
        sa.Column("logements", sa.Integer(), nullable=False),
        sa.Column("soumis", sa.Integer(), nullable=False),
        sa.Column("emmenagements", sa.Integer(), nullable=False),
        sa.Column("base_rotation", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["parc_id"], ["parc.id"], name=op.f("fk_parc_detail_parc_id")),
        sa.PrimaryKeyConstraint(
            "parc_id",
            "commune",
            "qpv",
            "typologie",
            "financement",
            "periode",
            name=op.f("pk_parc_detail"),
        ),
    )


def downgrade() -> None:
    op.drop_table("parc_detail")
    op.drop_table("parc")
    op.drop_index(op.f("ix_droit_reservataire_id_annee"), table_name="droit")
    op.drop_table("droit")
    op.execute("UPDATE candidature SET etat = 'retirée' WHERE etat = 'tour précédent'")
    _refaire_l_index(VIVANTE_AVANT)
    with op.batch_alter_table("candidature") as candidature:
        candidature.drop_column("parcours")
    with op.batch_alter_table("avis") as avis:
        avis.drop_index(op.f("ix_avis_bailleur_id_livre_le"))
        avis.drop_index(op.f("ix_avis_bailleur_id_annee"))
        avis.drop_column("livre_le")
        avis.drop_column("livraison")
        avis.drop_column("annee")


def _refaire_l_index(condition: str) -> None:
    """Say which candidatures are alive: one of a former round leaves its household free."""
    op.drop_index("uq_candidature_vivante", table_name="candidature")
    op.create_index(
        "uq_candidature_vivante",
        "candidature",
        ["avis_id", "numero_index"],
        unique=True,
        sqlite_where=sa.text(condition),
        postgresql_where=sa.text(condition),
    )
