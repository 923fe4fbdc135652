"""A reply kept in the outbox until it is sent: its message, and a form as plain data."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache

from pydantic import TypeAdapter

from core.messages.forms import Formulaire
from core.messages.model import Message
from core.messages.saisies import lire_date


@dataclass(frozen=True)
class ChampVu:
    """One question as a platform shows it: no reader, only text.

    `conditionnel`: asked only when other answers call for it; `date`: a day of the calendar.
    """

    nom: str
    libelle: str
    aide: str
    choix: tuple[str, ...]
    requis: bool
    long: bool
    valeur: str = ""
    erreur: str = ""
    conditionnel: bool = False
    date: bool = False


@dataclass(frozen=True)
class FormulaireVu:
    """A form as a platform shows it."""

    commande: str
    titre: str
    envoi: str
    champs: tuple[ChampVu, ...]
    fixe: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Corps:
    """What a reply shows."""

    message: Message
    formulaire: FormulaireVu | None = None


def vue_du_formulaire(
    formulaire: Formulaire,
    valeurs: Mapping[str, str] | None = None,
    erreurs: Mapping[str, str] | None = None,
    montrer: Collection[str] = (),
) -> FormulaireVu:
    """Give a form as data, with what was typed and what is wrong with it.

    `montrer` names the conditional fields that the answers call for.
    """
    saisies = {**formulaire.valeurs, **(valeurs or {})}
    champs = tuple(
        ChampVu(
            un.nom,
            un.libelle,
            un.aide,
            un.choix,
            un.requis,
            un.long,
            saisies.get(un.nom, ""),
            (erreurs or {}).get(un.nom, ""),
            un.conditionnel and un.nom not in montrer,
            un.lecteur is lire_date,
        )
        for un in formulaire.champs
    )
    return FormulaireVu(
        formulaire.commande, formulaire.titre, formulaire.envoi, champs, formulaire.fixe
    )


@cache
def _adaptateur() -> TypeAdapter[Corps]:
    return TypeAdapter(Corps)


def ecrire_corps(corps: Corps) -> str:
    """Write a reply for the outbox (encrypted there)."""
    return _adaptateur().dump_json(corps).decode()


def lire_corps(texte: str) -> Corps:
    """Read a reply back."""
    return _adaptateur().validate_json(texte)
