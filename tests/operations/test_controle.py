"""`fluxbot check`: each point, right and wrong, and what it says to do."""

from __future__ import annotations

import shutil
from collections import namedtuple
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.cli import controle_acces, controle_base
from bot.cli.controle import controler
from bot.cli.controle_base import verifier_la_base
from bot.cli.verdict import Verdict
from bot.settings import Settings
from core.domain.envois import Genre
from core.domain.organisations import Role
from core.usecases.adhesions import VALIDITE_INVITATION, Inscrire, inscrire, inviter
from storage.coffre import Coffre, nouvelle_cle
from storage.unit_of_work import Base
from tests.integration.outils import (
    MAINTENANT,
    creer_avis,
    entree,
    executer,
    nouvel_envoi,
    organisation,
)

PLACE = namedtuple("PLACE", "total used free")
NEUVE = nouvelle_cle()


def point(base: Base, nom: str) -> Verdict:
    """Give the verdict of one point."""
    return next(un for un in verifier_la_base(base, MAINTENANT) if un.point == nom)


def test_a_sound_installation_has_nothing_wrong(base: Base) -> None:
    with base.transaction() as uow:
        sidr = organisation(uow, "SIDR")
        uow.membres.ajouter(sidr, Role.ADMINISTRATEUR, "essai", "ana", "ana", MAINTENANT)
    assert [un for un in verifier_la_base(base, MAINTENANT) if not un.bon] == []


def test_without_any_administrator_it_says_how_to_invite_one(base_sqlite: Base) -> None:
    dit = point(base_sqlite, "Administrateur")
    assert (dit.bon, dit.conseil) == (False, "fluxbot invite ORGANISATION --role administrateur")


def test_an_administrator_who_is_there_is_counted(base_sqlite: Base) -> None:
    with base_sqlite.transaction() as uow:
        sidr = organisation(uow, "SIDR")
        uow.membres.ajouter(sidr, Role.ADMINISTRATEUR, "essai", "ana", "ana", MAINTENANT)
    assert point(base_sqlite, "Administrateur").resultat == "1 joignable"


@pytest.mark.parametrize(
    ("role", "age", "attendu"),
    [
        (Role.ADMINISTRATEUR, timedelta(0), True),
        (Role.ADMINISTRATEUR, VALIDITE_INVITATION, False),
        (Role.AGENT, timedelta(0), False),
    ],
)
def test_an_administrator_invited_is_told_to_enrol_not_invited_again(
    base_sqlite: Base, role: Role, age: timedelta, attendu: bool
) -> None:
    with base_sqlite.transaction() as uow:
        inviter(uow, MAINTENANT - age, organisation(uow, "SIDR"), role, "CODE")
    dit = point(base_sqlite, "Administrateur")
    assert not dit.bon, "nobody can be alerted yet"
    assert (dit.resultat == "invité, pas encore inscrit") is attendu
    assert dit.conseil.startswith("qu'il envoie /inscription") is attendu


def test_a_code_that_was_used_is_no_longer_waited_for(base_sqlite: Base) -> None:
    with base_sqlite.transaction() as uow:
        inviter(uow, MAINTENANT, organisation(uow, "SIDR"), Role.ADMINISTRATEUR, "CODE")
        inscrire(uow, MAINTENANT, Inscrire("essai", "ana", "CODE", None))
    assert point(base_sqlite, "Administrateur").resultat == "aucun n'est joignable"


@pytest.mark.parametrize(("heures", "bon"), [(-3, True), (0, True), (3, False)])
def test_a_clock_behind_what_is_written_is_wrong(base_sqlite: Base, heures: int, bon: bool) -> None:
    with base_sqlite.transaction() as uow:
        uow.journal.ajouter(entree(instant=MAINTENANT + timedelta(hours=heures)))
    dit = point(base_sqlite, "Horloge")
    assert dit.bon is bon
    assert bon or "3\xa0heures" in dit.resultat


def test_a_clock_behind_a_platform_s_listening_is_wrong(base_sqlite: Base) -> None:
    with base_sqlite.transaction() as uow:
        uow.ecoutes.noter("telegram", MAINTENANT + timedelta(hours=1))
    assert not point(base_sqlite, "Horloge").bon


def test_an_echeance_left_undone_asks_whether_the_bot_runs(base_sqlite: Base) -> None:
    with base_sqlite.transaction() as uow:
        avis = creer_avis(uow)
    executer(
        base_sqlite,
        "INSERT INTO jalon (avis_id, nature, jours, instant) VALUES (:avis, 'relance', 0, :quand)",
        avis=avis.id,
        quand=str((MAINTENANT - timedelta(hours=2)).replace(tzinfo=None)),
    )
    dit = point(base_sqlite, "Échéances")
    assert (dit.bon, dit.resultat) == (False, "la plus ancienne attend depuis 2\xa0heures")


def test_a_send_that_did_not_get_through_is_wrong_until_it_is_sent_again(
    base_sqlite: Base,
) -> None:
    with base_sqlite.transaction() as uow:
        uow.envois.ajouter(nouvel_envoi("a"))
    executer(
        base_sqlite,
        "UPDATE envoi SET etat = 'refusé', regle_le = :quand",
        quand=str(MAINTENANT.replace(tzinfo=None)),
    )
    assert not point(base_sqlite, "Envois").bon
    with base_sqlite.transaction() as uow:
        assert uow.envois.relancer(1, MAINTENANT)
    assert point(base_sqlite, "Envois").bon


