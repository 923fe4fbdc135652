"""/importer: a whole file of households, or nothing; and nothing private in what is answered."""

from __future__ import annotations

from pathlib import Path

import pytest_asyncio

from bot.cli.donnees import semer
from bot.handlers.request import Fichier
from core.domain.envois import Genre
from core.domain.prioritaires import VIVANTS, DossierPrioritaire
from storage.menages_importes.tableau import ENTETE
from tests.component.instantanes import Instantanes
from tests.component.scene import Scene, groupe

ETAT = "État (préfet de la Loire-Atlantique)"
NUR = tuple(f"0440318000{n}310001" for n in range(10, 30))
DALO = f"{NUR[0]};dalo;rapport;T2, T3;Nantes;15/01/2026;non;;"
DESIGNE = f"{NUR[1]};violences;formulaire;T4;;;oui;Silène;"
SIGNALE = f"{NUR[2]};hebergement;bailleur;T1;;;;Habitat 44;30/03/2026"


def fichier(*lignes: str, nom: str = "menages.csv") -> Fichier:
    return Fichier(nom, "\n".join((ENTETE, *lignes)).encode())


def dossiers(scene: Scene) -> list[DossierPrioritaire]:
    with scene.base.transaction() as uow:
        return list(uow.prioritaires.de_la_convention("loire-atlantique-2024", VIVANTS))


@pytest_asyncio.fixture
async def nantes(scene: Scene, instantanes: Instantanes) -> Scene:
    """Camille (DDETS), Soline (Silène)."""

    async def peupler(scene: Scene) -> None:
        semer(scene.base, "loire-atlantique-2024")
        scene.inscrire("camille", ETAT)
        scene.inscrire("soline", "Silène")

    return await instantanes.suivre("nantes_importer", scene, peupler)


async def test_without_a_file_the_columns_are_told_with_an_example(nantes: Scene) -> None:
    lu = await nantes.dire("camille", "/importer")
    assert ENTETE in lu
    assert "tout est ouvert aussitôt, sans autre question" in lu
    message = nantes.fil("camille")[-1].livraison.message
    assert message and message.piece
    exemple = message.piece.contenu.decode("utf-8-sig")
    assert exemple.startswith(ENTETE)
    refus = await nantes.dire("camille", "", fichier=Fichier("exemple.csv", message.piece.contenu))
    assert "colonne numero_unique" in refus
    assert not dossiers(nantes)


async def test_a_right_file_opens_every_household_by_its_road(nantes: Scene) -> None:
    lu = await nantes.dire("camille", "", fichier=fichier(DALO, DESIGNE, SIGNALE))
    assert "menages.csv : 3 ménages importés" in lu
    assert "Dossiers : de DP-2026-0001 à DP-2026-0003" in lu
    assert "1 ménage avec une CALEOL fixée." in lu
    assert "Supprimez maintenant le fichier" in lu
    assert [(str(un.etat), un.prive.categorie) for un in dossiers(nantes)] == [
        ("inscrit", "dalo"),
        ("désigné", "violences"),
        ("signalé", "hebergement"),
    ]
    assert not any(mot in lu.casefold() for mot in ("dalo", "violence", "hébergement", NUR[0]))


async def test_a_bailleur_is_told_once_of_all_that_a_file_gives_it(nantes: Scene) -> None:
    siens = [f"{numero};violences;rapport;T4;;;;Silène;" for numero in NUR[3:18]]
    await nantes.dire("camille", "", fichier=fichier(DALO, DESIGNE, SIGNALE, *siens))
    (lu,) = nantes.textes("soline", Genre.PRIORITAIRE)
    assert "à suivre : 16" in lu
    assert "proposition adaptée à 16 ménages désignés (LA art. 2)" in lu
    assert "DP-2026-0002" in lu
    assert "violences" not in lu
    assert not nantes.textes("camille", Genre.PRIORITAIRE), "who imports is told by the answer"


