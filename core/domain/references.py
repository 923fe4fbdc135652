"""References of dossiers: « AV-2026-0001 » and the like, by what they name."""

from __future__ import annotations

from enum import StrEnum


class Prefixe(StrEnum):
    """What a reference names."""

    AVIS = "AV"
    PROGRAMME = "PN"
    PRIORITAIRE = "DP"
    COMMISSION = "CIB"

    @property
    def exemple(self) -> str:
        """Give a right reference."""
        return f"{self.value}-2026-0001"


COMMANDES = {
    Prefixe.AVIS: "avis",
    Prefixe.PROGRAMME: "programme",
    Prefixe.PRIORITAIRE: "dossier",
    Prefixe.COMMISSION: "commission",
}
"""The command that shows each kind of dossier."""


def prefixe_de(reference: str) -> Prefixe | None:
    """Tell what a reference names; None when it names none of our dossiers."""
    debut = reference.partition("-")[0].upper()
    return Prefixe(debut) if debut in list(Prefixe) else None
