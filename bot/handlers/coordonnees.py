"""The candidates as a signed page asks them: number, name, contact details, private category."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping

from bot.handlers.arguments import Arguments, lire_reference
from bot.handlers.formulaires import OUI_NON, champ_motif
from core.domain.menages import NOMS, Menage
from core.domain.numero_unique import EXEMPLE, NumeroUnique, lire_numero_unique
from core.domain.publics import CATEGORIES, NON_PRECISEE
from core.errors import DonneePersonnelle, Refus, SaisieInvalide
from core.messages.forms import Champ, Formulaire
from core.messages.saisies import lire_oui_non
from core.messages.saisies_menage import EXEMPLES, LECTEURS, LIBELLES, faute
from core.usecases.menages import Coordonnees

GROUPES_MAX = 5
"""Candidates that one form may ask for; more are asked for later."""

_AIDES = {
    "nom": "Avec un nom, donnez aussi un téléphone ou un courriel.",
    "telephone": f"Exemple : {EXEMPLES['telephone']}",
    "courriel": f"Exemple : {EXEMPLES['courriel']}",
    "categorie": "CCH L441-1. Gardée chiffrée, lue ici par les deux parties seulement.",
}
_CLE = re.compile(r"(?:numero|nom|prenom|telephone|courriel|adresse|categorie)(?:_?[0-9]+)?")
_TAPEE = re.compile(
    r"(?<!\w)(?:nom|pr[ée]nom|t[ée]l[ée]phone|courriel|adresse|cat[ée]gorie)(?:_?[0-9]+)?\s*=",
    re.IGNORECASE,
)
CLES = tuple(f"{nom}_{rang}" for rang in range(1, GROUPES_MAX + 1) for nom in ("numero", *NOMS))
"""The keys of a page's form."""


def nomme_un_menage(texte: str) -> bool:
    """Tell whether a typed text holds the key of a name or of a contact detail."""
    return _TAPEE.search(texte) is not None


def refuser_ailleurs(arguments: Arguments) -> None:
    """Raise DonneePersonnelle for a name or a contact detail typed in a conversation."""
    if not any(_CLE.fullmatch(nom) for nom in arguments.valeurs):
        return
    reference = lire_reference(arguments.mots[0]) if arguments.mots else None
    raise DonneePersonnelle(
        "Noms, coordonnées et catégories ne se tapent pas dans une conversation (LP art. 11) : "
        "saisissez-les sur la page signée. Pour l'ouvrir, en privé : "
        f"/page {reference or 'AV-2026-0001'}"
    )


def formulaire_de_page(reference: str, minimum: int, deja: int, groupes: int) -> Formulaire:
    """Ask for so many candidates, each with its household, and the reason of a short list."""
    rangs = range(1, groupes + 1)

    def trop_peu(reponses: Mapping[str, str]) -> bool:
        return deja + sum(bool(reponses.get(f"numero_{rang}")) for rang in rangs) < minimum

    def etranges(reponses: Mapping[str, str]) -> bool:
        return any(_douteux(reponses.get(f"numero_{rang}", "")) for rang in rangs)

    confirmer = Champ(
        "confirmer",
        "Un numéro est inhabituel (mois ou territoire) : est-il juste ?",
        lire_oui_non,
        "Sans confirmation, ce candidat est mis de côté et ne compte pas.",
        OUI_NON,
        requis=False,
        si=etranges,
    )
    champs = [un for rang in rangs for un in _groupe(rang, deja)]
    return Formulaire(
        "candidats",
        f"Candidats pour {reference}",
        (*champs, confirmer, champ_motif(minimum, trop_peu)),
        "Proposer",
        {"reference_avis": reference},
    )


def groupes_recus(champs: Mapping[str, str]) -> int:
    """Count the groups of a form sent: all are read, even if the list grew meanwhile."""
    rangs = [nom.rpartition("_")[2] for nom in champs if nom in CLES]
    return max(map(int, rangs), default=0)


def lire_candidats(
    valeurs: Mapping[str, str],
) -> tuple[tuple[NumeroUnique, ...], tuple[Coordonnees, ...]]:
    """Read the groups: every number, and the households of those that have one.

    Raises SaisieInvalide, naming the field at fault: nothing is half read.
    """
    numeros: dict[str, int] = {}
    menages: list[Coordonnees] = []
    for rang in range(1, GROUPES_MAX + 1):
        menage = _menage(valeurs, rang)
        saisi = valeurs.get(f"numero_{rang}", "")
        if not saisi and menage is None:
            continue
        numero = _numero(f"numero_{rang}", saisi)
        if numero.valeur in numeros:
            raise faute(
                f"numero_{rang}",
                f"c'est le numéro du candidat {numeros[numero.valeur]} : gardez-en un seul",
                EXEMPLE,
            )
        numeros[numero.valeur] = rang
        if menage:
            menages.append(Coordonnees(numero, menage, secrets.token_hex(16), rang))
    return tuple(NumeroUnique(un) for un in numeros), tuple(menages)


def _groupe(rang: int, deja: int) -> tuple[Champ, ...]:
    """Give the questions about one candidate; a page shows them together."""
    complete = " ; celui d'un candidat déjà proposé le complète" if deja else ""
    numero = Champ(
        f"numero_{rang}",
        LIBELLES["numero"].capitalize(),
        _lire_numero,
        f"18 caractères{complete}. Exemple : {EXEMPLE}",
        requis=rang == 1 and not deja,
    )
    autres = (
        Champ(
            f"{nom}_{rang}",
            LIBELLES[nom].capitalize(),
            LECTEURS[nom],
            _AIDES.get(nom, ""),
            (NON_PRECISEE, *CATEGORIES.values()) if nom == "categorie" else (),
            requis=False,
        )
        for nom in NOMS
    )
    return (numero, *autres)


def _menage(valeurs: Mapping[str, str], rang: int) -> Menage | None:
    """Read one household: once a field is filled, a name and a way to reach it are asked for."""
    lus = {
        nom: str(LECTEURS[nom](f"{nom}_{rang}", valeurs[f"{nom}_{rang}"]))
        for nom in NOMS
        if valeurs.get(f"{nom}_{rang}")
    }
    menage = Menage(**lus)
    if menage.vide:
        return None
    if not menage.nom:
        raise faute(f"nom_{rang}", "donnez aussi le nom, ou laissez vide tout sauf le numéro")
    if not menage.telephone and not menage.courriel:
        raise faute(f"telephone_{rang}", "donnez aussi un téléphone, ou un courriel")
    return menage


def _numero(champ: str, texte: str) -> NumeroUnique:
    if not texte:
        raise faute(champ, "il manque, alors que ce candidat a d'autres champs remplis", EXEMPLE)
    return _lire_numero(champ, texte)


def _lire_numero(champ: str, texte: str) -> NumeroUnique:
    try:
        return lire_numero_unique(texte)
    except SaisieInvalide as refus:
        phrase = f"Candidat {champ.partition('_')[2]}, n{refus.phrase[1:]}"
        raise SaisieInvalide(phrase, champ) from None


def _douteux(texte: str) -> bool:
    try:
        return bool(lire_numero_unique(texte).doutes)
    except Refus:
        return False