@pytest.fixture
def chiffree(base_sqlite: Base) -> Base:
    """Give a database with something encrypted under its key."""
    with base_sqlite.transaction() as uow:
        uow.envois.ajouter(nouvel_envoi("1", genre=Genre.REPONSE, corps="réponse"))
    return base_sqlite


def sous(base: Base, cles: str) -> Base:
    """Give the same database with other keys."""
    return Base(base.moteur, base.conventions, Coffre(cles))


def test_a_key_that_reads_nothing_is_wrong(chiffree: Base) -> None:
    dit = point(sous(chiffree, NEUVE), "Chiffrement")
    assert (dit.bon, dit.resultat) == (False, "1 donnée que la clé ne lit pas")


def test_a_rotation_that_was_not_done_is_named(base_sqlite: Base) -> None:
    ancienne = nouvelle_cle()
    with sous(base_sqlite, ancienne).transaction() as uow:
        uow.envois.ajouter(nouvel_envoi("1", genre=Genre.REPONSE, corps="réponse"))
    les_deux = f"{NEUVE},{ancienne}"
    assert point(sous(base_sqlite, les_deux), "Chiffrement").conseil == "fluxbot cle tourner"
    executer(base_sqlite, "DELETE FROM envoi")
    dit = point(sous(base_sqlite, les_deux), "Chiffrement")
    assert dit.conseil == "l'ancienne peut être retirée"


@pytest.mark.parametrize(("libre", "bon"), [(10_000_000, False), (10_000_000_000, True)])
def test_a_disk_nearly_full_is_wrong(
    base_sqlite: Base, monkeypatch: pytest.MonkeyPatch, libre: int, bon: bool
) -> None:
    monkeypatch.setattr(controle_base.shutil, "disk_usage", lambda _: PLACE(0, 0, libre))
    assert point(base_sqlite, "Disque").bon is bon


def test_two_copies_on_the_embedded_database_are_wrong(base_sqlite: Base) -> None:
    fin = MAINTENANT + timedelta(seconds=10)
    with base_sqlite.transaction() as uow:
        uow.mandats.prendre("telegram", "hote/1/a", fin, None)
    assert point(base_sqlite, "Copies") == Verdict("Copies", True, "une seule")
    with base_sqlite.transaction() as uow:
        uow.mandats.prendre("slack", "autre/2/b", fin, None)
    assert not point(base_sqlite, "Copies").bon


async def test_a_database_behind_is_named_with_the_command_that_mends_it(
    tmp_path: Path, modele_sqlite: Path
) -> None:
    fichier = shutil.copyfile(modele_sqlite, tmp_path / "fluxbot.db")
    reglages = Settings(
        _env_file=None,
        FLUXBOT_DATABASE_URL=f"sqlite:///{fichier}",
        FLUXBOT_SECRET_KEY=NEUVE,
    )
    juste = {un.point: un for un in await controler(reglages)}
    assert juste["Base de données"].bon
    for version, dit in (("0001", "fluxbot db upgrade"), ("9999", "plus récente")):
        base = Base(_ouvrir(fichier), {})
        executer(base, "UPDATE alembic_version SET version_num = :v", v=version)
        base.moteur.dispose()
        trouve = {un.point: un for un in await controler(reglages)}["Base de données"]
        assert not trouve.bon
        assert dit in trouve.conseil


def _ouvrir(fichier: Path) -> Any:
    from storage.engine import ouvrir

    return ouvrir(f"sqlite:///{fichier}")


@pytest.mark.parametrize(
    ("vivantes", "bon", "dit"),
    [
        ({"https://fluxbot.exemple.fr"}, True, "mène au bot"),
        ({"http://127.0.0.1:8080"}, False, "ne mène pas au bot"),
        (set(), True, "à vérifier quand le bot tournera"),
    ],
)
async def test_the_public_address_must_lead_to_the_bot_that_runs(
    monkeypatch: pytest.MonkeyPatch, vivantes: set[str], bon: bool, dit: str
) -> None:
    def repondre(requete: httpx.Request) -> httpx.Response:
        if str(requete.url).removesuffix("/healthz") in vivantes:
            return httpx.Response(200, json={"etat": "ok"})
        raise httpx.ConnectError("refusé")

    vrai = httpx.AsyncClient
    monkeypatch.setattr(
        controle_acces.httpx,
        "AsyncClient",
        lambda **suite: vrai(transport=httpx.MockTransport(repondre), **suite),
    )
    reglages = Settings(
        _env_file=None, FLUXBOT_PUBLIC_URL="https://fluxbot.exemple.fr", SMTP_HOST="smtp.exemple.fr"
    )
    trouve = [
        un
        for un in await controle_acces.verifier_les_acces(reglages)
        if un.point == "Adresse publique"
    ]
    assert [un.bon for un in trouve] == [bon]
    assert dit in trouve[0].resultat
