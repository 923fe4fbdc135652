"""`parc`: a bailleur's stock, from its RPLS declaration."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from bot import bootstrap
from bot.cli.commun import NON, base, echouer, erreurs, fautes_en_clair
from bot.cli.tableaux_parc import (
    ecrire_assiettes,
    montrer_assiettes,
    montrer_parc,
    montrer_rejets,
    montrer_remplace,
)
from core.domain.nommage import organisation_nommee
from core.domain.organisations import Nature, Organisation
from core.domain.parc import TropDeRejets, refuser_trop_de_rejets
from core.errors import saisie
from core.texte import cle, pluriel
from core.usecases.parc import ImporterParc
from core.usecases.parc import importer as garder
from storage.rpls.assiettes import lire_assiettes
from storage.rpls.atelier import Avancement
from storage.rpls.communes import lire_communes
from storage.rpls.declaration import Declaration, lire_declaration
from storage.rpls.generateur import Tirage
from storage.rpls.generateur import generer as ecrire
from storage.rpls.rejets import ecrire_rapport

if TYPE_CHECKING:
    from storage.unit_of_work import UniteDeTravail

parc = typer.Typer(no_args_is_help=True, help="Parc soumis et rotation, d'après RPLS.")

FICHIER = typer.Argument(help="Déclaration RPLS : « ; », UTF-8 ou latin1, noms des colonnes.")
ANNEE = typer.Option(None, min=2000, max=2100, help="Au 1er janvier ; sinon celle du nom.")
SANS_BAILLEUR = (
    "Rien n'est gardé : à qui est cette déclaration ? Ajoutez par exemple --bailleur SIDR, ou "
    "nommez le bailleur dans le nom du fichier."
)
TOLERANCE = typer.Option("2", help="Pour cent de lignes rejetées admis.")
COMMUNES = typer.Option(None, help="Liste de codes INSEE, un par ligne ou colonne COM.")


@parc.command("import")
def importer(
    fichier: Path = FICHIER,
    bailleur: str = typer.Option(None, help="Nom, ou une partie sans ambiguïté."),
    annee: int = ANNEE,
    tolerance: str = TOLERANCE,
    rejets: Path = typer.Option(None, help="Où écrire toutes les lignes rejetées, en CSV."),
    communes: Path = COMMUNES,
) -> None:
    """Lit la déclaration d'un bailleur et garde ses comptes ; tout ou rien."""
    with fautes_en_clair():
        _sans_ecraser(fichier, rejets, "rejets")
        admis = _pour_cent("tolerance", tolerance)
        ouverte = base()
        with ouverte.transaction() as uow:
            cible = _bailleur(uow, bailleur, fichier)
        connues = lire_communes(communes) if communes else ()
        with _avancement("Lecture") as dire:
            lue = lire_declaration(fichier, _annee(fichier, annee), connues, dire)
        if rejets:
            ecrire_rapport(rejets, fichier, lue.rejets)
        montrer_rejets(lue, rejets)
        with ouverte.transaction() as uow:
            ancien = uow.parcs.de(cible.id, lue.annee) if cible else None
            try:
                garde = garder(uow, bootstrap.horloge().maintenant(), _commande(cible, lue, admis))
            except TropDeRejets as refus:
                echouer(refus.phrase, NON)
        if cible and ancien:
            montrer_remplace(cible.nom, ancien)
        montrer_parc(cible.nom if cible else "Déclaration", garde, lue.occupations)
        if cible is None:
            erreurs.print(SANS_BAILLEUR, style="yellow")


@parc.command()
def show(
    bailleur: str = typer.Argument(help="Nom, ou une partie sans ambiguïté."),
    annee: int = typer.Option(None, help="Au 1er janvier ; sinon la dernière importée."),
) -> None:
    """Montre le parc d'un bailleur tel qu'il a été importé."""
    with fautes_en_clair(), base().transaction() as uow:
        cible = _nomme(uow, bailleur)
        annees = uow.parcs.annees(cible.id)
        trouve = uow.parcs.de(cible.id, annee or annees[0]) if annees else None
        if trouve is None:
            gardees = ", ".join(str(une) for une in annees) or "aucune"
            echouer(
                f"{cible.nom} : aucun parc importé pour cette année (années gardées : {gardees}). "
                f'Exemple : fluxbot parc import rpls.csv --bailleur "{cible.nom}"',
                NON,
            )
        montrer_parc(cible.nom, trouve)


