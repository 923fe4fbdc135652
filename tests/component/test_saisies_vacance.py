"""A bad value given to /vacance: one French sentence, and nothing stored."""

import pytest
from sqlalchemy import func, select

from core.domain.organisations import Nature
from storage.tables import avis, compteur, journal
from tests.component.scene import LOGEMENT, VACANCE, Scene

FAUTES = [
    ("reservataire", "Nantes"),
    ("commune", "x" * 201),
    ("quartier", "y" * 201),
    ("qpv", "peut-être"),
    ("type", "X9"),
    ("loyer", "cinq cents"),
    ("loyer", "-3"),
    ("loyer", "512,305"),
    ("charges", "beaucoup"),
    ("financement", "XYZ"),
    ("annee", "1492"),
    ("annee", "98"),
    ("pmr", "bof"),
    ("ascenseur", "2"),
    ("rpls", "123"),
    ("preavis", "9"),
    ("preavis", "1,5"),
    ("disponible", "31/02/2027"),
    ("reference", "z" * 201),
    ("dependances", "w" * 201),
]


def avec(champ: str, valeur: str) -> str:
    """Write a whole avis where one field is wrong."""
    autres = " ".join(
        mot
        for mot in f'reservataire="Le Port"; {LOGEMENT}'.replace("Le Port", "Le_Port")
        .replace("Rivière des Galets", "Galets")
        .replace(";", "")
        .split()
        if not mot.startswith(f"{champ}=")
    )
    return f'/vacance {autres.replace("Le_Port", "Le Port")} {champ}="{valeur}"'


@pytest.mark.parametrize(("champ", "valeur"), FAUTES)
async def test_a_bad_value_is_answered_with_its_field_its_value_and_an_example(
    scene: Scene, champ: str, valeur: str
) -> None:
    titre, phrase = (await scene.dire("nadia", avec(champ, valeur))).split("\n\n")
    assert titre == "À corriger"
    assert phrase.startswith(f"{champ} : « {valeur[:20]}")
    assert f"Exemple : {champ}=" in phrase


@pytest.mark.parametrize(("champ", "valeur"), FAUTES)
async def test_a_bad_value_leaves_nothing_stored_and_no_reference_taken(
    scene: Scene, champ: str, valeur: str
) -> None:
    await scene.dire("nadia", avec(champ, valeur))
    with scene.base.transaction() as uow:
        for table in (avis, journal, compteur):
            assert uow.connexion.scalar(select(func.count()).select_from(table)) == 0


async def test_an_empty_value_is_refused(scene: Scene) -> None:
    assert "commune : « » est vide" in (await scene.dire("nadia", avec("commune", ""))).replace(
        "«  »", "« »"
    )


async def test_a_key_unknown_is_refused_with_the_nearest(scene: Scene) -> None:
    assert "Vouliez-vous dire « loyer= » ?" in await scene.dire("nadia", VACANCE + " loier=3")


async def test_a_key_given_twice_is_refused(scene: Scene) -> None:
    assert "« type= » est donné deux fois" in await scene.dire("nadia", VACANCE + " type=T4")


async def test_words_that_lack_quotes_are_refused(scene: Scene) -> None:
    reponse = await scene.dire(
        "nadia", VACANCE.replace('"Rivière des Galets"', "Rivière des Galets")
    )
    assert "je ne sais pas où ranger « des Galets »" in reponse


async def test_a_quote_never_closed_is_refused(scene: Scene) -> None:
    reponse = await scene.dire("nadia", '/vacance quartier="Rivière')
    assert "Un guillemet ouvert n'est pas refermé" in reponse


async def test_a_delai_cannot_be_restarted_before_an_avis_exists(scene: Scene) -> None:
    reponse = await scene.dire("nadia", VACANCE + " relancer_delai=oui")
    assert "relancer_delai ne concerne qu'un avis déjà envoyé" in reponse


async def test_an_ambiguous_organisation_is_refused_with_its_candidates(scene: Scene) -> None:
    with scene.base.transaction() as uow:
        uow.organisations.ajouter("Le Portail", Nature.COMMUNE)
    reponse = await scene.dire("nadia", f'/vacance reservataire="por" {LOGEMENT}')
    assert "désigne plusieurs organisations (Le Port ou Le Portail)" in reponse
