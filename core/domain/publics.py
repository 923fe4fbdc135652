"""The priority categories of households (CCH L441-1), by the letter that people know.

Private: each one tells of health, violence or poverty, and never leaves the signed pages.
"""

from __future__ import annotations

CATEGORIES = {
    "dalo": "DALO : décision favorable",
    "a": "a : situation de handicap",
    "b": "b : sortie d'appartement thérapeutique",
    "c": "c : mal-logement, difficultés cumulées",
    "d": "d : hébergement ou logement temporaire",
    "e": "e : reprise d'activité après un long chômage",
    "f": "f : habitat indigne",
    "g": "g : violences au sein du couple, mariage forcé",
    "g bis": "g bis : agression au domicile ou à ses abords",
    "h": "h : parcours de sortie de la prostitution",
    "i": "i : victime de traite ou de proxénétisme",
    "j": "j : enfant mineur, logement suroccupé ou non décent",
    "k": "k : sans logement, ou hébergement par un tiers",
    "l": "l : menace d'expulsion",
    "m": "m : sortie de l'aide sociale à l'enfance",
    "quartile": "1er quartile : ressources les plus faibles",
}
"""What each category is called, by its code: DALO first, then a to m with g bis, then income."""

NON_PRECISEE = "non précisée"
"""The answer that tells no category."""
