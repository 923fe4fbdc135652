"""Note the offer made to a household, and its answer (CCH R441-10)."""

from __future__ import annotations

from datetime import date, datetime

from core.domain.envois import Genre
from core.domain.journal import engagement
from core.domain.offres import notifier, repondre
from core.domain.parcours import ReponseMenage
from core.ports import UnitOfWork
from core.texte import jour_fr
from core.usecases.suites import Acte, Cible, Suite, aujourdhui, inscrire, prevenir
from core.usecases.suivi_candidat import ouvrir_dossier


def noter_offre(uow: UnitOfWork, maintenant: datetime, cible: Cible, le: date) -> Suite:
    """Note that the household was notified on the civil day `le`; its days run from there."""
    avis, liste = ouvrir_dossier(uow, maintenant, cible, "notifier une offre sur")
    une = notifier(avis, liste, cible.numero, le, aujourdhui(avis, maintenant))
    offre = une.parcours.offre
    assert offre
    details = {"notifiée le": jour_fr(le), "dernier jour": jour_fr(offre.dernier_jour)}
    acte = Acte("offre notifiée au ménage", offre.article, details, offre.lecture)
    suite = inscrire(uow, avis, une, acte, cible.acteur, maintenant)
    prevenir(uow, suite, Genre.OFFRE, maintenant)
    return suite


def noter_reponse(
    uow: UnitOfWork,
    maintenant: datetime,
    cible: Cible,
    reponse: ReponseMenage,
    le: date,
    motif: str | None = None,
) -> Suite:
    """Note the household's answer given on the civil day `le`; a refusal calls the next rank."""
    avis, liste = ouvrir_dossier(uow, maintenant, cible, "noter une réponse sur")
    avant = next((une for une in liste if une.numero == cible.numero), None)
    une = repondre(avis, liste, cible.numero, reponse, le, aujourdhui(avis, maintenant), motif)
    details = {"le": jour_fr(le)}
    if avant and avant.parcours.reponse:
        details["à la place de"] = avant.issue
    if une.parcours.motif_refus:
        details["motif"] = engagement(avis.sel, une.parcours.motif_refus)
    article = avis.termes.offre_jours.article
    acte = Acte(_ACTIONS[reponse], article, details)
    suite = inscrire(uow, avis, une, acte, cible.acteur, maintenant)
    prevenir(uow, suite, Genre.REPONSE_MENAGE, maintenant)
    return suite


_ACTIONS = {
    ReponseMenage.ACCEPTE: "offre acceptée",
    ReponseMenage.REFUSE: "offre refusée",
    ReponseMenage.SILENCE: "silence du ménage, refus",
}
