"""Word an annexe, whichever its variant."""

from __future__ import annotations

from bot.documents.redaction import Redaction
from bot.documents.redaction_la import rediger_la
from bot.documents.redaction_lp import rediger_lp
from core.domain.annexes import AnnexeLP
from core.domain.convention import Convention
from core.domain.flux import Calcul


def rediger(calcul: Calcul, convention: Convention) -> Redaction:
    """Word the annexe of a computation under its convention."""
    annexe = calcul.annexe
    if isinstance(annexe, AnnexeLP):
        return rediger_lp(calcul, annexe, convention)
    return rediger_la(calcul, annexe, convention)
