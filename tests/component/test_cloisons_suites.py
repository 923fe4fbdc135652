"""After the désignation: who learns what of which candidate, and what the proof keeps of it."""

import json

import pytest

from bot.presenters.preuve import preuve_json
from core.domain.envois import Genre
from tests.component.instantanes import Instantanes
from tests.component.scene import DOUTEUX, NUR, REF, Scene
from tests.component.suites import TROIS, attribuer, designer, ecarter_les_autres


def piece(scene: Scene, adresse: str) -> str:
    """Read the last file given to a conversation."""
    for montre in reversed(scene.fil(adresse)):
        message = montre.livraison.message
        if message and message.piece:
            return message.piece.contenu.decode()
    raise AssertionError("no file was joined")


@pytest.fixture
async def partage(scene_ouverte: Scene, instantanes: Instantanes) -> Scene:
    """Two candidates of Le Port, the third of the Territoire de l'Ouest; Le Port's n° 2 first."""
    return await instantanes.suivre("partage", scene_ouverte, _partager)


async def _partager(scene: Scene) -> None:
    await scene.dire("marie", f"/candidats {REF} {NUR[0]} {NUR[1]}")
    await scene.dire("marie", f'/ouvrir {REF} a="Territoire de l\'Ouest"')
    await scene.dire("paul", f"/candidats {REF} {NUR[2]}")
    await scene.dire("nadia", f'/retour {REF} 1 ecarte difficulte="pièce manquante"')
    await scene.dire("nadia", f"/caleol {REF} 2 attribution")
    await scene.dire("nadia", f"/offre {REF} 2 date=10/03/2026")
    await scene.dire("nadia", f"/caleol {REF} 3 attribution")


def personne_au_port(scene: Scene) -> None:
    """Remove everybody of Le Port."""
    with scene.base.transaction() as uow:
        for membre in uow.membres.tous():
            if membre.organisation.nom == "Le Port":
                uow.membres.retirer(membre.id, scene.maintenant)


async def revenir(scene: Scene) -> None:
    """Nobody is attributed the dwelling: the avis goes back to Le Port."""
    await designer(scene)
    for numero in (1, 2, 3):
        await scene.dire("nadia", f"/caleol {REF} {numero} non_attribution confirmer=oui")


async def test_no_proof_holds_the_words_written_about_a_candidate(partage: Scene) -> None:
    for qui in ("nadia", "marie", "paul"):
        await partage.dire(qui, f"/preuve {REF}")
        assert "pièce manquante" not in piece(partage, qui)


async def test_the_proof_of_one_that_helps_hides_the_other_candidates(partage: Scene) -> None:
    await partage.dire("paul", f"/preuve {REF}")
    texte = piece(partage, "paul")
    assert "entrée sur les candidats d'une autre organisation, non montrée" in texte
    assert "candidat : 3" in texte
    for absent in ("candidat : 1", "candidat : 2", "candidat n° 2", "candidat écarté"):
        assert absent not in texte
    assert all(une.empreinte in texte for une in partage.journal())


async def test_the_proof_of_the_bailleur_hides_nothing(partage: Scene) -> None:
    await partage.dire("nadia", f"/preuve {REF}")
    texte = piece(partage, "nadia")
    assert "non montrée" not in texte
    assert "Réponse à l'offre, candidat n° 2 : " in texte


async def test_what_comes_next_names_no_candidate_of_another_organisation(partage: Scene) -> None:
    reponse = await partage.dire("paul", f"/visite {REF} 3 date=10/03/2026")
    decision = partage.textes("paul", Genre.DECISION)[-1]
    for texte in (reponse, decision):
        assert "n° 2" not in texte
        assert "Le candidat d'une autre organisation passe en premier." in texte


