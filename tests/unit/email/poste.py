"""Mails to write and to send, without a database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from bot.channels.base import Livraison
from bot.channels.email.acces import AccesSmtp
from bot.channels.email.mime import ecrire
from core.domain.envois import Envoi, Genre
from core.domain.organisations import COURRIEL, Destination
from core.messages.model import Bouton, Message, Paragraphe
from tests.fakes.smtp import FakeSmtp, Mail

MAINTENANT = datetime(2026, 12, 10, 6, 0, tzinfo=UTC)
MARIE = "marie@leport.test"
PAGE = "https://fluxbot.test/p/jeton"
ACCUSER = Bouton("Accuser réception", "accuser")
RENDRE = Bouton("Rendre le logement", "rendre")


def un_acces(**suite: Any) -> AccesSmtp:
    """Give the settings of a mail server that nobody connects to."""
    donnees: dict[str, Any] = {
        "hote": "127.0.0.1",
        "port": 25,
        "utilisateur": None,
        "mot_de_passe": None,
        "nom": "fluxbot",
        "adresse": "avis@fluxbot.test",
    }
    return AccesSmtp(**donnees | suite)


def acces_a(fake: FakeSmtp, **suite: Any) -> AccesSmtp:
    """Give the settings of a fake."""
    return un_acces(port=fake.port, **suite)


def message(titre: str = "Avis de vacance AV-2026-0001", *boutons: Bouton) -> Message:
    """Give a short message."""
    return Message(titre, (Paragraphe("SIDR vous propose ce logement."),), boutons)


def livraison(
    montre: Message | None = None,
    *,
    adresse: str = MARIE,
    genre: Genre = Genre.AVIS,
    cle: str = "avis:AV-2026-0001",
    liens: Sequence[str] = (),
    **suite: Any,
) -> Livraison:
    """Make a delivery by e-mail."""
    envoi = Envoi(genre, Destination(COURRIEL, adresse), cle, MAINTENANT)
    montre = montre or message()
    return Livraison(envoi, montre, liens=tuple(liens), **suite)


def relu(une: Livraison) -> Mail:
    """Write a mail, and read its bytes back."""
    brut = ecrire(une, un_acces(), MAINTENANT).as_bytes()
    return Mail("avis@fluxbot.test", une.destination.adresse, brut)
