"""From the bytes of a file to rows of text, each cell with its place; no value is read yet."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.texte import extrait
from storage.annexes.classeur import lire_classeur
from storage.annexes.fautes import AnnexesInvalides, place

TAILLE_MAX = 1_000_000
LIGNES_MAX = 1_000


@dataclass(frozen=True)
class Ligne:
    """A row: its line in the file, its cells by header; `lignes` places those of a TOML."""

    numero: int
    cellules: Mapping[str, str]
    lignes: Mapping[str, int] = field(default_factory=dict)

    def place(self, fichier: str, entete: str) -> str:
        """Write where one of its cells is."""
        return place(fichier, self.lignes.get(entete, self.numero), entete)


@dataclass(frozen=True)
class Feuille:
    """A file's headers, as written, the line they stand on, and its rows."""

    entetes: tuple[str, ...]
    lignes: tuple[Ligne, ...]
    numero: int = 1

    def ligne_de(self, entete: str | None) -> int:
        """Give the line of a header; in a TOML, the first that bears that key."""
        if entete is None:
            return self.numero
        ou = (une.lignes[entete] for une in self.lignes if entete in une.lignes)
        return next(ou, self.numero)


def lire_feuille(nom: str, contenu: bytes) -> Feuille:
    """Read a CSV, TOML or XLSX by the file's extension; raises AnnexesInvalides."""
    if len(contenu) > TAILLE_MAX:
        raise AnnexesInvalides(
            [f"{place(nom)} : le fichier dépasse 1 Mo. Gardez une ligne par annexe"]
        )
    if not contenu.strip():
        raise AnnexesInvalides([f"{place(nom)} : le fichier est vide. Exemple : un CSV d'annexes"])
    extension = nom.rpartition(".")[2].casefold()
    if extension == "xlsx":
        return _en_feuille(nom, lire_classeur(nom, contenu, LIGNES_MAX + 2))
    if extension == "toml":
        return _lire_toml(nom, _en_texte(nom, contenu))
    if extension == "csv":
        return _en_feuille(nom, _lire_csv(nom, _en_texte(nom, contenu)))
    raise AnnexesInvalides(
        [f"{place(nom)} : ce fichier n'est ni .csv, ni .toml, ni .xlsx. Exemple : annexes.csv"]
    )


def _en_texte(nom: str, contenu: bytes) -> str:
    try:
        return contenu.decode("utf-8-sig")
    except UnicodeDecodeError as erreur:
        ligne = contenu[: erreur.start].count(b"\n") + 1
        raise AnnexesInvalides(
            [
                f"{place(nom, ligne)} : le fichier n'est pas en UTF-8. Dans le tableur : "
                "enregistrer sous, CSV UTF-8"
            ]
        ) from erreur


