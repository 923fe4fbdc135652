"""Which commands read the file sent beside them."""

from __future__ import annotations

LISENT_UN_FICHIER = frozenset({"annexe", "importer"})
"""The commands that read a file; any other says that it was not read."""