async def test_a_household_of_a_former_round_named_by_another_one_is_a_new_candidate(
    scene_ouverte: Scene,
) -> None:
    await revenir(scene_ouverte)
    await scene_ouverte.dire("marie", f'/ouvrir {REF} a="Territoire de l\'Ouest"')
    reponse = await scene_ouverte.dire("paul", f"/candidats {REF} {NUR[0]}")
    assert "n° 4 : " in reponse
    assert "n° 1" not in reponse
    assert "non attribuée" not in reponse
    premiere, *_, neuve = scene_ouverte.candidatures()
    assert premiere.numero_unique == neuve.numero_unique
    assert premiere.organisation == scene_ouverte.organisation("Le Port").id
    assert premiere.issue == "non attribuée, tour précédent"


async def test_named_then_by_its_first_proposer_too_it_counts_once(scene_ouverte: Scene) -> None:
    await revenir(scene_ouverte)
    await scene_ouverte.dire("marie", f'/ouvrir {REF} a="Territoire de l\'Ouest"')
    await scene_ouverte.dire("paul", f"/candidats {REF} {NUR[0]}")
    reponse = await scene_ouverte.dire("marie", f"/candidats {REF} {NUR[0]}")
    assert "Déjà dans la liste, compté une seule fois : n° 4" in reponse


async def test_the_proof_keeps_the_delais_of_every_round_and_every_offer(
    scene_ouverte: Scene,
) -> None:
    await revenir(scene_ouverte)
    await scene_ouverte.dire("marie", f"/candidats {REF} {TROIS}")
    await scene_ouverte.dire("nadia", f"/caleol {REF} 1 attribution")
    await scene_ouverte.attendre(days=2)
    await scene_ouverte.dire("nadia", f"/offre {REF} 1 date=11/03/2026")
    await scene_ouverte.dire("nadia", f"/offre {REF} 1 date=12/03/2026")
    with scene_ouverte.base.transaction() as uow:
        avis = uow.avis.par_reference(REF)
        assert avis
        echeances = json.loads(preuve_json(uow, avis, scene_ouverte.maintenant))["echeances"]
    assert [
        (une["nature"], une["tour"], une["candidat"], une["dernier_jour"]) for une in echeances
    ] == [
        ("premier_delai", 1, None, "2026-03-20"),
        ("premier_delai", 2, None, "2026-03-20"),
        ("offre", 2, 1, "2026-03-23"),
        ("offre", 2, 1, "2026-03-23"),
    ]


async def test_a_delai_whose_dwelling_was_corrected_since_ends_as_the_journal_says(
    scene_ouverte: Scene,
) -> None:
    await scene_ouverte.dire("nadia", f"/vacance {REF} commune=Cilaos preavis=3 relancer_delai=oui")
    with scene_ouverte.base.transaction() as uow:
        avis = uow.avis.par_reference(REF)
        assert avis
        premiere, seconde = json.loads(preuve_json(uow, avis, scene_ouverte.maintenant))[
            "echeances"
        ]
    assert (premiere["tour"], premiere["dernier_jour"]) == (1, "2026-03-20")
    assert (seconde["tour"], seconde["dernier_jour"]) == (2, "2026-04-09")


async def test_the_reason_comes_before_the_avis_that_goes_back(scene_ouverte: Scene) -> None:
    await revenir(scene_ouverte)
    genres = [un.genre for un in scene_ouverte.fil("marie") if un.genre is not Genre.REPONSE]
    utiles = [genre for genre in genres if genre in (Genre.DECISION, Genre.AVIS)]
    assert utiles == [Genre.AVIS, *[Genre.DECISION] * 3, Genre.AVIS]
    derniere = scene_ouverte.textes("marie", Genre.DECISION)[-1]
    assert "Aucun attributaire : l'avis revient au Port" in derniere
    assert "Plus aucun candidat" not in derniere


async def test_the_answer_never_says_informed_when_nobody_can_be(scene_ouverte: Scene) -> None:
    await designer(scene_ouverte)
    personne_au_port(scene_ouverte)
    reponse = await scene_ouverte.dire("nadia", f"/retour {REF} 1 presente")
    assert "est informé." not in reponse
    assert "prévenez par un autre moyen" in reponse


