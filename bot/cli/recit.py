"""The reference story: two avis, one answered and one not, on an accelerated clock."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from rich.console import Console

from bot.channels.sandbox.bac import Bac
from bot.channels.sandbox.lieu import LA_REUNION
from bot.cli.conteur import Conteur
from bot.cli.epilogue import conclure

LOGEMENT = (
    '/vacance reservataire="Le Port" commune="Le Port" quartier="Rivière des Galets" qpv=oui '
    "financement=LLTS annee=1998 pmr=non ascenseur=non preavis=1"
)
PREMIER, SECOND = "AV-2026-0001", "AV-2026-0002"
NUMEROS = ("974031800012310001", "974031800012410001", "974031800012510001")
TARDIF = "974031800012610001"


async def raconter(bac: Bac, console: Console) -> bool:
    """Play the story and print it; False when it does not end as it must."""
    conteur = Conteur(bac, console)
    conteur.narrer(
        "SIDR, bailleur social, doit proposer à la commune du Port une part de ses logements "
        "libérés : c'est la gestion en flux. fluxbot porte les messages, compte les délais de "
        "la convention et garde la preuve. Nadia travaille à SIDR, Marie à la mairie du Port."
    )
    await _premier_avis(bac, conteur)
    await _second_avis(bac, conteur)
    await _trop_tard(bac, conteur)
    return conclure(bac, conteur, PREMIER, SECOND)


async def _premier_avis(bac: Bac, conteur: Conteur) -> None:
    conteur.acte("1. Un logement se libère, Marie propose trois candidats")
    await conteur.dire("nadia", f"{LOGEMENT} type=T3 loyer=512,30")
    conteur.narrer("L'arrivée du message est prouvée : dix jours courent à compter de là.")
    await bac.vivre_jusqu_a(_le(10, 11, 0))
    await conteur.dire("marie", f"/candidats {PREMIER} {NUMEROS[0]} {NUMEROS[1]}")
    await bac.vivre_jusqu_a(_le(10, 14, 30))
    await conteur.dire("marie", f"/candidats {PREMIER} {NUMEROS[2]}")
    conteur.narrer("Trois candidats : la commune a désigné, la commission (CALEOL) choisira.")


async def _second_avis(bac: Bac, conteur: Conteur) -> None:
    conteur.acte("2. Un second logement, et personne ne répond")
    await bac.vivre_jusqu_a(_le(10, 15, 0))
    await conteur.dire("nadia", f"{LOGEMENT} type=T2 loyer=431,80")
    await _attendre(bac, conteur, "Marie est absente. Le bot rappelle, puis relance à l'échéance.")
    await _attendre(bac, conteur, "Trois jours de plus à compter de la relance, toujours rien.")


async def _attendre(bac: Bac, conteur: Conteur, phrase: str) -> None:
    """Live up to the next échéance, telling what happens on the way."""
    conteur.narrer(phrase)
    await bac.prochaine_echeance()
    conteur.rapporter()


async def _trop_tard(bac: Bac, conteur: Conteur) -> None:
    conteur.acte("3. Un candidat arrive après la fin")
    await bac.vivre_jusqu_a(_le(26, 9, 0))
    conteur.rapporter()
    await conteur.dire("marie", f"/candidats {SECOND} {TARDIF}")
    conteur.narrer("Rien n'est perdu ni effacé : SIDR peut l'accepter, mais n'y est plus tenue.")


def _le(jour: int, heure: int, minute: int) -> datetime:
    return datetime(2026, 12, jour, heure, minute, tzinfo=ZoneInfo(LA_REUNION.zone))
