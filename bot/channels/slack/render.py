"""A message as Block Kit: text is data in rich text, so that nothing in it pings or links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from bot.handlers.commandes import PAR_NOM
from bot.handlers.dialogues import arguments_de
from core.messages.limits import raccourcir
from core.messages.model import Bloc, Bouton, Champs, Code, Gravite, Liste, Message, Paragraphe

Bloc_ = dict[str, Any]
LONGUEUR_MAX = 2500
"""Well below the 3000 characters of a section and the 50 blocks of a message."""

TITRE_MAX = 140
LIBELLE_MAX = 70
_SIGNES = {Gravite.SUCCES: "✅ ", Gravite.ALERTE: "⚠️ ", Gravite.REFUS: "✋ "}
_OUVRE, _AGIT = "formulaire", "action"
OUVRE_UNE_PAGE = "lien"
"""Starts the `action_id` of a button that the person's browser follows: nothing is left to do."""

CONFIRME = "confirme"
"""Starts the `action_id` of a button that Slack has confirmed before it is sent."""


def blocs(message: Message, jetons: Sequence[str], equipe: str) -> list[Bloc_]:
    """Render a message: its title, its blocks, then its buttons."""
    court = raccourcir(message, LONGUEUR_MAX)
    rendus = [entete(_SIGNES.get(court.gravite, "") + court.titre)] if court.titre else []
    rendus += [_riche([element]) for bloc in court.blocs for element in _elements(bloc)]
    return rendus + actions(message.boutons, jetons, equipe)


def secours(message: Message) -> str:
    """Give the plain text: for notifications, and when the blocks are refused."""
    return echapper(raccourcir(message, LONGUEUR_MAX).texte())


def echapper(texte: str) -> str:
    """Escape what Slack would read as a mention or a link."""
    return texte.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def simple(texte: str, longueur: int) -> Bloc_:
    """Give a plain text object, cut to `longueur` characters; it is never empty."""
    court = texte if len(texte) <= longueur else texte[: longueur - 1] + "…"
    return {"type": "plain_text", "text": court or " ", "emoji": False}


def entete(titre: str) -> Bloc_:
    """Give a title."""
    return {"type": "header", "text": simple(titre, TITRE_MAX)}


def actions(boutons: Sequence[Bouton], jetons: Sequence[str], equipe: str) -> list[Bloc_]:
    """Lay the buttons out; the workspace is named, for those who press from another one."""
    if not boutons:
        return []
    elements = [_bouton(un, jeton) for un, jeton in zip(boutons, jetons, strict=True)]
    return [{"type": "actions", "block_id": f"{equipe}:{jetons[0]}", "elements": elements}]


def ouvre_un_formulaire(action: str) -> bool:
    """Tell from its `action_id` whether a button most likely opens a form."""
    return action.startswith(_OUVRE)


def paragraphe(texte: str) -> Bloc_:
    """Give a line of text."""
    return _riche([_section([_texte(texte)])])


def titre_gras(texte: str) -> Bloc_:
    """Give a line of text in bold: the title of something among others."""
    return _riche([_section([_texte(texte, bold=True)])])


def bloc_riche(bloc: Bloc) -> list[Bloc_]:
    """Render one block of a message."""
    return [_riche([element]) for element in _elements(bloc)]


def _bouton(bouton: Bouton, jeton: str) -> Bloc_:
    element: Bloc_ = {
        "type": "button",
        "action_id": f"{_nature(bouton)}:{jeton}",
        "text": simple(bouton.libelle, LIBELLE_MAX),
        "value": jeton,
    }
    if bouton.lien:
        element["url"] = bouton.lien
    if bouton.confirmation:
        element["style"] = "danger"
        element["confirm"] = {
            "title": simple(bouton.libelle, 100),
            "text": simple(bouton.confirmation, 300),
            "confirm": simple("Oui, je confirme", 30),
            "deny": simple("Non", 30),
        }
    return element


def _nature(bouton: Bouton) -> str:
    if bouton.lien:
        return OUVRE_UNE_PAGE
    if bouton.confirmation:
        return CONFIRME
    commande = PAR_NOM.get(bouton.commande)
    questionne = commande and commande.questionne(arguments_de(bouton.arguments))
    return _OUVRE if questionne else _AGIT


def _riche(elements: list[Bloc_]) -> Bloc_:
    return {"type": "rich_text", "elements": elements}


def _elements(bloc: Bloc) -> Iterator[Bloc_]:
    match bloc:
        case Paragraphe(texte) if texte:
            yield _section([_texte(texte)])
        case Code(texte) if "\n" in texte:
            yield {"type": "rich_text_preformatted", "elements": [_texte(texte)]}
        case Code(texte) if texte:
            yield _section([_texte(texte, code=True)])
        case Champs(lignes) if lignes:
            yield _section(list(_champs(lignes)))
        case Liste(elements) if any(elements):
            puces = [_section([_texte(un)]) for un in elements if un]
            yield {"type": "rich_text_list", "style": "bullet", "elements": puces}


def _champs(lignes: Sequence[tuple[str, str]]) -> Iterator[Bloc_]:
    """One line a value, the value in bold."""
    for rang, (nom, valeur) in enumerate(lignes):
        yield _texte(("\n" if rang else "") + f"{nom} : ")
        if valeur:
            yield _texte(valeur, bold=True)


def _section(elements: list[Bloc_]) -> Bloc_:
    return {"type": "rich_text_section", "elements": elements}


def _texte(texte: str, **style: bool) -> Bloc_:
    """Give text that Slack shows as it is."""
    element: Bloc_ = {"type": "text", "text": _INVISIBLES.sub("", texte) or " "}
    return element | ({"style": style} if style else {})


_INVISIBLES = re.compile(r"[\x00-\x08\x0b-\x1f]")
