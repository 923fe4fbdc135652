"""Answer on each candidate: presented to the CALEOL, or set aside (LP art. 6)."""

from __future__ import annotations

from datetime import datetime

from core.domain.caleol import repondre_sur
from core.domain.candidatures import trouver
from core.domain.envois import Genre
from core.domain.journal import engagement
from core.domain.parcours import Presentation
from core.ports import UnitOfWork
from core.usecases.suites import Acte, Cible, Suite, exiger_confirmation, inscrire, prevenir
from core.usecases.suivi_candidat import ouvrir_dossier


def noter_retour(
    uow: UnitOfWork,
    maintenant: datetime,
    cible: Cible,
    presentation: Presentation,
    difficulte: str | None,
) -> Suite:
    """Note the bailleur's answer on one candidate, and tell who put the household forward.

    Raises DonneePersonnelle when the difficulty seems to name a person, AConfirmer when nobody is
    left and the avis would go back for good.
    """
    avis, liste = ouvrir_dossier(uow, maintenant, cible, "répondre sur les candidats de")
    une = repondre_sur(avis, liste, cible.numero, presentation, difficulte)
    exiger_confirmation(avis, liste, une, cible)
    texte = une.parcours.difficulte
    details = {"difficulté": engagement(avis.sel, texte)} if texte else {}
    avant = trouver(liste, cible.numero, avis.reference).parcours.presentation
    if avant:
        details["à la place de"] = avant.value
    acte = Acte(_ACTIONS[presentation], "LP art. 6", details)
    suite = inscrire(uow, avis, une, acte, cible.acteur, maintenant)
    return prevenir(uow, suite, Genre.RETOUR, maintenant)


_ACTIONS = {
    Presentation.PRESENTEE: "candidat présenté à la CALEOL",
    Presentation.ECARTEE: "candidat écarté",
}
