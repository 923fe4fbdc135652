"""Tree of refusals: a machine code and one French sentence that says what to do."""

from __future__ import annotations

from core.texte import extrait


class Refus(Exception):
    """A request that the rules refuse.

    `phrase` is shown to people as it is; `champ` names the field at fault, if one is.
    """

    code = "refus"

    def __init__(self, phrase: str, champ: str | None = None) -> None:
        super().__init__(phrase)
        self.phrase = phrase
        self.champ = champ


class SaisieInvalide(Refus):
    """A value that cannot be read: the sentence holds the field, the value and an example."""

    code = "saisie_invalide"


class Interdit(Refus):
    """The person may not do this: the sentence says who may."""

    code = "interdit"


class Introuvable(Refus):
    """Nothing bears that name or reference, or the person may not know that it exists."""

    code = "introuvable"


class TransitionImpossible(Refus):
    """The dossier is in a state from which this cannot be done."""

    code = "transition_impossible"


class AConfirmer(Refus):
    """What cannot be undone: the sentence says what it does, and how to confirm it."""

    code = "a_confirmer"


class ConventionAbsente(Refus):
    """No convention binds these two parties (domain §2: none found is a refusal)."""

    code = "convention_absente"


class DonneePersonnelle(Refus):
    """A free text that seems to hold a personal datum (LP art. 11, minimisation)."""

    code = "donnee_personnelle"


def saisie(champ: str, valeur: str, regle: str, exemple: str) -> SaisieInvalide:
    """Build the one sentence of a bad input.

    `regle` completes « champ » : « valeur » …, e.g. "n'est pas un montant en euros".
    """
    return SaisieInvalide(f"{champ} : « {extrait(valeur)} » {regle}. Exemple : {exemple}", champ)
