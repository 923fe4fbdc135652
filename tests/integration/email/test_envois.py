"""Notices by e-mail, from the outbox to a real mail server."""

from __future__ import annotations

import hashlib

from bot.handlers.request import Request
from bot.presenters.corps import Corps, ecrire_corps
from core.domain.acces import But
from core.domain.avis import Etat
from core.domain.envois import Genre, NouvelEnvoi
from core.domain.organisations import COURRIEL, PAGE, Destination
from core.messages.model import Message, Paragraphe
from storage.depots.releve import EtatEnvoi
from tests.component.scene import REF, VACANCE, Scene
from tests.fakes.smtp import FakeSmtp
from tests.integration.email.conftest import MARIE, PUBLIQUE, Lancer, inscrire_par_courriel
from tests.integration.outils import tout_le_texte

CALEOL = "caleol@sidr.test"
MOTIF = "Deux demandes radiées, une seule reste."
DOUBLE = "peut-être déjà parvenu"


def envoyer_le_motif(scene: Scene) -> None:
    """Queue the legal mail of a reason."""
    corps = ecrire_corps(Corps(Message(f"{REF} : motif", (Paragraphe(MOTIF),))))
    with scene.base.transaction() as uow:
        avis = uow.avis.par_reference(REF)
        assert avis
        uow.envois.ajouter(
            NouvelEnvoi(
                Genre.MOTIF_CALEOL,
                Destination(COURRIEL, CALEOL),
                f"motif:{REF}:1",
                scene.maintenant,
                REF,
                avis.bailleur.id,
                corps=corps,
            )
        )


def accuser_sur_la_page(scene: Scene) -> None:
    """Marie acknowledges the avis on her signed page."""
    with scene.base.transaction() as uow:
        marie = uow.membres.par_identite(COURRIEL, MARIE)
    assert marie
    lieu = Destination(PAGE, str(marie.id))
    requete = Request(PAGE, str(marie.id), lieu, "geste", texte=f"/accuser {REF}", membre=marie.id)
    scene.routeur.traiter(requete, scene.maintenant)


async def test_an_avis_accepted_by_a_mail_server_is_sent_but_not_received(
    scene: Scene, fake: FakeSmtp
) -> None:
    await scene.dire("nadia", VACANCE)
    mail = fake.wait_message(MARIE, REF)
    (envoi,) = scene.envois(Genre.AVIS)
    assert (envoi.etat, envoi.message) == (EtatEnvoi.ENVOYE, mail.id)
    assert scene.etat() is Etat.EMIS
    assert scene.receptions() == []
    assert scene.avis().remis_le == scene.maintenant


async def test_a_link_of_a_mail_opens_that_avis_to_its_reader(scene: Scene, fake: FakeSmtp) -> None:
    await scene.dire("nadia", VACANCE)
    liens = fake.wait_message(MARIE).links
    assert scene.base.liens
    assert liens
    for lien in liens:
        assert lien.startswith(f"{PUBLIQUE}/p/")
        acces = scene.base.liens.lire(lien.removeprefix(f"{PUBLIQUE}/p/").partition("/")[0])
        assert (acces.but, acces.objet) == (But.DOSSIER, REF)


async def test_the_whole_life_of_an_avis_is_one_thread(scene: Scene, fake: FakeSmtp) -> None:
    await scene.dire("nadia", VACANCE)
    await scene.attendre(days=2)
    accuser_sur_la_page(scene)
    await scene.jusqu_a_l_echeance()
    await scene.attendre(days=2)
    premier, *suivants = fake.messages
    genres = {
        genre
        for genre in (Genre.SANS_ACCUSE, Genre.ECHEANCE, Genre.RAPPEL, Genre.RELANCE)
        for un in scene.envois(genre)
        if un.destination.par_courriel and un.etat is EtatEnvoi.ENVOYE
    }
    assert genres == {Genre.SANS_ACCUSE, Genre.ECHEANCE, Genre.RAPPEL, Genre.RELANCE}
    du_dossier = [un for un in suivants if REF in un.subject]
    assert len(du_dossier) >= len(genres)
    assert {un["References"] for un in du_dossier} == {premier.id}
    assert {un["In-Reply-To"] for un in du_dossier} == {premier.id}
    assert len({un.id for un in fake.messages}) == len(fake.messages)


