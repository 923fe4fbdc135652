"""The tables. Instants are UTC; what identifies a household is encrypted."""

from __future__ import annotations

from storage.tables.dossiers import avis, candidature, compteur, jalon, menage, reception, termes
from storage.tables.echanges import (
    arrivee,
    bouton,
    dialogue,
    ecoute,
    envoi,
    etat_oauth,
    installation,
)
from storage.tables.flux import droit, parc, parc_detail
from storage.tables.gens import adhesion, canal, identite, invitation, membre, organisation
from storage.tables.socle import metadata
from storage.tables.traces import courriel, journal, recu, sceau, sceau_tete, tete

__all__ = [
    "adhesion",
    "arrivee",
    "avis",
    "bouton",
    "canal",
    "candidature",
    "compteur",
    "courriel",
    "dialogue",
    "droit",
    "ecoute",
    "envoi",
    "etat_oauth",
    "identite",
    "installation",
    "invitation",
    "jalon",
    "journal",
    "membre",
    "menage",
    "metadata",
    "organisation",
    "parc",
    "parc_detail",
    "reception",
    "recu",
    "sceau",
    "sceau_tete",
    "termes",
    "tete",
]
