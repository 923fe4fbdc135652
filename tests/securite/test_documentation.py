"""The threat model names the tests that show what it claims: each of them must be there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

RACINE = Path(__file__).parents[2]
TEXTE = (RACINE / "docs/securite.md").read_text(encoding="utf-8")
LIGNES = TEXTE.split("## Secrets et jetons")[0].splitlines()
MENACES = [une for une in LIGNES if une.startswith("| ") and "|---" not in une][1:]


@pytest.mark.parametrize("ligne", MENACES, ids=lambda une: une.split("|")[1].strip())
def test_each_threat_names_tests_that_exist(ligne: str) -> None:
    cites = re.findall(r"`([\w/]+(?:\.py|/))`", ligne.split("|")[4])
    assert cites
    assert [un for un in cites if not (RACINE / "tests" / un).exists()] == []