async def test_a_silence_that_nobody_can_be_told_of_is_an_alert(scene_ouverte: Scene) -> None:
    await designer(scene_ouverte)
    for numero in (1, 2):
        await scene_ouverte.dire("nadia", f"/caleol {REF} {numero} attribution")
    await scene_ouverte.dire("nadia", f"/offre {REF} 1 date=10/03/2026")
    personne_au_port(scene_ouverte)
    await scene_ouverte.vivre_jusqu_a(scene_ouverte.maintenant.replace(day=22))
    assert "Le Port n'est pas informé" in scene_ouverte.textes("ana", Genre.NON_REMIS)[-1]


async def test_a_pending_condition_is_the_first_thing_to_do(scene_ouverte: Scene) -> None:
    await designer(scene_ouverte)
    reponse = await scene_ouverte.dire(
        "nadia",
        f'/caleol {REF} 1 attribution condition="situation régularisée" avant=20/03/2026',
    )
    assert f"/caleol {REF} 1 condition_remplie" in reponse
    message = scene_ouverte.fil("nadia")[-1].livraison.message
    assert message
    assert message.boutons[0].commande == "caleol"
    refus = await scene_ouverte.dire("nadia", f"/offre {REF}")
    assert "aucun candidat n'attend cela" in refus


async def test_a_late_reminder_tells_the_days_really_left(scene_ouverte: Scene) -> None:
    await scene_ouverte.attendre(days=8, hours=2)
    (texte,) = scene_ouverte.textes("marie", Genre.RAPPEL)
    assert "échéance dans 2 jours" in texte


async def test_a_visit_is_told_to_every_party_that_knows_the_candidate(partage: Scene) -> None:
    await partage.dire("paul", f"/visite {REF} 3 date=10/03/2026")
    assert len(partage.textes("marie", Genre.VISITE)) == 1
    assert len(partage.textes("nadia", Genre.VISITE)) == 1
    await partage.dire("marie", f"/visite {REF} 2 date=10/03/2026")
    assert partage.textes("paul", Genre.VISITE) == []


async def test_each_notice_tells_its_own_visit(partage: Scene) -> None:
    await partage.ecrire("nadia", f"/visite {REF} 2 date=10/03/2026")
    await partage.ecrire("nadia", f"/visite {REF} 2 date=20/03/2026 bon=oui")
    await partage.battre()
    visite, bon = partage.textes("marie", Genre.VISITE)
    assert "une visite du 10/03/2026" in visite
    assert "un bon de visite du 20/03/2026" in bon


async def test_a_bon_de_visite_is_for_a_day_to_come_within_sixty_days(partage: Scene) -> None:
    loin = await partage.dire("nadia", f"/visite {REF} 2 date=10/05/2026 bon=oui")
    assert "est à plus de 60 jours d'aujourd'hui. Exemple : date=09/05/2026" in loin
    assert "dans le futur" in await partage.dire("nadia", f"/visite {REF} 2 date=11/03/2026")
    bon = await partage.dire("nadia", f"/visite {REF} 2 date=09/05/2026 bon=oui")
    assert "Bon de visite du 09/05/2026 noté pour le candidat n° 2. Le Port en est informé." in bon


async def test_a_round_is_not_taken_up_over_the_same_household_kept_aside_since(
    scene_ouverte: Scene,
) -> None:
    await designer(scene_ouverte)
    await ecarter_les_autres(scene_ouverte)
    await scene_ouverte.dire("nadia", f"/completer {REF} {DOUTEUX} confirmer=oui")
    await attribuer(scene_ouverte, 4)
    await scene_ouverte.dire("nadia", f"/offre {REF} 4 date=10/03/2026")
    await scene_ouverte.vivre_jusqu_a(scene_ouverte.maintenant.replace(day=21))
    assert "Mis de côté" in await scene_ouverte.dire("marie", f"/candidats {REF} {DOUTEUX}")
    reponse = await scene_ouverte.dire("nadia", f"/reponse {REF} 4 accepte date=19/03/2026")
    assert "vient trop tard" in reponse
