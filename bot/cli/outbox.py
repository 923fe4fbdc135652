"""`outbox`: what waits or did not get through, and how to send it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer
from rich.table import Table

from bot import bootstrap
from bot.cli.commun import NON, base, console, echouer, fautes_en_clair
from core.texte import instant_fr, pluriel

if TYPE_CHECKING:
    from storage.depots.releve import LigneEnvoi
    from storage.unit_of_work import UniteDeTravail

outbox = typer.Typer(no_args_is_help=True, help="Envois qui n'ont pas abouti.")
LIMITE = 200


@outbox.command("list")
def lister(
    tout: bool = typer.Option(False, help="Montre aussi les envois aboutis."),
    dossier: str = typer.Option("", help="Ceux d'un dossier. Exemple : AV-2026-0001"),
) -> None:
    """Liste les envois en attente ou qui n'ont pas abouti."""
    from storage.depots.releve import EtatEnvoi

    aboutis = (EtatEnvoi.ENVOYE, EtatEnvoi.OBSOLETE)
    with fautes_en_clair(), base().transaction() as uow:
        etats = [un for un in EtatEnvoi if tout or un not in aboutis]
        lignes = uow.envois.lister(etats, LIMITE, dossier.upper())
        console.print(_tableau(lignes) if lignes else "Aucun envoi n'attend ni n'a échoué.")
        if len(lignes) == LIMITE:
            console.print(f"Les {LIMITE} derniers seulement. Pour un dossier : --dossier")


def _tableau(lignes: list[LigneEnvoi]) -> Table:
    colonnes = ("ID", "Genre", "Dossier", "Plateforme", "État", "Essais", "Depuis (UTC)", "Raison")
    tableau = Table(*colonnes)
    for un in lignes:
        tableau.add_row(
            str(un.id),
            un.genre,
            un.reference,
            un.destination.plateforme,
            un.etat,
            str(un.essais),
            instant_fr(un.regle_le or un.pas_avant, "UTC"),
            un.raison,
        )
    return tableau


@outbox.command()
def requeue(
    identifiants: list[int] = typer.Argument(None, help="Numéros donnés par « outbox list »."),
    tous: bool = typer.Option(False, help="Tous ceux qui n'ont pas abouti depuis sept jours."),
) -> None:
    """Remet en file des envois qui n'ont pas abouti ; ils partent au prochain tic."""
    if bool(identifiants) == tous:
        echouer("Donnez des numéros, ou --tous. Exemple : fluxbot outbox requeue 41 42")
    with fautes_en_clair():
        with base().transaction() as uow:
            maintenant = bootstrap.horloge().maintenant()
            choisis = identifiants or uow.envois.perdus_depuis_peu(maintenant)
            remis = [un for un in choisis if uow.envois.relancer(un, maintenant)]
            laisses = [un for un in choisis if un not in remis]
            console.print(f"{pluriel(len(remis), 'envoi remis', 'envois remis')} en file.")
            _expliquer(uow, laisses)
        if laisses:
            raise typer.Exit(NON)


def _expliquer(uow: UniteDeTravail, laisses: list[int]) -> None:
    """Say why some sends were left as they are."""
    for numero in laisses:
        un = uow.envois.par_numero(numero)
        raison = "n'existe pas" if un is None else _pourquoi(un)
        console.print(f"Envoi {numero} : {raison}.", highlight=False)


def _pourquoi(un: LigneEnvoi) -> str:
    from core.domain.envois import Genre
    from storage.depots.releve import PERDUS

    if un.etat in PERDUS and un.genre == Genre.REPONSE:
        return "une réponse ne se renvoie pas, son texte est effacé : la personne redemande"
    return f"il est « {un.etat} », rien à relancer"
