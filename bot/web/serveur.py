"""The HTTP server of the process."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import uvicorn
from starlette.applications import Starlette

from bot.settings import Settings


def serveur(reglages: Settings, application: Starlette) -> uvicorn.Server:
    """Build it; nothing listens before `serve`."""
    return ServeurSansSignaux(
        uvicorn.Config(
            application,
            host=reglages.http_host,
            port=reglages.http_port,
            log_config=None,
            server_header=False,
            access_log=False,
            lifespan="off",
        )
    )


class ServeurSansSignaux(uvicorn.Server):
    """Uvicorn without its signal handlers: one place stops every part."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to us."""
        yield
