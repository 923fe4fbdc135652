"""Notices about a priority household, by wording (`quoi`): nothing private in any of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from bot.presenters import fiches
from bot.presenters.notices_menages import a_prevenir, importes
from bot.presenters.prioritaires import (
    attente_fr,
    bouton,
    caleol_fr,
    imputation_fr,
    logement_fr,
    recherche_fr,
)
from bot.presenters.prioritaires_suites import boutons
from bot.presenters.textes_fr import rediger
from core.domain.envois import Envoi
from core.domain.organisations import Organisation
from core.domain.prioritaires import (
    DossierPrioritaire,
    EtatDossier,
    Proposition,
    ReponseProposition,
)
from core.domain.prioritaires_agenda import Attendu
from core.domain.prioritaires_logement import ecarts
from core.domain.prioritaires_passages import Moment
from core.messages.model import Gravite, Message
from core.texte import jour_fr
from core.usecases.prioritaires_dossier import convention_de, moment_de
from core.usecases.rendez_vous_prioritaires import encore_vrai
from storage.unit_of_work import UniteDeTravail

Presentation = Callable[[UniteDeTravail, Envoi, datetime], Message | None]
"""Makes the message of a notice now; None when its reason has vanished."""

Utile = Callable[[DossierPrioritaire, Organisation], bool]
"""Tells whether a notice still has a reason for its reader."""


@dataclass(frozen=True)
class _Modele:
    """A wording, when it still holds, and how much it matters."""

    nom: str
    utile: Utile
    gravite: Gravite = Gravite.INFO


def presenter(uow: UniteDeTravail, envoi: Envoi, maintenant: datetime) -> Message | None:
    """Make the message of a notice; None when its reason has vanished."""
    return PRESENTATIONS[envoi.faits["quoi"]](uow, envoi, maintenant)


def _presenter(
    modele: _Modele, uow: UniteDeTravail, envoi: Envoi, maintenant: datetime
) -> Message | None:
    dossier = uow.prioritaires.par_reference(envoi.reference or "")
    if dossier is None or envoi.organisation is None:
        return None
    lecteur = uow.organisations.par_id(envoi.organisation)
    if not dossier.est_partie(lecteur) or not modele.utile(dossier, lecteur):
        return None
    message = rediger(modele.nom, **_faits(uow, dossier, lecteur, maintenant))
    choix = boutons(dossier, lecteur)[:3]
    tete = uow.journal.tete(dossier.reference)
    blocs = (*message.blocs, *fiches.tete(tete[1] if tete else None))
    voir = bouton("Voir le dossier", dossier)
    return replace(message, blocs=blocs, boutons=(*choix, voir), gravite=modele.gravite)


def _faits(
    uow: UniteDeTravail, dossier: DossierPrioritaire, lecteur: Organisation, maintenant: datetime
) -> dict[str, Any]:
    """Give what the wordings may need, read now."""
    convention = convention_de(uow, dossier)
    moment = moment_de(convention, maintenant)
    return {
        "ref": dossier.reference,
        "bailleur": dossier.bailleur.nom if dossier.bailleur else "",
        "autorite": dossier.autorite.nom,
        "pour_l_etat": lecteur.id == dossier.autorite.id,
        "motif": dossier.suivi.motif.rstrip("."),
        "recherche": recherche_fr(dossier),
        "attente": attente_fr(dossier, moment.jour),
        "urgent": dossier.suivi.urgent,
        "a_instruire": dossier.etat is EtatDossier.SIGNALE,
        "suite_caleol": caleol_fr(dossier, convention),
        "articles": moment.articles,
        "imputation": imputation_fr(dossier, moment.articles),
        "reloge_le": jour_fr(dossier.reloge_le) if dossier.reloge_le else "",
        **_caleol(dossier, moment),
        **_offre(dossier),
    }


def _caleol(dossier: DossierPrioritaire, moment: Moment) -> dict[str, Any]:
    jour = dossier.caleol
    return {
        "caleol": jour_fr(jour) if jour else "",
        "dans": max(0, (jour - moment.jour).days) if jour else 0,
    }


def _offre(dossier: DossierPrioritaire) -> dict[str, Any]:
    une = dossier.proposition
    reponse = une.reponse if une else None
    return {
        "logement": logement_fr(une) if une else "",
        "propose_le": jour_fr(une.le) if une else "",
        "repondu_le": jour_fr(une.repondu_le) if une and une.repondu_le else "",
        "motif_reponse": une.motif.rstrip(".") if une else "",
        "ecarts": " ; ".join(ecarts(dossier, une)) if une else "",
        "accepte": reponse is ReponseProposition.ACCEPTE,
        "refuse": reponse is ReponseProposition.REFUSE,
        "injustifie": une.injustifie if une else False,
    }


def _dans(*etats: EtatDossier) -> Utile:
    return lambda dossier, _: dossier.etat in etats


def _le_sien(dossier: DossierPrioritaire, lecteur: Organisation) -> bool:
    return dossier.etat is EtatDossier.DESIGNE and dossier.concerne(lecteur.id)


def _plus_le_sien(dossier: DossierPrioritaire, lecteur: Organisation) -> bool:
    return not dossier.concerne(lecteur.id)


def _a_une_reponse(dossier: DossierPrioritaire, lecteur: Organisation) -> bool:
    une: Proposition | None = dossier.proposition
    return une is not None and une.reponse is not None and une.entree_le is None


def _encore(nature: Attendu) -> Utile:
    return lambda dossier, _: encore_vrai(dossier, nature)


_OUVERTS = (EtatDossier.SIGNALE, EtatDossier.INSCRIT, EtatDossier.DESIGNE)
_LOGES = (EtatDossier.PROPOSE, EtatDossier.ACCEPTE)

_MODELES: Mapping[str, _Modele] = {
    "signale": _Modele("prioritaires/etat_signale", _dans(*_OUVERTS)),
    "inscrit": _Modele("prioritaires/bailleur_inscrit", _dans(EtatDossier.INSCRIT), Gravite.SUCCES),
    "ecarte": _Modele(
        "prioritaires/bailleur_ecarte", _dans(EtatDossier.NON_INSCRIT), Gravite.ALERTE
    ),
    "designe": _Modele("prioritaires/bailleur_designe", _le_sien),
    "libere": _Modele("prioritaires/bailleur_libere", _plus_le_sien),
    "propose": _Modele("prioritaires/etat_propose", _dans(EtatDossier.PROPOSE)),
    "repondu": _Modele("prioritaires/parties_repondu", _a_une_reponse),
    "entree": _Modele("prioritaires/parties_entree", _dans(EtatDossier.RELOGE), Gravite.SUCCES),
    "impute": _Modele("prioritaires/parties_impute", _dans(EtatDossier.RELOGE)),
    "retire": _Modele("prioritaires/bailleur_retire", _dans(EtatDossier.RETIRE), Gravite.ALERTE),
    "rappel_instruire": _Modele(
        "prioritaires/etat_rappel_instruire", _encore(Attendu.INSTRUIRE), Gravite.ALERTE
    ),
    "rappel_caleol_passee": _Modele(
        "prioritaires/parties_rappel_caleol_passee", _encore(Attendu.CALEOL_PASSEE), Gravite.ALERTE
    ),
    "rappel_reponse": _Modele(
        "prioritaires/bailleur_rappel_reponse", _encore(Attendu.REPONSE), Gravite.ALERTE
    ),
    "rappel_entree": _Modele(
        "prioritaires/bailleur_rappel_entree", _encore(Attendu.ENTREE), Gravite.ALERTE
    ),
    "sans_nouvelle": _Modele("prioritaires/etat_sans_nouvelle", _dans(*_LOGES), Gravite.ALERTE),
}

PRESENTATIONS: Mapping[str, Presentation] = {
    **{quoi: partial(_presenter, modele) for quoi, modele in _MODELES.items()},
    "importes": importes,
    "a_prevenir": a_prevenir,
}
