"""Who meets, for which households, and what each reads."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.handlers.gestes import apercevoir, regarder, requete_de
from core.domain.agenda import RendezVous
from core.messages.model import Message
from tests.component.plateforme import NOM
from tests.component.scene import Scene

DEPART = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
"""Tuesday 10 March 2026, 10:00 in Nantes."""
SEANCE = datetime(2026, 4, 9, 12, 30, tzinfo=UTC)
"""Thursday 9 April 2026, 14:30 in Nantes, in summer time."""
ETAT = "État (préfet de la Loire-Atlantique)"
CIB = "CIB-2026-0001"
DP = tuple(f"DP-2026-000{n}" for n in range(1, 5))
CATEGORIES = ("dalo", "violences", "hebergement", "insalubrite")
RECONNUS = ("10/03/2025", "01/03/2026", "01/03/2026", "01/03/2026")
NOUVELLE = "/commission nouvelle date=09/04/2026 heure=14h30 lieu=préfecture"
OFFRE = "type=T3 commune=Rezé qpv=non loyer=480 charges=60"
SECRETS = ("dalo", "violences", "hébergement", "insalubrité", "contingents suivis", "reconnus")
"""What tells a category; no conversation ever shows any."""


def decision(dossier: str, reste: str = "", texte: str = "un T3 à trouver") -> str:
    """Write the command that records a decision."""
    return f'/commission {CIB} decision {dossier} texte="{texte}" {reste}'.strip()


def dernier(scene: Scene, qui: str) -> Message:
    """Give the last message that a person reads."""
    message = scene.fil(qui)[-1].livraison.message
    assert message
    return message


def page(scene: Scene, qui: str, fixe: dict[str, str]) -> str:
    """Give what a person reads of /commission on a signed page."""
    return lue(scene, qui, fixe).texte()


def lue(scene: Scene, qui: str, fixe: dict[str, str]) -> Message:
    """Give the message of /commission on a person's signed page."""
    with scene.base.transaction() as uow:
        membre = uow.membres.par_identite(NOM, qui)
    assert membre
    requete = requete_de(membre, "commission", "lecture", fixe)
    message = regarder(scene.base, requete, scene.maintenant, apercevoir).message
    assert message
    return message


def attendus(scene: Scene, reference: str = CIB) -> list[RendezVous]:
    """Give what a meeting waits for."""
    with scene.base.transaction() as uow:
        return list(uow.agenda.de(reference))
