"""A whole form that comes back: check it, ask for what it lacks, or run its command."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.handlers.commandes import PAR_NOM
from bot.handlers.dialogues import arguments_de
from bot.handlers.request import Contexte, Reply
from bot.presenters.corps import FormulaireVu, vue_du_formulaire
from core.errors import SaisieInvalide
from core.messages.forms import Formulaire, Reponses, fautes


@dataclass(frozen=True)
class Soumission:
    """What became of a form: one sentence a field at fault (the key "" for the form itself).

    `suite` is a form to show in its place; without either, it was done and its answer queued.
    """

    erreurs: Mapping[str, str] = field(default_factory=dict)
    suite: FormulaireVu | None = None


class NonAboutie(Exception):
    """The form had no effect; `soumission` says what its author sees."""

    def __init__(self, soumission: Soumission) -> None:
        super().__init__()
        self.soumission = soumission


def executer_formulaire(contexte: Contexte) -> Reply:
    """Check every field, then run the command with all the answers; raises NonAboutie or Refus."""
    assert contexte.executer
    requete = contexte.requete
    nom = requete.commande or ""
    if nom not in PAR_NOM:
        raise SaisieInvalide("Ce formulaire n'existe plus. Ce que vous pouvez faire : /aide")
    reply = contexte.executer(contexte, nom, arguments_de(requete.fixe))
    if reply.formulaire is None:
        raise SaisieInvalide(f"Ce formulaire n'a plus d'objet. Recommencez : /{nom}")
    saisies = {un.nom: requete.champs.get(un.nom, "").strip() for un in reply.formulaire.champs}
    if erreurs := fautes(reply.formulaire, saisies):
        raise NonAboutie(Soumission(erreurs))
    _montrer_ce_qui_manque(reply.formulaire, saisies, requete.montres)
    fait = contexte.executer(contexte, nom, arguments_de({**requete.fixe, **saisies}))
    if fait.formulaire and requete.montres is not None:
        raise NonAboutie(Soumission(suite=vue_du_formulaire(fait.formulaire)))
    return fait


def _montrer_ce_qui_manque(
    formulaire: Formulaire, saisies: Reponses, montres: frozenset[str] | None
) -> None:
    """Show the fields that the answers call for and that were not shown yet."""
    if montres is None:
        return
    appeles = {un.nom for un in formulaire.champs if un.conditionnel and un.si(saisies)}
    if appeles - montres:
        vue = vue_du_formulaire(formulaire, saisies, montrer=appeles)
        raise NonAboutie(Soumission(suite=vue))
