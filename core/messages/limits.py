"""Shorten a message by whole blocks; its title and first block are never cut."""

from __future__ import annotations

from dataclasses import replace

from core.messages.model import Liste, Message, Paragraphe, texte_du_bloc
from core.texte import pluriel

SUITE = "La suite est trop longue pour ce message. Détail : /avis suivi de la référence."


def raccourcir(message: Message, longueur: int) -> Message:
    """Drop blocks from the end until the plain text fits in `longueur` characters.

    The title and the first block, which hold the date, the obligation and its article, stay.
    """
    if len(message.texte()) <= longueur:
        return message
    gardes = [message.blocs[0]] if message.blocs else []
    libre = longueur - len(message.titre) - len(SUITE) - 8
    libre -= sum(len(texte_du_bloc(bloc)) + 2 for bloc in gardes)
    suite = (Paragraphe(SUITE),) if libre >= 0 else ()
    for bloc in message.blocs[1:]:
        libre -= len(texte_du_bloc(bloc)) + 2
        if libre < 0:
            break
        gardes.append(bloc)
    return replace(message, blocs=(*gardes, *suite))


def decouper_liste(elements: tuple[str, ...], maximum: int) -> Liste:
    """Keep the first `maximum` items and say how many are left out."""
    if len(elements) <= maximum:
        return Liste(elements)
    reste = pluriel(len(elements) - maximum, "autre")
    return Liste((*elements[:maximum], f"… et {reste}"))
