"""The wording of an annexe that shares a bailleur's flux between all réservataires (LA 4.1)."""

from __future__ import annotations

from fractions import Fraction

from bot.documents.redaction import (
    Ligne,
    Redaction,
    Section,
    Signataire,
    donnee,
    duree,
    imprimable,
    note_d_arrondi,
    resultat,
    typographie,
)
from core.domain.annexes import AnnexeLA
from core.domain.convention import Convention, ReglesFlux
from core.domain.flux import Calcul, Etape, nombre_fr
from core.domain.noms_annexes import nom_lisible
from core.domain.organisations import Nature

_SUITES = (
    "Sur les logements remis en location, la gestion du contingent de l'État est déléguée au "
    "bailleur (LA 4.2.1).",
    "Les programmes neufs de l'année sont compris dans A ; l'État y a aussi sa part au prorata, "
    "par type de financement (LA 4.2.2) : ne pas compter deux fois le même logement.",
    "Cette annexe chiffre la convention bilatérale que l'État et le bailleur signent chaque "
    "année (LA art. 7).",
)


def rediger_la(calcul: Calcul, annexe: AnnexeLA, convention: Convention) -> Redaction:
    """Word one LA annexe from its computation."""
    bailleur = imprimable(annexe.bailleur)
    etats = [une.nom for une in convention.parties if une.nature is Nature.ETAT]
    return Redaction(
        f"Annexe annuelle — gestion en flux {annexe.annee}",
        imprimable(convention.nom),
        (
            ("Bailleur", bailleur),
            ("Convention", imprimable(convention.nom)),
            ("Durée", duree(convention)),
        ),
        (
            Section(
                "1. Flux à répartir",
                "Logements",
                lignes=_flux(calcul, annexe),
                note=note_d_arrondi(convention.flux),
            ),
            _partage(calcul, annexe, convention.flux, [un.nom for un in convention.parties]),
            Section("3. Suites", points=tuple(typographie(un) for un in _SUITES)),
        ),
        (
            Signataire("Pour le bailleur", bailleur),
            Signataire(typographie("Pour l'État"), imprimable(etats[0]) if etats else ""),
        ),
    )


def _flux(calcul: Calcul, annexe: AnnexeLA) -> tuple[Ligne, ...]:
    etapes = {une.champ: une for une in calcul.etapes}
    return (
        donnee("Patrimoine", annexe.patrimoine, "LA 4.1.1"),
        donnee("+ Programmes neufs de l'année", annexe.programmes_neufs, "LA 4.1.1"),
        donnee("− Démolitions prévues", annexe.demolitions, "LA 4.1.1"),
        donnee("− Logements en vente", annexe.ventes, "LA 4.1.1"),
        donnee("− Autres logements exclus", annexe.exclus, "LA 4.1.1"),
        resultat("= Parc soumis au flux", etapes["parc_soumis"]),
        *_rotations(annexe),
        resultat("A = Flux avant relogements", etapes["a"]),
        donnee("Mutations internes", annexe.mutations, "LA 4.1.2", "relogements de ventes compris"),
        donnee("Rénovation urbaine", annexe.renovation_urbaine, "LA 4.1.2"),
        donnee("Copropriétés dégradées (ORCOD)", annexe.orcod, "LA 4.1.2"),
        donnee("Insalubrité", annexe.insalubrite, "LA 4.1.2"),
        resultat("B = Logements soustraits", etapes["b"]),
        resultat("C = A − B, flux à répartir", etapes["c"]),
    )


def _rotations(annexe: AnnexeLA) -> tuple[Ligne, ...]:
    taux = (annexe.taux_n1, annexe.taux_n2, annexe.taux_n3)
    return tuple(
        donnee(
            f"× Taux de rotation {annexe.annee - rang}",
            f"{nombre_fr(un)} %",
            "LA 4.1.3",
            "moyenne des trois années",
        )
        for rang, un in enumerate(taux, 1)
    )


def _partage(calcul: Calcul, annexe: AnnexeLA, regles: ReglesFlux, connus: list[str]) -> Section:
    etapes = {une.champ: une for une in calcul.etapes}
    parts = tuple(_part(nom, etapes[f"part_{nom}"], connus) for nom in annexe.taux)
    return Section(
        "2. Répartition entre réservataires",
        "Logements",
        typographie(
            f"Le flux C de {annexe.annee} se répartit ainsi. Chaque taux porte sur : "
            f"{regles.base_taux.valeur} ({regles.base_taux.article})."
        ),
        (*parts, _total(calcul, annexe)),
    )


def _total(calcul: Calcul, annexe: AnnexeLA) -> Ligne:
    """Add the parts up; when rounding makes them differ from C, say by how much."""
    taux = sum((Fraction(un) for un in annexe.taux.values()), Fraction())
    somme = sum(calcul.parts.values())
    ecart = somme - calcul.valeur("c")
    dit = f"{nombre_fr(taux)} %"
    if taux == 100 and ecart:
        dit += f" ; écart d'arrondi avec C : {'+' if ecart > 0 else '−'}{abs(ecart)}"
    return Ligne("Total", typographie(nombre_fr(somme)), typographie(dit), total=True)


def _part(nom: str, etape: Etape, connus: list[str]) -> Ligne:
    """Word one share; a column's header, « agents_etat », is written as a name."""
    ecrite = resultat("", etape)
    libelle = typographie(nom_lisible(imprimable(nom), connus))
    return Ligne(libelle, ecrite.nombre, ecrite.calcul, ecrite.source)
