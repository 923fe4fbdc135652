"""Give a programme up: nothing more is due, its parties are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.domain.journal import engagement
from core.domain.organisations import Organisation
from core.domain.programmes import EtatProgramme, Programme
from core.domain.texte_libre import verifier_texte_libre
from core.ports import UnitOfWork
from core.usecases.dossier import Acteur
from core.usecases.programmes_commun import (
    Effet,
    annonces,
    dire,
    enregistrer,
    exiger_a_livrer,
    exiger_bailleur,
)
from core.usecases.registre import Fait


def abandonner(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    organisation: Organisation,
    programme: Programme,
    motif: str,
) -> Effet:
    """Close a programme that will not be delivered.

    Raises DonneePersonnelle for a reason that speaks of a person.
    """
    exiger_bailleur(programme, organisation, "abandonner")
    exiger_a_livrer(programme, "l'abandonner")
    net = verifier_texte_libre("motif", motif)
    de = programme.etat.value
    programme = replace(programme, etat=EtatProgramme.ABANDONNE).avec(motif=net)
    details = {"motif": engagement(programme.sel, net)}
    article = programme.regles.notice_mois.article
    fait = Fait("programme abandonné", article, details=details)
    programme = enregistrer(uow, programme, fait, acteur, maintenant, de)
    muettes = dire(uow, maintenant, programme, "abandon", annonces(programme))
    return Effet(programme, muettes=muettes)
