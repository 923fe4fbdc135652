"""The first look at a file: its encoding, its separator, its columns. A fault here refuses it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from core.errors import SaisieInvalide
from core.texte import extrait, proche
from storage.rpls.nomenclature import FACULTATIVES, REQUISES, SYNONYMES

UTF8, LATIN1 = "utf-8", "latin-1"
SEPARATEUR = ";"
_APERCU = 1 << 20
_MARQUES = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"PK": "un classeur", b"\x1f\x8b": "gzip"}


@dataclass(frozen=True)
class Entete:
    """A file that may be read: its encoding, and our name (or none) for each of its columns.

    `lisible` holds the same lines in UTF-8: the file itself, or a copy.
    """

    fichier: Path
    encodage: str
    colonnes: tuple[str | None, ...]
    lisible: Path

    @property
    def presentes(self) -> tuple[str, ...]:
        """Name the columns that we read and that the file has."""
        return tuple(une for une in self.colonnes if une)


def faute_de_fichier(
    fichier: Path, ligne: int, colonne: str, valeur: str, attendu: str
) -> SaisieInvalide:
    """Build the sentence that refuses a whole file: where, what was read, what is expected."""
    return SaisieInvalide(
        f"{fichier.name}, ligne {ligne}, {colonne} : « {extrait(valeur)} » ; attendu : {attendu}."
        " Rien n'a été importé.",
        colonne,
    )


def lire_entete(fichier: Path) -> Entete:
    """Look at the beginning of a file.

    Raises SaisieInvalide (file, line, column, value, expected), OSError when it can't be read.
    """
    with fichier.open("rb") as ouvert:
        debut = ouvert.read(_APERCU)
    encodage = _encodage(fichier, debut)
    premiere = debut.splitlines()[0] if debut else b""
    texte = premiere.decode(encodage, errors="replace").removeprefix("\ufeff")
    _verifier_separateur(fichier, texte)
    return Entete(fichier, encodage, _colonnes(fichier, texte), fichier)


def en_utf8(entete: Entete, dossier: Path) -> Entete:
    """Copy a file that is not in UTF-8 into `dossier`, in UTF-8.

    It is read as Windows writes latin1 (cp1252): « œ » and « ’ » are letters there, not faults.
    """
    copie = dossier / "utf8.csv"
    with entete.fichier.open("rb") as lu, copie.open("wb") as ecrit:
        while bloc := lu.read(_APERCU):
            ecrit.write(bloc.decode("cp1252", errors="replace").encode(UTF8))
    return replace(entete, encodage=LATIN1, lisible=copie)


def empreinte(fichier: Path) -> str:
    """Give the SHA-256 of a file, in hexadecimal."""
    with fichier.open("rb") as ouvert:
        return hashlib.file_digest(ouvert, "sha256").hexdigest()


def _encodage(fichier: Path, debut: bytes) -> str:
    attendu = "un texte CSV en UTF-8 ou en latin1 (ISO 8859-1)"
    for marque, nom in _MARQUES.items():
        if debut.startswith(marque):
            raise faute_de_fichier(fichier, 1, "encodage", nom, attendu)
    if b"\0" in debut:
        raise faute_de_fichier(fichier, 1, "encodage", "octet nul", attendu)
    coupe = debut[: debut.rfind(b"\n") + 1] or debut
    try:
        coupe.decode(UTF8)
    except UnicodeDecodeError:
        return LATIN1
    return UTF8


def _verifier_separateur(fichier: Path, texte: str) -> None:
    if SEPARATEUR in texte:
        return
    autre = next((un for un in ("\t", ",", "|") if un in texte), None)
    vide = "ligne vide" if fichier.stat().st_size else "fichier vide"
    recu = {"\t": "tabulation", None: texte.strip() or vide}.get(autre, autre or "")
    attendu = "les noms des colonnes, séparés par un point-virgule « ; »"
    raise faute_de_fichier(fichier, 1, "séparateur", recu, attendu)


def _colonnes(fichier: Path, texte: str) -> tuple[str | None, ...]:
    lus = [un.strip().strip('"').upper() for un in texte.split(SEPARATEUR)]
    canoniques = [SYNONYMES.get(un, un) for un in lus]
    for requise in REQUISES:
        if requise not in canoniques:
            voisine = proche(requise, [un for un in lus if un]) or "absente"
            attendu = f"une colonne nommée {requise}, comme dans la nomenclature nationale"
            raise faute_de_fichier(fichier, 1, requise, voisine, attendu)
    connues = REQUISES + FACULTATIVES
    for une in connues:
        if canoniques.count(une) > 1:
            raise faute_de_fichier(fichier, 1, une, une, "cette colonne une seule fois")
    return tuple(une if une in connues else None for une in canoniques)
