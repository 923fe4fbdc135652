"""Naming candidates: accumulation, repeats, doubtful numbers, reasons, withdrawal."""

from core.domain.avis import Etat
from core.domain.candidatures import EtatCandidature
from core.domain.envois import Genre
from tests.component.scene import DOUTEUX, NUR, REF, VACANCE, Scene

TROIS = " ".join(NUR[:3])


async def test_three_candidates_make_the_designation(scene_ouverte: Scene) -> None:
    reponse = await scene_ouverte.dire("marie", f"/candidats {REF} {TROIS}")
    assert f"{REF} : désigné, 3 candidats" in reponse
    assert scene_ouverte.etat() is Etat.DESIGNE


async def test_the_bailleur_is_told_of_the_designation(scene_ouverte: Scene) -> None:
    await scene_ouverte.dire("marie", f"/candidats {REF} {TROIS}")
    (texte,) = scene_ouverte.textes("nadia", Genre.DESIGNE)
    assert "Le Port a fait sa désignation (LP art. 6)" in texte


async def test_candidates_accumulate_over_several_answers(scene_ouverte: Scene) -> None:
    for numero in NUR[:2]:
        await scene_ouverte.dire("marie", f"/candidats {REF} {numero}")
    assert scene_ouverte.etat() is Etat.OUVERT
    await scene_ouverte.dire("marie", f"/candidats {REF} {NUR[2]}")
    assert scene_ouverte.etat() is Etat.DESIGNE


async def test_a_short_list_says_how_many_are_missing_and_until_when(scene_ouverte: Scene) -> None:
    reponse = await scene_ouverte.dire("marie", f"/candidats {REF} {NUR[0]}")
    assert f"{REF} : 1 candidat sur 3" in reponse
    assert "Il manque 2 candidats avant le vendredi 20/03/2026 à 24 h" in reponse


async def test_a_repeated_number_is_said_and_counted_once(scene_ouverte: Scene) -> None:
    reponse = await scene_ouverte.dire("marie", f"/candidats {REF} {NUR[0]} {NUR[1]} {NUR[0]}")
    assert "Déjà dans la liste, compté une seule fois : n° 1" in reponse
    assert len(scene_ouverte.candidatures()) == 2


async def test_a_number_repeated_in_another_shape_is_the_same_household(
    scene_ouverte: Scene,
) -> None:
    await scene_ouverte.dire("marie", f"/candidats {REF} {NUR[0]}")
    espace = f"{NUR[0][:3]} {NUR[0][3:7]}.{NUR[0][7:13]}-{NUR[0][13:]}"
    reponse = await scene_ouverte.dire("marie", f"/candidats {REF} {espace}")
    assert "Déjà dans la liste" in reponse


async def test_a_doubtful_number_is_kept_aside_and_does_not_count(scene_ouverte: Scene) -> None:
    reponse = await scene_ouverte.dire("marie", f"/candidats {REF} {NUR[0]} {NUR[1]} {DOUTEUX}")
    assert "Mis de côté, à confirmer" in reponse
    assert "le mois « 13 » (positions 4 et 5) n'existe pas" in reponse
    assert scene_ouverte.etat() is Etat.OUVERT


async def test_a_doubtful_number_counts_once_confirmed(scene_ouverte: Scene) -> None:
    await scene_ouverte.dire("marie", f"/candidats {REF} {NUR[0]} {NUR[1]} {DOUTEUX}")
    await scene_ouverte.dire("marie", f"/candidats {REF} {DOUTEUX} confirmer=oui")
    assert scene_ouverte.etat() is Etat.DESIGNE
    assert [une.etat for une in scene_ouverte.candidatures()] == [EtatCandidature.ACTIVE] * 3


async def test_a_wrong_number_is_refused_and_nothing_of_the_answer_is_stored(
    scene_ouverte: Scene,
) -> None:
    reponse = await scene_ouverte.dire("marie", f"/candidats {REF} {NUR[0]} {NUR[1][:-1]}")
    assert "il compte 17 caractères au lieu de 18" in reponse
    assert scene_ouverte.candidatures() == []


async def test_a_short_list_with_a_reason_is_a_designation(scene_ouverte: Scene) -> None:
    reponse = await scene_ouverte.dire(
        "marie", f'/candidats {REF} {NUR[0]} motif="deux demandes radiées"'
    )
    assert f"{REF} : désigné, 1 candidat" in reponse
    assert scene_ouverte.etat() is Etat.DESIGNE


async def test_the_reason_of_a_short_list_is_handed_over_as_an_email(scene_ouverte: Scene) -> None:
    reponse = await scene_ouverte.dire(
        "marie", f'/candidats {REF} {NUR[0]} motif="deux demandes radiées"'
    )
    assert "par courriel à la CALEOL" in reponse
    assert f"Objet : {REF}, liste de moins de 3 candidats" in reponse
    assert "pour la raison suivante : deux demandes radiées" in reponse


