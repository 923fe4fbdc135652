"""Start the real `fluxbot demo` and open its page in a real browser."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

FLUXBOT = str(Path(sys.executable).with_name("fluxbot"))
CHROMIUM = shutil.which("chromium")

expect.set_options(timeout=20_000)
DRAPEAUX = (
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
VACANCE = (
    '/vacance reservataire="Le Port" commune="Le Port" quartier="Rivière des Galets" qpv=oui '
    "type=T3 loyer=512,30 financement=LLTS annee=1998 pmr=non ascenseur=non preavis=1"
)
NUMEROS = "974031800012310001 974031800012410001\n974031800012510001"


def port_libre() -> int:
    with socket.create_server(("127.0.0.1", 0)) as prise:
        return int(prise.getsockname()[1])


def environnement(**plus: str) -> dict[str, str]:
    """The environment without anything of ours: the demo must not need it."""
    propre = {nom: v for nom, v in os.environ.items() if not nom.startswith(("FLUXBOT", "SLACK"))}
    return {**propre, "PYTHONUNBUFFERED": "1", **plus}


@contextmanager
def demo(port: int, *options: str, **plus: str) -> Iterator[subprocess.Popen[str]]:
    """Run the demo until it says where it is; stop it as Ctrl-C does."""
    programme = subprocess.Popen(
        [FLUXBOT, "demo", "--port", str(port), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environnement(**plus),
    )
    try:
        assert programme.stdout
        annonce = programme.stdout.readline()
        assert f"http://127.0.0.1:{port}/" in annonce, annonce
        yield programme
    finally:
        programme.send_signal(signal.SIGINT)
        programme.communicate(timeout=15)


@contextmanager
def navigateur() -> Iterator[Browser]:
    with sync_playwright() as outil:
        ouvert = outil.chromium.launch(executable_path=CHROMIUM, args=list(DRAPEAUX))
        yield ouvert
        ouvert.close()


class PageDuBac:
    """The page, as a person uses it: by names and labels only."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.nadia = page.get_by_role("region", name="Nadia, SIDR")
        self.marie = page.get_by_role("region", name="Marie, Le Port")

    def ecrire(self, chez: Locator, texte: str) -> None:
        chez.get_by_label("Message", exact=True).fill(texte)
        chez.get_by_role("button", name="Envoyer", exact=True).click()

    def dit(self, chez: Locator, texte: str) -> Locator:
        """The last message that says `texte`, once it is there."""
        message = chez.get_by_role("article").filter(has_text=texte).last
        expect(message).to_be_visible()
        return message

    def poster(self, commande: str = VACANCE) -> str:
        """Nadia posts an avis in one line; gives its reference once Marie's reception is known."""
        connus = self.nadia.get_by_role("article").filter(has_text="reçu par Le Port")
        avant = connus.count()
        self.ecrire(self.nadia, commande)
        expect(connus).to_have_count(avant + 1)
        trouvee = re.search(r"AV-[0-9]{4}-[0-9]{4}", connus.last.inner_text())
        assert trouvee
        return trouvee[0]

    def presser(self, bouton: str) -> None:
        self.page.get_by_role("button", name=bouton, exact=True).click()
