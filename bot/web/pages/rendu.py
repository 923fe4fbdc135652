"""HTML of the pages: everything is escaped, and the commands named in a text become links."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup
from starlette.responses import HTMLResponse

from bot.handlers.commandes import PAR_NOM
from bot.handlers.permissions import permise
from bot.presenters.adresses import REFERENCE
from bot.presenters.demarches import Demarche, remplacer
from bot.web.gabarits import gabarits
from bot.web.pages.chemins import Chemins
from bot.web.typographie import typographier
from core.domain.organisations import Membre
from core.domain.references import Prefixe

STYLE = Path(__file__).parent.parent / "static" / "pages.css"


@cache
def style() -> bytes:
    """Give the one style sheet."""
    return STYLE.read_bytes()


@cache
def version_du_style() -> str:
    """Give what changes in the address of the style sheet whenever it does."""
    return hashlib.sha256(style()).hexdigest()[:12]


def rendre(modele: str, racine: str, statut: int = 200, **faits: Any) -> HTMLResponse:
    """Render a template by its name, without its extension; `racine` is the path of the pages."""
    faits = {"lier": typographier, "style": f"{racine}/style.css?v={version_du_style()}", **faits}
    return HTMLResponse(gabarits("pages").get_template(f"{modele}.html").render(**faits), statut)


def lieur(chemins: Chemins, membre: Membre) -> Callable[[str], Markup]:
    """Give what writes a text with its commands (« /avis AV-2026-0001 ») as named links."""

    def nommer(une: Demarche) -> Markup:
        arguments = {REFERENCE: une.reference} if une.reference else {}
        libelle = typographier(une.libelle)
        if not permise(PAR_NOM[une.nom], membre) or not chemins.ouvre(une.nom, arguments):
            return Markup("«\u00a0{}\u00a0»").format(libelle)
        arguments |= {"raison": "oui"} if une.raison else {}
        arguments |= {"action": une.action} if une.action else {}
        adresse = chemins.commande(une.nom, arguments)
        return Markup('«\u00a0<a href="{}">{}</a>\u00a0»').format(adresse, libelle)

    def relier(texte: str) -> Markup:
        """Make a link of each dossier named, where the link opens more than one."""
        return Markup("").join(
            _lien_du_dossier(chemins, morceau) if rang % 2 else typographier(morceau)
            for rang, morceau in enumerate(_DOSSIER.split(texte))
        )

    ecrire = typographier if chemins.seul else relier
    return lambda texte: Markup("").join(remplacer(texte, nommer, ecrire))


_DOSSIER = re.compile(rf"(?<![\w-])((?:{'|'.join(Prefixe)})-[0-9]{{4}}-[0-9]{{4,}})(?![\w-])")


def _lien_du_dossier(chemins: Chemins, reference: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(chemins.dossier(reference), reference)
