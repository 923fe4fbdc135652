"""The picture of a year's flux, for a phone: what is delivered against the right, the balance."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from textwrap import fill
from typing import TYPE_CHECKING, TypedDict

from bot.presenters.flux import Paire
from core.domain.avis import Livraison
from core.domain.equilibre import CRITERES, LIBELLES_CRITERES, Profil

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LARGEUR, POINTS = 7.2, 130
"""Inches and dots an inch: 936 pixels, read on a phone without zooming."""

NOM_MAX = 24
"""Characters of a name on one line."""


class _Style(TypedDict):
    color: str
    hatch: str
    edgecolor: str
    label: str


_TENU = "#e0a43a"
_COUCHES = (
    (Livraison.BAIL, "#1b6e53", ""),
    (Livraison.REFUS_PAR_TOUS, "#5aa9a0", ""),
    (Livraison.REPUTE_TENU, _TENU, "///"),
)
_EN_COURS, _OFFERT, _LIBERE, _ENCRE = "#cfd6dd", "#1b4f8a", "#cfd6dd", "#222222"


def image_du_flux(paires: Sequence[Paire]) -> bytes:
    """Draw a PNG: a bar for each pair; with one pair, its balance by criterion too."""
    # Half a second to import: only for those who ask for a picture.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    seule = paires[0] if len(paires) == 1 and paires[0].suivi.compte.offerts.total else None
    hauteurs = [1.0 + 0.55 * len(paires)]
    if seule:
        hauteurs += [0.9 + 0.42 * len(_valeurs(seule, critere)) for critere in CRITERES]
    figure = Figure(figsize=(LARGEUR, sum(hauteurs) + 0.6), dpi=POINTS, layout="constrained")
    FigureCanvasAgg(figure)
    cadres = figure.subplots(len(hauteurs), 1, height_ratios=hauteurs, squeeze=False)[:, 0]
    figure.suptitle(_titre(paires), fontsize=13, fontweight="bold", color=_ENCRE)
    _barres(cadres[0], paires)
    for cadre, critere in zip(cadres[1:], CRITERES, strict=False):
        assert seule
        _equilibre(cadre, seule, critere)
    sortie = BytesIO()
    figure.savefig(sortie, format="png", metadata={"Software": None})
    return sortie.getvalue()


def _titre(paires: Sequence[Paire]) -> str:
    premiere = paires[0]
    if len(paires) > 1:
        return f"Flux {premiere.annee} : logements livrés, face au droit"
    bailleur, reservataire = premiere.annuel.bailleur, premiere.suivi.reservataire
    return f"Flux {premiere.annee} : {bailleur.nom} et {reservataire.nom}"


def _barres(cadre: Axes, paires: Sequence[Paire]) -> None:
    """One bar a pair: delivered by kind, then running; a mark where the right is."""
    noms = [fill(une.autre.nom, NOM_MAX) for une in paires] if len(paires) > 1 else ["logements"]
    couches = [
        (nature.value, couleur, hachure, [une.suivi.compte.livres[nature] for une in paires])
        for nature, couleur, hachure in _COUCHES
    ]
    couches.append(("en cours", _EN_COURS, "", [une.suivi.compte.en_cours for une in paires]))
    gauche = [0] * len(paires)
    for libelle, couleur, hachure, largeurs in couches:
        if any(largeurs):
            style = _Style(color=couleur, hatch=hachure, edgecolor="white", label=libelle)
            barres = cadre.barh(noms, largeurs, left=gauche, **style)
            encre = _ENCRE if couleur in (_EN_COURS, _TENU) else "white"
            textes = [f"{une}" if une else "" for une in largeurs]
            cadre.bar_label(barres, textes, label_type="center", color=encre, fontweight="bold")
            gauche = [a + b for a, b in zip(gauche, largeurs, strict=True)]
    droits = [_marque(cadre, rang, une, gauche[rang]) for rang, une in enumerate(paires)]
    cadre.set_xlim(0, max(1, *gauche, *droits) * 1.2)
    cadre.set_yticks(range(len(noms)), noms)
    cadre.invert_yaxis()
    _sobre(cadre)
    if any(gauche):
        sous = (0.5, -0.12 - 0.2 / len(paires))
        cadre.legend(loc="upper center", bbox_to_anchor=sous, ncols=2, frameon=False, fontsize=10)


def _marque(cadre: Axes, rang: int, paire: Paire, bout: int) -> int:
    """Draw a right across its bar, named past its end; give it, or 0 when none is known."""
    droit = paire.suivi.droit
    if droit is None or droit.annee != paire.annee:
        return 0
    cadre.plot([droit.part] * 2, [rang - 0.42, rang + 0.42], color=_ENCRE, linewidth=3)
    cadre.annotate(
        f"droit {droit.part}",
        (max(droit.part, bout), rang),
        xytext=(6, 0),
        textcoords="offset points",
        va="center",
        fontsize=10,
    )
    return droit.part


def _equilibre(cadre: Axes, paire: Paire, critere: str) -> None:
    """Compare, value by value, the share of the offer with the share of what fell vacant."""
    valeurs = _valeurs(paire, critere)
    lignes = range(len(valeurs))
    libere = [_part(paire.annuel.vacants, critere, une) for une in valeurs]
    offert = [_part(paire.suivi.compte.offerts, critere, une) for une in valeurs]
    cadre.barh([r - 0.2 for r in lignes], offert, 0.38, color=_OFFERT, label="offert")
    cadre.barh([r + 0.2 for r in lignes], libere, 0.38, color=_LIBERE, label="libéré")
    for rang, (a, b) in enumerate(zip(offert, libere, strict=True)):
        cadre.text(a + 1, rang - 0.2, f"{a:.0f} %", va="center", fontsize=9, color=_ENCRE)
        cadre.text(b + 1, rang + 0.2, f"{b:.0f} %", va="center", fontsize=9, color="#666666")
    cadre.set_yticks(list(lignes), valeurs)
    cadre.set_xlim(0, 112)
    cadre.set_title(_libelle(critere), loc="left", fontsize=11)
    cadre.invert_yaxis()
    _sobre(cadre)
    cadre.set_xticks([])
    cadre.spines["bottom"].set_visible(False)
    if critere == CRITERES[0]:
        dessus = (1.0, 0.98)
        cadre.legend(loc="lower right", bbox_to_anchor=dessus, ncols=2, frameon=False, fontsize=10)


def _libelle(critere: str) -> str:
    libelle = LIBELLES_CRITERES[critere]
    return libelle[0].upper() + libelle[1:]


def _valeurs(paire: Paire, critere: str) -> list[str]:
    offerts, vacants = paire.suivi.compte.offerts, paire.annuel.vacants
    return sorted({*offerts.par_critere[critere], *vacants.par_critere[critere]})


def _part(profil: Profil, critere: str, valeur: str) -> float:
    return 100 * profil.par_critere[critere].get(valeur, 0) / (profil.total or 1)


def _sobre(cadre: Axes) -> None:
    """Leave only what is read."""
    for cote in ("top", "right", "left"):
        cadre.spines[cote].set_visible(False)
    cadre.tick_params(axis="y", length=0, labelsize=11)
    cadre.locator_params(axis="x", integer=True)
