"""A mail names what to do and leads there: nobody can type a command in it."""

from __future__ import annotations

import re

from core.domain.envois import Genre
from core.domain.organisations import Role
from tests.component.courriel import MAIRIE, SceneCourriel, le
from tests.component.scene import NUR, REF, VACANCE

SIDR = "flux@sidr.example"
TAPEE = re.compile(r"(?:^|[\s(])/[a-z]{3,}")


async def suivre(scene: SceneCourriel) -> int:
    """The town hall acknowledges by mail; SIDR reads by mail too."""
    scene.inscrire_adresse(SIDR, "SIDR", Role.AGENT)
    mairie = scene.inscrire_adresse(MAIRIE, "Le Port")
    await scene.dire("nadia", VACANCE)
    await scene.sur_la_page(mairie, f"/accuser {REF}")
    return mairie


def libelles(scene: SceneCourriel, genre: Genre) -> list[str]:
    """Give the buttons of SIDR's last mail of a kind."""
    message = scene.dernier(SIDR, genre).message
    assert message
    return [un.libelle for un in message.boutons]


async def test_no_mail_of_a_whole_life_asks_to_type(scene_courriel: SceneCourriel) -> None:
    mairie = await suivre(scene_courriel)
    await scene_courriel.sur_la_page(mairie, f"/candidats {REF} {NUR[0]}")
    assert libelles(scene_courriel, Genre.CANDIDATS)[0] == "Lire les numéros"
    await scene_courriel.sur_la_page(mairie, f"/candidats {REF} retirer=1")
    await scene_courriel.jusqu_a_l_echeance()
    await scene_courriel.sur_la_page(mairie, f"/accuser {REF}")
    await scene_courriel.jusqu_a_l_echeance()
    assert libelles(scene_courriel, Genre.REPUTE_TENU)[0] == "Fichier de preuve"
    await scene_courriel.sur_la_page(mairie, f"/candidats {REF} {NUR[1]}")
    assert libelles(scene_courriel, Genre.TARDIFS)[0] == "Accepter les candidats tardifs"
    await scene_courriel.vivre_jusqu_a(le(4, 20))
    lus = [un for adresse in (SIDR, MAIRIE) for un in scene_courriel.courriels(adresse)]
    assert len(lus) > 10
    assert [un for un in lus if TAPEE.search(un)] == []


async def test_a_changed_reason_reaches_the_bailleur_too(scene_courriel: SceneCourriel) -> None:
    mairie = await suivre(scene_courriel)
    await scene_courriel.sur_la_page(mairie, f'/candidats {REF} {NUR[0]} motif="secteur tendu"')
    await scene_courriel.sur_la_page(mairie, f'/candidats {REF} motif="dossier suspendu"')
    assert "Son motif : dossier suspendu." in scene_courriel.courriels(SIDR, Genre.CANDIDATS)[-1]


async def test_the_bailleur_learns_at_once_that_only_a_mailbox_reads(
    scene_courriel: SceneCourriel,
) -> None:
    scene_courriel.inscrire_adresse(MAIRIE, "Le Port")
    assert "Le Port lit par courriel" in await scene_courriel.dire("nadia", VACANCE)
