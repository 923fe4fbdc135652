"""Seals of the forms: only a form that we gave to this link, a short while ago, acts."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from storage.liens import Liens

DUREE = timedelta(hours=12)
"""How long a form may stay open before it is sent."""

GESTE, BOUTON = "geste", "bouton"


@dataclass(frozen=True)
class Sceaux:
    """Seals bound to one link."""

    liens: Liens
    jeton: str = field(repr=False)

    @property
    def _lien(self) -> str:
        return hashlib.sha256(self.jeton.encode()).hexdigest()[:32]

    def nouveau(self, commande: str, maintenant: datetime) -> str:
        """Seal one gesture to come: sent twice, it is done once."""
        geste = secrets.token_urlsafe(12)
        return self.liens.sceller([self._lien, commande, geste, int(maintenant.timestamp())], GESTE)

    def geste(self, scelle: str, commande: str, maintenant: datetime) -> str | None:
        """Read a gesture back; None for a seal absent, forged, of another form, or old."""
        lu = self.liens.desceller(scelle, GESTE)
        if not isinstance(lu, list) or lu[:2] != [self._lien, commande]:
            return None
        age = maintenant.timestamp() - lu[3]
        return str(lu[2]) if age < DUREE.total_seconds() else None

    def bouton(self, commande: str, arguments: Mapping[str, str]) -> str:
        """Seal what a button means: its arguments are ours, nobody types them."""
        return self.liens.sceller([self._lien, commande, dict(arguments)], BOUTON)

    def arguments(self, scelle: str, commande: str) -> dict[str, str] | None:
        """Read a button's arguments back; None unless we sealed them for this link."""
        lu = self.liens.desceller(scelle, BOUTON)
        if not isinstance(lu, list) or lu[:2] != [self._lien, commande]:
            return None
        return {str(nom): str(valeur) for nom, valeur in lu[2].items()}
