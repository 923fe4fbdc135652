"""What the bailleur answers, and what its commission decides (LP art. 6, CCH R441-3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from core.domain.avis import A_DECIDER, PERMIS, AvisDeVacance, Etat, exiger
from core.domain.calendrier import jour_local
from core.domain.candidatures import Candidature, actives, presentables, trouver
from core.domain.parcours import Condition, Decision, Instance, Presentation
from core.domain.texte_libre import verifier_texte_libre
from core.errors import SaisieInvalide, TransitionImpossible, saisie
from core.texte import jour_fr

Liste = Sequence[Candidature]

REGLEMENTES = frozenset({"PLAI", "PLAIA", "PLUS", "LLTS", "LLS"})
"""Financements under income ceilings, that a commission always rules (LP art. 11.2, chosen)."""


@dataclass(frozen=True)
class Choix:
    """What was decided of one candidate on the civil day `le`; `rang` None: the next free one."""

    decision: Decision
    le: date
    rang: int | None = None
    condition: str | None = None
    avant: date | None = None
    motif: str | None = None
    instance: Instance = Instance.CALEOL


def en_jeu(liste: Liste) -> tuple[Candidature, ...]:
    """Give the households that may still get the dwelling, the best rank first."""
    siennes = [une for une in actives(liste) if une.parcours.en_jeu]
    return tuple(sorted(siennes, key=rang))


def rang(une: Candidature) -> int:
    """Give the rank of an attributed candidature."""
    return une.parcours.rang or 0


def rang_libre(liste: Liste, apres: int = 0) -> int:
    """Give the first rank after `apres` that no household holds."""
    pris = {une.parcours.rang for une in actives(liste)}
    return next(n for n in range(apres + 1, apres + len(pris) + 2) if n not in pris)


def trop_courte(avis: AvisDeVacance, liste: Liste) -> bool:
    """Tell whether the bailleur should complete the list before anybody has the dwelling."""
    return avis.etat is not Etat.ATTRIBUE and _ecourtee(avis, liste)


def completable(avis: AvisDeVacance, liste: Liste) -> bool:
    """Tell whether the bailleur may complete the list, in its délai or by its own answers."""
    return avis.etat in PERMIS["compléter"] or _ecourtee(avis, liste)


def _ecourtee(avis: AvisDeVacance, liste: Liste) -> bool:
    """Tell whether the bailleur's own answers leave too few to present (domain §3, chosen)."""
    restent = len(presentables(liste))
    minimum = avis.termes.candidats.minimum.valeur
    return avis.etat in A_DECIDER and restent < len(actives(liste)) and restent < minimum


def exiger_completable(avis: AvisDeVacance, liste: Liste) -> None:
    """Raise TransitionImpossible unless the bailleur may complete the list (LP art. 6)."""
    if completable(avis, liste):
        return
    if avis.etat not in A_DECIDER:
        exiger(avis, "compléter")
    raise TransitionImpossible(
        f"{avis.reference} est « {avis.etat} » : on ne peut compléter que si les candidats que "
        f"vous avez écartés en laissent moins de {avis.termes.candidats.minimum.valeur} à "
        f"présenter (LP art. 6). Voir : /avis {avis.reference}"
    )


def exiger_liste_ouverte(avis: AvisDeVacance) -> None:
    """Raise TransitionImpossible once the CALEOL has the list (domain §3)."""
    if avis.etat in (Etat.EN_CALEOL, Etat.ATTRIBUE):
        raise TransitionImpossible(
            f"{avis.reference} est « {avis.etat} » : la liste est arrêtée depuis la présentation "
            f"à la CALEOL. Seul {avis.bailleur.nom} peut encore écarter un candidat (/retour) ou "
            "compléter une liste devenue trop courte (/completer)."
        )


def verifier_jour(jour: date, depuis: date, quoi: str, aujourdhui: date) -> None:
    """Raise SaisieInvalide for a day in the future, or before `depuis`, the day of `quoi`."""
    exemple = f"date={jour_fr(aujourdhui)}"
    if jour > aujourdhui:
        raise saisie("date", jour_fr(jour), "est dans le futur", exemple)
    if jour < depuis:
        raise saisie("date", jour_fr(jour), f"précède {quoi} ({jour_fr(depuis)})", exemple)


def repondre_sur(
    avis: AvisDeVacance, liste: Liste, numero: int, presentation: Presentation, texte: str | None
) -> Candidature:
    """Note that one candidate goes to the CALEOL, or is set aside for a difficulty (LP art. 6).

    Raises TransitionImpossible once the commission has decided, SaisieInvalide for a candidate
    set aside without saying why.
    """
    exiger(avis, "répondre sur un candidat")
    une = trouver(actives(liste), numero, avis.reference)
    if une.parcours.decision:
        raise TransitionImpossible(
            f"{avis.reference}, candidat n° {numero} : la décision est prise "
            f"({une.issue}). Pour la corriger : /caleol {avis.reference} {numero} attribution"
        )
    if presentation is Presentation.ECARTEE and not texte:
        raise SaisieInvalide(
            f"difficulte : dites pourquoi le candidat n° {numero} n'est pas présenté (LP art. 6). "
            'Exemple : difficulte="pièce manquante"',
            "difficulte",
        )
    difficulte = verifier_texte_libre("difficulte", texte) if texte else None
    suite = replace(une.parcours, presentation=presentation, difficulte=difficulte)
    return replace(une, parcours=suite)


