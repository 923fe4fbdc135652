"""Read a file of priority households strictly: every fault is named with its line and column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from core.domain.importation import MenageImporte
from core.domain.numero_unique import NumeroUnique, lire_numero_unique
from core.domain.prioritaires import Voie
from core.domain.regles_priorite import ReglesPriorite
from core.errors import Refus
from core.messages.saisies import TYPES, lire_date, lire_lieu, lire_oui_non, lire_type
from core.texte import cle
from storage.menages_importes.fautes import MenagesInvalides, masquer, place
from storage.menages_importes.tableau import REQUISES, Ligne, lire_tableau

VOIES = {
    "rapport": Voie.RAPPORT,
    "formulaire": Voie.FORMULAIRE,
    "bailleur": Voie.BAILLEUR,
    "automatique": Voie.AUTOMATIQUE,
}
"""How a file names the four roads (LA 3.1)."""
_SCIENTIFIQUE = re.compile(r"[0-9][.,]?[0-9]*E\+?[0-9]{2}", re.IGNORECASE)


class _Illisible(ValueError):
    """A cell that is not what its column holds; the rule it breaks and a right value."""

    def __init__(self, regle: str, attendu: str) -> None:
        super().__init__(regle)
        self.regle, self.attendu = regle, attendu


def lire_menages(nom: str, contenu: bytes, regles: ReglesPriorite) -> tuple[MenageImporte, ...]:
    """Read a CSV or XLSX of households, their categories being the convention's.

    Raises MenagesInvalides with every fault of the file (twenty at most), each a sentence that
    quotes no number, no category and no name.
    """
    lignes = lire_tableau(nom, contenu)
    fautes: list[str] = []
    lecteurs = _lecteurs(regles)
    lues = [_lire(nom, ligne, lecteurs, fautes) for ligne in lignes]
    fautes += _doublons(nom, lignes, lues)
    if fautes:
        raise MenagesInvalides(fautes)
    return tuple(
        MenageImporte(ligne.numero, **valeurs) for ligne, valeurs in zip(lignes, lues, strict=True)
    )


def _lire(
    nom: str, ligne: Ligne, lecteurs: Mapping[str, _Lecteur], fautes: list[str]
) -> dict[str, Any]:
    """Read the cells of a row, adding what is wrong to `fautes`."""
    valeurs: dict[str, Any] = {}
    for colonne, (champ, lire) in lecteurs.items():
        texte = ligne.cellules.get(colonne, "").strip()
        if not texte and colonne not in REQUISES:
            continue
        try:
            valeurs[champ] = lire(texte)
        except _Illisible as faute:
            ou = place(nom, ligne.numero, colonne)
            dit = f"« {masquer(texte)} » {faute.regle}" if texte else "la cellule est vide"
            fautes.append(f"{ou} : {dit}. Attendu : {faute.attendu}.")
    return valeurs


def _doublons(
    nom: str, lignes: Sequence[Ligne], lues: Sequence[Mapping[str, Any]]
) -> Iterator[str]:
    """Name the rows that give the same household again."""
    vues: dict[NumeroUnique, int] = {}
    for ligne, valeurs in zip(lignes, lues, strict=True):
        numero = valeurs.get("numero")
        if numero is None:
            continue
        if premiere := vues.get(numero):
            ou = place(nom, ligne.numero, "numero_unique")
            yield (
                f"{ou} : « {numero.masque} » est déjà à la ligne {premiere}. Attendu : un ménage "
                "par ligne."
            )
        vues.setdefault(numero, ligne.numero)


_Lecteur = tuple[str, Callable[[str], Any]]


def _lecteurs(regles: ReglesPriorite) -> dict[str, _Lecteur]:
    """Give, by column, the field it fills and its reader."""
    formes = {cle(une.code): une.code for une in regles.categories}
    formes |= {cle(une.libelle): une.code for une in regles.categories}
    codes = ", ".join(une.code for une in regles.categories)

    def categorie(texte: str) -> str:
        if cle(texte) not in formes:
            raise _Illisible("n'est pas une catégorie de la convention", f"l'un des codes {codes}")
        return formes[cle(texte)]

    return {
        "numero_unique": ("numero", _numero),
        "categorie": ("categorie", categorie),
        "voie": ("voie", _voie),
        "types": ("types", _types),
        "communes": ("communes", _communes),
        "reconnu_le": ("reconnu_le", _date),
        "urgent": ("urgent", _oui_non),
        "bailleur": ("bailleur", str),
        "caleol": ("caleol", _date),
        "confirme": ("confirme", _oui_non),
    }


def _numero(texte: str) -> NumeroUnique:
    if _SCIENTIFIQUE.fullmatch(texte):
        raise _Illisible(
            "est un nombre que le tableur a arrondi", "une colonne au format Texte, 18 caractères"
        )
    try:
        return lire_numero_unique(texte)
    except Refus as refus:
        regle = refus.phrase.partition(" » : il ")[2].partition(". Exemple")[0]
        raise _Illisible(regle, "les 18 caractères du numéro unique") from None


def _voie(texte: str) -> Voie:
    formes = {**VOIES, **{cle(une): une for une in Voie}}
    if cle(texte) not in formes:
        raise _Illisible("n'est pas une voie d'inscription", ", ".join(VOIES))
    return formes[cle(texte)]


def _types(texte: str) -> tuple[str, ...]:
    return _liste(
        texte, r"[,/]|\s+(?=[TF0-9])", lire_type, f"n'est pas une typologie ({', '.join(TYPES)})"
    )


def _communes(texte: str) -> tuple[str, ...]:
    return _liste(texte, r"[,/]", lire_lieu, "n'est pas un nom de commune")


def _liste(
    texte: str, separateur: str, lecteur: Callable[[str, str], str], regle: str
) -> tuple[str, ...]:
    try:
        morceaux = (un.strip() for un in re.split(separateur, texte))
        return tuple(dict.fromkeys(lecteur("", un) for un in morceaux if un))
    except Refus:
        exemple = "T2, T3" if lecteur is lire_type else "Nantes, Rezé"
        raise _Illisible(regle, exemple) from None


def _date(texte: str) -> date:
    try:
        return lire_date("", texte)
    except Refus:
        raise _Illisible("n'est pas une date du calendrier", "15/01/2027") from None


def _oui_non(texte: str) -> bool:
    try:
        return lire_oui_non("", texte)
    except Refus:
        raise _Illisible("n'est ni « oui » ni « non »", "oui") from None
