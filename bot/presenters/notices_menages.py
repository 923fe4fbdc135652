"""Notices about many priority households at once, read again when they are sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.presenters.prioritaires import ligne
from bot.presenters.textes_fr import rediger
from core.domain.calendrier import jour_local
from core.domain.envois import Envoi
from core.domain.organisations import Organisation
from core.domain.prioritaires import VIVANTS, DossierPrioritaire, EtatDossier
from core.domain.prioritaires_attente import jours_d_attente
from core.domain.prioritaires_passages import a_prevenir as est_a_prevenir
from core.messages.limits import decouper_liste
from core.messages.model import Bouton, Gravite, Message
from core.usecases.prioritaires_dossier import articles_de, convention_de
from storage.unit_of_work import UniteDeTravail

LISTE_MAX = 10
_VOIR = Bouton("Voir les ménages", "dossier")
_MUETS = frozenset({EtatDossier.SIGNALE})
"""Those of whom the household is told nothing yet."""


def a_prevenir(uow: UniteDeTravail, envoi: Envoi, maintenant: datetime) -> Message | None:
    """Tell the État's service which households wait for a word; None once all were told."""
    convention = uow.conventions.get(envoi.faits.get("dossier", ""))
    if convention is None or envoi.organisation is None:
        return None
    etats = VIVANTS - _MUETS | {EtatDossier.RETIRE}
    tous = uow.prioritaires.de_la_convention(convention.id, etats)
    siens = [un for un in tous if un.autorite.id == envoi.organisation and est_a_prevenir(un)]
    if not siens:
        return None
    retraits = sum(un.etat is EtatDossier.RETIRE for un in siens)
    message = rediger(
        "prioritaires/etat_a_prevenir",
        nombre=len(siens),
        inscriptions=len(siens) - retraits,
        retraits=retraits,
        exemple=siens[0].reference,
        articles=articles_de(convention),
    )
    jour = jour_local(maintenant, convention.zone)
    return _avec_la_liste(message, siens, siens[0].autorite, jour, Gravite.ALERTE)


def importes(uow: UniteDeTravail, envoi: Envoi, maintenant: datetime) -> Message | None:
    """Tell a bailleur of all that one file gave it; None when nothing of it is its own any more."""
    premier = uow.prioritaires.par_reference(envoi.reference or "")
    if premier is None or envoi.organisation is None:
        return None
    lecteur = uow.organisations.par_id(envoi.organisation)
    tous = uow.prioritaires.de_la_convention(premier.convention)
    siens = [un for un in tous if un.cree_le == premier.cree_le and un.concerne(lecteur.id)]
    if not siens:
        return None
    convention = convention_de(uow, premier)
    message = rediger(
        "prioritaires/bailleur_importes",
        autorite=premier.autorite.nom,
        nombre=len(siens),
        designes=sum(un.etat is EtatDossier.DESIGNE for un in siens),
        signales=sum(un.etat is EtatDossier.SIGNALE for un in siens),
        articles=articles_de(convention),
    )
    jour = jour_local(maintenant, convention.zone)
    return _avec_la_liste(message, siens, lecteur, jour, Gravite.INFO)


def _avec_la_liste(
    message: Message,
    dossiers: Sequence[DossierPrioritaire],
    lecteur: Organisation,
    jour: date,
    gravite: Gravite,
) -> Message:
    """Add the households, the longest waits first."""
    ranges = sorted(dossiers, key=lambda un: (-jours_d_attente(un, jour), un.id))
    lignes = tuple(ligne(un, lecteur, jour) for un in ranges)
    blocs = (*message.blocs, decouper_liste(lignes, LISTE_MAX))
    return replace(message, blocs=blocs, boutons=(_VOIR,), gravite=gravite)
