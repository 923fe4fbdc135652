"""The household's side: offer, answer or silence, visit (CCH R441-10, LP art. 11.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from core.domain.attributaires import (
    attributaire,
    exiger_condition_levee,
    exiger_personne_apres,
    exiger_tour_venu,
)
from core.domain.avis import AvisDeVacance, exiger
from core.domain.calendrier import (
    Unite,
    ajouter_jours,
    fin_de_jour,
    instant_local,
    jour_local,
    reporter,
)
from core.domain.caleol import Liste, en_jeu, rang, verifier_jour
from core.domain.candidatures import Candidature, actives, trouver
from core.domain.convention import Termes
from core.domain.delais import AutreLecture, Echeance, NatureEcheance, echeance_fr
from core.domain.parcours import ReponseMenage, Visite
from core.domain.texte_libre import verifier_texte_libre
from core.errors import SaisieInvalide, TransitionImpossible, saisie
from core.texte import jour_fr, pluriel

BON_D_AVANCE = timedelta(days=60)
"""How far ahead a bon de visite may be dated (chosen: longer is a slip of the year)."""

REMPLACEMENT = timedelta(days=30)
"""How long after an offer's last day its silence may be replaced (chosen, ADR 12)."""
_SAISIE = timedelta(days=1)


def delai_offre(notifiee_le: date, termes: Termes) -> Echeance:
    """Compute the days a household has, from the civil day it was notified (CCH R441-10).

    That day is not counted; the last one is moved off Saturdays, Sundays and public holidays.
    """
    jours, report = termes.offre_jours, termes.offre_report.valeur
    brut = ajouter_jours(notifiee_le, jours.valeur, Unite.CALENDAIRE, termes.feries)
    reporte = reporter(brut, termes.feries)
    dernier, autre = (reporte, brut) if report else (brut, reporte)
    lectures = ("sans report", "avec report au jour ouvré suivant")
    return Echeance(
        nature=NatureEcheance.OFFRE,
        debut=instant_local(notifiee_le, time.min, termes.zone),
        fin=fin_de_jour(dernier, termes.zone),
        dernier_jour=dernier,
        article=jours.article,
        lecture=f"{pluriel(jours.valeur, 'jour')} calendaires, {lectures[report]}",
        etapes=(
            f"offre notifiée au ménage le {jour_fr(notifiee_le)}",
            f"{pluriel(jours.valeur, 'jour')} calendaires",
            "jour de notification non compté",
            *((f"report du {jour_fr(brut)} au jour ouvré suivant",) if dernier != brut else ()),
        ),
        autres=(AutreLecture(lectures[not report], autre),) if autre != dernier else (),
    )


def notifier(
    avis: AvisDeVacance, liste: Liste, numero: int, le: date, aujourdhui: date
) -> Candidature:
    """Note that the household was notified of its offer on the civil day `le`: its days run.

    Raises TransitionImpossible unless it is the best-ranked one in play, its condition settled
    and its answer not given.
    """
    exiger(avis, "notifier une offre")
    une = attributaire(avis, liste, numero)
    parcours = une.parcours
    if parcours.reponse:
        raise TransitionImpossible(
            f"{avis.reference}, candidat n° {numero} : {une.issue}, son offre ne change plus. "
            f"Voir : /avis {avis.reference}"
        )
    if parcours.notifiee_le == le and not parcours.suspendue:
        raise TransitionImpossible(
            f"{avis.reference}, candidat n° {numero} : l'offre notifiée le {jour_fr(le)} est déjà "
            f"notée. Sa réponse : /reponse {avis.reference} {numero} accepte"
        )
    exiger_tour_venu(avis, liste, une)
    exiger_condition_levee(avis, une)
    assert parcours.decide_le
    verifier_jour(le, parcours.decide_le, "la décision", aujourdhui)
    offre = delai_offre(le, avis.termes)
    suite = replace(parcours, offre=offre, notifiee_le=le, suspendue=False, silence_des=None)
    return replace(une, parcours=suite)


def laisser_repondre(une: Candidature, maintenant: datetime) -> Candidature:
    """Leave a day to type the answer to an offer whose days are over when it is noted (chosen)."""
    offre = une.parcours.offre
    if offre is None or maintenant < offre.fin:
        return une
    return replace(une, parcours=replace(une.parcours, silence_des=maintenant + _SAISIE))


def suspendre(liste: Liste, reprise: Candidature) -> tuple[Candidature, ...]:
    """Suspend the offers that run after the rank of a household back in play (CCH R441-3, chosen).

    No silence is taken of them; a new notification has their days run anew.
    """
    return tuple(
        replace(une, parcours=replace(une.parcours, suspendue=True))
        for une in en_jeu(liste)
        if rang(une) > rang(reprise) and une.parcours.offre_en_cours
    )


