"""The bailleur's answer on each candidate, then the commission's five decisions (CCH R441-3)."""

from core.domain.avis import Etat
from core.domain.envois import Genre
from tests.component.scene import DOUTEUX, NUR, REF, VACANCE, Scene
from tests.component.suites import TROIS, attribuer, designer, issues, n_attribuer_a_personne


async def test_the_first_candidate_presented_brings_the_avis_to_the_caleol(designe: Scene) -> None:
    reponse = await designe.dire("nadia", f"/retour {REF} 1 presente")
    assert f"{REF} : en CALEOL" in reponse
    assert designe.etat() is Etat.EN_CALEOL


async def test_the_reservataire_learns_of_each_answer_by_the_candidate_s_number(
    designe: Scene,
) -> None:
    await designe.dire("nadia", f'/retour {REF} n°2 écarte difficulte="pièce manquante"')
    (texte,) = designe.textes("marie", Genre.RETOUR)
    assert f"{REF} : candidat n° 2 écarté" in texte
    assert "Difficulté : pièce manquante." in texte
    assert not any(numero in texte for numero in NUR)


async def test_setting_a_candidate_aside_takes_a_difficulty(designe: Scene) -> None:
    reponse = await designe.dire("nadia", f"/retour {REF} 2 ecarte")
    assert 'Exemple : difficulte="pièce manquante"' in reponse
    assert issues(designe) == ["proposée"] * 3


async def test_a_difficulty_that_names_a_person_is_refused(designe: Scene) -> None:
    reponse = await designe.dire("nadia", f'/retour {REF} 2 ecarte difficulte="Mme Payet absente"')
    assert "sans nommer personne" in reponse
    assert issues(designe) == ["proposée"] * 3


async def test_a_candidate_set_aside_leaves_the_reservataire_s_duty_done(designe: Scene) -> None:
    await designe.dire("nadia", f'/retour {REF} 2 ecarte difficulte="pièce manquante"')
    assert designe.etat() is Etat.DESIGNE


async def test_once_too_few_are_left_by_its_own_answers_the_bailleur_completes_at_once(
    designe: Scene,
) -> None:
    refus = await designe.dire("nadia", f"/completer {REF} {NUR[3]}")
    assert "on ne peut compléter que si" in refus
    reponse = await designe.dire("nadia", f'/retour {REF} 2 ecarte difficulte="pièce manquante"')
    assert f"/completer {REF}" in reponse
    await designe.dire("nadia", f"/completer {REF} {NUR[3]}")
    assert len(designe.candidatures()) == 4
    assert designe.etat() is Etat.DESIGNE


async def test_the_bailleur_still_completes_once_in_caleol(designe: Scene) -> None:
    await designe.dire("nadia", f"/retour {REF} 1 presente")
    await designe.dire("nadia", f'/retour {REF} 2 ecarte difficulte="pièce manquante"')
    reponse = await designe.dire("nadia", f"/completer {REF} {NUR[3]}")
    assert f"{REF} : en CALEOL, 4 candidats" in reponse
    assert "SIDR présente aussi ces candidats à la CALEOL" in reponse
    assert designe.etat() is Etat.EN_CALEOL


async def test_the_list_is_frozen_from_the_caleol_on(designe: Scene) -> None:
    await designe.dire("nadia", f"/retour {REF} 1 presente")
    for geste in (f"/candidats {REF} {NUR[3]}", f"/candidats {REF} retirer=1", f"/candidats {REF}"):
        reponse = await designe.dire("marie", geste)
        assert "la liste est arrêtée depuis la présentation à la CALEOL" in reponse
        assert "SIDR peut encore écarter un candidat" in reponse
    assert len(designe.candidatures()) == 3


async def test_an_answer_may_change_until_the_commission_decides(designe: Scene) -> None:
    await designe.dire("nadia", f'/retour {REF} 1 ecarte difficulte="pièce manquante"')
    await designe.dire("nadia", f"/retour {REF} 1 presente")
    assert issues(designe)[0] == "présentée"
    await designe.dire("nadia", f"/caleol {REF} 1 non_attribution")
    reponse = await designe.dire("nadia", f"/retour {REF} 1 presente")
    assert "la décision est prise (non attribuée)" in reponse


async def test_a_decision_presents_the_candidate_and_attributes_the_dwelling(
    designe: Scene,
) -> None:
    reponse = await designe.dire("nadia", f"/caleol {REF} 1 attribution date=10/03/2026")
    assert f"{REF} : attribué" in reponse
    assert "Reste à lui notifier l'offre" in reponse
    passages = [(une.de, une.a) for une in designe.journal() if une.de != une.a]
    assert passages[-2:] == [("désigné", "en CALEOL"), ("en CALEOL", "attribué")]


