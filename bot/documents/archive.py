"""Make an Office file always the same: its ZIP entries bear the hour at which it was written."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

PREMIER_INSTANT = (1980, 1, 1, 0, 0, 0)
"""The oldest date that a ZIP file can hold."""


def figer(contenu: bytes) -> bytes:
    """Give the same ZIP file with every entry dated at the same instant, in the same order."""
    fige = BytesIO()
    with ZipFile(BytesIO(contenu)) as ancien, ZipFile(fige, "w", ZIP_DEFLATED) as nouveau:
        for entree in ancien.infolist():
            datee = ZipInfo(entree.filename, PREMIER_INSTANT)
            datee.compress_type = ZIP_DEFLATED
            nouveau.writestr(datee, ancien.read(entree))
    return fige.getvalue()
