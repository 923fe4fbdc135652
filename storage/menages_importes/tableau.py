"""From the bytes of a file to rows of text, each with its line; no value is read yet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from core.texte import cle, extrait, liste_fr, proche
from storage.menages_importes.classeur import entete, lire_classeur
from storage.menages_importes.fautes import MenagesInvalides, place

TAILLE_MAX = 1_000_000
"""Bytes, as for any file that a person sends; a thousand households weigh a tenth of it."""
LIGNES_MAX = 1_000
"""Households opened in one transaction: SQLite's one writer is held for some seconds."""
REQUISES = ("numero_unique", "categorie", "voie")
COLONNES = (
    *REQUISES,
    "types",
    "communes",
    "reconnu_le",
    "urgent",
    "bailleur",
    "caleol",
    "confirme",
)
ENTETE = ";".join(COLONNES[:-1])
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_ZIP, _ANCIEN_XLS = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"

Rangee = tuple[int, Sequence[str]]


@dataclass(frozen=True)
class Ligne:
    """A row of the file: its line, and its cells by column."""

    numero: int
    cellules: dict[str, str] = field(repr=False)


def lire_tableau(nom: str, contenu: bytes) -> tuple[Ligne, ...]:
    """Read the rows of a CSV or XLSX; raises MenagesInvalides for what is no such file."""
    if len(contenu) > TAILLE_MAX:
        raise MenagesInvalides([f"{place(nom)} : le fichier dépasse 1 Mo. Coupez-le en deux."])
    rangees = _rangees(nom, contenu)
    pleines = ((ligne, une) for ligne, une in rangees if any(cell.strip() for cell in une))
    premiere, entetes = next(pleines, (1, ()))
    colonnes = _colonnes(nom, premiere, entetes)
    lignes, fautes = [], []
    for ligne, cellules in pleines:
        if any(cell.strip() for cell in cellules[len(colonnes) :]):
            fautes.append(
                f"{place(nom, ligne)} : plus de cellules que les {len(colonnes)} colonnes de "
                "l'en-tête. Attendu : une cellule par colonne."
            )
        lignes.append(Ligne(ligne, dict(zip(colonnes, cellules, strict=False))))
    if not lignes:
        fautes.append(f"{place(nom)} : aucun ménage sous l'en-tête. Attendu : un par ligne.")
    if len(lignes) > LIGNES_MAX:
        fautes = [f"{place(nom)} : plus de {LIGNES_MAX} ménages. Coupez le fichier en deux."]
    if fautes:
        raise MenagesInvalides(fautes)
    return tuple(lignes)


def est_un_tableau_de_menages(contenu: bytes) -> bool:
    """Tell whether a file sent alone was meant to hold households, however badly it is written.

    Its first line, or row, names the column of the numbers.
    """
    if contenu.startswith(_ZIP):
        premiere = ";".join(entete(contenu))
    else:
        texte = contenu.replace(b"\0", b"").decode("utf-8-sig", "replace")
        premiere = texte.lstrip().partition("\n")[0]
    return REQUISES[0] in _normaliser(premiere)


def _rangees(nom: str, contenu: bytes) -> Iterator[Rangee]:
    """Give (line, cells), by what the file is and not by its name."""
    if contenu.startswith(_ANCIEN_XLS):
        raise MenagesInvalides(
            [
                f"{place(nom)} : ancien classeur Excel (.xls), ou classeur protégé par un mot de "
                "passe. Dans le tableur : enregistrer sous, classeur Excel (.xlsx), sans mot de "
                "passe."
            ]
        )
    if contenu.startswith(_ZIP):
        return lire_classeur(nom, contenu)
    return _lire_csv(nom, _en_texte(nom, contenu))


def _en_texte(nom: str, contenu: bytes) -> str:
    if contenu.startswith(_UTF_16) or b"\0" in contenu[:200]:
        raise MenagesInvalides(
            [
                f"{place(nom)} : le fichier est en UTF-16 (« texte Unicode »). Dans le tableur : "
                "enregistrer sous, CSV UTF-8."
            ]
        )
    try:
        return contenu.decode("utf-8-sig")
    except UnicodeDecodeError as erreur:
        ligne = contenu[: erreur.start].count(b"\n") + 1
        raise MenagesInvalides(
            [
                f"{place(nom, ligne)} : le fichier n'est pas en UTF-8. Dans le tableur : "
                "enregistrer sous, CSV UTF-8."
            ]
        ) from erreur


def _lire_csv(nom: str, texte: str) -> Iterator[Rangee]:
    """Give (line, cells), the separator being a semicolon."""
    premiere = texte.lstrip().partition("\n")[0]
    for signe, mot in ((",", "la virgule"), ("\t", "la tabulation")):
        if ";" not in premiere and signe in premiere:
            raise MenagesInvalides(
                [
                    f"{place(nom, 1)} : le séparateur est {mot}, le point-virgule est attendu. "
                    f"Exemple : {ENTETE}"
                ]
            )
    lecteur = csv.reader(io.StringIO(texte, newline=""), delimiter=";", strict=True)
    debut = 1
    try:
        for cellules in lecteur:
            yield debut, cellules
            debut = lecteur.line_num + 1
    except csv.Error as erreur:
        raise MenagesInvalides(
            [
                f"{place(nom, debut)} : guillemets mal fermés, ou cellule trop longue. Attendu : "
                'des guillemets par paires, "T2, T3".'
            ]
        ) from erreur


def _colonnes(nom: str, ligne: int, entetes: Sequence[str]) -> tuple[str, ...]:
    """Read the header; raises MenagesInvalides with every column that is wrong."""
    noms = [_normaliser(une) for une in entetes]
    while noms and not noms[-1]:
        noms.pop()
    fautes = [_inconnue(nom, ligne, rang, noms) for rang in range(len(noms))]
    fautes = [une for une in fautes if une]
    if manquantes := [une for une in REQUISES if une not in noms]:
        fautes.append(
            f"{place(nom, ligne)} : il manque {liste_fr(manquantes)}. En-tête attendu : {ENTETE}"
        )
    if fautes:
        raise MenagesInvalides(fautes)
    return tuple(noms)


def _inconnue(nom: str, ligne: int, rang: int, noms: Sequence[str]) -> str:
    """Say what is wrong with the header's cell at `rang`, if anything is."""
    une, ou = noms[rang], place(nom, ligne)
    if not une:
        return f"{ou} : la colonne {rang + 1} n'a pas de nom. En-tête attendu : {ENTETE}"
    if une not in COLONNES:
        voisine = proche(une, COLONNES)
        suite = f"Vouliez-vous dire {voisine} ?" if voisine else f"En-tête attendu : {ENTETE}"
        return f"{ou} : la colonne « {extrait(une)} » est inconnue. {suite}"
    if une in noms[:rang]:
        return f"{ou} : la colonne « {une} » est donnée deux fois. Gardez-en une."
    return ""


def _normaliser(entete: str) -> str:
    """Give a column's name whatever its case, accents and spaces: « Numéro unique »."""
    return cle(entete).replace(" ", "_")
