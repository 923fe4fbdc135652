"""What the bailleur answers, and what its commission decides (LP art. 6, CCH R441-3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from core.domain.avis import AvisDeVacance, Etat, exiger
from core.domain.calendrier import jour_local
from core.domain.candidatures import Candidature, actives, presentables, trouver
from core.domain.parcours import Condition, Decision, Instance, Parcours, Presentation
from core.domain.texte_libre import verifier_texte_libre
from core.errors import SaisieInvalide, TransitionImpossible, saisie
from core.texte import jour_fr

Liste = Sequence[Candidature]


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


def rang_libre(liste: Liste) -> int:
    """Give the first rank that no household holds."""
    pris = {une.parcours.rang for une in actives(liste)}
    return next(n for n in range(1, len(pris) + 2) if n not in pris)


def trop_courte(avis: AvisDeVacance, liste: Liste) -> bool:
    """Tell whether the bailleur's own answers leave too few to present (domain §3, chosen)."""
    restent = len(presentables(liste))
    minimum = avis.termes.candidats.minimum.valeur
    ouverte = avis.etat in (Etat.DESIGNE, Etat.INCOMPLET, Etat.EN_CALEOL)
    return ouverte and restent < len(actives(liste)) and restent < minimum


def exiger_completable(avis: AvisDeVacance, liste: Liste) -> None:
    """Raise TransitionImpossible unless the bailleur may complete the list (LP art. 6)."""
    if not trop_courte(avis, liste):
        exiger(avis, "compléter")


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


def trancher(
    avis: AvisDeVacance, liste: Liste, numero: int, remplie: bool, le: date, aujourdhui: date
) -> Candidature:
    """Note that a suspensive condition was met, or was not: then the attribution falls.

    Raises TransitionImpossible when there is no condition, or the offer was already notified.
    """
    exiger(avis, "noter une décision")
    une = trouver(actives(liste), numero, avis.reference)
    condition, decidee = une.parcours.condition, une.parcours.decide_le
    if condition is None or decidee is None:
        raise TransitionImpossible(
            f"{avis.reference}, candidat n° {numero} : aucune condition n'attend. "
            f"Voir : /avis {avis.reference}"
        )
    _exiger_sans_offre(avis, une)
    verifier_jour(le, decidee, "la décision", aujourdhui)
    tranchee = replace(condition, remplie=remplie, le=le)
    return replace(une, parcours=replace(une.parcours, condition=tranchee))


def _exiger_decidable(avis: AvisDeVacance, une: Candidature) -> None:
    if une.parcours.presentation is Presentation.ECARTEE:
        raise TransitionImpossible(
            f"{avis.reference}, candidat n° {une.numero} : il est écarté. Présentez-le d'abord : "
            f"/retour {avis.reference} {une.numero} presente"
        )
    _exiger_sans_offre(avis, une)


def _exiger_sans_offre(avis: AvisDeVacance, une: Candidature) -> None:
    notifiee = une.parcours.notifiee_le
    if notifiee:
        raise TransitionImpossible(
            f"{avis.reference}, candidat n° {une.numero} : l'offre lui a été notifiée le "
            f"{jour_fr(notifiee)}, la décision ne change plus. Sa réponse : "
            f"/reponse {avis.reference} {une.numero} refuse"
        )


def _rang(autres: Liste, choix: Choix) -> int:
    """Give the rank of an attribution: unique, and after any household that has its offer."""
    libre = rang_libre(autres)
    voulu = libre if choix.rang is None else choix.rang
    titulaire = next((une for une in autres if une.parcours.rang == voulu), None)
    if titulaire:
        regle = f"est déjà celui du candidat n° {titulaire.numero}"
        raise saisie("rang", str(voulu), regle, f"rang={libre}")
    offerts = [rang(une) for une in en_jeu(autres) if une.parcours.notifiee_le]
    if offerts and voulu < max(offerts):
        regle = f"passe avant le rang {max(offerts)}, qui a déjà reçu son offre"
        raise saisie("rang", str(voulu), regle, f"rang={max(offerts) + 1}")
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


def issue_precedente(parcours: Parcours) -> str:
    """Give what became of the household in the rounds before, if there were any."""
    return ", ".join(un.issue or "sans suite" for un in parcours.precedents)
