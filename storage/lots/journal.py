"""The chains of a batch of dossiers."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, insert, select, update

from core.domain.journal import Entree, enchainer
from storage.coffre import Coffre
from storage.depots.journal import DepotJournal, colonnes_d_une_entree
from storage.lots.differe import Differe
from storage.tables import journal as table
from storage.tables import tete

_TETES = (
    select(tete.c.dossier, tete.c.rang, tete.c.empreinte)
    .where(tete.c.dossier.in_(bindparam("dossiers", expanding=True)))
    # As the seal takes them: neither waits for the other in a circle.
    .order_by(tete.c.dossier)
    .with_for_update()
)
_AVANCER = update(tete).where(tete.c.dossier == bindparam("d")).values(scelle=False)


class JournalEnLot(Differe, DepotJournal):
    """Heads held from the start, entries chained as they come and stored together."""

    def __init__(self, connexion: Connection, coffre: Coffre, dossiers: Iterable[str]) -> None:
        """Hold the heads of these dossiers."""
        super().__init__(connexion, coffre)
        self._neuves: list[Entree] = []
        lignes = connexion.execute(_TETES, {"dossiers": list(dossiers)})
        self._tetes = {une.dossier: (une.rang, une.empreinte) for une in lignes}

    def ajouter(self, entree: Entree) -> Entree:
        """Chain an entry after the head that is held."""
        if entree.dossier not in self._tetes:
            return super().ajouter(entree)
        placee = enchainer(entree, self._tetes[entree.dossier])
        self._tetes[entree.dossier] = (placee.rang, placee.empreinte)
        self._neuves.append(placee)
        return placee

    def ecrire(self) -> None:
        """Store the entries, and move the heads."""
        neuves, self._neuves = self._neuves, []
        if not neuves:
            return
        self._connexion.execute(insert(table), [colonnes_d_une_entree(une) for une in neuves])
        tetes = {une.dossier: une for une in neuves}.values()
        self._connexion.execute(
            _AVANCER,
            [{"d": une.dossier, "rang": une.rang, "empreinte": une.empreinte} for une in tetes],
        )
