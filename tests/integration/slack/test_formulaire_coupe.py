"""A form cut by a stop, sent again by its sender: the last one is done, and done once."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.component.scene import NUR, REF, VACANCE
from tests.fakes.slack import FakeSlack, User
from tests.integration.slack.programme import ProgrammeSlack


def designes(programme: ProgrammeSlack) -> list[str]:
    """Give the numbers designated for the avis."""
    with programme.base.transaction() as uow:
        avis = uow.avis.par_reference(REF)
        assert avis
        return sorted(une.numero_unique.valeur for une in uow.avis.candidatures(avis.id))


def test_a_form_sent_again_after_a_stop_is_the_one_that_counts(
    slack: FakeSlack,
    nadia: User,
    marie: User,
    programme: ProgrammeSlack,
    incidents: list[Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slack.slash(nadia, VACANCE)
    slack.press(marie, slack.wait_message(marie, REF), "Proposer des candidats")
    slack.wait_modal(marie, "Numéros uniques")

    async def ne_rien_repondre(_: Any, travail: asyncio.Future[Any], __: float) -> Any:
        travail.cancel()
        raise RuntimeError("arrêt après avoir reçu")

    with monkeypatch.context() as arret:
        arret.setattr(programme.service, "_soumettre", lambda *_: None)
        arret.setattr(programme.service._modales, "repondre", ne_rien_repondre)
        slack.submit(marie, {"numeros": " ".join(NUR[:3])})
    assert designes(programme) == []
    programme.redemarrer()
    slack.submit(marie, {"numeros": " ".join(NUR[3:6])})
    assert designes(programme) == sorted(NUR[3:6])
    programme.vivre(seconds=31)
    assert designes(programme) == sorted(NUR[3:6])
    incidents.clear()
