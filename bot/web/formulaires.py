"""A form as a page shows it again: what was typed, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.presenters.corps import ChampVu, FormulaireVu


def avec_saisie(
    vu: FormulaireVu, champs: Mapping[str, str], erreurs: Mapping[str, str]
) -> FormulaireVu:
    """Put what was typed, and one sentence a field at fault, back in a form."""
    return replace(
        vu,
        champs=tuple(
            replace(
                un,
                valeur=champs.get(un.nom, ""),
                erreur=_sans_repeter(un, erreurs.get(un.nom, "")),
            )
            for un in vu.champs
        ),
    )


def erreur_generale(champs: Sequence[ChampVu], erreurs: Mapping[str, str]) -> str:
    """Give the faults that belong to no field shown."""
    noms = {un.nom for un in champs}
    return " ".join(phrase for nom, phrase in erreurs.items() if nom not in noms)


def _sans_repeter(champ: ChampVu, erreur: str) -> str:
    """Leave out what already stands above and below the field."""
    phrase = erreur.removeprefix(f"{champ.libelle} : ").removesuffix(champ.aide).strip()
    phrase = phrase.removeprefix(f"{champ.nom.capitalize()} : ").removeprefix(f"{champ.nom} : ")
    phrase = phrase.replace(f"Exemple : {champ.nom}=", "Exemple : ")
    return phrase[:1].upper() + phrase[1:]
