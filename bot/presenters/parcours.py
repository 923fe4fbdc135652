"""What became of one candidature, in one line."""

from __future__ import annotations

from core.domain.candidatures import Candidature
from core.domain.delais import echeance_fr
from core.domain.parcours import Instance
from core.texte import jour_fr

TEXTE_COURT = 80
"""Characters kept of a free text: a list of many must still fit in a message."""


def etapes(une: Candidature) -> str:
    """Say what became of a candidature, with its dates; short, and with no free text."""
    parcours, condition = une.parcours, une.parcours.condition
    suite = [une.issue]
    if parcours.instance is Instance.BAILLEUR and parcours.decision:
        suite.append("décision du bailleur")
    if condition and condition.remplie is None:
        suite.append(f"avant le {jour_fr(condition.avant)}")
    if parcours.offre_en_cours and parcours.offre:
        suite.append(f"réponse attendue avant le {echeance_fr(parcours.offre)}")
    if parcours.repondu_le and parcours.reponse:
        suite.append(f"le {jour_fr(parcours.bail_le or parcours.repondu_le)}")
    return ", ".join(suite)


def details(une: Candidature) -> str:
    """Say all that is known of a candidature: its steps, visits, texts and former rounds."""
    parcours, condition = une.parcours, une.parcours.condition
    suite = [etapes(une)]
    for visite in parcours.visites:
        suite.append(f"{'bon de visite' if visite.bon else 'visite'} le {jour_fr(visite.le)}")
    textes = (
        None if parcours.decision else parcours.difficulte,
        condition.texte if condition else None,
        parcours.motif,
        parcours.motif_refus,
    )
    suite += [raccourci(texte) for texte in textes if texte]
    avant = ", ".join(un.issue or "sans suite" for un in parcours.precedents)
    return ", ".join(suite) + (f" ; avant : {avant}" if avant else "")


def raccourci(texte: str) -> str:
    """Give the beginning of a free text."""
    return texte if len(texte) <= TEXTE_COURT else f"{texte[:TEXTE_COURT].rstrip()}…"
