"""The lines that are not counted: where, what was read, what was expected."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from core.texte import extrait, pluriel
from storage.rpls.atelier import Atelier
from storage.rpls.controles import Controle
from storage.rpls.entete import SEPARATEUR, UTF8, Entete
from storage.rpls.lecture import TABLE
from storage.rpls.mesures import valide

FAUTES_MAX = 100_000
"""Faults listed at most: beyond, the file is to be made again, not corrected line by line."""

_VALEUR_MAX = 1 << 30

TITRES = ("fichier", "ligne", "colonne", "valeur", "attendu")


@dataclass(frozen=True)
class Rejet:
    """A fault: the line in the file (the header is line 1), the column, the value as read."""

    ligne: int
    colonne: str
    valeur: str
    attendu: str


def nombre_de_rejets(poste: Atelier, regles: Sequence[Controle]) -> tuple[int, int]:
    """Give the number of lines read, and of those rejected, whatever the reason."""
    lues, bonnes = poste.lignes(
        f"SELECT count(*), coalesce(count_if({valide(regles)}), 0) FROM {TABLE}"
    )[0]
    mal_coupees = len(_mal_coupees(poste))
    return lues + mal_coupees, lues - bonnes + mal_coupees


def rejets(poste: Atelier, entete: Entete, regles: Sequence[Controle]) -> list[Rejet]:
    """List the faults by line, every fault of a line."""
    coupes = _mal_coupees(poste)
    fautes = poste.lignes(_requete(regles))
    if not fautes and not coupes:
        return []
    rangs = [rang for rang, _, _ in fautes]
    numeros, lignes_coupees = _numeroter(poste, entete, rangs, sorted(coupes))
    en_colonnes = f"{len(entete.colonnes)} valeurs séparées par « ; »"
    mal_coupees = (
        _mal_coupee(ligne, coupes[rang], en_colonnes)
        for ligne, rang in zip(lignes_coupees, sorted(coupes), strict=True)
    )
    de_valeur = (
        Rejet(numeros[rang], regles[regle].colonne, valeur or "", regles[regle].attendu)
        for rang, regle, valeur in fautes
    )
    return sorted(chain(mal_coupees, de_valeur), key=lambda un: un.ligne)


def ecrire_rapport(chemin: Path, fichier: Path, fautes: Iterable[Rejet]) -> None:
    """Write the faults as CSV (`;`, UTF-8): file, line, column, value, expected."""
    with chemin.open("w", encoding="utf-8", newline="") as ouvert:
        sortie = csv.writer(ouvert, delimiter=SEPARATEUR)
        sortie.writerow(TITRES)
        for une in fautes:
            sortie.writerow(
                (fichier.name, une.ligne, une.colonne, extrait(une.valeur), une.attendu)
            )


def _requete(regles: Sequence[Controle]) -> str:
    fautes = ", ".join(
        f"CASE WHEN coalesce({une.condition}, false) THEN NULL "
        f"ELSE {{'regle': {rang}, 'valeur': {une.colonne}}} END"
        for rang, une in enumerate(regles)
    )
    return (
        f"SELECT rang, faute.regle, faute.valeur FROM (SELECT rang, unnest([{fautes}]) AS faute "
        f"FROM {TABLE} WHERE NOT {valide(regles)}) WHERE faute IS NOT NULL "
        f"ORDER BY rang, faute.regle LIMIT {FAUTES_MAX}"
    )


def _mal_coupees(poste: Atelier) -> dict[int, str]:
    """Give the lines with too few or too many values, as DuckDB numbers them, and why."""
    return dict(poste.lignes("SELECT line, min(error_message) FROM reject_errors GROUP BY line"))


def _mal_coupee(ligne: int, raison: str, en_colonnes: str) -> Rejet:
    if octets := re.search(r"line size of (\d+) bytes", raison):
        attendu = f"{octets[1]} octets au plus : un guillemet manque peut-être"
        return Rejet(ligne, "longueur", "ligne trop longue", attendu)
    trouvees = re.search(r"Found: (\d+)", raison)
    valeur = pluriel(int(trouvees[1]), "valeur") if trouvees else "autre nombre de valeurs"
    return Rejet(ligne, "séparateur", valeur, en_colonnes)


def _numeroter(
    poste: Atelier, entete: Entete, rangs: Sequence[int], coupes: Sequence[int]
) -> tuple[dict[int, int], list[int]]:
    """Give the line in the file of each rank, and of each badly cut line.

    Every line is a record in an ordinary file: ranks just skip the badly cut ones. Where lines
    are blank or values hold line breaks, the file is read once more to count them.
    """
    lues = poste.lignes(f"SELECT count(*) FROM {TABLE}")[0][0]
    if _lignes_physiques(entete.fichier) != 1 + lues + len(coupes):
        return _compter_les_lignes(entete, rangs)
    numeros, passees = {}, 0
    for rang in sorted(set(rangs)):
        while passees < len(coupes) and coupes[passees] <= rang + 1 + passees:
            passees += 1
        numeros[rang] = rang + 1 + passees
    return numeros, list(coupes)


def _lignes_physiques(fichier: Path) -> int:
    """Count the lines, the last one with or without its end."""
    nombre, dernier = 0, b"\n"
    with fichier.open("rb") as ouvert:
        while bloc := ouvert.read(1 << 20):
            nombre += bloc.count(b"\n")
            dernier = bloc[-1:]
    return nombre + (dernier != b"\n")


def _compter_les_lignes(entete: Entete, rangs: Iterable[int]) -> tuple[dict[int, int], list[int]]:
    voulus, numeros, coupees, rang = set(rangs), {}, [], 0
    for ligne, valeurs in _enregistrements(entete):
        if len(valeurs) != len(entete.colonnes):
            coupees.append(ligne)
            continue
        rang += 1
        if rang in voulus:
            numeros[rang] = ligne
    return numeros, coupees


def _enregistrements(entete: Entete) -> Iterator[tuple[int, list[str]]]:
    """Give the first line and the values of each record, blank lines and header left out."""
    with entete.lisible.open(encoding=UTF8, errors="replace", newline="") as ouvert:
        csv.field_size_limit(_VALEUR_MAX)
        lecteur = csv.reader(ouvert, delimiter=SEPARATEUR)
        next(lecteur)
        debut = lecteur.line_num + 1
        for valeurs in lecteur:
            if valeurs:
                yield debut, valeurs
            debut = lecteur.line_num + 1
