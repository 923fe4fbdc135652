"""The wording of an annexe individuelle: one bailleur, one réservataire, one year (LP)."""

from __future__ import annotations

from bot.documents.lettres import LIMITE, en_lettres
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
from core.domain.annexes import AnnexeLP
from core.domain.convention import Convention, ReglesFlux
from core.domain.flux import Calcul, nombre_fr

_LIVRES = (
    "un logement dont le bail est signé après attribution (LP art. 3) ;",
    "un logement attribué en CALEOL puis refusé par tous les candidats que le réservataire "
    "a présentés (LP art. 3) ;",
    "un logement pour lequel le réservataire, relancé, n'a pas présenté de candidats dans les "
    "délais : l'engagement est réputé tenu (LP art. 6), et compté à part.",
)
_REVISION = (
    "L'assiette et le flux sont révisés chaque année par un avenant signé des parties "
    "(LP art. 2 et 9)."
)


def rediger_lp(calcul: Calcul, annexe: AnnexeLP, convention: Convention) -> Redaction:
    """Word one LP annexe from its computation."""
    bailleur, reservataire = imprimable(annexe.bailleur), imprimable(annexe.reservataire)
    return Redaction(
        f"Annexe individuelle — gestion en flux {annexe.annee}",
        imprimable(convention.nom),
        (
            ("Bailleur", bailleur),
            ("Réservataire", reservataire),
            ("Convention", imprimable(convention.nom)),
            ("Durée", duree(convention)),
        ),
        (
            Section(
                "1. Assiette",
                "Logements",
                lignes=_assiette(calcul, annexe),
                note=note_d_arrondi(convention.flux),
            ),
            _droit(calcul, annexe, convention.flux),
            Section(
                "3. Ce qui compte comme livré",
                introduction=typographie("Compte une fois, et une seule par logement :"),
                points=tuple(typographie(un) for un in _LIVRES),
                note=typographie(_REVISION),
            ),
        ),
        (
            Signataire("Pour le bailleur", bailleur),
            Signataire("Pour le réservataire", reservataire),
        ),
    )


def _assiette(calcul: Calcul, annexe: AnnexeLP) -> tuple[Ligne, ...]:
    """Give each figure before the result that it makes, in the order of the computation."""
    relogements = _relogements(annexe)
    avant = {
        "parc_soumis": _patrimoine(annexe),
        "assiette": relogements,
        "flux": (_rotation(annexe),),
        "mobilisables": relogements,
    }
    noms = {
        "parc_soumis": "= Parc soumis au flux",
        "assiette": "= Assiette",
        "flux": "= Flux prévisionnel",
        "mobilisables": "= Logements mobilisables",
    }
    lignes: list[Ligne] = []
    for etape in calcul.etapes:
        if etape.champ in avant:
            lignes += (une for une in avant[etape.champ] if une not in lignes)
            lignes.append(resultat(noms[etape.champ], etape))
    return tuple(lignes)


def _patrimoine(annexe: AnnexeLP) -> tuple[Ligne, ...]:
    millesime = annexe.annee - 2
    return (
        donnee(
            f"Patrimoine locatif au 31/12/{millesime}",
            annexe.patrimoine,
            "LP art. 2",
            f"RPLS {millesime}",
        ),
        donnee("− Défense, sécurité intérieure, santé", annexe.defense_sante, "LP art. 1"),
        donnee("− Ventes", annexe.ventes, "LP art. 1"),
        donnee("− Démolitions", annexe.demolitions, "LP art. 1"),
        donnee("− Habitat inclusif", annexe.habitat_inclusif, "LP art. 1"),
    )


def _rotation(annexe: AnnexeLP) -> Ligne:
    return donnee(
        f"× Taux de rotation observé en {annexe.annee - 2}",
        f"{nombre_fr(annexe.taux_rotation)} %",
        "LP, annexe",
        "base : tout le patrimoine du bailleur",
    )


def _relogements(annexe: AnnexeLP) -> tuple[Ligne, ...]:
    return (
        donnee("− Relogements ANRU", annexe.anru, "LP art. 2"),
        donnee("− Sortie d'habitat indigne (LHI)", annexe.lhi, "LP art. 2"),
        donnee("− Copropriétés dégradées (ORCOD)", annexe.orcod, "décret 2020-145"),
        donnee("− Mutations internes", annexe.mutations, "LP art. 2"),
    )


def _droit(calcul: Calcul, annexe: AnnexeLP, regles: ReglesFlux) -> Section:
    base = regles.base_taux
    taux = f"{nombre_fr(annexe.taux)} %"
    parts = [une for une in calcul.etapes if une.champ == "part"]
    return Section(
        "2. Droit de réservation",
        "Logements",
        typographie(
            f"Pour {annexe.annee}, le bailleur s'engage à proposer au réservataire {taux} des "
            "logements mobilisables ci-dessus."
        ),
        (
            donnee("Taux du réservataire", taux, base.article, f"base : {base.valeur}"),
            *(resultat(_nom_du_droit(rang, annexe.annee), une) for rang, une in enumerate(parts)),
        ),
        note=_en_toutes_lettres(calcul.parts[annexe.reservataire]),
    )


def _en_toutes_lettres(droit: int) -> str:
    """Repeat the right in words; a right is never that large, but its figures always do."""
    mots = f" ({en_lettres(droit)})" if droit < LIMITE else ""
    return typographie(f"Soit {nombre_fr(droit)}{mots} logement{'s' if droit > 1 else ''}.")


def _nom_du_droit(rang: int, annee: int) -> str:
    return f"= Droit pour {annee}" + (", report compris" if rang else "")
