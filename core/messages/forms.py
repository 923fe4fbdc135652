"""Forms: one definition, rendered as a dialogue, a modal or an HTML form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from core.errors import Refus
from core.messages.saisies import Lecteur

Reponses = Mapping[str, str]
"""What was typed so far, as typed, by field."""


def _toujours(_: Reponses) -> bool:
    return True


@dataclass(frozen=True)
class Champ:
    """One question. `lecteur` checks the answer; `si` tells from the others whether to ask it."""

    nom: str
    libelle: str
    lecteur: Lecteur
    aide: str = ""
    choix: tuple[str, ...] = ()
    requis: bool = True
    long: bool = False
    si: Callable[[Reponses], bool] = _toujours

    @property
    def conditionnel(self) -> bool:
        """Tell whether other answers decide if it is asked."""
        return self.si is not _toujours


@dataclass(frozen=True)
class Formulaire:
    """The questions that stand for a command's arguments.

    `fixe` holds the arguments already known (a reference); `valeurs` what was typed already.
    """

    commande: str
    titre: str
    champs: tuple[Champ, ...]
    envoi: str = "Envoyer"
    fixe: Reponses = field(default_factory=dict)
    valeurs: Reponses = field(default_factory=dict)

    def suivant(self, reponses: Reponses) -> Champ | None:
        """Give the next question to ask, or None when all were answered or skipped."""
        for champ in self.champs:
            if champ.nom not in reponses and champ.si(reponses):
                return champ
        return None

    def champ(self, nom: str) -> Champ | None:
        """Find a question by its name."""
        return next((champ for champ in self.champs if champ.nom == nom), None)


def fautes(formulaire: Formulaire, saisies: Reponses) -> dict[str, str]:
    """Check a whole form: one sentence a field at fault, in the order of the questions."""
    trouvees: dict[str, str] = {}
    for champ in formulaire.champs:
        texte = saisies.get(champ.nom, "")
        if not texte:
            if champ.requis and champ.si(saisies):
                trouvees[champ.nom] = f"{champ.libelle} : une réponse est attendue. {champ.aide}"
            continue
        try:
            champ.lecteur(champ.nom, texte)
        except Refus as refus:
            trouvees[champ.nom] = refus.phrase
    return trouvees