def _lire_csv(nom: str, texte: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Give (line, cells), the separator being a semicolon."""
    premiere = texte.lstrip().partition("\n")[0]
    for signe, mot in ((",", "la virgule"), ("\t", "la tabulation")):
        if ";" not in premiere and premiere.count(signe) > 3:
            raise AnnexesInvalides(
                [
                    f"{place(nom, 1)} : le séparateur est {mot}, le point-virgule est attendu. "
                    "Exemple : bailleur;reservataire;annee"
                ]
            )
    lecteur = csv.reader(io.StringIO(texte, newline=""), delimiter=";", strict=True)
    debut = 1
    try:
        for cellules in lecteur:
            yield debut, cellules
            debut = lecteur.line_num + 1
    except csv.Error as erreur:
        raise AnnexesInvalides(
            [
                f"{place(nom, debut)} : guillemets mal fermés ou cellule trop longue. "
                'Exemple : "SIDR";"Le Port"'
            ]
        ) from erreur


def _en_feuille(nom: str, rangees: Iterator[tuple[int, Sequence[str]]]) -> Feuille:
    """Take the first row as headers; blank rows are skipped, uneven ones refused."""
    pleines = ((numero, une) for numero, une in rangees if any(cell.strip() for cell in une))
    premiere, entetes = next(pleines, (1, ()))
    while entetes and not entetes[-1].strip():
        entetes = entetes[:-1]
    lignes: list[Ligne] = []
    fautes: list[str] = []
    for numero, cellules in pleines:
        utiles = list(cellules)
        while len(utiles) > len(entetes) and not utiles[-1].strip():
            utiles.pop()
        if len(utiles) > len(entetes) == 1:
            raise AnnexesInvalides([_titre(nom, premiere, entetes[0])])
        if len(utiles) > len(entetes):
            fautes.append(
                f"{place(nom, numero)} : {len(utiles)} cellules pour {len(entetes)} colonnes. "
                "Exemple : une cellule par colonne de l'en-tête"
            )
        utiles += [""] * (len(entetes) - len(utiles))
        lignes.append(Ligne(numero, dict(zip(entetes, utiles, strict=False))))
    if not lignes:
        fautes.append(f"{place(nom)} : aucune annexe après l'en-tête. Donnez une ligne par annexe")
    return _bornee(nom, Feuille(tuple(entetes), tuple(lignes), premiere), fautes)


def _titre(nom: str, ligne: int, texte: str) -> str:
    return (
        f"{place(nom, ligne)} : « {extrait(texte)} » n'est pas un en-tête. Ôtez les titres "
        "au-dessus de la ligne : bailleur;reservataire;annee"
    )


def _lire_toml(nom: str, texte: str) -> Feuille:
    """Read `[[annexe]]` tables, or one `[annexe]`; what stands before them holds for all."""
    try:
        brut = tomllib.loads(texte, parse_float=str)
    except (ValueError, RecursionError) as erreur:  # A number too long, brackets without end.
        trouvee = re.search(r"at line (\d+)", str(erreur))
        ligne = int(trouvee[1]) if trouvee else texte.count("\n") + 1
        raise AnnexesInvalides(
            [
                f"{place(nom, ligne)} : TOML illisible (une virgule décimale veut des "
                'guillemets). Exemple : taux = "4,80"'
            ]
        ) from erreur
    seules = [un for un in brut.values() if isinstance(un, dict) and "bailleur" in un]
    tables = [table for un in brut.values() if isinstance(un, list) for table in un] + seules
    communs = {cle: un for cle, un in brut.items() if not isinstance(un, list) and un not in seules}
    if not tables and "bailleur" in communs:
        tables, communs = [communs], {}
    if not tables or not all(isinstance(une, dict) for une in tables):
        raise AnnexesInvalides([f"{place(nom)} : aucune annexe. Exemple : [[annexe]]"])
    generales, places = _places(texte)
    fautes: list[str] = []
    lignes = [
        _ligne_toml(nom, communs | table, generales | places.get(rang, {}), fautes)
        for rang, table in enumerate(tables)
    ]
    entetes = tuple(dict.fromkeys(cle for ligne in lignes for cle in ligne.cellules))
    return _bornee(nom, Feuille(entetes, tuple(lignes)), fautes)


def _ligne_toml(
    nom: str, table: Mapping[str, Any], lignes: dict[str, int], fautes: list[str]
) -> Ligne:
    """Write a table's values as cells; `taux = { etat = "30" }` stands for `taux_etat`."""
    cellules: dict[str, str] = {}
    for cle, valeur in table.items():
        plates = valeur if isinstance(valeur, dict) else {"": valeur}
        for suite, une in plates.items():
            entete = f"{cle}_{suite}" if suite else cle
            lignes.setdefault(entete, lignes.get(cle, lignes.get("", 1)))
            if isinstance(une, bool) or not isinstance(une, int | str):
                ou = place(nom, lignes.get(cle, lignes.get("", 1)), entete)
                fautes.append(f"{ou} : un nombre ou un texte est attendu. Exemple : {cle} = 30")
            cellules[entete] = str(une)
    return Ligne(lignes.get("", 1), cellules, lignes)


def _places(texte: str) -> tuple[dict[str, int], dict[int, dict[str, int]]]:
    """Give the line of each key: those that hold for all, then, by rank, those of each table.

    The line of a table's header stands under "".
    """
    generales: dict[str, int] = {"": 1}
    tables: dict[int, dict[str, int]] = {}
    ici = generales
    for numero, ligne in enumerate(texte.splitlines(), 1):
        if re.match(r"\s*(\[\[|\[[^.\]]+\])", ligne):
            ici = tables.setdefault(len(tables), {"": numero})
        elif trouvee := re.match(r"""\s*["']?([^"'=\[\]#]+?)["']?\s*=""", ligne):
            ici[trouvee[1]] = numero
    return generales, tables


def _bornee(nom: str, feuille: Feuille, fautes: list[str]) -> Feuille:
    if len(feuille.lignes) > LIGNES_MAX:
        fautes = [f"{place(nom)} : plus de {LIGNES_MAX} lignes. Gardez une ligne par annexe"]
    if fautes:
        raise AnnexesInvalides(fautes)
    return feuille
