"""Priority households, lived by the État and its bailleurs through /dossier (LA art. 1 to 3)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio

from bot.cli.donnees import semer
from bot.handlers.gestes import accomplir, apercevoir, regarder, requete_de
from core.domain.envois import Genre
from core.domain.organisations import Membre
from core.domain.prioritaires import DossierPrioritaire, EtatDossier
from core.errors import Interdit
from storage.unit_of_work import Base
from tests.component.instantanes import Instantanes
from tests.component.plateforme import NOM
from tests.component.scene import Scene, groupe

DEPART = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
"""Tuesday 10 March 2026, 10:00 in Nantes."""
ETAT = "État (préfet de la Loire-Atlantique)"
DP = "DP-2026-0001"
NUR = "044031800012310001"
OFFRE = "type=T3 commune=Nantes qpv=non loyer=512,30 charges=85"
LIRE = {"reference_avis": DP, "action": "prive"}
FORMULAIRE = {
    "numero": NUR,
    "voie": "rapport social",
    "categorie": "dalo",
    "contact": "Mme Untel, CCAS",
    "types": "T3",
    "communes": "Nantes, Rezé",
    "reconnu": "10/01/2026",
}
SECRETS = ("DALO", "dalo", "décision favorable", "Untel", "rapport social", NUR)
"""What no conversation ever shows of that household."""


async def nouveau(scene: Scene, qui: str, **champs: str) -> Any:
    """A person fills in the private form of a new household; gives the faults by field."""
    return await scene.soumettre(
        qui, commande="dossier", fixe={"action": "nouveau"}, champs=champs, questions="formulaire"
    )


def membre(scene: Scene, qui: str) -> Membre:
    """Find a person."""
    with scene.base.transaction() as uow:
        trouve = uow.membres.par_identite(NOM, qui)
    assert trouve
    return trouve


def page(scene: Scene, qui: str, fixe: dict[str, str]) -> str:
    """Give what a person reads of /dossier on a signed page."""
    requete = requete_de(membre(scene, qui), "dossier", "lecture", fixe)
    message = regarder(scene.base, requete, scene.maintenant, apercevoir).message
    assert message
    return message.texte()


def lire(scene: Scene, reference: str = DP) -> DossierPrioritaire:
    """Read a household."""
    with scene.base.transaction() as uow:
        dossier = uow.prioritaires.par_reference(reference)
    assert dossier
    return dossier


@pytest_asyncio.fixture
async def nantes(base_sqlite: Base, incidents: list[Any]) -> Scene:
    """Dora (État), Hugo (Habitat 44) and Nina (Neotoa)."""
    semer(base_sqlite, "loire-atlantique-2024")
    scene = Scene(base_sqlite, DEPART)
    scene.inscrire("dora", ETAT)
    scene.inscrire("hugo", "Habitat 44")
    scene.inscrire("nina", "Neotoa")
    return scene


@pytest_asyncio.fixture
async def designe(nantes: Scene, instantanes: Instantanes) -> Scene:
    """A household inscribed by Dora, and designated to Habitat 44."""

    async def suite(scene: Scene) -> None:
        assert await nouveau(scene, "dora", **FORMULAIRE) == {}
        await scene.dire("dora", f'/dossier {DP} designer bailleur="Habitat 44"')

    return await instantanes.suivre("nantes_designe", nantes, suite)


@pytest_asyncio.fixture
async def signale(nantes: Scene, instantanes: Instantanes) -> Scene:
    """A household that Hugo signals ten days before its CALEOL."""

    async def suite(scene: Scene) -> None:
        champs = {"numero": NUR, "categorie": "violences", "caleol": "20/03/2026"}
        assert await nouveau(scene, "hugo", **champs) == {}

    return await instantanes.suivre("nantes_signale", nantes, suite)


def conversations(scene: Scene) -> str:
    """Give all that was shown in any conversation."""
    return "\n".join(texte for qui in ("dora", "hugo", "nina") for texte in scene.textes(qui))


async def test_a_household_goes_from_its_inscription_to_its_entry(designe: Scene) -> None:
    assert "vous est désigné" in designe.textes("hugo", Genre.PRIORITAIRE)[-1]
    reponse = await designe.dire("hugo", f"/dossier {DP} proposer {OFFRE}")
    assert "Proposition n° 1 notée : T3 à Nantes (hors QPV), 512,30\xa0€" in reponse
    await designe.dire("hugo", f"/dossier {DP} reponse accepte")
    reponse = await designe.dire("hugo", f"/dossier {DP} entree 10/03/2026")
    assert "Compte au contingent de l'État : oui (LA 4.2.1)" in reponse
    assert lire(designe).etat is EtatDossier.RELOGE
    titres = [un.split("\n")[0] for un in designe.textes("dora", Genre.PRIORITAIRE)]
    assert titres == [
        f"{DP} : Habitat 44 propose un logement",
        f"{DP} : proposition acceptée",
        f"{DP} : ménage relogé",
    ]


async def test_nothing_private_is_ever_shown_in_a_conversation(designe: Scene) -> None:
    await designe.dire("hugo", f"/dossier {DP}")
    await designe.dire("dora", f"/dossier {DP}")
    await designe.dire("dora", "/dossier")
    refus = await designe.dire("hugo", f"/dossier {DP} prive")
    assert "ne se lisent que sur une page signée" in refus
    montre = conversations(designe)
    assert not [un for un in SECRETS if un in montre]
    with designe.base.transaction() as uow:
        chaine = str(uow.journal.chaine(DP))
    assert not [un for un in SECRETS if un in chaine]


@pytest.mark.parametrize("qui", ["dora", "hugo"])
async def test_on_its_page_each_party_reads_the_category_by_a_gesture_that_is_recorded(
    designe: Scene, qui: str
) -> None:
    vue = page(designe, qui, {"reference_avis": DP})
    assert not [secret for secret in SECRETS if secret in vue]
    lecteur = membre(designe, qui)
    geste = requete_de(lecteur, "dossier", "geste-1", LIRE)
    issue = accomplir(designe.base, geste, designe.maintenant)
    assert issue.reply and issue.reply.message
    texte = issue.reply.message.texte()
    assert "Catégorie : DALO : décision favorable (LA art. 1 et 2)" in texte
    assert "Il se présente seul à la CALEOL" in texte
    assert "Mme Untel, CCAS" in texte
    assert designe.actions(DP)[-1] == "lecture de la partie privée"
    with designe.base.transaction() as uow:
        recu = uow.recus.trouver("geste-1", lecteur.id, designe.maintenant)
    assert recu and "DALO" not in str(recu.corps)


async def test_a_bailleur_released_reads_the_category_no_more(designe: Scene) -> None:
    await designe.dire("dora", f"/dossier {DP} designer Neotoa confirmer=oui")
    geste = requete_de(membre(designe, "hugo"), "dossier", "geste-1", LIRE)
    with pytest.raises(Interdit, match="que par .* et par son bailleur actuel"):
        accomplir(designe.base, geste, designe.maintenant)


async def test_what_is_private_is_never_typed(nantes: Scene) -> None:
    reponse = await nantes.dire("dora", f"/dossier nouveau {NUR} categorie=dalo")
    assert "« categorie= » ne se tape pas dans une conversation" in reponse
    reponse = await nantes.dire("dora", "/dossier nouveau", groupe())
    assert "se fait en privé" in reponse


async def test_another_bailleur_is_designated_once_confirmed_and_both_are_told(
    designe: Scene,
) -> None:
    question = await designe.dire("dora", f"/dossier {DP} designer Neotoa")
    assert "Désigner Neotoa libère Habitat 44" in question
    assert lire(designe).bailleur == designe.organisation("Habitat 44")
    await designe.presser("dora", "Oui, je confirme")
    assert "n'est plus le vôtre" in designe.textes("hugo", Genre.PRIORITAIRE)[-1]
    assert "vous est désigné" in designe.textes("nina", Genre.PRIORITAIRE)[-1]
    refus = await designe.dire("hugo", f"/dossier {DP} proposer {OFFRE}")
    assert f"Seul son bailleur, Neotoa, peut proposer un logement pour {DP}" in refus


async def test_a_foreign_household_is_said_as_one_that_does_not_exist(designe: Scene) -> None:
    absent = await designe.dire("nina", "/dossier DP-2026-0009")
    assert (await designe.dire("nina", f"/dossier {DP}")) == absent.replace("0009", "0001")


async def test_a_household_has_one_dossier_and_its_reference_is_for_those_who_read_it(
    designe: Scene,
) -> None:
    faute = await nouveau(designe, "dora", **FORMULAIRE)
    assert f"déjà un dossier ouvert, {DP} (désigné)" in faute["numero"]
    faute = await nouveau(designe, "nina", numero=NUR, categorie="dalo")
    assert f"déjà suivi par {ETAT}" in faute["numero"]
    assert DP not in faute["numero"]


async def test_a_bailleur_joins_a_household_inscribed_and_left_to_nobody(nantes: Scene) -> None:
    await nouveau(nantes, "dora", **FORMULAIRE)
    assert await nouveau(nantes, "nina", numero=NUR, categorie="dalo") == {}
    dossier = lire(nantes)
    assert (dossier.etat, dossier.bailleur) == (EtatDossier.INSCRIT, nantes.organisation("Neotoa"))
    assert "Neotoa suit désormais ce ménage" in nantes.textes("dora", Genre.PRIORITAIRE)[-1]
    await nantes.dire("nina", f"/dossier {DP} proposer {OFFRE}")
    assert lire(nantes).etat is EtatDossier.PROPOSE


async def test_the_state_answers_a_signalement_and_those_with_a_caleol_come_first(
    signale: Scene,
) -> None:
    await nouveau(signale, "nina", numero="044031800099910001", categorie="a", urgent="oui")
    liste = await signale.dire("dora", "/dossier")
    assert liste.index(DP) < liste.index("DP-2026-0002")
    avis = signale.textes("dora", Genre.PRIORITAIRE)[0]
    assert "CALEOL du 20/03/2026 : signalé au moins 10 jours avant (LA 3.1)" in avis
    await signale.dire("dora", f"/dossier {DP} inscrire")
    assert "ménage inscrit au contingent" in signale.textes("hugo", Genre.PRIORITAIRE)[-1]
    reponse = await signale.dire("dora", '/dossier DP-2026-0002 ecarter motif="demande radiée"')
    assert "Signalement écarté" in reponse
    assert "Motif : demande radiée." in signale.textes("nina", Genre.PRIORITAIRE)[-1]
    refus = await signale.dire("nina", f"/dossier DP-2026-0002 proposer {OFFRE}")
    assert "il est « non inscrit » depuis le 10/03/2026" in refus


async def test_a_signalement_without_an_answer_is_recalled_before_its_caleol(
    signale: Scene,
) -> None:
    deja = len(signale.textes("dora", Genre.PRIORITAIRE))
    await signale.attendre(days=8)
    (rappel,) = signale.textes("dora", Genre.PRIORITAIRE)[deja:]
    assert "Rappel : DP-2026-0001, CALEOL dans 2 jours" in rappel
    await signale.attendre(days=30)
    assert "passée sans réponse" in signale.textes("dora", Genre.PRIORITAIRE)[-1]
    assert "passée sans réponse" in signale.textes("hugo", Genre.PRIORITAIRE)[-1]
    assert len(signale.textes("dora", Genre.PRIORITAIRE)) == deja + 2


async def test_a_signalement_after_its_caleol_is_confirmed_in_the_form(nantes: Scene) -> None:
    tard = {"numero": NUR, "categorie": "violences", "caleol": "09/03/2026"}
    faute = await nouveau(nantes, "hugo", **tard)
    assert "ne se fait qu'exceptionnellement (LA 3.1)" in faute["confirmer"]
    assert await nouveau(nantes, "hugo", **tard, confirmer="oui") == {}


async def test_an_automatic_road_needs_an_automatic_code(nantes: Scene) -> None:
    faute = await nouveau(nantes, "dora", **FORMULAIRE | {"voie": "automatique"})
    assert "ne vaut que pour les codes repérés dans le fichier commun" in faute["voie"]
    assert "dalo" not in faute["voie"]


async def test_an_automatic_code_is_checked_at_the_entry_and_a_wrong_one_does_not_count(
    nantes: Scene,
) -> None:
    champs = {"numero": NUR, "voie": "automatique", "categorie": "cp ase"}
    assert await nouveau(nantes, "dora", **champs) == {}
    await nantes.dire("dora", f"/dossier {DP} designer Neotoa")
    await nantes.dire("nina", f"/dossier {DP} proposer {OFFRE}")
    await nantes.dire("nina", f"/dossier {DP} reponse accepte")
    question = await nantes.dire("nina", f"/dossier {DP} entree 10/03/2026")
    assert "Imputer sur le contingent de l'État ?" in question
    await nantes.dire("nina", "non")
    reponse = await nantes.dire("nina", "ressources mensuelles erronées")
    assert "non, ressources mensuelles erronées : donnée à rectifier (LA 3.2)" in reponse
    assert "ressources mensuelles erronées" in nantes.textes("dora", Genre.PRIORITAIRE)[-1]
    imputation = lire(nantes).suivi.imputation
    assert imputation and not imputation.imputee


async def test_an_unjustified_refusal_lets_the_state_withdraw_and_recalls_to_notify_it(
    designe: Scene,
) -> None:
    question = await designe.dire("dora", f'/dossier {DP} retirer motif="demande radiée"')
    assert "Aucun refus injustifié" in question
    await designe.dire("hugo", f"/dossier {DP} proposer {OFFRE}")
    await designe.dire("hugo", f"/dossier {DP} reponse refuse injustifie=oui")
    assert "sans motif valable" in designe.textes("dora", Genre.PRIORITAIRE)[-1]
    reponse = await designe.dire("dora", f'/dossier {DP} retirer motif="offre adaptée refusée"')
    assert "À vous de notifier le retrait au ménage (LA 3.2)" in reponse
    await designe.attendre(days=7)
    assert "1 retrait se notifie" in designe.textes("dora", Genre.PRIORITAIRE)[-1]
    await designe.dire("dora", f"/dossier {DP} prevenir 17/03/2026")
    with designe.base.transaction() as uow:
        assert not uow.agenda.de(DP)


async def test_a_silent_bailleur_is_recalled_four_weeks_then_the_state_is_told(
    designe: Scene,
) -> None:
    await designe.dire("dora", f"/dossier {DP} prevenir 10/03/2026")
    await designe.dire("hugo", f"/dossier {DP} proposer {OFFRE}")
    for _ in range(6):
        await designe.attendre(days=7)
    rappels = [un for un in designe.textes("hugo", Genre.PRIORITAIRE) if "Rappel" in un]
    assert len(rappels) == 4
    assert (
        "Habitat 44, rien de neuf depuis quatre semaines"
        in designe.textes("dora", Genre.PRIORITAIRE)[-1]
    )
    reponse = await designe.dire("dora", f"/dossier {DP} reponse sans_suite")
    assert "Proposition sans suite" in reponse


async def test_nobody_reading_is_said_to_who_acts(nantes: Scene) -> None:
    await nouveau(nantes, "dora", **FORMULAIRE)
    reponse = await nantes.dire("dora", f"/dossier {DP} designer Vilogia")
    assert "Personne ne lit fluxbot pour Vilogia" in reponse


async def test_an_avis_to_the_prefet_is_refused_and_leads_to_the_dossier(nantes: Scene) -> None:
    reponse = await nantes.dire("hugo", f"/vacance reservataire=préfet {OFFRE}")
    assert "LA 4.2.1" in reponse
    assert "/dossier nouveau" in reponse
