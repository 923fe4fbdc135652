"""Files for the tests: a picture, a PDF, an annexe, and a handler that answers with each."""

from __future__ import annotations

import struct
import zlib

import pytest

from bot.handlers.request import Contexte, Fichier, Reply
from core.messages.model import Bouton, Message, Paragraphe, Piece

CSV = b"bailleur;annee\nSIDR;2026\n"


def png(largeur: int = 640, hauteur: int = 360) -> bytes:
    """Draw a real picture, of one colour."""

    def morceau(nom: bytes, corps: bytes) -> bytes:
        somme = zlib.crc32(nom + corps)
        return struct.pack(">I", len(corps)) + nom + corps + struct.pack(">I", somme)

    lignes = (b"\0" + b"\x80\xb0\xb4" * largeur) * hauteur
    entete = struct.pack(">IIBBBBB", largeur, hauteur, 8, 2, 0, 0, 0)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            morceau(b"IHDR", entete),
            morceau(b"IDAT", zlib.compress(lignes, 1)),
            morceau(b"IEND", b""),
        )
    )


IMAGE = Piece("flux-2026.png", png(), "image/png")
PDF = Piece("bilan-2026.pdf", b"%PDF-1.7\n\xff\x00", "application/pdf")


def message(piece: Piece | None, *boutons: Bouton, texte: str = "48 logements sur 60.") -> Message:
    """Give a message that carries a file."""
    return Message("Flux 2026", (Paragraphe(texte),), boutons, piece=piece)


def controler_en_essai(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put in the place of the check of annexes one that answers with a picture, or with a PDF.

    A .csv gives the picture, a .toml the PDF, an .xlsx nothing but words.
    """

    def controler(contexte: Contexte, fichier: Fichier) -> Reply:
        assert contexte.membre
        extension = fichier.nom.rpartition(".")[2]
        piece = {"csv": IMAGE, "toml": PDF}.get(extension)
        vu = Paragraphe(f"{fichier.nom} : {len(fichier.contenu)} octets lus.")
        return Reply(Message("Annexes contrôlées", (vu,), piece=piece))

    monkeypatch.setattr("bot.handlers.annexes.controler_fichier", controler)
