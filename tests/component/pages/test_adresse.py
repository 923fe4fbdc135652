"""The addresses of an organisation are managed from a page as from a chat."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.domain.acces import But
from core.domain.organisations import COURRIEL
from tests.component.pages.navigateur import MARIE, Navigateur
from tests.component.scene import Scene


async def test_a_referent_sees_the_addresses_and_invites_one_more(scene: Scene) -> None:
    with scene.base.transaction() as uow:
        uow.ecoutes.noter(COURRIEL, scene.maintenant)
    async with Navigateur.ouvrir(scene, MARIE, But.ESPACE) as marie:
        liste = await marie.lire("/adresse")
        assert liste.statut == 200, liste.texte
        assert MARIE in liste.texte
        page = await marie.lire("/adresse?action=ajouter")
        recu = await marie.envoyer(page, "Inviter", adresse="pas une adresse")
        assert recu.statut == 422
        recu = await marie.envoyer(page, "Inviter", adresse="accueil@leport.re", role="agent")
    assert "/recu/" in str(recu.reponse.url)
    assert "accueil@leport.re" in recu.texte


@pytest.mark.parametrize("action", ["retirer", "revoquer"])
async def test_one_who_gives_up_one_s_own_link_still_gets_the_receipt(
    scene: Scene, action: str
) -> None:
    with scene.base.transaction() as uow:
        uow.ecoutes.noter(COURRIEL, scene.maintenant)
    async with Navigateur.ouvrir(scene, MARIE, But.ESPACE) as marie:
        page = await marie.lire(f"/adresse?action={action}")
        scene.horloge.avancer(timedelta(minutes=1))
        recu = await marie.envoyer(page, "", adresse=MARIE)
        assert recu.titre.startswith("Reçu"), recu.texte
        assert (await marie.lire()).statut == 404
