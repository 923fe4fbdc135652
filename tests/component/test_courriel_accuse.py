"""A réservataire that only reads e-mail: no clock before somebody acknowledges (LP art. 6)."""

from __future__ import annotations

import pytest

from core.domain.avis import Etat
from core.domain.envois import Genre, Gone, NatureReception, RetryAt, Uncertain
from core.domain.organisations import PAGE
from tests.component.courriel import MAIRIE, PUBLIC, SceneCourriel, le
from tests.component.scene import NUR, REF, VACANCE

ATTEND = "Aucun délai ne court tant que personne n'a accusé réception"
TROIS = " ".join(NUR[:3])


async def emettre(scene: SceneCourriel) -> int:
    """Have an avis sent to a mailbox; gives the number of the person who reads it."""
    membre = scene.inscrire_adresse(MAIRIE, "Le Port")
    await scene.dire("nadia", VACANCE)
    return membre


async def test_a_sent_mail_is_not_received_and_says_so(scene_courriel: SceneCourriel) -> None:
    await emettre(scene_courriel)
    (texte,) = scene_courriel.courriels(MAIRIE)
    assert ATTEND in texte
    assert (scene_courriel.etat(), scene_courriel.receptions()) == (Etat.EMIS, [])


async def test_the_first_button_of_the_mail_acknowledges(scene_courriel: SceneCourriel) -> None:
    await emettre(scene_courriel)
    livraison = scene_courriel.dernier(MAIRIE, Genre.AVIS)
    assert livraison.message
    assert livraison.message.boutons[0].libelle == "Accuser réception"
    assert livraison.liens[0].startswith(f"{PUBLIC}/p/")
    assert livraison.liens[0].endswith("/accuser")


async def test_both_parties_are_reminded_at_nine_on_the_days_of_the_convention(
    scene_courriel: SceneCourriel,
) -> None:
    await emettre(scene_courriel)
    for rang, jour in enumerate((12, 15, 19)):
        await scene_courriel.vivre_jusqu_a(le(3, jour, 8, 59))
        assert len(scene_courriel.courriels(MAIRIE, Genre.SANS_ACCUSE)) == rang
        await scene_courriel.vivre_jusqu_a(le(3, jour, 9))
        assert len(scene_courriel.courriels(MAIRIE, Genre.SANS_ACCUSE)) == rang + 1
        assert len(scene_courriel.textes("nadia", Genre.SANS_ACCUSE)) == rang + 1
    dit = scene_courriel.textes("nadia", Genre.SANS_ACCUSE)[-1]
    assert "par courriel le 10/03/2026 à 10:15 ; personne n'en a accusé réception" in dit


async def test_never_acknowledged_it_is_never_relance_nor_repute_tenu_and_says_so(
    scene_courriel: SceneCourriel,
) -> None:
    await emettre(scene_courriel)
    await scene_courriel.vivre_jusqu_a(le(5, 15))
    assert scene_courriel.etat() is Etat.EMIS
    assert scene_courriel.courriels(MAIRIE, Genre.RELANCE) == []
    attente = "envoyé par courriel le 10/03/2026 à 10:15, pas encore accusé"
    assert f"Échéance : aucune ({attente})" in await scene_courriel.dire("nadia", f"/avis {REF}")
    assert attente in await scene_courriel.dire("nadia", "/avis")


async def test_what_nobody_acknowledged_is_counted_apart(scene_courriel: SceneCourriel) -> None:
    await emettre(scene_courriel)
    etat = await scene_courriel.dire("ana", "/etat")
    assert "Personne n'a reçu" not in etat
    assert "Envoyés sans accusé de réception : 1" in etat


async def test_the_clock_starts_at_the_acknowledgement_made_on_the_page(
    scene_courriel: SceneCourriel,
) -> None:
    membre = await emettre(scene_courriel)
    await scene_courriel.attendre(days=3)
    assert "réception enregistrée" in await scene_courriel.sur_la_page(membre, f"/accuser {REF}")
    (preuve,) = scene_courriel.receptions()
    assert (preuve.nature, preuve.instant) == (NatureReception.ACCUSE, scene_courriel.maintenant)
    assert preuve.destination.plateforme == PAGE
    premiere = scene_courriel.avis().premiere
    assert premiere
    assert premiere.debut == scene_courriel.maintenant


async def test_the_exact_echeance_is_mailed_once(scene_courriel: SceneCourriel) -> None:
    membre = await emettre(scene_courriel)
    await scene_courriel.sur_la_page(membre, f"/accuser {REF}")
    (texte,) = scene_courriel.courriels(MAIRIE, Genre.ECHEANCE)
    assert "vendredi 20/03/2026 à 24 h" in texte
    assert "jour de réception non compté" in texte


async def test_a_designation_makes_the_mail_of_its_echeance_pointless(
    scene_courriel: SceneCourriel,
) -> None:
    membre = await emettre(scene_courriel)
    await scene_courriel.sur_la_page(membre, f"/candidats {REF} {TROIS}")
    assert scene_courriel.etat() is Etat.DESIGNE
    assert scene_courriel.courriels(MAIRIE, Genre.ECHEANCE) == []


