"""Read one cell of an annexe; `Illisible` names the rule and a right example."""

from __future__ import annotations

import re
from decimal import Decimal

from storage.annexes.fautes import Illisible

NOM_MAX = 120
NOMBRE_MAX = 10_000_000
_GROUPES = re.compile(r"[0-9]{1,3}([ \u00a0\u202f][0-9]{3})+")


def lire_nom(texte: str) -> str:
    """Read the name of a bailleur or a réservataire: one line, 120 characters at most."""
    nom = " ".join("".join(c if c.isprintable() else " " for c in texte).split())
    if not nom:
        raise Illisible("est vide", "SIDR")
    if len(nom) > NOM_MAX:
        raise Illisible(f"dépasse {NOM_MAX} caractères", "SIDR")
    return nom


def lire_annee(texte: str) -> int:
    """Read a year, 2000 to 2100."""
    _exiger(texte, "2024")
    brut = texte.strip()
    if not re.fullmatch(r"[0-9]{4}", brut, re.ASCII) or not 2000 <= int(brut) <= 2100:
        raise Illisible("n'est pas une année entre 2000 et 2100", "2024")
    return int(brut)


def lire_nombre(texte: str) -> int:
    """Read a number of dwellings: whole, not negative; « 1 583 » is understood."""
    _exiger(texte, "1583")
    brut = _sans_groupes(texte)
    if re.fullmatch(r"[-−]\s*[0-9]+([.,][0-9]+)?", brut):
        raise Illisible("est négatif", "0")
    if re.fullmatch(r"[0-9]{1,3}[.,][0-9]{3}", brut):
        raise Illisible("est ambigu : milliers ou décimales", "1583")
    if re.fullmatch(r"[0-9]+[.,][0-9]+", brut):
        raise Illisible("n'est pas un nombre entier de logements", "1583")
    if not re.fullmatch(r"[0-9]{1,20}", brut, re.ASCII):
        raise Illisible("n'est pas un nombre de logements", "1583")
    if int(brut) > NOMBRE_MAX:
        raise Illisible("dépasse dix millions de logements", "1583")
    return int(brut)


def lire_nombre_ou_rien(texte: str) -> int:
    """Read a number of dwellings that is 0 when the cell is empty."""
    return lire_nombre(texte) if texte.strip() else 0


def lire_report(texte: str) -> int:
    """Read what the year before left owed: dwellings, negative when it gave too many."""
    brut = texte.strip().replace("−", "-")
    return -lire_nombre(brut[1:]) if brut.startswith("-") else lire_nombre_ou_rien(brut)


def lire_taux(texte: str) -> Decimal:
    """Read a percentage, 0 to 100: « 4,80 », « 4.80 », « 4,80 % ».

    A share of one (« 0,048 ») is refused: below 1 %, three decimals need the sign %.
    """
    _exiger(texte, "4,80")
    brut = re.sub(r"\s*%$", "", texte.strip())
    if re.fullmatch(r"[-−]\s*[0-9]+([.,][0-9]+)?", brut):
        raise Illisible("est négatif", "4,80")
    if not re.fullmatch(r"[0-9]{1,20}([.,][0-9]{1,20})?", brut, re.ASCII):
        raise Illisible("n'est pas un pourcentage", "4,80")
    taux = Decimal(brut.replace(",", "."))
    if taux > 100:
        raise Illisible("n'est pas un pourcentage entre 0 et 100", "4,80")
    decimales = len(brut.replace(",", ".").partition(".")[2])
    if 0 < taux < 1 and decimales > 2 and "%" not in texte:
        raise Illisible("semble une fraction : un taux s'écrit en pourcentage", "4,80 (ou 0,048 %)")
    return taux


def lire_taux_ou_rien(texte: str) -> Decimal | None:
    """Read a percentage that another document may give."""
    return lire_taux(texte) if texte.strip() else None


def lire_imprime(texte: str) -> Decimal | None:
    """Read a result as printed: any number, or nothing when the document prints none."""
    if not texte.strip():
        return None
    brut = _sans_groupes(texte).replace("−", "-")
    if not re.fullmatch(r"-?[0-9]{1,20}([.,][0-9]{1,20})?", brut, re.ASCII):
        raise Illisible("n'est pas un nombre", "93")
    if re.fullmatch(r"[0-9]{1,3}[.,][0-9]{3}", brut):
        raise Illisible("est ambigu : milliers ou décimales", "1583")
    return Decimal(brut.replace(",", "."))


def _exiger(texte: str, exemple: str) -> None:
    if not texte.strip():
        raise Illisible("est vide", exemple)


def _sans_groupes(texte: str) -> str:
    """Take the spaces off « 1 583 »; anything else stays as it is."""
    brut = texte.strip()
    return re.sub(r"\s", "", brut) if _GROUPES.fullmatch(brut.lstrip("-−")) else brut
