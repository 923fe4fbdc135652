"""A meeting of the commission as people read it: where it stands, what may be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.presenters import fiches
from bot.presenters.prioritaires import logement_fr, reponse_fr
from core.domain.calendrier import jour_local
from core.domain.calendrier_commissions import Attendu, limite_apres, prochaine, suivante
from core.domain.commissions import TENUES, EtatCommission
from core.domain.organisations import Organisation
from core.domain.suites_commission import EtatSuite, Suite
from core.messages.limits import decouper_liste
from core.messages.model import Bloc, Bouton, Champs, Message, Paragraphe
from core.texte import instant_fr, jour_fr, jour_long_fr, pluriel
from core.usecases.commissions_calendrier import limite
from core.usecases.commissions_seance import Seance
from core.usecases.commissions_suivre import ordre_du_jour, suites_de_la_seance
from storage.unit_of_work import UniteDeTravail

REFERENCE = "reference_avis"
LISTE_MAX = 10
A_DECIDER_MAX = 3
"""Buttons « Décider » shown during a meeting; the agenda has the others."""


@dataclass(frozen=True)
class Lecture:
    """Who reads what, when; `page`: on a signed page, where categories may be shown."""

    seance: Seance
    lecteur: Organisation
    maintenant: datetime
    page: bool = False

    @property
    def preside(self) -> bool:
        """Tell whether the reader chairs the meeting."""
        return self.lecteur.id == self.seance.commission.autorite.id

    @property
    def reference(self) -> str:
        """Give the meeting's reference."""
        return self.seance.commission.reference


def bouton(libelle: str, reference: str, action: str = "", **suite: str) -> Bouton:
    """Make a button that shows a meeting, or does something to it."""
    quoi = {"action": action} if action else {}
    return Bouton(libelle, "commission", {REFERENCE: reference, **quoi, **suite})


def fiche(uow: UniteDeTravail, lecture: Lecture) -> Message:
    """Show a meeting: when, where, who, its decisions and what became of them."""
    seance, commission = lecture.seance, lecture.seance.commission
    blocs: list[Bloc] = [Champs(_lignes(uow, lecture))]
    if commission.etat in TENUES:
        suites = visibles(suites_de_la_seance(uow, seance, lecture.maintenant), lecture)
        blocs += liste_des_suites(suites, "Décisions", "Aucune décision enregistrée.")
    tete = uow.journal.tete(commission.reference)
    blocs += fiches.tete(tete[1] if tete else None)
    titre = f"{commission.reference} : {seance.regles.nom}, {commission.etat}"
    return Message(titre, tuple(blocs), boutons(uow, lecture))


def visibles(suites: Sequence[Suite], lecture: Lecture) -> tuple[Suite, ...]:
    """Keep the decisions that the reader may know of: all for the State, its own for a bailleur."""
    if lecture.preside:
        return tuple(suites)
    lui = lecture.lecteur.id
    siennes = (une for une in suites if une.decision.bailleur and une.decision.bailleur.id == lui)
    return tuple(siennes)


def liste_des_suites(suites: Sequence[Suite], titre: str, sinon: str) -> list[Bloc]:
    """List decisions and what became of each, or say that there are none."""
    if not suites:
        return [Paragraphe(sinon)]
    lignes = tuple(ligne_de_suite(une) for une in suites)
    return [Paragraphe(f"{titre} :"), decouper_liste(lignes, LISTE_MAX)]


def ligne_de_suite(une: Suite) -> str:
    """Sum a decision up: its number, household, bailleur, what became of it; never a category."""
    decision = une.decision
    qui = decision.bailleur.nom if decision.bailleur else ""
    morceaux = (
        f"n° {decision.rang}",
        decision.dossier,
        qui,
        _etat_fr(une),
        _offre(une),
        decision.texte,
    )
    return " · ".join(un for un in morceaux if un)


def quand_fr(seance: Seance) -> str:
    """Write when and where: « jeudi 12/03/2026 à 14:30, préfecture »."""
    instant = seance.commission.seance
    heure = instant_fr(instant, seance.zone).partition(" ")[2]
    lieu = seance.commission.deroulement.lieu
    ecrit = f"{jour_long_fr(seance.jour)} {heure}"
    return f"{ecrit}, {lieu}" if lieu else ecrit


def prochaine_fr(uow: UniteDeTravail, seance: Seance, maintenant: datetime) -> str:
    """Say when the meeting after this one is, or by when one has to be fixed."""
    commission, zone = seance.commission, seance.zone
    connues = uow.commissions.de_la_convention(seance.convention.id)
    if commission.etat is EtatCommission.ANNULEE:
        apres = prochaine(connues, maintenant, zone)
        le = limite(uow, seance.convention, commission.autorite, maintenant)
    else:
        apres = suivante(connues, commission)
        le = limite_apres(seance.jour, seance.regles)
    if apres:
        heure = instant_fr(apres.seance, zone).partition(" ")[2]
        quand = f"{jour_long_fr(jour_local(apres.seance, zone))} {heure}"
        return f"Séance suivante : {apres.reference}, {quand}."
    return (
        "Aucune date n'est fixée pour la suite : la commission se réunit au plus tard le "
        f"{jour_long_fr(le)} ({seance.article})."
    )


