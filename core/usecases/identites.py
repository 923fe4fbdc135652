"""What every dossier is, whatever its kind: its state, its convention, who may read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from core.domain.avis import Etat
from core.domain.organisations import Organisation
from core.domain.references import Prefixe, prefixe_de
from core.ports import UnitOfWork


@dataclass(frozen=True)
class Identite:
    """A dossier as all that is common sees it; `parties` may read it, by their names."""

    reference: str
    prefixe: Prefixe
    etat: str
    convention: str
    parties: tuple[Organisation, ...]

    def est_partie(self, organisation: Organisation) -> bool:
        """Tell whether an organisation may read it."""
        return organisation.id in {une.id for une in self.parties}


def identifier(uow: UnitOfWork, reference: str, *, verrou: bool = False) -> Identite | None:
    """Find what a reference names; None for nothing. `verrou`: kept from any change until the end.

    The parties of a brouillon, or of a programme not told yet, are its bailleur alone.
    """
    prefixe = prefixe_de(reference)
    return _PAR_PREFIXE[prefixe](uow, reference, verrou) if prefixe else None


def _avis(uow: UnitOfWork, reference: str, verrou: bool) -> Identite | None:
    avis = uow.avis.par_reference(reference, verrou=verrou)
    if avis is None:
        return None
    parties = (avis.bailleur,) if avis.etat is Etat.BROUILLON else avis.parties()
    return Identite(reference, Prefixe.AVIS, avis.etat, avis.convention, parties)


def _programme(uow: UnitOfWork, reference: str, verrou: bool) -> Identite | None:
    un = uow.programmes.par_reference(reference, verrou=verrou)
    if un is None:
        return None
    parties = tuple(une for une in (un.bailleur, *un.reservataires) if un.est_partie(une))
    return Identite(reference, Prefixe.PROGRAMME, un.etat, un.convention, parties)


def _prioritaire(uow: UnitOfWork, reference: str, verrou: bool) -> Identite | None:
    un = uow.prioritaires.par_reference(reference, verrou=verrou)
    if un is None:
        return None
    parties = _par_nom(uow.organisations.par_id(une) for une in un.parties)
    return Identite(reference, Prefixe.PRIORITAIRE, un.etat, un.convention, parties)


def _commission(uow: UnitOfWork, reference: str, verrou: bool) -> Identite | None:
    une = uow.commissions.par_reference(reference, verrou=verrou)
    if une is None:
        return None
    parties = (une.autorite, *uow.commissions.invites(une.convention))
    return Identite(reference, Prefixe.COMMISSION, une.etat, une.convention, parties)


def _par_nom(organisations: Iterable[Organisation]) -> tuple[Organisation, ...]:
    return tuple(sorted(organisations, key=lambda une: une.nom))


_PAR_PREFIXE: Mapping[Prefixe, Callable[[UnitOfWork, str, bool], Identite | None]] = {
    Prefixe.AVIS: _avis,
    Prefixe.PROGRAMME: _programme,
    Prefixe.PRIORITAIRE: _prioritaire,
    Prefixe.COMMISSION: _commission,
}
