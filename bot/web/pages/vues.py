"""What the templates show of a message, of its buttons and of a form."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.presenters.adresses import REFERENCE
from bot.presenters.corps import ChampVu, FormulaireVu
from bot.presenters.demarches import sans_confirmer
from bot.web.pages.chemins import Chemins, Suite
from bot.web.pages.gestes_de_dossier import montre
from bot.web.pages.sceaux import Sceaux
from core.errors import SaisieInvalide
from core.messages.model import Bloc, Bouton, Liste, Message, Paragraphe
from core.messages.saisies import lire_date

HISTORIQUE = frozenset({Paragraphe("Historique"), Paragraphe("Historique :")})
CHOIX_EN_LIGNE = 3
_NUMERO = re.compile(r"_([0-9]{1,2})$")
_PASSENT_EN_ADRESSE = frozenset({REFERENCE, "candidat", "action", "dossier", "logement"})


@dataclass(frozen=True)
class BlocVu:
    """One block, its kind named for the template."""

    genre: str
    bloc: Bloc


@dataclass(frozen=True)
class PageDeDossier:
    """What is shown beside a dossier: other ways on, files, the way to one's other dossiers.

    `ici` is its own address; `les_autres` says how to get to the others, when the link opens this
    one only.
    """

    titre: str
    premieres: tuple[Suite, ...]
    autres: tuple[Suite, ...]
    documents: tuple[Suite, ...]
    ici: str
    les_autres: str = ""


@dataclass(frozen=True)
class Groupe:
    """Fields shown together; `titre` is empty for those that stand alone."""

    titre: str
    champs: tuple[ChampVu, ...]


def blocs(message: Message) -> list[BlocVu]:
    """Give the blocks of a message; the history is one block, folded."""
    vus: list[BlocVu] = []
    for bloc in message.blocs:
        if vus and vus[-1].bloc in HISTORIQUE and isinstance(bloc, Liste):
            vus[-1] = BlocVu("historique", bloc)
        else:
            bloc = Paragraphe(sans_confirmer(bloc.texte)) if isinstance(bloc, Paragraphe) else bloc
            vus.append(BlocVu(type(bloc).__name__.lower(), bloc))
    return vus


def suites(
    boutons: Sequence[Bouton], chemins: Chemins, sceaux: Sceaux, maintenant: datetime
) -> list[Suite]:
    """Give the ways on that a link opens; « Voir » the page already open is left out by callers."""
    return [
        _suite(un, chemins, sceaux, maintenant)
        for un in boutons
        if not un.lien and chemins.ouvre(un.commande, un.arguments)
    ]


def _suite(un: Bouton, chemins: Chemins, sceaux: Sceaux, maintenant: datetime) -> Suite:
    """A link when the address may say all of it; else a form, its meaning sealed."""
    if montre(un.commande, un.arguments) or set(un.arguments) <= _PASSENT_EN_ADRESSE:
        return Suite(un.libelle, chemins.commande(un.commande, un.arguments))
    ref = {nom: texte for nom, texte in un.arguments.items() if nom == REFERENCE}
    return Suite(
        un.libelle,
        chemins.geste(un.commande, ref),
        sceaux.nouveau(un.commande, maintenant),
        sceaux.bouton(un.commande, un.arguments),
    )


def montres(formulaire: FormulaireVu, deja: frozenset[str]) -> tuple[ChampVu, ...]:
    """Give the fields to show: those always asked, and those that the answers call for."""
    return tuple(
        un
        for un in formulaire.champs
        if not un.conditionnel or un.nom in deja or un.valeur or un.erreur
    )


def groupes(champs: Sequence[ChampVu]) -> list[Groupe]:
    """Gather the fields named `…_1`, `…_2`: one group a candidate."""
    faits: list[Groupe] = []
    for champ in champs:
        numero = _NUMERO.search(champ.nom)
        titre = f"Candidat {numero[1]}" if numero else ""
        if titre and faits and faits[-1].titre == titre:
            faits[-1] = Groupe(titre, (*faits[-1].champs, champ))
        else:
            faits.append(Groupe(titre, (champ,)))
    return faits


def de_reference(formulaire: FormulaireVu) -> bool:
    """Tell whether a form only asks which avis: its answer is an address."""
    return [un.nom for un in formulaire.champs] == [REFERENCE]


def clavier(champ: ChampVu) -> str:
    """Give the keyboard that a phone shows for a field."""
    nom = _NUMERO.sub("", champ.nom)
    claviers: Mapping[str, str] = {
        "telephone": "tel",
        "courriel": "email",
        "loyer": "decimal",
        "charges": "decimal",
        "annee": "numeric",
        "rang": "numeric",
    }
    return claviers.get(nom, "text")


def titre_du_groupe(champ: ChampVu) -> str:
    """Say in an error summary which candidate a field is about."""
    numero = _NUMERO.search(champ.nom)
    return f" (candidat {numero[1]})" if numero else ""


def type_de(champ: ChampVu) -> str:
    """Give the type of a field; a date typed otherwise than a calendar does is left as typed."""
    return "date" if champ.date and valeur_de(champ) == _iso(champ.valeur) else "text"


def valeur_de(champ: ChampVu) -> str:
    """Give what a field shows: a date as the browser's calendar writes it."""
    return _iso(champ.valeur) or champ.valeur if champ.date else champ.valeur


def _iso(texte: str) -> str:
    """Write a date « 2027-01-15 »; nothing for what is no date."""
    try:
        return lire_date("date", texte).isoformat() if texte else ""
    except SaisieInvalide:
        return ""
