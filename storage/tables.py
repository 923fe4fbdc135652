"""The tables. Instants are UTC; what identifies a household is encrypted."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Numeric,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from core.domain.logement import Logement
from storage.types import InstantUTC

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

organisation = Table(
    "organisation",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("nom", String(120), nullable=False, unique=True),
    Column("nature", String(20), nullable=False),
    Column("caleol", String(80)),
)

adhesion = Table(
    "adhesion",
    metadata,
    Column("organisation_id", ForeignKey("organisation.id"), primary_key=True),
    Column("convention", String(80), primary_key=True),
)

membre = Table(
    "membre",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation_id", ForeignKey("organisation.id"), nullable=False, index=True),
    Column("role", String(20), nullable=False),
    Column("inscrit_le", InstantUTC, nullable=False),
    Column("retire_le", InstantUTC),
    Column("liens_depuis", InstantUTC),
)

identite = Table(
    "identite",
    metadata,
    Column("plateforme", String(20), primary_key=True),
    Column("personne", String(80), primary_key=True),
    Column("membre_id", ForeignKey("membre.id"), nullable=False, index=True),
    Column("prive", String(80)),
    Column("mort_le", InstantUTC),
    Column("raison", Text),
    Column("tableau", String(80)),
    Column("secours", Boolean, nullable=False, default=False, server_default=false()),
)

invitation = Table(
    "invitation",
    metadata,
    Column("empreinte", String(64), primary_key=True),
    Column("organisation_id", ForeignKey("organisation.id"), nullable=False),
    Column("role", String(20), nullable=False),
    Column("expire_le", InstantUTC, nullable=False),
    Column("utilisee_le", InstantUTC),
    Column("courriel", String(80)),
    Column("secours", Boolean, nullable=False, default=False, server_default=false()),
)

canal = Table(
    "canal",
    metadata,
    Column("organisation_id", ForeignKey("organisation.id"), primary_key=True),
    Column("plateforme", String(20), primary_key=True),
    Column("adresse", String(80), primary_key=True),
    Column("sujet", String(80), primary_key=True, default=""),
    Column("prive", Boolean, nullable=False),
    Column("attache_le", InstantUTC, nullable=False),
    Column("mort_le", InstantUTC),
    Column("raison", Text),
)

compteur = Table(
    "compteur",
    metadata,
    Column("prefixe", String(8), primary_key=True),
    Column("annee", Integer, primary_key=True, autoincrement=False),
    Column("valeur", Integer, nullable=False),
)

termes = Table(
    "termes",
    metadata,
    Column("empreinte", String(64), primary_key=True),
    Column("contenu", Text, nullable=False),
)

_TYPES_LOGEMENT: dict[str, Any] = {
    "bool": Boolean,
    "int": Integer,
    "Decimal": Numeric(8, 2),
    "date": Date,
    "str": String(200),
}


def _colonnes_logement() -> list[Column[Any]]:
    """One nullable column for each field of a dwelling."""
    return [
        Column(f"logement_{champ.name}", _TYPES_LOGEMENT[str(champ.type).split(" ")[0]])
        for champ in fields(Logement)
    ]


avis = Table(
    "avis",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("reference", String(20), nullable=False, unique=True),
    Column("bailleur_id", ForeignKey("organisation.id"), nullable=False),
    Column("reservataire_id", ForeignKey("organisation.id"), nullable=False),
    Column("renfort_id", ForeignKey("organisation.id"), index=True),
    Column("convention", String(80), nullable=False),
    Column("termes", ForeignKey("termes.empreinte"), nullable=False),
    *_colonnes_logement(),
    Column("etat", String(20), nullable=False),
    Column("annee", Integer, nullable=False),
    Column("cree_le", InstantUTC, nullable=False),
    Column("sel", String(64), nullable=False),
    Column("tour", Integer, nullable=False),
    Column("premiere", Text),
    Column("seconde", Text),
    Column("echeance_le", InstantUTC),
    Column("relance_le", InstantUTC),
    Column("motif", Text),
    Column("motif_retrait", Text),
    Column("tardifs_acceptes", Boolean, nullable=False),
    Column("livraison", String(20)),
    Column("livre_le", Date),
    Column("remis_le", InstantUTC),
    Index(None, "bailleur_id", "etat"),
    Index(None, "bailleur_id", "annee"),
    Index(None, "bailleur_id", "livre_le"),
    Index(None, "reservataire_id", "etat"),
    Index(None, "etat"),
)

candidature = Table(
    "candidature",
    metadata,
    Column("avis_id", ForeignKey("avis.id"), primary_key=True),
    Column("numero", Integer, primary_key=True, autoincrement=False),
    Column("numero_chiffre", Text, nullable=False),
    Column("numero_index", String(64), nullable=False, index=True),
    Column("organisation_id", ForeignKey("organisation.id"), nullable=False),
    Column("etat", String(20), nullable=False),
    Column("instant", InstantUTC, nullable=False),
    Column("sel", String(64), nullable=False),
    Column("engagement", String(64), nullable=False),
    Column("parcours", Text),
)

Index(
    "uq_candidature_vivante",
    candidature.c.avis_id,
    candidature.c.numero_index,
    unique=True,
    sqlite_where=text("etat NOT IN ('retirée', 'tour précédent')"),
    postgresql_where=text("etat NOT IN ('retirée', 'tour précédent')"),
)

menage = Table(
    "menage",
    metadata,
    Column("avis_id", Integer, primary_key=True, autoincrement=False),
    Column("numero", Integer, primary_key=True, autoincrement=False),
    Column("contenu_chiffre", Text, nullable=False),
    Column("organisation_id", ForeignKey("organisation.id"), nullable=False),
    Column("instant", InstantUTC, nullable=False),
    Column("sel", String(64), nullable=False),
    Column("engagement", String(64), nullable=False),
    ForeignKeyConstraint(["avis_id", "numero"], ["candidature.avis_id", "candidature.numero"]),
)

droit = Table(
    "droit",
    metadata,
    Column("bailleur_id", ForeignKey("organisation.id"), primary_key=True),
    Column("reservataire_id", ForeignKey("organisation.id"), primary_key=True),
    Column("annee", Integer, primary_key=True, autoincrement=False),
    Column("convention", String(80), nullable=False),
    Column("annexe", Text, nullable=False),
    Column("part", Integer, nullable=False),
    Column("retenu_le", InstantUTC, nullable=False),
    Column("retenu_par", String(200), nullable=False),
    Index(None, "reservataire_id", "annee"),
)

parc = Table(
    "parc",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("bailleur_id", ForeignKey("organisation.id"), nullable=False),
    Column("annee", Integer, nullable=False),
    Column("fichier", String(200), nullable=False),
    Column("empreinte", String(64), nullable=False),
    Column("importe_le", InstantUTC, nullable=False),
    Column("lues", Integer, nullable=False),
    Column("rejetees", Integer, nullable=False),
    UniqueConstraint("bailleur_id", "annee"),
)

parc_detail = Table(
    "parc_detail",
    metadata,
    Column("parc_id", ForeignKey("parc.id"), primary_key=True),
    Column("commune", String(5), primary_key=True),
    Column("qpv", Boolean, primary_key=True),
    Column("typologie", String(10), primary_key=True),
    Column("financement", String(20), primary_key=True),
    Column("periode", String(20), primary_key=True),
    Column("logements", Integer, nullable=False),
    Column("soumis", Integer, nullable=False),
    Column("emmenagements", Integer, nullable=False),
    Column("base_rotation", Integer, nullable=False),
)

reception = Table(
    "reception",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("avis_id", ForeignKey("avis.id"), nullable=False, index=True),
    Column("objet", String(20), nullable=False),
    Column("tour", Integer, nullable=False),
    Column("instant", InstantUTC, nullable=False),
    Column("plateforme", String(20), nullable=False),
    Column("adresse", String(80), nullable=False),
    Column("sujet", String(80), nullable=False),
    Column("prive", Boolean, nullable=False),
    Column("message", String(80), nullable=False),
    Column("nature", String(40), nullable=False),
    Column("horodatage", InstantUTC),
)

jalon = Table(
    "jalon",
    metadata,
    Column("avis_id", ForeignKey("avis.id"), primary_key=True),
    Column("nature", String(20), primary_key=True),
    Column("jours", Integer, primary_key=True, autoincrement=False),
    Column("instant", InstantUTC, nullable=False, index=True),
)

journal = Table(
    "journal",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("dossier", String(20), nullable=False),
    Column("rang", Integer, nullable=False),
    Column("instant", InstantUTC, nullable=False),
    Column("acteur", String(200), nullable=False),
    Column("plateforme", String(20), nullable=False),
    Column("action", String(60), nullable=False),
    Column("de", String(20), nullable=False),
    Column("a", String(20), nullable=False),
    Column("article", String(120), nullable=False),
    Column("lecture", Text, nullable=False),
    Column("details", Text, nullable=False),
    Column("precedente", String(64), nullable=False),
    Column("empreinte", String(64), nullable=False, index=True),
    UniqueConstraint("dossier", "rang"),
)

tete = Table(
    "tete",
    metadata,
    Column("dossier", String(20), primary_key=True),
    Column("rang", Integer, nullable=False),
    Column("empreinte", String(64), nullable=False),
    Column("rang_scelle", Integer, nullable=False),
    Column("scelle", Boolean, nullable=False, index=True),
)

sceau = Table(
    "sceau",
    metadata,
    Column("rang", Integer, primary_key=True, autoincrement=False),
    Column("jour", Date, nullable=False, unique=True),
    Column("instant", InstantUTC, nullable=False),
    Column("precedent", String(64), nullable=False),
    Column("empreinte", String(64), nullable=False, unique=True),
)

sceau_tete = Table(
    "sceau_tete",
    metadata,
    Column("sceau_rang", ForeignKey("sceau.rang"), primary_key=True),
    Column("dossier", String(20), primary_key=True, index=True),
    Column("rang", Integer, nullable=False),
    Column("empreinte", String(64), nullable=False),
)

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
    Column("reclame_jusqu_a", InstantUTC),
    Column("regle_le", InstantUTC),
    Column("message", String(80)),
    Column("texte", Text),
    Column("raison", Text),
    Index(None, "etat", "pas_avant"),
)

courriel = Table(
    "courriel",
    metadata,
    Column("message", String(80), primary_key=True),
    Column("envoi_id", ForeignKey("envoi.id"), nullable=False),
    Column("reference", String(20), nullable=False, index=True),
    Column("brut_chiffre", Text, nullable=False),
    Column("empreinte", String(64), nullable=False),
    Column("instant", InstantUTC, nullable=False),
)

recu = Table(
    "recu",
    metadata,
    Column("geste", String(64), primary_key=True),
    Column("membre_id", ForeignKey("membre.id"), nullable=False),
    Column("reference", String(20)),
    Column("tete", String(64)),
    Column("corps_chiffre", Text),
    Column("instant", InstantUTC, nullable=False),
    Column("expire_le", InstantUTC, nullable=False, index=True),
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
    Column("expire_le", InstantUTC, nullable=False),
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
