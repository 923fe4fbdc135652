"""One story, written once, told the same way on every platform."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.scenarios.bac import bac_a_sable
from tests.e2e.scenarios.joueur import Pilote, jouer
from tests.e2e.scenarios.lecture import Personne, lire
from tests.e2e.scenarios.preuves import exporter, lignes, masquer, recit
from tests.e2e.scenarios.slack import slack_par_socket
from tests.e2e.scenarios.telegram import telegram

pytestmark = pytest.mark.e2e

Ouvrir = Callable[[Path, Mapping[str, Personne]], AbstractContextManager[Pilote]]
PLATEFORMES: dict[str, Ouvrir] = {
    "telegram": telegram,
    "slack-socket": slack_par_socket,
    "sandbox": bac_a_sable,
}
SCENARIO = lire("vie_d_un_avis")


@dataclass(frozen=True)
class Jouee:
    """What a story left: by avis, its journal in short lines and its proof; the files received."""

    journal: dict[str, list[str]]
    preuves: dict[str, Any]
    fichiers: list[str]


@pytest.fixture(scope="module")
def jouee(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Jouee]:
    """Play the story on a platform, once for all the tests that look at it, even if it fails."""
    faites: dict[str, Jouee | Exception] = {}

    def sur(plateforme: str) -> Jouee:
        if plateforme not in faites:
            try:
                faites[plateforme] = _jouer(plateforme, tmp_path_factory.mktemp(plateforme))
            except Exception as faute:
                faites[plateforme] = faute
        faite = faites[plateforme]
        if isinstance(faite, Exception):
            raise faite
        return faite

    return sur


def _jouer(plateforme: str, dossier: Path) -> Jouee:
    with PLATEFORMES[plateforme](dossier, SCENARIO.personnes) as pilote:
        partie = jouer(SCENARIO, pilote)
    lues = {nom: exporter(pilote.installation, partie.noms[nom]) for nom in SCENARIO.journal}
    return Jouee(
        {nom: lignes(une) for nom, une in lues.items()},
        {nom: recit(une) for nom, une in lues.items()},
        [masquer(un) for un in partie.fichiers],
    )


@pytest.mark.parametrize("plateforme", PLATEFORMES)
def test_the_same_story_is_lived_on_each_platform(
    jouee: Callable[[str], Jouee], plateforme: str
) -> None:
    assert jouee(plateforme).journal == SCENARIO.journal


@pytest.mark.parametrize("plateforme", [une for une in PLATEFORMES if une != "telegram"])
def test_the_proof_tells_the_same_on_every_platform(
    jouee: Callable[[str], Jouee], plateforme: str
) -> None:
    assert jouee(plateforme).preuves == jouee("telegram").preuves
    assert jouee(plateforme).fichiers == jouee("telegram").fichiers
