"""An annexe as a PDF, ready to print and sign."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from bot.documents.annexe import rediger
from core.domain.convention import Convention
from core.domain.flux import Calcul

MODELE = Path(__file__).parent / "modeles" / "annexe.typ"


def annexe_pdf(calcul: Calcul, convention: Convention) -> bytes:
    """Make the PDF of one annexe; the same bytes for the same annexe, on any machine.

    Only the fonts that come with typst are used; names travel as data, never as markup.
    """
    import typst  # here: starting the program must not wait for it

    donnees = json.dumps(asdict(rediger(calcul, convention)), ensure_ascii=False)
    return typst.compile(
        MODELE.read_bytes(),
        sys_inputs={"annexe": donnees},
        ignore_system_fonts=True,
        format="pdf",
    )
