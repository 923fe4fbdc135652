"""The reminder that no meeting of the commission is fixed (LA art. 2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.presenters.commissions_listes import NOUVELLE
from bot.presenters.textes_fr import rediger
from core.domain.calendrier import jour_local
from core.domain.calendrier_commissions import SEMAINE, derniere_tenue, prochaine
from core.domain.envois import Envoi
from core.messages.model import Gravite, Message
from core.texte import jour_fr
from core.usecases.commissions_calendrier import limite
from core.usecases.commissions_seance import regles_de
from storage.unit_of_work import UniteDeTravail


def calendrier(uow: UniteDeTravail, envoi: Envoi, maintenant: datetime) -> Message | None:
    """Tell the State's service by when a meeting is due; None once one is fixed."""
    convention = uow.conventions.get(envoi.faits.get("dossier", ""))
    if convention is None or convention.commission is None or envoi.organisation is None:
        return None
    connues = uow.commissions.de_la_convention(convention.id)
    if prochaine(connues, maintenant, convention.zone):
        return None
    autorite = uow.organisations.par_id(envoi.organisation)
    regles, jour = regles_de(convention), jour_local(maintenant, convention.zone)
    le = limite(uow, convention, autorite, maintenant)
    tenue = derniere_tenue(connues, convention.zone)
    message = rediger(
        "commissions/etat_calendrier",
        nom=regles.nom,
        reste=(le - jour).days,
        limite=jour_fr(le),
        mois=regles.intervalle_mois.valeur,
        article=regles.intervalle_mois.article,
        tenue=tenue.reference if tenue else "",
        tenue_le=jour_fr(tenue.jour(convention.zone)) if tenue else "",
        exemple=jour_fr(max(le, jour + SEMAINE)),
    )
    return replace(message, boutons=(NOUVELLE,), gravite=Gravite.ALERTE)
