"""Codes and tokens: nothing that opens by itself is stored in clear, all of it ends."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from core.domain.envois import Genre
from core.domain.organisations import Role
from core.usecases.adhesions import inviter
from storage.tables import bouton
from storage.unit_of_work import Base
from tests.component.courriel import MAIRIE, SceneCourriel
from tests.component.scene import VACANCE, Scene
from tests.integration.outils import MAINTENANT, ensemble, organisation, tout_le_texte

CODE, ETAT = "ABCD-2345-WXYZ", "etat-tire-au-sort-pour-une-installation"
FILS = 4


def noter(base: Base) -> None:
    """Begin an install."""
    with base.transaction() as uow:
        uow.installations.noter_etat(ETAT, MAINTENANT)


def consommer(base: Base, apres: timedelta = timedelta(0), etat: str = ETAT) -> bool:
    """End an install so long after its beginning; tell whether it may be."""
    with base.transaction() as uow:
        return uow.installations.consommer_etat(etat, MAINTENANT + apres)


def test_the_state_of_an_install_is_never_in_clear(base: Base) -> None:
    noter(base)
    assert ETAT not in tout_le_texte(base)


def test_the_state_of_an_install_serves_once(base: Base) -> None:
    noter(base)
    assert [consommer(base), consommer(base)] == [True, False]


def test_the_state_of_an_install_shown_together_serves_once(base: Base) -> None:
    noter(base)
    assert sum(ensemble(FILS, lambda _: consommer(base))) == 1


def test_the_state_of_an_install_ends_after_ten_minutes(base: Base) -> None:
    noter(base)
    assert not consommer(base, timedelta(minutes=10))


def test_a_state_that_we_did_not_make_is_refused(base: Base) -> None:
    noter(base)
    assert not consommer(base, etat=ETAT[:-1])


async def test_a_code_ends_at_the_very_instant_it_was_said_to(base: Base) -> None:
    with base.transaction() as uow:
        fin = inviter(uow, MAINTENANT, organisation(uow, "SIDR"), Role.AGENT, CODE)
    scene = Scene(base, fin)
    scene.routeur.traiter(scene.requete("x", texte=f"/inscription {CODE}"), fin)
    with base.transaction() as uow:
        assert uow.membres.par_identite("essai", "x") is None


async def test_people_who_show_one_code_together_enrol_once(base: Base) -> None:
    with base.transaction() as uow:
        inviter(uow, MAINTENANT, organisation(uow, "SIDR"), Role.AGENT, CODE)
    scene = Scene(base, MAINTENANT)

    def montrer(rang: int) -> None:
        requete = scene.requete(f"p{rang}", texte=f"/inscription {CODE}")
        scene.routeur.traiter(requete, MAINTENANT)

    ensemble(FILS, montrer)
    with base.transaction() as uow:
        inscrits = [uow.membres.par_identite("essai", f"p{rang}") for rang in range(FILS)]
    assert sum(un is not None for un in inscrits) == 1


async def test_a_signed_link_is_stored_nowhere(base: Base) -> None:
    scene = SceneCourriel(base)
    scene.inscrire("nadia", "SIDR")
    scene.inscrire_adresse(MAIRIE, "Le Port")
    await scene.dire("nadia", VACANCE)
    lien = scene.dernier(MAIRIE, Genre.AVIS).liens[0]
    assert "/p/" in lien
    assert lien.split("/p/")[1].split("/")[0] not in tout_le_texte(base)


async def test_the_buttons_of_an_organisation_do_nothing_in_other_hands(
    scene_ouverte: Scene,
) -> None:
    """Their tokens are stored in clear: read there, they open nothing to who is not a member."""
    with scene_ouverte.base.transaction() as uow:
        lus = select(bouton.c.jeton, bouton.c.organisation_id)
        trouves = list(uow.connexion.execute(lus))
    destines = [jeton for jeton, organisation_id in trouves if organisation_id]
    assert destines
    avant = scene_ouverte.journal()
    for personne in ("paul", "inconnu"):
        for jeton in destines:
            await scene_ouverte.dire(personne, "", jeton=jeton)
            assert "Rivière des Galets" not in scene_ouverte.textes(personne)[-1]
    assert scene_ouverte.journal() == avant


async def test_a_button_of_nobody_in_particular_names_no_dossier(scene_ouverte: Scene) -> None:
    with scene_ouverte.base.transaction() as uow:
        libres = select(bouton.c.arguments).where(bouton.c.organisation_id.is_(None))
        arguments = list(uow.connexion.execute(libres).scalars())
    assert [un for un in arguments if "AV-" in un] == []
