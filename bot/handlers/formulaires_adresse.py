"""The forms of /adresse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.handlers.formulaires import OUI_NON
from core.domain.adresses import lire_adresse
from core.messages.forms import Champ, Formulaire
from core.messages.saisies import lire_oui_non, lire_texte

CHOIX_MAX = 20
"""Addresses offered to choose among: beyond, they are typed."""


@dataclass(frozen=True)
class Action:
    """One thing to do: its title, the arguments by position, those it can't go without."""

    titre: str
    envoi: str
    positions: tuple[str, ...]
    requis: tuple[str, ...]
    exemple: str


ACTIONS: Mapping[str, Action] = {
    "ajouter": Action(
        "Ajouter une adresse", "Inviter", ("adresse",), ("adresse",), "jean@ville.fr"
    ),
    "retirer": Action(
        "Retirer une adresse", "Retirer", ("adresse",), ("adresse",), "jean@ville.fr"
    ),
    "revoquer": Action(
        "Révoquer les liens", "Révoquer", ("adresse",), ("adresse",), "jean@ville.fr"
    ),
    "secours": Action(
        "Adresse de secours",
        "Enregistrer",
        ("adresse", "secours"),
        ("adresse", "secours"),
        "jean@ville.fr oui",
    ),
    "caleol": Action(
        "Adresse de la CALEOL", "Enregistrer", ("caleol",), ("caleol",), "caleol@bailleur.fr"
    ),
}


def formulaire_adresse(
    action: str, connues: Sequence[str], saisies: Mapping[str, str]
) -> Formulaire:
    """Ask for what an action lacks; `connues` are the addresses to choose among."""
    une = ACTIONS[action]
    champs = _CHAMPS[action](connues if len(connues) <= CHOIX_MAX else ())
    return Formulaire("adresse", une.titre, champs, une.envoi, {"action": action}, dict(saisies))


def _adresse(choix: Sequence[str] = ()) -> Champ:
    aide = "" if choix else "Exemple : jean@ville.fr"
    return Champ("adresse", "Adresse de courriel", lire_adresse, aide, tuple(choix))


def _secours(*, requis: bool) -> Champ:
    libelle = "Seulement quand aucune messagerie ne répond (secours) ?"
    return Champ("secours", libelle, lire_oui_non, choix=OUI_NON, requis=requis)


def _ajouter(_: Sequence[str]) -> tuple[Champ, ...]:
    role = Champ("role", "Rôle", lire_texte, choix=("agent", "référent"), requis=False)
    return (_adresse(), role, _secours(requis=False))


def _choisir(connues: Sequence[str]) -> tuple[Champ, ...]:
    return (_adresse(connues),)


def _choisir_le_secours(connues: Sequence[str]) -> tuple[Champ, ...]:
    return (_adresse(connues), _secours(requis=True))


def _caleol(_: Sequence[str]) -> tuple[Champ, ...]:
    aide = "Exemple : caleol@bailleur.fr ; « aucune » pour l'oublier."
    return (Champ("caleol", "Adresse de la CALEOL", lire_texte, aide),)


_CHAMPS = {
    "ajouter": _ajouter,
    "retirer": _choisir,
    "revoquer": _choisir,
    "secours": _choisir_le_secours,
    "caleol": _caleol,
}
