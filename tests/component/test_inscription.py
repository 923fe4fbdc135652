"""Enrolment: one code, once; somebody unknown learns how to enrol and nothing else."""

from datetime import timedelta

import pytest

from bot.handlers.commandes import COMMANDES
from bot.handlers.request import COMMENT_S_INSCRIRE
from core.domain.organisations import Role
from core.usecases.adhesions import inviter
from tests.component.scene import NUR, REF, VACANCE, Scene, groupe

CODE = "ABCD-2345-WXYZ"


def invite(scene: Scene, organisation: str, role: Role = Role.AGENT, code: str = CODE) -> None:
    """Store an enrolment code."""
    trouvee = scene.organisation(organisation)
    with scene.base.transaction() as uow:
        inviter(uow, scene.maintenant, trouvee, role, code)


def qui(scene: Scene, cle: str) -> tuple[str, Role] | None:
    """Say for which organisation a person is enrolled, and as what."""
    with scene.base.transaction() as uow:
        membre = uow.membres.par_identite("essai", cle)
    return (membre.organisation.nom, membre.role) if membre else None


@pytest.mark.parametrize(
    "texte",
    [
        *(f"/{une.nom}" for une in COMMANDES if une.natures is not None),
        f"/avis {REF}",
        VACANCE,
        f"/candidats {REF} {NUR[0]}",
        "/nimportequoi",
        "/start",
        "/aide",
        "bonjour",
        REF,
    ],
)
async def test_somebody_unknown_learns_how_to_enrol_and_nothing_else(
    scene_ouverte: Scene, texte: str
) -> None:
    reponse = await scene_ouverte.dire("inconnue", texte)
    titre, phrase = reponse.split("\n\n")
    assert titre in ("Ce n'est pas possible", "Bonjour, ici fluxbot")
    assert phrase == COMMENT_S_INSCRIRE


async def test_a_code_enrols_in_its_organisation_with_its_role(scene: Scene) -> None:
    invite(scene, "SHLMR", Role.REFERENT)
    reponse = await scene.dire("nouvelle", f"/inscription {CODE}")
    assert "Bienvenue, SHLMR" in reponse
    assert qui(scene, "nouvelle") == ("SHLMR", Role.REFERENT)


@pytest.mark.parametrize("tape", ["abcd 2345 wxyz", "ABCD2345WXYZ", "abcd-2345-wxyz"])
async def test_the_case_the_spaces_and_the_dashes_of_a_code_do_not_matter(
    scene: Scene, tape: str
) -> None:
    invite(scene, "SHLMR")
    await scene.dire("nouvelle", f"/inscription {tape}")
    assert qui(scene, "nouvelle") == ("SHLMR", Role.AGENT)


async def test_the_link_of_an_invitation_enrols_too(scene: Scene) -> None:
    invite(scene, "SHLMR")
    await scene.dire("nouvelle", f"/start {CODE}")
    assert qui(scene, "nouvelle") == ("SHLMR", Role.AGENT)


async def test_a_code_serves_once(scene: Scene) -> None:
    invite(scene, "SHLMR")
    await scene.dire("premiere", f"/inscription {CODE}")
    reponse = await scene.dire("seconde", f"/inscription {CODE}")
    assert "inconnu, déjà utilisé ou expiré" in reponse
    assert qui(scene, "seconde") is None


async def test_a_code_expires_after_a_fortnight(scene: Scene) -> None:
    invite(scene, "SHLMR")
    scene.horloge.avancer(timedelta(days=14))
    await scene.dire("nouvelle", f"/inscription {CODE}")
    assert qui(scene, "nouvelle") is None


async def test_a_code_unknown_is_refused_without_being_repeated(scene: Scene) -> None:
    assert "ZZZZ" not in await scene.dire("nouvelle", "/inscription ZZZZ-9999-ZZZZ")


async def test_a_member_of_another_organisation_keeps_it_and_the_code_stays_good(
    scene: Scene,
) -> None:
    invite(scene, "SHLMR")
    reponse = await scene.dire("nadia", f"/inscription {CODE}")
    assert "Vous êtes déjà inscrit pour SIDR" in reponse
    await scene.dire("nouvelle", f"/inscription {CODE}")
    assert qui(scene, "nouvelle") == ("SHLMR", Role.AGENT)


async def test_a_second_code_of_the_same_organisation_changes_the_role(scene: Scene) -> None:
    invite(scene, "SIDR", Role.ADMINISTRATEUR)
    await scene.dire("nadia", f"/inscription {CODE}")
    assert qui(scene, "nadia") == ("SIDR", Role.ADMINISTRATEUR)


async def test_without_a_code_it_is_asked_for(scene: Scene) -> None:
    invite(scene, "SHLMR")
    assert "Votre code d'inscription" in await scene.dire("nouvelle", "/inscription")
    assert "Bienvenue, SHLMR" in await scene.dire("nouvelle", CODE)


async def test_a_code_typed_in_a_group_is_removed_from_it(scene: Scene) -> None:
    invite(scene, "SHLMR")
    await scene.dire("nouvelle", f"/inscription {CODE}", groupe(), message="tape-code")
    assert scene.plateforme.effaces == ["tape-code"]


async def test_somebody_who_enrols_in_a_group_is_asked_to_write_in_private(scene: Scene) -> None:
    invite(scene, "SHLMR")
    reponse = await scene.dire("nouvelle", f"/inscription {CODE}", groupe())
    assert "Écrivez-moi aussi en privé" in reponse


async def test_an_anonymous_administrator_is_refused_with_the_way_out(scene: Scene) -> None:
    reponse = await scene.dire("nadia", "/avis", groupe(), anonyme=True)
    assert "Désactivez l'anonymat, ou écrivez-moi en privé." in reponse
