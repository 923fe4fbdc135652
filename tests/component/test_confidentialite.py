"""Numéros uniques: full in private on request only, masked elsewhere, never in a channel."""

import pytest

from bot.channels.telegram.render import html
from core.domain.envois import Genre
from core.domain.organisations import Role
from tests.component.scene import DOUTEUX, NUR, REF, Scene, groupe

TROIS = " ".join(NUR[:3])


def tout_ce_qui_est_dit(scene: Scene, adresse: str) -> str:
    """Write every message ever sent to a conversation, with its buttons and its form."""
    return "\n".join(
        repr(une.message) + repr(une.formulaire) + repr(une.jetons)
        for une in scene.plateforme.essais
        if une.destination.adresse == adresse
    )


async def test_full_numbers_are_read_in_private(scene_ouverte: Scene) -> None:
    await scene_ouverte.dire("marie", f"/candidats {REF} {TROIS}")
    reponse = await scene_ouverte.dire("nadia", f"/numeros {REF}")
    assert all(numero in reponse for numero in NUR[:3])


async def test_full_numbers_are_refused_in_a_group(scene_en_groupe: Scene) -> None:
    await scene_en_groupe.dire("marie", f"/candidats {REF} {TROIS}")
    reponse = await scene_en_groupe.dire("marie", f"/numeros {REF}", groupe())
    assert "ne se lisent qu'en privé. Écrivez-moi" in reponse


async def test_every_reading_of_full_numbers_is_in_the_journal(scene_ouverte: Scene) -> None:
    await scene_ouverte.dire("marie", f"/candidats {REF} {TROIS}")
    await scene_ouverte.dire("nadia", f"/numeros {REF}")
    lecture = scene_ouverte.journal()[-1]
    assert lecture.action == "lecture des numéros"
    assert lecture.acteur.startswith("SIDR, référent n° ")
    assert lecture.details == {"numéros": "1, 2, 3"}


async def test_the_answer_to_a_reading_leaves_no_text_in_the_outbox(scene_ouverte: Scene) -> None:
    await scene_ouverte.dire("marie", f"/candidats {REF} {TROIS}")
    await scene_ouverte.dire("nadia", f"/numeros {REF}")
    assert all(une.texte == "" for une in scene_ouverte.envois(Genre.REPONSE))


@pytest.mark.parametrize("commande", [f"/avis {REF}", f"/candidats {REF} {NUR[3]}", "/avis"])
async def test_elsewhere_numbers_are_masked(scene_ouverte: Scene, commande: str) -> None:
    await scene_ouverte.dire("marie", f"/candidats {REF} {TROIS}")
    reponse = await scene_ouverte.dire("marie", commande)
    assert not any(numero in reponse for numero in NUR)


async def test_the_detail_shows_masked_numbers_in_private(scene_ouverte: Scene) -> None:
    await scene_ouverte.dire("marie", f"/candidats {REF} {TROIS}")
    assert "n° 1 : 974…" in await scene_ouverte.dire("nadia", f"/avis {REF}")


async def test_no_number_ever_reaches_a_group(scene_en_groupe: Scene, port: str) -> None:
    for texte in (
        f"/candidats {REF} {NUR[0]} {NUR[0]} {DOUTEUX}",
        f"/candidats {REF} {DOUTEUX} confirmer=oui",
        f"/candidats {REF} {NUR[1]} retirer=1",
        f"/candidats {REF} {NUR[1][:-2]}",
        f'/candidats {REF} motif="pour {NUR[2]}"',
        f"/candidats {REF} {NUR[2]}",
        f"/candidats {REF} retirer=2",
        f"/avis {REF}",
        f"/numeros {REF}",
        f"/candidats {REF}",
    ):
        await scene_en_groupe.dire("marie", texte, groupe())
    dit = tout_ce_qui_est_dit(scene_en_groupe, port)
    assert [numero for numero in (*NUR, DOUTEUX) if numero in dit] == []


@pytest.mark.parametrize(
    "texte",
    [
        f"/candidats {NUR[0]} {NUR[1]}",
        f"/avis {NUR[0]}",
        f"/avis {REF} {NUR[0]}",
        f"/rendre {REF} {NUR[0]}",
        f"/candidats {REF} retirer={NUR[0]}",
        f"/candidats {REF} {NUR[0]} confirmer={NUR[1]}",
        f"/ouvrir {REF} a={NUR[0]}",
        f"/canal {NUR[0]}",
        f"/{NUR[0]}",
        f"/accuser {NUR[0]}",
        f'/candidats {REF} "{NUR[0]}',
    ],
)
async def test_a_number_typed_in_the_wrong_place_is_not_repeated_in_a_group(
    scene_en_groupe: Scene, port: str, texte: str
) -> None:
    await scene_en_groupe.dire("marie", texte, groupe())
    dit = tout_ce_qui_est_dit(scene_en_groupe, port)
    assert [numero for numero in NUR if numero in dit] == []


