"""The legal dates, computed again from what the platforms themselves recorded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from core.domain.avis import AvisDeVacance
from core.domain.delais import premier_delai, second_delai
from core.domain.envois import Genre, NatureReception, Reception

if TYPE_CHECKING:
    from tests.faults.verites import Verites

RETARD = timedelta(seconds=15)
"""What may part the platform's acceptance, in whole seconds, from our noting it."""


def fautes_de_date(vues: Verites, reference: str, avis: AvisDeVacance) -> Iterator[str]:
    """Tell which délai of an avis does not start, or end, when it must."""
    with vues.lieu.base.transaction() as uow:
        receptions = uow.avis.receptions(avis.id)
    for objet, echeance in ((Genre.AVIS, avis.premiere), (Genre.RELANCE, avis.seconde)):
        preuves = [une for une in receptions if une.objet is objet]
        for une in preuves:
            yield from _sans_trace(vues, reference, une)
        if echeance is None:
            continue
        if not preuves:
            yield f"{reference} : un délai court sans réception"
            continue
        debut = min(une.instant for une in preuves)
        if objet is Genre.AVIS:
            attendue = premier_delai(debut, avis.logement, avis.termes)
        else:
            assert avis.premiere
            attendue = second_delai(debut, avis.premiere, avis.logement, avis.termes)
        if attendue.fin != echeance.fin:
            yield f"{reference} : échéance {echeance.fin}, {attendue.fin} attendue"
        if echeance.debut not in {une.instant for une in preuves}:
            yield f"{reference} : délai depuis {echeance.debut}, que rien ne prouve"


def _sans_trace(vues: Verites, reference: str, une: Reception) -> Iterator[str]:
    """Tell of a reception that nobody but us saw."""
    if une.nature is NatureReception.DESIGNATION:
        if not any(dit <= une.instant for dit in vues.charge.reponses(reference)):
            yield f"{reference} : désignation à {une.instant}, que personne n'avait faite"
        return
    if une.nature is NatureReception.ACCUSE:
        if not any(debut <= une.instant <= fin for debut, fin in vues.charge.gestes(reference)):
            yield f"{reference} : accusé à {une.instant}, hors de tout geste"
        return
    traces = [
        datetime.fromtimestamp(un.instant, UTC)
        for un in vues.recus
        if un.lieu == une.destination.cle and une.message.endswith(un.message)
    ]
    if not any(trace <= une.instant <= trace + RETARD for trace in traces):
        yield f"{reference} : reçu à {une.instant}, la plateforme dit {traces}"
