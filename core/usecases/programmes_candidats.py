"""Name, withdraw and confirm the candidates of a new programme (domain §6)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from core.domain.journal import engagement
from core.domain.numero_unique import NumeroUnique
from core.domain.organisations import Destination, Organisation
from core.domain.programmes import Programme, SuiteRetour
from core.domain.programmes_candidats import (
    CandidatProgramme,
    EtatCandidat,
    candidat,
    deja_nomme,
    ouverts,
    sans_candidat,
)
from core.domain.programmes_dates import bref
from core.errors import Interdit, TransitionImpossible
from core.ports import UnitOfWork
from core.usecases.dossier import Acteur
from core.usecases.programmes_commun import (
    dire,
    enregistrer,
    exiger_a_pourvoir,
    exiger_logement,
)
from core.usecases.programmes_recevoir import recevoir_par_reponse
from core.usecases.registre import Fait


@dataclass(frozen=True)
class ListeProposee:
    """Households for a programme. `sels`: one fresh random text for each numéro.

    `logement`: the dwelling that they are for, None: any of the réservataire's.
    """

    acteur: Acteur
    organisation: Organisation
    numeros: tuple[NumeroUnique, ...]
    sels: tuple[str, ...]
    depuis: Destination
    message: str
    logement: int | None = None
    confirme: bool = False


@dataclass(frozen=True)
class Reponse:
    """What became of each number, and the list that results."""

    programme: Programme
    candidats: tuple[CandidatProgramme, ...]
    ajoutes: tuple[CandidatProgramme, ...] = ()
    repetes: tuple[CandidatProgramme, ...] = ()
    en_doute: tuple[CandidatProgramme, ...] = ()


def proposer(
    uow: UnitOfWork, maintenant: datetime, programme: Programme, liste: ListeProposee
) -> Reponse:
    """Add a réservataire's candidates; naming them proves that its notice was received.

    Raises Interdit for another's dwelling, TransitionImpossible when none of its own is open.
    """
    _exiger_reservataire(programme, liste.organisation)
    exiger_a_pourvoir(programme, "proposer des candidats pour")
    _exiger_ouvert(programme, liste)
    programme = recevoir_par_reponse(
        uow,
        maintenant,
        liste.acteur,
        programme,
        liste.organisation,
        liste.depuis,
        liste.message,
    )
    reponse = _ajouter(uow, maintenant, programme, liste)
    if not reponse.ajoutes and not reponse.en_doute:
        return reponse
    programme = _clore_les_retours(reponse.programme, reponse.candidats, liste.organisation)
    if reponse.ajoutes:
        programme = enregistrer(uow, programme, _fait(reponse, liste), liste.acteur, maintenant)
        faits = {"nombre": str(len(reponse.ajoutes)), "objet": str(liste.organisation.id)}
        dire(uow, maintenant, programme, "candidats", (programme.bailleur,), faits)
    return replace(reponse, programme=programme)


def valider(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    organisation: Organisation,
    programme: Programme,
    numero: int,
) -> Reponse:
    """Confirm a number that looked wrong: the candidate counts from now on."""
    un = _sien(uow, programme, organisation, numero)
    if un.etat is not EtatCandidat.A_CONFIRMER:
        raise TransitionImpossible(
            f"{programme.reference}, candidat n° {numero} : « {un.etat} », rien à confirmer."
        )
    exiger_a_pourvoir(programme, "proposer des candidats pour")
    confirme = replace(un, etat=EtatCandidat.PROPOSE)
    uow.programmes.enregistrer_candidat(programme.id, confirme)
    candidats = tuple(uow.programmes.candidats(programme.id))
    programme = _clore_les_retours(programme, candidats, organisation)
    details = {f"candidat {numero}": un.engagement}
    article = programme.regles.liste.nombre.article
    fait = Fait("candidat confirmé", article, details=details)
    programme = enregistrer(uow, programme, fait, acteur, maintenant)
    faits = {"nombre": "1", "objet": str(organisation.id)}
    dire(uow, maintenant, programme, "candidats", (programme.bailleur,), faits)
    return Reponse(programme, candidats, (confirme,))


def retirer(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    organisation: Organisation,
    programme: Programme,
    numero: int,
) -> Reponse:
    """Withdraw one of its own candidates, until the bailleur retained it or saw it fail."""
    un = _sien(uow, programme, organisation, numero)
    if un.etat not in (EtatCandidat.PROPOSE, EtatCandidat.A_CONFIRMER):
        raise TransitionImpossible(
            f"{programme.reference}, candidat n° {numero} : « {un.etat} », il ne se retire plus."
        )
    uow.programmes.enregistrer_candidat(programme.id, replace(un, etat=EtatCandidat.RETIRE))
    details = {"candidat": str(numero), "engagement": un.engagement}
    fait = Fait("candidat retiré", programme.regles.liste.nombre.article, details=details)
    programme = enregistrer(uow, programme, fait, acteur, maintenant)
    if un.etat is EtatCandidat.PROPOSE:
        faits = {"numero": str(numero), "objet": str(organisation.id)}
        dire(uow, maintenant, programme, "candidat_retire", (programme.bailleur,), faits)
    return Reponse(programme, tuple(uow.programmes.candidats(programme.id)))


def _ajouter(
    uow: UnitOfWork, maintenant: datetime, programme: Programme, liste: ListeProposee
) -> Reponse:
    """Store what is new, say what is repeated, keep what is doubtful aside."""
    tous = list(uow.programmes.candidats(programme.id))
    ajoutes: list[CandidatProgramme] = []
    repetes: list[CandidatProgramme] = []
    doutes: list[CandidatProgramme] = []
    for numero_unique, sel in zip(liste.numeros, liste.sels, strict=True):
        connu = deja_nomme(tous, numero_unique, liste.organisation.id)
        if connu is None:
            nouveau = _nouveau(tous, liste, numero_unique, sel, maintenant)
            uow.programmes.ajouter_candidat(programme.id, nouveau)
            tous.append(nouveau)
            (ajoutes if nouveau.etat is EtatCandidat.PROPOSE else doutes).append(nouveau)
        elif connu.etat is EtatCandidat.A_CONFIRMER and liste.confirme:
            confirme = replace(connu, etat=EtatCandidat.PROPOSE)
            uow.programmes.enregistrer_candidat(programme.id, confirme)
            tous[tous.index(connu)] = confirme
            ajoutes.append(confirme)
        elif connu.etat is EtatCandidat.A_CONFIRMER:
            doutes.append(connu)
        else:
            repetes.append(connu)
    return Reponse(programme, tuple(tous), tuple(ajoutes), tuple(repetes), tuple(doutes))


def _nouveau(
    tous: list[CandidatProgramme],
    liste: ListeProposee,
    numero_unique: NumeroUnique,
    sel: str,
    maintenant: datetime,
) -> CandidatProgramme:
    douteux = bool(numero_unique.doutes) and not liste.confirme
    return CandidatProgramme(
        max((un.numero for un in tous), default=0) + 1,
        numero_unique,
        liste.organisation.id,
        EtatCandidat.A_CONFIRMER if douteux else EtatCandidat.PROPOSE,
        maintenant,
        sel,
        engagement(sel, numero_unique.valeur),
        liste.logement,
    )


def _clore_les_retours(
    programme: Programme, candidats: tuple[CandidatProgramme, ...], organisation: Organisation
) -> Programme:
    """End the returns to which the new candidates answer."""
    nus = sans_candidat(programme, candidats, organisation.id)
    for un in programme.contenu.retours:
        sien = un.organisation == organisation.id and un.suite is SuiteRetour.EN_COURS
        if sien and un.logement not in nus:
            programme = programme.avec_retour(replace(un, suite=SuiteRetour.COMPLETE))
    return programme


def _fait(reponse: Reponse, liste: ListeProposee) -> Fait:
    details = {f"candidat {un.numero}": un.engagement for un in reponse.ajoutes}
    if liste.logement:
        details["logement"] = str(liste.logement)
    return Fait(
        "candidats proposés",
        reponse.programme.regles.liste.nombre.article,
        details=details,
    )


def _exiger_reservataire(programme: Programme, organisation: Organisation) -> None:
    if programme.part_de(organisation.id) is None:
        raise Interdit(
            f"Les candidats de {programme.reference} sont proposés par ses réservataires, pas par "
            f"{organisation.nom}."
        )


def _exiger_ouvert(programme: Programme, liste: ListeProposee) -> None:
    siens = programme.logements_de(liste.organisation.id)
    if liste.logement is not None:
        un = exiger_logement(programme, liste.logement, liste.organisation.id)
        if not un.ouvert:
            quoi = "est pourvu" if un.retenu else "est rendu au bailleur, qui prospecte lui-même"
            raise TransitionImpossible(
                f"Le logement n° {un.numero} de {programme.reference} {quoi} "
                f"({bref(programme.regles.repli.article)}) : il ne prend plus de candidat."
            )
    elif siens and not ouverts(programme, liste.organisation.id):
        raise TransitionImpossible(
            f"{programme.reference} : chacun de vos logements est pourvu ou rendu au bailleur, il "
            f"ne prend plus de candidat. Voir : /programme {programme.reference}"
        )


def _sien(
    uow: UnitOfWork, programme: Programme, organisation: Organisation, numero: int
) -> CandidatProgramme:
    siens = [
        un for un in uow.programmes.candidats(programme.id) if un.organisation == organisation.id
    ]
    return candidat(siens, numero, programme.reference)
