"""People who read by e-mail, a real mail server, and the command line on the same database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from click.testing import Result
from sqlalchemy import Engine
from typer.testing import CliRunner

from bot.channels.email.acces import AccesSmtp
from bot.channels.email.sender import ExpediteurCourriel
from bot.main import app
from core.domain.organisations import COURRIEL, Role
from storage.coffre import Coffre, nouvelle_cle
from storage.conventions.loader import conventions_livrees
from storage.unit_of_work import Base
from tests.component.conftest import incidents as incidents
from tests.component.scene import Scene
from tests.fakes.smtp import FakeSmtp

PUBLIQUE = "https://fluxbot.test"
MARIE = "marie@leport.test"
Lancer = Callable[..., Result]


@pytest.fixture
def cle() -> str:
    return nouvelle_cle()


@pytest.fixture
def fake() -> Iterator[FakeSmtp]:
    with FakeSmtp() as serveur:
        yield serveur


@pytest_asyncio.fixture
async def scene(
    moteur_sqlite: Engine,
    cle: str,
    incidents: list[Any],
    fake: FakeSmtp,
    monkeypatch: pytest.MonkeyPatch,
) -> Scene:
    """Nadia and Ana (SIDR) read by chat, Marie (Le Port) by e-mail only; commands share a clock."""
    base = Base(moteur_sqlite, conventions_livrees(), Coffre(cle), PUBLIQUE)
    scene = Scene(base)
    monkeypatch.setattr("bot.bootstrap.horloge", lambda: scene.horloge)
    scene.inscrire("nadia", "SIDR")
    scene.inscrire("ana", "SIDR", Role.ADMINISTRATEUR)
    inscrire_par_courriel(scene, MARIE)
    secret = base.coffre.cles_de_signature()[-1]
    de = ("fluxbot", "avis@fluxbot.test")
    acces = AccesSmtp("127.0.0.1", fake.port, None, None, *de, secret)
    scene.dispatcher.ajouter(ExpediteurCourriel(acces, scene.horloge))
    return scene


def inscrire_par_courriel(scene: Scene, adresse: str, organisation: str = "Le Port") -> None:
    """Enrol an e-mail address."""
    trouvee = scene.organisation(organisation)
    with scene.base.transaction() as uow:
        membre = (trouvee, Role.REFERENT, COURRIEL, adresse, adresse)
        uow.membres.ajouter(*membre, scene.maintenant)


@pytest.fixture
def lancer(
    moteur_sqlite: Engine, cle: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Lancer:
    """Run a command on the scene's database; `entree` is its standard input."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FLUXBOT_DATABASE_URL", f"sqlite:///{moteur_sqlite.url.database}")
    monkeypatch.setenv("FLUXBOT_SECRET_KEY", cle)

    def jouer(*arguments: str, entree: bytes = b"") -> Result:
        return CliRunner().invoke(app, list(arguments), input=entree)

    return jouer
