"""What nobody plans: late answers, departed workspaces, strangers, files."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.channels.slack import reception
from bot.channels.slack.adresses import NOM
from bot.channels.slack.application import Acces
from core.domain.organisations import Role
from core.usecases.adhesions import inviter
from tests.component.scene import NUR, REF, VACANCE
from tests.e2e.slack import CHAMPS
from tests.fakes.slack import FakeSlack, User
from tests.integration.slack.programme import ProgrammeSlack


def prive(programme: ProgrammeSlack, organisation: str) -> str:
    """Give where the only member of an organisation reads in private."""
    with programme.base.transaction() as uow:
        une = next(un for un in uow.organisations.toutes() if un.nom == organisation)
        (ou,) = uow.canaux.destinations(une.id)
    return ou.adresse


def test_a_form_refused_too_late_for_its_closed_modal_is_answered_in_private(
    slack: FakeSlack, nadia: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    slack.slash(nadia, "/vacance")
    slack.wait_modal(nadia, "À quel réservataire ?")
    monkeypatch.setattr(reception, "PATIENCE", 0.0)
    slack.submit(nadia, CHAMPS | {"annee": "98"})
    slack.close_modal(nadia)
    monkeypatch.undo()
    dite = slack.wait_message(nadia, "n'a pas été pris en compte")
    slack.press(nadia, dite, "Reprendre le formulaire")
    slack.wait_modal(nadia, "À quel réservataire ?")


def test_a_button_pressed_in_a_shared_channel_moves_nobody_s_private_address(
    slack: FakeSlack, programme: ProgrammeSlack, nadia: User
) -> None:
    mairie = slack.workspace("Mairie du Port", installed=False)
    rose = slack.user("Rose", mairie)
    programme.inscrire(rose, "Le Port")
    salon = slack.channel("commun", nadia, rose, shared_with=[mairie])
    slack.mention(rose, salon, "canal")
    slack.wait_message(salon, "arriveront ici")
    slack.slash(nadia, VACANCE)
    slack.press(rose, slack.wait_message(salon, f"Avis de vacance {REF}"), "Voir")
    slack.wait_message(salon, "Historique", viewer=rose)
    slack.mention(rose, salon, "canal retirer")
    slack.wait_message(salon, "ne reçoit plus les avis")
    assert prive(programme, "Le Port") == f"{mairie.id}/{rose.id}"


def test_a_code_corrected_in_the_same_modal_draws_the_board(
    slack: FakeSlack, programme: ProgrammeSlack
) -> None:
    ines = slack.user("Inès")
    with programme.base.transaction() as uow:
        port = next(une for une in uow.organisations.toutes() if une.nom == "Le Port")
        inviter(uow, programme.horloge.maintenant(), port, Role.AGENT, "ABCD-2345-WXYZ")
    slack.open_home(ines)
    slack.wait_for(lambda: slack.home(ines))
    slack.press_home(ines, "M'inscrire")
    slack.wait_modal(ines, "Votre code d'inscription")
    slack.submit(ines, {"code": "faux"})
    slack.submit(ines, {"code": "ABCD-2345-WXYZ"})
    slack.wait_for(lambda: "Aucun avis en cours" in slack.home(ines).plain)  # type: ignore[union-attr]


def test_a_departure_told_after_a_return_is_ignored(
    slack: FakeSlack, programme: ProgrammeSlack, marie: User
) -> None:
    programme.horloge.avancer_a(datetime.now(UTC) + timedelta(hours=1))
    programme.service._entrepot.ajouter_le_notre(
        asyncio.run(programme.service._entrepot.espace(slack.team.id))  # type: ignore[arg-type]
    )
    slack.emit(slack.team, {"type": "app_uninstalled"})
    slack.slash(marie, "/aide")
    slack.wait_message(marie, "Ce que vous pouvez faire ici")


def test_somebody_not_enrolled_makes_the_bot_join_nothing(
    slack: FakeSlack, programme: ProgrammeSlack
) -> None:
    inconnu = slack.user("Inconnu")
    salon = slack.channel("ouvert", inconnu, bot=False)
    slack.slash(inconnu, "/canal", salon)
    slack.wait_message(inconnu, "Vous n'êtes inscrit pour aucune organisation")
    assert slack.calls_of("conversations.join") == []


def test_a_tick_that_does_not_listen_claims_to_have_heard_nothing(
    slack: FakeSlack, programme: ProgrammeSlack
) -> None:
    asyncio.run(programme.service.faire_le_point(programme.horloge.maintenant()))
    with programme.base.transaction() as uow:
        assert uow.ecoutes.jusqu_a() is None


def test_a_number_pasted_with_an_invisible_sign_is_understood(
    slack: FakeSlack, nadia: User, marie: User
) -> None:
    slack.slash(nadia, VACANCE)
    slack.press(marie, slack.wait_message(marie, REF), "Proposer des candidats")
    slack.wait_modal(marie, "Numéros uniques")
    slack.submit(marie, {"numeros": "\u200b".join((" ".join(NUR[:3]), ""))})
    slack.wait_message(marie, "3 candidats ajoutés")


def test_secrets_are_not_shown_by_a_repr() -> None:
    acces = Acces("https://x/api/", "xoxb-1", "xapp-2", "signature", "client", "secret-client")
    assert not any(un in repr(acces) for un in ("xoxb-1", "xapp-2", "signature='", "secret-client"))


def test_the_program_sleeps_behind_a_conversation_put_off(
    slack: FakeSlack, programme: ProgrammeSlack, nadia: User, marie: User
) -> None:
    slack.faults.rate_limit("chat.postMessage", times=1, retry_after=600, channel=marie.id)
    slack.slash(nadia, VACANCE)
    slack.slash(nadia, VACANCE)
    slack.wait_message(nadia, "AV-2026-0002 : envoyé au Port")
    with programme.base.transaction() as uow:
        prochain = uow.envois.prochain([NOM], programme.horloge.maintenant())
    assert prochain == programme.horloge.maintenant() + timedelta(seconds=600)
