"""The account of a meeting for a wider circulation: counts alone, none small (domain §10)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bot.documents import commission_faits as faits
from bot.presenters.commissions import Lecture
from bot.presenters.compte_rendu import Decisions, objectif_global, seance_de
from core.domain.anonymat import nombre_public, repartition_publique
from core.domain.ordre_du_jour import OrdreDuJour, Partie
from core.domain.suites_commission import EtatSuite, Suite
from core.usecases.commissions_suivre import ordre_examine
from storage.unit_of_work import UniteDeTravail

NON_DIFFUSE = "non diffusé"
_DESIGNES, _AUTRES = "Décisions adressées à un bailleur", "Autres décisions"
_SANS = "Ménages examinés sans décision"
_COMPTEES = (
    (EtatSuite.TENUE, "Propositions faites"),
    (EtatSuite.EN_RETARD, "Propositions en retard"),
)


def compte_rendu_anonyme(uow: UniteDeTravail, lecture: Lecture) -> faits.CompteRenduAnonyme:
    """Gather the anonymous account: each household is counted once, so that nothing adds up.

    The place of the meeting, a commune often, is left out, and the number who wait: with those
    examined, it would give the rest away.
    """
    ordre, decisions = ordre_examine(uow, lecture.seance, lecture.maintenant)
    seance = replace(seance_de(uow, lecture), lieu=NON_DIFFUSE, mentions=(_MENTION,))
    temps = tuple(_temps(partie, decisions) for partie in ordre.parties)
    return faits.CompteRenduAnonyme(seance, _suites(ordre.suites), temps, _objectifs(ordre))


def _suites(suites: Sequence[Suite]) -> tuple[faits.Compte, ...]:
    """Count two outcomes only: with all of them, last meeting's decisions would be known."""
    nombres = Counter(une.etat for une in suites)
    return tuple(faits.Compte(mot, nombre_public(nombres[etat])) for etat, mot in _COMPTEES)


def _temps(partie: Partie, decisions: Decisions) -> faits.TempsAnonyme:
    nombres = {_DESIGNES: 0, _AUTRES: 0, _SANS: 0}
    for un in partie.menages:
        decision = decisions.get(un.dossier.reference)
        nombres[_SANS if decision is None else _DESIGNES if decision.bailleur else _AUTRES] += 1
    publies = repartition_publique(nombres)
    comptes = (("Ménages examinés", publies.total), *publies.parts.items())
    return faits.TempsAnonyme(partie.temps.titre, tuple(faits.Compte(*un) for un in comptes))


def _objectifs(ordre: OrdreDuJour) -> tuple[faits.Objectif, ...]:
    bilan = ordre.objectifs
    if bilan is None:
        return ()
    imprime = objectif_global(bilan)
    return (replace(imprime, atteint=nombre_public(bilan.atteint), attente=NON_DIFFUSE),)


_MENTION = (
    "Un nombre inférieur à cinq n'est pas écrit, ni le total qui le donnerait par différence."
)
