"""What the State's service is answered when it acts on a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.presenters.commissions import Lecture, a_decider, boutons, prochaine_fr, quand_fr
from bot.presenters.textes_fr import rediger
from core.domain.calendrier_commissions import instant_de_convoquer
from core.domain.commissions import EtatCommission
from core.domain.organisations import Organisation
from core.messages.model import Gravite, Message
from core.texte import instant_fr, jour_fr
from core.usecases.commissions_decider import Decidee
from core.usecases.commissions_fixer import Fixee
from storage.unit_of_work import UniteDeTravail


def fixee(uow: UniteDeTravail, lecture: Lecture, une: Fixee, *, reportee: bool = False) -> Message:
    """Confirm a date, and warn when it comes later than the convention allows."""
    seance = lecture.seance
    depart = instant_de_convoquer(
        seance.commission.seance, seance.regles, seance.zone, lecture.maintenant
    )
    message = rediger(
        "commissions/etat_fixee",
        **_faits(uow, lecture, une.muettes),
        reportee=reportee,
        trop_tard=une.trop_tard,
        limite=jour_fr(une.limite),
        mois=seance.regles.intervalle_mois.valeur,
        convoquee=seance.commission.etat is EtatCommission.CONVOQUEE,
        convocation=instant_fr(depart, seance.zone),
    )
    gravite = Gravite.ALERTE if une.trop_tard or une.muettes else Gravite.SUCCES
    return replace(message, boutons=boutons(uow, lecture), gravite=gravite)


def convoquee(uow: UniteDeTravail, lecture: Lecture, muettes: Sequence[Organisation]) -> Message:
    """Confirm a convocation, and name those whom it does not reach."""
    message = rediger("commissions/etat_convoquee", **_faits(uow, lecture, muettes))
    gravite = Gravite.ALERTE if muettes else Gravite.SUCCES
    return replace(message, boutons=boutons(uow, lecture), gravite=gravite)


def annulee(uow: UniteDeTravail, lecture: Lecture, une: Fixee) -> Message:
    """Confirm a cancellation."""
    message = rediger(
        "commissions/etat_annulee",
        **_faits(uow, lecture, une.muettes),
        prevenus=lecture.seance.commission.deroulement.convoquee_le is not None,
        suite=prochaine_fr(uow, lecture.seance, lecture.maintenant),
    )
    return replace(message, gravite=Gravite.ALERTE if une.muettes else Gravite.SUCCES)


def presents(uow: UniteDeTravail, lecture: Lecture) -> Message:
    """Confirm who is represented, and name those who are not."""
    notes = lecture.seance.commission.deroulement.presents or ()
    invites = uow.commissions.invites(lecture.seance.convention.id)
    absents = [un.nom for un in invites if un.id not in notes]
    faits = _faits(uow, lecture, ()) | {"presents": len(notes), "absents": absents}
    message = rediger("commissions/etat_presents", **faits)
    return replace(message, boutons=boutons(uow, lecture), gravite=Gravite.SUCCES)


def decidee(uow: UniteDeTravail, lecture: Lecture, une: Decidee) -> Message:
    """Confirm a decision, with the next households to decide for."""
    message = rediger(
        "commissions/etat_decision",
        **_faits(uow, lecture, ()),
        **_decision(une),
        remplace=une.remplace,
        designe=une.designe,
        restent=len(a_decider(uow, lecture)),
    )
    return replace(message, boutons=boutons(uow, lecture), gravite=Gravite.SUCCES)


def retiree(uow: UniteDeTravail, lecture: Lecture, une: Decidee) -> Message:
    """Confirm that a decision is taken back."""
    faits = _faits(uow, lecture, ()) | _decision(une)
    message = rediger("commissions/etat_decision_retiree", **faits)
    return replace(message, boutons=boutons(uow, lecture), gravite=Gravite.SUCCES)


def close(uow: UniteDeTravail, lecture: Lecture, muettes: Sequence[Organisation]) -> Message:
    """Confirm that a meeting is closed; its summary is on its way to everybody."""
    faits = _faits(uow, lecture, muettes)
    suite = prochaine_fr(uow, lecture.seance, lecture.maintenant)
    message = rediger("commissions/etat_close", **faits, suite=suite)
    gravite = Gravite.ALERTE if muettes else Gravite.SUCCES
    return replace(message, boutons=boutons(uow, lecture), gravite=gravite)


def _decision(une: Decidee) -> dict[str, Any]:
    decision = une.decision
    return {
        "rang": decision.rang,
        "dossier": decision.dossier,
        "bailleur": decision.bailleur.nom if decision.bailleur else "",
        "avant": jour_fr(decision.avant) if decision.avant else "",
    }


def _faits(
    uow: UniteDeTravail, lecture: Lecture, muettes: Sequence[Organisation]
) -> dict[str, Any]:
    seance = lecture.seance
    return {
        "ref": lecture.reference,
        "quand": quand_fr(seance),
        "article": seance.article,
        "invites": len(uow.commissions.invites(seance.convention.id)),
        "muettes": [une.nom for une in muettes],
    }
