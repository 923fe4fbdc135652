"""An annexe as a Word file, ready to complete and sign."""

from __future__ import annotations

from dataclasses import asdict
from io import BytesIO
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup, escape

from bot.documents.annexe import rediger
from bot.documents.archive import figer
from core.domain.convention import Convention
from core.domain.flux import Calcul

MODELE = Path(__file__).parent / "modeles" / "annexe.docx"


def annexe_word(calcul: Calcul, convention: Convention) -> bytes:
    """Make the .docx of one annexe; the same bytes for the same annexe.

    Names are escaped as data: none is ever read as XML or as a mark of the template.
    """
    from docxtpl import DocxTemplate  # here: starting the program must not wait for it

    document = DocxTemplate(MODELE)
    donnees = asdict(rediger(calcul, convention))
    document.render(donnees, Environment(autoescape=True, finalize=_verbatim))
    fichier = BytesIO()
    document.save(fichier)
    return figer(fichier.getvalue())


def _verbatim(texte: object) -> Markup:
    """Escape a text, its underscores too: docxtpl reads « {_{ » as a mark of the template."""
    return Markup(str(escape(texte)).replace("_", "&#95;"))  # noqa: S704
