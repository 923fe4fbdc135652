"""The questions about a priority household; `PRIVES` are never typed in a conversation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.handlers.formulaires import OUI_NON, champ_logement
from bot.handlers.lectures_dossier import (
    REPONSES,
    lecteur_de_bailleur,
    lecteur_de_categorie,
    lire_communes,
    lire_contact,
    lire_numero_du_menage,
    lire_reponse,
    lire_types,
    lire_voie,
)
from core.domain.organisations import Organisation
from core.domain.regles_priorite import Articles, ReglesPriorite
from core.domain.texte_libre import verifier_texte_libre
from core.messages.forms import Champ, Reponses
from core.messages.saisies import lire_date, lire_oui_non
from core.texte import cle, jour_fr

PRIVES = frozenset({"categorie", "contact", "association"})
_VOIES = ("rapport social", "formulaire du ménage", "automatique")
_SANS_NOMMER = "Sans nommer personne."


def champs_nouveau(regles: ReglesPriorite, jour: date, *, par_l_etat: bool) -> tuple[Champ, ...]:
    """Ask for a household: its number first (LA 3.1), then what is private, then what it needs."""
    article = regles.articles.inscription
    numero = Champ(
        "numero",
        "Numéro unique de la demande",
        lire_numero_du_menage,
        f"La demande est d'abord déposée dans le fichier commun ({article}).",
    )
    voie = Champ("voie", "Par quelle voie ?", lire_voie, f"{article}.", _VOIES)
    caleol = Champ(
        "caleol",
        "Date de la CALEOL, si elle est fixée",
        lire_date,
        f"Les dossiers qui en ont une passent d'abord. Aujourd'hui : {jour_fr(jour)}",
        requis=False,
    )
    douteux = Champ(
        "confirmer",
        "Confirmer un numéro ou une date qui étonnent ?",
        lire_oui_non,
        "Seulement si on vous le demande.",
        OUI_NON,
        requis=False,
    )
    propre = (numero, voie) if par_l_etat else (numero, caleol)
    reste = recherche(jour) if par_l_etat else recherche(jour)[:3]
    return (*propre, *prives(regles), *reste, douteux)


def prives(regles: ReglesPriorite) -> tuple[Champ, ...]:
    """Ask for what reveals health, violence or crime, and for whom to tell."""
    article = regles.articles.inscription
    return (
        Champ(
            "categorie",
            "Catégorie",
            lecteur_de_categorie(regles.categories),
            "Ne s'affiche que sur les pages.",
            tuple(une.libelle for une in regles.categories),
        ),
        Champ(
            "contact",
            "Qui prévenir (travailleur social ou ménage) ?",
            lire_contact,
            "Gardé chiffré, lu sur les pages seulement.",
            requis=False,
        ),
        Champ(
            "association",
            "Bail glissant : quelle association ?",
            lire_contact,
            f"L'inscription va à l'association ({article}). Sinon, laissez vide.",
            requis=False,
        ),
    )


def recherche(jour: date) -> tuple[Champ, ...]:
    """Ask for what the household looks for, and how pressing it is."""
    return (
        Champ("types", "Typologies recherchées", lire_types, "Exemple : T2, T3", requis=False),
        Champ(
            "communes",
            "Communes recherchées",
            lire_communes,
            "Exemple : Nantes, Rezé",
            requis=False,
        ),
        Champ("urgent", "Urgent ?", lire_oui_non, "", OUI_NON, requis=False),
        Champ("complexe", "À examiner en commission ?", lire_oui_non, "", OUI_NON, requis=False),
        Champ(
            "reconnu",
            "Reconnu prioritaire le",
            lire_date,
            f"L'attente compte de ce jour. Sans réponse : {jour_fr(jour)}.",
            requis=False,
        ),
    )


def champ_bailleur(bailleurs: Sequence[Organisation]) -> Champ:
    """Ask which bailleur owes the offer."""
    noms = tuple(une.nom for une in bailleurs)
    lecteur = lecteur_de_bailleur(bailleurs)
    return Champ("bailleur", "Quel bailleur ?", lecteur, 'Exemple : bailleur="Habitat 44"', noms)


def champs_caleol(jour: date) -> tuple[Champ, ...]:
    """Ask for the day of the CALEOL, and whether it is urgent."""
    return (
        Champ("caleol", "Date de la CALEOL", lire_date, f"Aujourd'hui : {jour_fr(jour)}"),
        Champ("urgent", "En urgence ?", lire_oui_non, "", OUI_NON, requis=False),
    )


def champs_proposition(jour: date) -> tuple[Champ, ...]:
    """Ask for the dwelling offered: what the commission follows (LA art. 2)."""
    requis = ("type", "commune", "qpv", "loyer", "charges")
    return (
        *(champ_logement(nom, requis=True) for nom in requis),
        champ_logement("financement", requis=False),
        _facultative("Proposé le", jour),
    )


def champs_reponse(jour: date, articles: Articles) -> tuple[Champ, ...]:
    """Ask what became of the offer; an unjustified refusal is reported (LA 3.2)."""
    return (
        Champ("reponse", "Que devient la proposition ?", lire_reponse, "", tuple(REPONSES)),
        _facultative("Quel jour ?", jour),
        Champ(
            "injustifie",
            "Refus sans motif valable ?",
            lire_oui_non,
            f"Oui le signale au service de l'État ({articles.retrait}).",
            OUI_NON,
            requis=False,
            si=_refuse,
        ),
        Champ(
            "motif",
            "Pour quel motif ?",
            verifier_texte_libre,
            f"{_SANS_NOMMER} Facultatif.",
            requis=False,
            long=True,
            si=lambda saisies: cle(saisies.get("reponse", "")) not in ("", "accepte"),
        ),
    )


def champs_entree(jour: date, articles: Articles, *, automatique: bool) -> tuple[Champ, ...]:
    """Ask for the day of entry, and whether it counts: checked for an automatic code (LA 3.2)."""
    return (
        Champ("date", "Entré dans les lieux le", lire_date, f"Aujourd'hui : {jour_fr(jour)}"),
        *champs_imputation(articles, requis=automatique),
    )


def champs_imputation(articles: Articles, *, requis: bool = True) -> tuple[Champ, ...]:
    """Ask whether the rehousing counts on the contingent, and why not."""
    return (
        Champ(
            "imputer",
            "Imputer sur le contingent de l'État ?",
            lire_oui_non,
            f"Non, si un code automatique repose sur une donnée fausse ({articles.correction}).",
            OUI_NON,
            requis,
        ),
        Champ(
            "raison",
            "Quelle donnée est à rectifier ?",
            verifier_texte_libre,
            f"{_SANS_NOMMER} Exemple : ressources mensuelles erronées",
            long=True,
            si=lambda saisies: cle(saisies.get("imputer", "")) in ("non", "n", "no"),
        ),
    )


def champ_motif(aide: str) -> Champ:
    """Ask for a reason that others will read."""
    aide = f"{_SANS_NOMMER} {aide}"
    return Champ("motif", "Pour quel motif ?", verifier_texte_libre, aide, long=True)


def champ_date(libelle: str, jour: date) -> Champ:
    """Ask for a civil day."""
    return Champ("date", libelle, lire_date, f"Aujourd'hui : {jour_fr(jour)}")


def _facultative(libelle: str, jour: date) -> Champ:
    aide = f"Sans réponse : aujourd'hui, {jour_fr(jour)}."
    return Champ("date", libelle, lire_date, aide, requis=False)


def _refuse(saisies: Reponses) -> bool:
    return cle(saisies.get("reponse", "")) == "refuse"
