"""/adresse: who reads by e-mail, kept by the organisation's référent."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from core.domain.acces import Acces, But
from core.domain.adresses import masquer
from core.domain.envois import Genre, Gone
from core.domain.journal import Entree
from core.domain.organisations import COURRIEL, Destination, Membre, Role
from core.usecases.adhesions import Inscrire, inscrire
from tests.component.courriel import CALEOL, MAIRIE, PUBLIC, SceneCourriel
from tests.component.scene import VACANCE, groupe

JEAN = "jean@ville.example"


@pytest.fixture
def scene(scene_courriel: SceneCourriel) -> SceneCourriel:
    """Marie, référente of Le Port, on chat."""
    scene_courriel.inscrire("marie", "Le Port")
    return scene_courriel


def chaine(scene: SceneCourriel, organisation: str = "Le Port") -> list[Entree]:
    """Read the chain of an organisation."""
    trouvee = scene.organisation(organisation)
    with scene.base.transaction() as uow:
        return list(uow.journal.chaine(f"ORG-{trouvee.id}"))


def actives(scene: SceneCourriel, organisation: str = "Le Port") -> list[str]:
    """Name the addresses that read for an organisation."""
    trouvee = scene.organisation(organisation)
    with scene.base.transaction() as uow:
        siennes = uow.membres.adresses(trouvee.id)
    return [une.courriel for une in siennes]


def invitation_de(scene: SceneCourriel, adresse: str) -> Acces:
    """Read the link of the last invitation of a mailbox."""
    (lien,) = scene.dernier(adresse, Genre.INVITATION).liens
    assert scene.base.liens
    return scene.base.liens.lire(lien.removeprefix(f"{PUBLIC}/p/"))


def confirmer(scene: SceneCourriel, adresse: str) -> Membre:
    """Enrol with the last invitation of a mailbox, as the page does."""
    code = invitation_de(scene, adresse).objet
    with scene.base.transaction() as uow:
        return inscrire(uow, scene.maintenant, Inscrire(COURRIEL, adresse, code, adresse))


async def test_an_address_is_invited_and_reads_nothing_before_it_is_confirmed(
    scene: SceneCourriel,
) -> None:
    reponse = await scene.dire("marie", f"/adresse ajouter {JEAN.upper()}")
    assert f"Une invitation part à {JEAN}" in reponse
    await scene.dire("nadia", VACANCE)
    (invitation,) = scene.courriel.fil(JEAN)
    assert invitation.genre is Genre.INVITATION
    assert actives(scene) == []


async def test_the_link_of_an_invitation_holds_its_code_and_no_text_does(
    scene: SceneCourriel,
) -> None:
    await scene.dire("marie", f"/adresse ajouter {JEAN} role=referent secours=oui")
    acces = invitation_de(scene, JEAN)
    assert acces.but is But.INSCRIPTION
    assert acces.objet not in scene.courriels(JEAN)[0]
    membre = confirmer(scene, JEAN)
    assert (membre.organisation.nom, membre.role) == ("Le Port", Role.REFERENT)


async def test_the_outbox_keeps_no_link_once_sent(scene: SceneCourriel) -> None:
    await scene.dire("marie", f"/adresse ajouter {JEAN}")
    (ligne,) = scene.envois(Genre.INVITATION)
    assert "/p/" not in ligne.texte


@pytest.mark.parametrize("organisation", ["Le Port", "Territoire de l'Ouest"])
async def test_an_address_already_enrolled_is_refused(
    scene: SceneCourriel, organisation: str
) -> None:
    scene.inscrire_adresse(JEAN, organisation)
    reponse = await scene.dire("marie", f"/adresse ajouter {JEAN}")
    ailleurs = "pour une autre organisation" if organisation != "Le Port" else "pour Le Port"
    assert ailleurs in reponse
    assert scene.envois(Genre.INVITATION) == []


async def test_a_mailbox_is_not_filled_with_invitations(scene: SceneCourriel) -> None:
    await scene.dire("marie", f"/adresse ajouter {JEAN}")
    assert "Attendez dix minutes" in await scene.dire("marie", f"/adresse ajouter {JEAN}")
    scene.horloge.avancer(timedelta(minutes=10))
    assert "Une invitation part" in await scene.dire("marie", f"/adresse ajouter {JEAN}")


async def test_a_withdrawn_address_reads_nothing_more_and_what_waits_is_closed(
    scene: SceneCourriel,
) -> None:
    scene.inscrire_adresse(MAIRIE, "Le Port")
    await scene.ecrire("nadia", VACANCE)
    await scene.dire("marie", f"/adresse retirer {MAIRIE}")
    await scene.attendre(days=3)
    assert scene.courriel.essais == []
    assert actives(scene) == []


async def test_an_invitation_that_waits_is_withdrawn_too(scene: SceneCourriel) -> None:
    await scene.dire("marie", f"/adresse ajouter {JEAN}")
    assert "ne reçoit plus rien" in await scene.dire("marie", f"/adresse retirer {JEAN}")
    assert "invitée" not in await scene.dire("marie", "/adresse")


async def test_withdrawing_the_last_reader_says_so(scene_courriel: SceneCourriel) -> None:
    membre = scene_courriel.inscrire_adresse(MAIRIE, "Le Port")
    reponse = await scene_courriel.sur_la_page(membre, f"/adresse retirer {MAIRIE}")
    assert "plus personne ne reçoit les avis du Port" in reponse


async def test_revoking_kills_the_links_already_sent(scene: SceneCourriel) -> None:
    numero = scene.inscrire_adresse(MAIRIE, "Le Port")
    scene.horloge.avancer(timedelta(hours=1))
    await scene.dire("marie", f"/adresse revoquer {MAIRIE}")
    with scene.base.transaction() as uow:
        assert uow.membres.liens_depuis(numero) == scene.maintenant


async def test_an_address_is_kept_for_the_last_resort(scene: SceneCourriel) -> None:
    scene.inscrire_adresse(MAIRIE, "Le Port")
    await scene.dire("marie", f"/adresse secours {MAIRIE} oui")
    assert f"{MAIRIE} · référent · de secours" in await scene.dire("marie", "/adresse")
    await scene.dire("nadia", VACANCE)
    assert scene.courriels(MAIRIE) == []


async def test_the_list_says_which_addresses_are_dead_and_why(scene: SceneCourriel) -> None:
    scene.inscrire_adresse(MAIRIE, "Le Port")
    port = scene.organisation("Le Port").id
    with scene.base.transaction() as uow:
        lieu = next(une for une in uow.canaux.destinations(port) if une.par_courriel)
        uow.canaux.enterrer(lieu, "adresse refusée (550)", scene.maintenant)
    dit = await scene.dire("marie", "/adresse")
    assert "ne reçoit plus rien depuis le 10/03/2026 (adresse refusée (550))" in dit


async def test_an_invitation_refused_by_its_server_shows(scene: SceneCourriel) -> None:
    scene.courriel.repondra(Gone("adresse refusée (550)"), genre=Genre.INVITATION)
    await scene.dire("marie", f"/adresse ajouter {JEAN}")
    assert f"{JEAN} · invitée, refusée par son serveur" in await scene.dire("marie", "/adresse")


async def test_a_dead_address_lives_again_once_confirmed_anew(scene: SceneCourriel) -> None:
    scene.inscrire_adresse(JEAN, "Le Port")
    with scene.base.transaction() as uow:
        uow.canaux.enterrer(Destination(COURRIEL, JEAN), "refusée", scene.maintenant)
    assert "Une invitation part" in await scene.dire("marie", f"/adresse ajouter {JEAN}")
    confirmer(scene, JEAN)
    assert f"{JEAN} · référent" in await scene.dire("marie", "/adresse")
    assert "ne reçoit plus rien" not in await scene.dire("marie", "/adresse")


async def test_an_avis_that_waits_goes_to_an_address_confirmed_since(
    scene_courriel: SceneCourriel,
) -> None:
    chef = scene_courriel.inscrire_adresse(MAIRIE, "Le Port")
    await scene_courriel.dire("nadia", VACANCE)
    await scene_courriel.sur_la_page(chef, f"/adresse ajouter {JEAN}")
    confirmer(scene_courriel, JEAN)
    await scene_courriel.battre()
    assert len(scene_courriel.courriels(JEAN, Genre.AVIS)) == 1
    assert len(scene_courriel.courriels(MAIRIE, Genre.AVIS)) == 1


async def test_a_bailleur_keeps_the_address_of_its_caleol(scene: SceneCourriel) -> None:
    assert f"partiront à {CALEOL}" in await scene.dire("nadia", f"/adresse caleol={CALEOL}")
    assert f"CALEOL : {CALEOL}" in await scene.dire("nadia", "/adresse")
    await scene.dire("nadia", "/adresse caleol=aucune")
    assert "CALEOL : aucune" in await scene.dire("nadia", "/adresse")


async def test_a_reservataire_has_no_caleol(scene: SceneCourriel) -> None:
    reponse = await scene.dire("marie", f"/adresse caleol={CALEOL}")
    assert "réservé aux bailleurs" in reponse


async def test_an_agent_is_sent_to_a_referent(scene: SceneCourriel) -> None:
    scene.inscrire("luc", "Le Port", Role.AGENT)
    assert "demande le rôle référent" in await scene.dire("luc", "/adresse")


async def test_a_referent_cannot_withdraw_an_administrateur(scene: SceneCourriel) -> None:
    scene.inscrire_adresse(JEAN, "Le Port", Role.ADMINISTRATEUR)
    reponse = await scene.dire("marie", f"/adresse retirer {JEAN}")
    assert "seul un administrateur peut la retirer" in reponse
    assert actives(scene) == [JEAN]


async def test_a_foreign_address_is_as_unknown_as_any(scene: SceneCourriel) -> None:
    scene.inscrire_adresse(JEAN, "SODIAC")
    for commande in (f"retirer {JEAN}", f"revoquer {JEAN}", f"secours {JEAN} non"):
        reponse = await scene.dire("marie", f"/adresse {commande}")
        assert "n'est pas une adresse confirmée du Port" in reponse
    assert actives(scene, "SODIAC") == [JEAN]


async def test_addresses_are_masked_where_several_people_read(scene: SceneCourriel) -> None:
    scene.inscrire_adresse(MAIRIE, "Le Port")
    for commande in ("/adresse", f"/adresse revoquer {MAIRIE}", "/adresse retirer"):
        reponse = await scene.dire("marie", commande, groupe())
        assert MAIRIE not in reponse
    assert masquer(MAIRIE) in await scene.dire("marie", "/adresse", groupe())


async def test_every_change_is_recorded_without_the_address(scene: SceneCourriel) -> None:
    await scene.dire("marie", f"/adresse ajouter {JEAN}")
    scene.inscrire_adresse(MAIRIE, "Le Port")
    await scene.dire("marie", f"/adresse secours {MAIRIE} oui")
    await scene.dire("marie", f"/adresse revoquer {MAIRIE}")
    await scene.dire("marie", f"/adresse retirer {MAIRIE}")
    entrees = chaine(scene)
    assert [une.action for une in entrees] == [
        "adresse invitée",
        "adresse de secours",
        "liens révoqués",
        "adresse retirée",
    ]
    assert not re.search(r"@", repr(entrees))
    assert entrees[1].details["adresse"] == entrees[3].details["adresse"]


async def test_the_form_asks_for_what_is_missing(scene: SceneCourriel) -> None:
    assert "Ajouter une adresse" in await scene.dire("marie", "/adresse")
    assert "Adresse de courriel" in await scene.presser("marie", "Ajouter une adresse")
    assert "doit porter un « @ »" in await scene.dire("marie", "jean.ville.fr")
    assert "Rôle" in await scene.dire("marie", JEAN)
    await scene.dire("marie", "agent")
    assert f"Une invitation part à {JEAN}" in await scene.dire("marie", "non")


async def test_where_no_mail_is_served_it_names_what_to_set(scene: SceneCourriel) -> None:
    with scene.base.transaction() as uow:
        uow.ecoutes.ne_garder_que(())
    reponse = await scene.dire("marie", f"/adresse ajouter {JEAN}")
    assert "SMTP_HOST, SMTP_FROM et FLUXBOT_PUBLIC_URL" in reponse


@pytest.mark.parametrize(
    ("commande", "faute"),
    [
        (f"/adresse {JEAN}", "ne comprend pas"),
        (f"/adresse ajouter {JEAN} {MAIRIE}", "je ne sais pas où ranger"),
        (f"/adresse ajouter {JEAN} role=maire", "n'est ni « agent » ni « referent »"),
        (f"/adresse secours {JEAN} parfois", "n'est ni « oui » ni « non »"),
        ("/adresse ajouter jean", "doit porter un « @ »"),
    ],
)
async def test_a_bad_input_is_refused_in_a_sentence_with_an_example(
    scene: SceneCourriel, commande: str, faute: str
) -> None:
    reponse = await scene.dire("marie", commande)
    assert faute in reponse
    assert "Exemple" in reponse
