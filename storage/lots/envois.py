"""The sends of a batch of dossiers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence

from sqlalchemy import Connection, bindparam, delete, select

from core.domain.envois import Genre, NouvelEnvoi
from core.domain.organisations import Destination
from storage.coffre import Coffre
from storage.depots.envois import ATTEND_ENCORE, DepotEnvois
from storage.depots.releve import MONTRENT, VUE, EtatEnvoi
from storage.depots.socle import destination
from storage.lots.differe import Differe
from storage.tables import envoi as table

_TENUES = (
    select(table.c.id)
    .where(table.c.reference == bindparam("dossier"), table.c.genre == Genre.MISE_A_JOUR)
    .where(ATTEND_ENCORE)
    # An edit that a copy is taking leaves: waiting for it, two copies could wait for each other.
    .with_for_update(skip_locked=True)
)
_ANNULER = delete(table).where(table.c.id.in_(_TENUES))
_MONTREES = (
    select(*(table.c[nom] for nom in VUE))
    .where(table.c.reference.in_(bindparam("dossiers", expanding=True)))
    .where(table.c.genre.in_(MONTRENT))
    .order_by(table.c.id)
)
"""Of any state: asked for one, SQLite would go through every send that ever was in it."""


class EnvoisEnLot(Differe, DepotEnvois):
    """What shows the avis of a batch, read at once; sends put in the outbox together."""

    def __init__(self, connexion: Connection, coffre: Coffre, dossiers: Collection[str]) -> None:
        """Read which messages show these avis, locked already."""
        super().__init__(connexion, coffre)
        self._vider()
        self._dossiers = frozenset(dossiers)
        self._montrees: dict[str, list[tuple[Genre, Destination, str]]] = defaultdict(list)
        for une in connexion.execute(_MONTREES, {"dossiers": list(dossiers)}):
            if une.etat == EtatEnvoi.ENVOYE and une.message is not None:
                montree = (Genre(une.genre), destination(une), une.message)
                self._montrees[une.reference].append(montree)

    def _vider(self) -> None:
        self._neufs: dict[str | None, dict[str, NouvelEnvoi]] = defaultdict(dict)
        self._perimes: dict[str, None] = {}
        self._tableaux: dict[Destination, None] = {}

    def montrees(self, reference: str) -> Sequence[tuple[Genre, Destination, str]]:
        """Give the messages that show an avis: of which kind, where, and their ids."""
        if reference in self._dossiers:
            return self._montrees[reference]
        return super().montrees(reference)

    def ajouter(self, *nouveaux: NouvelEnvoi) -> int:
        """Keep sends, but those whose key the batch holds already; give how many were kept."""
        return sum(un is self._neufs[un.reference].setdefault(un.cle, un) for un in nouveaux)

    def annuler_mises_a_jour(self, reference: str) -> None:
        """Drop the pending edits of a dossier's messages: newer ones come."""
        self._oter(reference, lambda un: un.genre is Genre.MISE_A_JOUR)
        self._perimes[reference] = None

    def annuler_tableaux(self, tableau: Destination) -> None:
        """Drop the pending drawings of a board: a newer one comes."""
        cle = tableau.cle
        self._oter(None, lambda un: un.genre is Genre.TABLEAU and un.destination.cle == cle)
        self._tableaux[tableau] = None

    def _oter(self, reference: str | None, perime: Callable[[NouvelEnvoi], bool]) -> None:
        siens = self._neufs[reference]
        for cle in [cle for cle, un in siens.items() if perime(un)]:
            del siens[cle]

    def ecrire(self) -> None:
        """Drop what newer sends replace, then store the sends that no key holds already."""
        perimes, tableaux, neufs = self._perimes, self._tableaux, self._neufs
        self._vider()
        if perimes:
            self._connexion.execute(_ANNULER, [{"dossier": un} for un in perimes])
        for un in tableaux:
            super().annuler_tableaux(un)
        lignes = [self.colonnes(un) for siens in neufs.values() for un in siens.values()]
        if lignes:
            self._connexion.execute(self.insertion(table).on_conflict_do_nothing(), lignes)
            self.ajouts += len(lignes)