async def test_the_state_is_reminded_once_a_week_of_all_the_households_to_be_told(
    nantes: Scene,
) -> None:
    lignes = [f"{numero};dalo;rapport;T2;;;;;" for numero in NUR]
    await nantes.dire("camille", "", fichier=fichier(*lignes))
    await nantes.attendre(days=8)
    (lu,) = nantes.textes("camille", Genre.PRIORITAIRE)
    assert "à prévenir : 20" in lu
    assert "20 inscriptions se signifient" in lu
    await nantes.dire("camille", "/dossier DP-2026-0001 prevenir 11/03/2026")
    await nantes.attendre(days=8)
    assert "à prévenir : 19" in nantes.textes("camille", Genre.PRIORITAIRE)[-1]
    assert len(nantes.textes("camille", Genre.PRIORITAIRE)) == 2


async def test_one_bad_line_and_nothing_is_imported(nantes: Scene) -> None:
    for mauvaise, attendu in (
        (f"{NUR[3]};dalo;rapport;;;;;Nexity;", "ligne 3, colonne bailleur : aucun bailleur"),
        (f"{NUR[3]};dalo;automatique;;;;;;", "ligne 3, colonne voie : « automatique » ne vaut"),
        (f"{NUR[3]};dalo;rapport;;;;;;30/03/2026", "ligne 3, colonne caleol : seul le signalement"),
        (f"{NUR[3]};dalo;rapport;;;01/01/2030;;;", "ligne 3, colonne reconnu_le : « 01/01/2030 »"),
        (f"{NUR[3]};dalo;bailleur;;;;;;", "ligne 3, colonne bailleur : un signalement vient"),
    ):
        lu = await nantes.dire("camille", "/importer", fichier=fichier(DALO, mauvaise))
        assert "Rien n'a été importé" in lu
        assert attendu in lu, lu
    assert not dossiers(nantes)
    assert not nantes.journal("DP-2026-0001")


async def test_a_household_already_followed_is_named_by_its_line(nantes: Scene) -> None:
    await nantes.dire("camille", "", fichier=fichier(DALO))
    lu = await nantes.dire("camille", "", fichier=fichier(DESIGNE, DALO))
    assert "ligne 3, colonne numero_unique : Ce ménage a déjà un dossier ouvert, DP-2026-0001" in lu
    assert len(dossiers(nantes)) == 1


async def test_a_doubtful_number_waits_for_a_yes_in_its_column(nantes: Scene) -> None:
    douteux = DALO.replace("0440318", "0441318")
    lu = await nantes.dire("camille", "", fichier=fichier(douteux))
    assert "le mois « 13 » (positions 4 et 5) n'existe pas" in lu
    assert "mettez « oui » en colonne confirme." in lu
    sur = Fichier("menages.csv", f"{ENTETE};confirme\n{douteux};oui".encode())
    assert "1 ménage importé" in await nantes.dire("camille", "", fichier=sur)


async def test_only_the_etat_imports_and_never_before_several_people(nantes: Scene) -> None:
    assert "Seul le service de l'État inscrit des ménages" in await nantes.dire(
        "soline", "", fichier=fichier(DALO)
    )
    lu = await nantes.dire("camille", "/importer", groupe(), fichier=fichier(DALO))
    assert "ne s'envoie pas dans une conversation à plusieurs" in lu
    assert not dossiers(nantes)


async def test_the_database_keeps_neither_number_nor_category_in_clear(nantes: Scene) -> None:
    await nantes.dire("camille", "", fichier=fichier(DALO, DESIGNE, SIGNALE))
    await nantes.dire("camille", "", fichier=fichier(DALO, SIGNALE))
    base = Path(nantes.base.moteur.url.database or "")
    octets = b"".join(un.read_bytes() for un in base.parent.glob(f"{base.name}*"))
    assert b"DP-2026-0003" in octets
    assert not [un for un in (*NUR[:3], "violences", "hebergement") if un.encode() in octets]
