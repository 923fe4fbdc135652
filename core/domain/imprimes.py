"""Compare what an annexe prints with what is computed, and say what it does to the right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from core.domain.annexes import AnnexeLP, LigneAnnexe
from core.domain.convention import ReglesFlux
from core.domain.flux import (
    Calcul,
    Etape,
    RetraitsExcessifs,
    calculer,
    calculer_tout,
    demi_superieur,
    nombre_fr,
)
from core.domain.noms_annexes import nom_lisible
from core.texte import liste_fr

AUCUN_DROIT = "Aucun droit ne se calcule."
_LIBELLES = {
    "parc_soumis": ("parc soumis annoncé", "calculé"),
    "mobilisables": ("logements mobilisables annoncés", "calculés"),
    "part": ("droit annoncé", "calculé"),
    "flux": ("flux annoncé", "calculé"),
}


@dataclass(frozen=True)
class Anomalie:
    """One value that disagrees. `droit_change`: the part announced is not the part computed.

    `annonce` and `calcule` are numbers as French writes them, without spaces: « 13,5 ».
    """

    bailleur: str
    reservataire: str
    champ: str
    annonce: str
    calcule: str
    droit_change: bool
    article: str
    phrase: str


@dataclass(frozen=True)
class Examen:
    """An annexe under control: its row, how people are told which it is, the rules."""

    ligne: LigneAnnexe
    nom: str
    regles: ReglesFlux

    @property
    def reservataire(self) -> str:
        """Give the réservataire of an LP annexe; an LA annexe is of all of them."""
        annexe = self.ligne.annexe
        return annexe.reservataire if isinstance(annexe, AnnexeLP) else ""

    def anomalie(
        self, champ: str, annonce: str, calcule: str, article: str, dit: str, *, change: bool
    ) -> Anomalie:
        """Build an anomaly of this annexe."""
        qui = champ.removeprefix("part_") if champ.startswith("part_") else self.reservataire
        bailleur = self.ligne.annexe.bailleur
        return Anomalie(bailleur, qui, champ, annonce, calcule, change, article, dit)


def nombre_nu(nombre: Decimal | int) -> str:
    """Write a number as French does, for a file: no space between thousands."""
    return nombre_fr(nombre).replace("\u202f", "")


def comparer(examen: Examen, calcul: Calcul) -> Iterator[Anomalie]:
    """Give each printed result that is not the one computed."""
    change = _droit_change(examen, calcul)
    effet = _effet(calcul, change=change)
    for champ in examen.ligne.imprimes:
        yield from _ecart(examen, calcul.etape(champ), effet, change=change)


def incalculable(examen: Examen, faute: RetraitsExcessifs) -> Iterator[Anomalie]:
    """Name a row that gives no right, and what is already wrong before the step that fails."""
    ligne, champ = examen.ligne, faute.champ or "mobilisables"
    imprime = ligne.imprimes.get(champ)
    yield examen.anomalie(
        champ,
        nombre_nu(imprime) if imprime is not None else "",
        nombre_nu(demi_superieur(faute.reste)),
        faute.article,
        f"Ligne {ligne.numero}. {faute.phrase} {AUCUN_DROIT}",
        change=True,
    )
    for etape in faute.etapes:
        if etape.champ in ligne.imprimes:
            yield from _ecart(examen, etape, AUCUN_DROIT, change=True)
    if taux := _taux_differents(ligne):
        yield _taux(examen, *taux, AUCUN_DROIT, change=True)


def taux_du_rapport(
    examen: Examen, calcul: Calcul, toutes: Sequence[LigneAnnexe]
) -> Iterator[Anomalie]:
    """Compare the share with the one another document gives, and what that one would yield."""
    annexe, taux = examen.ligne.annexe, _taux_differents(examen.ligne)
    if not isinstance(annexe, AnnexeLP) or taux is None:
        return
    part = calcul.parts[annexe.reservataire]
    donnee = _part_au_taux(annexe, taux[0], toutes, examen.regles)
    effet = (
        f"Le droit ne change pas : {nombre_fr(part)}."
        if donnee == part
        else f"Le droit serait {nombre_fr(donnee)}, et non {nombre_fr(part)}."
    )
    yield _taux(examen, *taux, effet, change=donnee != part)


def _droit_change(examen: Examen, calcul: Calcul) -> bool:
    """Tell whether the part printed, or the one that the printed steps lead to, differs."""
    imprimes = examen.ligne.imprimes
    lp = isinstance(calcul.annexe, AnnexeLP)
    noms = {nom: "part" if lp else f"part_{nom}" for nom in calcul.parts}
    menees = _menees(examen, calcul)
    return any(
        (imprimes[champ] if champ in imprimes else menees.get(nom)) != calcul.parts[nom]
        for nom, champ in noms.items()
    )


def _menees(examen: Examen, calcul: Calcul) -> Mapping[str, int]:
    """Give the parts that the printed steps lead to; none when they lead below nothing."""
    parts = {f"part_{nom}" for nom in calcul.parts} | {"part"}
    imposes = {un: valeur for un, valeur in examen.ligne.imprimes.items() if un not in parts}
    if all(valeur == calcul.valeur(champ) for champ, valeur in imposes.items()):
        return calcul.parts
    try:
        autre = calculer(calcul.annexe, examen.regles, imposes)
    except RetraitsExcessifs:
        return {}
    return calcul.parts if autre.partages == calcul.partages else autre.parts


def _ecart(examen: Examen, etape: Etape, effet: str, *, change: bool) -> Iterator[Anomalie]:
    imprime, juste = examen.ligne.imprimes[etape.champ], demi_superieur(etape.valeur)
    if imprime == juste:
        return
    annonce, calcule = _libelle(etape.champ)
    yield examen.anomalie(
        etape.champ,
        nombre_nu(imprime),
        nombre_nu(juste),
        etape.article,
        f"{examen.nom} : {annonce} {nombre_fr(imprime)}, {calcule} "
        f"{nombre_fr(juste)}{_calcul(etape)}. {effet}",
        change=change,
    )


def _calcul(etape: Etape) -> str:
    """Write a step with its exact result: « (235 × 6,77 % = 15,9095) »."""
    exact = nombre_fr(etape.exact)
    return "" if etape.formule == exact else f" ({etape.formule} = {exact})"


def _libelle(champ: str) -> tuple[str, str]:
    """Name a field, and say « calculé » as it agrees."""
    if champ.startswith("part_"):
        return f"droit ({nom_lisible(champ.removeprefix('part_'))}) annoncé", "calculé"
    return _LIBELLES.get(champ) or (f"{champ.upper()} annoncé", "calculé")


def _effet(calcul: Calcul, *, change: bool) -> str:
    parts = liste_fr(
        nombre_fr(part) if len(calcul.parts) == 1 else f"{nom_lisible(nom)} {nombre_fr(part)}"
        for nom, part in calcul.parts.items()
    )
    return f"Le droit change : {parts}." if change else f"Le droit ne change pas : {parts}."


def _taux_differents(ligne: LigneAnnexe) -> tuple[Decimal, Decimal] | None:
    """Give the share of the report and the one of the annexe, when they differ."""
    annexe, rapport = ligne.annexe, ligne.taux_rapport
    if not isinstance(annexe, AnnexeLP) or rapport is None or rapport == annexe.taux:
        return None
    return rapport, annexe.taux


def _taux(
    examen: Examen, rapport: Decimal, annexe: Decimal, effet: str, *, change: bool
) -> Anomalie:
    return examen.anomalie(
        "taux",
        nombre_nu(rapport),
        nombre_nu(annexe),
        "LP art. 3",
        f"{examen.ligne.annexe.bailleur} : pour {nom_lisible(examen.reservataire)}, le rapport "
        f"donne {nombre_fr(rapport)} %, l'annexe {nombre_fr(annexe)} %. {effet}",
        change=change,
    )


def _part_au_taux(
    annexe: AnnexeLP, taux: Decimal, toutes: Sequence[LigneAnnexe], regles: ReglesFlux
) -> int:
    """Compute an annexe's part at another rate; its neighbours count where parts must add up."""
    autre = replace(annexe, taux=taux)
    voisines = [
        une.annexe
        for une in toutes
        if regles.plus_forts_restes.valeur
        and une.annexe is not annexe
        and une.annexe.bailleur == annexe.bailleur
        and une.annexe.annee == annexe.annee
    ]
    return calculer_tout([autre, *voisines], regles)[0].parts[annexe.reservataire]
