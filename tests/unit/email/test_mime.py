"""Mails, read back by Python's own parser."""

from __future__ import annotations

from email.message import EmailMessage
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.email.mime import identifiant
from bot.presenters.corps import PIECE_MAX
from core.messages.model import Champs, Code, Liste, Message, Paragraphe, Piece
from tests.documents import IMAGE, PDF
from tests.fakes.smtp.model import flaw
from tests.unit.email.poste import ACCUSER, MARIE, PAGE, RENDRE, livraison, message, relu

PIED = "Ne répondez pas à ce courriel, personne ne le lit"
INVISIBLES = "\u202e\u200f\u061c\u2066"
LONG_LIEN = f"{PAGE}{'a' * 300}/candidats?n=1&x=2"
TOUT = Message(
    "L'été à Saint-Denis : « c'est prêt »",
    (
        Paragraphe("Désignez trois candidats.\nMerci !"),
        Champs((("Loyer", "512,30 €"), ("Quartier", "Rivière des Galets"))),
        Liste(("avant le 20/12/2026 à 24 h", "sur la page")),
        Code("journal 0123abcd"),
    ),
    (ACCUSER, RENDRE),
)


class Balises(HTMLParser):
    """Collects the tags of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.vues: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.vues.append((tag, dict(attrs)))


def test_the_headers_of_a_mail_say_who_writes_what_and_when() -> None:
    mail = relu(livraison())
    assert (mail["From"], mail["To"], mail.subject) == (
        "fluxbot <avis@fluxbot.test>",
        MARIE,
        "Avis de vacance AV-2026-0001",
    )
    assert mail["Date"] == "Thu, 10 Dec 2026 06:00:00 +0000"
    assert mail.id == identifiant("avis:AV-2026-0001", "fluxbot.test")


def test_a_mail_asks_for_no_automatic_answer() -> None:
    mail = relu(livraison())
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert mail["Content-Language"] == "fr"


def test_a_mail_about_a_known_avis_joins_its_thread() -> None:
    premier = relu(livraison())
    suivant = relu(livraison(cle="relance:AV-2026-0001", repond_a=premier.id))
    assert (premier["In-Reply-To"], premier["References"]) == ("", "")
    assert (suivant["In-Reply-To"], suivant["References"]) == (premier.id, premier.id)
    assert suivant.id != premier.id


def test_a_message_id_is_the_same_at_each_attempt_and_fits_where_it_is_kept() -> None:
    domaine = "a" * 39 + ".fr"
    assert identifiant("cle", domaine) == identifiant("cle", domaine)
    assert len(identifiant("clé" * 100, domaine)) <= 80


def test_the_longest_message_id_is_not_encoded_when_it_is_answered() -> None:
    identite = identifiant("x", "a" * 39 + ".fr")
    assert f" {identite}\r\n".encode() in relu(livraison(repond_a=identite)).raw


def test_accents_and_apostrophes_are_read_as_they_were_written() -> None:
    mail = relu(livraison(TOUT))
    assert mail.subject == "L'été à Saint-Denis : « c'est prêt »"
    for lu in (mail.text, mail.html):
        assert "Rivière des Galets" in lu
        assert "Merci\u00a0!" in lu


def test_both_texts_hold_every_link_in_the_order_of_the_buttons() -> None:
    mail = relu(livraison(TOUT, liens=(LONG_LIEN, PAGE)))
    assert mail.links == [LONG_LIEN, PAGE]
    lignes = mail.text.splitlines()
    assert f"Accuser réception\u00a0: {LONG_LIEN}" in lignes
    assert f"Rendre le logement\u00a0: {PAGE}" in lignes


def test_the_first_link_stands_out() -> None:
    page = relu(livraison(TOUT, liens=(LONG_LIEN, PAGE))).html
    liens = [attributs.get("class") for nom, attributs in Balises(page).vues if nom == "a"]
    assert liens == ["bouton", "lien"]


def test_a_button_that_leads_nowhere_is_left_out() -> None:
    mail = relu(livraison(TOUT, liens=("", PAGE)))
    assert mail.links == [PAGE]
    assert "Accuser réception" not in mail.text + mail.html


@pytest.mark.parametrize(("liens", "page"), [((PAGE, PAGE), True), (("", ""), False)])
def test_a_mail_ends_by_saying_that_nobody_reads_answers(
    liens: tuple[str, ...], page: bool
) -> None:
    mail = relu(livraison(TOUT, liens=liens))
    for lu in (mail.text, mail.html):
        assert PIED in lu
        assert ("ouvrez la page" in lu) is page


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    hostile = Message("<script>alert(1)</script>", (Paragraphe('<img src="https://x.test/i">'),))
    for une in (hostile, TOUT, Message("Image", piece=IMAGE)):
        vues = Balises(relu(livraison(une, liens=[PAGE] * len(une.boutons))).html).vues
        assert not {"script", "link", "iframe", "form"} & {nom for nom, _ in vues}
        sources = [attributs.get("src") for _, attributs in vues if "src" in attributs]
        assert all(un and un.startswith("cid:") for un in sources)
        assert "url(" not in "".join(str(attributs.get("style")) for _, attributs in vues)


def test_the_page_says_its_language() -> None:
    assert ("html", {"lang": "fr"}) in Balises(relu(livraison()).html).vues


@pytest.mark.parametrize(
    "titre",
    [
        "Avis\r\nBcc: voleur@mal.test",
        "Avis\nBcc: voleur@mal.test",
        "Avis\x00\x0bBcc: voleur@mal.test",
        "Avis\u2028Bcc: voleur@mal.test",
    ],
)
def test_a_title_cannot_add_a_header(titre: str) -> None:
    mail = relu(livraison(message(titre)))
    assert mail["Bcc"] == ""
    assert mail.subject.startswith("Avis")
    assert flaw(mail.raw, ascii_only=True) is None


def test_a_very_long_title_is_cut_between_two_words() -> None:
    mail = relu(livraison(message("mot " * 2500)))
    assert len(mail.subject) <= 120
    assert mail.subject.endswith("mot…")


@pytest.mark.parametrize("titre", ["é" * 10_000, "a" * 10_000, "😀" * 10_000])
def test_a_title_of_one_long_word_makes_short_lines(titre: str) -> None:
    mail = relu(livraison(message(titre)))
    assert mail.subject == f"{titre[:119]}…"
    assert flaw(mail.raw, ascii_only=True) is None


def test_emoji_stay_and_marks_that_turn_the_writing_go() -> None:
    mail = relu(livraison(message(f"Avis 👩‍👧 {INVISIBLES}prêt")))
    assert mail.subject == "Avis 👩‍👧 prêt"
    assert not set(INVISIBLES) & set(mail.text + mail.html)


def test_a_document_is_joined_whole_under_its_name() -> None:
    (jointe,) = relu(livraison(Message("Annexe", piece=PDF))).parsed.iter_attachments()
    assert (jointe.get_filename(), jointe.get_content()) == (PDF.nom, PDF.contenu)


@pytest.mark.parametrize("methode", ["REQUEST", "CANCEL"])
def test_an_invitation_tells_the_calendar_what_it_asks(methode: str) -> None:
    ics = f"BEGIN:VCALENDAR\r\nMETHOD:{methode}\r\nSUMMARY:Réunion\r\nEND:VCALENDAR\r\n".encode()
    piece = Piece("convocation-CIB-2026-0001.ics", ics, "text/calendar")
    (jointe,) = relu(livraison(Message("Convocation", piece=piece))).parsed.iter_attachments()
    assert jointe.get_content_type() == "text/calendar"
    assert jointe["Content-Type"].params == {"charset": "utf-8", "method": methode}
    assert jointe.get_filename() == piece.nom
    assert jointe.get_payload(decode=True) == ics


def test_a_file_too_heavy_for_a_mail_is_left_out_and_said() -> None:
    piece = Piece("résumé.pdf", b"0" * (PIECE_MAX + 1), "application/pdf")
    mail = relu(livraison(Message("Résumé", piece=piece)))
    assert list(mail.parsed.iter_attachments()) == []
    assert "« résumé.pdf » pèse 5,1 Mo" in mail.text.replace("\u00a0", " ")


def test_a_picture_is_shown_from_the_mail_itself() -> None:
    mail = relu(livraison(Message("Flux", piece=IMAGE)))
    (image,) = [une for une in mail.parsed.walk() if une.get_content_maintype() == "image"]
    assert isinstance(image, EmailMessage)
    assert image.get_content() == IMAGE.contenu
    assert f"cid:{image['Content-ID'].strip('<>')}" in mail.html


@pytest.mark.parametrize("type", ["", "n'importe quoi", "a/b/c", "text/pl\r\nBcc: x@y.fr"])
def test_a_file_of_unreadable_type_is_plain_bytes(type: str) -> None:
    piece = Piece("preuve\r\nété.txt", b"\x00\xff", type)
    (jointe,) = relu(livraison(Message("Preuve", piece=piece))).parsed.iter_attachments()
    assert jointe.get_content_type() == "application/octet-stream"
    assert (jointe.get_filename(), jointe.get_content()) == ("preuve été.txt", b"\x00\xff")


def test_an_accented_address_is_written_as_such() -> None:
    assert relu(livraison(adresse="jérôme@leport.test"))["To"] == "jérôme@leport.test"


def test_an_accented_domain_is_written_in_ascii() -> None:
    assert relu(livraison(adresse="marie@île.test"))["To"] == "marie@xn--le-pja.test"


@given(st.text(), st.text(), st.text())
def test_whatever_is_said_makes_one_well_formed_mail(titre: str, texte: str, lien: str) -> None:
    blocs = (Paragraphe(texte), Champs(((titre, texte),)), Liste((texte,)), Code(texte))
    mail = relu(livraison(Message(titre, blocs, (ACCUSER,)), liens=(PAGE + lien.strip(),)))
    assert flaw(mail.raw, ascii_only=True) is None
    assert mail.parsed.defects == []
    assert PIED in mail.text
