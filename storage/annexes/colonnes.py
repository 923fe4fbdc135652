"""The columns of each variant's annexes: names, order, and how a cell is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from core.domain.convention import Variante
from core.texte import cle, extrait, liste_fr, proche
from storage.annexes import cellules
from storage.rpls.nomenclature import REQUISES

TAUX, PART = "taux_", "part_"
"""In LA, each réservataire has its share and its result: `taux_etat`, `part_etat`."""


@dataclass(frozen=True)
class Colonne:
    """A column: its name, the reader of its cells, whether a file must have it."""

    nom: str
    lire: Callable[[str], Any]
    requise: bool = True

    @property
    def imprimee(self) -> bool:
        """Tell whether it holds a result, which is recomputed and never trusted."""
        return self.lire is cellules.lire_imprime


def _nombres(*noms: str) -> tuple[Colonne, ...]:
    return tuple(Colonne(nom, cellules.lire_nombre) for nom in noms)


def _imprimes(*noms: str) -> tuple[Colonne, ...]:
    return tuple(Colonne(nom, cellules.lire_imprime, requise=False) for nom in noms)


_LP = (
    Colonne("bailleur", cellules.lire_nom),
    Colonne("reservataire", cellules.lire_nom),
    Colonne("annee", cellules.lire_annee),
    *_nombres("patrimoine", "defense_sante", "ventes", "demolitions", "habitat_inclusif"),
    Colonne("taux_rotation", cellules.lire_taux),
    *_nombres("anru", "lhi", "mutations"),
    Colonne("taux", cellules.lire_taux),
    Colonne("orcod", cellules.lire_nombre_ou_rien, requise=False),
    Colonne("report", cellules.lire_report, requise=False),
    *_imprimes("parc_soumis", "flux", "mobilisables", "part"),
    Colonne("taux_rapport", cellules.lire_taux_ou_rien, requise=False),
)
_LA = (
    Colonne("bailleur", cellules.lire_nom),
    Colonne("annee", cellules.lire_annee),
    *_nombres("patrimoine", "programmes_neufs", "demolitions", "ventes", "exclus"),
    *(Colonne(nom, cellules.lire_taux) for nom in ("taux_n1", "taux_n2", "taux_n3")),
    *_nombres("mutations", "renovation_urbaine", "orcod", "insalubrite"),
    *_imprimes("parc_soumis", "a", "b", "c"),
)
COLONNES = {Variante.LP: _LP, Variante.LA: _LA}
RESULTATS = {
    Variante.LP: ("parc_soumis", "flux", "mobilisables", "part"),
    Variante.LA: ("parc_soumis", "a", "b", "c"),
}
"""The results added to a row; in LA, one `part_<reservataire>` each comes after."""
SIGNES = {
    Variante.LP: frozenset({"reservataire", "taux_rotation", "anru", "lhi", "taux"}),
    Variante.LA: frozenset({"programmes_neufs", "taux_n1", "taux_n2", "taux_n3", "exclus"}),
}
"""The columns that only this variant has: they tell a file of the other convention."""
RPLS_MIN = 4
"""Columns of RPLS that a file needs to be taken for a declaration."""
CONVENTIONS = {Variante.LP: "le-port-2024", Variante.LA: "loire-atlantique-2024"}
"""A shipped convention of each variant, to name in a refusal."""


def normaliser(entete: str) -> str:
    """Give the name of a column whatever its case, accents, spaces: « Taux rotation »."""
    return cle(entete).replace(" ", "_")


def reconnaitre(entetes: Sequence[str], variante: Variante) -> dict[str, Colonne]:
    """Give the column that each known header names; a réservataire keeps its name as written.

    The name is the one of its share: `part_etat` beside `taux_État` is the result of « État ».
    """
    trouvees = {une: _reconnaitre(une, variante) for une in entetes}
    connues = {entete: une for entete, une in trouvees.items() if une}
    parts = {
        normaliser(une.nom)[len(TAUX) :]: une.nom[len(TAUX) :]
        for une in connues.values()
        if une.nom.startswith(TAUX)
    }
    return {
        entete: replace(une, nom=PART + parts.get(nom[len(PART) :], une.nom[len(PART) :]))
        if variante is Variante.LA and (nom := normaliser(entete)).startswith(PART)
        else une
        for entete, une in connues.items()
    }


def _reconnaitre(entete: str, variante: Variante) -> Colonne | None:
    nom = normaliser(entete)
    connue = next((une for une in COLONNES[variante] if une.nom == nom), None)
    if connue or variante is Variante.LP or nom == "taux_rapport":
        return connue
    if nom.startswith(TAUX) and nom != TAUX:
        return Colonne(TAUX + entete.strip()[len(TAUX) :].strip(), cellules.lire_taux)
    if nom.startswith(PART) and nom != PART:
        return Colonne(PART + entete.strip()[len(PART) :].strip(), cellules.lire_imprime, False)
    return None


@dataclass(frozen=True)
class FauteDeColonne:
    """What is wrong with the columns; `entete` is the one at fault, if one is."""

    phrase: str
    entete: str | None = None


def fautes_d_entete(entetes: Sequence[str], variante: Variante) -> Iterator[FauteDeColonne]:
    """Say what is wrong with the columns: of another file, unknown, twice, or missing."""
    noms = [normaliser(une) for une in entetes]
    if phrase := _autre_fichier(noms, variante):
        yield FauteDeColonne(phrase)
        return
    connues = [une.nom for une in COLONNES[variante]]
    reconnues = reconnaitre(entetes, variante)
    for rang, (entete, nom) in enumerate(zip(entetes, noms, strict=True), 1):
        if not nom:
            phrase = f"la colonne {rang} n'a pas de nom. Exemple : {connues[0]}"
            yield FauteDeColonne(phrase, entete)
        elif entete not in reconnues:
            voisine = proche(nom, connues)
            suite = f"Vouliez-vous dire {voisine} ?" if voisine else "Ôtez-la de ce fichier"
            phrase = f"la colonne « {extrait(entete)} » est inconnue. {suite}"
            yield FauteDeColonne(phrase, entete)
        elif nom in noms[: rang - 1]:
            phrase = f"la colonne « {extrait(entete)} » est donnée deux fois. Gardez-en une"
            yield FauteDeColonne(phrase, entete)
    requises = [une.nom for une in COLONNES[variante] if une.requise]
    if manquantes := [nom for nom in requises if nom not in noms]:
        phrase = f"il manque : {liste_fr(manquantes)}. En-tête attendu : {';'.join(requises)}"
        yield FauteDeColonne(phrase)
    yield from _fautes_des_parts(entetes, variante)


def _autre_fichier(noms: Sequence[str], variante: Variante) -> str | None:
    """Tell a file that holds something else: an RPLS declaration, the other variant's annexes."""
    if len({une.casefold() for une in REQUISES}.intersection(noms)) >= RPLS_MIN:
        return (
            "c'est une déclaration RPLS, pas une annexe. Sur le serveur : "
            "fluxbot parc import FICHIER"
        )
    autre = Variante.LA if variante is Variante.LP else Variante.LP
    if len(SIGNES[autre].intersection(noms)) > len(SIGNES[variante].intersection(noms)):
        return (
            f"ces colonnes sont celles de la variante {autre.upper()}, la convention choisie "
            f"suit {variante.upper()}. Exemple : --convention {CONVENTIONS[autre]}"
        )
    return None


def _fautes_des_parts(entetes: Sequence[str], variante: Variante) -> Iterator[FauteDeColonne]:
    """In LA: at least one share, and a result only for a réservataire that has one."""
    if variante is Variante.LP:
        return
    noms = {normaliser(une): une for une in entetes}
    parts = {nom for nom in noms if nom.startswith(TAUX)} - {"taux_n1", "taux_n2", "taux_n3"}
    if not parts:
        yield FauteDeColonne("aucune part de réservataire. Exemple : une colonne taux_etat")
    for nom, entete in noms.items():
        if nom.startswith(PART) and TAUX + nom[len(PART) :] not in parts:
            phrase = f"la colonne « {nom} » n'a pas son taux. Exemple : {TAUX}{nom[len(PART) :]}"
            yield FauteDeColonne(phrase, entete)
