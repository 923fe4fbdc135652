"""A message as Telegram HTML and an inline keyboard; text is escaped here, once."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from telegram import ForceReply, InlineKeyboardButton, InlineKeyboardMarkup

from bot.channels.images import dimensions, est_une_image
from core.messages.limits import raccourcir
from core.messages.model import (
    Bloc,
    Bouton,
    Champs,
    Code,
    Gravite,
    Liste,
    Message,
    Paragraphe,
    Piece,
)

LONGUEUR_MAX = 3500
"""Well below the 4096 characters that Telegram takes."""

LEGENDE_MAX = 1000
"""Below the 1024 characters of a caption, the sign before the title included."""

COTES_MAX, RAPPORT_MAX = 10_000, 20
"""A photo's width and height together, in pixels, and how many times one may hold the other."""

LIBELLE_MAX = 60
_SIGNES = {Gravite.SUCCES: "✅ ", Gravite.ALERTE: "⚠️ ", Gravite.REFUS: "✋ "}


def html(message: Message) -> str:
    """Render the text: the title in bold, one blank line between blocks."""
    court = raccourcir(message, LONGUEUR_MAX)
    titre = f"{_SIGNES.get(court.gravite, '')}<b>{escape(court.titre, quote=False)}</b>"
    return "\n\n".join([titre, *(_bloc(un) for un in court.blocs)])


def brut(message: Message) -> str:
    """Render the plain text, for when the HTML is refused."""
    return raccourcir(message, LONGUEUR_MAX).texte()[:LONGUEUR_MAX]


def tient_en_legende(message: Message) -> bool:
    """Tell whether the whole text may stand under a file; Telegram counts in UTF-16 units."""
    return len(message.texte().encode("utf-16-le", "replace")) // 2 <= LEGENDE_MAX


def se_montre(piece: Piece) -> bool:
    """Tell whether a file is a picture that Telegram shows in place; 10 MB would pass."""
    cotes = dimensions(piece) if est_une_image(piece) else None
    if cotes is None:
        return False
    return sum(cotes) <= COTES_MAX and 0 < max(cotes) <= RAPPORT_MAX * min(cotes)


def clavier(
    message: Message, jetons: Sequence[str], *, groupe: bool
) -> InlineKeyboardMarkup | ForceReply | None:
    """Lay the buttons out; in a group a question without choices asks for a reply to itself."""
    if not message.boutons:
        if message.question and groupe:
            return ForceReply(selective=True)
        return None
    boutons = [_bouton(un, jeton) for un, jeton in zip(message.boutons, jetons, strict=True)]
    largeur = _largeur(message.boutons)
    return InlineKeyboardMarkup([boutons[i : i + largeur] for i in range(0, len(boutons), largeur)])


def _bouton(bouton: Bouton, jeton: str) -> InlineKeyboardButton:
    libelle = bouton.libelle[:LIBELLE_MAX]
    if bouton.lien:
        return InlineKeyboardButton(libelle, url=bouton.lien)
    return InlineKeyboardButton(libelle, callback_data=jeton)


def _largeur(boutons: Sequence[Bouton]) -> int:
    """Give how many buttons stand side by side without their labels being cut on a phone."""
    plus_long = max(len(un.libelle) for un in boutons)
    return 4 if plus_long <= 5 else 3 if plus_long <= 8 else 2 if plus_long <= 14 else 1


def _bloc(bloc: Bloc) -> str:
    match bloc:
        case Paragraphe(texte):
            return escape(texte, quote=False)
        case Code(texte):
            return f"<code>{escape(texte, quote=False)}</code>"
        case Champs(lignes):
            return "\n".join(
                f"{escape(nom, quote=False)} : <b>{escape(valeur, quote=False)}</b>"
                for nom, valeur in lignes
            )
        case Liste(elements):
            return "\n".join(f"• {escape(un, quote=False)}" for un in elements)
