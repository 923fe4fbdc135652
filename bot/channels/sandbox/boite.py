"""The sandbox's mailbox: real mails, read here instead of being sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from bot.channels.base import Livraison, Rythme
from bot.channels.sandbox.messagerie import Courriel, Messagerie
from core.domain.envois import Genre, Outcome, Sent
from core.domain.organisations import COURRIEL
from core.messages.model import Piece

CLE = "courriels"
"""The conversation that shows every mail, whoever it is for."""

Composer = Callable[[Livraison, datetime], EmailMessage]
"""Makes the mail of a delivery at an instant, as the real platform would."""


@dataclass(frozen=True)
class Correspondant:
    """Somebody of the sandbox who has only an e-mail address."""

    adresse: str
    nom: str
    organisation: str


@dataclass(frozen=True)
class Courrier:
    """What mail needs in the sandbox: who writes the mails, and who reads them."""

    composer: Composer = field(repr=False)
    correspondants: tuple[Correspondant, ...]


class ExpediteurBoite:
    """The sending side: each mail is written whole, read back, and shown."""

    nom = COURRIEL
    rythme = Rythme()

    def __init__(
        self, messagerie: Messagerie, composer: Composer, maintenant: Callable[[], datetime]
    ) -> None:
        """Take where mails are shown, and the sandbox's clock."""
        self._messagerie = messagerie
        self._composer = composer
        self._maintenant = maintenant

    async def envoyer(self, livraison: Livraison) -> Outcome:
        """Show the mail; it is always accepted, which is never a reception."""
        mail = self._composer(livraison, self._maintenant().astimezone(UTC))
        brut = mail.as_bytes()
        self._messagerie.recevoir(CLE, _lire(brut))
        garde = brut.decode() if livraison.envoi.genre is Genre.MOTIF_CALEOL else ""
        return Sent(str(mail["Message-ID"]), brut=garde)


def _lire(brut: bytes) -> Courriel:
    """Read a mail back as its reader's program does."""
    lu = message_from_bytes(brut, policy=default)
    html = lu.get_body(("html",))
    return Courriel(
        str(lu["Subject"]),
        str(lu["From"]),
        str(lu["To"]),
        html.get_content() if html else "",
        bool(lu["In-Reply-To"]),
        next(map(_piece, lu.iter_attachments()), None),
    )


def _piece(jointe: EmailMessage) -> Piece:
    contenu = jointe.get_payload(decode=True)
    assert isinstance(contenu, bytes)
    return Piece(jointe.get_filename() or "pièce", contenu, jointe.get_content_type())
