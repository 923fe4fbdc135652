"""Every bailleur and the State's service are convened (LA art. 2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.domain.commissions import EtatCommission
from core.domain.organisations import Organisation
from core.errors import TransitionImpossible
from core.ports import UnitOfWork
from core.usecases.commissions_seance import (
    Geste,
    Seance,
    charger_pour,
    dire_a_tous,
    ranger,
)
from core.usecases.dossier import FLUXBOT, Acteur
from core.usecases.registre import Fait


def convoquer(
    uow: UnitOfWork, maintenant: datetime, geste: Geste
) -> tuple[Seance, tuple[Organisation, ...]]:
    """Convene a meeting now; give it, with those for whom nobody reads.

    Raises TransitionImpossible once convened, or when its hour has passed.
    """
    seance = charger_pour(uow, geste, "convoquer")
    if seance.commission.seance <= maintenant:
        raise TransitionImpossible(
            f"On ne convoque plus pour {geste.reference} : la séance était fixée au "
            f"{seance.instant_fr()}. Donnez-lui une autre date : "
            f"/commission {geste.reference} reporter"
        )
    return envoyer_la_convocation(uow, maintenant, seance, geste.acteur)


def envoyer_la_convocation(
    uow: UnitOfWork, maintenant: datetime, seance: Seance, acteur: Acteur = FLUXBOT
) -> tuple[Seance, tuple[Organisation, ...]]:
    """Convene a meeting that waits for it; give it, with those for whom nobody reads."""
    suite = replace(seance.commission.deroulement, convoquee_le=maintenant)
    apres = replace(seance.commission, etat=EtatCommission.CONVOQUEE, deroulement=suite)
    article = seance.regles.convocation_jours.article
    fait = Fait("convocation envoyée", article, details={"séance": seance.instant_fr()})
    convoquee = ranger(uow, seance, apres, fait, acteur, maintenant)
    return convoquee, dire_a_tous(uow, maintenant, convoquee, "convocation")
