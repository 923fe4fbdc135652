"""The same SDKs as `fluxbot serve`, imported, started and idle: what memory they take alone."""

from __future__ import annotations

import asyncio
from os import environ

import aiosmtplib
import jinja2
import uvicorn
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from sqlalchemy import create_engine, text
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route
from telegram.ext import ApplicationBuilder


def attendre() -> None:
    """Start each of them, then wait to be stopped."""
    asyncio.run(_attendre())


async def _attendre() -> None:
    moteur = create_engine(environ["FLUXBOT_DATABASE_URL"])
    with moteur.connect() as connexion:
        connexion.execute(text("SELECT 1"))
    await _ecouter_telegram()
    await _slack().connect_async()  # type: ignore[no-untyped-call]
    await _courriel()
    planificateur = AsyncIOScheduler(timezone="UTC")
    planificateur.add_job(print, "interval", seconds=3600)
    planificateur.start()
    await _web().serve()


async def _ecouter_telegram() -> None:
    jeton, adresse = environ["TELEGRAM_BOT_TOKEN"], environ["TELEGRAM_API_URL"]
    application = ApplicationBuilder().token(jeton).base_url(f"{adresse}/bot").build()
    assert application.updater
    await application.initialize()
    await application.start()
    await application.updater.start_polling()


def _slack() -> AsyncSocketModeHandler:
    application = AsyncApp(token=environ["SLACK_BOT_TOKEN"])
    application.client.base_url = environ["SLACK_API_URL"]
    return AsyncSocketModeHandler(application, environ["SLACK_APP_TOKEN"])


async def _courriel() -> None:
    hote, port = environ["SMTP_HOST"], int(environ["SMTP_PORT"])
    async with aiosmtplib.SMTP(hostname=hote, port=port, start_tls=False) as smtp:
        await smtp.noop()


def _web() -> uvicorn.Server:
    page = jinja2.Environment(autoescape=True).from_string("<p>{{ nom }}</p>")

    async def montrer(_: Request) -> HTMLResponse:
        return HTMLResponse(page.render(nom="fluxbot"))

    application = Starlette(routes=[Route("/healthz", montrer)])
    port = int(environ["FLUXBOT_HTTP_PORT"])
    return uvicorn.Server(uvicorn.Config(application, port=port, log_config=None))
