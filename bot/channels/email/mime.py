"""From a delivery to a real mail: headers, both texts, the joined file."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import replace
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8, EmailPolicy
from typing import Any

from bot.channels.base import Livraison
from bot.channels.email.acces import AccesSmtp
from bot.channels.email.adresses import adresse_smtp
from bot.channels.email.redaction import en_html, en_texte, liens_de
from bot.channels.email.typographie import une_ligne
from bot.channels.images import est_une_image
from bot.presenters.corps import PIECE_MAX, mega_octets
from core.messages.model import Message, Paragraphe, Piece

OBJET_MAX = 120
NOM_DE_FICHIER_MAX = 80
RETOUR = "X-Fluxbot-Retour"
_METHODE = re.compile(rb"^METHOD:([A-Z]{1,20})\r?$", re.MULTILINE)
_CODAGE = "quoted-printable"
"""Seven bits everywhere: no relay has a reason to rewrite the mail, hence its fingerprint."""


def identifiant(cle: str, domaine: str, secret: bytes = b"") -> str:
    """Give the Message-ID of a send: the same at each attempt, so that a double shows once."""
    empreinte = hmac.new(secret, cle.encode("utf-8", "surrogatepass"), hashlib.sha256)
    return f"<{empreinte.hexdigest()[:32]}@{domaine}>"


def preuve_de_retour(cle: str, secret: bytes) -> str:
    """Give what a bounce must bring back: only the mail itself has shown it, never the journal."""
    brut = f"retour:{cle}".encode("utf-8", "surrogatepass")
    return hmac.new(secret, brut, hashlib.sha256).hexdigest()[:32]


def ecrire(livraison: Livraison, acces: AccesSmtp, maintenant: datetime) -> EmailMessage:
    """Make the mail of a delivery; raises ValueError when its address can't be written to."""
    assert livraison.message
    vers = adresse_smtp(livraison.destination.adresse)
    mail = EmailMessage(policy=politique(vers))
    _entetes(mail, livraison, acces, vers, maintenant)
    _corps(mail, livraison.message, livraison)
    mail["Content-Language"] = "fr"
    return mail


def politique(adresse: str) -> EmailPolicy[Any]:
    """Give how to write a mail to an address: UTF-8 headers only when the address is not ASCII."""
    return SMTP.clone(cte_type="7bit") if adresse.isascii() else SMTPUTF8


def _entetes(
    mail: EmailMessage, livraison: Livraison, acces: AccesSmtp, vers: str, maintenant: datetime
) -> None:
    assert livraison.message
    mail["From"] = Address(une_ligne(acces.nom, NOM_DE_FICHIER_MAX), addr_spec=acces.adresse)
    locale, _, domaine = vers.rpartition("@")
    mail["To"] = Address(username=locale, domain=domaine)
    mail["Subject"] = une_ligne(livraison.message.titre, OBJET_MAX) or "fluxbot"
    mail["Date"] = maintenant
    mail["Message-ID"] = identifiant(livraison.envoi.cle, acces.domaine, acces.secret)
    mail[RETOUR] = preuve_de_retour(livraison.envoi.cle, acces.secret)
    if livraison.repond_a:
        premier = une_ligne(livraison.repond_a, OBJET_MAX)
        mail["In-Reply-To"] = premier
        mail["References"] = premier
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"


def _corps(mail: EmailMessage, message: Message, livraison: Livraison) -> None:
    """Put the plain text, then the HTML, which the reader's program prefers, then the file."""
    message = _sans_piece_trop_lourde(message)
    liens = liens_de(message, livraison.liens)
    piece = message.piece
    image = None
    if piece and est_une_image(piece):
        image = identifiant(f"image:{livraison.envoi.cle}", "fluxbot")
    mail.set_content(en_texte(message, liens), cte=_CODAGE)
    html = en_html(message, liens, image and image.strip("<>"))
    mail.add_alternative(html, subtype="html", cte=_CODAGE)
    if piece is None:
        return
    genre, sous_genre = _type(piece)
    nom = une_ligne(piece.nom, NOM_DE_FICHIER_MAX)
    if image:
        page = mail.get_payload()[1]  # type: ignore[index]
        assert isinstance(page, EmailMessage)
        page.add_related(
            piece.contenu, genre, sous_genre, cid=image, filename=nom, disposition="inline"
        )
    else:
        params = _parametres(piece, genre, sous_genre)
        mail.add_attachment(piece.contenu, genre, sous_genre, filename=nom, params=params)


def _sans_piece_trop_lourde(message: Message) -> Message:
    """Leave out a file that many servers would refuse, and the whole mail with it; say so."""
    piece = message.piece
    if piece is None or len(piece.contenu) <= PIECE_MAX:
        return message
    dit = Paragraphe(
        f"« {piece.nom} » pèse {mega_octets(len(piece.contenu))} : trop pour un courriel. "
        "Il se télécharge sur la page."
    )
    return replace(message, blocs=(*message.blocs, dit), piece=None)


def _parametres(piece: Piece, genre: str, sous_genre: str) -> dict[str, str]:
    """Give the parameters of a file's type; an invitation says what it asks (RFC 6047)."""
    if genre != "text":
        return {}
    methode = _METHODE.search(piece.contenu) if sous_genre == "calendar" else None
    return {"charset": "utf-8"} | ({"method": methode[1].decode()} if methode else {})


def _type(piece: Piece) -> tuple[str, str]:
    """Give the two halves of a file's type; what can't be read is plain bytes."""
    genre, _, sous_genre = piece.type.partition(";")[0].strip().partition("/")
    if not (genre.isalnum() and sous_genre.replace("-", "").replace(".", "").isalnum()):
        return "application", "octet-stream"
    return genre, sous_genre
