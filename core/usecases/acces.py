"""Signed links: send a new one to the addresses of record, record the refused ones."""

from __future__ import annotations

from datetime import datetime, timedelta

from core.domain.acces import But, LienRefuse
from core.domain.envois import Genre, NouvelEnvoi
from core.domain.journal import Entree
from core.domain.organisations import PAGE, Membre
from core.ports import UnitOfWork
from core.usecases.dossier import FLUXBOT

ATTENTE = timedelta(minutes=10)
"""A member is sent one new link in that time, whoever asks for it."""


def envoyer_un_lien(
    uow: UnitOfWork, maintenant: datetime, membre: Membre, but: But, objet: str = ""
) -> None:
    """Send a member a new link, in private and to the addresses on file only."""
    tranche = int(maintenant.timestamp() // ATTENTE.total_seconds())
    for destination in uow.membres.prives(membre.id):
        uow.envois.ajouter(
            NouvelEnvoi(
                Genre.LIEN,
                destination,
                f"{Genre.LIEN}:{membre.id}:{tranche}:{destination.cle}",
                maintenant,
                objet or None,
                membre.organisation.id,
                {"membre": str(membre.id), "but": but.value, "reference": objet},
                expire_le=maintenant + timedelta(days=1),
            )
        )


def consigner_refus(uow: UnitOfWork, maintenant: datetime, refus: LienRefuse) -> None:
    """Record that a link was refused, and why; never the link itself (LP art. 11)."""
    membre = refus.acces.membre if refus.acces else 0
    details = {"raison": refus.raison} | ({"membre": str(membre)} if membre else {})
    uow.journal.ajouter(
        Entree(
            f"ACCES-{maintenant.year}",
            0,
            maintenant,
            FLUXBOT.nom,
            PAGE,
            "lien refusé",
            "",
            "",
            "LP art. 11",
            details=details,
        )
    )
