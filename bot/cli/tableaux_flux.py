"""What the `flux` commands print: parts, steps, anomalies, other readings."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from rich.markup import escape
from rich.table import Table

from bot.cli.commun import console
from core.domain.annexes import AnnexeLP
from core.domain.controle_flux import Anomalie, Controle
from core.domain.convention import ReglesFlux
from core.domain.flux import Calcul, nombre_fr
from core.domain.lectures import autres_lectures
from core.domain.noms_annexes import designer, nom_lisible
from core.texte import liste_fr

COLONNES = ("bailleur", "reservataire", "champ", "annonce", "calcule", "droit_change")


def montrer_parts(controle: Controle) -> None:
    """Print each right on its line, and their total."""
    tableau = Table("Bailleur", "Réservataire", "Année", "Partagés", "Taux", "Droit")
    for calcul in controle.calculs:
        if calcul is None:
            continue
        annexe = calcul.annexe
        partages = nombre_fr(calcul.partages)
        for nom, part in calcul.parts.items():
            taux = annexe.taux if isinstance(annexe, AnnexeLP) else annexe.taux[nom]
            tableau.add_row(
                escape(annexe.bailleur),
                escape(nom_lisible(nom)),
                str(annexe.annee),
                partages,
                f"{nombre_fr(taux)} %",
                nombre_fr(part),
            )
    tableau.add_section()
    tableau.add_row("Total", "", "", "", "", nombre_fr(controle.total))
    console.print(tableau)


def montrer_etapes(controle: Controle) -> None:
    """Print how each right is computed: formula, exact result, rounding, article."""
    for calcul in controle.calculs:
        if calcul is None:
            continue
        tableau = Table(
            "Étape", "Calcul", "Exact", "Retenu", "Arrondi", "Article", title=_titre(calcul)
        )
        for une in calcul.etapes:
            tableau.add_row(
                escape(une.libelle),
                une.formule,
                nombre_fr(une.exact),
                nombre_fr(une.valeur),
                une.arrondi,
                une.article,
            )
        console.print(tableau)


def montrer_anomalies(anomalies: Sequence[Anomalie]) -> None:
    """Print each anomaly in a sentence."""
    for une in anomalies:
        console.print(f"• {une.phrase}", markup=False, soft_wrap=True)


def montrer_lectures(controle: Controle, regles: ReglesFlux) -> None:
    """Print what other readings of the text would give, annexe by annexe, and in all."""
    calculs = [un for un in controle.calculs if un]
    if not calculs:
        return
    console.print("Autres lectures du texte :")
    toutes = autres_lectures(calculs, regles)
    noms = designer([un.annexe for un in calculs])
    for nom, lectures in zip(noms, toutes, strict=True):
        for une in lectures:
            ligne = f"  {nom}, {une.phrase}."
            console.print(ligne, markup=False, soft_wrap=True)
    for rang, une in enumerate(toutes[0]):
        autres = [lectures[rang].calcul for lectures in toutes]
        if all(autres):
            total = sum(sum(un.parts.values()) for un in autres if un)
            console.print(f"  Total, {une.intitule} : {nombre_fr(total)}.", markup=False)


def montrer_remarques(controle: Controle) -> None:
    """Print what a reader must know that is no anomaly."""
    for une in controle.remarques:
        console.print(une, markup=False, soft_wrap=True)


def lignes_d_anomalies(anomalies: Sequence[Anomalie]) -> str:
    """Write a CSV: a header, one line an anomaly."""
    sortie = io.StringIO(newline="")
    ecrivain = csv.writer(sortie, delimiter=";", lineterminator="\n")
    ecrivain.writerow(COLONNES)
    for une in anomalies:
        oui_non = "oui" if une.droit_change else "non"
        champs = (une.bailleur, une.reservataire, une.champ, une.annonce, une.calcule, oui_non)
        ecrivain.writerow(champs)
    return sortie.getvalue()


def _titre(calcul: Calcul) -> str:
    noms = liste_fr(nom_lisible(un) for un in calcul.parts)
    return escape(f"{calcul.annexe.bailleur}, {noms}, {calcul.annexe.annee}")