def decider(
    avis: AvisDeVacance, liste: Liste, numero: int, choix: Choix, aujourdhui: date
) -> Candidature:
    """Note a decision, or correct one while no offer was notified to the household (CCH R441-3).

    Raises TransitionImpossible for a candidate set aside or offered the dwelling already, and
    SaisieInvalide for a rank that is taken, half a condition, or an impossible date.
    """
    exiger(avis, "noter une décision")
    une = trouver(actives(liste), numero, avis.reference)
    _exiger_decidable(avis, une)
    _exiger_non_reglemente(avis, choix)
    recu = avis.premiere.debut if avis.premiere else avis.cree_le
    verifier_jour(
        choix.le, jour_local(recu, avis.termes.zone), "la réception de l'avis", aujourdhui
    )
    autres = [autre for autre in actives(liste) if autre.numero != numero]
    attribuee = choix.decision is Decision.ATTRIBUTION
    if not attribuee:
        _exiger_ni_rang_ni_condition(choix)
    parcours = replace(
        une.parcours,
        presentation=Presentation.PRESENTEE,
        decision=choix.decision,
        instance=choix.instance,
        decide_le=choix.le,
        rang=_rang(autres, choix) if attribuee else None,
        condition=_condition(choix),
        motif=_motif(choix),
    )
    return replace(une, parcours=parcours)


def _exiger_decidable(avis: AvisDeVacance, une: Candidature) -> None:
    if une.parcours.presentation is Presentation.ECARTEE:
        raise TransitionImpossible(
            f"{avis.reference}, candidat n° {une.numero} : il est écarté. Présentez-le d'abord : "
            f"/retour {avis.reference} {une.numero} presente"
        )
    exiger_sans_offre(avis, une)


def exiger_sans_offre(avis: AvisDeVacance, une: Candidature) -> None:
    """Raise TransitionImpossible once the household was notified of its offer."""
    notifiee = une.parcours.notifiee_le
    if notifiee:
        raise TransitionImpossible(
            f"{avis.reference}, candidat n° {une.numero} : l'offre lui a été notifiée le "
            f"{jour_fr(notifiee)}, la décision ne change plus. Sa réponse : "
            f"/reponse {avis.reference} {une.numero} refuse"
        )


def _exiger_non_reglemente(avis: AvisDeVacance, choix: Choix) -> None:
    """Refuse the bailleur's own decision on a dwelling that a commission rules (LP art. 11.2)."""
    financement = avis.logement.financement
    if choix.instance is Instance.BAILLEUR and financement in REGLEMENTES:
        regle = (
            f"vaut pour un logement non réglementé, celui-ci est en {financement} (LP art. 11.2)"
        )
        raise saisie("instance", choix.instance.value, regle, "instance=caleol")


def _rang(autres: Liste, choix: Choix) -> int:
    """Give the rank of an attribution: unique, and after any household that has its offer."""
    offert = max((rang(une) for une in en_jeu(autres) if une.parcours.notifiee_le), default=0)
    libre = rang_libre(autres, offert)
    voulu = libre if choix.rang is None else choix.rang
    titulaire = next((une for une in autres if une.parcours.rang == voulu), None)
    if titulaire:
        regle = f"est déjà celui du candidat n° {titulaire.numero}"
        raise saisie("rang", str(voulu), regle, f"rang={libre}")
    if voulu < offert:
        regle = f"passe avant le rang {offert}, qui a déjà reçu son offre"
        raise saisie("rang", str(voulu), regle, f"rang={libre}")
    dernier = max(libre, len(autres) + 1)
    if not 1 <= voulu <= dernier:
        regle = f"n'est pas un rang de 1 à {dernier}"
        raise saisie("rang", str(voulu), regle, f"rang={libre}")
    return voulu


def _condition(choix: Choix) -> Condition | None:
    if (choix.condition is None) != (choix.avant is None):
        manque = "avant" if choix.avant is None else "condition"
        raise SaisieInvalide(
            f"{manque} : une condition suspensive a un texte et une date limite (CCH R441-3). "
            'Exemple : condition="situation régularisée" avant=15/01/2027',
            manque,
        )
    if choix.condition is None or choix.avant is None:
        return None
    if choix.avant < choix.le:
        regle = f"précède la décision ({jour_fr(choix.le)})"
        raise saisie("avant", jour_fr(choix.avant), regle, f"avant={jour_fr(choix.le)}")
    return Condition(verifier_texte_libre("condition", choix.condition), choix.avant)


def _exiger_ni_rang_ni_condition(choix: Choix) -> None:
    donnes = {"rang": choix.rang, "condition": choix.condition, "avant": choix.avant}
    for nom, valeur in donnes.items():
        if valeur is not None:
            raise SaisieInvalide(
                f"{nom} : « {choix.decision.value} » n'a ni rang ni condition (CCH R441-3). "
                'Exemple : non_attribution motif="ressources au-dessus du plafond"',
                nom,
            )


def _motif(choix: Choix) -> str | None:
    if choix.motif is None:
        return None
    if choix.decision is Decision.ATTRIBUTION:
        raise SaisieInvalide(
            "motif : une attribution n'a pas de motif. "
            'Exemple : condition="situation régularisée" avant=15/01/2027',
            "motif",
        )
    return verifier_texte_libre("motif", choix.motif)
