"""Scenes lived once, then taken up again: a scenario plays only what is its own."""

from __future__ import annotations

import copy
import itertools
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage.unit_of_work import Base
from tests.component.plateforme import PlateformeEnMemoire
from tests.component.scene import Scene

Suite = Callable[[Scene], Awaitable[None]]


@dataclass(frozen=True)
class _Arret:
    """Where a scene stood: its database, what was shown and typed, its clock, its vault."""

    fichier: Path
    plateforme: PlateformeEnMemoire
    messages: int
    instant: datetime
    base: Base


class Instantanes:
    """The scenes of a session, by name."""

    def __init__(self, dossier: Path) -> None:
        """Take the folder where databases are kept."""
        self._dossier = dossier
        self._arrets: dict[str, _Arret] = {}

    async def suivre(self, nom: str, scene: Scene, suite: Suite) -> Scene:
        """Give the scene that `suite` makes of another: played the first time, copied after."""
        arret = self._arrets.get(nom)
        if arret is None:
            await suite(scene)
            self._arrets[nom] = self._garder(nom, scene)
            return scene
        return _reprendre(arret, scene.base)

    def _garder(self, nom: str, scene: Scene) -> _Arret:
        copie = self._dossier / f"{nom}.db"
        brut = scene.base.moteur.raw_connection()
        try:
            brut.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
        finally:
            brut.close()
        shutil.copyfile(_fichier(scene.base), copie)
        tapes = next(scene.messages)
        plateforme = copy.deepcopy(scene.plateforme)
        return _Arret(copie, plateforme, tapes, scene.maintenant, scene.base)


def _reprendre(arret: _Arret, base: Base) -> Scene:
    """Put a database back where a scene stood, and everything around it."""
    fichier = _fichier(base)
    base.moteur.dispose()
    for reste in fichier.parent.glob(f"{fichier.name}*"):
        reste.unlink()
    shutil.copyfile(arret.fichier, fichier)
    assert base.moteur is arret.base.moteur
    scene = Scene(arret.base, arret.instant, copy.deepcopy(arret.plateforme))
    scene.messages = itertools.count(arret.messages + 1)
    return scene


def _fichier(base: Base) -> Path:
    return Path(base.moteur.url.database or "")
