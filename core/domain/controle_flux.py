"""Recompute annexes as printed and name each value that disagrees (domain §5, « Checks »).

Every value is recomputed from the inputs, never from another printed one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.domain.annexes import Annexe, LigneAnnexe
from core.domain.convention import ReglesFlux
from core.domain.flux import Calcul, RetraitsExcessifs, calculer, calculer_tout
from core.domain.imprimes import (
    Anomalie,
    Examen,
    comparer,
    incalculable,
    nombre_nu,
    taux_du_rapport,
)
from core.domain.noms_annexes import designer
from core.domain.plafonds import depassements
from core.domain.remarques_flux import avertissements, base_des_taux

__all__ = ["Anomalie", "Controle", "controler", "etablir", "impossibles"]


@dataclass(frozen=True)
class Controle:
    """What a file of annexes says once recomputed.

    `calculs` has one entry a row, None where nothing can be computed; `plafonds` are the anomalies
    of caps, `ecarts` the others; `avertissements` deserve a check and are no faults, `base` says
    what each rate is a share of.
    """

    lignes: tuple[LigneAnnexe, ...]
    calculs: tuple[Calcul | None, ...]
    ecarts: tuple[Anomalie, ...]
    plafonds: tuple[Anomalie, ...]
    base: str
    avertissements: tuple[str, ...]

    @property
    def anomalies(self) -> tuple[Anomalie, ...]:
        """Give all that disagrees, row by row, then the caps."""
        return (*self.ecarts, *self.plafonds)

    @property
    def remarques(self) -> tuple[str, ...]:
        """Give what a reader must know that is no anomaly."""
        return (self.base, *self.avertissements)

    @property
    def compare(self) -> bool:
        """Tell whether the file announces anything to compare with."""
        return any(une.imprimes or une.taux_rapport is not None for une in self.lignes)

    @property
    def droits(self) -> int:
        """Give how many rights were computed."""
        return sum(len(un.parts) for un in self.calculs if un)

    @property
    def total(self) -> int:
        """Give the dwellings of all the parts computed."""
        return sum(sum(un.parts.values()) for un in self.calculs if un)


def controler(lignes: Sequence[LigneAnnexe], regles: ReglesFlux) -> tuple[Anomalie, ...]:
    """Give what disagrees in annexes read from a file, row by row, then the caps."""
    return etablir(lignes, regles).anomalies


def etablir(lignes: Sequence[LigneAnnexe], regles: ReglesFlux) -> Controle:
    """Compute and check annexes together; a row that cannot be computed is named, not raised."""
    annexes = [une.annexe for une in lignes]
    fautes = impossibles(lignes, regles)
    bonnes = [une for rang, une in enumerate(lignes) if rang not in fautes]
    faits = iter(calculer_tout([une.annexe for une in bonnes], regles))
    calculs = tuple(None if rang in fautes else next(faits) for rang in range(len(lignes)))
    ecarts: list[Anomalie] = []
    for rang, (ligne, nom) in enumerate(zip(lignes, designer(annexes), strict=True)):
        examen, calcul = Examen(ligne, nom, regles), calculs[rang]
        if calcul is None:
            ecarts += incalculable(examen, fautes[rang])
        else:
            ecarts += comparer(examen, calcul)
            ecarts += taux_du_rapport(examen, calcul, bonnes)
    return Controle(
        tuple(lignes),
        calculs,
        tuple(ecarts),
        tuple(plafonds(annexes, regles)),
        base_des_taux(regles),
        avertissements(annexes, regles),
    )


def impossibles(
    lignes: Sequence[LigneAnnexe], regles: ReglesFlux
) -> Mapping[int, RetraitsExcessifs]:
    """Give, by rank, the rows whose withdrawals exceed what they are taken from."""
    fautes: dict[int, RetraitsExcessifs] = {}
    for rang, ligne in enumerate(lignes):
        try:
            calculer(ligne.annexe, regles)
        except RetraitsExcessifs as faute:
            fautes[rang] = faute
    return fautes


def plafonds(annexes: Sequence[Annexe], regles: ReglesFlux) -> Iterator[Anomalie]:
    """Give the caps that the shares of each bailleur and year do not keep."""
    for un in depassements(annexes, regles):
        yield Anomalie(
            un.bailleur,
            un.reservataires,
            un.champ,
            nombre_nu(un.annonce),
            nombre_nu(un.plafond),
            droit_change=False,
            article=un.article,
            phrase=un.phrase,
        )
