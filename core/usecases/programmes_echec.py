"""A candidate fails, or nobody was named: back to the réservataire, then to the bailleur (§6)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from core.domain.journal import engagement
from core.domain.organisations import Organisation
from core.domain.programmes import Programme, Retour, SuiteRetour
from core.domain.programmes_candidats import (
    CandidatProgramme,
    EtatCandidat,
    candidat,
    ouverts,
    sans_candidat,
)
from core.domain.programmes_dates import fin, liste_attendue, nommante, recue_le
from core.errors import SaisieInvalide, TransitionImpossible, saisie
from core.ports import UnitOfWork
from core.texte import a, de, jour_fr, liste_fr
from core.usecases.dossier import Acteur
from core.usecases.programmes_commun import (
    Effet,
    dire,
    enregistrer,
    exiger_a_pourvoir,
    exiger_bailleur,
    exiger_logement,
)
from core.usecases.programmes_rendre import rendre
from core.usecases.registre import Fait


@dataclass(frozen=True)
class Echec:
    """A candidate that fails on a dwelling; `logement` None: the only one that it can be.

    `motif`: one of the two usual reasons, or a text already checked.
    """

    numero: int
    motif: str
    logement: int | None = None


def echouer(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    organisation: Organisation,
    programme: Programme,
    echec: Echec,
) -> Effet:
    """Note a failure; when nobody is left for the dwelling, it goes back to who named them.

    These failing too, or with no délai to name others, the bailleur gets the dwelling back.
    Raises SaisieInvalide when the dwelling has to be named.
    """
    exiger_bailleur(programme, organisation, "noter un échec pour")
    exiger_a_pourvoir(programme, "noter un échec pour")
    un = candidat(uow.programmes.candidats(programme.id), echec.numero, programme.reference)
    if un.etat not in (EtatCandidat.PROPOSE, EtatCandidat.RETENU):
        raise TransitionImpossible(
            f"{programme.reference}, candidat n° {un.numero} : « {un.etat} », aucun échec à noter."
        )
    logement = _logement_vise(programme, un, echec.logement)
    rate = replace(un, etat=EtatCandidat.ECHEC, motif=echec.motif, logement=logement)
    uow.programmes.enregistrer_candidat(programme.id, rate)
    programme = _rouvrir(programme, logement, un)
    details = {
        "candidat": str(un.numero),
        "logement": str(logement),
        "motif": engagement(un.sel, echec.motif),
    }
    article = (programme.regles.complement_jours or programme.regles.liste.nombre).article
    fait = Fait("candidat sans suite", article, details=details)
    programme = enregistrer(uow, programme, fait, acteur, maintenant)
    return _suite(uow, maintenant, acteur, programme, rate, logement)


def constater_la_carence(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    organisation: Organisation,
    programme: Programme,
    numero: int,
) -> Effet:
    """Note that nobody was named in time for a dwelling: back to its réservataire.

    With no délai to name others, the bailleur gets it back. Raises TransitionImpossible before
    the date of the list, without a proved reception of the notice, or when somebody is named.
    """
    exiger_bailleur(programme, organisation, "constater une carence pour")
    exiger_a_pourvoir(programme, "constater une carence pour")
    un = programme.logement(numero)
    reservataire = un.reservataire if un else None
    if reservataire is None:
        regle = f"n'est réservé à personne dans {programme.reference}"
        reserves = [autre.numero for autre in programme.logements if autre.reservataire]
        raise saisie("logement", str(numero), regle, f"logement={(*reserves, 1)[0]}")
    _exiger_carence(uow, programme, numero, reservataire, maintenant)
    if programme.regles.complement_jours is None:
        pourquoi = "aucun candidat nommé à la date de la liste"
        programme = rendre(uow, maintenant, programme, numero, pourquoi, acteur)
        return Effet(programme, tuple(uow.programmes.candidats(programme.id)))
    return _retourner(uow, maintenant, acteur, programme, numero, reservataire, None)


def _suite(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    programme: Programme,
    rate: CandidatProgramme,
    logement: int,
) -> Effet:
    """Draw the consequence of a failure for its dwelling."""
    candidats = tuple(uow.programmes.candidats(programme.id))
    organisation = rate.organisation
    nu = logement in sans_candidat(programme, candidats, organisation, logement)
    faits = {"numero": str(rate.numero)}
    reservataire = programme.reservataire(organisation)
    attend = programme.retour_en_cours(logement) is not None
    if not nu or attend or _encore_le_temps(programme, organisation, maintenant):
        muettes = dire(uow, maintenant, programme, "echec", (reservataire,), faits)
        return Effet(programme, candidats, muettes)
    deja_complete = any(
        un.logement == logement and un.suite is SuiteRetour.COMPLETE
        for un in programme.contenu.retours
    )
    if programme.regles.complement_jours is None or deja_complete:
        pourquoi = "les nouveaux candidats ont échoué aussi" if deja_complete else "aucun candidat"
        programme = rendre(uow, maintenant, programme, logement, pourquoi, acteur)
        return Effet(programme, candidats)
    return _retourner(uow, maintenant, acteur, programme, logement, organisation, rate.numero)


def _retourner(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    programme: Programme,
    logement: int,
    organisation: int,
    numero: int | None,
) -> Effet:
    """Send a dwelling back to its réservataire; its days run from the proved reception."""
    rang = max((un.rang for un in programme.contenu.retours), default=0) + 1
    retour = Retour(rang, logement, organisation, numero, maintenant)
    programme = programme.avec_retour(retour)
    regle = programme.regles.complement_jours
    assert regle is not None
    details = {"logement": str(logement)} | ({"candidat": str(numero)} if numero else {})
    raison = "échec" if numero else "carence"
    lecture = f"{raison} ; {regle.valeur} jours à compter de la réception prouvée de ce retour"
    fait = Fait("retour au réservataire", regle.article, lecture=lecture, details=details)
    programme = enregistrer(uow, programme, fait, acteur, maintenant)
    faits = {"tour": str(rang), "dossier": str(logement)}
    reservataire = programme.reservataire(organisation)
    muettes = dire(uow, maintenant, programme, "retour", (reservataire,), faits)
    return Effet(programme, tuple(uow.programmes.candidats(programme.id)), muettes)


def _logement_vise(programme: Programme, un: CandidatProgramme, dit: int | None) -> int:
    """Tell on which dwelling a candidate fails: its own, the one said, or the only one open."""
    if dit is not None:
        exiger_logement(programme, dit, un.organisation)
    if un.logement is not None:
        if dit not in (None, un.logement):
            regle = f"n'est pas celui du candidat n° {un.numero}, nommé pour le n° {un.logement}"
            raise saisie("logement", str(dit), regle, f"logement={un.logement}")
        return un.logement
    if dit is not None:
        return dit
    possibles = ouverts(programme, un.organisation)
    if len(possibles) != 1:
        numeros = liste_fr((str(numero) for numero in possibles), "ou") or "aucun n'est ouvert"
        exemple = possibles[0] if possibles else 1
        raise SaisieInvalide(
            f"logement : dites sur quel logement le candidat n° {un.numero} échoue ({numeros}). "
            f"Exemple : /programme {programme.reference} echec {un.numero} logement={exemple}",
            "logement",
        )
    return possibles[0]


def _rouvrir(programme: Programme, logement: int, un: CandidatProgramme) -> Programme:
    trouve = programme.logement(logement)
    if trouve and trouve.retenu == un.numero:
        return programme.avec_logement(replace(trouve, retenu=None))
    return programme


def _encore_le_temps(programme: Programme, organisation: int, maintenant: datetime) -> bool:
    """Tell whether the réservataire may still complete its list, where no other délai is given."""
    if programme.regles.complement_jours is not None:
        return False
    jour = liste_attendue(programme, organisation).jour
    return jour is None or maintenant < fin(programme, jour)


def _exiger_carence(
    uow: UnitOfWork, programme: Programme, numero: int, reservataire: int, maintenant: datetime
) -> None:
    ref, nom = programme.reference, programme.reservataire(reservataire).nom
    notice = nommante(programme, reservataire)
    attendue = liste_attendue(programme, reservataire)
    if notice is None or recue_le(programme, notice) is None or attendue.jour is None:
        raise TransitionImpossible(
            f"{ref} : rien ne prouve que {nom} a reçu la notice qui nomme ses logements, aucune "
            f"liste n'est donc en retard ({attendue.article}). Voir : /programme {ref}"
        )
    if maintenant < fin(programme, attendue.jour):
        raise TransitionImpossible(
            f"{ref} : la liste {de(nom)} est attendue jusqu'au "
            f"{jour_fr(attendue.jour)} à 24 h ({attendue.article}). Attendez cette date."
        )
    candidats = uow.programmes.candidats(programme.id)
    if numero not in sans_candidat(programme, candidats, reservataire, numero):
        raise TransitionImpossible(
            f"{ref} : le logement n° {numero} est pourvu, rendu, ou un candidat de la liste reste "
            f"à examiner ; le bailleur n'examine qu'elle ({attendue.article})."
        )
    if programme.retour_en_cours(numero):
        raise TransitionImpossible(
            f"{ref} : le logement n° {numero} est déjà revenu {a(nom)}. Voir : /programme {ref}"
        )
