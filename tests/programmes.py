"""New programmes under the two shipped conventions, for the unit tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from core.domain.convention import ModeReception
from core.domain.envois import NatureReception
from core.domain.numero_unique import NumeroUnique
from core.domain.organisations import Nature, Organisation
from core.domain.programmes import (
    Cadre,
    Contenu,
    EtatProgramme,
    LogementNeuf,
    Notice,
    Objet,
    Operation,
    Part,
    Programme,
    ReceptionProgramme,
)
from core.domain.programmes_candidats import CandidatProgramme, EtatCandidat
from core.domain.regles_programmes import ReglesProgrammes
from storage.conventions.loader import conventions_livrees

HABITAT = Organisation(1, "Habitat 44", Nature.BAILLEUR)
DDETS = Organisation(2, "DDETS", Nature.ETAT)
LE_PORT = Organisation(3, "Le Port", Nature.COMMUNE)
TERRITOIRE = Organisation(4, "Territoire de l'Ouest", Nature.EPCI)
OUVERT_LE = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
LIVRAISON = date(2026, 9, 30)


def regles_de(convention: str) -> ReglesProgrammes:
    """Give what a shipped convention says of programmes."""
    regles = conventions_livrees()[convention].programmes
    assert regles
    return regles


def des_logements(**financements: int) -> tuple[LogementNeuf, ...]:
    """Give dwellings: `PLUS=3` makes three, of T2 and T3 in turn."""
    noms = [nom for nom, nombre in financements.items() for _ in range(nombre)]
    return tuple(
        LogementNeuf(rang, f"T{2 + rang % 2}", nom, Decimal("512.30"), Decimal("85"))
        for rang, nom in enumerate(noms, start=1)
    )


def en_loire_atlantique(
    *reserves: int, logements: tuple[LogementNeuf, ...] | None = None
) -> Programme:
    """Give a programme of twelve dwellings; those `reserves` are the State's."""
    tous = des_logements(PLUS=8, PLAI=4) if logements is None else logements
    siens = tuple(
        replace(un, reservataire=DDETS.id) if un.numero in reserves else un for un in tous
    )
    return _programme("loire-atlantique-2024", siens, (DDETS,), (Part(DDETS.id),))


def au_port() -> Programme:
    """Give a programme of eight dwellings, that Le Port and the Territoire financed."""
    parts = (Part(LE_PORT.id, 2), Part(TERRITOIRE.id, 2))
    logements = des_logements(LLTS=4, LLS=4)
    return _programme("le-port-2024", logements, (LE_PORT, TERRITOIRE), parts)


def _programme(
    convention: str,
    logements: tuple[LogementNeuf, ...],
    reservataires: tuple[Organisation, ...],
    parts: tuple[Part, ...],
) -> Programme:
    une = conventions_livrees()[convention]
    regles = regles_de(convention)
    cadre = Cadre(regles, une.sigle, une.zone, ModeReception.PLATEFORME, "")
    operation = Operation("Les Filaos", "12 rue des Lilas", "Nantes", False, "eau")
    contenu = Contenu(cadre, operation, logements, parts)
    return Programme(
        1,
        "PN-2026-0001",
        HABITAT,
        convention,
        EtatProgramme.PREPARE,
        2026,
        LIVRAISON,
        contenu,
        reservataires,
        "sel",
        OUVERT_LE,
    )


def notifie(programme: Programme, le: datetime, recue: datetime | None = None) -> Programme:
    """Send each réservataire a notice of what is its own, received or not."""
    rang = len(programme.contenu.notices) + 1
    notices = tuple(
        Notice(
            rang,
            une.id,
            le,
            tuple(un.numero for un in programme.logements_de(une.id)),
            programme.livraison,
        )
        for une in programme.reservataires
    )
    recues = tuple(
        ReceptionProgramme(
            Objet.NOTICE, rang, une.id, recue, "essai", "m1", NatureReception.PLATEFORME
        )
        for une in programme.reservataires
        if recue
    )
    programme = replace(programme, etat=EtatProgramme.NOTIFIE)
    return programme.avec(
        notices=(*programme.contenu.notices, *notices),
        receptions=(*programme.contenu.receptions, *recues),
    )


def un_candidat(
    numero: int,
    logement: int | None = None,
    etat: EtatCandidat = EtatCandidat.PROPOSE,
    organisation: int = DDETS.id,
) -> CandidatProgramme:
    """Give a household, named for a dwelling or for any."""
    numero_unique = NumeroUnique(f"0440318{numero:06d}10001")
    return CandidatProgramme(
        numero, numero_unique, organisation, etat, OUVERT_LE, "sel", "engagement", logement
    )
