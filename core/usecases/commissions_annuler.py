"""The State's service cancels a meeting (LA art. 2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.domain.commissions import EtatCommission
from core.domain.journal import engagement
from core.errors import AConfirmer
from core.ports import UnitOfWork
from core.usecases.commissions_calendrier import limite
from core.usecases.commissions_fixer import Fixee
from core.usecases.commissions_seance import Geste, charger_pour, dire_a_tous, ranger
from core.usecases.registre import Fait


def annuler(uow: UnitOfWork, maintenant: datetime, geste: Geste, motif: str) -> Fixee:
    """Cancel a meeting, and tell who was convened; the limit given is that of the next one to fix.

    Raises AConfirmer when somebody was convened, TransitionImpossible once it has begun.
    """
    seance = charger_pour(uow, geste, "annuler")
    commission = seance.commission
    convoquee = commission.etat is EtatCommission.CONVOQUEE
    if convoquee and not geste.confirme:
        raise AConfirmer(
            f"C'est définitif : les bailleurs, déjà convoqués pour {commission.reference}, seront "
            "prévenus de l'annulation. Pour changer de date plutôt : "
            f"/commission {commission.reference} reporter. "
            "Pour confirmer l'annulation, ajoutez : confirmer=oui"
        )
    ancien = commission.deroulement
    suite = replace(ancien, motif=motif, sequence=ancien.sequence + 1)
    apres = replace(commission, etat=EtatCommission.ANNULEE, deroulement=suite)
    details = {"motif (engagement)": engagement(commission.sel, motif)}
    fait = Fait("séance annulée", seance.article, details=details)
    annulee = ranger(uow, seance, apres, fait, geste.acteur, maintenant)
    muettes = dire_a_tous(uow, maintenant, annulee, "annulation") if convoquee else ()
    le = limite(uow, seance.convention, geste.organisation, maintenant)
    return Fixee(annulee, le, muettes)
