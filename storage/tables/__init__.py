"""The tables. Instants are UTC; what identifies a household is encrypted."""

from __future__ import annotations

from storage.tables.dossiers import avis, candidature, compteur, jalon, menage, reception, termes
from storage.tables.echanges import (
    arrivee,
    bouton,
    cadence,
    dialogue,
    ecoute,
    envoi,
    etat_oauth,
    installation,
    mandat,
    pouls,
)
from storage.tables.etat import (
    attributions,
    commission,
    decision,
    objectif,
    prioritaire,
    prioritaire_partie,
    programme,
    programme_candidat,
    programme_partie,
    rendez_vous,
)
from storage.tables.flux import droit, parc, parc_detail
from storage.tables.gens import adhesion, canal, identite, invitation, membre, organisation
from storage.tables.socle import metadata
from storage.tables.traces import courriel, journal, recu, sceau, sceau_tete, tete

__all__ = [
    "adhesion",
    "arrivee",
    "attributions",
    "avis",
    "bouton",
    "cadence",
    "canal",
    "candidature",
    "commission",
    "compteur",
    "courriel",
    "decision",
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
    "mandat",
    "membre",
    "menage",
    "metadata",
    "objectif",
    "organisation",
    "parc",
    "parc_detail",
    "pouls",
    "prioritaire",
    "prioritaire_partie",
    "programme",
    "programme_candidat",
    "programme_partie",
    "reception",
    "recu",
    "rendez_vous",
    "sceau",
    "sceau_tete",
    "termes",
    "tete",
]
