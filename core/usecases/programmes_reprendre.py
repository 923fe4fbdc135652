"""A notice or a return that nobody read goes to who reads now: its delay runs from there (§6)."""

from __future__ import annotations

from datetime import datetime

from core.domain.envois import Genre
from core.domain.organisations import Destination, Organisation
from core.domain.programmes import EN_COURS, Notice, Objet, Programme, Retour
from core.ports import UnitOfWork
from core.usecases.dossier import FLUXBOT
from core.usecases.programmes_recevoir import a_recevoir
from core.usecases.registre import Avertissement, Fait, adresser, consigner

Attendu = Notice | Retour


def reprendre_les_programmes(uow: UnitOfWork, maintenant: datetime) -> int:
    """Send what no conversation holds yet, to each one that can now; gives how many went.

    A conversation that took it, or refused it for good, is left alone.
    """
    return sum(
        _reprendre(uow, maintenant, programme.reference, organisation)
        for programme in uow.programmes.dans_les_etats(EN_COURS)
        for organisation in programme.reservataires
        if _manquants(uow, programme, organisation)
    )


def _reprendre(
    uow: UnitOfWork, maintenant: datetime, reference: str, organisation: Organisation
) -> int:
    programme = uow.programmes.par_reference(reference, verrou=True)
    if programme is None:
        return 0
    manquants = _manquants(uow, programme, organisation)
    for attendu, destinations in manquants:
        objet, faits = _objet(attendu)
        fait = Fait(
            f"nouvel envoi : {objet}",
            programme.regles.notice_mois.article,
            programme.etat.value,
            programme.etat.value,
            details={"à": organisation.nom, "rang": str(attendu.rang)},
        )
        consigner(uow, reference, fait, FLUXBOT, maintenant)
        un = Avertissement(Genre.PROGRAMME, objet, reference, faits)
        adresser(uow, maintenant, un, organisation, destinations)
    return len(manquants)


def _manquants(
    uow: UnitOfWork, programme: Programme, organisation: Organisation
) -> list[tuple[Attendu, list[Destination]]]:
    """Give what is not received, with the conversations that never held it."""
    attendus = a_recevoir(programme, organisation)
    destinations = uow.canaux.destinations(organisation.id) if attendus else ()
    trouves = []
    for attendu in attendus if destinations else ():
        objet, faits = _objet(attendu)
        deja = uow.envois.detenteurs(
            programme.reference, Genre.PROGRAMME, organisation.id, {"quoi": objet, **faits}
        )
        neuves = [une for une in destinations if une.cle not in deja]
        if neuves:
            trouves.append((attendu, neuves))
    return trouves


def _objet(attendu: Attendu) -> tuple[Objet, dict[str, str]]:
    """Give what it is, and the facts of its notice."""
    if isinstance(attendu, Notice):
        return Objet.NOTICE, {"tour": str(attendu.rang)}
    return Objet.RETOUR, {"tour": str(attendu.rang), "dossier": str(attendu.logement)}
