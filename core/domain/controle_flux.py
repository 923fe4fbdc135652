"""Recompute annexes as printed and name each value that disagrees (domain §5, « Checks »).

Every value is recomputed from the inputs, never from another printed one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from core.domain.annexes import Annexe, AnnexeLP, LigneAnnexe
from core.domain.convention import ReglesFlux
from core.domain.flux import Calcul, Etape, calculer, calculer_tout, nombre_fr
from core.domain.plafonds import depassements
from core.errors import SaisieInvalide
from core.texte import liste_fr


@dataclass(frozen=True)
class Anomalie:
    """One value that disagrees. `droit_change`: the part printed is not the part computed.

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
class Controle:
    """What a file of annexes says once recomputed.

    `calculs` has one entry a row, None where nothing can be computed; `remarques` are no faults.
    """

    lignes: tuple[LigneAnnexe, ...]
    calculs: tuple[Calcul | None, ...]
    anomalies: tuple[Anomalie, ...]
    remarques: tuple[str, ...]

    @property
    def total(self) -> int:
        """Give the dwellings of all the parts computed."""
        return sum(sum(un.parts.values()) for un in self.calculs if un)


def controler(lignes: Sequence[LigneAnnexe], regles: ReglesFlux) -> tuple[Anomalie, ...]:
    """Give what disagrees in annexes read from a file, row by row, then the caps."""
    return etablir(lignes, regles).anomalies


def etablir(lignes: Sequence[LigneAnnexe], regles: ReglesFlux) -> Controle:
    """Compute and check annexes together; a row that cannot be computed is named, not raised."""
    fautes = impossibles(lignes, regles)
    bonnes = [une for rang, une in enumerate(lignes) if rang not in fautes]
    faits = iter(calculer_tout([une.annexe for une in bonnes], regles))
    calculs = tuple(None if rang in fautes else next(faits) for rang in range(len(lignes)))
    anomalies: list[Anomalie] = []
    for rang, (ligne, calcul) in enumerate(zip(lignes, calculs, strict=True)):
        if calcul is None:
            anomalies.append(_impossible(ligne, fautes[rang]))
            continue
        anomalies += _imprimes(ligne, calcul)
        anomalies += _taux_du_rapport(ligne, calcul, bonnes, regles)
    annexes = [une.annexe for une in lignes]
    anomalies += (
        Anomalie(
            un.bailleur,
            un.reservataires,
            un.champ,
            nombre_nu(un.annonce),
            nombre_nu(un.plafond),
            droit_change=False,
            article=un.article,
            phrase=un.phrase,
        )
        for un in depassements(annexes, regles)
    )
    return Controle(tuple(lignes), calculs, tuple(anomalies), tuple(_remarques(lignes, regles)))


def impossibles(lignes: Sequence[LigneAnnexe], regles: ReglesFlux) -> Mapping[int, SaisieInvalide]:
    """Give, by rank, the rows whose withdrawals exceed what they are taken from."""
    fautes: dict[int, SaisieInvalide] = {}
    for rang, ligne in enumerate(lignes):
        try:
            calculer(ligne.annexe, regles)
        except SaisieInvalide as faute:
            fautes[rang] = faute
    return fautes


def nombre_nu(nombre: Decimal | int) -> str:
    """Write a number as French does, for a file: no space between thousands."""
    return nombre_fr(nombre).replace("\u202f", "")


def _impossible(ligne: LigneAnnexe, faute: SaisieInvalide) -> Anomalie:
    champ = faute.champ or "mobilisables"
    imprime = ligne.imprimes.get(champ)
    return Anomalie(
        ligne.annexe.bailleur,
        _reservataire(ligne),
        champ,
        nombre_nu(imprime) if imprime is not None else "",
        "négatif",
        droit_change=True,
        article=_article(faute),
        phrase=f"Ligne {ligne.numero}. {faute.phrase} Aucun droit ne se calcule.",
    )


def _article(faute: SaisieInvalide) -> str:
    """Take the article out of a refusal's sentence, where it stands in brackets."""
    return faute.phrase.rpartition("(")[2].partition(")")[0]


