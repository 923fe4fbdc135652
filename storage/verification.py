"""Verify the chains, the heads and the seals against one another."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from core.domain.journal import ORIGINE, Entree, Rupture, contenu_sceau, premiere_rupture
from core.usecases.identites import identifier
from storage.unit_of_work import UniteDeTravail

RECEPTIONS = frozenset({"avis reçu", "relance reçue", "notice reçue", "retour reçu"})
"""The entries from which a délai runs: the tables must hold their proof."""


def ruptures(uow: UniteDeTravail, dossiers: Iterable[str]) -> Iterator[Rupture]:
    """Give the first broken link of each dossier, then of the chain of seals."""
    for dossier in dossiers:
        rupture = _dossier(uow, dossier)
        if rupture:
            yield rupture
    yield from _sceaux(uow)


def _dossier(uow: UniteDeTravail, dossier: str) -> Rupture | None:
    """Check a chain, then that its end is the head, and every sealed head within it."""
    chaine = uow.journal.chaine(dossier)
    rupture = premiere_rupture(chaine)
    if rupture:
        return rupture
    empreintes = {une.rang: une.empreinte for une in chaine}
    tete = uow.journal.tete(dossier)
    if tete is None or empreintes.get(tete[0]) != tete[1] or len(chaine) != tete[0]:
        return Rupture(dossier, len(chaine) + 1, "la fin de la chaîne a été coupée")
    desaccord = _desaccord(uow, dossier, chaine)
    if desaccord:
        return desaccord
    for sceau in uow.journal.sceaux_de(dossier):
        rang, empreinte = sceau.tetes[dossier]
        if empreintes.get(rang) != empreinte:
            return Rupture(dossier, rang, f"l'entrée ne répond pas au sceau n° {sceau.rang}")
    return None


def _desaccord(uow: UniteDeTravail, dossier: str, chaine: Sequence[Entree]) -> Rupture | None:
    """Check that the tables say what the chain says: the state, and each reception."""
    trouve = identifier(uow, dossier)
    if trouve is None:
        return None
    dit = next((une for une in reversed(chaine) if une.a), chaine[-1])
    if dit.a != trouve.etat:
        return Rupture(dossier, dit.rang, f"la table dit « {trouve.etat} », pas le journal")
    preuves = _receptions(uow, dossier)
    for entree in chaine:
        if entree.action not in RECEPTIONS:
            continue
        if (entree.details.get("message"), entree.instant) not in preuves:
            return Rupture(dossier, entree.rang, "la réception de la table n'est pas celle-là")
    return None


def _receptions(uow: UniteDeTravail, dossier: str) -> set[tuple[str | None, datetime]]:
    """Give the receptions of the tables, by message and instant."""
    avis, programme = uow.avis.par_reference(dossier), uow.programmes.par_reference(dossier)
    if avis:
        return {(une.message, une.instant) for une in uow.avis.receptions(avis.id)}
    recues = programme.contenu.receptions if programme else ()
    return {(une.message, une.instant) for une in recues}


def _sceaux(uow: UniteDeTravail) -> Iterator[Rupture]:
    precedent, rang = ORIGINE, 0
    for sceau in uow.journal.tous_les_sceaux():
        calcule = hashlib.sha256(contenu_sceau(sceau)).hexdigest()
        if sceau.rang != rang + 1 or sceau.precedent != precedent:
            yield Rupture("sceaux", sceau.rang, "le sceau ne suit pas le précédent")
            return
        if calcule != sceau.empreinte:
            yield Rupture("sceaux", sceau.rang, "le contenu du sceau a été modifié")
            return
        precedent, rang = sceau.empreinte, sceau.rang
