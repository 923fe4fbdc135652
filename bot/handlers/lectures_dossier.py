"""Read what is typed about a priority household; what is private is never quoted back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.domain.nommage import organisation_nommee
from core.domain.numero_unique import NumeroUnique, lire_numero_unique
from core.domain.organisations import Organisation
from core.domain.prioritaires import ReponseProposition, Voie
from core.domain.regles_priorite import Categorie
from core.errors import Refus, SaisieInvalide, saisie
from core.messages.saisies import Lecteur, lire_lieu, lire_texte, lire_type
from core.texte import cle

VOIES = {
    "rapport": Voie.RAPPORT,
    "formulaire": Voie.FORMULAIRE,
    "automatique": Voie.AUTOMATIQUE,
}
REPONSES = {
    "accepte": ReponseProposition.ACCEPTE,
    "refuse": ReponseProposition.REFUSE,
    "sans suite": ReponseProposition.SANS_SUITE,
}


def lire_numero_du_menage(champ: str, texte: str) -> NumeroUnique:
    """Read the numéro unique of the demande, which comes first (LA 3.1)."""
    try:
        return lire_numero_unique(texte)
    except Refus as refus:
        raise SaisieInvalide(refus.phrase, champ) from refus


def lire_voie(champ: str, texte: str) -> Voie:
    """Read the road by which the État inscribes: « rapport », « formulaire », « automatique »."""
    mot = cle(texte).partition(" ")[0]
    if mot not in VOIES:
        regle = f"n'est pas une voie d'inscription ({', '.join(VOIES)})"
        raise saisie(champ, texte, regle, f"{champ}=rapport")
    return VOIES[mot]


def lire_reponse(champ: str, texte: str) -> ReponseProposition:
    """Read « accepte », « refuse » or « sans suite »."""
    mot = cle(texte.replace("_", " "))
    if mot not in REPONSES:
        regle = "n'est pas une réponse possible (accepte, refuse, sans_suite)"
        raise saisie(champ, texte, regle, "accepte")
    return REPONSES[mot]


def lire_types(champ: str, texte: str) -> tuple[str, ...]:
    """Read one or several typologies: « T2, T3 »."""
    mots = [un for un in re.split(r"[,;/\s]+|\bou\b", texte) if un]
    return tuple(dict.fromkeys(lire_type(champ, un) for un in mots))


def lire_communes(champ: str, texte: str) -> tuple[str, ...]:
    """Read one or several communes: « Nantes, Rezé »."""
    mots = [un.strip() for un in re.split(r"[,;/]", texte) if un.strip()]
    return tuple(dict.fromkeys(lire_lieu(champ, un) for un in mots))


def lire_contact(champ: str, texte: str) -> str:
    """Read whom to tell; a refusal never repeats what was typed."""
    try:
        return lire_texte(champ, texte)
    except Refus as refus:
        raise SaisieInvalide(
            f"{champ} : écrivez au plus 200 caractères, sur une ligne. "
            "Exemple : travailleur social, CCAS de Nantes",
            champ,
        ) from refus


def lecteur_de_categorie(categories: Sequence[Categorie]) -> Lecteur:
    """Make the reader of a category, by its code or its label; gives the code."""
    par_nom = {cle(une.libelle): une.code for une in categories}
    par_nom |= {cle(une.code): une.code for une in categories}

    def lire(champ: str, texte: str) -> str:
        if cle(texte) not in par_nom:
            exemple = categories[0].code if categories else ""
            raise SaisieInvalide(
                f"{champ} : ce n'est pas une catégorie de la convention. Exemple : {exemple}",
                champ,
            )
        return par_nom[cle(texte)]

    return lire


def lecteur_de_bailleur(bailleurs: Sequence[Organisation]) -> Lecteur:
    """Make the reader of a bailleur's name, or an unambiguous part of it."""
    return lambda champ, texte: organisation_nommee(bailleurs, texte, champ)
