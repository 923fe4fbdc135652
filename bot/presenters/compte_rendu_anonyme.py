"""The account of a meeting for a wider circulation: counts alone, none small (domain §10)."""

from __future__ import annotations

from dataclasses import replace

from bot.documents import commission_faits as faits
from bot.presenters.commissions import Lecture
from bot.presenters.compte_rendu import Decisions, objectif_global, seance_de
from core.domain.anonymat import nombre_public, repartition_publique
from core.domain.commissions import Releve
from core.domain.ordre_du_jour import OrdreDuJour, Partie
from core.usecases.commissions_suivre import ordre_examine
from storage.unit_of_work import UniteDeTravail

NON_DIFFUSE = "non diffusé"
_DESIGNES, _AUTRES = "Décisions adressées à un bailleur", "Autres décisions"
_SANS = "Ménages examinés sans décision"


def compte_rendu_anonyme(uow: UniteDeTravail, lecture: Lecture) -> faits.CompteRenduAnonyme:
    """Gather the anonymous account: each household is counted once, so that nothing adds up.

    The place of the meeting, a commune often, is left out, and the number who wait: with those
    examined, it would give the rest away. Outcomes and objectives are those of the closing: an
    edition made later says the same.
    """
    ordre, decisions = ordre_examine(uow, lecture.seance, lecture.maintenant)
    seance = replace(seance_de(uow, lecture), lieu=NON_DIFFUSE, mentions=(_MENTION,))
    temps = tuple(_temps(partie, decisions) for partie in ordre.parties)
    releve = lecture.seance.commission.deroulement.releve or Releve(0, 0)
    return faits.CompteRenduAnonyme(seance, _suites(releve), temps, _objectifs(ordre, releve))


def _suites(releve: Releve) -> tuple[faits.Compte, ...]:
    """Count two outcomes only: with all of them, last meeting's decisions would be known."""
    return (
        faits.Compte("Propositions faites", nombre_public(releve.tenues)),
        faits.Compte("Propositions en retard", nombre_public(releve.en_retard)),
    )


def _temps(partie: Partie, decisions: Decisions) -> faits.TempsAnonyme:
    nombres = {_DESIGNES: 0, _AUTRES: 0, _SANS: 0}
    for un in partie.menages:
        decision = decisions.get(un.dossier.reference)
        nombres[_SANS if decision is None else _DESIGNES if decision.bailleur else _AUTRES] += 1
    publies = repartition_publique(nombres)
    comptes = (("Ménages examinés", publies.total), *publies.parts.items())
    return faits.TempsAnonyme(partie.temps.titre, tuple(faits.Compte(*un) for un in comptes))


def _objectifs(ordre: OrdreDuJour, releve: Releve) -> tuple[faits.Objectif, ...]:
    bilan = ordre.objectifs
    if bilan is None:
        return ()
    imprime = objectif_global(bilan)
    atteint = nombre_public(releve.atteint)
    retard = releve.objectif_en_retard
    return (replace(imprime, atteint=atteint, attente=NON_DIFFUSE, retard=retard),)


_MENTION = (
    "Un nombre inférieur à cinq n'est pas écrit, ni le total qui le donnerait par différence."
)
