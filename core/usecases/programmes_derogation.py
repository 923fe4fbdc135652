"""The derogation to the State's part, for programmes meant for some only (LA 4.2.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from core.domain.organisations import Organisation
from core.domain.programmes import Derogation, Programme
from core.domain.programmes_droits import droit_de
from core.errors import Interdit, TransitionImpossible, saisie
from core.ports import UnitOfWork
from core.texte import jour_fr, pluriel
from core.usecases.dossier import Acteur
from core.usecases.programmes_commun import (
    Effet,
    aujourdhui,
    dire,
    enregistrer,
    exiger_a_livrer,
    exiger_bailleur,
)
from core.usecases.registre import Fait


def demander(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    organisation: Organisation,
    programme: Programme,
    demandee_le: date,
) -> Effet:
    """Note the day on which the derogation was asked, beside the request for financing.

    Raises TransitionImpossible when it was answered, SaisieInvalide for a day to come.
    """
    exiger_bailleur(programme, organisation, "demander une dérogation pour")
    exiger_a_livrer(programme, "demander une dérogation")
    article = _article(programme)
    deja = programme.contenu.derogation
    if deja and deja.repondu_le:
        raise TransitionImpossible(
            f"{programme.reference} : l'État a répondu le {jour_fr(deja.repondu_le)} à la demande "
            f"de dérogation. Voir : /programme {programme.reference}"
        )
    jour = aujourdhui(programme, maintenant)
    if demandee_le > jour:
        regle = "est à venir : notez une demande faite"
        raise saisie("demandee", jour_fr(demandee_le), regle, f"demandee={jour_fr(jour)}")
    programme = programme.avec(derogation=Derogation(demandee_le))
    fait = Fait("dérogation demandée", article, details={"le": jour_fr(demandee_le)})
    programme = enregistrer(uow, programme, fait, acteur, maintenant)
    muettes = dire(uow, maintenant, programme, "derogation", programme.reservataires)
    return Effet(programme, muettes=muettes)


def repondre(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    organisation: Organisation,
    programme: Programme,
    dispenses: int,
) -> Effet:
    """Record the État's answer: how many dwellings of its part are let off, 0 to refuse.

    Raises SaisieInvalide beyond the part, TransitionImpossible when nothing was asked.
    """
    if organisation not in programme.reservataires:
        raise Interdit(
            f"La dérogation de {programme.reference} est accordée par l'État, pas par "
            f"{organisation.nom}."
        )
    exiger_a_livrer(programme, "répondre à la demande de dérogation")
    derogation = programme.contenu.derogation
    if derogation is None:
        raise TransitionImpossible(
            f"{programme.reference} : {programme.bailleur.nom} n'a demandé aucune dérogation."
        )
    droit = droit_de(programme)
    total = droit.total if droit else 0
    if dispenses > total:
        regle = f"dépasse le contingent de l'État, {pluriel(total, 'logement')}"
        raise saisie("accordee", str(dispenses), regle, f"accordee={total}")
    jour = aujourdhui(programme, maintenant)
    reponse = replace(derogation, repondu_le=jour, dispenses=dispenses)
    programme = programme.avec(derogation=reponse)
    action = "dérogation accordée" if dispenses else "dérogation refusée"
    fait = Fait(action, _article(programme), details={"dispensés": str(dispenses)})
    programme = enregistrer(uow, programme, fait, acteur, maintenant)
    muettes = dire(uow, maintenant, programme, "derogation", (programme.bailleur,))
    return Effet(programme, muettes=muettes)


def _article(programme: Programme) -> str:
    regle = programme.regles.publics
    if regle is None:
        raise TransitionImpossible(
            f"La convention de {programme.reference} ne prévoit pas de dérogation à la part de "
            "l'État."
        )
    return regle.seuil.article
