"""`courriel`: mails that came back, legal mails kept."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from bot import bootstrap
from bot.cli.commun import NON, base, console, echouer, erreurs, fautes_en_clair
from bot.handlers.arguments import lire_reference

if TYPE_CHECKING:
    from bot.channels.email.rebonds import Rebond
    from storage.unit_of_work import UniteDeTravail

courriel = typer.Typer(no_args_is_help=True, help="Courriel : retours, courriels gardés.")
MORCEAU = 65_536


@courriel.command()
def rebond() -> None:
    """Lit sur l'entrée standard un courriel revenu, et en tire la suite."""
    with fautes_en_clair():
        from bot.channels.email.rebonds import Nature, lire_rebond

        lu = lire_rebond(_entree())
        if lu.nature is Nature.REPONSE_AUTOMATIQUE:
            console.print("Réponse automatique : rien à faire.")
            return
        if lu.nature is Nature.AUTRE:
            echouer("Ce courriel n'est pas un avis de non-remise : rien n'a changé.", NON)
        ouverte = base(cle=True)
        with ouverte.transaction() as uow:
            _suivre(uow, lu, ouverte.coffre.cles_de_signature())


def _entree() -> bytes:
    """Read the beginning of standard input, and let its writer finish."""
    from bot.channels.email.rebonds import TAILLE_MAX

    brut = sys.stdin.buffer.read(TAILLE_MAX)
    while sys.stdin.buffer.read(MORCEAU):
        pass
    return brut


def _suivre(uow: UniteDeTravail, lu: Rebond, secrets: Sequence[bytes]) -> None:
    """Draw the consequence of a bounce of one of our mails."""
    from bot.channels.email.rebonds import Nature
    from bot.scheduler.reglement import faire_revenir
    from core.domain.organisations import COURRIEL

    trouves = (uow.envois.par_message(COURRIEL, un) for un in lu.messages)
    envoi = next((un for un in trouves if un), None)
    if envoi is None:
        echouer("Ce retour ne nomme aucun courriel envoyé d'ici : rien n'a changé.", NON)
    dossier = envoi.reference or envoi.genre
    if lu.nature is Nature.RETARD:
        console.print(f"{dossier} : courriel retardé, le serveur insiste. Rien à faire.")
    elif not lu.rend(envoi.cle, secrets):
        echouer(f"{dossier} : ce retour ne rend pas notre courriel : rien n'a changé.", NON)
    elif faire_revenir(uow, bootstrap.horloge().maintenant(), envoi, lu.raison):
        console.print(f"{dossier} : courriel revenu, adresse mise de côté.")
    else:
        console.print(f"{dossier} : ce retour était déjà noté.")


@courriel.command()
def lire(
    reference: str,
    rang: int = typer.Option(0, min=0, help="1 pour le plus ancien ; sans lui, le dernier."),
) -> None:
    """Écrit sur la sortie standard un courriel légal gardé, tel qu'il est parti (.eml)."""
    with fautes_en_clair(), base(cle=True).transaction() as uow:
        lue = lire_reference(reference)
        if lue is None:
            echouer(f"« {reference} » n'est pas une référence. Exemple : AV-2026-0001")
        gardes = uow.courriels.de(lue)
        if not gardes or rang > len(gardes):
            echouer(
                f"Aucun courriel gardé pour {reference}"
                + (f" au rang {rang} : il y en a {len(gardes)}." if gardes else "."),
                NON,
            )
        choisi = gardes[rang - 1]
        if len(gardes) > 1:
            erreurs.print(f"{len(gardes)} courriels gardés : --rang 1 à {len(gardes)}.")
        sys.stdout.buffer.write(choisi.brut.encode())
