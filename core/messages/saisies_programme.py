"""Read what people type about a new programme: its dwellings, one short line each."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time

from core.domain.programmes import LogementNeuf, Particularite, Public
from core.domain.programmes_candidats import INADAPTEE, REFUS
from core.domain.texte_libre import verifier_texte_libre
from core.errors import SaisieInvalide, saisie
from core.messages.saisies import TYPES, lire_financement, lire_montant, lire_type
from core.texte import cle, liste_fr

LOGEMENTS_MAX = 500
EXEMPLE_LOGEMENTS = "3 x T3 PLUS 512,30 85"
_NOMBRE = re.compile(r"^\s*([0-9]{1,4})\s*[x×*]\s+", re.IGNORECASE)
_ENTETES = frozenset({"type", "typologie"})
_PUBLICS = {"asv": Public.ASV, "jeunes": Public.JEUNES, "jeune": Public.JEUNES}
_PARTICULARITES = {cle(un.value.replace("_", " ")): un for un in Particularite} | {
    "habitat inclusif": Particularite.INCLUSIF,
    "habitat participatif": Particularite.PARTICIPATIF,
    "65 ans": Particularite.SENIORS,
    "personnes agees": Particularite.SENIORS,
}


def lire_logements(champ: str, texte: str) -> tuple[LogementNeuf, ...]:
    """Read dwellings, numbered in their order: « 3 x T3 PLUS 512,30 85 [asv|jeunes] » a line.

    Lines end with a line break or a semicolon; a row of a spreadsheet or of a CSV file does too.
    Raises SaisieInvalide, naming the line.
    """
    logements: list[LogementNeuf] = []
    for rang, ligne in enumerate(_lignes(texte), start=1):
        try:
            nombre, un = _lire_ligne(champ, ligne, rang)
        except SaisieInvalide as refus:
            raise SaisieInvalide(refus.phrase, champ) from refus
        if len(logements) + nombre > LOGEMENTS_MAX:
            regle = f"dépasse {LOGEMENTS_MAX} logements pour un programme"
            raise saisie(champ, ligne, regle, EXEMPLE_LOGEMENTS)
        debut = len(logements) + 1
        logements += [replace(un, numero=numero) for numero in range(debut, debut + nombre)]
    if not logements:
        raise saisie(champ, texte.strip(), "ne décrit aucun logement", EXEMPLE_LOGEMENTS)
    return tuple(logements)


def lire_parts(champ: str, texte: str) -> tuple[tuple[str, int], ...]:
    """Read « Le Port 4 ; Territoire de l'Ouest 2 »: names as typed, with numbers of dwellings."""
    parts = []
    exemple = f'{champ}="Le Port 4 ; Territoire de l\'Ouest 2"'
    for ligne in re.split(r"[;,\n]", texte):
        if not ligne.strip():
            continue
        lue = re.fullmatch(r"\s*(.+?)\s*[:=]?\s+(-?[0-9]{1,4})\s*(?:logements?)?\s*", ligne)
        if lue is None:
            raise saisie(champ, ligne.strip(), "n'est pas un nom suivi d'un nombre", exemple)
        if int(lue[2]) < 1:
            raise saisie(champ, ligne.strip(), "ne donne aucun logement (1 au moins)", exemple)
        parts.append((lue[1], int(lue[2])))
    return tuple(parts)


def lire_numeros_de_logements(champ: str, texte: str) -> tuple[int, ...]:
    """Read « 1 3 5-7 », in order, each once as typed."""
    numeros: list[int] = []
    for mot in re.sub(r"\s*[-–à]\s*(?=[0-9])", "-", texte).replace(",", " ").split():
        lu = re.fullmatch(r"([0-9]{1,3})(?:-([0-9]{1,3}))?", mot)
        debut, fin = (int(lu[1]), int(lu[2] or lu[1])) if lu else (0, 0)
        if not 1 <= debut <= fin:
            regle = "n'est ni un numéro de logement ni une suite comme 5-7"
            raise saisie(champ, mot, regle, f'{champ}="1 3 5-7"')
        numeros += range(debut, fin + 1)
    return tuple(numeros)


def lire_repartition(champ: str, texte: str) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Read « Le Port : 1 2 5 ; Territoire de l'Ouest : 3-4 »; a name may be left out if alone."""
    lignes = [une for une in re.split(r"[;\n]", texte) if une.strip()]
    lues = []
    for une in lignes:
        nom, deux_points, numeros = une.rpartition(":")
        if not deux_points and re.search(r"[^\W\d_]{2}", une):
            regle = "n'est pas un nom, deux-points, puis des numéros"
            raise saisie(champ, une.strip(), regle, f'{champ}="Le Port : 1 3 5-7"')
        lues.append((nom.strip(), lire_numeros_de_logements(champ, numeros)))
    return tuple(lues)


