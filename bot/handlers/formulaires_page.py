"""Forms that only a page asks: in a chat, the same is typed in one line."""

from __future__ import annotations

from bot.handlers.formulaires import LIBELLES, OUI_NON, champ_logement
from core.messages.forms import Champ, Formulaire
from core.messages.saisies import lire_oui_non


def formulaire_rectificatif(reference: str) -> Formulaire:
    """Ask what changes in an avis already sent; what is left empty stays as it is."""
    delai = Champ(
        "relancer_delai",
        "Faire repartir le délai ?",
        lire_oui_non,
        "Oui : il repart à la réception du rectificatif (LP art. 6).",
        OUI_NON,
        requis=False,
    )
    champs = (*(champ_logement(nom, requis=False) for nom in LIBELLES), delai)
    return Formulaire(
        "vacance",
        f"Corriger {reference}",
        champs,
        "Envoyer le rectificatif",
        {"reference_avis": reference},
    )
