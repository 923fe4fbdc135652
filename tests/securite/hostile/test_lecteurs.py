"""Whatever it is given, a parser reads it or refuses it in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from random import Random
from time import process_time

from tests.securite.hostile.lecteurs import OBJETS, PERMISES, TEXTES, Lecteur, fichiers
from tests.securite.hostile.nombre import Jets

LENT = 5.0
"""Seconds of computing beyond which one input would stop the others from being served."""


def lancer(jets: Jets, lecteurs: Mapping[str, Lecteur], part: float) -> list[str]:
    """Throw a share of the inputs at these parsers, each in turn; name those that went wrong."""
    fautes = []
    noms = list(lecteurs)
    for rang in jets.rangs(part):
        nom = noms[rang % len(noms)]
        debut = process_time()
        try:
            lecteurs[nom](Random(f"{nom}:{rang}"))
        except PERMISES:
            pass
        except Exception as faute:
            fautes.append(f"{nom}:{rang} {type(faute).__name__} {faute}"[:300])
        if process_time() - debut > LENT:
            fautes.append(f"{nom}:{rang} a pris plus de {LENT} s")
    return fautes


def test_a_reader_of_a_text_never_fails(jets: Jets) -> None:
    assert lancer(jets, TEXTES, 0.38) == []


def test_a_reader_of_a_delivery_never_fails(jets: Jets) -> None:
    assert lancer(jets, OBJETS, 0.12) == []


def test_a_reader_of_a_file_never_fails(jets: Jets, tmp_path: Path) -> None:
    assert lancer(jets, fichiers(tmp_path), 0.06) == []
