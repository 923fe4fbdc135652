"""Tell in the terminal what is said in the sandbox: dated lines, who speaks to whom."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from bot.channels.sandbox.bac import Bac
from bot.channels.sandbox.lieu import LA_REUNION
from bot.channels.sandbox.messagerie import MessageMontre
from core.messages.model import Gravite, Message, Paragraphe
from core.texte import instant_fr, jour_fr

LARGEUR_SANS_TERMINAL = 110
STYLES = {
    Gravite.INFO: "",
    Gravite.SUCCES: "green",
    Gravite.ALERTE: "yellow",
    Gravite.REFUS: "red",
}
_Dit = tuple[str, MessageMontre]


def date_locale(instant: datetime) -> str:
    """Write an instant in La Réunion; midnight is the end of a day: « 20/12/2026 à 24 h »."""
    local = instant.astimezone(ZoneInfo(LA_REUNION.zone))
    if (local.hour, local.minute) == (0, 0):
        return f"{jour_fr((local - timedelta(days=1)).date())} à 24 h"
    return instant_fr(instant, LA_REUNION.zone)


class Conteur:
    """Prints the story, each message once."""

    def __init__(self, bac: Bac, console: Console) -> None:
        """Take the sandbox to listen to."""
        self.bac = bac
        self.console = (
            console if console.is_terminal else Console(width=LARGEUR_SANS_TERMINAL, no_color=True)
        )
        self._dernier = 0

    def acte(self, titre: str) -> None:
        """Begin an act."""
        self.console.print()
        self.console.print(Rule(titre, align="left", style="cyan"))

    def narrer(self, phrase: str) -> None:
        """Explain what happens, at the present instant."""
        self.ligne(self.bac.horloge.maintenant(), "", Text(phrase, "italic"))

    async def dire(self, cle: str, texte: str) -> None:
        """Have a person write, and tell it with what the bot then says."""
        await self.bac.ecrire(cle, texte)
        self.rapporter()

    def rapporter(self) -> None:
        """Tell all that was said since the last time; what two people receive is told once."""
        neufs = [
            (cle, un)
            for cle in self.bac.personnes
            for un in self.bac.messagerie.fil(cle)
            if int(un.id) > self._dernier
        ]
        neufs.sort(key=lambda dit: int(dit[1].id))
        for _, groupe in groupby(neufs, key=lambda dit: (dit[1].instant, self._propos(dit[1]))):
            self._raconter(list(groupe))
        self._dernier = max([self._dernier, *(int(un.id) for _, un in neufs)])

    def ligne(self, instant: datetime, qui: str, texte: Text) -> None:
        """Print one dated line; what does not fit goes on below its text."""
        grille = Table.grid(padding=(0, 2))
        grille.add_column(no_wrap=True, style="dim", width=18)
        grille.add_column(width=18)
        grille.add_column()
        grille.add_row(date_locale(instant), Text(qui, "bold"), texte)
        self.console.print(grille)

    def _raconter(self, groupe: list[_Dit]) -> None:
        cle, montre = groupe[0]
        noms = [self.bac.personnes[une].nom for une, _ in groupe]
        if montre.message is None:
            self.ligne(montre.instant, noms[0], Text(montre.texte))
            return
        self.ligne(montre.instant, f"bot → {', '.join(noms)}", _resume(montre.message))

    def _propos(self, montre: MessageMontre) -> str:
        return str(_resume(montre.message)) if montre.message else montre.id


def _resume(message: Message) -> Text:
    """Give the title and what comes first; the rest is for those who receive it."""
    texte = Text(message.titre, f"bold {STYLES[message.gravite]}")
    premier = next((un.texte for un in message.blocs if isinstance(un, Paragraphe)), "")
    if premier:
        texte.append(f"\n{premier}", "not bold default")
    return texte
