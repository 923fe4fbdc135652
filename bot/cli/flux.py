"""`flux`: annexes computed step by step, checked, and their rights retained."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import typer

from bot import bootstrap
from bot.cli.annexes import CONVENTION, avertir, lire, lire_calculables
from bot.cli.commun import NON, base, console, fautes_en_clair
from bot.cli.tableaux_flux import (
    lignes_d_anomalies,
    montrer_anomalies,
    montrer_etapes,
    montrer_lectures,
    montrer_parts,
    montrer_remarques,
)
from core.domain.controle_flux import Controle, etablir
from core.domain.convention import Convention
from core.texte import pluriel
from core.usecases.dossier import Acteur
from core.usecases.droits import retenir_droits
from core.usecases.parts_dues import avertissements
from storage.annexes.ecriture import ecrire_csv, rangees

flux = typer.Typer(no_args_is_help=True, help="Annexes : calcul, contrôle, droits de l'année.")
ADMINISTRATION = Acteur("administration", "ligne de commande")


class Forme(StrEnum):
    """How a result is printed: for a person, or for a program."""

    TABLE = "table"
    CSV = "csv"


@flux.command("calcul")
def calculer_fichier(
    fichier: Path = typer.Argument(help="Annexes, en .csv, .toml ou .xlsx."),
    convention: str = typer.Option(CONVENTION, help="Convention qui dit comment calculer."),
    forme: Forme = typer.Option(Forme.TABLE, "--format", help="Pour une personne, ou un fichier."),
) -> None:
    """Calcule le droit de chaque annexe, étape par étape, avec l'article de chacune."""
    with fautes_en_clair():
        choisie, lignes = lire_calculables(fichier, convention)
        controle = etablir(lignes, choisie.flux)
        if forme is Forme.CSV:
            avertir(controle.avertissements)
            calculs = [un for un in controle.calculs if un]
            typer.echo(ecrire_csv(rangees(lignes, calculs)), nl=False)
            return
        montrer_parts(controle)
        montrer_etapes(controle)
        montrer_lectures(controle, choisie.flux)
        montrer_remarques(controle)


@flux.command("controle")
def controler_fichier(
    fichier: Path = typer.Argument(help="Annexes avec leurs résultats imprimés."),
    convention: str = typer.Option(CONVENTION, help="Convention qui dit comment calculer."),
    forme: Forme = typer.Option(Forme.TABLE, "--format", help="Pour une personne, ou un fichier."),
) -> None:
    """Recalcule chaque valeur imprimée ; sortie 1 si l'une d'elles est fausse."""
    with fautes_en_clair():
        choisie, lignes = lire(fichier, convention)
        controle = etablir(lignes, choisie.flux)
        if forme is Forme.CSV:
            avertir(controle.avertissements)
            if not controle.compare:
                avertir([_conclusion(controle)])
            typer.echo(lignes_d_anomalies(controle.anomalies), nl=False)
        else:
            _montrer_controle(controle, choisie)
    if controle.anomalies:
        raise typer.Exit(NON)


@flux.command("retenir")
def retenir_fichier(
    fichier: Path = typer.Argument(help="Annexes des organisations déclarées."),
    convention: str = typer.Option(CONVENTION, help="Convention qui lie ces organisations."),
) -> None:
    """Retient les droits de l'année ; les mêmes chiffres une seconde fois ne changent rien."""
    with fautes_en_clair():
        choisie, lignes = lire_calculables(fichier, convention)
        annexes = [une.annexe for une in lignes]
        maintenant = bootstrap.horloge().maintenant()
        with base().transaction() as uow:
            faits = retenir_droits(uow, maintenant, ADMINISTRATION, choisie, annexes)
            dits = avertissements(uow, choisie, annexes)
        for phrase in (*(un.phrase for un in faits), *(f"Attention. {une}" for une in dits)):
            console.print(phrase, markup=False, soft_wrap=True)


def _montrer_controle(controle: Controle, convention: Convention) -> None:
    montrer_parts(controle)
    montrer_anomalies(controle.anomalies)
    montrer_lectures(controle, convention.flux)
    montrer_remarques(controle)
    console.print(_conclusion(controle), markup=False, highlight=False)


def _conclusion(controle: Controle) -> str:
    """Say in one line what was found; a file that prints nothing agrees with nothing."""
    nombre = len(controle.anomalies)
    lues = pluriel(len(controle.lignes), "annexe contrôlée", "annexes contrôlées")
    if controle.compare:
        return f"{pluriel(nombre, 'anomalie') if nombre else 'Tout concorde'}, {lues}."
    droits = pluriel(controle.droits, "droit calculé", "droits calculés")
    rien = f"Aucune valeur imprimée à comparer : {droits}, {lues}."
    return f"{pluriel(nombre, 'anomalie')}. {rien}" if nombre else rien
