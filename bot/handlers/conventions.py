"""Which convention a command about the State's side works under."""

from __future__ import annotations

from typing import Literal

from bot.handlers.request import Contexte
from core.domain.convention import Convention
from core.errors import ConventionAbsente
from core.texte import de

Volet = Literal["programmes", "priorite", "commission"]
_NOMS: dict[Volet, str] = {
    "programmes": "de règle pour les programmes neufs",
    "priorite": "d'inscription de ménages prioritaires par l'État",
    "commission": "de commission inter-bailleurs",
}


def conventions_du_volet(contexte: Contexte, volet: Volet) -> tuple[Convention, ...]:
    """Give the conventions of the member's organisation that rule this, those in force first."""
    uow = contexte.uow
    siennes = uow.organisations.conventions_de(contexte.membre.organisation.id)
    connues = [uow.conventions[une] for une in siennes if une in uow.conventions]
    jour = contexte.maintenant.date()
    retenues = [une for une in connues if _regle(une, volet)]
    return tuple(sorted(retenues, key=lambda une: not une.en_vigueur(jour)))


def convention_du_volet(contexte: Contexte, volet: Volet) -> Convention:
    """Give the convention that rules this for the member; raises ConventionAbsente."""
    for une in conventions_du_volet(contexte, volet):
        return une
    raise ConventionAbsente(
        f"Aucune convention {de(contexte.membre.organisation.nom)} ne prévoit {_NOMS[volet]}. "
        "Vos conventions : fluxbot convention list (administrateur)."
    )


def _regle(convention: Convention, volet: Volet) -> bool:
    if volet == "priorite":
        return convention.priorite is not None and convention.priorite.inscription.valeur
    return getattr(convention, volet) is not None