def repondre(
    avis: AvisDeVacance,
    liste: Liste,
    numero: int,
    reponse: ReponseMenage,
    le: date,
    aujourdhui: date,
    motif: str | None = None,
) -> Candidature:
    """Note the household's answer, given on the civil day `le` within its days (CCH R441-10).

    An acceptance given in time but typed late takes the place of the silence, never of a refusal
    in words, within 30 days and as long as nobody of a later rank accepted. A household whose
    offer is suspended may accept too; one that accepted may still give up.
    """
    exiger(avis, "noter une réponse")
    une = attributaire(avis, liste, numero)
    parcours, offre = une.parcours, une.parcours.offre
    if parcours.condition_manquee or offre is None or parcours.notifiee_le is None:
        raise TransitionImpossible(
            f"{avis.reference}, candidat n° {numero} : aucune offre ne lui a été notifiée. "
            f"Notez-la d'abord : /offre {avis.reference} {numero} date={jour_fr(aujourdhui)}"
        )
    desistement = parcours.reponse is ReponseMenage.ACCEPTE and reponse is ReponseMenage.REFUSE
    verifier_jour(le, parcours.notifiee_le, "la notification de l'offre", aujourdhui)
    if le > offre.dernier_jour and not desistement:
        regle = (
            f"dépasse le délai de l'offre, qui a pris fin le {echeance_fr(offre)} : le silence "
            f"vaut refus ({offre.article})"
        )
        raise saisie("date", jour_fr(le), regle, f"date={jour_fr(offre.dernier_jour)}")
    if reponse is ReponseMenage.ACCEPTE:
        _exiger_acceptable(avis, liste, une, aujourdhui, motif)
    texte = verifier_texte_libre("motif", motif) if motif else None
    suite = replace(parcours, reponse=reponse, repondu_le=le, motif_refus=texte)
    return replace(une, parcours=suite)


def _exiger_acceptable(
    avis: AvisDeVacance, liste: Liste, une: Candidature, aujourdhui: date, motif: str | None
) -> None:
    """Raise unless an acceptance may be noted: in its turn, and in place of a silence only."""
    exiger_remplacable(avis, une, aujourdhui)
    if not une.parcours.suspendue:
        exiger_tour_venu(avis, liste, une)
    exiger_personne_apres(avis, liste, une)
    if motif:
        raise SaisieInvalide(
            "motif : un ménage qui accepte n'en donne pas. "
            f"Exemple : /reponse {avis.reference} {une.numero} accepte",
            "motif",
        )


def exiger_remplacable(avis: AvisDeVacance, une: Candidature, aujourdhui: date) -> None:
    """Raise TransitionImpossible unless an acceptance may take the place of the answer noted."""
    parcours = une.parcours
    if parcours.offre is None or not parcours.a_refuse or parcours.repondu_le is None:
        return
    qui = f"{avis.reference}, candidat n° {une.numero}"
    if parcours.reponse is ReponseMenage.REFUSE:
        raise TransitionImpossible(
            f"{qui} : il a refusé le {jour_fr(parcours.repondu_le)}. Seul un silence peut être "
            f"remplacé par une acceptation donnée à temps ({parcours.offre.article}). "
            f"Voir : /avis {avis.reference}"
        )
    limite = parcours.offre.dernier_jour + REMPLACEMENT
    if aujourdhui > limite:
        raise TransitionImpossible(
            f"{qui} : son silence date du {jour_fr(parcours.repondu_le)} et ne se remplace plus "
            f"depuis le {jour_fr(limite)}, {REMPLACEMENT.days} jours après la fin de l'offre. "
            f"Voir : /avis {avis.reference}"
        )


def taire(une: Candidature) -> Candidature:
    """Note the silence of a household whose days are over: it refuses (CCH R441-10)."""
    offre = une.parcours.offre
    assert offre
    suite = replace(une.parcours, reponse=ReponseMenage.SILENCE, repondu_le=offre.dernier_jour)
    return replace(une, parcours=suite)


def visiter(
    avis: AvisDeVacance, liste: Liste, numero: int, visite: Visite, aujourdhui: date
) -> Candidature:
    """Note a visit done, or a bon de visite for a day to come, by either party (LP art. 11.2).

    Raises SaisieInvalide when it is noted already, or for an impossible day.
    """
    exiger(avis, "noter une visite")
    une = trouver(actives(liste), numero, avis.reference)
    proposee_le = jour_local(une.instant, avis.termes.zone)
    dernier = aujourdhui + BON_D_AVANCE
    if visite.bon and visite.le > dernier:
        regle = f"est à plus de {BON_D_AVANCE.days} jours d'aujourd'hui"
        raise saisie("date", jour_fr(visite.le), regle, f"date={jour_fr(dernier)}")
    limite = max(aujourdhui, visite.le) if visite.bon else aujourdhui
    verifier_jour(visite.le, proposee_le, "la proposition du candidat", limite)
    notees = {(deja.le, deja.bon) for deja in une.parcours.visites}
    if (visite.le, visite.bon) in notees:
        raise SaisieInvalide(
            f"date : cette visite du {jour_fr(visite.le)} est déjà notée pour le candidat "
            f"n° {numero}. Voir : /avis {avis.reference}",
            "date",
        )
    suite = replace(une.parcours, visites=(*une.parcours.visites, visite))
    return replace(une, parcours=suite)


def offre_a_echoir(liste: Liste) -> Candidature | None:
    """Give the household whose days run: the best rank in play, if it has not answered."""
    premiers = en_jeu(liste)[:1]
    return next((une for une in premiers if une.parcours.offre_en_cours), None)
