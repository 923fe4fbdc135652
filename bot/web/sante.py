"""/healthz, /readyz and /metrics."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.clock import Horloge
from bot.health import Sante
from storage.unit_of_work import Base


def routes(base: Base, sante: Sante, horloge: Horloge, tolerance: timedelta) -> list[Route]:
    """Give the three routes; `tolerance` is how long a part may stay still."""

    async def vivant(_: Request) -> Response:
        return JSONResponse({"etat": "ok"})

    async def pret(_: Request) -> Response:
        soucis = sante.soucis(horloge.maintenant(), tolerance)
        try:
            await asyncio.to_thread(_toucher, base)
        except Exception:
            soucis.append("la base ne répond pas")
        corps = {"etat": "ok" if not soucis else "en défaut", "soucis": soucis}
        return JSONResponse(corps, status_code=200 if not soucis else 503)

    async def mesures(_: Request) -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return [Route("/healthz", vivant), Route("/readyz", pret), Route("/metrics", mesures)]


def _toucher(base: Base) -> None:
    with base.moteur.connect() as connexion:
        connexion.execute(text("SELECT 1"))
