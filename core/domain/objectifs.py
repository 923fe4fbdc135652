"""The year's objectives for priority households: what is aimed at, reached, waiting (LA art. 2).

The convention has one global objective, for its most-priority categories (its annexe 1); by
category and by bailleur is a finer view of the same households.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from core.domain.organisations import Organisation
from core.domain.prioritaires import DossierPrioritaire, EtatDossier
from core.domain.regles_priorite import ReglesPriorite
from core.errors import SaisieInvalide
from core.texte import pluriel

MAXIMUM = 100_000
"""Above this, a number of dwellings was mistyped."""


class NatureObjectif(StrEnum):
    """What an objective is set for: all the most-priority categories, one category, a bailleur."""

    GLOBAL = "global"
    CATEGORIE = "categorie"
    BAILLEUR = "bailleur"


@dataclass(frozen=True)
class Objectif:
    """A yearly number of rehousings. `objet`: empty, a category's code, or a bailleur's id."""

    convention: str
    annee: int
    nature: NatureObjectif
    objet: str
    nombre: int
    saisi_le: datetime
    saisi_par: str


@dataclass(frozen=True)
class LigneObjectif:
    """One category or one bailleur: `vise` is None when no number was entered."""

    code: str
    libelle: str
    vise: int | None
    atteint: int
    attente: int
    en_retard: bool = False


@dataclass(frozen=True)
class BilanObjectifs:
    """A convention's year at a civil day; the global numbers are those of the most-priority.

    `attente` counts the living households, of which `signales` are not inscribed yet;
    `part_de_l_annee` is exact, the day itself not counted. `par_bailleur` splits the global
    numbers; `par_categorie` reveals categories: signed pages and named documents only.
    """

    convention: str
    annee: int
    vise: int | None
    atteint: int
    attente: int
    part_de_l_annee: Fraction
    en_retard: bool
    par_categorie: tuple[LigneObjectif, ...] = ()
    par_bailleur: tuple[LigneObjectif, ...] = ()
    signales: int = 0


def part_de_l_annee(annee: int, jour: date) -> Fraction:
    """Give the part of a civil year gone by when `jour` begins: 0 before it, 1 after it."""
    debut, fin = date(annee, 1, 1), date(annee + 1, 1, 1)
    ecoules = min(max((jour - debut).days, 0), (fin - debut).days)
    return Fraction(ecoules, (fin - debut).days)


def est_en_retard(vise: int | None, atteint: int, part: Fraction) -> bool:
    """Tell whether less was reached than the elapsed part of the year calls for."""
    return vise is not None and atteint < vise * part


def etablir(
    regles: ReglesPriorite,
    dossiers: Iterable[DossierPrioritaire],
    objectifs: Sequence[Objectif],
    bailleurs: Sequence[Organisation],
    annee_et_jour: tuple[int, date],
    convention: str,
) -> BilanObjectifs:
    """Count a year from the living households and those rehoused in it.

    Only rehousings imputed on the préfet's contingent count (LA 3.2, 4.2.1); `bailleurs` gives
    the order and names of the finer view.
    """
    annee, jour = annee_et_jour
    part = part_de_l_annee(annee, jour)
    tous = [un for un in dossiers if _compte(un, annee)]
    premiers = [un for un in tous if _est_premier(regles, un)]
    vises = {(un.nature, un.objet): un.nombre for un in objectifs}
    vise = vises.get((NatureObjectif.GLOBAL, ""))
    atteint, attente = _compter(premiers)
    categories = {une.code: une.libelle for une in regles.categories}
    return BilanObjectifs(
        convention,
        annee,
        vise,
        atteint,
        attente,
        part,
        est_en_retard(vise, atteint, part),
        _lignes(categories, tous, lambda un: un.prive.categorie, _de(vises, "categorie"), part),
        _lignes(_noms(bailleurs), premiers, _bailleur_de, _de(vises, "bailleur"), part),
        sum(un.etat is EtatDossier.SIGNALE for un in premiers),
    )


def verifier_objectif(
    nouveau: Objectif, connus: Iterable[Objectif], regles: ReglesPriorite
) -> None:
    """Raise SaisieInvalide for an objective that contradicts the others of the year.

    The finer views split the global one: their sum never exceeds it. A category outside the
    most-priority ones is not part of it.
    """
    if not 0 <= nouveau.nombre <= MAXIMUM:
        raise SaisieInvalide(
            f"objectif : {nouveau.nombre} n'est pas un nombre de relogements entre 0 et "
            f"{MAXIMUM}. Exemple : /objectifs annee={nouveau.annee} global=400",
            "nombre",
        )
    tous = {(un.nature, un.objet): un for un in (*connus, nouveau)}
    entier = tous.get((NatureObjectif.GLOBAL, ""))
    if entier is None:
        return
    for nature, vue in (
        (NatureObjectif.CATEGORIE, "par catégorie"),
        (NatureObjectif.BAILLEUR, "par bailleur"),
    ):
        somme = sum(
            un.nombre for un in tous.values() if un.nature is nature and _dans_le_global(un, regles)
        )
        if somme > entier.nombre:
            raise SaisieInvalide(
                f"objectif : {somme} {vue} en tout, pour un objectif global de {entier.nombre}. Le "
                "détail ne dépasse pas le total. Changez l'un ou l'autre. Exemple : "
                f"/objectifs annee={nouveau.annee} global={somme}",
                "nombre",
            )


def ecart_fr(vise: int, atteint: int, part: Fraction) -> str:
    """Say in French how far from the objective: « en retard de 12 relogements »."""
    attendus = vise * part
    manque = -((-attendus.numerator) // attendus.denominator) - atteint
    return f"en retard de {pluriel(manque, 'relogement')}" if manque > 0 else "à jour"


def _dans_le_global(un: Objectif, regles: ReglesPriorite) -> bool:
    if un.nature is not NatureObjectif.CATEGORIE:
        return True
    trouvee = regles.categorie(un.objet)
    return trouvee is not None and trouvee.plus_prioritaire


def _compte(un: DossierPrioritaire, annee: int) -> bool:
    if un.vivant:
        return True
    imputee = un.suivi.imputation is not None and un.suivi.imputation.imputee
    dans_l_annee = un.reloge_le is not None and un.reloge_le.year == annee
    return un.etat is EtatDossier.RELOGE and imputee and dans_l_annee


def _est_premier(regles: ReglesPriorite, un: DossierPrioritaire) -> bool:
    categorie = regles.categorie(un.prive.categorie)
    return categorie is not None and categorie.plus_prioritaire


def _compter(dossiers: Iterable[DossierPrioritaire]) -> tuple[int, int]:
    """Give how many were rehoused, and how many wait."""
    vivants = [un.vivant for un in dossiers]
    return vivants.count(False), vivants.count(True)


def _de(vises: Mapping[tuple[NatureObjectif, str], int], nature: str) -> dict[str, int]:
    return {objet: nombre for (une, objet), nombre in vises.items() if une == nature}


def _noms(bailleurs: Iterable[Organisation]) -> dict[str, str]:
    return {str(un.id): un.nom for un in bailleurs}


def _bailleur_de(un: DossierPrioritaire) -> str:
    return str(un.bailleur.id) if un.bailleur else ""


def _lignes(
    noms: Mapping[str, str],
    dossiers: Sequence[DossierPrioritaire],
    cle: Callable[[DossierPrioritaire], str],
    vises: Mapping[str, int],
    part: Fraction,
) -> tuple[LigneObjectif, ...]:
    """Give the lines that say something, in the order of `noms`."""
    par_code: dict[str, list[DossierPrioritaire]] = {}
    for un in dossiers:
        par_code.setdefault(cle(un), []).append(un)
    lignes = []
    for code, libelle in noms.items():
        vise = vises.get(code)
        atteint, attente = _compter(par_code.get(code, ()))
        if vise is not None or atteint or attente:
            retard = est_en_retard(vise, atteint, part)
            lignes.append(LigneObjectif(code, libelle, vise, atteint, attente, retard))
    return tuple(lignes)