async def test_a_number_typed_with_spaces_in_the_wrong_place_is_not_repeated_in_a_group(
    scene_en_groupe: Scene, port: str
) -> None:
    await scene_en_groupe.dire("marie", f"/avis {REF} 974 0318 000123 10001", groupe())
    assert "000123 10001" not in tout_ce_qui_est_dit(scene_en_groupe, port)


async def test_a_number_answered_to_the_wrong_question_is_not_repeated_in_a_group(
    scene_en_groupe: Scene, port: str
) -> None:
    await scene_en_groupe.dire("marie", "/rendre", groupe())
    await scene_en_groupe.dire("marie", NUR[0], groupe(), repond_au_bot=True)
    assert NUR[0] not in tout_ce_qui_est_dit(scene_en_groupe, port)


async def test_a_message_that_shows_a_number_is_removed_from_the_group(
    scene_en_groupe: Scene,
) -> None:
    await scene_en_groupe.dire("marie", f"/candidats {REF} {NUR[0]}", groupe(), message="tape-nur")
    assert scene_en_groupe.plateforme.effaces == ["tape-nur"]


async def test_a_message_without_any_number_stays_in_the_group(scene_en_groupe: Scene) -> None:
    await scene_en_groupe.dire("marie", f"/avis {REF}", groupe())
    assert scene_en_groupe.plateforme.effaces == []


async def test_a_number_dictated_with_spaces_is_removed_too(scene_en_groupe: Scene) -> None:
    texte = "voici 974 0318 000123 10001 pour demain"
    await scene_en_groupe.dire("marie", texte, groupe(), message="tape-nur")
    assert scene_en_groupe.plateforme.effaces == ["tape-nur"]


async def test_a_conversation_between_people_gets_no_answer(scene_en_groupe: Scene) -> None:
    assert await scene_en_groupe.dire("marie", "on en parle demain", groupe()) == ""


async def test_the_notices_in_a_group_hold_no_number_once_rendered(
    scene_en_groupe: Scene, port: str
) -> None:
    await scene_en_groupe.dire("marie", f"/candidats {REF} {TROIS}")
    await scene_en_groupe.dire("marie", f"/candidats {REF} retirer=1")
    await scene_en_groupe.vivre_jusqu_a(scene_en_groupe.maintenant.replace(month=5))
    rendus = [
        html(une.message)
        for une in scene_en_groupe.plateforme.essais
        if une.message and une.destination.adresse == port
    ]
    assert len(rendus) > 4
    assert not any(numero in rendu for numero in NUR for rendu in rendus)


async def test_the_list_in_a_group_counts_candidates_without_naming_them(
    scene_en_groupe: Scene,
) -> None:
    await scene_en_groupe.dire("marie", f"/candidats {REF} {TROIS}")
    assert "n° 1 : 974" not in await scene_en_groupe.dire("marie", f"/avis {REF}", groupe())


async def test_the_journal_names_no_person(scene_ouverte: Scene) -> None:
    scene_ouverte.inscrire("jean.payet", "Le Port", Role.AGENT)
    await scene_ouverte.dire("jean.payet", f"/candidats {REF} {NUR[0]}")
    assert "payet" not in repr(scene_ouverte.journal())


@pytest.mark.parametrize("champ", ["commune", "quartier", "reference", "dependances"])
@pytest.mark.parametrize("valeur", [NUR[0], "appeler le 0692 12 34 56", "Mme Hoarau"])
async def test_no_person_is_described_in_a_dwelling(scene: Scene, champ: str, valeur: str) -> None:
    reponse = await scene.dire("nadia", f'/vacance reservataire="Le Port" {champ}="{valeur}"')
    assert "semble contenir" in reponse
    assert "Aucun avis en cours" in await scene.dire("nadia", "/avis")


async def test_a_number_typed_in_the_place_of_a_reference_is_not_repeated(scene: Scene) -> None:
    assert NUR[0] not in await scene.dire("marie", f"/candidats {NUR[0]}")