def _imprimes(ligne: LigneAnnexe, calcul: Calcul) -> Iterator[Anomalie]:
    """Compare each printed result with the one computed."""
    change = any(
        imprime != calcul.valeur(champ)
        for champ, imprime in ligne.imprimes.items()
        if champ.startswith("part")
    )
    for champ, imprime in ligne.imprimes.items():
        juste = calcul.valeur(champ)
        if imprime == juste:
            continue
        etape = next(une for une in reversed(calcul.etapes) if une.champ == champ)
        nom = champ.removeprefix("part_") if champ.startswith("part_") else _reservataire(ligne)
        yield Anomalie(
            ligne.annexe.bailleur,
            nom,
            champ,
            nombre_nu(imprime),
            nombre_nu(juste),
            change,
            etape.article,
            f"{ligne.annexe.bailleur} : {_libelle(champ)} {nombre_fr(imprime)}, calculé "
            f"{nombre_fr(juste)}{_calcul(etape)}. {_effet(calcul, change)}",
        )


def _calcul(etape: Etape) -> str:
    """Write a step with its exact result: « (235 × 6,77 % = 15,9095) »."""
    exact = nombre_fr(etape.exact)
    return "" if etape.formule == exact else f" ({etape.formule} = {exact})"


def _libelle(champ: str) -> str:
    if champ.startswith("part_"):
        return f"droit ({champ.removeprefix('part_')}) annoncé"
    noms = {
        "parc_soumis": "parc soumis annoncé",
        "mobilisables": "logements mobilisables annoncés",
        "part": "droit annoncé",
    }
    return noms.get(champ, f"{champ if champ == 'flux' else champ.upper()} annoncé")


def _effet(calcul: Calcul, change: bool) -> str:
    parts = liste_fr(
        nombre_fr(part) if len(calcul.parts) == 1 else f"{nom} {nombre_fr(part)}"
        for nom, part in calcul.parts.items()
    )
    return f"Le droit change : {parts}." if change else f"Le droit ne change pas : {parts}."


def _taux_du_rapport(
    ligne: LigneAnnexe, calcul: Calcul, toutes: Sequence[LigneAnnexe], regles: ReglesFlux
) -> Iterator[Anomalie]:
    """Compare the share with the one another document gives, and what that one would yield."""
    annexe, rapport = ligne.annexe, ligne.taux_rapport
    if not isinstance(annexe, AnnexeLP) or rapport is None or rapport == annexe.taux:
        return
    part = calcul.parts[annexe.reservataire]
    donnee = _part_au_taux(annexe, rapport, toutes, regles)
    effet = (
        f"Le droit ne change pas : {part}."
        if donnee == part
        else f"Le droit serait {donnee}, et non {part}."
    )
    yield Anomalie(
        annexe.bailleur,
        annexe.reservataire,
        "taux",
        nombre_nu(rapport),
        nombre_nu(annexe.taux),
        donnee != part,
        "LP art. 3",
        f"{annexe.bailleur} : pour {annexe.reservataire}, le rapport donne "
        f"{nombre_fr(rapport)} %, l'annexe {nombre_fr(annexe.taux)} %. {effet}",
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


def _remarques(lignes: Sequence[LigneAnnexe], regles: ReglesFlux) -> Iterator[str]:
    """Say what a reader must know that is no disagreement, each thing once."""
    yield f"Base des taux : {regles.base_taux.valeur} ({regles.base_taux.article})."
    yield from dict.fromkeys(une for ligne in lignes for une in _de_l_annexe(ligne.annexe))


def _de_l_annexe(annexe: Annexe) -> Iterator[str]:
    """Warn of new programmes counted twice, and of a rate that may be no percentage."""
    if isinstance(annexe, AnnexeLP):
        rotations = [annexe.taux_rotation]
    else:
        rotations = [annexe.taux_n1, annexe.taux_n2, annexe.taux_n3]
        if annexe.programmes_neufs:
            yield (
                f"{annexe.bailleur} : les {nombre_fr(annexe.programmes_neufs)} logements neufs "
                "comptent deux fois, dans A (LA 4.1.3) et par leur part au prorata à la livraison "
                "(LA 4.2.2)."
            )
    for faible in (un for un in rotations if 0 < un < 1):
        yield (
            f"{annexe.bailleur} : une rotation de {nombre_fr(faible)} % est très faible. Vérifiez "
            "qu'elle est bien en pourcentage."
        )


def _reservataire(ligne: LigneAnnexe) -> str:
    return ligne.annexe.reservataire if isinstance(ligne.annexe, AnnexeLP) else ""
