"""Open the dossier of a priority household, by one of the four roads (LA 3.1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.domain.convention import Convention
from core.domain.journal import engagement
from core.domain.prioritaires import DossierPrioritaire, EtatDossier, Suivi, Voie
from core.domain.prioritaires_ouverture import NouveauDossier as NouveauDossier
from core.domain.prioritaires_ouverture import verifier
from core.domain.prioritaires_passages import Moment
from core.errors import TransitionImpossible
from core.ports import UnitOfWork
from core.usecases.dossier import Acteur
from core.usecases.prioritaires_designer import designer
from core.usecases.prioritaires_dossier import (
    Pas,
    inscrire_au_journal,
    moment_de,
    prevoir,
    regles_de,
)
from core.usecases.prioritaires_dossier import charger as charger
from core.usecases.prioritaires_signaler import Passage, noter_le_signalement, preparer


def ouvrir(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    convention: Convention,
    nouveau: NouveauDossier,
) -> DossierPrioritaire:
    """Open it: signalled by a bailleur, else inscribed at once, and designated if a bailleur is.

    A bailleur that signals a household inscribed already, and left to nobody, is joined to it.
    Raises SaisieInvalide for what contradicts itself, AConfirmer for a number that looks wrong,
    TransitionImpossible for a household already followed.
    """
    moment = moment_de(convention, maintenant)
    verifier(regles_de(convention), nouveau, moment.jour)
    deja = uow.prioritaires.vivant(convention.id, nouveau.numero_unique)
    if deja:
        return _rejoindre(uow, maintenant, acteur, convention, nouveau, deja)
    par_un_bailleur = nouveau.voie is Voie.BAILLEUR
    passage = preparer(convention, moment, _passage(nouveau)) if par_un_bailleur else None
    dossier = _creer(uow, _dossier(uow, convention, nouveau, moment))
    action = "ménage signalé" if par_un_bailleur else "ménage inscrit"
    details = {"engagement": dossier.engagement, "convention": convention.id}
    pas = Pas(action, regles_de(convention).inscription.article, details=details)
    inscrire_au_journal(uow, dossier, pas, acteur, maintenant)
    if passage:
        return noter_le_signalement(uow, maintenant, acteur, dossier, passage)
    prevoir(uow, dossier, maintenant)
    if nouveau.bailleur:
        return designer(
            uow,
            maintenant,
            acteur,
            nouveau.autorite,
            dossier,
            nouveau.bailleur,
            confirme=False,
            ensemble=nouveau.ensemble,
        )
    return dossier


def _passage(nouveau: NouveauDossier) -> Passage:
    assert nouveau.bailleur
    return Passage(
        nouveau.bailleur,
        nouveau.caleol,
        nouveau.urgent,
        nouveau.confirme,
        ensemble=nouveau.ensemble,
    )


def _rejoindre(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    convention: Convention,
    nouveau: NouveauDossier,
    deja: DossierPrioritaire,
) -> DossierPrioritaire:
    """Join the bailleur to a household that nobody has; raises TransitionImpossible else."""
    deja = uow.prioritaires.par_reference(deja.reference, verrou=True) or deja
    libre = deja.etat is EtatDossier.INSCRIT and deja.bailleur is None
    if libre and nouveau.bailleur and nouveau.bailleur.id == nouveau.par.id:
        moment = moment_de(convention, maintenant)
        passage = preparer(convention, moment, _passage(nouveau), inscrit=True)
        return noter_le_signalement(uow, maintenant, acteur, deja, passage)
    if deja.est_partie(nouveau.par):
        raise TransitionImpossible(
            f"Ce ménage a déjà un dossier ouvert, {deja.reference} ({deja.etat}) : un seul par "
            f"ménage. Voir : /dossier {deja.reference}",
            "numero",
        )
    raise TransitionImpossible(
        f"Ce ménage est déjà suivi par {deja.autorite.nom} : un seul dossier par ménage. "
        "Rapprochez-vous de ce service.",
        "numero",
    )


def _dossier(
    uow: UnitOfWork, convention: Convention, nouveau: NouveauDossier, moment: Moment
) -> DossierPrioritaire:
    annee, signale = moment.jour.year, nouveau.voie is Voie.BAILLEUR
    suivi = Suivi(
        nouveau.types,
        nouveau.communes,
        nouveau.urgent,
        nouveau.complexe,
        nouveau.reconnu_le,
        depuis=moment.jour,
        etat_le=moment.jour,
    )
    return DossierPrioritaire(
        0,
        uow.avis.reference_suivante("DP", annee),
        convention.id,
        nouveau.autorite,
        nouveau.numero_unique,
        nouveau.prive,
        nouveau.voie,
        EtatDossier.SIGNALE if signale else EtatDossier.INSCRIT,
        annee,
        moment.instant,
        nouveau.sel,
        engagement(nouveau.sel, nouveau.numero_unique.valeur),
        suivi,
        nouveau.bailleur if signale else None,
        None if signale else moment.instant,
    )


def _creer(uow: UnitOfWork, dossier: DossierPrioritaire) -> DossierPrioritaire:
    numero = uow.prioritaires.creer(dossier)
    if numero is None:
        raise TransitionImpossible(
            "Ce ménage vient d'être ouvert par quelqu'un d'autre : un seul dossier par ménage. "
            "La liste : /dossier",
            "numero",
        )
    return replace(dossier, id=numero)
