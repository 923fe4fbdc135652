"""The addresses of an organisation are managed from a page as from a chat."""

from __future__ import annotations

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
