"""The bailleur reports who it retained, dwelling by dwelling (LA 4.2.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.domain.organisations import Organisation
from core.domain.programmes import Programme, SuiteRetour
from core.domain.programmes_candidats import CandidatProgramme, EtatCandidat, candidat
from core.domain.programmes_dates import bref
from core.errors import TransitionImpossible
from core.ports import UnitOfWork
from core.usecases.dossier import Acteur
from core.usecases.programmes_commun import (
    Effet,
    dire,
    enregistrer,
    exiger_a_pourvoir,
    exiger_bailleur,
    exiger_logement,
)
from core.usecases.registre import Fait


def retenir(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    organisation: Organisation,
    programme: Programme,
    numero: int,
    logement: int,
) -> Effet:
    """Note the candidate retained for a dwelling, and tell its réservataire.

    Raises TransitionImpossible when the dwelling or the candidate is taken, Interdit for a
    dwelling that is not that réservataire's.
    """
    exiger_bailleur(programme, organisation, "retenir un candidat de")
    exiger_a_pourvoir(programme, "retenir un candidat pour")
    un = candidat(uow.programmes.candidats(programme.id), numero, programme.reference)
    _exiger_libre(programme, un, logement)
    trouve = exiger_logement(programme, logement, un.organisation)
    programme = programme.avec_logement(replace(trouve, retenu=numero))
    retour = programme.retour_en_cours(logement)
    if retour:
        programme = programme.avec_retour(replace(retour, suite=SuiteRetour.COMPLETE))
    retenu = replace(un, etat=EtatCandidat.RETENU, logement=logement)
    uow.programmes.enregistrer_candidat(programme.id, retenu)
    details = {"candidat": str(numero), "logement": str(logement)}
    article = programme.regles.liste.nombre.article
    fait = Fait("candidat retenu", article, details=details)
    programme = enregistrer(uow, programme, fait, acteur, maintenant)
    parties = (programme.reservataire(un.organisation),)
    muettes = dire(uow, maintenant, programme, "retenu", parties, {"numero": str(numero)})
    return Effet(programme, tuple(uow.programmes.candidats(programme.id)), muettes)


def _exiger_libre(programme: Programme, un: CandidatProgramme, logement: int) -> None:
    ref = programme.reference
    if un.etat is EtatCandidat.RETENU:
        raise TransitionImpossible(
            f"{ref} : le candidat n° {un.numero} est déjà retenu (logement n° {un.logement}). "
            f"S'il renonce : /programme {ref} echec {un.numero}"
        )
    if un.etat is not EtatCandidat.PROPOSE:
        raise TransitionImpossible(
            f"{ref} : le candidat n° {un.numero} est « {un.etat} », il ne peut pas être retenu."
        )
    trouve = programme.logement(logement)
    if trouve and trouve.retenu:
        raise TransitionImpossible(
            f"{ref} : le candidat n° {trouve.retenu} est déjà retenu pour le logement n° "
            f"{logement}, un seul ménage par logement. S'il y renonce : "
            f"/programme {ref} echec {trouve.retenu}"
        )
    if trouve and trouve.rendu_le:
        raise TransitionImpossible(
            f"{ref} : le logement n° {logement} est rendu au bailleur "
            f"({bref(programme.regles.repli.article)}), il n'attend plus d'autre candidat."
        )