async def test_each_address_has_a_thread_of_its_own(scene: Scene, fake: FakeSmtp) -> None:
    inscrire_par_courriel(scene, "luc@leport.test")
    await scene.dire("nadia", VACANCE)
    un, autre = fake.messages
    assert un.id != autre.id
    assert un.links != autre.links


async def test_a_link_dropped_after_the_mail_left_gives_one_labelled_double(
    scene: Scene, fake: FakeSmtp
) -> None:
    fake.fail("drop_data")
    await scene.dire("nadia", VACANCE)
    assert scene.avis().remis_le is None
    await scene.attendre(seconds=10)
    premier, second = fake.messages
    assert (premier.id, DOUBLE in premier.text) == (second.id, False)
    assert DOUBLE in second.text
    assert DOUBLE in second.html
    (envoi,) = scene.envois(Genre.AVIS)
    assert (envoi.etat, envoi.message) == (EtatEnvoi.ENVOYE, second.id)


async def test_a_greylist_is_waited_for(scene: Scene, fake: FakeSmtp) -> None:
    fake.fail("rcpt", "451 4.7.1 revenez")
    await scene.dire("nadia", VACANCE)
    await scene.attendre(minutes=4, seconds=59)
    assert fake.messages == []
    await scene.attendre(seconds=1)
    assert len(fake.messages) == 1


async def test_a_server_back_after_an_outage_gets_all_that_waited(
    scene: Scene, fake: FakeSmtp
) -> None:
    fake.stop()
    await scene.dire("nadia", VACANCE)
    await scene.dire("nadia", VACANCE)
    fake.start()
    await scene.attendre(minutes=2)
    assert len(fake.messages) == 2
    assert not any(DOUBLE in un.text for un in fake.messages)


async def test_a_dead_address_starts_no_clock_and_people_are_told(
    scene: Scene, fake: FakeSmtp
) -> None:
    fake.refuse(MARIE)
    await scene.dire("nadia", VACANCE)
    assert scene.avis().remis_le is None
    assert "avis non remis" in scene.actions()
    assert len(scene.textes("nadia", Genre.NON_REMIS)) == 1


async def test_the_journal_names_no_address(scene: Scene, fake: FakeSmtp) -> None:
    fake.refuse(MARIE, f"550 5.1.1 <{MARIE}> unknown")
    await scene.dire("nadia", VACANCE)
    assert MARIE not in repr(scene.journal())


async def test_the_mail_of_a_reason_is_kept_as_it_left(
    scene: Scene, fake: FakeSmtp, lancer: Lancer
) -> None:
    await scene.dire("nadia", VACANCE)
    envoyer_le_motif(scene)
    await scene.battre()
    mail = fake.wait_message(CALEOL, MOTIF)
    with scene.base.transaction() as uow:
        (garde,) = uow.courriels.de(REF)
    assert (garde.message, garde.brut.encode()) == (mail.id, mail.raw)
    entree = scene.journal()[-1]
    assert (entree.action, entree.article) == ("motif envoyé à la CALEOL", "LP art. 6")
    assert entree.plateforme == COURRIEL
    assert entree.details == {"message": mail.id, "sha256": hashlib.sha256(mail.raw).hexdigest()}
    assert "X-Auto-Response-Suppress" not in tout_le_texte(scene.base)
    assert lancer("courriel", "lire", REF).stdout_bytes == mail.raw


async def test_a_mail_kept_is_read_by_its_rank(
    scene: Scene, fake: FakeSmtp, lancer: Lancer
) -> None:
    await scene.dire("nadia", VACANCE)
    refus = lancer("courriel", "lire", REF)
    assert (refus.exit_code, f"Aucun courriel gardé pour {REF}" in refus.stderr) == (1, True)
    envoyer_le_motif(scene)
    await scene.battre()
    assert lancer("courriel", "lire", REF, "--rang", "1").exit_code == 0
    assert lancer("courriel", "lire", REF, "--rang", "2").exit_code == 1
    assert lancer("courriel", "lire", "AV26").exit_code == 2
