"""Read a file of annexes strictly: every fault is named with file, line, column and value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from core.domain.annexes import Annexe, AnnexeLA, AnnexeLP, LigneAnnexe
from core.domain.convention import ReglesFlux, Variante
from core.texte import cle
from storage.annexes.colonnes import TAUX, Colonne, fautes_d_entete, reconnaitre
from storage.annexes.fautes import AnnexesInvalides, Illisible, faute_de_cellule, place
from storage.annexes.feuilles import Feuille, Ligne, lire_feuille

ROTATIONS = ("taux_n1", "taux_n2", "taux_n3")


def lire_annexes(nom: str, contenu: bytes, regles: ReglesFlux) -> tuple[LigneAnnexe, ...]:
    """Read a CSV, TOML or XLSX of annexes, of the variant that the convention's rules name.

    Raises AnnexesInvalides with every fault of the file (twenty at most), each a sentence.
    """
    feuille = lire_feuille(nom, contenu)
    variante = regles.variante.valeur
    fautes = [
        f"{place(nom, feuille.ligne_de(une.entete))} : {une.phrase}"
        for une in fautes_d_entete(feuille.entetes, variante)
    ]
    if fautes:
        raise AnnexesInvalides(fautes)
    connues = reconnaitre(feuille.entetes, variante)
    lues = [_lire_ligne(nom, ligne, connues, fautes) for ligne in feuille.lignes]
    fautes += _doublons(nom, feuille, lues)
    if fautes:
        raise AnnexesInvalides(fautes)
    return tuple(
        _annexe(ligne, valeurs, connues, variante)
        for ligne, valeurs in zip(feuille.lignes, lues, strict=True)
    )


def _lire_ligne(
    nom: str, ligne: Ligne, colonnes: Mapping[str, Colonne], fautes: list[str]
) -> dict[str, Any]:
    """Read the cells of a row by column name, adding what is wrong to `fautes`."""
    valeurs: dict[str, Any] = {}
    for entete, colonne in colonnes.items():
        texte = ligne.cellules.get(entete, "")
        try:
            valeurs[colonne.nom] = colonne.lire(texte)
        except Illisible as illisible:
            fautes.append(faute_de_cellule(ligne.place(nom, entete), texte, illisible))
    return valeurs


def _doublons(nom: str, feuille: Feuille, lues: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Name the rows that give the same right again."""
    vues: dict[tuple[str, str, object], int] = {}
    for ligne, valeurs in zip(feuille.lignes, lues, strict=True):
        qui = [str(valeurs.get(un, "")) for un in ("bailleur", "reservataire")]
        cles = cle(qui[0]), cle(qui[1]), valeurs.get("annee")
        if not qui[0] or cles[2] is None:
            continue
        if premiere := vues.get(cles):
            parties = " et ".join(un for un in qui if un)
            yield (
                f"{place(nom, ligne.numero)} : {parties}, {cles[2]} est déjà à la ligne "
                f"{premiere}. Gardez une ligne par annexe"
            )
        vues.setdefault(cles, ligne.numero)


def _annexe(
    ligne: Ligne, valeurs: Mapping[str, Any], colonnes: Mapping[str, Colonne], variante: Variante
) -> LigneAnnexe:
    imprimes: dict[str, Decimal] = {
        colonne.nom: valeurs[colonne.nom]
        for colonne in colonnes.values()
        if colonne.imprimee and valeurs[colonne.nom] is not None
    }
    entrees = {
        colonne.nom: valeurs[colonne.nom]
        for colonne in colonnes.values()
        if not colonne.imprimee and colonne.nom != "taux_rapport"
    }
    annexe: Annexe = AnnexeLP(**entrees) if variante is Variante.LP else _annexe_la(entrees)
    rapport = valeurs.get("taux_rapport")
    return LigneAnnexe(annexe, ligne.numero, dict(ligne.cellules), imprimes, rapport)


def _annexe_la(entrees: Mapping[str, Any]) -> AnnexeLA:
    """Gather the shares, in the order of their columns."""
    parts = {nom for nom in entrees if nom.startswith(TAUX) and nom not in ROTATIONS}
    fixes = {nom: valeur for nom, valeur in entrees.items() if nom not in parts}
    taux = {nom[len(TAUX) :]: entrees[nom] for nom in entrees if nom in parts}
    return AnnexeLA(**fixes, taux=taux)
