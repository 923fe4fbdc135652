"""What is known of a household beyond its numéro unique; it never enters a chat (LP art. 6, 11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields


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
