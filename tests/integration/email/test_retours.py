"""Mails that come back, handed to the command line as a mail server does."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.scheduler.reglement import faire_revenir
from core.domain.acces import But
from core.domain.avis import Etat
from core.domain.envois import Genre, NouvelEnvoi
from core.domain.organisations import COURRIEL, Destination
from storage.depots.releve import EtatEnvoi
from storage.unit_of_work import Base
from tests.component.scene import REF, VACANCE, Scene
from tests.fakes.smtp import FakeSmtp
from tests.integration.email.conftest import MARIE, Lancer, inscrire_par_courriel
from tests.integration.outils import MAINTENANT
from tests.unit.email.retours import absence, retour, retour_de

LUC = "luc@leport.test"


async def test_a_mail_that_comes_back_was_never_sent(
    scene: Scene, fake: FakeSmtp, lancer: Lancer
) -> None:
    await scene.dire("nadia", VACANCE)
    fait = lancer("courriel", "rebond", entree=retour_de(fake.wait_message(MARIE)))
    assert (fait.exit_code, f"{REF} : courriel revenu" in fait.stdout) == (0, True)
    (envoi,) = scene.envois(Genre.AVIS)
    assert (envoi.etat, envoi.raison) == (EtatEnvoi.MORT, "courriel revenu (5.1.1)")
    assert scene.avis().remis_le is None
    assert scene.etat() is Etat.EMIS
    assert scene.actions()[-2:] == ["avis revenu", "avis non remis"]
    await scene.battre()
    for lecteur in ("nadia", "ana"):
        assert len(scene.textes(lecteur, Genre.NON_REMIS)) == 1


async def test_the_same_bounce_twice_has_one_effect(
    scene: Scene, fake: FakeSmtp, lancer: Lancer
) -> None:
    await scene.dire("nadia", VACANCE)
    brut = retour_de(fake.wait_message(MARIE))
    lancer("courriel", "rebond", entree=brut)
    avant = scene.actions()
    fait = lancer("courriel", "rebond", entree=brut)
    assert (fait.exit_code, "déjà noté" in fait.stdout) == (0, True)
    assert scene.actions() == avant


async def test_a_bounce_that_does_not_give_our_mail_back_buries_nobody(
    scene: Scene, fake: FakeSmtp, lancer: Lancer
) -> None:
    await scene.dire("nadia", VACANCE)
    fait = lancer("courriel", "rebond", entree=retour(fake.wait_message(MARIE).id))
    assert (fait.exit_code, "ne rend pas notre courriel" in fait.stderr) == (1, True)
    (envoi,) = scene.envois(Genre.AVIS)
    assert envoi.etat is EtatEnvoi.ENVOYE


async def test_while_another_address_accepted_the_avis_it_stays_sent(
    scene: Scene, fake: FakeSmtp, lancer: Lancer
) -> None:
    inscrire_par_courriel(scene, LUC)
    await scene.dire("nadia", VACANCE)
    lancer("courriel", "rebond", entree=retour_de(fake.wait_message(MARIE)))
    await scene.battre()
    assert scene.avis().remis_le is not None
    assert scene.envois(Genre.NON_REMIS) == []
    assert len(fake.messages) == 2


async def test_a_mail_that_comes_back_takes_an_address_added_since(
    scene: Scene, fake: FakeSmtp, lancer: Lancer
) -> None:
    await scene.dire("nadia", VACANCE)
    inscrire_par_courriel(scene, LUC)
    lancer("courriel", "rebond", entree=retour_de(fake.wait_message(MARIE)))
    await scene.battre()
    assert fake.wait_message(LUC, REF)
    assert scene.avis().remis_le == scene.maintenant
    assert scene.envois(Genre.NON_REMIS) == []


async def test_a_dead_address_is_written_to_no_more(
    scene: Scene, fake: FakeSmtp, lancer: Lancer
) -> None:
    await scene.dire("nadia", VACANCE)
    lancer("courriel", "rebond", entree=retour_de(fake.wait_message(MARIE)))
    await scene.dire("nadia", VACANCE)
    assert len(fake.messages) == 1


async def test_a_bounce_after_the_acknowledgement_leaves_the_clock_alone(
    scene: Scene, fake: FakeSmtp, lancer: Lancer
) -> None:
    inscrire_par_courriel(scene, LUC)
    scene.inscrire("paul-du-port", "Le Port")
    await scene.dire("nadia", VACANCE)
    premiere = scene.avis().premiere
    assert premiere
    lancer("courriel", "rebond", entree=retour_de(fake.wait_message(MARIE)))
    assert (scene.etat(), scene.avis().premiere) == (Etat.OUVERT, premiere)


@pytest.mark.parametrize(
    ("brut", "code", "phrase"),
    [
        (retour(action="delayed", statut="4.4.1"), 0, "retardé"),
        (absence("Auto-Submitted: auto-replied"), 0, "Réponse automatique : rien à faire."),
        (retour("<" + "0" * 32 + "@fluxbot.test>"), 1, "ne nomme aucun courriel envoyé d'ici"),
        (b"", 1, "n'est pas un avis de non-remise"),
        (b"\xff\x00" * 5000, 1, "n'est pas un avis de non-remise"),
    ],
    ids=["delay", "away", "unknown", "empty", "noise"],
)
async def test_what_is_no_failure_of_ours_changes_nothing(
    scene: Scene, fake: FakeSmtp, lancer: Lancer, brut: bytes, code: int, phrase: str
) -> None:
    await scene.dire("nadia", VACANCE)
    avant = scene.actions()
    identite = fake.wait_message(MARIE).id.encode()
    fait = lancer(
        "courriel", "rebond", entree=brut.replace(b"<" + b"ab" * 16 + b"@fluxbot.test>", identite)
    )
    assert (fait.exit_code, phrase in fait.output) == (code, True)
    assert scene.actions() == avant


def test_a_send_comes_back_once_on_both_databases(base: Base) -> None:
    with base.transaction() as uow:
        port = next(une for une in uow.organisations.toutes() if une.nom == "Le Port")
        vers = Destination(COURRIEL, MARIE)
        corps = '[{"message": {"titre": "Lien"}}]'
        uow.envois.ajouter(
            NouvelEnvoi(
                Genre.LIEN, vers, "lien", MAINTENANT, None, port.id, {"but": But.ESPACE}, corps
            )
        )
        (envoi,) = uow.envois.a_prendre(MAINTENANT, [COURRIEL])
        (envoi,) = uow.envois.prendre([envoi], MAINTENANT + timedelta(minutes=1), "copie")
        uow.envois.regler(envoi, EtatEnvoi.ENVOYE, MAINTENANT, message="<m@x.fr>")
    with base.transaction() as uow:
        assert uow.envois.par_message("autre", "<m@x.fr>") is None
        trouve = uow.envois.par_message(COURRIEL, "<m@x.fr>")
        assert trouve
        assert faire_revenir(uow, MAINTENANT, trouve, "courriel revenu")
        assert not faire_revenir(uow, MAINTENANT, trouve, "courriel revenu")
