"""To whom to offer a dwelling: the proposal, its reason in figures, a button for each choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from bot.presenters.flux import dixieme_fr
from core.domain.logement import Logement
from core.domain.repartition import Rang, ex_aequo
from core.messages.model import Bloc, Bouton, Liste, Message, Paragraphe
from core.texte import a, liste_fr, pluriel
from core.usecases.destiner import Proposition

CHOIX_MAX = 5
"""Buttons: the others are chosen by name."""


def proposition(faite: Proposition, logement: Logement, valeurs: Mapping[str, str]) -> Message:
    """Ask the bailleur to choose; `valeurs` holds the dwelling as typed, kept by each button."""
    blocs: list[Bloc] = [Paragraphe(_proposition(faite))]
    suivants = tuple(_ligne(un) for un in faite.rangs[1:CHOIX_MAX])
    if suivants:
        blocs.append(Liste(suivants))
    blocs += [Paragraphe(une) for une in _reserves(faite)]
    noms = [un.situation.nom for un in faite.rangs] + [une.nom for une in faite.sans_droit]
    blocs.append(Paragraphe(_consigne(noms)))
    trace = resume(faite)
    boutons = tuple(
        Bouton(f"Choisir {nom}", "vacance", {**valeurs, "reservataire": nom, "proposition": trace})
        for nom in noms[:CHOIX_MAX]
    )
    return Message(_titre(logement), tuple(blocs), boutons)


def resume(faite: Proposition) -> str:
    """Write the proposal in one sentence, for the journal."""
    if not faite.rangs:
        return "aucune : pas de droit retenu"
    return f"{faite.rangs[0].situation.nom}, {_chiffres(faite.rangs[0])}"


def _titre(logement: Logement) -> str:
    quoi = logement.type or "logement"
    ou = f" ({logement.commune})" if logement.commune else ""
    return f"À qui proposer ce {quoi}{ou} ?"


def _proposition(faite: Proposition) -> str:
    if not faite.rangs:
        return (
            f"Aucun réservataire n'a de droit connu pour {faite.annee} : je ne peux pas comparer "
            "les parts. Pour retenir un droit, envoyez l'annexe (/annexe)."
        )
    premier = faite.rangs[0]
    nom, chiffres = premier.situation.nom, _chiffres(premier)
    if len(faite.rangs) == 1:
        return f"Je propose {nom}, seul à avoir un droit connu : {chiffres}."
    if all(un.situation.acquis >= un.situation.droit for un in faite.rangs):
        return (
            "Chacun a déjà son droit de l'année. Pour garder les mêmes proportions, je propose "
            f"{nom} : {chiffres}."
        )
    raison = f"Je propose {nom}, dont le prochain logement est dû le plus tôt : {chiffres}."
    return f"{raison}{_departage(premier, ex_aequo(faite.rangs)[1:])}"


def _departage(premier: Rang, egaux: Sequence[Rang]) -> str:
    """Say what told the first from those whose place is the same, if any."""
    if not egaux:
        return ""
    second, autres = egaux[0], liste_fr(un.situation.nom for un in egaux)
    if second.equilibre != premier.equilibre:
        return (
            f" À égalité avec {autres} ; l'équilibre départage : ce logement "
            f"{_effet(premier.equilibre)} l'offre faite {a(premier.situation.nom)} de ce qui s'est "
            "libéré."
        )
    if second.retard != premier.retard:
        return f" À égalité de place et d'équilibre avec {autres}, son retard départage."
    return f" À égalité en tout avec {autres} : l'ordre alphabétique a départagé, à vous de voir."


def _effet(mouvement: Fraction) -> str:
    if mouvement < 0:
        return f"rapproche (de {dixieme_fr(-mouvement)} logement)"
    return f"éloigne le moins (de {dixieme_fr(mouvement)} logement)"


def _chiffres(un: Rang) -> str:
    """Give the figures of one réservataire: what it has, its right, what is due by now."""
    acquis = pluriel(un.situation.acquis, "logement")
    return f"{acquis} sur un droit de {un.situation.droit}, sa part à ce jour : {dixieme_fr(un.du)}"


def _ligne(un: Rang) -> str:
    return f"{un.situation.nom} : {_chiffres(un)}"


def _reserves(faite: Proposition) -> list[str]:
    """Say what the figures rest on, when it is not the year's own rights."""
    phrases = []
    if faite.anciens:
        anciens = liste_fr(f"{nom} ({annee})" for nom, annee in sorted(faite.anciens.items()))
        phrases.append(
            f"Faute de droit retenu pour {faite.annee}, j'ai pris le dernier connu : {anciens}."
        )
    if faite.rangs and faite.sans_droit:
        sans = liste_fr(une.nom for une in faite.sans_droit)
        phrases.append(f"Sans droit connu, donc non classés : {sans}.")
    return phrases


def _consigne(noms: list[str]) -> str:
    suite = "" if len(noms) <= CHOIX_MAX else ' Un autre : ajoutez reservataire="…" à la commande.'
    return f"Rien n'est encore envoyé : choisissez.{suite}"
