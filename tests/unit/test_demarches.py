"""A typed command is named, not shown, to those who can't type any."""

from __future__ import annotations

import pytest

from bot.handlers.commandes import PAR_NOM
from bot.presenters.demarches import LIBELLES, sans_commandes
from core.messages.model import Champs, Code, Liste, Message, Paragraphe

REF = "AV-2026-0001"


def dit(texte: str) -> str:
    """Give what a mail says of a text."""
    (bloc,) = sans_commandes(Message("Titre", (Paragraphe(texte),))).blocs
    assert isinstance(bloc, Paragraphe)
    return bloc.texte


def test_every_command_of_a_page_has_a_name() -> None:
    de_la_messagerie = {"start", "inscription", "annuler", "passer", "canal"}
    assert LIBELLES.keys() == PAR_NOM.keys() - de_la_messagerie


@pytest.mark.parametrize(
    ("tape", "nomme"),
    [
        (f"Voir : /avis {REF}", f"Voir : « {REF} »"),
        (f"La preuve : /preuve {REF}", "La preuve : « Fichier de preuve »"),
        ("à un autre (/vacance).", "à un autre (« Envoyer un avis de vacance »)."),
        (f"/reponse {REF} 2 accepte (ou refuse).", "« Réponse »."),
        (f"/reponse {REF} 2 accepte date=15/01/2027", "« Réponse »"),
        (
            f"/caleol {REF} 2 condition_remplie, ou condition_non_remplie (CCH R441-3).",
            "« Décision de CALEOL » (CCH R441-3).",
        ),
        (f'/candidats {REF} motif="…"', "« Donner la raison d'une liste courte »"),
        ("aucune : /adresse caleol=caleol@exemple.fr", "aucune : « Adresses de courriel »"),
        (
            f"/accepter {REF} prend ses candidats",
            "« Accepter les candidats tardifs » prend ses candidats",
        ),
    ],
)
def test_a_command_and_its_arguments_become_a_name(tape: str, nomme: str) -> None:
    assert dit(tape) == nomme


@pytest.mark.parametrize("texte", ["https://x.fr/p/avis/1", "et/ou", "/avisons", "15/01/2027"])
def test_what_is_no_command_stays(texte: str) -> None:
    assert dit(texte) == texte


def test_lists_and_lines_are_read_and_code_is_left_alone() -> None:
    blocs = (Liste(("/flux",), 2), Champs((("CALEOL", "/adresse"),)), Code("/flux"))
    liste, champs, code = sans_commandes(Message("Titre", blocs)).blocs
    assert liste == Liste(("« Suivre le flux de l'année »",), 2)
    assert champs == Champs((("CALEOL", "« Adresses de courriel »"),))
    assert code == Code("/flux")
