"""HTML of the pages: everything is escaped, and the commands named in a text become links."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from bot.handlers.commandes import PAR_NOM
from bot.handlers.permissions import permise
from bot.presenters.adresses import REFERENCE
from bot.web.pages.chemins import Chemins
from bot.web.typographie import typographier
from core.domain.organisations import Membre

DOSSIER = Path(__file__).parent.parent / "templates" / "pages"
STYLE = Path(__file__).parent.parent / "static" / "pages.css"

_COMMANDE = re.compile(r"(?<![\w/])/([a-z]+)(?:\s(AV-[0-9]{4}-[0-9]{4,}))?(?![\w/-])")


@cache
def style() -> bytes:
    """Give the one style sheet."""
    return STYLE.read_bytes()


@cache
def version_du_style() -> str:
    """Give what changes in the address of the style sheet whenever it does."""
    return hashlib.sha256(style()).hexdigest()[:12]


@cache
def _environnement() -> Environment:
    env = Environment(
        loader=FileSystemLoader(DOSSIER),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters["typo"] = typographier
    return env


def rendre(modele: str, racine: str, statut: int = 200, **faits: Any) -> HTMLResponse:
    """Render a template by its name, without its extension; `racine` is the path of the pages."""
    faits = {"lier": typographier, "style": f"{racine}/style.css?v={version_du_style()}", **faits}
    return HTMLResponse(_environnement().get_template(f"{modele}.html").render(**faits), statut)


def lieur(chemins: Chemins, membre: Membre) -> Callable[[str], Markup]:
    """Give what writes a text with its commands (« /avis AV-2026-0001 ») as links."""

    def lier(texte: str) -> Markup:
        morceaux: list[str] = []
        fin = 0
        for trouve in _COMMANDE.finditer(texte):
            arguments = {REFERENCE: trouve[2]} if trouve[2] else {}
            commande = PAR_NOM.get(trouve[1])
            if commande is None or not permise(commande, membre):
                continue
            if not chemins.ouvre(commande.nom, arguments):
                continue
            adresse = chemins.commande(commande.nom, arguments)
            morceaux += [typographier(texte[fin : trouve.start()])]
            morceaux += [Markup('<a href="{}">{}</a>').format(adresse, trouve[0])]
            fin = trouve.end()
        return Markup("").join([*morceaux, typographier(texte[fin:])])

    return lier
