"""Deny by default: every command × kind of organisation × role."""

import asyncio
from itertools import product

import pytest

from bot.handlers.commandes import COMMANDES
from core.domain.organisations import Nature, Role
from tests.component.scene import Scene

BAILLEUR = {Nature.BAILLEUR}
RESERVATAIRE = {
    Nature.COMMUNE,
    Nature.EPCI,
    Nature.ETAT,
    Nature.ACTION_LOGEMENT,
    Nature.AUTRE,
}
PARTIES = BAILLEUR | RESERVATAIRE
TOUS = set(Nature)

ATTENDU = {
    "start": (TOUS, Role.AGENT),
    "aide": (TOUS, Role.AGENT),
    "inscription": (TOUS, Role.AGENT),
    "annuler": (TOUS, Role.AGENT),
    "passer": (TOUS, Role.AGENT),
    "canal": (TOUS, Role.REFERENT),
    "adresse": (TOUS, Role.REFERENT),
    "vacance": (BAILLEUR, Role.AGENT),
    "avis": (PARTIES, Role.AGENT),
    "candidats": (RESERVATAIRE, Role.AGENT),
    "rendre": (RESERVATAIRE, Role.AGENT),
    "ouvrir": (RESERVATAIRE, Role.AGENT),
    "accuser": (RESERVATAIRE, Role.AGENT),
    "retirer": (BAILLEUR, Role.AGENT),
    "completer": (BAILLEUR, Role.AGENT),
    "accepter": (BAILLEUR, Role.AGENT),
    "retour": (BAILLEUR, Role.AGENT),
    "caleol": (BAILLEUR, Role.AGENT),
    "offre": (BAILLEUR, Role.AGENT),
    "reponse": (BAILLEUR, Role.AGENT),
    "bail": (BAILLEUR, Role.AGENT),
    "visite": (PARTIES, Role.AGENT),
    "numeros": (PARTIES, Role.AGENT),
    "page": (TOUS, Role.AGENT),
    "preuve": (PARTIES, Role.AGENT),
    "annexe": (PARTIES, Role.AGENT),
    "flux": (PARTIES, Role.AGENT),
    "objectifs": (PARTIES, Role.AGENT),
    "importer": ({Nature.ETAT}, Role.AGENT),
    "programme": (PARTIES, Role.AGENT),
    "dossier": (BAILLEUR | {Nature.ETAT}, Role.AGENT),
    "commission": (BAILLEUR | {Nature.ETAT}, Role.AGENT),
    "etat": (TOUS, Role.ADMINISTRATEUR),
}
"""Who may do what, as the list of commands promises it to people."""


def test_every_command_has_its_line_in_the_table_of_rights() -> None:
    assert {une.nom for une in COMMANDES} == set(ATTENDU)


async def essayer(scene: Scene, commande: str) -> dict[tuple[Nature, Role], str]:
    """Have one person of each kind and role type a command; give the answers."""
    with scene.base.transaction() as uow:
        for nature in Nature:
            uow.organisations.ajouter(f"Organisation {nature}", nature)
    for nature, role in product(Nature, Role):
        scene.inscrire(f"{nature}-{role}", f"Organisation {nature}", role)
        requete = scene.requete(f"{nature}-{role}", texte=f"/{commande}")
        await asyncio.to_thread(scene.routeur.traiter, requete, scene.maintenant)
    await scene.dispatcher.vider()
    return {
        (nature, role): scene.textes(f"{nature}-{role}")[-1]
        for nature, role in product(Nature, Role)
    }


def refusee(reponse: str) -> bool:
    """Tell whether an answer is a refusal of rights."""
    return " est réservé à : " in reponse or " demande le rôle " in reponse


@pytest.mark.parametrize("commande", ATTENDU)
async def test_a_command_is_open_to_those_it_is_for_and_to_nobody_else(
    scene: Scene, commande: str
) -> None:
    natures, minimum = ATTENDU[commande]
    reponses = await essayer(scene, commande)
    assert {qui for qui, reponse in reponses.items() if not refusee(reponse)} == {
        (nature, role)
        for nature, role in reponses
        if nature in natures and role.rang >= minimum.rang
    }


@pytest.mark.parametrize("commande", [nom for nom, qui in ATTENDU.items() if qui[0] != TOUS])
async def test_a_kind_of_organisation_refused_is_told_who_may(scene: Scene, commande: str) -> None:
    for (nature, _), reponse in (await essayer(scene, commande)).items():
        if refusee(reponse):
            assert f"/{commande} est réservé à : " in reponse
            assert (
                f"Organisation {nature} n'en est pas. Ce que vous pouvez faire : /aide" in reponse
            )


@pytest.mark.parametrize("commande", ["canal", "etat"])
async def test_a_role_refused_is_told_which_role_it_takes(scene: Scene, commande: str) -> None:
    for (_, role), reponse in (await essayer(scene, commande)).items():
        if refusee(reponse):
            assert f"/{commande} demande le rôle" in reponse
            assert f"le vôtre est {role.libelle}" in reponse


@pytest.mark.parametrize(("nature", "role"), list(product(Nature, Role)))
async def test_help_shows_exactly_what_one_may_do(scene: Scene, nature: Nature, role: Role) -> None:
    with scene.base.transaction() as uow:
        notre = uow.organisations.ajouter("La nôtre", nature)
        for une in ("le-port-2024", "loire-atlantique-2024"):
            uow.organisations.adherer(notre.id, une)
    scene.inscrire("quelqu-un", "La nôtre", role)
    reponse = await scene.dire("quelqu-un", "/aide")
    montrees = {nom for nom in ATTENDU if f"• /{nom} : " in reponse or f"• /{nom} " in reponse}
    permises = {
        nom
        for nom, (natures, minimum) in ATTENDU.items()
        if nature in natures and role.rang >= minimum.rang
    }
    assert montrees == permises - {"start", "inscription"}


async def test_a_member_withdrawn_may_do_nothing_more(scene: Scene) -> None:
    numero = scene.inscrire("partante", "SIDR")
    with scene.base.transaction() as uow:
        uow.membres.retirer(numero, scene.maintenant)
    assert "Vous n'êtes inscrit pour aucune organisation" in await scene.dire("partante", "/avis")
