"""A file of annexes sent in a conversation: its control, and the rights a bailleur retains."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.cli.donnees import semer
from bot.handlers.request import Fichier
from bot.presenters.annexes import SUITE
from core.domain.annexes import LigneAnnexe
from core.domain.envois import Genre
from core.domain.organisations import Nature, Role
from core.domain.parc import Compte, LigneDeParc, ParcSoumis
from core.messages.limits import raccourcir
from storage.annexes.ecriture import ecrire_csv, rangees
from storage.annexes.livrees import DOSSIER
from tests.annexes import ENTETE, RANGEE, une_la
from tests.component.scene import VACANCE, Scene

pytestmark = pytest.mark.asyncio
LE_PORT = (DOSSIER / "le-port-2024.csv").read_bytes()
DE_2026 = f"{ENTETE}\n{RANGEE.replace('2024', '2026')}\n".encode()
RETENIR = "Retenir ces droits pour 2026"


async def envoyer(scene: Scene, qui: str, contenu: bytes, nom: str = "annexes.csv") -> str:
    return await scene.dire(qui, "", fichier=Fichier(nom, contenu))


def droits(scene: Scene, annee: int = 2026) -> dict[str, int]:
    port = scene.organisation("Le Port")
    with scene.base.transaction() as uow:
        return {un.bailleur.nom: un.part for un in uow.droits.pour(port.id, annee)}


def boutons(scene: Scene, qui: str) -> list[str]:
    message = scene.fil(qui)[-1].livraison.message
    assert message
    return [un.libelle for un in message.boutons]


async def test_a_reservataire_sees_what_is_wrong_in_the_annexes(scene: Scene) -> None:
    dit = await envoyer(scene, "marie", LE_PORT)
    assert "annexes.csv : 3 anomalies" in dit
    assert "5 annexes recalculées, 33 logements en tout. Aucun droit ne change." in dit
    assert "SEDRE : flux annoncé 235, calculé 16 (235 × 6,77 % = 15,9095)" in dit
    assert "Autre lecture, arrondi une seule fois, à la fin : aucun droit ne change." in dit
    assert "Seul le bailleur s'engage" in dit
    assert boutons(scene, "marie") == []


async def test_the_control_alone_stores_nothing(scene: Scene) -> None:
    await envoyer(scene, "nadia", DE_2026)
    assert droits(scene) == {}
    assert scene.journal("FLUX-2026") == []


async def test_a_referent_of_the_bailleur_retains_its_rights(scene: Scene) -> None:
    await envoyer(scene, "nadia", DE_2026)
    dit = await scene.presser("nadia", RETENIR)
    assert "SIDR, Le Port, 2026 : droit de 4 logements, retenu." in dit
    assert droits(scene) == {"SIDR": 4}
    (entree,) = scene.journal("FLUX-2026")
    assert entree.acteur.startswith("SIDR, référent n° ")


async def test_pressed_twice_the_button_retains_once(scene: Scene) -> None:
    await envoyer(scene, "nadia", DE_2026)
    await scene.presser("nadia", RETENIR)
    assert "rien ne change" in await scene.presser("nadia", RETENIR)
    assert len(scene.journal("FLUX-2026")) == 1


async def test_a_bailleur_retains_only_its_own_rows(scene: Scene) -> None:
    toutes = LE_PORT.replace(b";2024;", b";2026;")
    await envoyer(scene, "nadia", toutes)
    await scene.presser("nadia", RETENIR)
    assert droits(scene) == {"SIDR": 4}


async def test_an_agent_is_told_to_ask_a_referent(scene: Scene) -> None:
    scene.inscrire("luc", "SIDR", Role.AGENT)
    assert "un référent de SIDR" in await envoyer(scene, "luc", DE_2026)
    assert boutons(scene, "luc") == []


async def test_annexes_of_another_bailleur_offer_nothing_to_retain(scene: Scene) -> None:
    dit = await envoyer(scene, "nadia", DE_2026.replace(b"SIDR", b"SEDRE"))
    assert "Aucune de ces annexes n'est au nom de SIDR." in dit


async def test_rights_of_another_cannot_be_retained_by_typing_either(scene: Scene) -> None:
    csv = DE_2026.replace(b"SIDR", b"SEDRE").decode()
    dit = await scene.dire("nadia", f'/annexe convention=le-port-2024 retenir="{csv}"')
    assert "SIDR ne retient que ses droits" in dit
    assert droits(scene) == {}


async def test_a_reservataire_cannot_retain_by_typing(scene: Scene) -> None:
    dit = await scene.dire("marie", f'/annexe convention=le-port-2024 retenir="{DE_2026.decode()}"')
    assert "Seul un référent du bailleur" in dit


async def test_a_file_with_faults_is_answered_with_each_of_them(scene: Scene) -> None:
    dit = await envoyer(scene, "nadia", DE_2026.replace(b"1887", b"x").replace(b"6,89", b"120"))
    assert "À corriger" in dit
    assert "annexes.csv, ligne 2, colonne patrimoine : « x »" in dit
    assert "annexes.csv, ligne 2, colonne taux : « 120 »" in dit
    assert droits(scene) == {}


async def test_a_row_below_nothing_is_named_and_cannot_be_retained(scene: Scene) -> None:
    dit = await envoyer(scene, "nadia", DE_2026.replace(b";134;", b";9000;"))
    assert "Ligne 2. Parc soumis de SIDR" in dit
    assert boutons(scene, "nadia") == []


async def test_a_stranger_is_told_how_to_enrol(scene: Scene) -> None:
    assert "/inscription" in await envoyer(scene, "inconnu", LE_PORT)


async def test_annexes_are_no_business_of_a_ccas(scene: Scene) -> None:
    with scene.base.transaction() as uow:
        ccas = uow.organisations.ajouter("CCAS du Port", Nature.CCAS)
        uow.organisations.adherer(ccas.id, "le-port-2024")
    scene.inscrire("zoe", "CCAS du Port")
    assert "CCAS du Port n'en est pas" in await envoyer(scene, "zoe", LE_PORT)


async def test_the_command_alone_explains_with_the_columns(scene: Scene) -> None:
    dit = await scene.dire("marie", "/annexe")
    assert ENTETE in dit
    assert RANGEE.replace("2024", "2026") in dit


async def test_where_management_is_delegated_no_avis_is_sent(scene: Scene) -> None:
    semer(scene.base, "loire-atlantique-2024")
    scene.inscrire("claire", "Habitat 44")
    dit = await scene.dire("claire", VACANCE.replace("Le Port", "Nantes Métropole", 1))
    assert "est déléguée (LA 4.2.1)" in dit


async def test_annexes_of_loire_atlantique_are_checked_by_their_own_rules(scene: Scene) -> None:
    semer(scene.base, "loire-atlantique-2024")
    scene.inscrire("claire", "Habitat 44")
    fichier = ecrire_csv(rangees([LigneAnnexe(une_la(annee=2026))])).encode()
    vu = await envoyer(scene, "claire", fichier)
    assert "aucune valeur imprimée à comparer, 5 droits calculés" in vu
    assert "Habitat 44, Agents de l'État, 2026 : 3" in vu
    dit = await scene.presser("claire", RETENIR)
    assert "Habitat 44, Nantes Métropole, 2026 : droit de 12 logements, retenu." in dit


async def test_the_rate_of_an_annexe_is_set_beside_the_one_of_rpls(scene: Scene) -> None:
    """The annexe of 2026 uses the rotation of 2024: the stock at 1 January 2025 tells it."""
    sidr = scene.organisation("SIDR")
    lignes = (LigneDeParc("97407", True, "T3", "LLS", "1990-2004", Compte(100, 90, 7, 80)),)
    parc = ParcSoumis(sidr.id, 2025, "rpls.csv", "e" * 64, scene.maintenant, 100, 0, lignes)
    with scene.base.transaction() as uow:
        uow.parcs.enregistrer(parc)
    dit = await envoyer(scene, "nadia", DE_2026)
    assert "SIDR : rotation de 6,82 % dans l'annexe, 8,75 % d'après RPLS 2025 (rpls.csv)." in dit


async def test_the_reservataire_is_told_what_it_is_owed_and_what_it_replaces(scene: Scene) -> None:
    await envoyer(scene, "nadia", DE_2026)
    await scene.presser("nadia", RETENIR)
    (dit,) = scene.textes("marie", Genre.DROIT)
    assert "Flux 2026 : SIDR vous doit 4 logements" in dit
    await envoyer(scene, "nadia", DE_2026.replace(b"6,89", b"10"))
    await scene.presser("nadia", RETENIR)
    assert "à la place de 4 logements" in scene.textes("marie", Genre.DROIT)[-1]
    assert "Flux 2026 : SIDR et Le Port" in await scene.presser("marie", "Suivre ce flux")


async def test_a_column_that_names_nobody_is_told_before_any_button(scene: Scene) -> None:
    semer(scene.base, "loire-atlantique-2024")
    scene.inscrire("claire", "Habitat 44")
    annexe = une_la(annee=2026, taux={"etat": Decimal(30), "nm": Decimal(20)})
    fichier = ecrire_csv(rangees([LigneAnnexe(annexe)])).encode()
    dit = await envoyer(scene, "claire", fichier)
    assert "La colonne taux_nm ne désigne aucune organisation de cette convention" in dit
    assert "Renommez-la. Exemple : taux_" in dit
    assert boutons(scene, "claire") == []


async def test_a_year_after_the_convention_is_retained_with_a_warning(scene: Scene) -> None:
    await envoyer(scene, "nadia", DE_2026.replace(b"2026", b"2027"))
    dit = await scene.presser("nadia", RETENIR.replace("2026", "2027"))
    assert "À vérifier" in dit
    assert "2027 suit le dernier jour de la convention (31/12/2026)" in dit


async def test_caps_come_first_in_a_conversation(scene: Scene) -> None:
    fichier = f"{ENTETE};part\n{RANGEE};9\n{RANGEE.replace('Le Port', 'État')};4\n".encode()
    dit = await envoyer(scene, "marie", fichier)
    assert dit.index("État, 6,89 % en tout pour 30 %") < dit.index("droit annoncé 9, calculé 4")


async def test_the_end_of_a_long_control_points_to_the_server(scene: Scene) -> None:
    lignes = [f"{RANGEE.replace('Le Port', f'Commune {rang}')};113;9" for rang in range(40)]
    await envoyer(scene, "marie", "\n".join((f"{ENTETE};flux;part", *lignes)).encode())
    message = scene.fil("marie")[-1].livraison.message
    assert message
    court = raccourcir(message, 2500).texte()
    assert court.count("droit annoncé 9, calculé 4") >= 10
    assert court.endswith(SUITE)


async def test_a_file_name_stays_on_one_line(scene: Scene) -> None:
    dit = await envoyer(scene, "marie", LE_PORT, "a\nb.csv")
    assert dit.startswith("a b.csv : 3 anomalies")


async def test_a_declaration_of_rpls_is_sent_to_the_server(scene: Scene) -> None:
    rpls = "DEPCOM;QPV;NBPIECE;CONSTRUCT;LOCAT;FINAN;MODE;BAIL\n97407;1;3;1990;1990;1;1;2020\n"
    assert "fluxbot parc import FICHIER" in await envoyer(scene, "nadia", rpls.encode())


async def test_a_file_beside_a_command_that_ignores_it_is_said_unread(scene: Scene) -> None:
    dit = await scene.dire("nadia", "/aide", fichier=Fichier("annexes.csv", DE_2026))
    assert "Le fichier joint n'a pas été lu : /aide n'en prend pas" in dit
