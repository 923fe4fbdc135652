"""A command about one dossier: what is typed, what is asked, what is refused."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.handlers.actions import CONFIRME, Action, CommandeDeDossier
from bot.handlers.arguments import decouper
from bot.handlers.request import Contexte, Reply
from core.domain.organisations import Nature, Organisation
from core.domain.references import Prefixe
from core.errors import AConfirmer, DonneePersonnelle, Interdit, SaisieInvalide
from core.messages.forms import Champ
from core.messages.model import Message
from core.messages.saisies import lire_oui_non, lire_texte

REF = "PN-2026-0001"


def champs(contexte: Contexte, dossier: Any, saisies: Mapping[str, str]) -> tuple[Champ, ...]:
    return (
        Champ("verdict", "Verdict", lire_oui_non),
        Champ("note", "Note", lire_texte, requis=False),
        Champ("secret", "Secret", lire_texte, requis=False),
        Champ("numeros", "Numéros", lire_texte, requis=False),
    )


def dire(contexte: Contexte, dossier: Any, lus: Mapping[str, Any]) -> Reply:
    if lus.get("note") == "grave" and not lus[CONFIRME]:
        raise AConfirmer("C'est grave.")
    donnes = {nom: une for nom, une in lus.items() if nom != CONFIRME}
    return Reply(Message(f"{dossier} {donnes}"))


COMMANDE: CommandeDeDossier[str] = CommandeDeDossier(
    "essai",
    Prefixe.PROGRAMME,
    lambda contexte, reference: f"dossier {reference}",
    lambda contexte: Reply(Message("la liste")),
    lambda contexte, dossier: Reply(Message(dossier)),
    (
        Action(
            "trancher",
            "Trancher",
            dire,
            champs,
            positions=("verdict", "numeros"),
            exemple=f"/essai {REF} trancher oui",
            prives=frozenset({"secret"}),
        ),
        Action("clore", "Clore", dire, natures=frozenset({Nature.ETAT})),
    ),
    (cast(Action[None], Action("nouveau", "Nouveau", dire, champs)),),
)


def lancer(
    texte: str, *, prive: bool = True, questions: str = "dialogue", tape: bool = True
) -> Reply:
    requete = SimpleNamespace(
        texte=f"/essai {texte}" if tape else "",
        plateforme="telegram",
        questions=questions,
        conversation=SimpleNamespace(prive=prive),
    )
    membre = SimpleNamespace(organisation=Organisation(1, "SIDR", Nature.BAILLEUR))
    contexte = SimpleNamespace(requete=requete, membre=membre, uow=SimpleNamespace(liens=None))
    return COMMANDE.executer(cast(Contexte, contexte), decouper(texte))


def titre(reply: Reply) -> str:
    assert reply.message
    return reply.message.titre


def test_alone_it_lists_and_a_reference_alone_shows() -> None:
    assert titre(lancer("")) == "la liste"
    assert titre(lancer("pn-2026-1")) == f"dossier {REF}"


def test_typed_in_one_line_it_acts_at_once() -> None:
    fait = titre(lancer(f"{REF} trancher oui A1 B2 note=calme"))
    assert fait == f"dossier {REF} {{'verdict': True, 'note': 'calme', 'numeros': 'A1 B2'}}"


def test_what_is_missing_is_asked_and_what_was_typed_is_kept() -> None:
    demande = lancer(f"{REF} trancher note=calme").formulaire
    assert demande
    assert demande.fixe == {"action": "trancher", "reference_avis": REF}
    assert demande.valeurs == {"note": "calme"}


def test_an_action_without_dossier_needs_no_reference() -> None:
    assert titre(lancer("nouveau verdict=non")) == "None {'verdict': False}"


@pytest.mark.parametrize(
    ("texte", "dit"),
    [
        (f"{REF} trenche", f"Vouliez-vous dire : /essai {Prefixe.PROGRAMME.exemple} trancher ?"),
        ("DP-2026-0001", "n'est pas une référence de ce genre"),
        (f"{REF} trancher oui nte=x", "Vouliez-vous dire « note= » ?"),
        (f"{REF} trancher peut-être", "n'est ni « oui » ni « non »"),
        ("verdict=oui", "une valeur sans action"),
    ],
)
def test_a_mistake_is_named_with_a_right_example(texte: str, dit: str) -> None:
    with pytest.raises(SaisieInvalide, match=".") as refus:
        lancer(texte)
    assert dit in refus.value.phrase


def test_an_action_of_others_is_refused() -> None:
    with pytest.raises(Interdit) as refus:
        lancer(f"{REF} clore")
    assert "réservé à : État. SIDR n'en est pas." in refus.value.phrase


def test_what_cannot_be_undone_is_confirmed_by_a_button_that_repeats_it() -> None:
    message = lancer(f"{REF} trancher oui note=grave").message
    assert message
    oui = message.boutons[0].arguments
    assert oui["confirmer"] == "oui"
    assert oui["note"] == "grave"
    assert "'note': 'grave'" in titre(lancer(f"{REF} trancher oui note=grave confirmer=oui"))


def test_a_private_field_is_never_typed_as_text() -> None:
    with pytest.raises(DonneePersonnelle, match="ne se tape pas"):
        lancer(f"{REF} trancher oui secret=x")
    assert "secret" in titre(lancer(f"{REF} trancher oui secret=x", tape=False))
