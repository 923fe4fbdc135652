"""Files that a link gives to keep."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import quote

from starlette.responses import Response

from bot.handlers.fichiers import LISENT_UN_FICHIER
from bot.handlers.gestes import regarder, requete_de
from bot.handlers.request import Contexte
from bot.presenters.adresses import REFERENCE
from bot.web.pages import lecture, page_avis
from bot.web.pages.etat import Ouverture
from bot.web.pages.gestes_de_dossier import montre
from core.errors import Introuvable
from core.messages.model import Piece


def piece(
    ouvert: Ouverture, nom: str, arguments: Mapping[str, str], maintenant: datetime
) -> Response:
    """Give the file that a showing command joins."""
    fixe = ouvert.chemins.fixe(nom, arguments)
    if nom not in LISENT_UN_FICHIER and not montre(nom, fixe):
        raise Introuvable("Ce fichier n'existe pas. Revenez à la page précédente.")
    reply, _ = lecture.essayer(ouvert, nom, fixe, maintenant)
    if reply.message is None or reply.message.piece is None:
        raise Introuvable("Ce fichier n'existe pas. Revenez à la page précédente.")
    return telecharger(reply.message.piece)


def courriel(
    ouvert: Ouverture, numero: str, arguments: Mapping[str, str], maintenant: datetime
) -> Response:
    """Give a legal e-mail of an avis, as it left, to its two parties."""
    reference = ouvert.chemins.fixe("avis", arguments).get(REFERENCE, "")
    requete = requete_de(ouvert.membre, "avis", "lecture", {REFERENCE: reference})

    def faire(contexte: Contexte) -> Piece:
        gardes = page_avis.courriels(contexte, reference)
        rang = int(numero) if numero.isdecimal() and len(numero) < 4 else 0
        if not 1 <= rang <= len(gardes):
            raise Introuvable("Ce courriel n'existe pas. Revenez à la page de l'avis.")
        brut = gardes[rang - 1].brut.encode()
        return Piece(f"{reference}-courriel-{rang}.eml", brut, "message/rfc822")

    return telecharger(regarder(ouvert.pages.base, requete, maintenant, faire))


def telecharger(jointe: Piece) -> Response:
    """Give a file to keep."""
    nom = f"attachment; filename*=UTF-8''{quote(jointe.nom, safe='')}"
    return Response(jointe.contenu, media_type=jointe.type, headers={"content-disposition": nom})