async def test_nobody_is_reminded_of_what_was_acknowledged(scene_courriel: SceneCourriel) -> None:
    membre = await emettre(scene_courriel)
    await scene_courriel.sur_la_page(membre, f"/accuser {REF}")
    await scene_courriel.vivre_jusqu_a(le(3, 19, 9))
    assert scene_courriel.envois(Genre.SANS_ACCUSE) == []


async def test_the_relance_by_mail_waits_for_its_own_acknowledgement(
    scene_courriel: SceneCourriel,
) -> None:
    membre = await emettre(scene_courriel)
    await scene_courriel.sur_la_page(membre, f"/accuser {REF}")
    await scene_courriel.jusqu_a_l_echeance()
    (relance,) = scene_courriel.courriels(MAIRIE, Genre.RELANCE)
    assert ATTEND in relance
    await scene_courriel.vivre_jusqu_a(le(4, 30))
    assert (scene_courriel.etat(), scene_courriel.avis().seconde) == (Etat.EN_RELANCE, None)
    assert "une relance par courriel" in scene_courriel.courriels(MAIRIE, Genre.SANS_ACCUSE)[-1]
    await scene_courriel.sur_la_page(membre, f"/accuser {REF}")
    assert len(scene_courriel.courriels(MAIRIE, Genre.ECHEANCE)) == 2
    await scene_courriel.jusqu_a_l_echeance()
    assert scene_courriel.etat() is Etat.REPUTE_TENU


async def test_where_chat_reads_too_it_alone_starts_the_clock(
    scene_courriel: SceneCourriel,
) -> None:
    scene_courriel.inscrire("marie", "Le Port")
    await emettre(scene_courriel)
    assert scene_courriel.etat() is Etat.OUVERT
    assert ATTEND not in scene_courriel.courriels(MAIRIE, Genre.AVIS)[0]
    assert len(scene_courriel.courriels(MAIRIE, Genre.ECHEANCE)) == 1
    assert scene_courriel.textes("marie", Genre.ECHEANCE) == []


async def test_a_dead_mailbox_starts_no_clock_and_the_bailleur_is_told(
    scene_courriel: SceneCourriel,
) -> None:
    scene_courriel.courriel.repondra(Gone("adresse refusée (550 5.1.1)"), genre=Genre.AVIS)
    await emettre(scene_courriel)
    (texte,) = scene_courriel.textes("nadia", Genre.NON_REMIS)
    assert "Les adresses de courriel du Port refusent le message" in texte
    assert (scene_courriel.etat(), scene_courriel.avis().remis_le) == (Etat.EMIS, None)
    await scene_courriel.vivre_jusqu_a(le(3, 25))
    assert scene_courriel.envois(Genre.SANS_ACCUSE) == []


async def test_a_mail_server_that_keeps_failing_is_named_as_such(
    scene_courriel: SceneCourriel,
) -> None:
    scene_courriel.courriel.repondra(RetryAt("injoignable"), genre=Genre.AVIS, sans_fin=True)
    await emettre(scene_courriel)
    for _ in range(9):
        await scene_courriel.attendre(minutes=5)
    (texte,) = scene_courriel.textes("nadia", Genre.NON_REMIS)
    assert "Le serveur de courriel ne prend pas le message" in texte


async def test_a_mail_that_may_have_arrived_is_sent_once_more_and_says_so(
    scene_courriel: SceneCourriel,
) -> None:
    scene_courriel.courriel.repondra(Uncertain("coupé"), genre=Genre.AVIS)
    await emettre(scene_courriel)
    await scene_courriel.attendre(minutes=3)
    (texte,) = scene_courriel.courriels(MAIRIE, Genre.AVIS)
    assert "peut-être déjà parvenu" in texte
    assert scene_courriel.etat() is Etat.EMIS


@pytest.mark.parametrize("accuse", [True, False])
async def test_the_proof_shows_the_sending_and_no_reception_before_the_acknowledgement(
    scene_courriel: SceneCourriel, *, accuse: bool
) -> None:
    membre = await emettre(scene_courriel)
    if accuse:
        await scene_courriel.sur_la_page(membre, f"/accuser {REF}")
    await scene_courriel.dire("nadia", f"/preuve {REF}")
    message = scene_courriel.fil("nadia")[-1].livraison.message
    assert message
    assert message.piece
    texte = message.piece.contenu.decode()
    assert "avis remis, sans accusé" in texte
    assert "message : m1" in texte
    assert ("Aucune réception n'est prouvée : aucun délai n'a couru." in texte) is not accuse
    attend = "avis envoyé par courriel le 10/03/2026 à 10:15, pas encore accusé."
    assert (f"Sans réception à ce jour : {attend}" in texte) is not accuse


async def test_a_mailbox_gets_one_seal_a_week_and_a_chat_one_a_day(
    scene_courriel: SceneCourriel,
) -> None:
    await emettre(scene_courriel)
    for jour in (11, 12, 16):
        await scene_courriel.vivre_jusqu_a(le(3, jour, 10))
        await scene_courriel.dire("nadia", f"/vacance {REF} loyer=4{jour},00")
    await scene_courriel.vivre_jusqu_a(le(3, 18, 10))
    dits = [un for un in scene_courriel.courriels(MAIRIE) if "Sceau du journal" in un]
    assert [un.split("journal, ")[1][:5] for un in dits] == ["10/03", "17/03"]
    assert "un sceau par semaine" in dits[0]
    assert len(scene_courriel.textes("nadia", Genre.SCEAU)) > len(dits)
