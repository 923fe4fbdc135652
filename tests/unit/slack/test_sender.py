"""What is sent reaches the place it is meant for, through the real client."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from slack_sdk import WebClient

from bot.channels.slack.adresses import message
from bot.channels.slack.modale import attente
from bot.presenters.corps import vue_du_formulaire
from bot.presenters.tableau import Section, Tableau
from core.domain.envois import Genre, Rejected
from core.domain.organisations import Destination
from core.messages.model import Message, Paragraphe, Piece
from core.usecases.dossier import TABLEAU
from tests.fakes.slack import Channel, FakeSlack, User
from tests.golden.formes import tous
from tests.unit.slack.expedition import Poste
from tests.unit.slack.gestes import AVIS, ouvrir_modale

PREUVE = Message("Preuve", (Paragraphe("a < b"),), piece=Piece("preuve.txt", "entrée 1\n".encode()))


async def test_a_private_message_arrives_with_its_buttons_and_gives_its_name_and_instant(
    fake: FakeSlack, poste: Poste, marie: User
) -> None:
    issue = await poste.deposer(poste.chez(marie))
    montre = fake.last(marie)
    assert montre.buttons == ["Voir", "Proposer", "Rendre"]
    assert issue.message == message(montre.channel.id, montre.ts)
    assert issue.horodatage == datetime.fromtimestamp(float(montre.ts), UTC)


async def test_a_message_unfolds_no_link(poste: Poste, fake: FakeSlack, salon: Channel) -> None:
    await poste.deposer(poste.dans(salon))
    (appel,) = fake.calls_of("chat.postMessage")
    assert (appel.params["unfurl_links"], appel.params["unfurl_media"]) in (
        (False, False),
        ("0", "0"),
    )


async def test_what_asks_to_be_read_is_also_shown_outside_the_thread(
    fake: FakeSlack, poste: Poste, salon: Channel
) -> None:
    racine = await poste.deposer(poste.dans(salon))
    await poste.deposer(poste.dans(salon), genre=Genre.RELANCE, repond_a=racine.message)
    await poste.deposer(poste.dans(salon), genre=Genre.CANDIDATS, repond_a=racine.message)
    premier, relance, candidats = fake.messages(salon)
    assert relance.thread_ts == candidats.thread_ts == premier.ts
    assert [un.broadcast for un in (premier, relance, candidats)] == [False, True, False]


async def test_what_one_person_asked_in_a_channel_is_shown_to_them_alone(
    fake: FakeSlack, poste: Poste, marie: User, salon: Channel
) -> None:
    issue = await poste.deposer(poste.a_part(marie, salon.id), genre=Genre.REPONSE)
    (vu,) = fake.ephemerals(marie)
    assert fake.messages(salon) == []
    assert (vu.channel, issue.message) == (salon, message(salon.id, vu.ts))


async def test_what_was_asked_in_a_thread_is_shown_in_the_thread(
    fake: FakeSlack, poste: Poste, marie: User, salon: Channel
) -> None:
    racine = await poste.deposer(poste.dans(salon))
    await poste.deposer(poste.a_part(marie, racine.message), genre=Genre.REPONSE)
    assert fake.ephemerals(marie)[0].thread_ts == fake.last(salon).ts


async def test_where_the_bot_is_not_the_answer_goes_to_the_person(
    fake: FakeSlack, poste: Poste, marie: User
) -> None:
    ailleurs = fake.channel("ailleurs", marie, bot=False)
    cache = fake.channel("rh", marie, private=True, bot=False)
    for lieu in (ailleurs.id, cache.id, "C404"):
        await poste.deposer(poste.a_part(marie, lieu), genre=Genre.REPONSE)
    assert len(fake.messages(marie)) == 3
    assert fake.messages(ailleurs) == fake.messages(cache) == []


async def test_a_person_who_left_the_channel_gets_the_answer_in_private(
    fake: FakeSlack, poste: Poste, marie: User, salon: Channel
) -> None:
    fake.leave(marie, salon)
    await poste.deposer(poste.a_part(marie, salon.id), genre=Genre.REPONSE)
    assert fake.last(marie).buttons == ["Voir", "Proposer", "Rendre"]


async def test_a_message_shown_already_is_brought_up_to_date(
    fake: FakeSlack, poste: Poste, salon: Channel
) -> None:
    issue = await poste.deposer(poste.dans(salon))
    refait = replace(AVIS, titre="Avis retiré", boutons=())
    suite = {"genre": Genre.MISE_A_JOUR, "cible": issue.message}
    assert await poste.envoyer(poste.dans(salon), refait, **suite) == replace(
        issue, horodatage=None
    )
    montre = fake.last(salon)
    assert (montre.plain, montre.edited) == ("Avis retiré\ncorps", 1)


async def test_a_modal_that_waits_is_filled(
    fake: FakeSlack, client: WebClient, poste: Poste, marie: User, salon: Channel
) -> None:
    numero = ouvrir_modale(fake, client, marie, attente(salon.id))
    await poste.deposer(poste.vue(marie, numero, salon.id), genre=Genre.REPONSE)
    vue = fake.modal(marie)
    assert vue
    assert vue.buttons == ["Voir", "Proposer", "Rendre"]
    assert fake.messages(marie) == []


async def test_a_modal_that_waits_becomes_the_form(
    fake: FakeSlack, client: WebClient, poste: Poste, marie: User
) -> None:
    numero = ouvrir_modale(fake, client, marie, attente(""))
    vu = vue_du_formulaire(tous()["code"])
    await poste.deposer(poste.vue(marie, numero), genre=Genre.REPONSE, formulaire=vu)
    vue = fake.modal(marie)
    assert vue
    assert (vue.title, vue.submit) == ("Inscription", "M'inscrire")


async def test_a_modal_closed_meanwhile_is_answered_where_it_was_opened(
    fake: FakeSlack, client: WebClient, poste: Poste, marie: User, salon: Channel
) -> None:
    numero = ouvrir_modale(fake, client, marie, attente(""))
    fake.close_modal(marie)
    await poste.deposer(poste.vue(marie, numero), genre=Genre.REPONSE)
    await poste.deposer(poste.vue(marie, numero, salon.id), genre=Genre.REPONSE)
    assert len(fake.messages(marie)) == 1
    assert [un.channel for un in fake.ephemerals(marie)] == [salon]


async def test_a_form_whose_modal_was_closed_is_not_insisted_upon(
    fake: FakeSlack, poste: Poste, marie: User
) -> None:
    vu = vue_du_formulaire(tous()["code"])
    await poste.deposer(poste.vue(marie, "V404"), genre=Genre.REPONSE, formulaire=vu)
    assert fake.messages(marie) == fake.ephemerals(marie) == []


async def test_a_file_goes_to_the_person_even_when_asked_for_in_a_channel(
    fake: FakeSlack, poste: Poste, marie: User, salon: Channel
) -> None:
    for ou in (poste.chez(marie), poste.a_part(marie, salon.id), poste.vue(marie, "V1", salon.id)):
        await poste.deposer(ou, message=PREUVE, genre=Genre.REPONSE)
    assert [un.channel for un in fake.files] == [fake.dm(marie)] * 3
    assert {(un.name, un.content) for un in fake.files} == {("preuve.txt", "entrée 1\n".encode())}
    assert fake.files[0].initial_comment == "Preuve\n\na &lt; b"


async def test_a_file_asked_for_by_calling_the_bot_goes_to_that_thread(
    fake: FakeSlack, poste: Poste, salon: Channel
) -> None:
    racine = await poste.deposer(poste.dans(salon))
    await poste.deposer(poste.dans(salon), message=PREUVE, repond_a=racine.message)
    (fichier,) = fake.files
    assert (fichier.channel, message(salon.id, fichier.thread_ts or "")) == (salon, racine.message)


async def test_a_board_is_published_in_the_home_tab(
    fake: FakeSlack, poste: Poste, marie: User
) -> None:
    tableau = Tableau(Message("SIDR"), (Section("À faire", (AVIS,)),))
    ou = Destination("slack", poste.chez(marie).adresse, TABLEAU)
    await poste.deposer(ou, genre=Genre.TABLEAU, tableau=tableau)
    vue = fake.home(marie)
    assert vue
    assert vue.buttons == ["Voir", "Proposer", "Rendre"]


async def test_a_person_s_own_message_cannot_be_erased(
    fake: FakeSlack, poste: Poste, salon: Channel
) -> None:
    issue = await poste.envoyer(poste.dans(salon), genre=Genre.EFFACEMENT, cible="C1/1.2")
    assert isinstance(issue, Rejected)
    assert fake.calls == []
