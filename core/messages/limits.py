"""Shorten a message by whole blocks and list items; its title and first block are never cut."""

from __future__ import annotations

from dataclasses import replace

from core.messages.model import Bloc, Liste, Message, Paragraphe, texte_du_bloc
from core.texte import pluriel

SUITE = "La suite est trop longue pour ce message. Détail : /avis suivi de la référence."


def raccourcir(message: Message, longueur: int) -> Message:
    """Drop what is at the end until the plain text fits in `longueur` characters.

    The title and the first block, which hold the date, the obligation and its article, stay. The
    first list that does not fit keeps the items that do; `message.suite` ends the message.
    """
    if len(message.texte()) <= longueur:
        return message
    mot = message.suite or SUITE
    gardes: list[Bloc] = [message.blocs[0]] if message.blocs else []
    libre = longueur - len(message.titre) - len(mot) - 8
    libre -= sum(len(texte_du_bloc(bloc)) + 2 for bloc in gardes)
    suite = (Paragraphe(mot),) if libre >= 0 else ()
    for bloc in message.blocs[1:]:
        taille = len(texte_du_bloc(bloc)) + 2
        if taille > libre:
            gardes += _entamer(bloc, libre - 2)
            break
        libre -= taille
        gardes.append(bloc)
    return replace(message, blocs=(*gardes, *suite))


def decouper_liste(elements: tuple[str, ...], maximum: int) -> Liste:
    """Keep the first `maximum` items and say how many are left out."""
    if len(elements) <= maximum:
        return Liste(elements)
    return _omettre(elements[:maximum], len(elements) - maximum)


def _entamer(bloc: Bloc, longueur: int) -> tuple[Liste, ...]:
    """Give the beginning of a list that fits in `longueur` characters; nothing of another block."""
    if not isinstance(bloc, Liste):
        return ()
    elements = bloc.elements[:-1] if bloc.omis else bloc.elements
    for garder in range(len(elements) - 1, 0, -1):
        courte = _omettre(elements[:garder], bloc.omis + len(elements) - garder)
        if len(texte_du_bloc(courte)) <= longueur:
            return (courte,)
    return ()


def _omettre(elements: tuple[str, ...], omis: int) -> Liste:
    return Liste((*elements, f"… et {pluriel(omis, 'autre')}"), omis)
