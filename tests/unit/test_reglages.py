"""The settings: a secret in a file, and a value refused in one French sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import ReglagesInvalides, Settings, lire_reglages, secret_de


@pytest.fixture(autouse=True)
def dossier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, with nothing set."""
    for champ in Settings.model_fields.values():
        monkeypatch.delenv(str(champ.alias), raising=False)
        monkeypatch.delenv(f"{champ.alias}_FILE", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ecrire(dossier: Path, **fichiers: str) -> None:
    """Write files; `env` stands for `.env`."""
    for nom, contenu in fichiers.items():
        (dossier / nom.replace("env", ".env")).write_text(contenu, encoding="utf-8")


def test_the_path_of_a_secret_may_be_written_in_the_env_file(dossier: Path) -> None:
    ecrire(dossier, env=f"FLUXBOT_SECRET_KEY=\nFLUXBOT_SECRET_KEY_FILE={dossier}/cle", cle="abc\n")
    assert secret_de(lire_reglages().secret_key) == "abc"


@pytest.mark.parametrize(
    ("variable", "valeur", "lue"),
    [
        ("FLUXBOT_SECRET_KEY_FILE", "autre", "autre clé"),
        ("FLUXBOT_SECRET_KEY", "en clair", "en clair"),
        ("FLUXBOT_SECRET_KEY", "", "clé"),
    ],
)
def test_the_environment_wins_over_the_env_file(
    dossier: Path, monkeypatch: pytest.MonkeyPatch, variable: str, valeur: str, lue: str
) -> None:
    ecrire(dossier, env="FLUXBOT_SECRET_KEY_FILE=cle", cle="clé", autre="autre clé")
    monkeypatch.setenv(variable, valeur)
    assert secret_de(lire_reglages().secret_key) == lue


def test_a_variable_set_in_the_env_file_wins_over_the_path_beside_it(dossier: Path) -> None:
    ecrire(dossier, env="FLUXBOT_SECRET_KEY=ici\nFLUXBOT_SECRET_KEY_FILE=cle", cle="là")
    assert secret_de(lire_reglages().secret_key) == "ici"


@pytest.mark.parametrize(
    ("contenu", "phrase"), [(None, "ne se lit pas"), (b"\xff\xfe", "ne se lit pas"), (b" ", "vide")]
)
def test_a_secret_that_cannot_be_read_is_named(
    dossier: Path, contenu: bytes | None, phrase: str
) -> None:
    ecrire(dossier, env="FLUXBOT_SECRET_KEY_FILE=cle")
    if contenu is not None:
        (dossier / "cle").write_bytes(contenu)
    with pytest.raises(ReglagesInvalides, match=f"FLUXBOT_SECRET_KEY_FILE : cle .*{phrase}"):
        lire_reglages()


@pytest.mark.parametrize(
    ("nom", "valeur", "raison"),
    [
        ("FLUXBOT_HTTP_PORT", "abc", "« abc » n'est pas un nombre entier. {}=8080"),
        ("FLUXBOT_HTTP_PORT", "80.5", "« 80.5 » n'est pas un nombre entier. {}=8080"),
        ("FLUXBOT_HTTP_PORT", "99999", "« 99999 » est trop grand : au plus 65535. {}=8080"),
        ("FLUXBOT_TICK_SECONDS", "0", "« 0 » est trop petit : au moins 1. {}=30"),
        ("FLUXBOT_LOG_FORMAT", "xml", "« xml » n'est pas permis : console ou json. {}=console"),
    ],
)
def test_a_value_refused_is_one_french_sentence_with_a_right_one(
    monkeypatch: pytest.MonkeyPatch, nom: str, valeur: str, raison: str
) -> None:
    monkeypatch.setenv(nom, valeur)
    with pytest.raises(ReglagesInvalides) as faute:
        lire_reglages()
    attendue = raison.format(f"Exemple : {nom}")
    assert str(faute.value) == f"{nom} : valeur refusée, {attendue}"
