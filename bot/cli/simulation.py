"""`flux simuler`: a year of vacancies, offered as fluxbot proposes."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import typer
from rich.table import Table

from bot.cli.annexes import CONVENTION, convention_livree, lire_calculables
from bot.cli.commun import NON, console, echouer, fautes_en_clair
from bot.presenters.flux import dixieme_fr
from core.domain.equilibre import CRITERES, LIBELLES_CRITERES, distance
from core.domain.flux import Calcul, calculer_tout
from core.domain.simulation import Annee, Vacance, jouer, le_premier, sans_equilibre
from core.texte import pluriel
from storage.annexes.livrees import annexes_livrees

AUTRES = "autres réservataires"
MELANGE = {
    "type": {"T1": 8, "T2": 24, "T3": 38, "T4": 22, "T5": 8},
    "financement": {"LLTS": 35, "LLS": 55, "PLS": 10},
    "qpv": {"oui": 35, "non": 65},
}
"""Weights of what falls vacant: an ordinary overseas stock."""


def simuler(
    fichier: Path | None = typer.Argument(None, help="Annexes (CSV, TOML, XLSX) ; sinon Le Port."),
    convention: str = typer.Option(CONVENTION, help="Convention qui fixe le calcul."),
    graine: int = typer.Option(1, help="Même graine, même année."),
    rendus: int = typer.Option(5, min=0, max=50, help="Logements rendus, pour cent."),
    vacances: int = typer.Option(100, min=10, max=300, help="Vacances, pour cent du prévu."),
) -> None:
    """Joue une année de vacances : chacun finit-il à sa part, et avec quels logements ?"""
    with fautes_en_clair():
        choisie = convention_livree(convention)
        lignes = (
            lire_calculables(fichier, convention)[1] if fichier else annexes_livrees(convention)
        )
        calculs = calculer_tout([une.annexe for une in lignes], choisie.flux)
        # Not a secret: the same seed must give the same year.
        hasard = random.Random(graine)  # noqa: S311
        ecarts = [
            _jouer_et_montrer(f"{bailleur}, {annee}", droits, hasard, rendus, vacances)
            for bailleur, annee, droits in _partages(calculs)
        ]
        if not ecarts:
            echouer(
                "Aucun droit à répartir : convention livrée sans annexe, ou parts "
                "nulles. Donnez un fichier. Exemple : fluxbot flux simuler annexes.csv"
            )
        pire = max(ecarts)
        console.print(f"Écart le plus grand en fin d'année, en logements : {dixieme_fr(pire)}.")
        if pire > 1:
            raise typer.Exit(NON)


def _partages(calculs: Sequence[Calcul]) -> Iterator[tuple[str, int, dict[str, int]]]:
    """Give each bailleur's rights by réservataire, those that no annexe names included."""
    groupes: dict[tuple[str, int], list[Calcul]] = {}
    for calcul in calculs:
        groupes.setdefault((calcul.annexe.bailleur, calcul.annexe.annee), []).append(calcul)
    for (bailleur, annee), siens in groupes.items():
        parts = {nom: part for un in siens for nom, part in un.parts.items() if part}
        reste = max(un.partages for un in siens) - sum(parts.values())
        if reste > 0:
            parts[AUTRES] = reste
        if parts:
            yield bailleur, annee, parts


def _jouer_et_montrer(
    titre: str, droits: dict[str, int], hasard: random.Random, rendus: int, pour_cent: int
) -> Fraction:
    """Play one bailleur's year and print it; gives the largest gap at its end."""
    nombre = max(1, sum(droits.values()) * pour_cent // 100)
    vacances = [_tirer(hasard, rendus) for _ in range(nombre)]
    suivie, temoin = jouer(droits, vacances, le_premier), jouer(droits, vacances, sans_equilibre)
    console.print(_tableau(f"{titre} : {pluriel(nombre, 'vacance')}", suivie))
    if suivie.delaisses:
        rendu = pluriel(suivie.delaisses, "logement rendu", "logements rendus")
        console.print(f"{rendu} sans autre réservataire en retard : le bailleur en dispose.")
    comparees = ", ".join(
        f"{LIBELLES_CRITERES[un]} {dixieme_fr(suivie.distance(un))} "
        f"(sans départage {dixieme_fr(temoin.distance(un))})"
        for un in CRITERES
    )
    console.print(f"Logements à échanger pour une offre équilibrée : {comparees}.\n")
    return max(abs(suivie.du(nom) - un.acquis) for nom, un in suivie.parcours.items())


def _tirer(hasard: random.Random, rendus: int) -> Vacance:
    type_, financement, qpv = (
        hasard.choices(list(MELANGE[un]), list(MELANGE[un].values()))[0] for un in CRITERES
    )
    return Vacance((type_, financement, qpv), hasard.randrange(100) < rendus)


def _tableau(titre: str, annee: Annee) -> Table:
    tableau = Table("réservataire", title=titre, title_justify="left")
    for colonne in ("droit", "part due", "reçus", "écart", "au pire", "rendus", *CRITERES):
        tableau.add_column(LIBELLES_CRITERES.get(colonne, colonne), justify="right")
    for nom, un in annee.parcours.items():
        distances = (distance(un.offerts, annee.vacants, critere) for critere in CRITERES)
        tableau.add_row(
            nom,
            f"{un.droit}",
            dixieme_fr(annee.du(nom)),
            f"{un.acquis}",
            dixieme_fr(abs(annee.du(nom) - un.acquis)),
            dixieme_fr(un.ecart_max),
            f"{un.rendus}",
            *(dixieme_fr(une) for une in distances),
        )
    return tableau
