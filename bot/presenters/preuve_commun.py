"""What the proof of every dossier holds: its chain, and the seals over it."""

from __future__ import annotations

from typing import Any

from core.domain.journal import Entree, Sceau, horodatage


def entree_json(une: Entree) -> dict[str, Any]:
    """Give an entry whole: its hash can be computed again from it."""
    return {
        "dossier": une.dossier,
        "rang": une.rang,
        "instant": horodatage(une.instant),
        "acteur": une.acteur,
        "plateforme": une.plateforme,
        "action": une.action,
        "de": une.de,
        "a": une.a,
        "article": une.article,
        "lecture": une.lecture,
        "details": dict(une.details),
        "precedente": une.precedente,
        "empreinte": une.empreinte,
    }


def sceau_json(un: Sceau, reference: str) -> dict[str, Any]:
    """Give a seal, of whose heads only this dossier's is shown."""
    return {
        "rang": un.rang,
        "jour": un.jour.isoformat(),
        "instant": horodatage(un.instant),
        "precedent": un.precedent,
        "empreinte": un.empreinte,
        "tetes": {
            dossier: list(tete) for dossier, tete in un.tetes.items() if dossier == reference
        },
    }
