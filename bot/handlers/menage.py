"""/offre, /reponse, /bail, /visite: the household's side (CCH R441-10, LP art. 3 and 11.2)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.handlers import suites
from bot.handlers.arguments import Arguments
from bot.handlers.formulaires_suites import (
    formulaire_bail,
    formulaire_offre,
    formulaire_reponse,
    formulaire_visite,
    lire_reponse,
)
from bot.handlers.request import Contexte, Reply
from bot.presenters.suites import informe_fr
from core.domain.caleol import en_jeu
from core.domain.candidatures import Candidature
from core.domain.parcours import ReponseMenage, Visite
from core.messages.saisies import lire_date, lire_oui_non
from core.texte import jour_fr
from core.usecases.baux import noter_bail
from core.usecases.offres import noter_offre, noter_reponse
from core.usecases.visites import autres_parties, noter_visite

OFFRE = suites.Pas(
    "offre",
    "Offre notifiée",
    "notifier une offre",
    "/offre AV-2026-0001 2 date=15/01/2027",
    verdict=False,
)
REPONSE = suites.Pas(
    "reponse",
    "Réponse du ménage",
    "noter une réponse",
    "/reponse AV-2026-0001 2 accepte date=15/01/2027",
)
BAIL = suites.Pas(
    "bail",
    "Bail signé",
    "signer un bail",
    "/bail AV-2026-0001 2 date=15/01/2027",
    verdict=False,
)
VISITE = suites.Pas(
    "visite",
    "Visite du logement",
    "noter une visite",
    "/visite AV-2026-0001 2 date=15/01/2027 bon=oui",
    verdict=False,
)


def offre(contexte: Contexte, arguments: Arguments) -> Reply:
    """Note the day a household was notified; its days run from there."""
    arguments.cles_permises(("date",), "offre")
    lu = suites.lire(contexte, arguments, OFFRE)
    if isinstance(lu, Reply):
        return lu
    if isinstance(lu, suites.Demande):
        return suites.demander(contexte, lu, OFFRE, _premier, formulaire_offre)
    le = suites.jour(contexte, lu)
    suite = noter_offre(contexte.uow, contexte.maintenant, suites.cible(contexte, lu), le)
    effet = f"Offre notifiée au candidat n° {lu.numero} le {jour_fr(le)}."
    return suites.fait(contexte, suite, effet)


def reponse(contexte: Contexte, arguments: Arguments) -> Reply:
    """Note what the household answered, and on which day."""
    arguments.cles_permises(("date", "motif", "confirmer"), "reponse")
    lu = suites.lire(contexte, arguments, REPONSE)
    if isinstance(lu, Reply):
        return lu
    if isinstance(lu, suites.Demande):
        return suites.demander(contexte, lu, REPONSE, _offerts, formulaire_reponse)
    return suites.confirmer(REPONSE, lu, lambda: _repondre(contexte, lu))


def _repondre(contexte: Contexte, lu: suites.Saisie) -> Reply:
    donne = lu.valeurs.get("date")
    suite = noter_reponse(
        contexte.uow,
        contexte.maintenant,
        suites.cible(contexte, lu),
        lire_reponse("verdict", lu.verdict),
        lire_date("date", donne) if donne else None,
        lu.valeurs.get("motif"),
    )
    effet = f"Le candidat n° {lu.numero} {suite.candidature.issue}."
    return suites.fait(contexte, suite, effet)


def bail(contexte: Contexte, arguments: Arguments) -> Reply:
    """Note the lease signed: the dwelling is delivered."""
    arguments.cles_permises(("date",), "bail")
    lu = suites.lire(contexte, arguments, BAIL)
    if isinstance(lu, Reply):
        return lu
    if isinstance(lu, suites.Demande):
        return suites.demander(contexte, lu, BAIL, _premier, formulaire_bail)
    le = suites.jour(contexte, lu)
    suite = noter_bail(contexte.uow, contexte.maintenant, suites.cible(contexte, lu), le)
    effet = f"Bail du candidat n° {lu.numero} signé le {jour_fr(le)}."
    return suites.fait(contexte, suite, effet)


def visite(contexte: Contexte, arguments: Arguments) -> Reply:
    """Note a visit or a bon de visite; the avis does not move."""
    arguments.cles_permises(("date", "bon"), "visite")
    lu = suites.lire(contexte, arguments, VISITE)
    if isinstance(lu, Reply):
        return lu
    if isinstance(lu, suites.Demande):
        return suites.demander(contexte, lu, VISITE, list, formulaire_visite)
    le = suites.jour(contexte, lu)
    bon = lire_oui_non("bon", lu.valeurs.get("bon", "non"))
    faite = Visite(le, bon, contexte.membre.organisation.nom)
    suite = noter_visite(contexte.uow, contexte.maintenant, suites.cible(contexte, lu), faite)
    quoi = f"Bon de visite du {jour_fr(le)} noté" if bon else f"Visite du {jour_fr(le)} notée"
    autres = autres_parties(suite, contexte.membre.organisation)
    dit = informe_fr(suite, autres)
    effet = f"{quoi} pour le candidat n° {lu.numero}. {dit}"
    return suites.fait(contexte, suite, effet)


def _premier(liste: Sequence[Candidature]) -> Sequence[Candidature]:
    """Give the household whose turn it is, unless its condition still waits."""
    return [une for une in en_jeu(liste)[:1] if not une.parcours.sous_condition]


def _offerts(liste: Sequence[Candidature]) -> list[Candidature]:
    """Give those who may answer, accept late or give up: not one that refused in words."""
    return [
        une
        for une in liste
        if une.parcours.offre and une.parcours.reponse is not ReponseMenage.REFUSE
    ]
