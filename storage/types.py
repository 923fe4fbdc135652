"""Column types and (de)serialisers shared by the tables."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import DateTime
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from core.domain.annexes import Annexe
from core.domain.convention import Termes
from core.domain.delais import Echeance
from core.domain.parcours import Parcours


class InstantUTC(TypeDecorator[datetime]):
    """An aware UTC instant on every database; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC; SQLite keeps no zone, so it gets a naive UTC value."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("un instant doit porter son fuseau")
        utc = value if value.tzinfo is UTC else value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give an aware UTC instant."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


_ANNEXE: TypeAdapter[Annexe] = TypeAdapter(Annexe)
_TERMES = TypeAdapter(Termes)
_ECHEANCE = TypeAdapter(Echeance)
_PARCOURS = TypeAdapter(Parcours)


def ecrire_json(valeur: Any) -> str:
    """Write JSON in one canonical form."""
    return json.dumps(valeur, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def ecrire_termes(termes: Termes) -> str:
    """Write the terms of an avis in a form that always hashes the same."""
    brut = _TERMES.dump_python(termes, mode="json")
    brut["feries"] = sorted(brut["feries"])
    return ecrire_json(brut)


@lru_cache(maxsize=64)
def lire_termes(texte: str) -> Termes:
    """Read back the terms of an avis."""
    return _TERMES.validate_json(texte)


def ecrire_echeance(echeance: Echeance | None) -> str | None:
    """Write an échéance with its explanation."""
    return None if echeance is None else _ECHEANCE.dump_json(echeance).decode()


def lire_echeance(texte: str | None) -> Echeance | None:
    """Read back an échéance."""
    return None if texte is None else _ECHEANCE.validate_json(texte)


def ecrire_annexe(annexe: Annexe) -> str:
    """Write an annexe, its rates exact and its shares in their order."""
    return _ANNEXE.dump_json(annexe).decode()


def lire_annexe(texte: str) -> Annexe:
    """Read back an annexe of either shape."""
    return _ANNEXE.validate_json(texte)


def ecrire_parcours(parcours: Parcours) -> str | None:
    """Write what became of a candidature; None when nothing did yet."""
    return None if parcours == Parcours() else _PARCOURS.dump_json(parcours).decode()


def lire_parcours(texte: str | None) -> Parcours:
    """Read back what became of a candidature."""
    return Parcours() if texte is None else _PARCOURS.validate_json(texte)
