"""Answer on each candidate: presented to the CALEOL, or set aside (LP art. 6)."""

from __future__ import annotations

from datetime import datetime

from core.domain.caleol import repondre_sur
from core.domain.envois import Genre
from core.domain.journal import engagement
from core.domain.parcours import Presentation
from core.ports import UnitOfWork
from core.usecases.suites import Acte, Cible, Suite, inscrire, prevenir
from core.usecases.suivi_candidat import ouvrir_dossier


def noter_retour(
    uow: UnitOfWork,
    maintenant: datetime,
    cible: Cible,
    presentation: Presentation,
    difficulte: str | None,
) -> Suite:
    """Note the bailleur's answer on one candidate, and tell who put the household forward.

    Raises DonneePersonnelle when the difficulty seems to name a person.
    """
    avis, liste = ouvrir_dossier(uow, maintenant, cible, "répondre sur les candidats de")
    une = repondre_sur(avis, liste, cible.numero, presentation, difficulte)
    texte = une.parcours.difficulte
    details = {"difficulté": engagement(avis.sel, texte)} if texte else {}
    acte = Acte(_ACTIONS[presentation], "LP art. 6", details)
    suite = inscrire(uow, avis, une, acte, cible.acteur, maintenant)
    prevenir(uow, suite, Genre.RETOUR, maintenant)
    return suite


_ACTIONS = {
    Presentation.PRESENTEE: "candidat présenté à la CALEOL",
    Presentation.ECARTEE: "candidat écarté",
}
