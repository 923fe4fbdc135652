"""Links that open nothing: the same page for all, an entry in the journal, a new link on demand."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.web.pages.application import creer_pages
from core.domain.acces import But
from core.domain.envois import Genre
from core.domain.journal import premiere_rupture
from core.usecases.surveillance import sceller_la_veille
from storage.coffre import Coffre, nouvelle_cle
from storage.liens import Liens
from storage.unit_of_work import Base
from tests.component.pages.navigateur import ADRESSE, MARIE, Navigateur, client
from tests.component.scene import REF, VACANCE, Scene

JOURNAL = "ACCES-2026"


async def refuses(scene: Scene, marie: Navigateur) -> dict[str, str]:
    """Give one address of each kind that opens nothing, by what the journal says of it."""
    assert scene.base.liens
    liens, maintenant, membre = scene.base.liens, scene.maintenant, marie.membre
    await scene.dire("nadia", VACANCE.replace('"Le Port"', '"Territoire de l\'Ouest"', 1))
    retire = scene.inscrire("luc", "Le Port")
    with scene.base.transaction() as uow:
        parti = uow.membres.par_id(retire)
        assert parti
        uow.membres.retirer(retire, maintenant)
    ailleurs = Liens(Coffre(nouvelle_cle()), ADRESSE)
    ancien = maintenant - timedelta(days=60)
    return {
        "forgé": ailleurs.pour(membre, But.DOSSIER, maintenant, REF),
        "expiré": liens.pour(membre, But.DOSSIER, ancien, REF),
        "membre retiré": liens.pour(parti, But.DOSSIER, maintenant, REF),
        "dossier étranger": liens.pour(membre, But.DOSSIER, maintenant, "AV-2026-0002"),
        "hors de son objet": marie.adresse + "/flux",
        "reçu inconnu": marie.adresse + "/recu/absent",
        "invitation utilisée ou expirée": liens.inscription(
            membre.organisation.id, "ABCD-2345-WXYZ", maintenant
        ),
    }


async def test_every_refused_link_gives_the_same_page_and_the_journal_says_why(
    scene: Scene, marie: Navigateur
) -> None:
    adresses = await refuses(scene, marie)
    reponses = [await marie.client.get(une) for une in adresses.values()]
    reponses.append(await marie.client.get(f"{marie.adresse}/avis?reference_avis=AV-2026-0002"))
    assert {une.status_code for une in reponses} == {404}
    assert len({une.content for une in reponses}) == 1
    assert len({str(une.headers) for une in reponses}) == 1
    entrees = scene.journal(JOURNAL)
    assert [une.details["raison"] for une in entrees] == list(adresses)
    assert entrees[1].details["membre"] == str(marie.membre.id)
    for adresse in adresses.values():
        assert adresse.rpartition("/p/")[2] not in repr(entrees)


async def test_a_revoked_link_gives_that_page_too(scene: Scene, marie: Navigateur) -> None:
    with scene.base.transaction() as uow:
        uow.membres.revoquer_liens(marie.membre.id, scene.maintenant)
    page = await marie.lire()
    assert (page.statut, page.titre) == (404, "Ce lien ne s'ouvre pas · fluxbot")
    assert [une.details["raison"] for une in scene.journal(JOURNAL)] == ["révoqué"]


async def test_an_avis_taken_back_from_who_only_helped_is_refused_alike(scene: Scene) -> None:
    async with Navigateur.ouvrir(scene, "paul") as paul:
        assert (await paul.lire()).statut == 404
        assert (await paul.lire("/candidats")).statut == 404


async def test_refusals_cannot_flood_the_journal_and_leave_it_whole(
    scene: Scene, marie: Navigateur
) -> None:
    for n in range(20):
        await marie.client.get(f"{ADRESSE}/p/forge{n}")
    assert len(scene.journal(JOURNAL)) == 1
    scene.horloge.avancer(timedelta(minutes=1))
    await marie.client.get(f"{ADRESSE}/p/forge")
    chaine = scene.journal(JOURNAL)
    assert len(chaine) == 2
    assert premiere_rupture(chaine) is None
    with scene.base.transaction() as uow:
        demain = scene.maintenant + timedelta(days=1)
        sceau = sceller_la_veille(uow, demain, "Indian/Reunion")
    assert sceau
    assert JOURNAL in sceau.tetes


@pytest.mark.parametrize(
    ("raison", "part"),
    [("expiré", True), ("hors de son objet", True), ("forgé", False), ("membre retiré", False)],
)
async def test_a_new_link_goes_to_the_addresses_on_file_or_nowhere_in_the_same_words(
    scene: Scene, marie: Navigateur, raison: str, part: bool
) -> None:
    adresse = (await refuses(scene, marie))[raison]
    reponse = await marie.client.post(adresse, data={"lien": "nouveau"})
    assert "Si nous connaissons le destinataire" in reponse.text
    envois = scene.envois(Genre.LIEN)
    assert [un.destination.adresse for un in envois] == ([MARIE] if part else [])


async def test_everybody_is_answered_alike_whether_a_link_goes_or_not(
    scene: Scene, marie: Navigateur
) -> None:
    adresses = await refuses(scene, marie)
    demandes = [await marie.client.post(une, data={"lien": "nouveau"}) for une in adresses.values()]
    assert len({une.content for une in demandes}) == 1


async def test_one_new_link_at_most_goes_every_ten_minutes(scene: Scene, marie: Navigateur) -> None:
    for minutes, attendus in ((0, 1), (4, 1), (4, 1), (2, 2)):
        scene.horloge.avancer(timedelta(minutes=minutes))
        await marie.client.post(marie.adresse, data={"lien": "nouveau"})
        assert len(scene.envois(Genre.LIEN)) == attendus


async def test_who_keeps_an_old_link_cannot_pester_its_reader(
    scene: Scene, marie: Navigateur
) -> None:
    for _ in range(30):
        scene.horloge.avancer(timedelta(minutes=11))
        await marie.client.post(marie.adresse, data={"lien": "nouveau"})
    assert len(scene.envois(Genre.LIEN)) == 6


async def test_the_way_to_all_one_s_avis_is_sent_where_one_already_reads(
    scene: Scene, marie: Navigateur
) -> None:
    page = await marie.lire()
    reponse = await marie.envoyer(page, "Tous mes dossiers")
    assert "en route" in reponse.titre
    assert [un.destination.adresse for un in scene.envois(Genre.LIEN)] == [MARIE]


async def test_without_a_seal_no_link_to_all_one_s_avis_goes(
    scene: Scene, marie: Navigateur
) -> None:
    await marie.poster(f"{marie.adresse}/espace", {"sceau": "forgé"})
    assert scene.envois(Genre.LIEN) == []


def test_a_service_without_a_public_address_has_no_pages(base_sqlite: Base) -> None:
    sans = Base(base_sqlite.moteur, base_sqlite.conventions, Coffre(nouvelle_cle()))
    with pytest.raises(ValueError, match="FLUXBOT_PUBLIC_URL"):
        creer_pages(sans, None)  # type: ignore[arg-type]


async def test_a_browser_that_has_no_link_learns_nothing(scene: Scene) -> None:
    async with client(scene) as ouvert:
        assert (await ouvert.get("/p/")).status_code == 404
