"""Files that people send: what is taken, and one sentence for what is not, on every platform."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.handlers.request import Fichier, Request
from bot.presenters.corps import mega_octets
from core.errors import Refus, SaisieInvalide
from core.texte import extrait

TAILLE_MAX = 1_000_000
"""Bytes: an annexe weighs a few thousand."""

EXTENSIONS = (".csv", ".toml", ".xlsx")
DUREE_MAX = 5.0
"""Seconds that a download may take: what comes after it waits."""

ATTENDUS = "Envoyez l'annexe en .csv, .toml ou .xlsx. Exemple : annexe-2026.csv"
IMAGE = f"C'est une image : je n'y lis aucun chiffre. {ATTENDUS}"
PLUSIEURS = f"Plusieurs fichiers à la fois : je n'en lis qu'un par message. {ATTENDUS}"
MANQUE = (
    "Je n'ai pas pu télécharger votre fichier. Renvoyez-le ; si cela recommence, prévenez votre "
    "administrateur."
)


class TelechargementManque(Exception):
    """The file could not be fetched this time: another try may do. Names no address."""


def exiger(nom: str, taille: int | None) -> None:
    """Check the name and the size (bytes, None when unknown) of a file; raises SaisieInvalide."""
    montre = extrait(_lisible(nom)) or "sans nom"
    if not nom.casefold().endswith(EXTENSIONS):
        raise SaisieInvalide(f"Je ne lis pas « {montre} ». {ATTENDUS}")
    if taille is not None and taille > TAILLE_MAX:
        raise SaisieInvalide(
            f"« {montre} » pèse {mega_octets(taille)} : {mega_octets(TAILLE_MAX)} au plus. "
            "Gardez-y les seules lignes d'annexe, sans image ni mise en forme."
        )


async def joindre(
    requete: Request, chercher: Callable[[], Awaitable[Fichier]], *, dernier: bool = True
) -> Request:
    """Give the request with the file that `chercher` fetches, or with why it is not taken.

    Raises TelechargementManque when another try may do, unless this one is the `dernier`.
    """
    try:
        async with asyncio.timeout(DUREE_MAX):
            fichier = await chercher()
        exiger(fichier.nom, len(fichier.contenu))
        return replace(requete, fichier=Fichier(_lisible(fichier.nom), fichier.contenu))
    except Refus as refus:
        return replace(requete, refus=refus.phrase)
    except (TelechargementManque, TimeoutError) as erreur:
        if dernier:
            return replace(requete, refus=MANQUE)
        raise TelechargementManque(str(erreur) or "délai dépassé") from None


def _lisible(nom: str) -> str:
    """Drop from a name what no one sees: control and direction signs."""
    return "".join(c for c in nom if c.isprintable()).strip()
