"""An avis of a batch: what changed is stored, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import event

from core.domain.avis import AvisDeVacance
from storage.lots.avis import AvisEnLot
from storage.unit_of_work import Base, UniteDeTravail
from tests.integration.outils import creer_avis


def en_lot(uow: UniteDeTravail) -> tuple[AvisEnLot, AvisDeVacance]:
    """Give a batch of one avis, just created, and that avis."""
    lot = AvisEnLot(uow.connexion, uow.avis.coffre, [creer_avis(uow).id])
    return lot, lot.pris[0]


def test_columns_that_did_not_change_are_not_written(base: Base) -> None:
    ordres: list[str] = []
    with base.transaction() as uow:
        lot, avis = en_lot(uow)
        lot.enregistrer(replace(avis, motif="refusé"))
        event.listen(uow.connexion, "before_cursor_execute", lambda *a: ordres.append(a[2]))
        lot.ecrire()
    (ordre,) = ordres
    ecrites = ordre.partition(" SET ")[2].partition(" WHERE ")[0]
    assert [une.partition("=")[0] for une in ecrites.split(", ")] == ["echeance_le", "motif"]


def test_what_returns_to_its_first_value_is_stored_as_such(base: Base) -> None:
    with base.transaction() as uow:
        lot, avis = en_lot(uow)
        for motif in ("refusé", None):
            lot.enregistrer(replace(avis, motif=motif))
            lot.ecrire()
        gardes: Any = uow.avis.par_id(avis.id)
    assert gardes == avis
