"""What an audit says of the lock: sound only when everything was checked."""

from __future__ import annotations

from typing import Any

from outils.audit import FAILLES, NON_VERIFIE, SANS_FAILLE, verdict

SAINE = {"name": "jinja2", "version": "3.1.6", "vulns": []}
IGNOREE = {"name": "typst", "skip_reason": "Dependency not found"}


def trouee(*correctifs: str) -> dict[str, Any]:
    faille = {"id": "GHSA-1", "fix_versions": list(correctifs)}
    return {"name": "jinja2", "version": "2.11.0", "vulns": [faille]}


def test_a_lock_without_known_vulnerability_is_sound() -> None:
    assert verdict({"dependencies": [SAINE, SAINE]}) == (
        SANS_FAILLE,
        ["Aucune faille connue parmi 2 dépendances."],
    )


def test_a_vulnerability_is_named_with_the_version_that_mends_it() -> None:
    assert verdict({"dependencies": [SAINE, trouee("3.1.3")]}) == (
        FAILLES,
        ["jinja2 2.11.0 : GHSA-1, corrigée en 3.1.3"],
    )


def test_a_vulnerability_that_nothing_mends_is_named_too() -> None:
    assert verdict({"dependencies": [trouee()]})[1] == [
        "jinja2 2.11.0 : GHSA-1, sans correctif publié"
    ]


def test_what_could_not_be_checked_is_never_taken_for_sound() -> None:
    code, (ligne,) = verdict({"dependencies": [SAINE, IGNOREE]})
    assert code == NON_VERIFIE
    assert ligne.startswith("Dépendances non vérifiées : 1 sur 2.")


def test_an_empty_report_proves_nothing() -> None:
    assert verdict({"dependencies": []})[0] == NON_VERIFIE
