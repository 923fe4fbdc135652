"""The household's side: offer, answer or silence, visit, lease (CCH R441-10, LP art. 3, 11.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

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
    une = _attributaire(avis, liste, numero)
    parcours = une.parcours
    if parcours.reponse:
        raise TransitionImpossible(
            f"{avis.reference}, candidat n° {numero} : {une.issue}. Pour corriger sa réponse : "
            f"/reponse {avis.reference} {numero} accepte date={jour_fr(le)}"
        )
    _exiger_tour_venu(avis, liste, une)
    _exiger_condition_levee(avis, une)
    assert parcours.decide_le
    verifier_jour(le, parcours.decide_le, "la décision", aujourdhui)
    offre = delai_offre(le, avis.termes)
    return replace(une, parcours=replace(parcours, offre=offre, notifiee_le=le))


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

    An answer given in time but typed late takes the place of the silence, as long as nobody of a
    later rank accepted. A household that accepted may still give up.
    """
    exiger(avis, "noter une réponse")
    une = _attributaire(avis, liste, numero)
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
        _exiger_tour_venu(avis, liste, une)
        _exiger_personne_apres(avis, liste, une)
        if motif:
            raise SaisieInvalide(
                "motif : un ménage qui accepte n'en donne pas. "
                f"Exemple : /reponse {avis.reference} {numero} accepte",
                "motif",
            )
    texte = verifier_texte_libre("motif", motif) if motif else None
    suite = replace(parcours, reponse=reponse, repondu_le=le, motif_refus=texte)
    return replace(une, parcours=suite)


def taire(une: Candidature) -> Candidature:
    """Note the silence of a household whose days are over: it refuses (CCH R441-10)."""
    offre = une.parcours.offre
    assert offre
    suite = replace(une.parcours, reponse=ReponseMenage.SILENCE, repondu_le=offre.dernier_jour)
    return replace(une, parcours=suite)


def signer(
    avis: AvisDeVacance, liste: Liste, numero: int, le: date, aujourdhui: date
) -> Candidature:
    """Note the lease signed on the civil day `le`, which is also an acceptance (LP art. 3).

    Raises TransitionImpossible for a household that refused, or whose turn has not come.
    """
    exiger(avis, "signer un bail")
    une = _attributaire(avis, liste, numero)
    if une.parcours.a_refuse:
        raise TransitionImpossible(
            f"{avis.reference}, candidat n° {numero} : {une.issue}. S'il a accepté à temps, "
            f"notez-le d'abord : /reponse {avis.reference} {numero} accepte date=…"
        )
    _exiger_tour_venu(avis, liste, une)
    _exiger_condition_levee(avis, une)
    assert une.parcours.decide_le
    verifier_jour(le, une.parcours.decide_le, "la décision", aujourdhui)
    suite = replace(une.parcours, bail_le=le)
    if suite.reponse is None:
        suite = replace(suite, reponse=ReponseMenage.ACCEPTE, repondu_le=le)
    return replace(une, parcours=suite)


def visiter(
    avis: AvisDeVacance, liste: Liste, numero: int, visite: Visite, aujourdhui: date
) -> Candidature:
    """Note a visit or a bon de visite, by either party (LP art. 11.2).

    Raises SaisieInvalide when it is noted already.
    """
    exiger(avis, "noter une visite")
    une = trouver(actives(liste), numero, avis.reference)
    verifier_jour(
        visite.le,
        jour_local(une.instant, avis.termes.zone),
        "la proposition du candidat",
        aujourdhui,
    )
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
    """Give the household whose days end first, among those that have not answered."""
    siennes = [une for une in actives(liste) if une.parcours.offre_en_cours]
    return min(siennes, key=_fin, default=None)


def _fin(une: Candidature) -> date:
    assert une.parcours.offre
    return une.parcours.offre.dernier_jour


def _attributaire(avis: AvisDeVacance, liste: Liste, numero: int) -> Candidature:
    une = trouver(actives(liste), numero, avis.reference)
    if not une.parcours.attribuee:
        raise TransitionImpossible(
            f"{avis.reference}, candidat n° {numero} : le logement ne lui est pas attribué. "
            f"Notez d'abord la décision : /caleol {avis.reference} {numero} attribution"
        )
    return une


def _exiger_tour_venu(avis: AvisDeVacance, liste: Liste, une: Candidature) -> None:
    """Raise TransitionImpossible while a household of a better rank is in play (CCH R441-3)."""
    avant = [autre for autre in en_jeu(liste) if rang(autre) < rang(une)]
    if avant:
        premier = avant[0]
        raise TransitionImpossible(
            f"{avis.reference} : le candidat n° {premier.numero} (rang {rang(premier)}, "
            f"{premier.issue}) passe avant le n° {une.numero} (rang {rang(une)}) (CCH R441-3). "
            f"Voir : /avis {avis.reference}"
        )


def _exiger_personne_apres(avis: AvisDeVacance, liste: Liste, une: Candidature) -> None:
    apres = [
        autre
        for autre in en_jeu(liste)
        if rang(autre) > rang(une) and autre.parcours.reponse is ReponseMenage.ACCEPTE
    ]
    if apres:
        raise TransitionImpossible(
            f"{avis.reference} : le candidat n° {apres[0].numero} (rang {rang(apres[0])}) a déjà "
            f"accepté ; le n° {une.numero} ne peut plus l'emporter. Voir : /avis {avis.reference}"
        )


def _exiger_condition_levee(avis: AvisDeVacance, une: Candidature) -> None:
    parcours = une.parcours
    if parcours.condition_manquee:
        raise TransitionImpossible(
            f"{avis.reference}, candidat n° {une.numero} : sa condition n'est pas remplie, "
            f"l'attribution est tombée. Voir : /avis {avis.reference}"
        )
    if parcours.sous_condition:
        assert parcours.condition
        raise TransitionImpossible(
            f"{avis.reference}, candidat n° {une.numero} : la condition attend jusqu'au "
            f"{jour_fr(parcours.condition.avant)}. Dites d'abord si elle est remplie : "
            f"/caleol {avis.reference} {une.numero} condition_remplie"
        )
