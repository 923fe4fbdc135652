"""Tell open pages what changed, as Server-Sent Events."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

BATTEMENT_SECONDES = 15
PAGES_MAX = 100
BANDEAU = "bandeau"
"""What is announced when the clock or the last gesture changed."""


class Auditeur:
    """One open page: the names of what changed since it was last told, each once."""

    def __init__(self) -> None:
        """Start with nothing to tell."""
        self._file: asyncio.Queue[str | None] = asyncio.Queue()
        self._attendus: set[str] = set()

    def noter(self, nom: str) -> None:
        """Add something that changed."""
        if nom not in self._attendus:
            self._attendus.add(nom)
            self._file.put_nowait(nom)

    def fermer(self) -> None:
        """End the stream."""
        self._file.put_nowait(None)

    async def suivre(self) -> AsyncIterator[str]:
        """Write the stream: one event a change, a comment when nothing happens for a while."""
        yield "retry: 1000\n\n"
        while True:
            try:
                async with asyncio.timeout(BATTEMENT_SECONDES):
                    nom = await self._file.get()
            except TimeoutError:
                yield ": rien de neuf\n\n"
                continue
            if nom is None:
                return
            self._attendus.discard(nom)
            yield f"event: change\ndata: {nom}\n\n"


class Ecoute:
    """Every open page."""

    def __init__(self) -> None:
        """Start with none."""
        self._auditeurs: set[Auditeur] = set()

    def prevenir(self, nom: str) -> None:
        """Tell every page that something changed; must run in the loop."""
        for un in self._auditeurs:
            un.noter(nom)

    def fermer(self) -> None:
        """End every stream, so that the server can stop."""
        for un in self._auditeurs:
            un.fermer()

    @property
    def pleine(self) -> bool:
        """Tell whether no more page is accepted."""
        return len(self._auditeurs) >= PAGES_MAX

    async def suivre(self) -> AsyncIterator[str]:
        """Follow the changes for one page, until it leaves."""
        auditeur = Auditeur()
        self._auditeurs.add(auditeur)
        try:
            async for morceau in auditeur.suivre():
                yield morceau
        finally:
            self._auditeurs.discard(auditeur)
