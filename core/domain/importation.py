"""Priority households as a file tells them, one a line."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from core.domain.numero_unique import NumeroUnique
from core.domain.prioritaires import Voie
from core.errors import Refus


@dataclass(frozen=True)
class MenageImporte:
    """One household of a file. `ligne`: its line; `bailleur`: a name, as typed.

    `categorie` is a code of the convention; `confirme`: what looks wrong in it is meant.
    """

    ligne: int
    numero: NumeroUnique = field(repr=False)
    categorie: str = field(repr=False)
    voie: Voie
    types: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()
    reconnu_le: date | None = None
    urgent: bool = False
    bailleur: str = field(default="", repr=False)
    caleol: date | None = None
    confirme: bool = False


@dataclass(frozen=True)
class FauteDeLigne:
    """Why a line can't be imported: a sentence that quotes nothing private, and its column."""

    ligne: int
    colonne: str
    phrase: str


class LignesRefusees(Refus):
    """Households that can't all be opened: none is; `fautes` says why, line by line."""

    code = "lignes_refusees"

    def __init__(self, fautes: tuple[FauteDeLigne, ...]) -> None:
        """Keep every fault; the transaction must be undone."""
        super().__init__("Rien n'a été importé.")
        self.fautes = fautes