async def test_a_reason_may_come_after_the_candidates(scene_ouverte: Scene) -> None:
    await scene_ouverte.dire("marie", f"/candidats {REF} {NUR[0]}")
    await scene_ouverte.dire("marie", f'/candidats {REF} motif="secteur sans demande"')
    assert scene_ouverte.etat() is Etat.DESIGNE


async def test_a_reason_without_any_candidate_is_refused(scene_ouverte: Scene) -> None:
    reponse = await scene_ouverte.dire("marie", f'/candidats {REF} motif="secteur sans demande"')
    assert f"Pour y renoncer : /rendre {REF}" in reponse
    assert scene_ouverte.avis().motif is None


async def test_a_reason_that_names_a_person_is_refused_and_nothing_is_stored(
    scene_ouverte: Scene,
) -> None:
    reponse = await scene_ouverte.dire(
        "marie", f'/candidats {REF} {NUR[0]} motif="Mme Payet ne répond pas"'
    )
    assert "semble contenir un nom de personne" in reponse
    assert scene_ouverte.candidatures() == []
    assert "candidats proposés" not in scene_ouverte.actions()


async def test_a_reason_that_names_a_person_is_not_repeated(scene_ouverte: Scene) -> None:
    reponse = await scene_ouverte.dire(
        "marie", f'/candidats {REF} {NUR[0]} motif="Mme Payet ne répond pas"'
    )
    assert "Payet" not in reponse


async def test_a_candidate_withdrawn_makes_the_avis_open_again(scene_ouverte: Scene) -> None:
    await scene_ouverte.dire("marie", f"/candidats {REF} {TROIS}")
    reponse = await scene_ouverte.dire("marie", f"/candidats {REF} retirer=2")
    assert "Le candidat n° 2 est retiré." in reponse
    assert scene_ouverte.etat() is Etat.OUVERT


async def test_a_list_made_short_again_after_the_echeance_gets_its_relance(
    scene_ouverte: Scene,
) -> None:
    await scene_ouverte.dire("marie", f"/candidats {REF} {TROIS}")
    await scene_ouverte.attendre(days=20)
    await scene_ouverte.dire("marie", f"/candidats {REF} retirer=2")
    assert scene_ouverte.etat() is Etat.EN_RELANCE
    assert len(scene_ouverte.envois(Genre.RELANCE)) == 1


async def test_the_number_of_a_withdrawn_candidate_is_never_used_again(
    scene_ouverte: Scene,
) -> None:
    await scene_ouverte.dire("marie", f"/candidats {REF} {TROIS}")
    await scene_ouverte.dire("marie", f"/candidats {REF} retirer=3")
    await scene_ouverte.dire("marie", f"/candidats {REF} {NUR[2]}")
    assert [une.numero for une in scene_ouverte.candidatures()] == [1, 2, 3, 4]


async def test_a_candidate_unknown_cannot_be_withdrawn(scene_ouverte: Scene) -> None:
    await scene_ouverte.dire("marie", f"/candidats {REF} {NUR[0]}")
    reponse = await scene_ouverte.dire("marie", f"/candidats {REF} retirer=7")
    assert f"{REF} n'a pas de candidat n° 7. Candidats proposés : 1." in reponse


async def test_more_candidates_may_be_added_once_the_list_is_complete(scene_ouverte: Scene) -> None:
    await scene_ouverte.dire("marie", f"/candidats {REF} {TROIS}")
    reponse = await scene_ouverte.dire("marie", f"/candidats {REF} {NUR[3]}")
    assert f"{REF} : désigné, 4 candidats" in reponse


async def test_one_candidate_is_enough_for_a_subsidised_plai(scene: Scene) -> None:
    await scene.dire("nadia", VACANCE.replace("LLTS", '"PLAI adapté"'))
    await scene.dire("marie", f"/candidats {REF} {NUR[0]}")
    assert scene.etat() is Etat.DESIGNE
    designation = next(une for une in scene.journal() if une.action == "désignation")
    assert "D331-25-1" in designation.article


async def test_the_journal_keeps_commitments_and_never_the_numbers(scene_ouverte: Scene) -> None:
    await scene_ouverte.dire("marie", f"/candidats {REF} {TROIS}")
    proposes = next(une for une in scene_ouverte.journal() if une.action == "candidats proposés")
    engagements = [une.engagement for une in scene_ouverte.candidatures()]
    assert [proposes.details[f"candidat {n}"] for n in (1, 2, 3)] == engagements
    assert not any(numero in repr(scene_ouverte.journal()) for numero in NUR)


async def test_candidates_named_by_another_organisation_cannot_be_withdrawn(
    scene_ouverte: Scene,
) -> None:
    await scene_ouverte.dire("marie", f"/candidats {REF} {NUR[0]}")
    await scene_ouverte.dire("marie", f"/ouvrir {REF} a=Ouest")
    reponse = await scene_ouverte.dire("paul", f"/candidats {REF} retirer=1")
    assert "a été proposé par un" in reponse
