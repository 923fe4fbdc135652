"""A dwelling handed back to the bailleur, which then looks for a household itself (LA 4.2.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.domain.programmes import Programme, SuiteRetour
from core.domain.programmes_dates import fin
from core.domain.regles_programmes import Repli
from core.ports import UnitOfWork
from core.texte import jour_fr
from core.usecases.dossier import FLUXBOT, Acteur
from core.usecases.programmes_commun import aujourdhui, dire, enregistrer
from core.usecases.registre import Fait

LIBELLES_REPLI = {
    Repli.PRIORITAIRES: "parmi les candidatures prioritaires",
    Repli.LIBRE: "librement",
}
"""Among whom the bailleur looks, in words."""


def rendre(
    uow: UnitOfWork,
    maintenant: datetime,
    programme: Programme,
    logement: int,
    pourquoi: str,
    acteur: Acteur = FLUXBOT,
) -> Programme:
    """Hand an open dwelling back to the bailleur, and tell both parties."""
    un = programme.logement(logement)
    assert un is not None and un.reservataire is not None
    retour = programme.retour_en_cours(logement)
    if retour:
        programme = programme.avec_retour(replace(retour, suite=SuiteRetour.RENDU))
    programme = programme.avec_logement(
        replace(un, rendu_le=aujourdhui(programme, maintenant), retenu=None)
    )
    regles = programme.regles
    article = (regles.complement_jours or regles.repli).article
    details = {"logement": str(logement), "raison": pourquoi}
    lecture = f"le bailleur prospecte {LIBELLES_REPLI[regles.repli.valeur]}"
    fait = Fait("logement rendu au bailleur", article, lecture=lecture, details=details)
    programme = enregistrer(uow, programme, fait, acteur, maintenant)
    parties = (programme.bailleur, programme.reservataire(un.reservataire))
    dire(uow, maintenant, programme, "rendu", parties, {"numero": str(logement)})
    return programme


def rendre_ce_qui_est_du(uow: UnitOfWork, programme: Programme, maintenant: datetime) -> Programme:
    """Hand back each dwelling whose proved délai ended, once all sent before its end was heard.

    An outage never hands a dwelling back: what a réservataire sent in time is read first.
    """
    entendu = uow.ecoutes.jusqu_a()
    for un in programme.contenu.retours:
        if un.suite is not SuiteRetour.EN_COURS or un.dernier_jour is None:
            continue
        limite = fin(programme, un.dernier_jour)
        if maintenant < limite or (entendu is not None and entendu < limite):
            continue
        pourquoi = f"aucun autre candidat nommé jusqu'au {jour_fr(un.dernier_jour)} à 24 h"
        programme = rendre(uow, maintenant, programme, un.logement, pourquoi)
    return programme
