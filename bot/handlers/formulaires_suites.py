"""The forms of what follows the désignation: one candidate, what became of it, when."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from datetime import date

from core.domain.parcours import Decision, Presentation, ReponseMenage
from core.domain.texte_libre import verifier_texte_libre
from core.errors import saisie
from core.messages.forms import Champ, Formulaire, Reponses
from core.messages.saisies import lire_date, lire_numero, lire_oui_non
from core.texte import cle, jour_fr

PRESENTATIONS = {"presente": Presentation.PRESENTEE, "ecarte": Presentation.ECARTEE}
DECISIONS = {
    "attribution": Decision.ATTRIBUTION,
    "attribution sous condition": Decision.ATTRIBUTION,
    "non attribution": Decision.NON_ATTRIBUTION,
    "irrecevabilite": Decision.IRRECEVABILITE,
}
CONDITIONS = {"condition remplie": True, "condition non remplie": False}
REPONSES = {"accepte": ReponseMenage.ACCEPTE, "refuse": ReponseMenage.REFUSE}


def lire_candidat(champ: str, texte: str) -> int:
    """Read the number of a candidate: « 2 », « n° 2 », « N°2 »."""
    return lire_numero(champ, cle(texte).removeprefix("n").lstrip("°o. "))


def lire_presentation(champ: str, texte: str) -> Presentation:
    """Read « presente » or « ecarte »."""
    return PRESENTATIONS[_mot(champ, texte, PRESENTATIONS, "presente")]


def lire_decision(champ: str, texte: str) -> str:
    """Read what was decided, or whether a condition was met, as a key of the two tables."""
    return _mot(champ, texte, (*DECISIONS, *CONDITIONS), "attribution")


def lire_reponse(champ: str, texte: str) -> ReponseMenage:
    """Read « accepte » or « refuse »."""
    return REPONSES[_mot(champ, texte, REPONSES, "accepte")]


def lire_rang(champ: str, texte: str) -> int:
    """Read a rank: 1, 2, 3…"""
    brut = texte.strip()
    if not re.fullmatch(r"[1-9][0-9]{0,2}", brut):
        raise saisie(champ, texte, "n'est pas un rang (1, 2, 3…)", "rang=2")
    return int(brut)


def formulaire_retour(reference: str, numeros: Sequence[int]) -> Formulaire:
    """Ask whether one candidate goes to the CALEOL, and the difficulty if it does not."""
    champs = (
        _candidat(numeros),
        Champ("verdict", "Va-t-il à la CALEOL ?", lire_presentation, "", ("présente", "écarte")),
        Champ(
            "difficulte",
            "Quelle difficulté ?",
            verifier_texte_libre,
            "Sans nommer personne. Exemple : pièce manquante",
            long=True,
            si=_si_verdict("ecarte"),
        ),
    )
    return _formulaire("retour", f"Retour sur {reference}", champs, reference)


def formulaire_decision(
    reference: str, numeros: Sequence[int], attente: bool, jour: date
) -> Formulaire:
    """Ask what the commission decided; `attente`: a condition waits to be settled."""
    choix = ["attribution", "attribution sous condition", "non attribution", "irrecevabilité"]
    choix += ["condition remplie", "condition non remplie"] if attente else []
    champs = (
        _candidat(numeros),
        Champ("verdict", "Que décide la commission ?", lire_decision, "", tuple(choix)),
        Champ(
            "rang",
            "À quel rang ?",
            lire_rang,
            "Sans réponse : le premier rang libre.",
            requis=False,
            si=_si_verdict("attribution", "attribution sous condition"),
        ),
        *_condition(jour),
        Champ(
            "motif",
            "Pour quelle raison ?",
            verifier_texte_libre,
            "Sans nommer personne. Facultatif.",
            requis=False,
            long=True,
            si=_si_verdict("non attribution", "irrecevabilite"),
        ),
        _date("Quel jour ?", jour, requis=False),
    )
    return _formulaire("caleol", f"Décision sur {reference}", champs, reference)


def formulaire_offre(reference: str, numeros: Sequence[int], jour: date) -> Formulaire:
    """Ask which household was notified, and on which day."""
    champs = (_candidat(numeros), _date("Notifiée au ménage le", jour))
    return _formulaire("offre", f"Offre pour {reference}", champs, reference)


def formulaire_reponse(reference: str, numeros: Sequence[int], jour: date) -> Formulaire:
    """Ask what the household answered, and on which day."""
    champs = (
        _candidat(numeros),
        Champ("verdict", "Que répond le ménage ?", lire_reponse, "", tuple(REPONSES)),
        _date("Quel jour a-t-il répondu ?", jour, requis=False),
    )
    return _formulaire("reponse", f"Réponse pour {reference}", champs, reference)


def formulaire_bail(reference: str, numeros: Sequence[int], jour: date) -> Formulaire:
    """Ask who signed the lease, and on which day."""
    champs = (_candidat(numeros), _date("Signé le", jour))
    return _formulaire("bail", f"Bail pour {reference}", champs, reference)


def formulaire_visite(reference: str, numeros: Sequence[int], jour: date) -> Formulaire:
    """Ask which candidate visits, on which day, and whether it is a bon de visite."""
    bon = Champ("bon", "Est-ce un bon de visite ?", lire_oui_non, "", ("oui", "non"), requis=False)
    champs = (_candidat(numeros), _date("Quel jour ?", jour), bon)
    return _formulaire("visite", f"Visite pour {reference}", champs, reference)


def _formulaire(commande: str, titre: str, champs: tuple[Champ, ...], reference: str) -> Formulaire:
    return Formulaire(commande, titre, champs, "Enregistrer", {"reference_avis": reference})


def _si_verdict(*attendus: str) -> Callable[[Reponses], bool]:
    """Ask a question only after some of the verdicts."""
    return lambda reponses: cle(reponses.get("verdict", "")) in attendus


def _condition(jour: date) -> tuple[Champ, Champ]:
    """Ask for the text and the limit of a suspensive condition."""
    sous_condition = _si_verdict("attribution sous condition")
    texte = Champ(
        "condition",
        "À quelle condition ?",
        verifier_texte_libre,
        "Sans nommer personne. Exemple : situation régularisée",
        long=True,
        si=sous_condition,
    )
    return texte, Champ("avant", "À remplir avant le", lire_date, _exemple(jour), si=sous_condition)


def _candidat(numeros: Sequence[int]) -> Champ:
    choix = tuple(f"n° {numero}" for numero in numeros)
    return Champ("candidat", "Quel candidat ?", lire_candidat, "Son numéro dans l'avis.", choix)


def _date(libelle: str, jour: date, *, requis: bool = True) -> Champ:
    aide = _exemple(jour) if requis else f"Sans réponse : aujourd'hui, {jour_fr(jour)}."
    return Champ("date", libelle, lire_date, aide, requis=requis)


def _exemple(jour: date) -> str:
    return f"Aujourd'hui : {jour_fr(jour)}"


def _mot(champ: str, texte: str, permis: Collection[str], exemple: str) -> str:
    mot = cle(texte.replace("_", " "))
    if mot not in permis:
        mots = ", ".join(un.replace(" ", "_") for un in permis)
        raise saisie(champ, texte, f"n'est pas une réponse possible ({mots})", exemple)
    return mot