def lire_particularites(champ: str, texte: str) -> tuple[Particularite, ...]:
    """Read what is special: « inclusif, participatif, gens du voyage, frange, seniors »."""
    lues = []
    for mot in re.split(r"[;,\n]", texte):
        if cle(mot) in ("", "aucune", "aucun", "non"):
            continue
        if cle(mot) not in _PARTICULARITES:
            connues = liste_fr((un.value.replace("_", " ") for un in Particularite), "ou")
            regle = f"n'est pas une particularité connue ({connues})"
            raise saisie(champ, mot.strip(), regle, f"{champ}=inclusif")
        lues.append(_PARTICULARITES[cle(mot)])
    return tuple(dict.fromkeys(lues))


def lire_echec(champ: str, texte: str) -> str:
    """Read why a candidate fails: not adapted, refused, or in free words (LA 4.2.2).

    Raises DonneePersonnelle for a text that speaks of a person.
    """
    mot = cle(texte)
    if mot.startswith("refus"):
        return REFUS
    if "adapte" in mot and len(mot.split()) <= 5:
        return INADAPTEE
    return verifier_texte_libre(champ, texte)


def lire_heure(champ: str, texte: str) -> str:
    """Read « 14h30 » or « 14:30 »; gives « 14 h 30 »."""
    lue = re.fullmatch(r"([0-9]{1,2})\s*[h:]\s*([0-9]{2})?", texte.strip().casefold())
    try:
        heure = time(int(lue[1]), int(lue[2] or 0)) if lue else None
    except ValueError:
        heure = None
    if heure is None:
        raise saisie(champ, texte, "n'est pas une heure", f"{champ}=14h30")
    return f"{heure.hour} h {heure.minute:02d}" if heure.minute else f"{heure.hour} h"


def lire_numero_de_logement(champ: str, texte: str) -> int:
    """Read the number of one dwelling: 1, 2, 3…"""
    brut = texte.strip()
    if not re.fullmatch(r"[0-9]{1,3}", brut) or int(brut) == 0:
        raise saisie(champ, texte, "n'est pas un numéro de logement", f"{champ}=2")
    return int(brut)


def lire_nombre(champ: str, texte: str) -> int:
    """Read a count of dwellings, 0 allowed."""
    brut = texte.strip()
    if not re.fullmatch(r"[0-9]{1,3}", brut):
        raise saisie(champ, texte, "n'est pas un nombre de logements", f"{champ}=2")
    return int(brut)


def _lignes(texte: str) -> list[str]:
    """Cut a text into lines: a row of a table keeps its cells together."""
    lignes: list[str] = []
    for brute in texte.splitlines():
        cellules = [une.strip() for une in re.split(r"[;\t]", brute)]
        if cle(cellules[0]) in _ENTETES:
            continue
        en_tableau = len(cellules) > 2 and " " not in cellules[0]
        lignes += [" ".join(cellules)] if en_tableau else cellules
    return [une for une in lignes if une.strip()]


def _lire_ligne(champ: str, ligne: str, rang: int) -> tuple[int, LogementNeuf]:
    """Read one line: how many, and which dwelling."""
    ou = f"{champ}, ligne {rang}"
    compte = _NOMBRE.match(ligne)
    nombre = int(compte[1]) if compte else 1
    mots = re.sub(r"€|\+", " ", ligne[compte.end() if compte else 0 :]).split()
    if len(mots) < 4 or nombre < 1:
        regle = f"n'est pas « type financement loyer charges » ({', '.join(TYPES)})"
        raise saisie(ou, ligne.strip(), regle, EXEMPLE_LOGEMENTS)
    loyer, charges = lire_montant(ou, mots[2]), lire_montant(ou, mots[3])
    if not loyer:
        raise saisie(ou, mots[2], "est un loyer nul", EXEMPLE_LOGEMENTS)
    un = LogementNeuf(0, lire_type(ou, mots[0]), lire_financement(ou, mots[1]), loyer, charges)
    return nombre, replace(un, public=_public(ou, mots[4:]))


def _public(ou: str, mots: list[str]) -> Public:
    if not mots:
        return Public.TOUS
    mot = cle(mots[0])
    if len(mots) > 1 or mot not in _PUBLICS:
        regle = "n'est ni « asv » (personnes âgées ou handicapées) ni « jeunes »"
        raise saisie(ou, " ".join(mots), regle, f"{EXEMPLE_LOGEMENTS} asv")
    return _PUBLICS[mot]
