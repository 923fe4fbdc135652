"""Hostile inputs: the same for the same rank, so that each one found at fault can be made again."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

POISONS = (
    *(
        "",
        " ",
        "\x00",
        "\ud800",
        "\udfff",
        "\u202e",
        "\u200b",
        "\ufeff",
        "\xa0",
        "\u2028",
        "\x1b[2J",
    ),
    *(
        "²",
        "٣",
        "１",
        "𝟗",
        "½",
        "Ⅻ",
        "ﬁ",
        "ß",
        "İ",
        "é",
        "🏠",
        "👨‍👩‍👧",
        "ﷺ",
        "A\u0334\u0335\u0327",
    ),
    *(
        '"',
        "'",
        "«",
        "»",
        "“",
        "`",
        "\\",
        "/",
        "//",
        "=",
        "==",
        "a=",
        "=b",
        'a=""',
        "a=b=c",
        "@",
        "#",
    ),
    *("${7*7}", "{0.__class__}", "{{7*7}}", "%n%s", "../../etc/passwd", "'; DROP TABLE avis; --"),
    *(
        "<script>alert(1)</script>",
        "=cmd|' /C calc'!A0",
        "&lt;b&gt;",
        "<!channel>",
        "*_~`",
        "[x](y)",
    ),
    *("1e999", "-1", "NaN", "Infinity", "0x10", "1_000", "1 000,5", "1,2,3", "9" * 5000, "0" * 400),
    *("31/02/2026", "2026-13-45", "00/00/0000", "29/02/1900", "9999-12-31", "0001-01-01", "24h00"),
    *(";" * 50, "(" * 300, "[" * 3000, "a" * 5000, "a@" * 300, "é" * 3000, "\n" * 200, "1 " * 500),
    *(
        "None",
        "null",
        "true",
        "oui",
        "non",
        "AV-2026-0001",
        "AV-9999-999999",
        "av-2026-1",
        "DP-2026-0001",
    ),
    *(
        "974031800012310001",
        "974 0318 000123 10001",
        "02a031800012310001",
        "marie@ville.fr",
        "0692417358",
    ),
)
FAUX: tuple[Any, ...] = (
    None,
    "",
    0,
    -1,
    2**70,
    1.5,
    True,
    "x",
    [],
    {},
    [None],
    {"a": None},
    [[[]]],
)


def texte(rng: Random, modeles: Sequence[str] = ()) -> str:
    """Give a text: any, a poison, a good one that was damaged, or all of that together."""
    tirage = rng.random()
    if modeles and tirage < 0.5:
        return abimer(rng, rng.choice(modeles))
    if tirage < 0.7:
        return rng.choice(POISONS)
    if tirage < 0.85:
        return "".join(
            chr(rng.randrange(rng.choice((128, 0x2100, 0x11000)))) for _ in range(rng.randrange(24))
        )
    return rng.choice((" ", "", ";", "\n", ",")).join(
        texte(rng, modeles) for _ in range(rng.randrange(1, 5))
    )


def abimer(rng: Random, bon: str) -> str:
    """Damage a good text in one to three places; once in a while, leave it good."""
    for _ in range(rng.randrange(4)):
        debut = rng.randrange(len(bon) + 1)
        fin = min(len(bon), debut + rng.choice((0, 0, 1, 1, 2, 8)))
        bon = bon[:debut] + rng.choice((*POISONS, "", "", bon[debut:fin] * 2)) + bon[fin:]
    return bon


def octets(rng: Random, bon: bytes) -> bytes:
    """Damage a file in one to four places, or cut it, or give anything."""
    if rng.random() < 0.1:
        return rng.randbytes(rng.randrange(200))
    for _ in range(rng.randrange(1, 5)):
        debut = rng.randrange(len(bon) + 1)
        poison = rng.choice(POISONS).encode("utf-8", "surrogatepass")
        inseres = rng.choice((poison, rng.randbytes(3), b"", b"\xff\xfe", b"\xef\xbb\xbf"))
        bon = bon[:debut] + inseres + bon[debut + rng.choice((0, 0, 1, 4, 40)) :]
    return bon[: rng.randrange(len(bon) + 1)] if rng.random() < 0.1 else bon


def archive(rng: Random, bonne: bytes) -> bytes:
    """Damage one of the files of an archive (an XLSX is one), or the archive itself."""
    if rng.random() < 0.3:
        return octets(rng, bonne)
    sortie = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(bonne)) as lue, zipfile.ZipFile(sortie, "w") as ecrite:
        visee = rng.choice(lue.namelist())
        for nom in lue.namelist():
            contenu = lue.read(nom)
            ecrite.writestr(nom, octets(rng, contenu) if nom == visee else contenu)
    return sortie.getvalue()


def objet(rng: Random, bon: Any) -> Any:
    """Damage a JSON object in one to three places, at any depth."""
    abime = copy.deepcopy(bon)
    for _ in range(rng.randrange(1, 4)):
        lieux = list(_lieux(abime))
        if not lieux:
            break
        hote, cle = rng.choice(lieux)
        if rng.random() < 0.2 and isinstance(hote, dict):
            del hote[cle]
        else:
            hote[cle] = copy.deepcopy(rng.choice((*FAUX, texte(rng))))
    return abime


def _lieux(valeur: Any) -> list[tuple[Any, Any]]:
    """Give every place of an object: its host and its key there."""
    suite = valeur.items() if isinstance(valeur, dict) else enumerate(valeur)
    trouves = []
    for cle, contenu in suite:
        trouves.append((valeur, cle))
        if isinstance(contenu, dict | list):
            trouves += _lieux(contenu)
    return trouves


def parmi(*fabriques: Callable[[Random], Any]) -> Callable[[Random], Any]:
    """Give what makes one thing or another."""
    return lambda rng: rng.choice(fabriques)(rng)
