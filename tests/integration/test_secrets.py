"""Nothing that identifies a household, and no code, is anywhere in clear in the database."""

from pathlib import Path

from core.domain.organisations import Role
from core.usecases.adhesions import inviter
from storage.unit_of_work import Base
from tests.component.scene import DOUTEUX, NUR, REF, VACANCE, Scene, groupe
from tests.integration.outils import MAINTENANT, compter, organisation, tout_le_texte

CODE = "ABCD-2345-WXYZ"


async def jouer(scene: Scene) -> None:
    """Play a scenario where numbers travel by every road, and leave some under way."""
    await scene.dire("marie", "/canal", groupe())
    await scene.dire("nadia", VACANCE)
    await scene.dire("marie", f"/candidats {REF} {NUR[0]} {NUR[1]} {DOUTEUX}")
    await scene.dire("marie", f"/candidats {REF} {NUR[2]} {NUR[3]}", groupe())
    await scene.dire("marie", f"/candidats {REF} {NUR[3][:-1]}", groupe())
    await scene.dire("marie", f"/candidats {REF} retirer=1")
    await scene.dire("nadia", f"/numeros {REF}")
    await scene.dire("nadia", f"/avis {REF}")
    await scene.dire("nadia", VACANCE)
    await scene.dire("marie", "/candidats AV-2026-0002")
    await scene.dire("marie", NUR[4])
    await scene.ecrire("marie", f"/numeros {REF}")
    with scene.base.transaction() as uow:
        uow.arrivees.ajouter("essai", "1", f'{{"text": "{NUR[5]}"}}', scene.maintenant)


async def test_no_number_is_in_clear_in_any_table(scene: Scene) -> None:
    await jouer(scene)
    texte = tout_le_texte(scene.base)
    assert [un for un in (*NUR, DOUTEUX) if un in texte] == []


async def test_the_scenario_does_leave_numbers_under_way(scene: Scene) -> None:
    await jouer(scene)
    for table in ("arrivee", "dialogue", "candidature"):
        assert compter(scene.base, table) > 0
    with scene.base.transaction() as uow:
        (attend,) = uow.envois.a_prendre(scene.maintenant, ["essai"])
    assert attend.corps
    assert NUR[0] not in attend.corps
    assert NUR[1] in attend.corps


async def test_no_number_is_in_clear_in_the_file_of_an_embedded_database(
    base_sqlite: Base, incidents: list[object]
) -> None:
    scene = Scene(base_sqlite)
    scene.inscrire("nadia", "SIDR")
    scene.inscrire("marie", "Le Port")
    await jouer(scene)
    fichier = Path(base_sqlite.moteur.url.database or "")
    brut = b"".join(un.read_bytes() for un in sorted(fichier.parent.glob("fluxbot.db*")))
    assert [un for un in (*NUR, DOUTEUX) if un.encode() in brut] == []


async def test_an_update_once_handled_is_erased(scene: Scene) -> None:
    with scene.base.transaction() as uow:
        uow.arrivees.ajouter("essai", "1", NUR[0], scene.maintenant)
        (arrivee,) = uow.arrivees.en_attente("essai")
        uow.arrivees.traiter(arrivee.id, scene.maintenant)
    assert "None" in tout_le_texte(scene.base)
    with scene.base.transaction() as uow:
        assert uow.arrivees.en_attente("essai") == []


async def test_the_body_of_an_answer_is_erased_once_sent(scene: Scene) -> None:
    await scene.dire("nadia", "/aide")
    with scene.base.transaction() as uow:
        ordre = "SELECT count(*) FROM envoi WHERE corps_chiffre IS NOT NULL"
        assert uow.connexion.exec_driver_sql(ordre).scalar_one() == 0


def test_an_enrolment_code_is_never_in_clear(base: Base) -> None:
    with base.transaction() as uow:
        inviter(uow, MAINTENANT, organisation(uow, "SIDR"), Role.AGENT, CODE)
    texte = tout_le_texte(base)
    assert CODE not in texte
    assert CODE.replace("-", "") not in texte
