"""DuckDB, held in: one private database, bounded memory, no network, and its progress told."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import Refus

if TYPE_CHECKING:
    import duckdb

MEMOIRE = "1500MB"
"""What DuckDB may keep in memory; beyond it, it writes to a temporary folder."""

Avancement = Callable[[float], None]
"""Told the share of the work that is done, 0 to 100."""

_BATTEMENT = 0.1


def sans_avancement(_: float) -> None:
    """Tell nobody."""


class LectureImpossible(Refus):
    """DuckDB gives up on a file: the sentence holds its reason."""

    code = "lecture_impossible"


class Atelier:
    """A DuckDB database in memory, for one piece of work."""

    def __init__(
        self, connexion: duckdb.DuckDBPyConnection, dossier: Path, avancement: Avancement
    ) -> None:
        """Take an open connection, a temporary folder, and whom to tell how far one is."""
        self.dossier = dossier
        self._connexion = connexion
        self._avancement = avancement

    def lignes(self, requete: str) -> list[tuple[Any, ...]]:
        """Run a query to its end and give its rows.

        Raises LectureImpossible when DuckDB can't: a file that it can't cut, no room left.
        """
        import duckdb

        with ThreadPoolExecutor(1) as executant:
            tache = executant.submit(lambda: self._connexion.execute(requete).fetchall())
            while wait([tache], timeout=_BATTEMENT).not_done:
                self._avancement(max(0.0, self._connexion.query_progress()))
            try:
                return tache.result()
            except duckdb.Error as faute:
                raison = str(faute).splitlines()[0]
                raise LectureImpossible(
                    f"fichier : il ne peut pas être lu ou écrit jusqu'au bout ({raison}). Rien n'a "
                    "été importé. Attendu : un texte CSV, séparateur « ; ».",
                    "fichier",
                ) from faute


@contextmanager
def atelier(avancement: Avancement = sans_avancement) -> Iterator[Atelier]:
    """Open a workshop, and leave nothing behind."""
    import duckdb  # 0.2 s and 30 MB: only for whom it serves

    with tempfile.TemporaryDirectory(prefix="fluxbot-rpls-") as dossier:
        connexion = duckdb.connect(
            config={
                "memory_limit": MEMOIRE,
                "temp_directory": dossier,
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
            }
        )
        connexion.execute("SET enable_progress_bar = true")
        connexion.execute("SET enable_progress_bar_print = false")
        try:
            yield Atelier(connexion, Path(dossier), avancement)
        finally:
            connexion.close()