def boutons(uow: UniteDeTravail, lecture: Lecture) -> tuple[Bouton, ...]:
    """Give what the reader may do about the meeting in its present state."""
    ref, etat = lecture.reference, lecture.seance.commission.etat
    ordre = bouton("Voir l'ordre du jour", ref, "ordre")
    if etat is EtatCommission.ANNULEE:
        return ()
    if etat is EtatCommission.CLOSE:
        entier = bouton("Compte rendu (PDF)", ref, "resume", format="pdf")
        return bouton("Lire le relevé", ref, "resume"), entier
    if not lecture.preside:
        return (ordre,)
    if etat is EtatCommission.EN_SEANCE:
        return _en_seance(uow, lecture, ordre)
    jour_venu = lecture.seance.aujourdhui(lecture.maintenant) >= lecture.seance.jour
    choix = [bouton("Ouvrir la séance", ref, "ouvrir")] if jour_venu else []
    if etat is EtatCommission.PREVUE and lecture.seance.commission.seance > lecture.maintenant:
        choix.append(bouton("Convoquer maintenant", ref, "convoquer"))
    choix += [
        ordre,
        bouton("Reporter la séance", ref, "reporter"),
        bouton("Annuler la séance", ref, "annuler"),
    ]
    return tuple(choix)


def _en_seance(uow: UniteDeTravail, lecture: Lecture, ordre: Bouton) -> tuple[Bouton, ...]:
    """Give the next households to decide for, then who came while nobody noted it."""
    ref = lecture.reference
    clore = bouton("Clore la séance", ref, "clore")
    decider = tuple(
        bouton(f"Décider {un}", ref, "decision", dossier=un)
        for un in a_decider(uow, lecture)[:A_DECIDER_MAX]
    )
    if lecture.seance.commission.deroulement.presents is None:
        presents = bouton("Noter les présents", ref, "presences")
        return (*decider[: A_DECIDER_MAX - 1], presents, ordre, clore)
    return (*decider, ordre, clore)


def a_decider(uow: UniteDeTravail, lecture: Lecture) -> tuple[str, ...]:
    """Give the households of the agenda without a decision, in the order that the reader sees.

    On a page, part by part; elsewhere all together: the parts would tell categories.
    """
    suites = suites_de_la_seance(uow, lecture.seance, lecture.maintenant)
    decides = {une.decision.dossier for une in suites}
    ordre = ordre_du_jour(uow, lecture.seance, lecture.maintenant)
    menages = ordre.menages
    if lecture.page:
        menages = tuple(un for partie in ordre.parties for un in partie.menages)
    return tuple(un.dossier.reference for un in menages if un.dossier.reference not in decides)


def _lignes(uow: UniteDeTravail, lecture: Lecture) -> tuple[tuple[str, str], ...]:
    seance, commission = lecture.seance, lecture.seance.commission
    invites = uow.commissions.invites(commission.convention)
    presents = commission.deroulement.presents
    bailleurs = pluriel(len(invites), "bailleur")
    lignes = (
        ("Séance", quand_fr(seance)),
        ("Présidence", commission.autorite.nom),
        ("Invités", "" if presents is not None else bailleurs),
        ("Représentés", f"{len(presents)} sur {bailleurs}" if presents is not None else ""),
        ("Convocation", _convocation(uow, seance)),
        ("Motif", commission.deroulement.motif),
    )
    return tuple(une for une in lignes if une[1])


def _convocation(uow: UniteDeTravail, seance: Seance) -> str:
    commission = seance.commission
    envoyee = commission.deroulement.convoquee_le
    if envoyee:
        return f"envoyée le {instant_fr(envoyee, seance.zone)}"
    for un in uow.agenda.de(commission.reference):
        if un.nature == Attendu.CONVOQUER:
            return f"partira le {instant_fr(un.instant, seance.zone)}"
    return ""


def _etat_fr(une: Suite) -> str:
    """Say where a decision stands, with its day while something is owed."""
    if une.echeance is None or une.etat not in (EtatSuite.ATTENDUE, EtatSuite.EN_RETARD):
        return une.etat.value
    due = ", due" if une.etat is EtatSuite.EN_RETARD else ""
    return f"{une.etat}{due} avant le {jour_fr(une.echeance)}"


def _offre(une: Suite) -> str:
    """Say the dwelling offered, as LA art. 2 has it followed."""
    offre = une.proposition
    if offre is None:
        return ""
    entree = f", entrée le {jour_fr(offre.entree_le)}" if offre.entree_le else ""
    return f"{logement_fr(offre)}, {reponse_fr(offre)}{entree}"
