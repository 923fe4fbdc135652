"""The documents of a commission inter-bailleurs, as files to join to a message (LA art. 2).

Their facts are the dataclasses of `bot.documents.commission_faits`.
"""

from __future__ import annotations

from bot.documents.commission_anonyme import rediger_l_anonyme
from bot.documents.commission_faits import CompteRendu, CompteRenduAnonyme, OrdreDuJour
from bot.documents.commission_redaction import rediger_l_ordre_du_jour, rediger_le_compte_rendu
from bot.documents.feuille_pieces import en_piece
from bot.documents.pieces import Format
from core.messages.model import Piece


def document_du_compte_rendu(rendu: CompteRendu | CompteRenduAnonyme, format: Format) -> Piece:
    """Make the account of a meeting, whole or anonymous, as PDF or Word.

    Raises SaisieInvalide for the format of a table.
    """
    reference = rendu.seance.reference
    if isinstance(rendu, CompteRenduAnonyme):
        return en_piece(rediger_l_anonyme(rendu), f"compte-rendu-anonyme-{reference}", format)
    return en_piece(rediger_le_compte_rendu(rendu), f"compte-rendu-{reference}", format)


def document_de_l_ordre_du_jour(ordre: OrdreDuJour, format: Format) -> Piece:
    """Make the agenda of a meeting, with room for the decisions, as PDF or Word.

    Raises SaisieInvalide for the format of a table.
    """
    return en_piece(
        rediger_l_ordre_du_jour(ordre), f"ordre-du-jour-{ordre.seance.reference}", format
    )
