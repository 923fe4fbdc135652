"""A meeting begins, notes who came, and closes (LA art. 2)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from core.domain.commissions import EtatCommission, Releve, en_vigueur
from core.domain.ordre_du_jour import OrdreDuJour
from core.domain.organisations import Organisation
from core.domain.suites_commission import EtatSuite
from core.errors import AConfirmer, TransitionImpossible
from core.ports import UnitOfWork
from core.texte import jour_fr, pluriel
from core.usecases.commissions_seance import Geste, Seance, charger_pour, dire_a_tous, ranger
from core.usecases.commissions_suivre import ordre_du_jour
from core.usecases.registre import Fait


def ouvrir(uow: UnitOfWork, maintenant: datetime, geste: Geste) -> Seance:
    """Begin a meeting; raises TransitionImpossible before its day, or while another is going on."""
    seance = charger_pour(uow, geste, "ouvrir")
    commission = seance.commission
    if seance.aujourdhui(maintenant) < seance.jour:
        raise TransitionImpossible(
            f"{commission.reference} est fixée au {jour_fr(seance.jour)} : elle s'ouvre ce jour-là "
            f"ou après. Pour l'avancer : /commission {commission.reference} reporter"
        )
    for une in uow.commissions.de_la_convention(commission.convention):
        if une.etat is EtatCommission.EN_SEANCE:
            raise TransitionImpossible(
                f"{une.reference} est encore en séance : closez-la d'abord. "
                f"/commission {une.reference} clore"
            )
    suite = replace(commission.deroulement, ouverte_le=maintenant)
    apres = replace(commission, etat=EtatCommission.EN_SEANCE, deroulement=suite)
    fait = Fait("séance ouverte", seance.article)
    return ranger(uow, seance, apres, fait, geste.acteur, maintenant)


def noter_les_presents(
    uow: UnitOfWork, maintenant: datetime, geste: Geste, presents: Collection[Organisation]
) -> Seance:
    """Note which bailleurs are represented, in place of what was noted before."""
    seance = charger_pour(uow, geste, "noter les présents de")
    numeros = tuple(sorted(une.id for une in presents))
    suite = replace(seance.commission.deroulement, presents=numeros)
    apres = replace(seance.commission, deroulement=suite)
    fait = Fait("présents notés", seance.article, details={"bailleurs": str(len(numeros))})
    return ranger(uow, seance, apres, fait, geste.acteur, maintenant)


def clore(
    uow: UnitOfWork, maintenant: datetime, geste: Geste
) -> tuple[Seance, tuple[Organisation, ...]]:
    """Close a meeting for good, and send everybody its summary; give who nobody reads for.

    Raises AConfirmer first: no decision is recorded afterwards.
    """
    seance = charger_pour(uow, geste, "clore")
    commission = seance.commission
    decisions = en_vigueur(uow.commissions.decisions(commission.id))
    ordre = ordre_du_jour(uow, seance, maintenant)
    decides = {une.dossier for une in decisions}
    restent = [un for un in ordre.menages if un.dossier.reference not in decides]
    if not geste.confirme:
        raise AConfirmer(
            f"C'est définitif : {pluriel(len(decisions), 'décision enregistrée', _DECISIONS)}, "
            f"{pluriel(len(restent), 'ménage', 'ménages')} de l'ordre du jour sans décision. Une "
            f"fois {commission.reference} close, plus rien ne s'y ajoute et chacun reçoit le "
            "relevé. Pour confirmer, ajoutez : confirmer=oui"
        )
    examines = dict.fromkeys([*(un.dossier.reference for un in ordre.menages), *sorted(decides)])
    suite = replace(
        commission.deroulement,
        close_le=maintenant,
        examines=tuple(examines),
        releve=_releve(ordre),
    )
    apres = replace(commission, etat=EtatCommission.CLOSE, deroulement=suite)
    details = {"décisions": str(len(decisions)), "examinés": str(len(examines))}
    fait = Fait("séance close", seance.article, details=details)
    close = ranger(uow, seance, apres, fait, geste.acteur, maintenant)
    return close, dire_a_tous(uow, maintenant, close, "cloture")


def _releve(ordre: OrdreDuJour) -> Releve:
    """Count what the anonymous account will say, once for all."""
    etats = [une.etat for une in ordre.suites]
    bilan = ordre.objectifs
    return Releve(
        etats.count(EtatSuite.TENUE),
        etats.count(EtatSuite.EN_RETARD),
        bilan.atteint if bilan else 0,
        bilan.en_retard if bilan else False,
    )


_DECISIONS = "décisions enregistrées"
