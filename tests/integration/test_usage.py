"""A command line mistyped: one French sentence, where the help is, and exit code 2."""

from __future__ import annotations

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.main import app

ANGLAIS = ("Usage: ", "No such", "Missing", "Invalid", "Try '", "Show this", "Commands", "default:")


@pytest.fixture(autouse=True)
def _large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")


def taper(ligne: str) -> Result:
    """Type a command line."""
    return CliRunner().invoke(app, ligne.split())


@pytest.mark.parametrize(
    ("ligne", "phrase"),
    [
        ("zzz", "Commande inconnue : « zzz »."),
        ("chek", "Commande inconnue : « chek ». Vouliez-vous dire « check » ?"),
        ("outbox requue", "Vouliez-vous dire « requeue » ?"),
        ("--zz", "Option inconnue : --zz."),
        ("backup --zz", "Option inconnue : --zz."),
        ("invite --rol", "Option inconnue : --rol. Vouliez-vous dire --role ?"),
        ("outbox list --tout=3", "L'option --tout se donne seule, sans valeur."),
        ("invite SIDR --role", "Il manque une valeur après --role."),
        ("backup", "Il manque l'argument « fichier »."),
        ("backup a b", "En trop : b."),
        ("organisation add X --nature etat", "Il manque l'option --convention."),
        ("organisation add X --convention y", "Il manque l'option --nature : bailleur, "),
        ("outbox requeue a", "l'argument « identifiants » : « a » n'est pas un nombre entier."),
        ("flux simuler --rendus 70", "l'option --rendus : « 70 » est trop grand : au plus 50."),
        (
            "invite SIDR --role roi",
            "« roi » n'est pas permis : agent, referent ou administrateur.",
        ),
    ],
)
def test_a_line_mistyped_is_answered_in_french(ligne: str, phrase: str) -> None:
    fait = taper(ligne)
    assert fait.exit_code == 2
    assert phrase in fait.stderr
    assert "--help" in fait.stderr
    assert fait.stderr.count("\n") == 1
    assert not [mot for mot in ANGLAIS if mot in fait.output]


@pytest.mark.parametrize(
    ("ligne", "code"), [("", 2), ("outbox", 2), ("--help", 0), ("invite --help", 0)]
)
def test_the_help_is_in_french(ligne: str, code: int) -> None:
    fait = taper(ligne)
    assert fait.exit_code == code
    assert "Usage : " in fait.stdout
    assert "Affiche cette aide." in fait.stdout
    assert not fait.stderr
    assert not [mot for mot in ANGLAIS if mot in fait.output]


def test_the_help_says_what_is_required_and_what_is_assumed() -> None:
    aide = taper("invite --help").stdout
    assert "[obligatoire]" in aide
    assert "[par défaut : agent]" in aide


def test_a_fault_of_the_program_is_not_taken_for_one_of_the_person(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def tomber() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("storage.coffre.nouvelle_cle", tomber)
    assert isinstance(taper("cle nouvelle").exception, ZeroDivisionError)
