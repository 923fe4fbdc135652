"""What every change of a new programme shares: store it, record it, wait anew, tell its parties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from core.domain.calendrier import jour_local
from core.domain.envois import Genre
from core.domain.organisations import Organisation
from core.domain.programmes import (
    A_LIVRER,
    A_POURVOIR,
    EtatProgramme,
    LogementNeuf,
    Objet,
    Programme,
)
from core.domain.programmes_agenda import attendus
from core.domain.programmes_candidats import CandidatProgramme
from core.errors import Interdit, TransitionImpossible, saisie
from core.ports import UnitOfWork
from core.texte import a, liste_fr
from core.usecases.dossier import Acteur
from core.usecases.registre import Avertissement, Fait, avertir, consigner


@dataclass(frozen=True)
class Effet:
    """A programme as a change left it; `muettes`: the parties for whom nobody reads."""

    programme: Programme
    candidats: tuple[CandidatProgramme, ...] = ()
    muettes: tuple[Organisation, ...] = ()
    remarques: tuple[str, ...] = ()


def aujourdhui(programme: Programme, maintenant: datetime) -> date:
    """Give the civil day in the programme's zone."""
    return jour_local(maintenant, programme.zone)


def enregistrer(
    uow: UnitOfWork,
    programme: Programme,
    fait: Fait,
    acteur: Acteur,
    maintenant: datetime,
    de: str | None = None,
) -> Programme:
    """Store a change with its journal entry, and all that the programme now waits for.

    `de`: the state before, when the change moved it.

    Once it is delivered and every dwelling has found its end, it is closed.
    """
    de = programme.etat.value if de is None else de
    programme = _clore(programme)
    uow.programmes.enregistrer(programme)
    consigner(
        uow,
        programme.reference,
        replace(fait, de=de, a=programme.etat.value),
        acteur,
        maintenant,
    )
    attendre(uow, programme, maintenant)
    return programme


def attendre(uow: UnitOfWork, programme: Programme, maintenant: datetime) -> None:
    """Set anew all that a programme waits for."""
    candidats = uow.programmes.candidats(programme.id)
    uow.agenda.remplacer(programme.reference, attendus(programme, candidats, maintenant))


def _clore(programme: Programme) -> Programme:
    reserves = [un for un in programme.logements if un.reservataire is not None]
    fini = all(not un.ouvert for un in reserves)
    if programme.etat is EtatProgramme.LIVRE and fini:
        return replace(programme, etat=EtatProgramme.CLOS)
    if programme.etat is EtatProgramme.CLOS and not fini:
        return replace(programme, etat=EtatProgramme.LIVRE)
    return programme


def dire(
    uow: UnitOfWork,
    maintenant: datetime,
    programme: Programme,
    quoi: str,
    organisations: Iterable[Organisation],
    faits: Mapping[str, str] | None = None,
) -> tuple[Organisation, ...]:
    """Put a notice in the outbox for each organisation; give those for whom nobody reads."""
    un = Avertissement(Genre.PROGRAMME, quoi, programme.reference, faits or {})
    return tuple(une for une in organisations if not avertir(uow, maintenant, un, une))


def annonces(programme: Programme) -> tuple[Organisation, ...]:
    """Give the réservataires that were told of the programme."""
    return programme.reservataires if programme.publie else ()


def exiger_bailleur(programme: Programme, organisation: Organisation, verbe: str) -> None:
    """Raise Interdit unless `organisation` is the programme's bailleur."""
    if organisation.id != programme.bailleur.id:
        raise Interdit(
            f"Seul le bailleur, {programme.bailleur.nom}, peut {verbe} {programme.reference}."
        )


def exiger_a_livrer(programme: Programme, verbe: str) -> None:
    """Raise TransitionImpossible once the programme is delivered or given up."""
    if programme.etat not in A_LIVRER:
        raise TransitionImpossible(
            f"{programme.reference} est « {programme.etat} » : on ne peut plus {verbe}. "
            f"Voir : /programme {programme.reference}"
        )


def exiger_a_pourvoir(programme: Programme, verbe: str) -> None:
    """Raise TransitionImpossible unless the programme was notified and dwellings are open."""
    if programme.etat in A_POURVOIR or (
        programme.etat is EtatProgramme.CLOS and verbe == "noter un échec pour"
    ):
        return
    suite = f"Voir : /programme {programme.reference}"
    if programme.etat is EtatProgramme.PREPARE:
        article = programme.regles.notice_mois.article
        suite = (
            f"La notice part d'abord aux réservataires ({article}) : "
            f"/programme {programme.reference} notifier"
        )
    raise TransitionImpossible(
        f"{programme.reference} est « {programme.etat} » : on ne peut pas {verbe} ce programme. "
        f"{suite}"
    )


def exiger_logement(programme: Programme, numero: int, organisation: int) -> LogementNeuf:
    """Find a dwelling of one réservataire.

    Raises SaisieInvalide for a number that does not exist, Interdit for another's dwelling.
    """
    trouve = programme.logement(numero)
    siens = liste_fr(str(un.numero) for un in programme.logements_de(organisation)) or "aucun"
    if trouve is None:
        raise saisie(
            "logement",
            str(numero),
            f"n'est pas un logement de {programme.reference} (de 1 à {len(programme.logements)})",
            f"logement={siens.split(' ')[0].strip(',') if siens != 'aucun' else 1}",
        )
    if trouve.reservataire != organisation:
        nom = programme.reservataire(organisation).nom
        raise Interdit(
            f"Le logement n° {numero} de {programme.reference} n'est pas réservé {a(nom)}. "
            f"Ses logements : {siens}."
        )
    return trouve


def attend_une_reception(programme: Programme, organisation: int) -> bool:
    """Tell whether a notice or a return waits to be received by a réservataire."""
    notice = programme.derniere_notice(organisation)
    if notice and not programme.reception(Objet.NOTICE, notice.rang, organisation):
        return True
    return any(
        un.organisation == organisation and un.recu_le is None and un.suite == "en cours"
        for un in programme.contenu.retours
    )
