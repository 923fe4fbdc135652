"""E-mail in the process: nothing is received there, what people answer is done on the pages."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from aiosmtplib import SMTPAuthenticationError, SMTPException
from starlette.routing import Route

from bot.channels.email.acces import AccesSmtp, CourrielRefuse
from bot.channels.email.errors import Phase, issue
from bot.channels.email.sender import ExpediteurCourriel
from bot.clock import Horloge
from core.domain.organisations import COURRIEL
from storage.unit_of_work import Base

journal = structlog.get_logger(__name__)

SILENCE_AVOUE = timedelta(minutes=10)
"""A stop longer than this is owned up to in the proof: the signed pages were closed too."""


class ServiceCourriel:
    """One mail server, sending only."""

    nom = COURRIEL
    en_reserve = False

    def __init__(self, acces: AccesSmtp, base: Base, horloge: Horloge) -> None:
        """Take the settings; nothing runs before `demarrer`."""
        secret = base.coffre.cles_de_signature()[-1]
        self.expediteur = ExpediteurCourriel(replace(acces, secret=secret), horloge)
        self._base = base
        self._horloge = horloge
        self.entendu_le: datetime | None = None

    def routes(self) -> Sequence[Route]:
        """Give no route: the signed pages are not e-mail's alone."""
        return []

    async def demarrer(self) -> None:
        """Check the credentials; raises CourrielRefuse.

        A server that can't be reached stops nothing: sends wait in the outbox.
        """
        try:
            await self.expediteur.verifier()
        except SMTPAuthenticationError as erreur:
            if erreur.code >= 500:
                raise CourrielRefuse(
                    f"SMTP_USER, SMTP_PASSWORD : le serveur de courriel refuse ({erreur.code}). "
                    "Vérifiez-les."
                ) from None
            _signaler(erreur)
        except (SMTPException, OSError, ValueError) as erreur:
            _signaler(erreur)
        await self.battre(self._horloge.maintenant())

    async def tourner(self) -> None:
        """Wait for ever: nobody writes to us here."""
        await asyncio.Event().wait()

    async def battre(self, maintenant: datetime) -> None:
        """Note that the pages were open until now."""
        await asyncio.to_thread(self._noter, maintenant)
        self.entendu_le = maintenant

    async def faire_le_point(self, maintenant: datetime) -> None:
        """Note that the pages were open until now."""
        await self.battre(maintenant)

    async def arreter(self) -> None:
        """Close nothing: each send closes its own connection."""

    def _noter(self, instant: datetime) -> None:
        with self._base.transaction() as uow:
            uow.ecoutes.noter(COURRIEL, instant, SILENCE_AVOUE)


def _signaler(erreur: Exception) -> None:
    raison = getattr(issue(erreur, Phase.CONNEXION), "raison", "")
    journal.warning("courriel injoignable, les envois attendent", raison=raison)
