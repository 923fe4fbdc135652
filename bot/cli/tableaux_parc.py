"""A stock in the terminal: its total, its rotation, its breakdown, its rejected lines."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from rich.table import Table

from bot.cli.commun import console, erreurs
from core.domain.flux import nombre_fr
from core.domain.parc import Axe, Compte, ParcSoumis, taux_fr
from core.texte import extrait, jour_fr, pluriel
from storage.rpls.assiettes import Assiettes
from storage.rpls.declaration import Declaration
from storage.rpls.nomenclature import LA_REUNION, OCCUPATIONS
from storage.rpls.rejets import FAUTES_MAX

MONTRES = 10
LIBELLES = {
    Axe.COMMUNE: "Commune",
    Axe.QPV: "QPV",
    Axe.TYPOLOGIE: "Typologie",
    Axe.FINANCEMENT: "Financement",
    Axe.PERIODE: "Construction",
}
NON_DIT = (
    "RPLS ne dit ni les ventes ni les démolitions prévues, ni les logements réservés à la "
    "défense, à la sécurité ou à la santé, ni l'habitat inclusif : l'annexe les retire."
)

MOINS_VERIFIEES = (
    "Ici, seules les colonnes dont dépendent ces comptes sont vérifiées, et un logement déclaré "
    "deux fois compte deux fois. « fluxbot parc import » vérifie tout : il peut rejeter plus de "
    "lignes, et trouver moins de logements."
)


def montrer_remplace(bailleur: str, ancien: ParcSoumis) -> None:
    """Say that a count kept before gave way to the one just imported."""
    jour = jour_fr(ancien.importe_le)
    console.print(
        f"{bailleur} : remplace le parc au 1er janvier {ancien.annee} importé le {jour} "
        f"({ancien.fichier}).",
        markup=False,
    )


def montrer_parc(
    bailleur: str, parc: ParcSoumis, occupations: Mapping[str, int] | None = None
) -> None:
    """Print a stock by every axis, with the base beside each rate."""
    entier, avant = parc.total, parc.annee - 1
    console.print(
        f"{bailleur}, parc au 1er janvier {parc.annee} ({parc.fichier}) : "
        f"{pluriel(entier.logements, 'logement')}, {nombre_fr(entier.soumis)} soumis au flux "
        "(hors intermédiaires et étudiants).",
        markup=False,
    )
    console.print(f"Rotation sur emménagements de {avant} : {_base(entier)}.", markup=False)
    if entier.base_rotation and not entier.emmenagements:
        console.print(
            f"Aucun bail depuis le 1er janvier {avant} : vérifiez l'année du fichier (--annee)."
        )
    rejetees = pluriel(parc.rejetees, "ligne rejetée", "lignes rejetées")
    console.print(f"{rejetees} sur {nombre_fr(parc.lues)}.")
    for code, nombre in (occupations or {}).items():
        if code != "1":
            console.print(f"  {OCCUPATIONS[code]} : {nombre_fr(nombre)}", markup=False)
    console.print(_tableau(parc))
    console.print(NON_DIT)


def montrer_rejets(lue: Declaration, rapport: Path | None) -> None:
    """Print the first rejected lines on standard error, and where the others are."""
    for un in lue.rejets[:MONTRES]:
        valeur = extrait(un.valeur) or "rien"
        erreurs.print(
            f"{lue.fichier.name}, ligne {un.ligne}, {un.colonne} : « {valeur} » ; "
            f"attendu : {un.attendu}",
            style="yellow",
            markup=False,
            soft_wrap=True,
        )
    if rapport:
        plafond = f" (les {FAUTES_MAX} premières)" if len(lue.rejets) == FAUTES_MAX else ""
        ecrites = pluriel(len(lue.rejets), "faute écrite", "fautes écrites")
        erreurs.print(f"{ecrites} dans {rapport}{plafond}.", markup=False)
    elif len(lue.rejets) > MONTRES:
        fautes = pluriel(len(lue.rejets), "faute")
        erreurs.print(f"… {fautes} en tout : ajoutez --rejets rapport.csv")


def montrer_assiettes(lues: Assiettes, out: Path | None) -> None:
    """Print what a file of many bailleurs holds: in all, then the largest stocks."""
    entier = sum((une.compte for une in lues.lignes), Compte())
    organismes = {une.organisme for une in lues.lignes}
    console.print(
        f"{pluriel(lues.lues, 'ligne lue', 'lignes lues')}, "
        f"{pluriel(lues.rejetees, 'rejetée')} : {pluriel(len(organismes), 'bailleur')}, "
        f"{pluriel(entier.soumis, 'logement soumis', 'logements soumis')}, "
        f"rotation {_base(entier)}."
    )
    console.print(MOINS_VERIFIEES)
    tableau = Table("Bailleur", "Commune", "Logements", "Soumis", "Rotation")
    grandes = sorted(lues.lignes, key=lambda une: -une.compte.soumis)[:MONTRES]
    for une in grandes:
        tableau.add_row(une.organisme, une.commune, *_cellules(une.compte))
    console.print(tableau)
    suite = f"Toutes : {out}." if out else "Toutes : ajoutez --out assiettes.csv"
    console.print(suite, markup=False)


def ecrire_assiettes(chemin: Path, lues: Assiettes) -> None:
    """Write the stocks as CSV (`;`, UTF-8), rates left to be computed from their base."""
    with chemin.open("w", encoding="utf-8", newline="") as ouvert:
        sortie = csv.writer(ouvert, delimiter=";")
        titres = ("logements", "soumis", "emmenagements", "base_rotation")
        sortie.writerow(("bailleur", "commune", *titres))
        for une in lues.lignes:
            nombres = (getattr(une.compte, titre) for titre in titres)
            sortie.writerow((une.organisme, une.commune, *nombres))


def _base(compte: Compte) -> str:
    if compte.rotation is None:
        return "sans objet, aucun logement d'avant l'année précédente"
    loues = pluriel(compte.base_rotation, "logement loué ou proposé", "logements loués ou proposés")
    return (
        f"{taux_fr(compte.rotation)} ({pluriel(compte.emmenagements, 'emménagement')} sur "
        f"{loues}, déjà mis en location avant)"
    )


def _tableau(parc: ParcSoumis) -> Table:
    tableau = Table("Par", "Valeur", "Logements", "Soumis", "Rotation")
    for axe, libelle in LIBELLES.items():
        for valeur, compte in parc.par(axe).items():
            tableau.add_row(libelle, _valeur(axe, valeur), *_cellules(compte))
            libelle = ""
        tableau.add_section()
    return tableau


def _cellules(compte: Compte) -> tuple[str, str, str]:
    rotation = "–" if compte.rotation is None else taux_fr(compte.rotation)
    return (nombre_fr(compte.logements), nombre_fr(compte.soumis), rotation)


def _valeur(axe: Axe, valeur: str | bool) -> str:
    if axe is Axe.QPV:
        return "en QPV" if valeur else "hors QPV"
    texte = str(valeur)
    return f"{texte} {LA_REUNION[texte]}" if texte in LA_REUNION else texte
