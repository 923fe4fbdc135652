"""A picture joined to a message: whether it can be shown in place, and how large it is."""

from __future__ import annotations

from core.messages.model import Piece

_PNG = b"\x89PNG\r\n\x1a\n"


def est_une_image(piece: Piece) -> bool:
    """Tell whether a joined file is meant to be seen."""
    return piece.type.startswith("image/")


def dimensions(piece: Piece) -> tuple[int, int] | None:
    """Give the width and height in pixels of a PNG; None for anything else."""
    entete = piece.contenu[:24]
    if len(entete) < 24 or not entete.startswith(_PNG) or entete[12:16] != b"IHDR":
        return None
    return int.from_bytes(entete[16:20]), int.from_bytes(entete[20:24])
