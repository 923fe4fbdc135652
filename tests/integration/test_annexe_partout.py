"""The same annexes, sent on each platform, get the same control."""

from __future__ import annotations

from bot.channels.sandbox.bac import Bac, Personne
from bot.clock import HorlogeReglable
from bot.handlers.request import Fichier
from storage.annexes.livrees import DOSSIER
from storage.unit_of_work import Base
from tests.component.scene import DEPART
from tests.fakes.slack import FakeSlack
from tests.fakes.telegram import FakeTelegram
from tests.integration.programme_telegram import ProgrammeTelegram
from tests.integration.slack.programme import ProgrammeSlack

NOM = "le-port-2024.csv"
ANNEXES = (DOSSIER / NOM).read_bytes()
VERDICT = f"{NOM} : 3 anomalies"
DETAIL = "SEDRE : flux annoncé 235, calculé 16"


async def test_on_telegram(base_sqlite: Base) -> None:
    with FakeTelegram() as fake:
        marie = fake.user(7, "Marie", started=True)
        programme = ProgrammeTelegram(base_sqlite, fake)
        programme.inscrire(marie, "Le Port")
        await programme.service.demarrer()
        fake.private_message(marie, file=fake.document(NOM, ANNEXES))
        await programme.vivre()
        await programme.service.arreter()
        assert VERDICT in fake.last(marie).text
        assert DETAIL in fake.last(marie).text


def test_on_slack(base_sqlite: Base) -> None:
    with FakeSlack(rate_limits=None) as slack, ProgrammeSlack(base_sqlite, slack) as programme:
        marie = slack.user("Marie")
        programme.inscrire(marie, "Le Port")
        slack.say(marie, "annexe", files=[slack.file(marie, NOM, ANNEXES)])
        assert slack.wait_message(marie, VERDICT).contains(DETAIL)


async def test_in_the_sandbox(base_sqlite: Base) -> None:
    personnes = (Personne("marie", "Marie", "Le Port"),)
    bac = Bac(base_sqlite, HorlogeReglable(DEPART), personnes)
    bac.inscrire_tous()
    await bac.joindre("marie", Fichier(NOM, ANNEXES))
    demande, reponse = bac.messagerie.fil("marie")
    assert (demande.texte, demande.fichier) == (NOM, True)
    assert reponse.message
    assert VERDICT in reponse.message.titre
    assert DETAIL in reponse.message.texte()
