"""New programmes, from the first notice to the last dwelling let (LA 4.2.2, LP art. 7)."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio

from bot.cli.donnees import semer
from bot.scheduler.agenda import battre_l_agenda
from core.domain.envois import Genre, NatureReception
from core.domain.organisations import Role
from core.domain.programmes import EtatProgramme, Programme, SuiteRetour
from core.domain.programmes_candidats import CandidatProgramme
from storage.unit_of_work import Base
from tests.component.courriel import SceneCourriel
from tests.component.instantanes import Instantanes
from tests.component.scene import DOUTEUX, NUR, Scene, groupe

DEPART = datetime(2026, 2, 2, 9, 0, tzinfo=UTC)
"""Monday 2 February 2026, 10:00 in Nantes."""
ETAT = "État (préfet de la Loire-Atlantique)"
PN = "PN-2026-0001"
LIEU = 'residence="Les Filaos" adresse="12 rue des Lilas" nature_charges="eau, chauffage"'
NOUVEAU = (
    f"/programme nouveau {LIEU} commune=Nantes qpv=non livraison=01/09/2026 "
    'logements="8 x T3 PLUS 512,30 85 ; 4 x T2 PLAI 380 60"'
)
AU_PORT = (
    f'/programme nouveau {LIEU} commune="Le Port" qpv=oui livraison=15/12/2026 '
    'logements="8 x T3 LLTS 512,30 85" financeurs="Le Port 2 ; ouest 1"'
)
SECRETS = ("9740318", "0440318")


async def _jusqu_a(scene: Scene, cible: datetime) -> None:
    """Live up to an instant, stopping at each thing that a programme waits for."""
    while True:
        with scene.base.transaction() as uow:
            prochain = uow.agenda.prochain(scene.maintenant)
        if prochain is None or prochain > cible:
            break
        scene.horloge.avancer_a(prochain)
        await scene.battre()
    scene.horloge.avancer_a(cible)
    await scene.battre()


def programme(scene: Scene, reference: str = PN) -> Programme:
    """Read a programme."""
    with scene.base.transaction() as uow:
        trouve = uow.programmes.par_reference(reference)
    assert trouve
    return trouve


def candidats(scene: Scene, reference: str = PN) -> list[CandidatProgramme]:
    """Read its candidates."""
    numero = programme(scene, reference).id
    with scene.base.transaction() as uow:
        return list(uow.programmes.candidats(numero))


def quoi(scene: Scene, adresse: str) -> list[str]:
    """Give which notices about programmes a conversation got, in order."""
    return [un.livraison.envoi.faits["quoi"] for un in scene.fil(adresse, Genre.PROGRAMME)]


@pytest_asyncio.fixture
async def ouvert(base_sqlite: Base, incidents: list[Any], instantanes: Instantanes) -> Scene:
    """Hugo (Habitat 44) opened a programme of twelve; Dora is the État, Nina of Neotoa."""
    scene = Scene(base_sqlite, DEPART)

    async def suite(scene: Scene) -> None:
        semer(scene.base, "loire-atlantique-2024")
        scene.inscrire("hugo", "Habitat 44")
        scene.inscrire("dora", ETAT)
        scene.inscrire("nina", "Neotoa")
        scene.inscrire("ana", "Neotoa", Role.ADMINISTRATEUR)
        await scene.dire("hugo", NOUVEAU)

    return await instantanes.suivre("pn_ouvert", scene, suite)


@pytest_asyncio.fixture
async def notifie(ouvert: Scene, instantanes: Instantanes) -> Scene:
    """The notice received by the État, which has dwellings 3, 7 and 11."""

    async def suite(scene: Scene) -> None:
        await scene.dire("hugo", f"/programme {PN} notifier")

    return await instantanes.suivre("pn_notifie", ouvert, suite)


@pytest_asyncio.fixture
async def revenu(notifie: Scene, instantanes: Instantanes) -> Scene:
    """One candidate for dwelling 3 failed: it is back to the État, received."""

    async def suite(scene: Scene) -> None:
        await scene.dire("dora", f"/programme {PN} candidats {NUR[0]} logement=3")
        await scene.dire("hugo", f"/programme {PN} echec 1 motif=refus")

    return await instantanes.suivre("pn_revenu", notifie, suite)


async def test_opening_gives_the_right_by_financing_and_proposes_dwellings(ouvert: Scene) -> None:
    texte = ouvert.textes("hugo")[-1]
    assert "PLUS : 2 sur 8 (2,4 exactement)" in texte
    assert "Arrondi une seule fois, sur l'ensemble, ce serait 4 au lieu de 3" in texte
    assert "au plus tard le 01/05/2026" in texte
    assert [un.numero for un in programme(ouvert).logements if un.reservataire] == [3, 7, 11]
    assert "assiette du flux (LA 4.1.3)" in texte


async def test_a_programme_begins_with_what_its_reader_owes(ouvert: Scene) -> None:
    du_bailleur = await ouvert.dire("hugo", f"/programme {PN}")
    assert "À faire : envoyer la notice, au plus tard le vendredi 01/05/2026" in du_bailleur
    assert "3 logements réservés à l'État (préfet de la Loire-Atlantique) :" in du_bailleur
    assert "9 logements sans réservation :" in du_bailleur
    await ouvert.dire("hugo", f"/programme {PN} notifier")
    de_l_etat = await ouvert.dire("dora", f"/programme {PN}")
    assert "À faire : proposer 3 candidats, au plus tard le lundi 01/06/2026" in de_l_etat
    assert "sans réservation" not in de_l_etat
    await ouvert.dire("dora", f"/programme {PN} candidats {NUR[0]} {NUR[1]} {NUR[2]}")
    assert "À faire : examiner 3 candidats" in await ouvert.dire("hugo", f"/programme {PN}")


async def test_a_programme_is_nobody_elses_affair_until_it_is_notified(ouvert: Scene) -> None:
    for qui in ("dora", "nina"):
        assert f"Je ne trouve pas de programme {PN}" in await ouvert.dire(qui, f"/programme {PN}")
    await ouvert.dire("hugo", f"/programme {PN} notifier")
    assert "Vos candidats" in await ouvert.dire("dora", f"/programme {PN}")
    assert "Je ne trouve pas" in await ouvert.dire("nina", f"/programme {PN}")


@pytest.mark.parametrize(
    ("saisie", "regle"),
    [
        (NOUVEAU.replace("01/09/2026", "01/02/2026"), "est passée"),
        (NOUVEAU.replace("T3 PLUS", "T3 PLUX"), "n'est pas un financement"),
        (NOUVEAU + " financeurs=8", "/programme … nouveau ne connaît pas « financeurs= »"),
    ],
)
async def test_a_programme_that_cannot_be_is_refused_with_the_rule(
    ouvert: Scene, saisie: str, regle: str
) -> None:
    assert regle in await ouvert.dire("hugo", saisie)
    assert "Je ne trouve pas" in await ouvert.dire("hugo", "/programme PN-2026-0002")


async def test_the_platforms_acceptance_proves_the_reception_on_chat(notifie: Scene) -> None:
    (reception,) = programme(notifie).contenu.receptions
    assert (reception.nature, reception.plateforme) == (NatureReception.PLATEFORME, "essai")
    assert quoi(notifie, "hugo") == ["notice_recu"]
    assert "jusqu'au lundi 01/06/2026 à 24 h" in notifie.textes("hugo", Genre.PROGRAMME)[0]
    assert notifie.actions(PN) == ["programme ouvert", "notice envoyée", "notice reçue"]


async def test_a_delivery_that_moves_moves_every_date_and_tells_the_parties(
    notifie: Scene,
) -> None:
    await notifie.dire("hugo", f"/programme {PN} livraison date=15/10/2026")
    texte = notifie.textes("dora", Genre.PROGRAMME)[-1]
    assert "01/09/2026 → 15/10/2026" in texte
    assert "Vos candidats : jusqu'au mercredi 15/07/2026 à 24 h" in texte
    with notifie.base.transaction() as uow:
        listes = {
            (un.instant + timedelta(days=un.jours)).date()
            for un in uow.agenda.de(PN)
            if un.nature.startswith("liste-")
        }
    assert listes == {datetime(2026, 7, 15, tzinfo=UTC).date()}


async def test_an_unsent_notice_is_recalled_then_said_late_in_days(ouvert: Scene) -> None:
    await _jusqu_a(ouvert, datetime(2026, 5, 9, tzinfo=UTC))
    titres = [un.splitlines()[0] for un in ouvert.textes("hugo", Genre.PROGRAMME)]
    assert titres == [
        f"{PN} : notice à envoyer, fin du délai dans 30 jours",
        f"{PN} : notice à envoyer, fin du délai dans 7 jours",
        f"{PN} : notice à envoyer, fin du délai demain",
        f"{PN} : notice à envoyer, fin du délai aujourd'hui",
        f"{PN} : notice en retard de 7 jours",
    ]
    reponse = await ouvert.dire("hugo", f"/programme {PN} notifier")
    assert "Elle était due le 01/05/2026 : 8 jours de retard" in reponse


async def test_after_an_outage_only_the_latest_reminder_goes_out(ouvert: Scene) -> None:
    ouvert.horloge.avancer_a(datetime(2026, 5, 3, tzinfo=UTC))
    await ouvert.battre()
    (texte,) = ouvert.textes("hugo", Genre.PROGRAMME)
    assert "en retard de 2 jours" in texte


async def test_candidates_are_kept_encrypted_masked_and_only_counted_for_the_other_party(
    notifie: Scene,
) -> None:
    reponse = await notifie.dire("dora", f"/programme {PN} candidats {NUR[0]} {NUR[0]} {NUR[1]}")
    assert "2 candidats ajoutés" in reponse
    assert "Déjà dans la liste" in reponse
    assert "Il manque 1 candidat, jusqu'au 01/06/2026" in reponse
    assert "propose 2 candidats" in notifie.textes("hugo", Genre.PROGRAMME)[-1]
    vus = "\n".join([*notifie.textes("hugo"), reponse, repr(candidats(notifie))])
    vus += json.dumps([dict(une.details) for une in notifie.journal(PN)])
    assert not any(secret in vus for secret in SECRETS)


async def test_a_doubtful_number_is_kept_aside_until_its_button_is_pressed(
    notifie: Scene,
) -> None:
    assert "Mis de côté" in await notifie.dire("dora", f"/programme {PN} candidats {DOUTEUX}")
    assert quoi(notifie, "hugo") == ["notice_recu"]
    assert "1 candidat ajouté" in await notifie.presser("dora", "Confirmer le n° 1")
    assert quoi(notifie, "hugo") == ["notice_recu", "candidats"]


async def test_candidates_in_a_shared_conversation_are_neither_shown_nor_left(
    notifie: Scene,
) -> None:
    await notifie.dire("dora", f"/programme {PN} candidats {NUR[0]}", groupe("bureau"))
    assert notifie.plateforme.effaces
    lu = await notifie.dire("dora", f"/programme {PN}", groupe("bureau"))
    assert "974…" not in lu


async def test_anothers_dwelling_takes_no_candidate(notifie: Scene) -> None:
    reponse = await notifie.dire("dora", f"/programme {PN} candidats {NUR[0]} logement=4")
    assert "Le logement n° 4 de PN-2026-0001 n'est pas réservé" in reponse
    assert candidats(notifie) == []
    assert "réservé à" in await notifie.dire("hugo", f"/programme {PN} candidats {NUR[0]}")


async def test_the_bailleur_examines_the_list_alone_as_long_as_somebody_is_left(
    notifie: Scene,
) -> None:
    await notifie.dire("dora", f"/programme {PN} candidats {NUR[0]} {NUR[1]} logement=3")
    reponse = await notifie.dire("hugo", f"/programme {PN} echec 1 motif=inadaptée")
    assert "Restent à examiner, et eux seuls : n° 2 (LA 4.2.2)" in reponse
    assert programme(notifie).contenu.retours == ()


async def test_two_households_are_never_retained_for_one_dwelling(notifie: Scene) -> None:
    await notifie.dire("dora", f"/programme {PN} candidats {NUR[0]} {NUR[1]}")
    await notifie.dire("hugo", f"/programme {PN} retenir 1 logement=3")
    assert "un seul ménage par logement" in await notifie.dire(
        "hugo", f"/programme {PN} retenir 2 logement=3"
    )
    assert "est déjà retenu (logement n° 3)" in await notifie.dire(
        "hugo", f"/programme {PN} retenir 1 logement=7"
    )
    assert "pour le logement n° 3" in notifie.textes("dora", Genre.PROGRAMME)[-1]


async def test_a_failure_goes_back_to_the_etat_for_eight_days_from_its_reception(
    revenu: Scene,
) -> None:
    (retour,) = programme(revenu).contenu.retours
    assert (retour.logement, str(retour.dernier_jour)) == (3, "2026-02-10")
    assert "8 jours, à compter de la réception" in revenu.textes("dora", Genre.PROGRAMME)[-1]
    assert quoi(revenu, "hugo")[-1] == "retour_recu"


async def test_without_new_names_the_dwelling_is_handed_back_with_the_article(
    revenu: Scene,
) -> None:
    await _jusqu_a(revenu, datetime(2026, 2, 11, 12, tzinfo=UTC))
    for qui in ("hugo", "dora"):
        texte = revenu.textes(qui, Genre.PROGRAMME)[-1]
        assert "parmi les candidatures prioritaires" in texte
        assert "(LA 4.2.2)" in texte
    reponse = await revenu.dire("dora", f"/programme {PN} candidats {NUR[1]} logement=3")
    assert "est rendu au bailleur" in reponse
    assert revenu.actions(PN).count("logement rendu au bailleur") == 1


async def test_an_outage_never_hands_a_dwelling_back(revenu: Scene) -> None:
    """What was sent in time is heard first, however late; then only is the dwelling lost."""
    with revenu.base.transaction() as uow:
        uow.ecoutes.noter("essai", datetime(2026, 2, 9, tzinfo=UTC))
    revenu.horloge.avancer_a(datetime(2026, 2, 15, tzinfo=UTC))
    await revenu.battre()
    assert programme(revenu).retour_en_cours(3)
    await revenu.dire("dora", f"/programme {PN} candidats {NUR[1]} logement=3")
    with revenu.base.transaction() as uow:
        uow.ecoutes.noter("essai", revenu.maintenant)
    await revenu.attendre(minutes=1)
    (retour,) = programme(revenu).contenu.retours
    assert retour.suite is SuiteRetour.COMPLETE
    assert programme(revenu).logement(3).ouvert  # type: ignore[union-attr]


async def test_the_tick_hands_back_once_all_was_heard(revenu: Scene) -> None:
    with revenu.base.transaction() as uow:
        uow.ecoutes.noter("essai", datetime(2026, 2, 9, tzinfo=UTC))
    revenu.horloge.avancer_a(datetime(2026, 2, 15, tzinfo=UTC))
    for _ in range(2):
        battre_l_agenda(revenu.base, revenu.maintenant)
    with revenu.base.transaction() as uow:
        uow.ecoutes.noter("essai", revenu.maintenant)
    battre_l_agenda(revenu.base, revenu.maintenant)
    assert programme(revenu).logement(3).rendu_le  # type: ignore[union-attr]


async def test_new_names_that_fail_too_hand_the_dwelling_back_at_once(revenu: Scene) -> None:
    await revenu.dire("dora", f"/programme {PN} candidats {NUR[1]} logement=3")
    reponse = await revenu.dire("hugo", f"/programme {PN} echec 2 motif=refus")
    assert "Le logement n° 3 vous est rendu" in reponse
    assert "parmi les candidatures prioritaires (LA 4.2.2)" in reponse


async def test_a_list_that_lacks_goes_back_only_once_its_date_is_past(notifie: Scene) -> None:
    demande = f"/programme {PN} carence 3"
    assert "est attendue jusqu'au 01/06/2026" in await notifie.dire("hugo", demande)
    await _jusqu_a(notifie, datetime(2026, 6, 2, tzinfo=UTC))
    assert quoi(notifie, "dora")[-1] == quoi(notifie, "hugo")[-1] == "rappel_echue"
    assert "8 jours pour nommer" in await notifie.dire("hugo", demande)
    assert "est déjà revenu" in await notifie.dire("hugo", demande)


async def test_delivered_then_every_dwelling_settled_the_programme_is_closed(
    notifie: Scene,
) -> None:
    assert "précède la notice" in await notifie.dire("hugo", f"/programme {PN} livre 01/02/2026")
    await notifie.dire("dora", f"/programme {PN} candidats {NUR[0]} {NUR[1]} {NUR[2]}")
    await notifie.dire("hugo", f"/programme {PN} livre 02/02/2026")
    assert programme(notifie).etat is EtatProgramme.LIVRE
    for numero, logement in ((1, 3), (2, 7), (3, 11)):
        await notifie.dire("hugo", f"/programme {PN} retenir {numero} {logement}")
    assert programme(notifie).etat is EtatProgramme.CLOS
    await notifie.dire("hugo", f"/programme {PN} echec 3 motif=refus")
    assert programme(notifie).etat is EtatProgramme.LIVRE


async def test_a_delivery_without_any_notice_is_refused(ouvert: Scene) -> None:
    reponse = await ouvert.dire("hugo", f"/programme {PN} livre 02/02/2026")
    assert "la notice vient avant la livraison" in reponse


async def test_the_choice_of_dwellings_is_the_bailleurs_and_its_gaps_are_said(
    ouvert: Scene,
) -> None:
    reponse = await ouvert.dire("hugo", f'/programme {PN} repartir logements="1 2 4"')
    assert "PLAI : 0 au lieu de 1 (LA 4.2.2" in reponse
    refus = await ouvert.dire("hugo", f'/programme {PN} repartir logements="1 9" agents=9')
    assert "agents : « 1 » dépasse 5 % de 12 logements" in refus
    assert "n'est pas un logement" in await ouvert.dire(
        "hugo", f"/programme {PN} repartir logements=13"
    )


async def test_a_derogation_is_asked_by_the_bailleur_and_answered_by_the_etat(
    ouvert: Scene,
) -> None:
    await ouvert.dire("hugo", f"/programme {PN} derogation demandee=02/01/2026")
    assert quoi(ouvert, "dora") == ["derogation"]
    assert "dépasse le contingent" in await ouvert.dire(
        "dora", f"/programme {PN} derogation accordee=9"
    )
    await ouvert.dire("dora", f"/programme {PN} derogation accordee=1")
    assert "dispense 1 logement" in ouvert.textes("hugo", Genre.PROGRAMME)[-1]
    assert "Part de l'État (30 %) : 2 logements" in await ouvert.dire("hugo", f"/programme {PN}")


async def test_a_programme_given_up_is_told_and_asks_nothing_more(notifie: Scene) -> None:
    await notifie.dire("hugo", f'/programme {PN} abandonner motif="terrain perdu"')
    assert "Motif : terrain perdu." in notifie.textes("dora", Genre.PROGRAMME)[-1]
    with notifie.base.transaction() as uow:
        assert uow.agenda.de(PN) == []
    assert "terrain perdu" not in json.dumps([dict(une.details) for une in notifie.journal(PN)])


async def test_the_plan_of_the_year_is_recalled_at_its_end_until_it_is_sent(
    ouvert: Scene,
) -> None:
    await ouvert.dire("hugo", f"/programme {PN} livraison date=15/03/2027")
    for jour in (1, 24):
        ouvert.horloge.avancer_a(datetime(2026, 12, jour, 9, 0, tzinfo=UTC))
        for _ in range(2):
            await ouvert.battre()
    rappels = [un for un in quoi(ouvert, "hugo") if un == "rappel_plan"]
    assert len(rappels) == 2
    assert "1 programme annoncé" in await ouvert.dire("hugo", "/programme envoyer_plan 2027")
    assert PN in ouvert.textes("dora", Genre.PROGRAMME)[-1]
    ouvert.horloge.avancer_a(datetime(2026, 12, 30, 9, 0, tzinfo=UTC))
    await ouvert.battre()
    assert [un for un in quoi(ouvert, "hugo") if un == "rappel_plan"] == rappels
    assert quoi(ouvert, "nina").count("rappel_plan") == 3


@pytest_asyncio.fixture
async def informe(scene: Scene, instantanes: Instantanes) -> Scene:
    """SIDR told Le Port and the Territoire, that financed it, of a programme."""

    async def suite(scene: Scene) -> None:
        await scene.dire("nadia", AU_PORT)
        await scene.dire("nadia", f"/programme {PN} notifier")

    return await instantanes.suivre("pn_informe", scene, suite)


async def test_those_who_financed_get_a_notice_that_informs_and_starts_nothing(
    informe: Scene,
) -> None:
    texte = informe.textes("marie", Genre.PROGRAMME)[-1]
    assert "Cette notice vous informe" in texte
    lu = await informe.dire("marie", f"/programme {PN}")
    assert "Autre lecture, sans effet ici : 09/04/2026, lue à la lettre" in lu


async def test_dwellings_are_shared_out_at_the_concertation_unless_all_agree(
    informe: Scene,
) -> None:
    repartir = f'/programme {PN} repartir logements="Le Port : 1 2 ; ouest : 3"'
    assert "n'a pas eu lieu (LP art. 7)" in await informe.dire("nadia", repartir)
    reponse = await informe.presser("nadia", "Oui, je confirme")
    assert "Reste à envoyer la notice qui les nomme" in reponse
    entree = informe.journal(PN)[-1]
    assert entree.lecture == "d'un commun accord, avant toute concertation"
    await informe.dire("nadia", f"/programme {PN} notifier")
    assert "2 logements vous sont réservés" in informe.textes("marie", Genre.PROGRAMME)[-1]
    assert "1 logement vous est réservé" in informe.textes("paul", Genre.PROGRAMME)[-1]
    lu = await informe.dire("marie", f"/programme {PN}")
    assert "n° 3" not in lu
    await _jusqu_a(informe, datetime(2026, 4, 10, tzinfo=UTC))
    rendu = await informe.dire("nadia", f"/programme {PN} carence 1")
    assert "vous prospectez librement (LP art. 7)" in rendu


async def test_shares_above_all_the_dwellings_are_refused(informe: Scene) -> None:
    reponse = await informe.dire("nadia", AU_PORT.replace("Le Port 2", "Le Port 8"))
    assert "« 9 » dépasse 100 % : le programme compte 8 logements (LP art. 7)" in reponse


async def test_a_forms_answers_open_a_programme_as_a_line_does(informe: Scene) -> None:
    champs = {
        "residence": "Les Lataniers",
        "adresse": "3 rue Neuve",
        "commune": "Le Port",
        "qpv": "non",
        "livraison": "15/01/2027",
        "logements": "2 x T3 LLS 512,30 85\nT2 LLTS 400 60",
        "nature_charges": "eau",
        "financeurs": "Le Port 2",
    }
    suite = {"fixe": {"action": "nouveau"}, "questions": "formulaire"}
    faux = {**champs, "logements": "T3 LLS"}
    assert "logements" in await informe.soumettre(
        "nadia", commande="programme", champs=faux, **suite
    )
    assert await informe.soumettre("nadia", commande="programme", champs=champs, **suite) == {}
    assert len(programme(informe, "PN-2026-0002").logements) == 3


async def test_by_email_nothing_runs_until_a_person_acknowledges(
    base_sqlite: Base, incidents: list[Any]
) -> None:
    scene = SceneCourriel(base_sqlite)
    semer(scene.base, "loire-atlantique-2024")
    scene.inscrire("hugo", "Habitat 44")
    membre = scene.inscrire_adresse("ddets@etat.example", ETAT)
    await scene.dire("hugo", NOUVEAU.replace("01/09/2026", "01/09/2027"))
    await scene.dire("hugo", f"/programme {PN} notifier")
    courriel = scene.dernier("ddets@etat.example", Genre.PROGRAMME).message
    assert courriel
    assert "Accuser réception" in [un.libelle for un in courriel.boutons]
    assert programme(scene).contenu.receptions == ()
    await _jusqu_a(scene, scene.maintenant + timedelta(days=3))
    assert quoi(scene, "hugo") == ["rappel_accuse"]
    await scene.sur_la_page(membre, f"/accuser {PN}")
    (reception,) = programme(scene).contenu.receptions
    assert reception.nature is NatureReception.ACCUSE
    assert quoi(scene, "hugo") == ["rappel_accuse", "notice_recu"]
