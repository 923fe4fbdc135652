"""Note the lease signed: the dwelling is delivered (LP art. 3)."""

from __future__ import annotations

from datetime import date, datetime

from core.domain.baux import signer
from core.domain.envois import Genre
from core.ports import UnitOfWork
from core.texte import jour_fr
from core.usecases.suites import Acte, Cible, Suite, aujourdhui, inscrire, prevenir
from core.usecases.suivi_candidat import ouvrir_dossier


def noter_bail(uow: UnitOfWork, maintenant: datetime, cible: Cible, le: date) -> Suite:
    """Note the lease signed on the civil day `le`; the dwelling counts in that day's year."""
    avis, liste = ouvrir_dossier(uow, maintenant, cible, "noter le bail de")
    une = signer(avis, liste, cible.numero, le, aujourdhui(avis, maintenant))
    details = {"signé le": jour_fr(le)}
    if avis.livraison and avis.livre_le:
        details["livré"] = f"déjà compté : {avis.livraison} le {jour_fr(avis.livre_le)}"
    acte = Acte("bail signé", "LP art. 3", details)
    suite = inscrire(uow, avis, une, acte, cible.acteur, maintenant)
    return prevenir(uow, suite, Genre.BAIL, maintenant)
