"""The sandbox's mailbox shows a mail as its reader's program does, its file included."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage

from bot.channels.base import Livraison
from bot.channels.email.mime import ecrire
from bot.channels.sandbox.boite import CLE, ExpediteurBoite
from bot.channels.sandbox.messagerie import Courriel, Messagerie
from core.messages.model import Message, Piece
from tests.documents import IMAGE
from tests.unit.email.poste import MAINTENANT, livraison, un_acces

ICS = Piece("réunion.ics", b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\n", "text/calendar")


async def recu(piece: Piece | None) -> Courriel:
    """Send a mail, and give what the mailbox shows."""

    def composer(une: Livraison, instant: datetime) -> EmailMessage:
        return ecrire(une, un_acces(), instant)

    messagerie = Messagerie(lambda: MAINTENANT)
    boite = ExpediteurBoite(messagerie, composer, lambda: MAINTENANT)
    await boite.envoyer(livraison(Message("Convocation", piece=piece)))
    (montre,) = messagerie.fil(CLE)
    assert montre.courriel
    return montre.courriel


async def test_the_file_of_a_mail_is_shown_beside_it() -> None:
    assert (await recu(ICS)).piece == ICS


async def test_a_mail_without_a_file_or_with_a_picture_inside_shows_none() -> None:
    assert [(await recu(un)).piece for un in (None, IMAGE)] == [None, None]
