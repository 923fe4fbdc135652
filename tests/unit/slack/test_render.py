"""A message as Block Kit: whatever people typed, Slack takes it and shows it as it is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.slack.render import (
    CONFIRME,
    LIBELLE_MAX,
    LONGUEUR_MAX,
    OUVRE_UNE_PAGE,
    TITRE_MAX,
    blocs,
    echapper,
    ouvre_un_formulaire,
    paragraphe,
    secours,
    simple,
)
from core.messages.model import Bloc, Bouton, Champs, Code, Gravite, Liste, Message, Paragraphe
from tests.fakes.slack.blockkit import pings_of, problems_of_message, visible_text
from tests.unit.slack.gestes import BOUTONS, JETONS

HOSTILES = (
    "<!channel>",
    "<@U123>",
    "<http://mal.example|clic>",
    "@here",
    "*gras* _i_ ~b~ `c`",
    "&lt;!here&gt;",
    "\u202e\u200b",
)
textes = st.one_of(
    st.sampled_from(HOSTILES),
    st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=80),
)
elements = st.one_of(
    textes.map(Paragraphe),
    textes.map(Code),
    st.lists(textes, min_size=1, max_size=4).map(lambda un: Liste(tuple(un))),
    st.lists(st.tuples(textes, textes), min_size=1, max_size=4).map(lambda un: Champs(tuple(un))),
)
messages = st.builds(
    Message, textes, st.lists(elements, max_size=5).map(tuple), gravite=st.sampled_from(Gravite)
)


@settings(max_examples=150)
@given(messages)
def test_any_message_is_taken_and_says_every_word(message: Message) -> None:
    rendus = blocs(message, (), "T1")
    assert problems_of_message({"text": secours(message), "blocks": rendus}) == []
    lu = visible_text(rendus)
    assert message.titre in lu
    for bloc in message.blocs:
        if isinstance(bloc, Paragraphe | Code):
            assert bloc.texte in lu


@settings(max_examples=150)
@given(messages)
def test_no_message_calls_anybody(message: Message) -> None:
    assert pings_of({"text": secours(message), "blocks": blocs(message, (), "T1")}) == []


@given(st.text(max_size=60))
def test_a_line_of_any_text_is_taken(texte: str) -> None:
    assert problems_of_message({"blocks": [paragraphe(texte)]}) == []


@pytest.mark.parametrize(
    "bloc",
    [
        Paragraphe(""),
        Code(""),
        Champs(()),
        Champs((("Loyer", ""), ("", ""))),
        Liste(()),
        Code("\n"),
        Liste(("", "a")),
        Liste(("",)),
    ],
    ids=repr,
)
def test_nothing_to_say_is_no_fault(bloc: Bloc) -> None:
    rendus = blocs(Message("Titre", (bloc,)), (), "T1")
    assert problems_of_message({"text": "Titre", "blocks": rendus}) == []


@settings(max_examples=30)
@given(st.integers(1, 200))
def test_a_long_message_is_taken_and_keeps_its_first_block(nombre: int) -> None:
    suite = tuple(Paragraphe(f"{rang} " + "é" * 90) for rang in range(nombre))
    message = Message("Avis", (Paragraphe("Répondez avant le 20/12/2026 à 24 h"), *suite))
    rendus = blocs(message, (), "T1")
    assert problems_of_message({"text": secours(message), "blocks": rendus}) == []
    assert "20/12/2026 à 24 h" in visible_text(rendus)
    assert len(visible_text(rendus)) <= LONGUEUR_MAX


def test_a_notice_reads_as_people_will_see_it() -> None:
    message = Message(
        "Avis <1>",
        (Champs((("Loyer", "512,30 €"), ("Type", "T3"))), Liste(("a & b",)), Code("journal 0f")),
        BOUTONS,
        Gravite.ALERTE,
    )
    assert visible_text(blocs(message, JETONS, "T1")) == (
        "⚠️ Avis <1>\nLoyer : 512,30 €\nType : T3\n• a & b\njournal 0f\n"
        "[Voir]\n[Proposer]\n[Rendre]\n  ? Rendre C'est définitif.\n  [Oui, je confirme] [Non]"
    )


def test_a_value_is_bold_and_its_label_is_not() -> None:
    (_, champs) = blocs(Message("T", (Champs((("Loyer", "512 €"),)),)), (), "T1")
    nom, valeur = champs["elements"][0]["elements"]
    assert (nom["text"], "style" in nom) == ("Loyer : ", False)
    assert (valeur["text"], valeur["style"]) == ("512 €", {"bold": True})


def test_several_lines_to_copy_keep_their_lines() -> None:
    (_, bloc) = blocs(Message("T", (Code("a\nb"),)), (), "T1")
    assert bloc["elements"][0]["type"] == "rich_text_preformatted"


def test_each_button_bears_its_token_and_says_what_it_will_do() -> None:
    (actions,) = blocs(Message("", (), BOUTONS), JETONS, "T1")
    voir, proposer, rendre = actions["elements"]
    assert [un["value"] for un in actions["elements"]] == list(JETONS)
    assert ouvre_un_formulaire(proposer["action_id"])
    assert not ouvre_un_formulaire(voir["action_id"])
    assert rendre["action_id"].startswith(CONFIRME)
    assert not ouvre_un_formulaire(rendre["action_id"])
    assert ["confirm" in un for un in actions["elements"]] == [False, False, True]


def test_a_button_that_opens_a_page_bears_its_address() -> None:
    bouton = Bouton("Ouvrir", "page", lien="https://fluxbot.test/p/" + "j" * 400)
    rendus = blocs(Message("T", (), (bouton,)), ("jeton",), "T1")
    assert problems_of_message({"blocks": rendus}) == []
    (element,) = rendus[1]["elements"]
    assert element["url"] == bouton.lien
    assert element["action_id"].startswith(OUVRE_UNE_PAGE)
    assert not ouvre_un_formulaire(element["action_id"])


def test_the_buttons_name_the_workspace_of_the_bot_that_shows_them() -> None:
    (actions,) = blocs(Message("", (), BOUTONS), JETONS, "T1")
    assert actions["block_id"] == "T1:jeton-voir"


@given(st.text(min_size=1, max_size=400), st.text(min_size=1, max_size=400))
def test_a_label_or_a_confirmation_of_any_length_is_taken(libelle: str, question: str) -> None:
    bouton = Bouton(libelle, "rendre", {}, question)
    rendus = blocs(Message("T", (), (bouton,)), ("jeton",), "T1")
    assert problems_of_message({"blocks": rendus}) == []
    assert len(rendus[1]["elements"][0]["text"]["text"]) <= LIBELLE_MAX


def test_a_title_too_long_for_slack_is_cut_with_a_sign() -> None:
    titre = blocs(Message("é" * 300), (), "T1")[0]["text"]["text"]
    assert len(titre) == TITRE_MAX
    assert titre.endswith("…")


@given(st.text(max_size=30), st.integers(1, 20))
def test_a_plain_text_is_never_empty_nor_too_long(texte: str, longueur: int) -> None:
    assert 1 <= len(simple(texte, longueur)["text"]) <= longueur


@given(st.text(max_size=80))
def test_what_is_escaped_holds_no_token_of_slack_s(texte: str) -> None:
    assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", echapper(texte))
