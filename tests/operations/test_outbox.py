"""`fluxbot outbox`: what is listed, what is put back, what is said of the rest."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot import bootstrap
from bot.clock import HorlogeReglable
from bot.main import app
from core.domain.envois import Genre
from storage.coffre import Coffre, nouvelle_cle
from storage.conventions.loader import conventions_livrees
from storage.engine import ouvrir
from storage.unit_of_work import Base
from tests.integration.outils import MAINTENANT, executer, nouvel_envoi

Lancer = Callable[..., Result]
ETATS = {"parti": "envoyé", "refuse": "refusé", "perdu": "incertain", "vieux": "refusé"}


@pytest.fixture
def base(tmp_path: Path, modele_sqlite: Path) -> Iterator[Base]:
    """Give sends 1 to 5: sent, refused, uncertain, refused long ago, and an answer refused."""
    shutil.copyfile(modele_sqlite, tmp_path / "essai.db")
    moteur = ouvrir(f"sqlite:///{tmp_path}/essai.db")
    une = Base(moteur, conventions_livrees(), Coffre(nouvelle_cle()))
    with une.transaction() as uow:
        for cle in ETATS:
            uow.envois.ajouter(nouvel_envoi(cle, adresse=cle))
        uow.envois.ajouter(nouvel_envoi("reponse", genre=Genre.REPONSE, corps="texte"))
    for cle, etat in (*ETATS.items(), ("reponse", "refusé")):
        quand = MAINTENANT - timedelta(days=30 if cle == "vieux" else 1)
        executer(
            une,
            "UPDATE envoi SET etat = :etat, regle_le = :quand, raison = 'essai' WHERE cle = :cle",
            etat=etat,
            quand=str(quand.replace(tzinfo=None)),
            cle=cle,
        )
    yield une
    moteur.dispose()


@pytest.fixture
def lancer(base: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lancer:
    """Run `fluxbot outbox …` on that database, at the instant of the tests."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FLUXBOT_DATABASE_URL", f"sqlite:///{tmp_path}/essai.db")
    monkeypatch.setattr(bootstrap, "horloge", lambda: HorlogeReglable(MAINTENANT))
    return lambda *mots: CliRunner().invoke(app, ["outbox", *mots])


def en_attente(base: Base) -> list[int]:
    """Give the numbers of the sends that wait."""
    lignes = executer(base, "SELECT id FROM envoi WHERE etat = 'en attente' ORDER BY id")
    return list(lignes.scalars())


def test_the_list_shows_what_did_not_get_through_since_when_and_why(lancer: Lancer) -> None:
    dit = lancer("list").stdout
    assert "envoyé" not in dit
    assert "09/03/2026 à 06:15" in dit
    assert dit.count("essai") >= 4


def test_the_list_of_one_dossier_shows_no_other(lancer: Lancer) -> None:
    assert "refusé" in lancer("list", "--dossier", "av-2026-0001").stdout
    assert "refusé" not in lancer("list", "--dossier", "AV-2026-0002").stdout


def test_several_sends_are_put_back_at_once(lancer: Lancer, base: Base) -> None:
    fait = lancer("requeue", "2", "3")
    assert (fait.exit_code, fait.stdout) == (0, "2 envois remis en file.\n")
    assert en_attente(base) == [2, 3]


def test_only_what_may_have_arrived_is_sent_again_as_a_possible_double(
    lancer: Lancer, base: Base
) -> None:
    lancer("requeue", "2", "3")
    assert executer(base, "SELECT id FROM envoi WHERE doublon").scalars().all() == [3]


def test_all_that_failed_lately_is_put_back_and_nothing_else(lancer: Lancer, base: Base) -> None:
    assert lancer("requeue", "--tous").stdout == "2 envois remis en file.\n"
    assert en_attente(base) == [2, 3]


def test_it_says_why_a_send_is_left_and_puts_the_others_back(lancer: Lancer, base: Base) -> None:
    fait = lancer("requeue", "1", "2", "5", "99")
    assert fait.exit_code == 1
    assert fait.stdout.splitlines() == [
        "1 envoi remis en file.",
        "Envoi 1 : il est « envoyé », rien à relancer.",
        "Envoi 5 : une réponse ne se renvoie pas, son texte est effacé : la personne redemande.",
        "Envoi 99 : n'existe pas.",
    ]
    assert en_attente(base) == [2]


def test_without_any_number_it_gives_an_example(lancer: Lancer) -> None:
    fait = lancer("requeue")
    assert fait.exit_code == 2
    assert "fluxbot outbox requeue 41 42" in fait.stderr
