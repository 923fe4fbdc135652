"""A message as plain text and as HTML: the same words, the same links."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.channels.email.typographie import insecables, propre
from core.messages.model import Bloc, Champs, Code, Liste, Message, Paragraphe, texte_du_bloc

LARGEUR = 76
Lien = tuple[str, str]
"""A label and its address."""

PERSONNE = "Ne répondez pas à ce courriel, personne ne le lit"
PIED = {
    True: f"{PERSONNE} : ouvrez la page. Le lien est personnel, ne le transférez pas.",
    False: f"{PERSONNE}.",
}
"""The last words of a mail, with links or without."""


def liens_de(message: Message, adresses: Sequence[str]) -> tuple[Lien, ...]:
    """Pair each button with its address; a button that leads nowhere is left out."""
    paires = zip(message.boutons, adresses, strict=True) if adresses else ()
    return tuple((propre(un.libelle), adresse) for un, adresse in paires if adresse)


def en_texte(message: Message, liens: Sequence[Lien]) -> str:
    """Write the plain text, wrapped; an address is never cut."""
    dits = [insecables(f"{libelle} : ") + adresse for libelle, adresse in liens]
    debut, suite = _separer(message.blocs)
    parties = [_plier(message.titre), *(_bloc(un) for un in debut), *dits[:1]]
    parties += [*(_bloc(un) for un in suite), *dits[1:], _plier(PIED[bool(liens)])]
    return "\n\n".join(parties) + "\n"


def en_html(message: Message, liens: Sequence[Lien], image: str | None = None) -> str:
    """Write the HTML; `image` is the Content-ID of the picture joined, if there is one."""
    debut, suite = _separer(message.blocs)
    return (
        _environnement()
        .get_template("courriel.html.j2")
        .render(
            titre=message.titre,
            gravite=message.gravite.value,
            debut=[(type(un).__name__.lower(), un) for un in debut],
            suite=[(type(un).__name__.lower(), un) for un in suite],
            liens=liens,
            image=image,
            piece=message.piece.nom if message.piece else "",
            pied=PIED[bool(liens)],
        )
    )


def _separer(blocs: Sequence[Bloc]) -> tuple[Sequence[Bloc], Sequence[Bloc]]:
    """Split what says what to do, before the first button, from the details that come after."""
    fin = next((rang for rang, un in enumerate(blocs) if not isinstance(un, Paragraphe)), None)
    return (blocs, ()) if fin is None else (blocs[:fin], blocs[fin:])


def _bloc(bloc: Bloc) -> str:
    if isinstance(bloc, Code):
        return propre(bloc.texte)
    retrait = "  " if isinstance(bloc, Champs | Liste) else ""
    return "\n".join(_plier(ligne, retrait) for ligne in texte_du_bloc(bloc).split("\n"))


def _plier(texte: str, retrait: str = "") -> str:
    return textwrap.fill(
        insecables(propre(texte)),
        LARGEUR,
        subsequent_indent=retrait,
        break_long_words=False,
        break_on_hyphens=False,
    )


@cache
def _environnement() -> Environment:
    env = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters["typo"] = lambda texte: insecables(propre(texte))
    env.filters["propre"] = propre
    return env
