"""What /retour, /caleol, /offre, /reponse, /bail and /visite share: which candidate, which day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.handlers.arguments import Arguments, exiger_reference, exiger_rien_de_plus
from bot.handlers.formulaires import formulaire_reference
from bot.handlers.formulaires_suites import lire_candidat
from bot.handlers.request import Contexte, Reply
from bot.presenters.fiches import visibles
from bot.presenters.suites import repondre
from core.domain.avis import PERMIS, AvisDeVacance, exiger
from core.domain.candidatures import Candidature, actives
from core.errors import AConfirmer, TransitionImpossible
from core.messages.forms import Formulaire
from core.messages.model import Bouton, Gravite, Message, Paragraphe
from core.messages.saisies import lire_date, lire_oui_non
from core.usecases.dossier import charger
from core.usecases.echeances import faire_echoir
from core.usecases.suites import Cible, Suite, aujourdhui

Choisir = Callable[[Sequence[Candidature]], Sequence[Candidature]]
"""Which candidates a command may be about."""


@dataclass(frozen=True)
class Pas:
    """One command about one candidate: its title, the verb of the state table, its example."""

    nom: str
    titre: str
    verbe: str
    exemple: str
    verdict: bool = True
    """Whether a word says what was decided; without one, the date is needed."""


@dataclass(frozen=True)
class Saisie:
    """What was typed: the avis, the candidate, the verdict if the command takes one."""

    reference: str
    numero: int
    verdict: str
    valeurs: Mapping[str, str]


@dataclass(frozen=True)
class Demande:
    """What was typed of a command that needs more: the avis, and answers by field."""

    reference: str
    valeurs: Mapping[str, str]


def lire(contexte: Contexte, arguments: Arguments, pas: Pas) -> Saisie | Reply | Demande:
    """Read the words of a command.

    Gives the form that asks for the avis, or what is known of it when the rest must be asked.
    """
    if not arguments.mots:
        return _quel_avis(contexte, pas)
    reference = exiger_reference(arguments.mots, pas.nom)
    reste = _sans_numero_isole(arguments.mots[1:])
    attendus = 2 if pas.verdict else 1
    exiger_rien_de_plus(reste[attendus:], pas.nom, pas.exemple)
    numero = lire_candidat("candidat", reste[0]) if reste else 0
    if len(reste) < attendus or (not pas.verdict and not arguments.valeurs.get("date")):
        candidat = {"candidat": f"n° {numero}"} if numero else {}
        return Demande(reference, {**arguments.valeurs, **candidat})
    return Saisie(reference, numero, reste[1] if pas.verdict else "", arguments.valeurs)


def dossier(
    contexte: Contexte, reference: str, pas: Pas
) -> tuple[AvisDeVacance, list[Candidature], date]:
    """Load what a form is about; raises TransitionImpossible when it has no object."""
    organisation = contexte.membre.organisation
    avis = charger(contexte.uow, reference, organisation)
    avis = faire_echoir(contexte.uow, avis, contexte.maintenant)
    exiger(avis, pas.verbe)
    liste = visibles(avis, actives(contexte.uow.avis.candidatures(avis.id)), organisation)
    return avis, liste, aujourdhui(avis, contexte.maintenant)


def demander(
    contexte: Contexte,
    demande: Demande,
    pas: Pas,
    choisir: Choisir,
    former: Callable[[str, Sequence[int], date], Formulaire],
) -> Reply:
    """Open the form of a command for the candidates it may be about."""
    avis, liste, jour = dossier(contexte, demande.reference, pas)
    numeros = [une.numero for une in choisir(liste)]
    if not numeros:
        raise TransitionImpossible(
            f"{avis.reference} : aucun candidat n'attend cela pour l'instant. "
            f"Voir : /avis {avis.reference}"
        )
    formulaire = former(avis.reference, numeros, jour)
    valeurs = {
        champ.nom: demande.valeurs[champ.nom]
        for champ in formulaire.champs
        if champ.nom in demande.valeurs
        and (not champ.choix or demande.valeurs[champ.nom] in champ.choix)
    }
    return Reply(formulaire=replace(formulaire, valeurs=valeurs))


def cible(contexte: Contexte, saisie: Saisie) -> Cible:
    """Say who acts on which candidate, and whether they confirmed it."""
    confirme = lire_oui_non("confirmer", saisie.valeurs.get("confirmer", "non"))
    organisation = contexte.membre.organisation
    return Cible(contexte.acteur, organisation, saisie.reference, saisie.numero, confirme)


def confirmer(pas: Pas, saisie: Saisie, faire: Callable[[], Reply]) -> Reply:
    """Run a step; ask for a confirmation, with its button, of what can't be undone."""
    try:
        return faire()
    except AConfirmer as refus:
        ref = {"reference_avis": saisie.reference}
        memes = {**saisie.valeurs, "candidat": str(saisie.numero), "verdict": saisie.verdict}
        oui = Bouton("Oui, je confirme", pas.nom, {**ref, **memes, "confirmer": "oui"})
        non = Bouton("Non, revenir à l'avis", "avis", ref)
        return Reply(
            Message("À confirmer", (Paragraphe(refus.phrase),), (oui, non), Gravite.ALERTE),
            reference=saisie.reference,
        )


def jour(contexte: Contexte, saisie: Saisie) -> date:
    """Read the day of what is noted; without one, today in the convention's zone."""
    donne = saisie.valeurs.get("date")
    if donne:
        return lire_date("date", donne)
    avis = charger(contexte.uow, saisie.reference, contexte.membre.organisation)
    return aujourdhui(avis, contexte.maintenant)


def fait(contexte: Contexte, suite: Suite, effet: str) -> Reply:
    """Confirm a step."""
    message = repondre(suite, contexte.membre.organisation, effet)
    return Reply(message, reference=suite.avis.reference)


def _quel_avis(contexte: Contexte, pas: Pas) -> Reply:
    organisation = contexte.membre.organisation.id
    siens = contexte.uow.avis.de(organisation, PERMIS[pas.verbe], 8)
    references = [un.reference for un in siens]
    return Reply(formulaire=formulaire_reference(pas.nom, pas.titre, references))


def _sans_numero_isole(mots: Sequence[str]) -> list[str]:
    """Join « n° » to the number that follows it."""
    if len(mots) > 1 and mots[0].casefold() in {"n°", "n", "no", "nº"}:
        return [mots[0] + mots[1], *mots[2:]]
    return list(mots)
