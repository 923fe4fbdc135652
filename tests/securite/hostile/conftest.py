"""The count of hostile inputs, told at the end when it was asked for."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.securite.hostile.nombre import Jets


@pytest.fixture(scope="module")
def jets(request: pytest.FixtureRequest) -> Iterator[Jets]:
    """Count what a module throws; say it when FLUXBOT_HOSTILE is set."""
    comptes = Jets()
    yield comptes
    if "FLUXBOT_HOSTILE" in os.environ:
        dit = f"\n{comptes.lances} saisies hostiles lancées ({request.node.name})"
        with request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
            print(dit)
