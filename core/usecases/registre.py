"""What every dossier of the État shares: record a fact, tell an organisation, forget no date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from core.domain.envois import Envoi, Genre, NouvelEnvoi
from core.domain.journal import Entree
from core.domain.organisations import Destination, Organisation
from core.ports import UnitOfWork
from core.usecases.dossier import Acteur

PRECISIONS = ("jours", "numero", "dossier", "tour")
"""The facts that make two notices of one dossier, at one head of its chain, different."""

DES_DOSSIERS = frozenset({Genre.PROGRAMME, Genre.PRIORITAIRE, Genre.COMMISSION})


@dataclass(frozen=True)
class Fait:
    """One thing done to a dossier, as the journal says it; no personal datum, no category.

    Free texts are in `details` as salted commitments only.
    """

    action: str
    article: str
    de: str = ""
    a: str = ""
    lecture: str = ""
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Avertissement:
    """A notice about a dossier: its kind, which wording (`quoi`), and its facts.

    `faits` are short and hold no personal datum; they are read again when the notice is sent.
    """

    genre: Genre
    quoi: str
    reference: str
    faits: Mapping[str, str] = field(default_factory=dict)
    expire_le: datetime | None = None


def consigner(
    uow: UnitOfWork, reference: str, fait: Fait, acteur: Acteur, maintenant: datetime
) -> None:
    """Append one entry to a dossier's chain."""
    uow.journal.ajouter(
        Entree(
            dossier=reference,
            rang=0,
            instant=maintenant,
            acteur=acteur.nom,
            plateforme=acteur.plateforme,
            action=fait.action,
            de=fait.de,
            a=fait.a,
            article=fait.article,
            lecture=fait.lecture,
            details=fait.details,
        )
    )


def avertir(
    uow: UnitOfWork, maintenant: datetime, un: Avertissement, organisation: Organisation
) -> bool:
    """Put a notice in the outbox for an organisation; tell whether anybody reads for it.

    When nobody does, every administrateur is told at once.
    """
    destinations = uow.canaux.destinations(organisation.id)
    adresser(uow, maintenant, un, organisation, destinations)
    if not destinations:
        _dire_non_lu(uow, maintenant, un, organisation.id)
    return bool(destinations)


def adresser(
    uow: UnitOfWork,
    maintenant: datetime,
    un: Avertissement,
    organisation: Organisation,
    destinations: Iterable[Destination],
) -> None:
    """Put a notice in the outbox for some of an organisation's conversations."""
    for destination in destinations:
        _ajouter(uow, maintenant, un, organisation.id, destination)


def noter_non_lu(uow: UnitOfWork, maintenant: datetime, envoi: Envoi) -> None:
    """Tell every administrateur that a notice about a dossier reached nobody."""
    if envoi.genre not in DES_DOSSIERS or envoi.organisation is None or envoi.reference is None:
        return
    if uow.envois.encore_en_route(envoi):
        return
    perdu = Avertissement(envoi.genre, envoi.faits.get("quoi", ""), envoi.reference, envoi.faits)
    _dire_non_lu(uow, maintenant, perdu, envoi.organisation)


def _ajouter(
    uow: UnitOfWork,
    maintenant: datetime,
    un: Avertissement,
    organisation: int,
    destination: Destination,
) -> None:
    precisions = "".join(f"-{nom[0]}{un.faits[nom]}" for nom in PRECISIONS if nom in un.faits)
    tete = uow.journal.tete(un.reference)
    rang = f"{tete[0] if tete else 0}{precisions}"
    uow.envois.ajouter(
        NouvelEnvoi(
            un.genre,
            destination,
            f"{un.genre}:{un.quoi}:{un.reference}:{rang}:{organisation}:{destination.cle}",
            maintenant,
            un.reference,
            organisation,
            {"quoi": un.quoi, **un.faits},
            expire_le=un.expire_le,
        )
    )


def _dire_non_lu(
    uow: UnitOfWork, maintenant: datetime, un: Avertissement, organisation: int
) -> None:
    faits = {**un.faits, "muette": str(organisation)}
    alerte = Avertissement(Genre.NON_LU, un.quoi, un.reference, faits)
    for destination in uow.canaux.administrateurs():
        _ajouter(uow, maintenant, alerte, organisation, destination)
