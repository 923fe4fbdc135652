"""Deny by default: every command × kind of organisation × role × dossier of one's own or not."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from bot.handlers import commission, dossier, programme
from bot.handlers.commandes import COMMANDES
from core.domain.organisations import LIBELLES_NATURE, Nature, Role
from tests.securite.droits import (
    ATTENDU,
    INCONNU,
    LECTURES,
    NATURE,
    OUVERTES,
    PERMIS,
    RESERVEES,
    ROLE,
    SANS_VOLET,
    SUR_UN_DOSSIER,
    attendue,
)
from tests.securite.terrain import PARTIES, RETIREE, Terrain, batir, etrangere, personne

ABSENTE = "0999"


@pytest.fixture(scope="module")
def terrain(modele_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Terrain:
    """Give the region, built once."""
    return batir(modele_sqlite, tmp_path_factory.mktemp("terrain"))


def lue(reponse: str) -> str:
    """Tell which answer was given."""
    if "Vous n'êtes inscrit pour aucune organisation" in reponse:
        return INCONNU
    if " est réservé à : " in reponse:
        return NATURE
    return ROLE if " demande le rôle " in reponse else PERMIS


def test_every_command_has_its_line_in_the_table_of_rights() -> None:
    assert {une.nom for une in COMMANDES} == set(ATTENDU)


@pytest.mark.parametrize("commande", ATTENDU)
def test_a_command_is_open_to_those_it_is_for_and_to_nobody_else(
    terrain: Terrain, commande: str
) -> None:
    cas = list(product(Nature, Role))
    lues = {
        un: lue(terrain.repondre(personne(etrangere(un[0]), un[1]), f"/{commande}")) for un in cas
    }
    assert lues == {(nature, role): attendue(commande, nature, role) for nature, role in cas}


@pytest.mark.parametrize("commande", [une for une in ATTENDU if une not in OUVERTES])
def test_somebody_unknown_is_told_nothing_but_how_to_enrol(terrain: Terrain, commande: str) -> None:
    _, modele = SUR_UN_DOSSIER.get(commande, ((), f"/{commande}"))
    assert lue(terrain.repondre("personne", modele.format("AV-2026-0001"))) == INCONNU


@pytest.mark.parametrize("commande", OUVERTES)
def test_what_is_open_to_all_says_nothing_of_a_dossier(terrain: Terrain, commande: str) -> None:
    reponse = terrain.repondre("personne", f"/{commande} AV-2026-0001")
    assert not any(nom in reponse for nom in ("Notre ", "Rivière des Galets"))


@pytest.mark.parametrize("commande", SUR_UN_DOSSIER)
def test_a_dossier_of_one_s_own_opens_to_who_may(terrain: Terrain, commande: str) -> None:
    genres, modele = SUR_UN_DOSSIER[commande]
    for reference, parties in PARTIES.items():
        for (nature, organisation), role in product(parties.items(), Role):
            if not reference.startswith(genres):
                continue
            reponse = terrain.repondre(personne(organisation, role), modele.format(reference))
            assert lue(reponse) == attendue(commande, nature, role), (organisation, reponse)
            assert "Je ne trouve pas" not in reponse, (organisation, reponse)


@pytest.mark.parametrize("commande", SUR_UN_DOSSIER)
def test_a_dossier_of_others_is_answered_as_one_that_does_not_exist(
    terrain: Terrain, commande: str
) -> None:
    genres, modele = SUR_UN_DOSSIER[commande]
    for prefixe, nature, role in product(genres, Nature, Role):
        voulue, qui = attendue(commande, nature, role), personne(etrangere(nature), role)
        if voulue == NATURE and role is not Role.AGENT:
            continue  # No role opens what one's kind of organisation may not do: seen above.
        la, absente = f"{prefixe}0001", f"{prefixe}{ABSENTE}"
        reponse = terrain.repondre(qui, modele.format(la)).replace(la, "REF")
        assert reponse == terrain.repondre(qui, modele.format(absente)).replace(absente, "REF")
        assert lue(reponse) == voulue, (qui, reponse)
        if voulue == PERMIS:
            assert "Je ne trouve pas" in reponse or "Aucune convention" in reponse, (qui, reponse)


def test_every_action_has_its_line_in_the_table_of_rights() -> None:
    des_dossiers = (programme.LA_COMMANDE, dossier.LA_COMMANDE, commission.LA_COMMANDE)
    actions = {
        (une.nom, action.nom)
        for une in des_dossiers
        for action in (*une.sans_dossier, *une.actions)
        if action.nom not in LECTURES
    }
    decrites = {(un.split()[0][1:], un.split()[-1]) for un in RESERVEES}
    assert {une for une in decrites if une[0] != "objectifs"} == actions


@pytest.mark.parametrize("saisie", RESERVEES)
def test_an_action_is_open_to_the_parties_that_it_is_for(terrain: Terrain, saisie: str) -> None:
    for nature, organisation in PARTIES["CIB-2026-0001"].items():
        for role in Role:
            reponse = terrain.repondre(personne(organisation, role), saisie)
            permise = nature in RESERVEES[saisie]
            assert lue(reponse) == (PERMIS if permise else NATURE), (organisation, reponse)


@pytest.mark.parametrize("nature", Nature)
def test_a_kind_of_organisation_refused_is_told_who_may(terrain: Terrain, nature: Nature) -> None:
    qui = personne(etrangere(nature), Role.ADMINISTRATEUR)
    for commande, (natures, _) in ATTENDU.items():
        if nature not in natures:
            reponse = terrain.repondre(qui, f"/{commande}")
            assert f"/{commande} est réservé à : " in reponse
            assert all(LIBELLES_NATURE[une] in reponse for une in natures)
            assert f"Autre {nature} n'en est pas. Ce que vous pouvez faire : /aide" in reponse


@pytest.mark.parametrize("role", [Role.AGENT, Role.REFERENT])
def test_a_role_refused_is_told_which_role_it_takes(terrain: Terrain, role: Role) -> None:
    for commande in ("canal", "adresse", "etat"):
        minimum = ATTENDU[commande][1]
        if role.rang < minimum.rang:
            reponse = terrain.repondre(personne("Notre commune", role), f"/{commande}")
            assert f"/{commande} demande le rôle {minimum.libelle} ; " in reponse
            assert f"le vôtre est {role.libelle}" in reponse


@pytest.mark.parametrize("nature", Nature)
@pytest.mark.parametrize("role", Role)
def test_help_shows_exactly_what_one_may_do(terrain: Terrain, nature: Nature, role: Role) -> None:
    reponse = terrain.repondre(personne(f"Notre {nature}", role), "/aide")
    montrees = {nom for nom in ATTENDU if f"• /{nom} : " in reponse or f"• /{nom} " in reponse}
    permises = {nom for nom in ATTENDU if attendue(nom, nature, role) == PERMIS}
    assert montrees == permises - {"start", "inscription"} - SANS_VOLET


def test_a_member_withdrawn_may_do_nothing_more(terrain: Terrain) -> None:
    assert lue(terrain.repondre(RETIREE, "/avis AV-2026-0001")) == INCONNU
