"""The forms of the commands that need arguments."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.handlers.arguments import lire_reference
from bot.handlers.numeros_saisis import lire_numeros, nombre_de_numeros
from core.domain.texte_libre import verifier_texte_libre
from core.errors import SaisieInvalide
from core.messages.forms import Champ, Formulaire
from core.messages.saisies import (
    FINANCEMENTS,
    LECTEURS_LOGEMENT,
    TYPES,
    lire_texte,
)
from core.texte import extrait

OUI_NON = ("oui", "non")
QUEL_DOSSIER = "Quel dossier ?"
A_PROPOSER = "fluxbot propose"
"""The answer that leaves the choice of a réservataire to be proposed."""

LIBELLES = {
    "commune": ("Commune", "Le Port"),
    "quartier": ("Quartier", "Rivière des Galets"),
    "qpv": ("En quartier prioritaire (QPV) ?", ""),
    "type": ("Typologie", ""),
    "loyer": ("Loyer mensuel hors charges, en euros", "512,30"),
    "financement": ("Financement (type de produit)", ""),
    "annee": ("Année de construction", "1998"),
    "pmr": ("Accessible PMR ?", ""),
    "ascenseur": ("Ascenseur ?", ""),
    "preavis": ("Préavis, en mois entiers (0 : déjà libre)", "1"),
    "charges": ("Charges mensuelles, en euros", "85,00"),
    "rpls": ("Numéro RPLS (10 positions)", "0123456789"),
    "reference": ("Votre code du logement", "B12-034"),
    "dependances": ("Dépendances", "cave, parking"),
    "disponible": ("Fin du préavis", "15/01/2027"),
}
"""What each field of a dwelling is called, with an example."""

_CHOIX = {
    "qpv": OUI_NON,
    "pmr": OUI_NON,
    "ascenseur": OUI_NON,
    "type": TYPES,
    "financement": FINANCEMENTS,
    "preavis": ("0", "1", "2", "3", "4", "5", "6"),
}


def champ_logement(nom: str, *, requis: bool) -> Champ:
    """Make the question about one field of a dwelling."""
    libelle, exemple = LIBELLES[nom]
    aide = f"Exemple : {exemple}" if exemple else ""
    return Champ(nom, libelle, LECTEURS_LOGEMENT[nom], aide, _CHOIX.get(nom, ()), requis)


def formulaire_vacance(
    reservataires: Sequence[str], requis: Sequence[str], valeurs: Mapping[str, str]
) -> Formulaire:
    """Ask for a new avis: the réservataire, what a complete avis holds, then the rest."""
    facultatifs = [nom for nom in LIBELLES if nom not in requis]
    champs = (
        Champ(
            "reservataire",
            "À quel réservataire ?",
            lire_texte,
            choix=(*reservataires, A_PROPOSER) if reservataires else (),
            requis=bool(reservataires),
        ),
        *(champ_logement(nom, requis=True) for nom in requis),
        *(champ_logement(nom, requis=False) for nom in facultatifs),
    )
    return Formulaire(
        "vacance", "Nouvel avis de vacance", champs, "Envoyer l'avis", valeurs=dict(valeurs)
    )


def formulaire_complement(reference: str, manquants: Sequence[str]) -> Formulaire:
    """Ask for what a brouillon still lacks."""
    champs = tuple(champ_logement(nom, requis=True) for nom in manquants)
    return Formulaire(
        "vacance", f"Compléter {reference}", champs, "Compléter", {"reference_avis": reference}
    )


def formulaire_candidats(reference: str, minimum: int, deja: int) -> Formulaire:
    """Ask for numéros uniques, and for the reason only when fewer than three in all."""

    def trop_peu(reponses: Mapping[str, str]) -> bool:
        return deja + nombre_de_numeros(reponses.get("numeros", "")) < minimum

    return Formulaire(
        "candidats",
        f"Candidats pour {reference}",
        (_champ_numeros(minimum), champ_motif(minimum, trop_peu)),
        "Proposer",
        {"reference_avis": reference},
    )


def champ_motif(minimum: int, si: Callable[[Mapping[str, str]], bool]) -> Champ:
    """Make the question about the reason of a short list, asked when `si` says so."""
    return Champ(
        "motif",
        f"Moins de {minimum} candidats : pour quelle raison ?",
        _lire_motif,
        "Sans nommer personne. Facultatif : vous pouvez aussi compléter la liste plus tard.",
        requis=False,
        long=True,
        si=si,
    )


def formulaire_completer(reference: str, minimum: int) -> Formulaire:
    """Ask the bailleur for the numbers that complete a short list."""
    return Formulaire(
        "completer",
        f"Compléter {reference}",
        (_champ_numeros(minimum),),
        "Compléter",
        {"reference_avis": reference},
    )


def _champ_numeros(minimum: int) -> Champ:
    return Champ(
        "numeros",
        f"Numéros uniques des candidats ({minimum} au moins en tout)",
        _lire_numeros,
        "18 caractères chacun, séparés par des espaces ou des retours à la ligne. "
        "Exemple : 974031800012310001",
        long=True,
    )


def formulaire_motif(commande: str, reference: str, titre: str) -> Formulaire:
    """Ask for a written reason."""
    champ = Champ("motif", "Pour quelle raison ?", _lire_motif, "Sans nommer personne.", long=True)
    return Formulaire(commande, titre, (champ,), "Confirmer", {"reference_avis": reference})


def formulaire_ouvrir(reference: str, autres: Sequence[str]) -> Formulaire:
    """Ask to which other réservataire the avis is opened."""
    champ = Champ("a", "À quel réservataire ?", lire_texte, choix=tuple(autres))
    return Formulaire(
        "ouvrir", f"Ouvrir {reference}", (champ,), "Ouvrir", {"reference_avis": reference}
    )


def formulaire_reference(
    commande: str, titre: str, references: Sequence[str], question: str = "Quel avis ?"
) -> Formulaire:
    """Ask which dossier a command is about."""
    champ = Champ(
        "reference_avis",
        question,
        _lire_reference,
        "Exemple : AV-2026-0001",
        tuple(references),
    )
    return Formulaire(commande, titre, (champ,), "Continuer")


def formulaire_code() -> Formulaire:
    """Ask for the enrolment code."""
    champ = Champ("code", "Votre code d'inscription", lire_texte, "Exemple : ABCD-2345-WXYZ")
    return Formulaire("inscription", "Inscription", (champ,), "M'inscrire")


def _lire_numeros(champ: str, texte: str) -> object:
    return lire_numeros(texte.replace("\n", " ").split())


def _lire_motif(champ: str, texte: str) -> str:
    return verifier_texte_libre(champ, texte)


def _lire_reference(champ: str, texte: str) -> str:
    reference = lire_reference(texte)
    if reference is None:
        raise SaisieInvalide(
            f"« {extrait(texte)} » n'est pas une référence. Exemple : AV-2026-0001", champ
        )
    return reference
