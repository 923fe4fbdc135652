"""What an annexe says, before any file format gives it a shape.

Names of organisations and conventions stay as they were given; only our own sentences are
set as French prints them. No clock: the same annexe is worded the same way for ever.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

from core.domain.convention import Arrondi, Convention, ReglesFlux
from core.domain.flux import EXACT, PLUS_FORT_RESTE, Etape, nombre_fr
from core.texte import jour_fr

_FINE, _INSECABLE = "\u202f", "\u00a0"


@dataclass(frozen=True)
class Ligne:
    """A row of a table. `total`: a result, set apart from what it is made of."""

    libelle: str
    nombre: str
    calcul: str = ""
    source: str = ""
    total: bool = False


@dataclass(frozen=True)
class Section:
    """A numbered part: a sentence, a table under `entete`, points, a note; each may be empty."""

    titre: str
    entete: str = ""
    introduction: str = ""
    lignes: tuple[Ligne, ...] = ()
    points: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Signataire:
    """Who signs: « Pour le bailleur », then the name of the organisation, if known."""

    qualite: str
    nom: str


@dataclass(frozen=True)
class Redaction:
    """A whole annexe. `parties` are labelled names, `signataires` two blocks side by side."""

    titre: str
    convention: str
    parties: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    signataires: tuple[Signataire, ...]


def typographie(phrase: str) -> str:
    """Set a sentence of ours as French prints it: signs tied to their word, curved apostrophes."""
    phrase = phrase.replace("'", "’").replace(_FINE, _INSECABLE)
    phrase = re.sub(r" (?=[;?!])", _FINE, phrase)
    phrase = re.sub(r" (?=[:%€»=×−+≈]|n°)|(?<=[«×−+]) ", _INSECABLE, phrase)
    return re.sub(r"\b(art\.|L[AP]|CCH) (?=\w)", rf"\1{_INSECABLE}", phrase)


def imprimable(nom: str) -> str:
    """Give a name as it was given, but for the characters that no document may hold."""
    return "".join(" " if _interdit(un) else un for un in nom).strip()


def donnee(libelle: str, nombre: object, source: str, calcul: str = "") -> Ligne:
    """Word one figure that the parties give; a text is kept as it is written."""
    ecrit = nombre_fr(nombre) if isinstance(nombre, int) else str(nombre)
    return Ligne(typographie(libelle), typographie(ecrit), typographie(calcul), typographie(source))


def resultat(libelle: str, etape: Etape) -> Ligne:
    """Word one result of the computation: « 62 × 6,89 % = 4,2718, arrondi à 4 »."""
    return Ligne(
        typographie(libelle),
        typographie(nombre_fr(etape.valeur)),
        typographie(explication(etape)),
        typographie(etape.article),
        total=True,
    )


def explication(etape: Etape) -> str:
    """Show how a result is reached; nothing when no operation was needed."""
    if etape.formule == nombre_fr(etape.exact):
        return ""
    if etape.arrondi == EXACT or etape.exact == etape.valeur:
        return etape.formule
    maniere = "plus fort reste" if etape.arrondi == PLUS_FORT_RESTE else "arrondi à"
    return f"{etape.formule} {_egal(etape.exact)}, {maniere} {nombre_fr(etape.valeur)}"


def note_d_arrondi(regles: ReglesFlux) -> str:
    """Say when and how numbers are rounded, and by what source."""
    quand = (
        "une seule fois, sur la part"
        if regles.arrondi.valeur is Arrondi.A_LA_FIN
        else "à chaque étape"
    )
    note = (
        f"Arrondi {quand}, au plus proche, la demie au-dessus. Source : {regles.arrondi.article}."
    )
    if regles.plus_forts_restes.valeur:
        note += f" Parts arrondies au plus fort reste ({regles.plus_forts_restes.article})."
    return typographie(note)


def duree(convention: Convention) -> str:
    """Say from when to when a convention runs."""
    periode = convention.effet.valeur
    if periode.fin is None:
        return f"à compter du {jour_fr(periode.debut)}"
    return f"du {jour_fr(periode.debut)} au {jour_fr(periode.fin)}"


def _egal(exact: Fraction) -> str:
    """Give the sign before a number that is written with four decimals at most."""
    signe = "=" if (exact * 10**4).denominator == 1 else "≈"
    return f"{signe} {nombre_fr(exact)}"


def _interdit(signe: str) -> bool:
    return unicodedata.category(signe) in ("Cc", "Cs") or signe in "\ufffe\uffff"
