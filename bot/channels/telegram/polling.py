"""Our own long polling: an update is confirmed only once it is committed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.channels.telegram.service import ECOUTE, MISES_A_JOUR, ServiceTelegram
from bot.clock import Horloge

journal = structlog.get_logger(__name__)
LOT = 100
ATTENTE_MAX = 30.0


class Ecoute:
    """The polling loop of one bot."""

    def __init__(
        self, service: ServiceTelegram, horloge: Horloge, signaler: Callable[[datetime], None]
    ) -> None:
        """`signaler` is told the instant of each poll that Telegram answered."""
        self._service = service
        self._horloge = horloge
        self._signaler = signaler
        self._suivant: int | None = None

    async def rattraper(self) -> None:
        """Hear at once all that was said while we were away, before any échéance is drawn."""
        try:
            await self._service.bot.delete_webhook(drop_pending_updates=False)
            while await self.ecouter(0) == LOT:
                pass
        except InvalidToken:
            raise
        except Exception as erreur:
            journal.warning("rattrapage interrompu", raison=type(erreur).__name__)

    async def tourner(self) -> None:
        """Poll for ever; a failure waits a little longer each time, 30 s at most."""
        echecs = 0
        while True:
            try:
                await self.ecouter(ECOUTE)
                echecs = 0
            except InvalidToken:
                raise
            except TelegramError as erreur:
                echecs += 1
                journal.warning("écoute interrompue", raison=erreur.message, echecs=echecs)
                await asyncio.sleep(_attente(erreur, echecs))
            except Exception:
                # Nothing is confirmed that is not committed: what came will come again.
                echecs += 1
                journal.exception("écoute interrompue", echecs=echecs)
                await asyncio.sleep(min(ATTENTE_MAX, 0.5 * 2.0 ** min(echecs, 4)))

    async def ecouter(self, duree: float) -> int:
        """Poll once: commit what came, handle it, note how far we heard; give how many came.

        An answer that says nothing new may be old when we read it: what was written while we were
        frozen is not heard yet. So nothing is heard beyond the instant when we asked.
        """
        depart = self._horloge.maintenant()
        recues = await self._service.bot.get_updates(
            offset=self._suivant, limit=LOT, timeout=int(duree), allowed_updates=MISES_A_JOUR
        )
        if recues:
            await self._service.recevoir(*(update.to_dict() for update in recues))
            self._suivant = recues[-1].update_id + 1
        self._signaler(self._horloge.maintenant())
        if await self._service.traiter_les_arrivees() and len(recues) < LOT:
            await self._service.noter_l_ecoute(depart)
        return len(recues)


def _attente(erreur: TelegramError, echecs: int) -> float:
    if isinstance(erreur, RetryAfter):
        attente = erreur.retry_after
        return float(attente.total_seconds() if isinstance(attente, timedelta) else attente)
    return min(ATTENTE_MAX, 0.5 * 2.0 ** min(echecs, 6))
