"""Forms and answers as modals, and what was typed in them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.channels.slack.render import bloc_riche, blocs, entete, paragraphe, simple
from bot.presenters.corps import ChampVu, FormulaireVu
from core.messages.model import Message

FORMULAIRE, ATTENTE, REPONSE = "formulaire", "attente", "reponse"
CHOIX_MAX = 100
RADIOS_MAX = 3
SAISIE_MAX = 3000
TITRE_MAX = 24
VALEUR_MAX = 150
_JOUR = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
SAISIE = "saisie"
Vue = dict[str, Any]


@dataclass(frozen=True)
class Souvenir:
    """What a modal remembers: the command it stands for, and where to answer once it closes."""

    commande: str = ""
    fixe: Mapping[str, str] = field(default_factory=dict)
    lieu: str = ""

    def ecrire(self) -> str:
        """Write it for `private_metadata`."""
        return json.dumps([self.commande, dict(self.fixe), self.lieu], ensure_ascii=False)


def lire_souvenir(vue: Vue) -> Souvenir:
    """Read back what a modal remembers."""
    try:
        commande, fixe, lieu = json.loads(vue.get("private_metadata") or "[]")
    except (TypeError, ValueError):
        return Souvenir()
    return Souvenir(str(commande), dict(fixe), str(lieu)) if isinstance(fixe, dict) else Souvenir()


def attente(lieu: str, texte: str = "Un instant…") -> Vue:
    """Give the modal that is open while the answer is made."""
    return _vue(ATTENTE, "fluxbot", [paragraphe(texte)], Souvenir(lieu=lieu))


def reponse(message: Message, jetons: tuple[str, ...], equipe: str, lieu: str) -> Vue:
    """Show an answer in the modal that waited for it."""
    return _vue(REPONSE, "fluxbot", blocs(message, jetons, equipe), Souvenir(lieu=lieu))


def formulaire(un: FormulaireVu, lieu: str, avant: Message | None = None) -> Vue:
    """Show a form: one input a question; `avant` is said above it."""
    souvenir = Souvenir(un.commande, un.fixe, lieu)
    dits = [bloc for texte in (avant.blocs if avant else ()) for bloc in bloc_riche(texte)]
    if len(un.titre) > TITRE_MAX:
        dits.insert(0, entete(un.titre))
    entrees = [_entree(champ) for champ in un.champs if not champ.conditionnel]
    titre = un.titre if len(un.titre) <= TITRE_MAX else "fluxbot"
    vue = _vue(FORMULAIRE, titre, dits + entrees, souvenir)
    return vue | {"submit": simple(un.envoi, TITRE_MAX)}


def erreurs_sous_les_champs(vue: Vue, erreurs: Mapping[str, str]) -> dict[str, str]:
    """Put each sentence under its field; those of the whole form go under the first."""
    noms = champs_montres(vue)
    places: dict[str, str] = {}
    for nom, dite in erreurs.items():
        ou = nom if nom in noms else noms[0]
        phrase = _sous_un_champ(nom, dite)
        places[ou] = f"{places[ou]} {phrase}" if ou in places else phrase
    return places


def _sous_un_champ(nom: str, dite: str) -> str:
    """Take out of a sentence what is said of a command line: here one fills a field."""
    return re.sub(r"Exemple : (/\w+ |\w+=)", "Exemple : ", dite.removeprefix(f"{nom} : "))


def a_corriger(vue: Vue, erreurs: Mapping[str, str]) -> Vue:
    """Show a form again with what was typed, its faults above: they came too late for below."""
    typees = saisies(vue)
    dites = [paragraphe(f"✋ {_sous_un_champ(nom, une)}") for nom, une in erreurs.items()]
    gardes = ("type", "callback_id", "title", "submit", "close", "private_metadata")
    blocs = [_remplie(bloc, typees) for bloc in vue["blocks"] if bloc["type"] != "rich_text"]
    return {nom: vue[nom] for nom in gardes if vue.get(nom)} | {"blocks": dites + blocs}


def _remplie(bloc: Vue, typees: Mapping[str, str]) -> Vue:
    """Put back in a question what was answered."""
    valeur = typees.get(str(bloc.get("block_id")), "")
    if bloc["type"] != "input" or not valeur:
        return bloc
    element = dict(bloc["element"])
    match element["type"]:
        case "plain_text_input":
            element["initial_value"] = valeur
        case "datepicker":
            element["initial_date"] = valeur
        case _:
            choisie = [une for une in element["options"] if une["value"] == valeur]
            element["initial_option"] = choisie[0]
    return bloc | {"element": element}


def champs_montres(vue: Vue) -> list[str]:
    """Name the questions that a modal shows."""
    return [bloc["block_id"] for bloc in vue["blocks"] if bloc["type"] == "input"]


def saisies(vue: Vue) -> dict[str, str]:
    """Read what was typed, by question."""
    etats = vue.get("state", {}).get("values", {})
    return {nom: _saisie(etat.get(SAISIE, {})) for nom, etat in etats.items()}


def _saisie(etat: dict[str, Any]) -> str:
    choisi = etat.get("selected_option") or {}
    valeur = etat.get("value") or etat.get("selected_date") or choisi.get("value")
    return str(valeur or "")


def _vue(rappel: str, titre: str, contenu: list[Vue], souvenir: Souvenir) -> Vue:
    return {
        "type": "modal",
        "callback_id": rappel,
        "title": simple(titre, TITRE_MAX),
        "close": simple("Annuler" if rappel == FORMULAIRE else "Fermer", TITRE_MAX),
        "blocks": contenu,
        "private_metadata": souvenir.ecrire(),
    }


def _entree(champ: ChampVu) -> Vue:
    bloc: Vue = {
        "type": "input",
        "block_id": champ.nom,
        "label": simple(champ.libelle, 150),
        "optional": not champ.requis,
        "element": _element(champ),
    }
    se_tape = bloc["element"]["type"] == "plain_text_input"
    aide = champ.aide if se_tape or not champ.aide.startswith("Exemple") else ""
    if se_tape and champ.choix and not aide:
        aide = f"Écrivez-le, par exemple : {champ.choix[0]}"
    return bloc | ({"hint": simple(aide, 300)} if aide else {})


def _element(champ: ChampVu) -> Vue:
    if _se_choisit(champ):
        return _choix(champ)
    if champ.date:
        jour = {"initial_date": champ.valeur} if _JOUR.fullmatch(champ.valeur) else {}
        return {"type": "datepicker", "action_id": SAISIE, **jour}
    element: Vue = {
        "type": "plain_text_input",
        "action_id": SAISIE,
        "multiline": champ.long,
        "max_length": SAISIE_MAX,
    }
    return element | ({"initial_value": champ.valeur[:SAISIE_MAX]} if champ.valeur else {})


def _se_choisit(champ: ChampVu) -> bool:
    """Tell whether Slack can list the choices; what was typed and is not one stays in a text."""
    courts = all(len(un) <= VALEUR_MAX for un in champ.choix)
    connu = champ.valeur in ("", *champ.choix)
    return 0 < len(champ.choix) <= CHOIX_MAX and courts and connu


def _choix(champ: ChampVu) -> Vue:
    """Few choices are shown at once; an optional one can be emptied only in a list."""
    options = {un: {"text": simple(un, 75), "value": un} for un in champ.choix}
    radios = champ.requis and len(champ.choix) <= RADIOS_MAX
    element: Vue = {
        "type": "radio_buttons" if radios else "static_select",
        "action_id": SAISIE,
        "options": list(options.values()),
    }
    return element | ({"initial_option": options[champ.valeur]} if champ.valeur else {})
