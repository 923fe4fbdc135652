"""Messages that carry a file, as Slack shows them."""

from __future__ import annotations

from slack_sdk import WebClient

from bot.channels.slack.adresses import message as nom_du_message
from bot.channels.slack.modale import attente
from core.domain.envois import Genre, RetryAt, Sent
from core.messages.model import Bouton
from tests.documents import IMAGE, PDF, message
from tests.fakes.slack import Channel, FakeSlack, User
from tests.unit.slack.expedition import Poste
from tests.unit.slack.gestes import ouvrir_modale

VOIR = Bouton("Voir", "flux")


async def test_a_picture_is_shown_with_its_text_and_read_aloud_by_its_title(
    fake: FakeSlack, poste: Poste, marie: User
) -> None:
    await poste.deposer(poste.chez(marie), message=message(IMAGE), genre=Genre.REPONSE)
    (fichier,) = fake.files
    assert (fichier.name, fichier.content, fichier.alt) == (IMAGE.nom, IMAGE.contenu, "Flux 2026")
    assert fichier.initial_comment == "Flux 2026\n\n48 logements sur 60."


async def test_a_document_keeps_its_bytes_and_needs_no_other_name(
    fake: FakeSlack, poste: Poste, salon: Channel
) -> None:
    await poste.deposer(poste.dans(salon), message=message(PDF))
    (fichier,) = fake.files
    assert (fichier.content, fichier.alt, fichier.channel) == (PDF.contenu, "", salon)


async def test_with_buttons_the_text_comes_first_and_is_the_message(
    fake: FakeSlack, poste: Poste, salon: Channel
) -> None:
    issue = await poste.deposer(poste.dans(salon), message=message(IMAGE, VOIR))
    texte, fichier = fake.messages(salon)
    assert (texte.buttons, issue.message) == (["Voir"], nom_du_message(salon.id, texte.ts))
    assert (fichier.text, fichier.files) == ("", fake.files)


async def test_with_buttons_what_was_asked_in_a_channel_stays_private(
    fake: FakeSlack, poste: Poste, marie: User, salon: Channel
) -> None:
    ou = poste.a_part(marie, salon.id)
    await poste.deposer(ou, message=message(IMAGE, VOIR), genre=Genre.REPONSE)
    assert fake.messages(salon) == []
    texte, fichier = fake.messages(marie)
    assert (texte.buttons, fichier.files) == (["Voir"], fake.files)


async def test_a_file_that_must_wait_is_sent_again_without_its_text(
    fake: FakeSlack, poste: Poste, marie: User
) -> None:
    fake.faults.rate_limit("files.getUploadURLExternal", retry_after=2)
    ou, montre = poste.chez(marie), message(IMAGE, VOIR)
    assert isinstance(await poste.envoyer(ou, montre, genre=Genre.REPONSE), RetryAt)
    issue = await poste.envoyer(ou, montre, genre=Genre.REPONSE)
    texte, fichier = fake.messages(marie)
    assert isinstance(issue, Sent)
    assert issue.message == nom_du_message(texte.channel.id, texte.ts)
    assert fichier.files == fake.files


async def test_a_modal_that_waits_shows_the_text_and_says_where_the_file_is(
    fake: FakeSlack, poste: Poste, client: WebClient, marie: User
) -> None:
    modale = ouvrir_modale(fake, client, marie, attente(""))
    ou = poste.vue(marie, modale)
    await poste.deposer(ou, message=message(PDF, VOIR), genre=Genre.REPONSE)
    montree = fake.wait_modal(marie, "48 logements sur 60.", timeout=1)
    assert "Le fichier arrive dans vos messages avec fluxbot." in montree.plain
    assert [un.channel for un in fake.files] == [fake.dm(marie)]
    assert fake.files[0].initial_comment is None
