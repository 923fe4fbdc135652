"""Names, contact details and the private category: typed and read on the page, nowhere else."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import select

from bot.presenters.preuve import preuve_json, preuve_texte
from core.domain.avis import Etat
from core.domain.envois import Genre
from core.domain.journal import engagement
from core.domain.menages import CONTENU, Menage
from storage.tables import menage
from storage.unit_of_work import Base
from tests.component.pages_tenues import MENAGES, PRIVES, Page, groupes
from tests.component.scene import DOUTEUX, NUR, REF, VACANCE, Scene, groupe
from tests.integration.outils import compter


@dataclass
class Decor:
    """A scene where pages are served, with the pages of its people."""

    scene: Scene
    bailleur: Page
    port: Page
    renfort: Page

    def menages(self) -> dict[int, Menage]:
        avis = self.scene.avis()
        with self.scene.base.transaction() as uow:
            return dict(uow.menages.de(avis.id))

    def preuves(self) -> tuple[dict[str, Any], str]:
        avis = self.scene.avis()
        with self.scene.base.transaction() as uow:
            lue: dict[str, Any] = json.loads(preuve_json(uow, avis, self.scene.maintenant))
            return lue, preuve_texte(uow, avis, self.scene.maintenant)


@pytest_asyncio.fixture
async def decor(base_sqlite: Base, incidents: list[Any]) -> Decor:
    """Nadia (SIDR), Marie (Le Port), Paul (Territoire de l'Ouest), and AV-2026-0001 received."""
    base = Base(
        base_sqlite.moteur, base_sqlite.conventions, base_sqlite.coffre, "https://fluxbot.test"
    )
    scene = Scene(base)
    gens = (("nadia", "SIDR"), ("marie", "Le Port"), ("paul", "Territoire de l'Ouest"))
    pages = [Page(scene, scene.inscrire(cle, organisation)) for cle, organisation in gens]
    await scene.dire("nadia", VACANCE)
    return Decor(scene, *pages)


@pytest_asyncio.fixture
async def nommes(decor: Decor) -> Decor:
    """The same, with three candidates named by Le Port on its page."""
    assert decor.port.envoyer(groupes(*MENAGES)).erreurs == {}
    await decor.scene.dispatcher.vider()
    return decor


async def test_three_candidates_with_their_names_make_the_designation(nommes: Decor) -> None:
    assert nommes.scene.etat() is Etat.DESIGNE
    assert nommes.menages()[1] == Menage(
        "D'Aubigné-Hoareau",
        "Marie-Thérèse",
        "06 92 55 44 33",
        "mt.aubigne@exemple.re",
        "12 rue des Bons-Enfants",
        "g",
    )


async def test_the_bailleur_reads_all_of_it_on_its_page(nommes: Decor) -> None:
    lu = nommes.bailleur.lire("numeros").texte()
    ailleurs = ("0692 55 44 33",)
    assert [un for un in (*NUR[:3], *PRIVES) if un not in lu and un not in ailleurs] == []


async def test_the_reading_is_in_the_journal_with_what_was_read(nommes: Decor) -> None:
    nommes.bailleur.lire("numeros")
    lecture = nommes.scene.journal()[-1]
    assert lecture.action == "lecture des numéros et coordonnées"
    assert (lecture.plateforme, lecture.details) == ("page signée", {"numéros": "1, 2, 3"})


async def test_the_journal_holds_the_commitment_of_what_was_given(nommes: Decor) -> None:
    entree = next(une for une in nommes.scene.journal() if une.action == "coordonnées transmises")
    with nommes.scene.base.transaction() as uow:
        gardes = uow.connexion.execute(select(menage.c.numero, menage.c.sel)).all()
    sels = dict(tuple(un) for un in gardes)
    assert entree.details == {
        "contenu": CONTENU,
        **{
            f"candidat {numero}": engagement(sels[numero], un.canonique())
            for numero, un in nommes.menages().items()
        },
    }


async def test_nothing_private_is_in_clear_in_the_database(nommes: Decor) -> None:
    nommes.bailleur.lire("numeros")
    fichier = Path(nommes.scene.base.moteur.url.database or "")
    brut = b"".join(un.read_bytes() for un in sorted(fichier.parent.glob("fluxbot.db*")))
    assert [un for un in PRIVES if un.encode() in brut] == []


async def test_nothing_private_is_said_in_a_conversation(nommes: Decor) -> None:
    for cle in ("nadia", "marie"):
        for texte in (f"/avis {REF}", f"/numeros {REF}", f"/preuve {REF}", "/avis"):
            await nommes.scene.dire(cle, texte)
    dit = "\n".join(repr(une) for une in nommes.scene.plateforme.essais)
    assert "désigné" in dit
    assert [un for un in PRIVES if un in dit] == []


async def test_nothing_private_is_in_the_proof_nor_in_the_logs(
    nommes: Decor, incidents: list[Any]
) -> None:
    ecrit = repr((nommes.preuves(), nommes.scene.journal(), incidents))
    assert [un for un in PRIVES if un in ecrit] == []


async def test_the_proof_says_what_was_notified_of_each_candidate(decor: Decor) -> None:
    decor.port.envoyer(groupes(MENAGES[0], {}))
    lue, texte = decor.preuves()
    assert lue["contenus"] == {
        "candidat 1": CONTENU,
        "candidat 2": "numéro unique seul, noms lus dans le SNE",
    }
    assert f"  candidat 1 : {CONTENU}\n" in texte


async def test_a_withdrawn_candidate_s_household_is_erased(nommes: Decor) -> None:
    await nommes.scene.dire("marie", f"/candidats {REF} retirer=1")
    assert set(nommes.menages()) == {2, 3}
    (efface,) = [une for une in nommes.scene.journal() if une.action == "coordonnées effacées"]
    assert efface.details == {"candidat": "1"}
    assert nommes.preuves()[0]["contenus"]["candidat 1"].endswith("effacées depuis")


async def test_a_candidate_without_household_is_withdrawn_without_a_word_of_it(
    decor: Decor,
) -> None:
    await decor.scene.dire("marie", f"/candidats {REF} {NUR[0]}")
    await decor.scene.dire("marie", f"/candidats {REF} retirer=1")
    assert "coordonnées effacées" not in decor.scene.actions()


async def test_who_only_helps_reads_its_own_candidates(decor: Decor) -> None:
    decor.port.envoyer(groupes(MENAGES[0]))
    await decor.scene.dire("marie", f"/ouvrir {REF} a=Ouest")
    decor.renfort.envoyer(groupes(MENAGES[1], depuis=1))
    lu = decor.renfort.lire("numeros").texte()
    assert "Nguyễn" in lu
    assert "Aubigné" not in lu
    assert "Aubigné" in decor.port.lire("numeros").texte()


async def test_the_household_of_another_s_candidate_is_not_touched(decor: Decor) -> None:
    decor.port.envoyer(groupes(MENAGES[0]))
    await decor.scene.dire("marie", f"/ouvrir {REF} a=Ouest")
    fautes = decor.renfort.envoyer(groupes(MENAGES[1])).erreurs
    assert "proposé par une autre organisation" in fautes["numero_1"]
    assert decor.menages()[1].nom == "D'Aubigné-Hoareau"


async def test_a_name_may_come_after_the_number(decor: Decor) -> None:
    await decor.scene.dire("marie", f"/candidats {REF} {' '.join(NUR[:3])}")
    decor.port.envoyer(groupes(*MENAGES))
    assert len(decor.menages()) == len(decor.scene.candidatures()) == 3


async def test_the_bailleur_is_told_of_names_that_come_later(decor: Decor) -> None:
    await decor.scene.dire("marie", f"/candidats {REF} {' '.join(NUR[:3])}")
    decor.port.envoyer(groupes(MENAGES[0]))
    await decor.scene.dispatcher.vider()
    dernier = decor.scene.fil("nadia", Genre.CANDIDATS)[-1]
    assert f"à lire sur la page signée, en privé : /page {REF}" in dernier.texte


async def test_a_change_is_recorded_with_its_new_commitment(nommes: Decor) -> None:
    nommes.port.envoyer(groupes({"nom": "Hoareau", "telephone": "0262 42 00 00"}))
    entree = nommes.scene.journal()[-1]
    assert (entree.action, entree.details["contenu"]) == ("coordonnées modifiées", CONTENU)
    assert nommes.menages()[1].nom == "Hoareau"
    assert nommes.menages()[1].categorie == "g"


async def test_the_same_said_again_changes_nothing(nommes: Decor) -> None:
    avant = nommes.scene.actions()
    nommes.port.envoyer(groupes(MENAGES[0]))
    assert nommes.scene.actions() == avant


@pytest.mark.parametrize(
    ("champs", "fautif"),
    [
        ({"nom_1": "Payet", "telephone_1": "0692 00 00 00"}, "numero_1"),
        ({**groupes({}), "nom_2": "Payet", "telephone_2": "0692 00 00 00"}, "numero_2"),
        (groupes({"prenom": "Zoé"}), "nom_1"),
        (groupes({"categorie": "DALO : décision favorable"}), "nom_1"),
        (groupes({"nom": "Payet"}), "telephone_1"),
        (groupes({"nom": "Pay3t", "telephone": "0692 00 00 00"}), "nom_1"),
        ({**groupes({}, {}), "numero_2": NUR[0]}, "numero_2"),
        (groupes({}, {"numero": "97403"}), "numero_2"),
    ],
)
async def test_a_candidate_half_told_is_refused_and_nothing_is_stored(
    decor: Decor, champs: dict[str, str], fautif: str
) -> None:
    assert list(decor.port.envoyer(champs).erreurs) == [fautif]
    assert decor.scene.candidatures() == []


def noms_des_champs(page: Page, **champs: str) -> set[str]:
    formulaire = page.ouvrir("candidats", **champs).formulaire
    assert formulaire
    return {un.nom for un in formulaire.champs}


async def test_the_page_asks_for_those_missing_or_without_a_name(decor: Decor) -> None:
    assert "numero_3" in noms_des_champs(decor.port)
    decor.port.envoyer(groupes(*MENAGES[:2]))
    assert "numero_2" not in noms_des_champs(decor.port)
    await decor.scene.dire("marie", f"/candidats {REF} {NUR[3]} {NUR[4]}")
    assert "numero_2" in noms_des_champs(decor.port)
    assert "numero_3" not in noms_des_champs(decor.port)


async def test_a_list_that_grew_meanwhile_loses_nothing_of_what_was_typed(decor: Decor) -> None:
    typees = groupes(*MENAGES)
    await decor.scene.dire("marie", f"/candidats {REF} {' '.join(NUR[5:8])}")
    decor.port.envoyer(typees)
    assert [un.nom for un in decor.menages().values()] == [un["nom"] for un in MENAGES]


async def test_a_doubtful_number_is_asked_about_before_anything_is_done(decor: Decor) -> None:
    faite = decor.port.envoyer({"numero_1": DOUTEUX}, frozenset({"numero_1"}))
    assert faite.suite
    assert {un.nom for un in faite.suite.champs if not un.conditionnel} >= {"confirmer", "motif"}
    assert decor.scene.candidatures() == []
    decor.port.envoyer({"numero_1": DOUTEUX, "confirmer": "oui"})
    assert len(decor.scene.candidatures()) == 1


@pytest.mark.parametrize("tape", ["nom_1=Payet", 'telephone="0692 00 00 00"', "categorie_2=dalo"])
async def test_a_name_typed_in_a_conversation_is_refused_with_the_way_to_the_page(
    decor: Decor, tape: str
) -> None:
    reponse = await decor.scene.dire("marie", f"/candidats {REF} {NUR[0]} {tape}")
    assert f"saisissez-les sur la page signée. Pour l'ouvrir, en privé : /page {REF}" in reponse
    assert "Payet" not in reponse
    assert decor.scene.candidatures() == []


async def test_a_message_that_names_a_household_is_removed_from_a_group(decor: Decor) -> None:
    texte = f"/candidats {REF} nom_1=Payet"
    await decor.scene.dire("marie", texte, groupe(), message="tape-nom")
    assert decor.scene.plateforme.effaces == ["tape-nom"]


async def test_numbers_alone_are_read_in_a_conversation(nommes: Decor) -> None:
    reponse = await nommes.scene.dire("nadia", f"/numeros {REF}")
    assert NUR[0] in reponse
    assert f"Noms et coordonnées se lisent sur la page signée : /page {REF}" in reponse
    assert nommes.scene.journal()[-1].action == "lecture des numéros"


async def test_the_detail_says_where_names_are_read(nommes: Decor) -> None:
    await nommes.scene.dire("marie", f"/candidats {REF} {NUR[3]}")
    reponse = await nommes.scene.dire("nadia", f"/avis {REF}")
    assert reponse.count("(proposée) · coordonnées transmises") == 3
    assert "[Noms et coordonnées (page)]" in reponse


async def test_the_page_itself_leads_to_what_is_read_there(nommes: Decor) -> None:
    boutons = {un.libelle: un.commande for un in nommes.port.lire("avis").boutons}
    assert boutons["Numéros et coordonnées"] == "numeros"
    assert boutons["Compléter les candidats"] == "candidats"
    assert "page" not in boutons.values()


async def test_the_designation_leads_the_bailleur_to_its_page(nommes: Decor) -> None:
    (montre,) = nommes.scene.fil("nadia", Genre.DESIGNE)
    assert "[Noms et coordonnées (page)]" in montre.texte


async def test_without_pages_no_button_leads_to_one(scene_ouverte: Scene) -> None:
    reponse = await scene_ouverte.dire("marie", f"/candidats {REF} {' '.join(NUR[:3])}")
    assert "page" not in reponse
    assert "page" not in scene_ouverte.textes("nadia", Genre.DESIGNE)[0]


async def test_late_candidates_keep_their_names_from_the_bailleur_until_accepted(
    decor: Decor,
) -> None:
    await decor.scene.jusqu_a_l_echeance()
    await decor.scene.jusqu_a_l_echeance()
    await decor.scene.attendre(days=2)
    decor.port.envoyer(groupes(MENAGES[0]))
    assert "Aubigné" not in decor.bailleur.lire("numeros").texte()
    await decor.scene.dire("nadia", f"/accepter {REF}")
    assert "Aubigné" in decor.bailleur.lire("numeros").texte()


async def test_a_refused_form_leaves_no_household(decor: Decor) -> None:
    champs = groupes(MENAGES[0]) | {"motif": "Mme Payet ne répond pas"}
    assert "motif" in decor.port.envoyer(champs).erreurs
    assert compter(decor.scene.base, "menage") == 0
