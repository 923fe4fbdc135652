"""A command about one dossier: `REF action words… key=value`, or the form that asks for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from bot.handlers.arguments import Arguments, exiger_rien_de_plus, lire_reference
from bot.handlers.formulaires_actions import demander_en_prive, formulaire_de, refuser_tape
from bot.handlers.request import Contexte, Reply
from core.domain.organisations import LIBELLES_NATURE, Nature
from core.domain.references import Prefixe
from core.errors import AConfirmer, Interdit, Refus, SaisieInvalide
from core.messages.forms import Champ
from core.messages.model import Bouton, Gravite, Message, Paragraphe
from core.messages.saisies import lire_oui_non
from core.texte import cle, extrait, liste_fr, proche

T = TypeVar("T")

Saisies = Mapping[str, str]
"""What was typed, by field."""

Lus = Mapping[str, Any]
"""What was read of it, by field; a field left blank is absent."""

REPETE = "numeros"
"""The field that takes every word left."""

CONFIRME = "confirme"
"""Whether what can't be undone was confirmed, among what was read: always there."""


def _sans_question(contexte: Contexte, dossier: Any, saisies: Saisies) -> tuple[Champ, ...]:
    """Ask nothing."""
    return ()


@dataclass(frozen=True)
class Action(Generic[T]):
    """One thing that a command does.

    `champs` makes its questions for the present state of the dossier, and raises Refus when it
    can't be done; `faire` does it, with what was read: it raises AConfirmer before what can't be
    undone, unless `lus[CONFIRME]`. `positions` names the fields that may be
    typed without a key, in order; `prives` those that are never typed in a conversation; `natures`
    who may do it. `lecture`: it only shows.
    """

    nom: str
    titre: str
    faire: Callable[[Contexte, T, Lus], Reply]
    champs: Callable[[Contexte, T, Saisies], tuple[Champ, ...]] = _sans_question
    natures: frozenset[Nature] = frozenset(Nature)
    positions: tuple[str, ...] = ()
    exemple: str = ""
    envoi: str = "Enregistrer"
    prives: frozenset[str] = frozenset()
    lecture: bool = False


@dataclass(frozen=True)
class CommandeDeDossier(Generic[T]):
    """A command: its actions on one dossier, those that need none, and what it shows.

    `charger` finds a dossier for who asks (raises Introuvable); `lister` answers the bare
    command, `montrer` the reference alone.
    """

    nom: str
    prefixe: Prefixe
    charger: Callable[[Contexte, str], T]
    lister: Callable[[Contexte], Reply]
    montrer: Callable[[Contexte, T], Reply]
    actions: tuple[Action[T], ...]
    sans_dossier: tuple[Action[None], ...] = ()

    def executer(self, contexte: Contexte, arguments: Arguments) -> Reply:
        """Show, ask for what is missing, or act at once."""
        mots, saisies = list(arguments.mots), dict(arguments.valeurs)
        reference = lire_reference(mots[0]) if mots else None
        if reference:
            return self._sur_un_dossier(contexte, reference, mots[1:], saisies)
        if not mots and not saisies:
            return self.lister(contexte)
        action = self._choisir(self.sans_dossier, contexte, mots, saisies)
        return _executer(self.nom, action, contexte, None, "", (mots, saisies))

    def _sur_un_dossier(
        self, contexte: Contexte, reference: str, mots: list[str], saisies: dict[str, str]
    ) -> Reply:
        if not reference.startswith(f"{self.prefixe}-"):
            raise SaisieInvalide(
                f"/{self.nom} : {reference} n'est pas une référence de ce genre. "
                f"Exemple : /{self.nom} {self.prefixe.exemple}",
                "reference",
            )
        dossier = self.charger(contexte, reference)
        if not mots and not saisies:
            return self.montrer(contexte, dossier)
        action = self._choisir(self.actions, contexte, mots, saisies)
        return _executer(self.nom, action, contexte, dossier, reference, (mots, saisies))

    def _choisir(
        self,
        actions: Sequence[Action[Any]],
        contexte: Contexte,
        mots: list[str],
        saisies: dict[str, str],
    ) -> Action[Any]:
        """Take the action's word out of what was typed; raises SaisieInvalide or Interdit."""
        mot = saisies.pop("action", "") or (mots.pop(0) if mots else "")
        par_nom = {une.nom: une for une in actions}
        nom = cle(mot).replace(" ", "_")
        if nom not in par_nom:
            raise self._inconnue(mot, list(par_nom), avec_reference=actions is self.actions)
        action = par_nom[nom]
        nature = contexte.membre.organisation.nature
        if nature not in action.natures:
            qui = liste_fr(sorted(LIBELLES_NATURE[une] for une in action.natures), "ou")
            raise Interdit(
                f"/{self.nom} … {action.nom} est réservé à : {qui}. "
                f"{contexte.membre.organisation.nom} n'en est pas."
            )
        return action

    def _inconnue(self, mot: str, noms: Sequence[str], *, avec_reference: bool) -> Refus:
        modele = f"/{self.nom} {self.prefixe.exemple} " if avec_reference else f"/{self.nom} "
        voisin = proche(cle(mot), noms)
        suite = f"Vouliez-vous dire : {modele}{voisin} ?" if voisin else ""
        if not suite:
            suite = f"Ce qu'elle comprend : {liste_fr(noms, 'ou')}. Exemple : {modele}{noms[0]}"
        recu = f"« {extrait(mot)} »" if mot else "une valeur sans action"
        return SaisieInvalide(f"/{self.nom} ne comprend pas {recu}. {suite}", "action")


