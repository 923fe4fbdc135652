"""The three buttons of the clock, and what is said once they were pressed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.channels.sandbox.bac import Bac
from core.texte import instant_fr


async def un_jour(bac: Bac) -> str:
    """Live through one day."""
    await bac.avancer_d_un_jour()
    return "Un jour a passé : tout ce qui était dû a été fait à son heure."


async def echeance(bac: Bac) -> str:
    """Live up to the next échéance."""
    if await bac.prochaine_echeance():
        return "Échéance atteinte : lisez ce que le bot vient d'écrire à chacun."
    return "Aucune date n'est attendue : commencez un dossier, puis recommencez."


async def panne(bac: Bac) -> str:
    """Stop the program, start it again after the échéance."""
    arret, reprise = await bac.simuler_une_panne()
    zone = bac.lieu.zone
    return (
        f"Programme arrêté le {instant_fr(arret, zone)}, relancé le {instant_fr(reprise, zone)} : "
        "il a rattrapé ce qui était dû, chaque chose une seule fois."
    )


GESTES: Mapping[str, Callable[[Bac], Awaitable[str]]] = {
    "jour": un_jour,
    "echeance": echeance,
    "panne": panne,
}