async def test_each_of_the_five_decisions_has_its_words(designe: Scene) -> None:
    await designe.dire("nadia", f"/retour {REF} 1 presente")
    await attribuer(designe, 1, 2)
    sous_condition = 'condition="situation régularisée" avant=20/03/2026'
    await designe.dire("nadia", f"/caleol {REF} 3 attribution {sous_condition}")
    assert issues(designe) == [
        "attribuée, rang 1",
        "attribuée, rang 2",
        "attribuée sous condition, rang 3",
    ]
    await designe.dire("nadia", f"/caleol {REF} 3 irrecevabilite")
    await designe.dire("nadia", f'/caleol {REF} 2 non_attribution motif="ressources trop hautes"')
    assert issues(designe) == ["attribuée, rang 1", "non attribuée", "irrecevable"]


async def test_the_reservataire_reads_every_decision(designe: Scene) -> None:
    await designe.dire("nadia", f'/caleol {REF} 2 non_attribution motif="ressources trop hautes"')
    (texte,) = designe.textes("marie", Genre.DECISION)
    assert f"{REF} : candidature n° 2 non attribuée" in texte
    assert "La CALEOL de SIDR a décidé le 10/03/2026 (CCH R441-3)." in texte
    assert "Motif : ressources trop hautes." in texte


async def test_a_rank_belongs_to_one_candidate(designe: Scene) -> None:
    await attribuer(designe, 1)
    reponse = await designe.dire("nadia", f"/caleol {REF} 2 attribution rang=1")
    assert "rang : « 1 » est déjà celui du candidat n° 1. Exemple : rang=2" in reponse


INSENSEES = {
    "attribution date=11/03/2026": "date : « 11/03/2026 » est dans le futur",
    "attribution date=09/03/2026": "précède la réception de l'avis (10/03/2026)",
    'attribution condition="loyer apuré"': "avant : une condition suspensive a un texte",
    "attribution avant=20/03/2026": "condition : une condition suspensive a un texte",
    "irrecevabilite rang=1": "n'a ni rang ni condition",
    "attribution rang=0": "rang : « 0 » n'est pas un rang (1, 2, 3…). Exemple : rang=2",
    'attribution motif="urgent"': "une attribution n'a pas de motif",
    "attribution rang=99": "rang : « 99 » n'est pas un rang de 1 à 3. Exemple : rang=1",
    "attribution instance=bailleur": "pour un logement non réglementé, celui-ci est en LLTS",
    "attribution instance=maire": "n'est ni « caleol » ni « bailleur »",
    "condition_remplie": "aucune condition n'attend",
    "peut-être": "n'est pas une réponse possible",
}
"""Decisions that make no sense, and what is answered."""


async def test_a_decision_that_makes_no_sense_is_explained_and_stores_nothing(
    designe: Scene,
) -> None:
    reponses = {
        saisie: await designe.dire("nadia", f"/caleol {REF} 1 {saisie}") for saisie in INSENSEES
    }
    assert [une for une, attendu in INSENSEES.items() if attendu not in reponses[une]] == []
    assert designe.etat() is Etat.DESIGNE
    assert issues(designe) == ["proposée"] * 3


async def test_a_decision_may_be_corrected_until_the_household_has_its_offer(
    designe: Scene,
) -> None:
    await attribuer(designe, 1)
    await designe.dire("nadia", f"/caleol {REF} 1 non_attribution")
    assert designe.etat() is Etat.EN_CALEOL
    await attribuer(designe, 1)
    await designe.dire("nadia", f"/offre {REF} 1 date=10/03/2026")
    reponse = await designe.dire("nadia", f"/caleol {REF} 1 non_attribution")
    assert "l'offre lui a été notifiée le 10/03/2026, la décision ne change plus" in reponse


async def test_a_candidate_set_aside_is_not_decided_upon(designe: Scene) -> None:
    await designe.dire("nadia", f'/retour {REF} 2 ecarte difficulte="pièce manquante"')
    reponse = await designe.dire("nadia", f"/caleol {REF} 2 attribution")
    assert f"il est écarté. Présentez-le d'abord : /retour {REF} 2 presente" in reponse


async def test_a_bailleur_decides_itself_for_a_dwelling_that_no_commission_rules(
    scene: Scene,
) -> None:
    designe = scene
    await designe.dire("nadia", VACANCE.replace("financement=LLTS", "financement=PLS"))
    await designer(designe)
    await designe.dire("nadia", f"/caleol {REF} 1 attribution instance=bailleur")
    (texte,) = designe.textes("marie", Genre.DECISION)
    assert "SIDR a décidé le 10/03/2026 (LP art. 11.2)" in texte
    assert designe.journal()[-1].article == "LP art. 11.2"
    assert "décision du bailleur" in await designe.dire("nadia", f"/avis {REF}")