@parc.command()
def assiettes(
    fichier: Path = FICHIER,
    annee: int = ANNEE,
    tolerance: str = TOLERANCE,
    communes: Path = COMMUNES,
    out: Path = typer.Option(None, help="Où écrire le tableau, en CSV."),
) -> None:
    """Compte un fichier de plusieurs bailleurs, par bailleur et commune ; rien n'est gardé."""
    with fautes_en_clair():
        _sans_ecraser(fichier, out, "out")
        admis = _pour_cent("tolerance", tolerance)
        connues = lire_communes(communes) if communes else ()
        with _avancement("Lecture") as dire:
            lues = lire_assiettes(fichier, _annee(fichier, annee), connues, dire)
        try:
            refuser_trop_de_rejets(lues.lues, lues.rejetees, admis)
        except TropDeRejets as refus:
            echouer(refus.phrase, NON)
        if out:
            ecrire_assiettes(out, lues)
        montrer_assiettes(lues, out)


@parc.command()
def generer(
    fichier: Path = typer.Argument(help="Fichier à écrire."),
    logements: int = typer.Option(min=1, max=20_000_000, help="Combien de logements."),
    annee: int = ANNEE,
    graine: int = typer.Option(1, min=0, help="La même graine donne le même fichier."),
    fautes: str = typer.Option("0", help="Pour cent de lignes fautives."),
    organismes: int = typer.Option(1, min=1, help="Combien de bailleurs (1 : à La Réunion)."),
) -> None:
    """Écrit une déclaration inventée, pour essayer."""
    with fautes_en_clair():
        if fichier.exists():
            echouer(f"{fichier} existe déjà : choisissez un autre nom.")
        pour = _annee(fichier, annee)
        tirage = Tirage(logements, pour, graine, organismes, _pour_cent("fautes", fautes))
        with _avancement("Écriture") as dire:
            ecrire(fichier, tirage, dire)
        ecrits = pluriel(logements, "logement écrit", "logements écrits")
        erreurs.print(f"{ecrits} dans {fichier}.", markup=False)


def _sans_ecraser(fichier: Path, sortie: Path | None, option: str) -> None:
    if sortie and sortie.resolve() == fichier.resolve():
        echouer(f"--{option} : {sortie} est le fichier lu. Exemple : --{option} rapport.csv")


def _bailleurs(uow: UniteDeTravail) -> list[Organisation]:
    return [une for une in uow.organisations.toutes() if une.nature is Nature.BAILLEUR]


def _nomme(uow: UniteDeTravail, nom: str) -> Organisation:
    return organisation_nommee(_bailleurs(uow), nom, "bailleur")


def _bailleur(uow: UniteDeTravail, nom: str | None, fichier: Path) -> Organisation | None:
    """Find whose declaration it is: named, the only one known, or the one in the file's name."""
    if nom:
        return _nomme(uow, nom)
    bailleurs = _bailleurs(uow)
    mots = cle(fichier.stem.replace("_", " "))
    nommes = [une for une in bailleurs if f" {cle(une.nom)} " in f" {mots} "]
    candidats = nommes or bailleurs
    return candidats[0] if len(candidats) == 1 else None


def _annee(fichier: Path, donnee: int | None) -> int:
    """Give the year: given, else the only one in the file's name, else the present one."""
    if donnee:
        return donnee
    nommees = set(re.findall(r"(?<!\d)20\d\d(?!\d)", fichier.stem))
    if len(nommees) == 1:
        return int(nommees.pop())
    return bootstrap.horloge().maintenant().year


def _pour_cent(champ: str, texte: str) -> Decimal:
    if not re.fullmatch(r"(100|[0-9]{1,2})([.,][0-9]{1,2})?", texte.strip()):
        raise saisie(champ, texte, "n'est pas un pourcentage de 0 à 100", f"--{champ} 2,5")
    return min(Decimal(texte.strip().replace(",", ".")), Decimal(100))


def _commande(bailleur: Organisation | None, lue: Declaration, tolerance: Decimal) -> ImporterParc:
    return ImporterParc(
        bailleur,
        lue.annee,
        lue.fichier.name[-200:],
        lue.empreinte,
        lue.lues,
        lue.rejetees,
        tolerance,
        lue.lignes,
    )


@contextmanager
def _avancement(titre: str) -> Iterator[Avancement]:
    """Show a progress bar on standard error, in a terminal only."""
    barre = Progress(
        TextColumn(titre),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
        console=erreurs,
        disable=not erreurs.is_terminal,
        transient=True,
    )
    with barre:
        tache = barre.add_task(titre, total=100)
        yield lambda fait: barre.update(tache, completed=fait)
