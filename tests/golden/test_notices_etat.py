"""Every notice of the State's side, on every platform, reads as it was last read by a person."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.channels.telegram.render import html
from bot.presenters import notices_commission, notices_prioritaire, notices_programme
from core.domain.envois import Genre
from core.messages.model import Message
from storage.coffre import Coffre, nouvelle_cle
from storage.conventions.loader import conventions_livrees
from storage.engine import ouvrir
from storage.unit_of_work import Base
from tests.fakes.slack.blockkit import problems_of_message
from tests.fakes.telegram import parse_html
from tests.fakes.telegram.limits import TEXT_LIMIT
from tests.fakes.telegram.text import utf16_length
from tests.golden.fichiers import comparer, ecrits
from tests.golden.recit import Recit
from tests.golden.recits_etat import RECITS
from tests.golden.rendus import ecrit, en_slack, en_telegram

PRESENTATIONS = {
    Genre.PROGRAMME: notices_programme.PRESENTATIONS,
    Genre.PRIORITAIRE: notices_prioritaire.PRESENTATIONS,
    Genre.COMMISSION: notices_commission.PRESENTATIONS,
}
NOMS = sorted(
    f"{genre}-{quoi}".replace("_", "-")
    for genre, toutes in PRESENTATIONS.items()
    for quoi in toutes
)


@pytest.fixture(scope="module")
def dits(modele_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Message]:
    """Live each story once, and give every notice that it read."""
    dossier, tous = tmp_path_factory.mktemp("recits"), dict[str, Message]()
    coffre = Coffre(nouvelle_cle())

    async def vivre() -> None:
        for un in RECITS:
            fichier = dossier / f"{un.__name__}.db"
            shutil.copyfile(modele_sqlite, fichier)
            moteur = ouvrir(f"sqlite:///{fichier}")
            recit = Recit.commencer(Base(moteur, conventions_livrees(), coffre))
            await un(recit)
            tous.update(recit.dits)
            moteur.dispose()

    asyncio.run(vivre())
    return tous


@pytest.mark.parametrize("nom", NOMS)
def test_a_notice_of_the_state_reads_as_it_was_read(nom: str, dits: Mapping[str, Message]) -> None:
    for suite in ("", "-dora", "-hugo"):
        if message := dits.get(nom + suite):
            comparer("telegram", f"etat-{nom}{suite}", en_telegram(message))
            comparer("slack", f"etat-{nom}{suite}", ecrit(en_slack(message)))
    assert nom in dits


def test_a_notice_of_the_state_fits_every_platform(dits: Mapping[str, Message]) -> None:
    for nom, message in dits.items():
        assert problems_of_message(en_slack(message)) == [], nom
        lu, _ = parse_html(html(message))
        assert utf16_length(lu) <= TEXT_LIMIT, nom


@pytest.mark.parametrize("secret", ["DALO", "dalo", "rapport social", "0440318"])
def test_no_notice_of_the_state_tells_a_category_nor_a_number(
    secret: str, dits: Mapping[str, Message]
) -> None:
    assert [nom for nom, message in dits.items() if secret in message.texte()] == []


@pytest.mark.parametrize("plateforme", ["telegram", "slack"])
def test_no_golden_of_the_state_is_left_without_its_notice(
    plateforme: str, dits: Mapping[str, Message]
) -> None:
    gardes = {nom for nom in ecrits(plateforme) if nom.startswith("etat-")}
    assert gardes <= {f"etat-{nom}" for nom in dits}