async def test_when_nobody_is_attributed_the_avis_goes_back_with_a_new_first_delai(
    designe: Scene,
) -> None:
    for numero, decision in enumerate(("non_attribution", "irrecevabilite", "non_attribution"), 1):
        await designe.dire("nadia", f"/caleol {REF} {numero} {decision} confirmer=oui")
    avis = designe.avis()
    assert (avis.etat, avis.tour) == (Etat.OUVERT, 2)
    assert "sans attributaire" in [une.a for une in designe.journal()]
    assert avis.premiere
    assert avis.premiere.debut == designe.maintenant
    assert len(designe.textes("marie", Genre.AVIS)) == 2


async def test_what_became_of_the_former_candidates_stays_readable(designe: Scene) -> None:
    await n_attribuer_a_personne(designe)
    assert issues(designe) == ["non attribuée, tour précédent"] * 3
    assert "non attribuée, tour précédent" in await designe.dire("marie", f"/avis {REF}")


async def test_a_household_may_be_named_again_in_the_new_round(designe: Scene) -> None:
    await n_attribuer_a_personne(designe)
    reponse = await designe.dire("marie", f"/candidats {REF} {TROIS}")
    assert f"{REF} : désigné, 3 candidats" in reponse
    assert issues(designe) == ["proposée"] * 3
    assert "avant : non attribuée" in await designe.dire("marie", f"/avis {REF}")


async def test_with_nobody_to_read_it_the_avis_stays_without_attributaire(designe: Scene) -> None:
    with designe.base.transaction() as uow:
        for membre in uow.membres.tous():
            if membre.organisation.nom == "Le Port":
                uow.membres.retirer(membre.id, designe.maintenant)
    await n_attribuer_a_personne(designe)
    assert designe.etat() is Etat.SANS_ATTRIBUTAIRE
    assert len(designe.textes("nadia", Genre.NON_REMIS)) == 1
    designe.inscrire("luc", "Le Port")
    await designe.battre()
    assert designe.etat() is Etat.OUVERT


async def test_a_doubtful_candidate_never_confirmed_holds_nothing_up(designe: Scene) -> None:
    await designe.dire("marie", f"/candidats {REF} {DOUTEUX}")
    await n_attribuer_a_personne(designe)
    assert designe.avis().tour == 2


async def test_all_set_aside_without_any_decision_waits_for_the_bailleur(designe: Scene) -> None:
    for numero in (1, 2, 3):
        await designe.dire("nadia", f'/retour {REF} {numero} ecarte difficulte="pièce manquante"')
    assert designe.etat() is Etat.DESIGNE


async def test_a_condition_that_is_met_lets_the_offer_go(designe: Scene) -> None:
    suite = 'condition="situation régularisée" avant=20/03/2026'
    await designe.dire("nadia", f"/caleol {REF} 1 attribution {suite}")
    refus = await designe.dire("nadia", f"/offre {REF} 1 date=10/03/2026")
    assert "la condition attend jusqu'au 20/03/2026" in refus
    await designe.dire("nadia", f"/caleol {REF} 1 condition_remplie")
    reponse = await designe.dire("nadia", f"/offre {REF} 1 date=10/03/2026")
    assert "Offre notifiée au candidat n° 1 le 10/03/2026." in reponse


async def test_a_condition_that_is_not_met_passes_to_the_next_rank(designe: Scene) -> None:
    suite = 'condition="situation régularisée" avant=20/03/2026'
    await designe.dire("nadia", f"/caleol {REF} 1 attribution {suite}")
    await attribuer(designe, 2)
    reponse = await designe.dire("nadia", f"/caleol {REF} 1 condition_non_remplie")
    assert "Rang 2 : le candidat n° 2. Reste à lui notifier l'offre" in reponse
    assert designe.etat() is Etat.ATTRIBUE


async def test_the_day_after_its_limit_the_bailleur_is_asked_about_a_condition_once(
    designe: Scene,
) -> None:
    suite = 'condition="situation régularisée" avant=12/03/2026'
    await designe.dire("nadia", f"/caleol {REF} 1 attribution {suite}")
    await designe.attendre(days=3)
    assert designe.etat() is Etat.ATTRIBUE
    (texte,) = designe.textes("nadia", Genre.RAPPEL_CONDITION)
    assert "devait être remplie avant le 12/03/2026" in texte
    await designe.attendre(days=5)
    assert len(designe.textes("nadia", Genre.RAPPEL_CONDITION)) == 1


async def test_the_journal_keeps_the_free_texts_as_commitments_only(designe: Scene) -> None:
    await designe.dire("nadia", f'/retour {REF} 1 ecarte difficulte="pièce manquante"')
    await designe.dire("nadia", f'/caleol {REF} 2 non_attribution motif="ressources trop hautes"')
    assert "pièce manquante" not in repr(designe.journal())
    assert "ressources trop hautes" not in repr(designe.journal())


async def test_an_avis_is_withdrawn_until_the_lease_is_signed(designe: Scene) -> None:
    await attribuer(designe, 1)
    await designe.dire("nadia", f'/retirer {REF} motif="logement sinistré"')
    assert designe.etat() is Etat.RETIRE
    assert designe.avis().livraison is None
