"""Read the words after a command: positions, `clé=valeur`, any kind of quotes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from core.errors import SaisieInvalide
from core.texte import cle, extrait, liste_fr, proche

_FERMANTS = {
    '"': '"”“',
    "“": '”"“',
    "”": '”"',
    "„": '“”"',
    "«": "»",
    "'": "'’",
    "‘": "’'",
    "’": "’'",
}
_APOSTROPHES = frozenset("'‘’")
_CLE = re.compile(r"([^\W\d_]\w*)\s*=\s*")
_REFERENCE = re.compile(r"([A-Za-z]{2,3})[-\s‑–]?([0-9]{4})[-\s‑–]([0-9]{1,6})")
_UNITES = frozenset({"€", "euros", "euro", "mois"})


@dataclass(frozen=True)
class Arguments:
    """What followed the command: words by position, and values by key."""

    mots: tuple[str, ...] = field(default=(), repr=False)
    valeurs: Mapping[str, str] = field(default_factory=dict, repr=False)

    def __bool__(self) -> bool:
        """Tell whether anything was given."""
        return bool(self.mots or self.valeurs)

    def cles_permises(self, permises: Collection[str], commande: str) -> None:
        """Raise SaisieInvalide for a key that the command does not know, naming the nearest."""
        for nom in self.valeurs:
            if nom in permises:
                continue
            voisin = proche(nom, permises)
            aide = f"Clés permises : {liste_fr(sorted(permises))}."
            if voisin:
                aide = f"Vouliez-vous dire « {voisin}= » ?"
            elif not permises:
                aide = f"Cette commande n'a pas de clé. Exemple : /{commande} AV-2026-0001"
            raise SaisieInvalide(f"/{commande} ne connaît pas « {extrait(nom)}= ». {aide}", nom)


def decouper(texte: str) -> Arguments:
    """Split the text after a command; keys lose case and accents.

    Raises SaisieInvalide for a quote never closed or a key given twice.
    """
    mots: list[str] = []
    valeurs: dict[str, str] = {}
    reste = unicodedata.normalize("NFC", texte).strip()
    while reste:
        trouve = _CLE.match(reste)
        if trouve:
            nom = cle(trouve[1])
            if nom in valeurs:
                raise SaisieInvalide(f"« {nom}= » est donné deux fois : gardez-en un seul.", nom)
            suite = reste[trouve.end() :]
            oubliee = trouve[0][-1].isspace() and _CLE.match(suite)
            valeurs[nom], reste = ("", suite) if oubliee else _valeur(suite)
        else:
            mot, reste = _valeur(reste)
            if cle(mot) not in _UNITES:
                mots.append(mot)
        reste = reste.lstrip()
    return Arguments(tuple(mots), valeurs)


def _valeur(texte: str) -> tuple[str, str]:
    """Read one value, quoted or not; give it with what follows."""
    if texte and texte[0] in _FERMANTS:
        for position in range(1, len(texte)):
            suite = texte[position + 1 : position + 2]
            if texte[position] in _FERMANTS[texte[0]] and (not suite or suite.isspace()):
                return texte[1:position].strip(), texte[position + 1 :]
        if texte[0] not in _APOSTROPHES:
            raise SaisieInvalide(
                f"Un guillemet ouvert n'est pas refermé : {texte[:30]}… "
                'Exemple : quartier="Rivière des Galets"'
            )
    mot = re.match(r"\S*", texte)
    valeur = mot.group() if mot else ""
    return valeur, texte[len(valeur) :]


def lire_reference(mot: str) -> str | None:
    """Read a reference in any case, with or without leading zeros; None if it is not one."""
    trouve = _REFERENCE.fullmatch(mot.strip(" .,;"))
    return f"{trouve[1].upper()}-{trouve[2]}-{int(trouve[3]):04d}" if trouve else None


def exiger_reference(mots: Sequence[str], commande: str) -> str:
    """Give the reference that must come first; raises SaisieInvalide with an example."""
    reference = lire_reference(mots[0]) if mots else None
    if reference is None:
        donne = f"« {extrait(mots[0])} » n'est pas une référence" if mots else "la référence manque"
        raise SaisieInvalide(
            f"/{commande} : {donne}. Exemple : /{commande} AV-2026-0001", "reference"
        )
    return reference


def exiger_rien_de_plus(mots: Sequence[str], commande: str, exemple: str) -> None:
    """Raise SaisieInvalide when words are left that nothing explains: quotes are missing."""
    if mots:
        raise SaisieInvalide(
            f"/{commande} : je ne sais pas où ranger « {extrait(' '.join(mots))} ». Mettez entre "
            f"guillemets une valeur de plusieurs mots. Exemple : {exemple}"
        )
