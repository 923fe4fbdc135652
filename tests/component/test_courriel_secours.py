"""When chat dies, the mailbox gets the notices, and an administrateur is told once."""

from __future__ import annotations

from bot.channels.evenements import Depart, Retour, noter
from core.domain.avis import Etat
from core.domain.envois import Genre, Gone
from core.domain.organisations import Destination
from core.usecases.secours import signaler_secours
from tests.component.courriel import MAIRIE, SceneCourriel
from tests.component.plateforme import NOM
from tests.component.scene import REF, VACANCE

BLOQUE = Gone("bloqué")
MARIE = Destination(NOM, "marie")


def entendre(scene: SceneCourriel, evenement: Depart | Retour) -> None:
    """Have the platform tell of a departure or a return."""
    with scene.base.transaction() as uow:
        noter(uow, evenement, scene.maintenant)


async def tomber(scene: SceneCourriel) -> int:
    """Let Le Port's only conversation die of an avis; gives the mailbox's member."""
    scene.inscrire("marie", "Le Port")
    membre = scene.inscrire_adresse(MAIRIE, "Le Port", secours=True)
    scene.plateforme.repondra(BLOQUE, adresse="marie")
    await scene.dire("nadia", VACANCE)
    return membre


async def test_a_mailbox_of_last_resort_is_silent_while_chat_lives(
    scene_courriel: SceneCourriel,
) -> None:
    scene_courriel.inscrire("marie", "Le Port")
    scene_courriel.inscrire_adresse(MAIRIE, "Le Port", secours=True)
    await scene_courriel.dire("nadia", VACANCE)
    await scene_courriel.jusqu_a_l_echeance()
    assert scene_courriel.courriels(MAIRIE) == []


async def test_the_notice_takes_the_mailbox_once_and_waits_for_an_acknowledgement(
    scene_courriel: SceneCourriel,
) -> None:
    membre = await tomber(scene_courriel)
    assert len(scene_courriel.courriels(MAIRIE, Genre.AVIS)) == 1
    assert scene_courriel.etat() is Etat.EMIS
    assert scene_courriel.textes("nadia", Genre.NON_REMIS) == []
    await scene_courriel.sur_la_page(membre, f"/accuser {REF}")
    assert scene_courriel.etat() is Etat.OUVERT


async def test_administrateurs_are_told_once_a_fall(scene_courriel: SceneCourriel) -> None:
    await tomber(scene_courriel)
    entendre(scene_courriel, Depart(MARIE))
    await scene_courriel.attendre(hours=1)
    (texte,) = scene_courriel.textes("ana", Genre.SECOURS)
    assert texte.startswith("Le Port n'est plus joignable que par courriel")
    assert scene_courriel.textes("nadia", Genre.SECOURS) == []


async def test_a_departure_without_any_notice_is_told_too(scene_courriel: SceneCourriel) -> None:
    scene_courriel.inscrire("marie", "Le Port")
    scene_courriel.inscrire_adresse(MAIRIE, "Le Port")
    entendre(scene_courriel, Depart(MARIE))
    await scene_courriel.battre()
    assert len(scene_courriel.textes("ana", Genre.SECOURS)) == 1


async def test_a_second_fall_is_told_anew(scene_courriel: SceneCourriel) -> None:
    await tomber(scene_courriel)
    entendre(scene_courriel, Retour("marie", MARIE))
    await scene_courriel.attendre(days=1)
    entendre(scene_courriel, Depart(MARIE))
    await scene_courriel.battre()
    assert len(scene_courriel.textes("ana", Genre.SECOURS)) == 2


async def test_one_dead_conversation_among_others_is_no_fall(
    scene_courriel: SceneCourriel,
) -> None:
    scene_courriel.inscrire("luc", "Le Port")
    await tomber(scene_courriel)
    assert scene_courriel.envois(Genre.SECOURS) == []
    assert scene_courriel.courriels(MAIRIE) == []


async def test_an_organisation_left_with_nothing_is_not_said_to_read_mail(
    scene_courriel: SceneCourriel,
) -> None:
    scene_courriel.inscrire("marie", "Le Port")
    scene_courriel.plateforme.repondra(BLOQUE, adresse="marie")
    await scene_courriel.dire("nadia", VACANCE)
    (dit,) = scene_courriel.textes("ana", Genre.SECOURS)
    assert "courriel" not in dit
    assert len(scene_courriel.textes("nadia", Genre.NON_REMIS)) == 1


async def test_when_nothing_is_left_an_administrateur_is_told_once(
    scene_courriel: SceneCourriel,
) -> None:
    await tomber(scene_courriel)
    with scene_courriel.base.transaction() as uow:
        uow.canaux.enterrer(
            Destination("courriel", MAIRIE), "boîte fermée", scene_courriel.maintenant
        )
        for _ in range(2):
            signaler_secours(uow, scene_courriel.maintenant, Destination("courriel", MAIRIE))
    await scene_courriel.battre()
    dits = [un for un in scene_courriel.textes("ana", Genre.SECOURS) if "joignable\n" in un]
    assert len(dits) == 1
    assert "rien ne lui parvient" in dits[0]
