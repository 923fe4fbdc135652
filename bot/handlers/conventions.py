"""Which convention a command about the State's side works under."""

from __future__ import annotations

from bot.handlers.request import Contexte
from core.domain.convention import Convention, Volet
from core.errors import ConventionAbsente
from core.texte import de

_NOMS: dict[Volet, str] = {
    "termes": "d'avis de vacance",
    "programmes": "de règle pour les programmes neufs",
    "priorite": "d'inscription de ménages prioritaires par l'État",
    "commission": "de commission inter-bailleurs",
    "parts": "de part due à des ménages prioritaires",
}


def conventions_du_volet(contexte: Contexte, volet: Volet) -> tuple[Convention, ...]:
    """Give the conventions of the member's organisation that rule this, those in force first."""
    uow = contexte.uow
    siennes = uow.organisations.conventions_de(contexte.membre.organisation.id)
    connues = [uow.conventions[une] for une in siennes if une in uow.conventions]
    jour = contexte.maintenant.date()
    retenues = [une for une in connues if une.prevoit(volet)]
    return tuple(sorted(retenues, key=lambda une: not une.en_vigueur(jour)))


def convention_du_volet(contexte: Contexte, volet: Volet) -> Convention:
    """Give the convention that rules this for the member; raises ConventionAbsente."""
    for une in conventions_du_volet(contexte, volet):
        return une
    raise ConventionAbsente(
        f"Aucune convention {de(contexte.membre.organisation.nom)} ne prévoit {_NOMS[volet]}. "
        "Ce que vous pouvez faire : /aide"
    )
