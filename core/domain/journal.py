"""Recorded facts: one hash chain per dossier, and a daily seal over the heads."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

ORIGINE = "0" * 64
"""What the first entry of a chain names as the one before."""

TETE_AFFICHEE = 32
"""Hexadecimal digits of a head shown in a notice: 128 bits, too many to forge."""


@dataclass(frozen=True)
class Entree:
    """One change of one dossier. `instant` is UTC; no field holds a personal datum."""

    dossier: str
    rang: int
    instant: datetime
    acteur: str
    plateforme: str
    action: str
    de: str
    a: str
    article: str
    lecture: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    precedente: str = ORIGINE
    empreinte: str = ""


@dataclass(frozen=True)
class Sceau:
    """The seal of one day: chains the heads that moved since the seal before."""

    rang: int
    jour: date
    instant: datetime
    tetes: Mapping[str, tuple[int, str]]
    precedent: str = ORIGINE
    empreinte: str = ""


@dataclass(frozen=True)
class Rupture:
    """Where a chain breaks, and why, in one French sentence."""

    dossier: str
    rang: int
    raison: str


def horodatage(instant: datetime) -> str:
    """Write an instant the one way that is hashed: ISO 8601, UTC, microseconds."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds")


def contenu(entree: Entree) -> bytes:
    """Give the exact bytes that an entry's hash covers: sorted JSON, UTF-8, no spaces."""
    champs = {
        "a": entree.a,
        "acteur": entree.acteur,
        "action": entree.action,
        "article": entree.article,
        "de": entree.de,
        "details": dict(entree.details),
        "dossier": entree.dossier,
        "instant": horodatage(entree.instant),
        "lecture": entree.lecture,
        "plateforme": entree.plateforme,
        "precedente": entree.precedente,
        "rang": entree.rang,
    }
    return _canonique(champs)


def enchainer(entree: Entree, precedente: tuple[int, str] | None) -> Entree:
    """Place an entry after the head `(rang, empreinte)` of its chain and hash it."""
    rang, tete = precedente or (0, ORIGINE)
    placee = replace(entree, rang=rang + 1, precedente=tete)
    return replace(placee, empreinte=hashlib.sha256(contenu(placee)).hexdigest())


def premiere_rupture(chaine: Iterable[Entree]) -> Rupture | None:
    """Check one dossier's chain from its first entry on; None when it is whole."""
    rang, tete = 0, ORIGINE
    for entree in chaine:
        raison = _faute(entree, rang, tete)
        if raison:
            return Rupture(entree.dossier, entree.rang, raison)
        rang, tete = entree.rang, entree.empreinte
    return None


def _faute(entree: Entree, rang: int, tete: str) -> str:
    if entree.rang != rang + 1:
        return f"l'entrée {rang + 1} manque"
    if entree.precedente != tete:
        return "l'entrée ne suit pas la précédente"
    if hashlib.sha256(contenu(entree)).hexdigest() != entree.empreinte:
        return "le contenu de l'entrée a été modifié"
    return ""


def sceller(
    jour: date, instant: datetime, tetes: Mapping[str, tuple[int, str]], dernier: Sceau | None
) -> Sceau:
    """Chain the heads `{dossier: (rang, empreinte)}` after the last seal."""
    rang, precedent = (dernier.rang, dernier.empreinte) if dernier else (0, ORIGINE)
    sceau = Sceau(rang + 1, jour, instant, dict(tetes), precedent)
    return replace(sceau, empreinte=hashlib.sha256(contenu_sceau(sceau)).hexdigest())


def contenu_sceau(sceau: Sceau) -> bytes:
    """Give the exact bytes that a seal's hash covers."""
    champs = {
        "instant": horodatage(sceau.instant),
        "jour": sceau.jour.isoformat(),
        "precedent": sceau.precedent,
        "rang": sceau.rang,
        "tetes": {dossier: [rang, tete] for dossier, (rang, tete) in sceau.tetes.items()},
    }
    return _canonique(champs)


def engagement(sel: str, valeur: str) -> str:
    """Commit to a datum without showing it: HMAC-SHA256 under a salt erased with the datum."""
    return hmac.new(sel.encode(), valeur.encode(), hashlib.sha256).hexdigest()


def _canonique(champs: Mapping[str, object]) -> bytes:
    return json.dumps(champs, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
