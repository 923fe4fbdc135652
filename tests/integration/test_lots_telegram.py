"""What one poll brings: committed together, handled in order, each for itself."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import event

from bot.channels.telegram.sender import NOM
from bot.handlers.request import Request
from bot.handlers.router import Routeur
from tests.fakes.telegram import FakeTelegram, User
from tests.integration.programme_telegram import ProgrammeTelegram


def update(numero: int) -> dict[str, Any]:
    return {"update_id": numero}


async def test_a_whole_poll_is_committed_at_once(programme: ProgrammeTelegram) -> None:
    commits: list[object] = []
    event.listen(programme.base.moteur, "commit", commits.append)
    await programme.service.recevoir(update(1), update(2), update(3))
    with programme.base.transaction() as uow:
        assert (len(commits), len(uow.arrivees.en_attente(NOM))) == (1, 3)


async def test_commands_of_one_poll_are_answered_in_the_order_they_were_typed(
    fake: FakeTelegram, programme: ProgrammeTelegram, nadia: User
) -> None:
    tapes = [fake.private_message(nadia, f"/avis AV-2026-000{rang}") for rang in range(1, 4)]
    await programme.vivre()
    reponses = [une.text for une in fake.messages(nadia)]
    assert [une.text.split()[1] in dit for une, dit in zip(tapes, reponses, strict=True)] == [
        True,
        True,
        True,
    ]


async def test_a_command_that_faults_keeps_none_of_the_others_waiting(
    monkeypatch: pytest.MonkeyPatch, fake: FakeTelegram, programme: ProgrammeTelegram, nadia: User
) -> None:
    traiter = Routeur.traiter

    def en_panne(self: Routeur, requete: Request, *suite: Any) -> None:
        if requete.texte == "/profil":
            raise RuntimeError("panne")
        traiter(self, requete, *suite)

    monkeypatch.setattr(Routeur, "traiter", en_panne)
    fake.private_message(nadia, "/profil")
    fake.private_message(nadia, "/aide")
    await programme.vivre()
    with programme.base.transaction() as uow:
        restent = uow.arrivees.en_attente(NOM)
    assert (len(fake.messages(nadia)), ["/profil" in une.charge for une in restent]) == (1, [True])