def jouer(commande: str, action: Action[None], contexte: Contexte, arguments: Arguments) -> Reply:
    """Ask for what is missing, or do it, for a command that bears on no dossier."""
    saisies = {nom: texte for nom, texte in arguments.valeurs.items() if nom != "action"}
    return _executer(commande, action, contexte, None, "", (list(arguments.mots), saisies))


def _executer(
    commande: str,
    action: Action[Any],
    contexte: Contexte,
    dossier: Any,
    reference: str,
    tape: tuple[list[str], dict[str, str]],
) -> Reply:
    """Ask for what is missing, or do it."""
    mots, saisies = tape
    refuser_tape(contexte, action.prives, saisies)
    _ranger(commande, action, mots, saisies)
    champs = action.champs(contexte, dossier, saisies)
    _cles_permises(commande, action, champs, saisies)
    manque = [un for un in champs if un.requis and un.si(saisies) and not saisies.get(un.nom)]
    if manque:
        fixe = {"action": action.nom} | ({"reference_avis": reference} if reference else {})
        formulaire = formulaire_de(commande, action.titre, action.envoi, champs, fixe, saisies)
        if action.prives & {un.nom for un in manque}:
            return demander_en_prive(contexte, formulaire)
        return Reply(formulaire=formulaire)
    lus = {un.nom: un.lecteur(un.nom, saisies[un.nom]) for un in champs if saisies.get(un.nom)}
    lus[CONFIRME] = lire_oui_non("confirmer", saisies.get("confirmer") or "non")
    try:
        return action.faire(contexte, dossier, lus)
    except AConfirmer as refus:
        return _demander_confirmation(commande, action, reference, saisies, refus)


def _demander_confirmation(
    commande: str, action: Action[Any], reference: str, saisies: Saisies, refus: AConfirmer
) -> Reply:
    """Ask before what can't be undone, with the button that does it."""
    ref = {"reference_avis": reference} if reference else {}
    memes = {nom: texte for nom, texte in saisies.items() if texte}
    oui = {**ref, "action": action.nom, **memes, "confirmer": "oui"}
    boutons = (
        Bouton("Oui, je confirme", commande, oui),
        Bouton("Non, revenir en arrière", commande, ref),
    )
    message = Message("À confirmer", (Paragraphe(refus.phrase),), boutons, Gravite.ALERTE)
    return Reply(message, reference=reference or None)


def _ranger(commande: str, action: Action[Any], mots: list[str], saisies: dict[str, str]) -> None:
    """Give each word left its field, by position."""
    for nom in action.positions:
        if nom == REPETE and mots:
            saisies[nom] = " ".join(mots)
            mots.clear()
        elif mots and not saisies.get(nom):
            saisies[nom] = mots.pop(0)
    exiger_rien_de_plus(mots, commande, action.exemple or f"/{commande}")


def _cles_permises(
    commande: str, action: Action[Any], champs: Sequence[Champ], saisies: Saisies
) -> None:
    permises = [un.nom for un in champs]
    donnees = {nom: texte for nom, texte in saisies.items() if nom != "confirmer"}
    Arguments(valeurs=donnees).cles_permises(permises, f"{commande} … {action.nom}")
