"""What is known of a household beyond its numéro unique; it never enters a chat (LP art. 6, 11)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace

CONTENU = "noms, coordonnées et numéro unique, par page signée"
"""What the notification holds of a candidate whose household is given (LP art. 6)."""


@dataclass(frozen=True)
class Menage:
    """Name, contact details and private priority category of one candidate; "" when unknown.

    Never shown in a log nor in a repr; stored encrypted only.
    """

    nom: str = field(default="", repr=False)
    prenom: str = field(default="", repr=False)
    telephone: str = field(default="", repr=False)
    courriel: str = field(default="", repr=False)
    adresse: str = field(default="", repr=False)
    categorie: str = field(default="", repr=False)

    @property
    def vide(self) -> bool:
        """Tell whether nothing is known."""
        return not any(self.valeurs().values())

    def valeurs(self) -> Mapping[str, str]:
        """Give its fields by name."""
        return {un.name: getattr(self, un.name) for un in fields(self)}

    def complete_par(self, autre: Menage) -> Menage:
        """Give what is known with what `autre` adds or changes; what it leaves blank stays."""
        return replace(self, **{nom: un for nom, un in autre.valeurs().items() if un})

    def canonique(self) -> str:
        """Write it the one way that is committed to: sorted JSON, no spaces."""
        valeurs = dict(self.valeurs())
        return json.dumps(valeurs, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


NOMS = tuple(un.name for un in fields(Menage))
"""The names of the fields, in the order in which they are asked."""
