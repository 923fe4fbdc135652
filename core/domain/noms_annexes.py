"""How people read what annexes name: columns as names, and annexes told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from core.domain.annexes import Annexe, AnnexeLP
from core.texte import cle, liste_fr, pluriel

_CONNUS = {
    "etat": "État",
    "l'etat": "État",
    "agents": "Agents de l'État",
    "agents etat": "Agents de l'État",
    "etat agents": "Agents de l'État",
    "bailleur": "Bailleur",
    "action logement": "Action Logement",
}
_ACCENTS = {
    "metropole": "Métropole",
    "departement": "Département",
    "region": "Région",
    "communaute": "Communauté",
    "agglomeration": "Agglomération",
    "prefet": "Préfet",
    "prefecture": "Préfecture",
    "etat": "État",
    "reserve": "réservé",
}
_SIGLES = frozenset({"als", "chu", "ddets", "deets", "ddt", "epci", "ccas"})
_LIAISONS = frozenset({"de", "du", "des", "la", "le", "les", "et", "en", "sur", "aux"})


def nom_lisible(nom: str, connus: Iterable[str] = ()) -> str:
    """Give the name that people read: « etat » is « État »; `connus` are names as registered.

    A name that already has capitals, or other signs than letters and digits, is left as written.
    """
    mots = nom.replace("_", " ").strip()
    voulu = cle(mots)
    enregistre = next((un for un in connus if cle(un) == voulu), None)
    if enregistre or voulu in _CONNUS:
        return enregistre or _CONNUS[voulu]
    if mots != mots.lower() or not re.fullmatch(r"[\w\s'’.-]+", mots):
        return mots
    return " ".join(_mot(un, rang) for rang, un in enumerate(mots.split()))


def designer(annexes: Sequence[Annexe]) -> list[str]:
    """Name each annexe by its bailleur, and by what else tells it apart: « SIDR (Le Port) »."""
    groupes: dict[str, list[Annexe]] = {}
    for une in annexes:
        groupes.setdefault(cle(une.bailleur), []).append(une)
    precisions = {nom: _precisions(siennes) for nom, siennes in groupes.items()}
    return [_designer(une, precisions[cle(une.bailleur)]) for une in annexes]


def liste_bornee(noms: Iterable[str], maximum: int = 6) -> str:
    """List a few names as French does, and say how many more there are."""
    tous = list(noms)
    if len(tous) <= maximum:
        return liste_fr(tous)
    return liste_fr([*tous[:maximum], pluriel(len(tous) - maximum, "autre")])


def _mot(mot: str, rang: int) -> str:
    if mot in _SIGLES:
        return mot.upper()
    if rang and mot in _LIAISONS:
        return mot
    return _ACCENTS.get(mot) or mot[:1].upper() + mot[1:]


def _precisions(siennes: Sequence[Annexe]) -> tuple[bool, bool]:
    """Tell whether a bailleur's annexes differ by réservataire, and by year."""
    qui = {cle(une.reservataire) if isinstance(une, AnnexeLP) else "" for une in siennes}
    return len(qui) > 1, len({une.annee for une in siennes}) > 1


def _designer(annexe: Annexe, precisions: tuple[bool, bool]) -> str:
    par_reservataire, par_annee = precisions
    dites = []
    if isinstance(annexe, AnnexeLP) and par_reservataire:
        dites.append(nom_lisible(annexe.reservataire))
    if par_annee:
        dites.append(str(annexe.annee))
    return f"{annexe.bailleur} ({', '.join(dites)})" if dites else annexe.bailleur
