"""The columns of each variant's annexes: names, order, and how a cell is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from core.domain.convention import Variante
from core.texte import cle, extrait, liste_fr, proche
from storage.annexes import cellules

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
CONVENTIONS = {Variante.LP: "le-port-2024", Variante.LA: "loire-atlantique-2024"}
"""A shipped convention of each variant, to name in a refusal."""


def normaliser(entete: str) -> str:
    """Give the name of a column whatever its case, accents, spaces: « Taux rotation »."""
    return cle(entete).replace(" ", "_")


def reconnaitre(entete: str, variante: Variante) -> Colonne | None:
    """Give the column that a header names; a réservataire keeps its name as written."""
    nom = normaliser(entete)
    connue = next((une for une in COLONNES[variante] if une.nom == nom), None)
    if connue or variante is Variante.LP or nom == "taux_rapport":
        return connue
    if nom.startswith(TAUX) and nom != TAUX:
        return Colonne(TAUX + entete.strip()[len(TAUX) :].strip(), cellules.lire_taux)
    if nom.startswith(PART) and nom != PART:
        return Colonne(PART + entete.strip()[len(PART) :].strip(), cellules.lire_imprime, False)
    return None


def fautes_d_entete(entetes: Sequence[str], variante: Variante) -> Iterator[str]:
    """Say what is wrong with the columns: of another variant, unknown, twice, or missing."""
    noms = [normaliser(une) for une in entetes]
    autre = Variante.LA if variante is Variante.LP else Variante.LP
    if len(SIGNES[autre].intersection(noms)) > len(SIGNES[variante].intersection(noms)):
        yield (
            f"ces colonnes sont celles de la variante {autre.upper()}, la convention choisie "
            f"suit {variante.upper()}. Exemple : --convention {CONVENTIONS[autre]}"
        )
        return
    connues = [une.nom for une in COLONNES[variante]]
    for rang, (entete, nom) in enumerate(zip(entetes, noms, strict=True), 1):
        if not nom:
            yield f"la colonne {rang} n'a pas de nom. Exemple : {connues[0]}"
        elif reconnaitre(entete, variante) is None:
            voisine = proche(nom, connues)
            suite = f"Vouliez-vous dire {voisine} ?" if voisine else "Ôtez-la de ce fichier"
            yield f"la colonne « {extrait(entete)} » est inconnue. {suite}"
        elif nom in noms[: rang - 1]:
            yield f"la colonne « {extrait(entete)} » est donnée deux fois. Gardez-en une"
    requises = [une.nom for une in COLONNES[variante] if une.requise]
    if manquantes := [nom for nom in requises if nom not in noms]:
        yield f"il manque : {liste_fr(manquantes)}. En-tête attendu : {';'.join(requises)}"
    yield from _fautes_des_parts(noms, variante)


def _fautes_des_parts(noms: Sequence[str], variante: Variante) -> Iterator[str]:
    """In LA: at least one share, and a result only for a réservataire that has one."""
    if variante is Variante.LP:
        return
    parts = {nom for nom in noms if nom.startswith(TAUX)} - {"taux_n1", "taux_n2", "taux_n3"}
    if not parts:
        yield "aucune part de réservataire. Exemple : une colonne taux_etat"
    for nom in noms:
        if nom.startswith(PART) and TAUX + nom[len(PART) :] not in parts:
            yield f"la colonne « {nom} » n'a pas son taux. Exemple : {TAUX}{nom[len(PART) :]}"
