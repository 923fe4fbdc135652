"""How the scenarios go on after the désignation."""

from __future__ import annotations

from core.domain.candidatures import Candidature
from tests.component.scene import NUR, REF, Scene

TROIS = " ".join(NUR[:3])


async def designer(scene: Scene) -> None:
    """Le Port names three candidates."""
    await scene.dire("marie", f"/candidats {REF} {TROIS}")


async def attribuer(scene: Scene, *numeros: int) -> None:
    """The commission attributes the dwelling to these candidates, in that order of ranks."""
    for numero in numeros:
        await scene.dire("nadia", f"/caleol {REF} {numero} attribution")


async def ecarter_les_autres(scene: Scene, *gardes: int) -> None:
    """The bailleur sets aside every candidate of the three but these."""
    for numero in {1, 2, 3} - set(gardes):
        await scene.dire("nadia", f'/retour {REF} {numero} ecarte difficulte="pièce manquante"')


async def n_attribuer_a_personne(scene: Scene) -> None:
    """The commission attributes the dwelling to none of the three; the last one is confirmed."""
    for numero in (1, 2, 3):
        await scene.dire("nadia", f"/caleol {REF} {numero} non_attribution confirmer=oui")


def candidat(scene: Scene, numero: int) -> Candidature:
    """Read one candidature."""
    return next(une for une in scene.candidatures() if une.numero == numero)


def issues(scene: Scene) -> list[str]:
    """Read what became of each candidature, in order."""
    return [une.issue for une in scene.candidatures()]
