"""Where a button leads on the signed pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from urllib.parse import urlencode

from core.domain.acces import But, ouvre_sur
from core.domain.organisations import Membre
from core.domain.references import COMMANDES, prefixe_de
from core.messages.model import Bouton, Message
from storage.liens import Liens

REFERENCE = "reference_avis"
PAGE = "page"
"""The command whose answer is a link: in a mail, it is the link itself."""

BOUTONS_MAX = 5
"""Buttons a message shows at most."""


def adresse_du_bouton(liens: Liens, membre: Membre, bouton: Bouton, maintenant: datetime) -> str:
    """Give a member's link to the page of a button, whole.

    A button about one dossier opens that dossier alone; any other opens what the member may do.
    """
    reference = bouton.arguments.get(REFERENCE, "")
    if bouton.commande == PAGE and prefixe_de(reference):
        return liens.pour(membre, But.DOSSIER, maintenant, reference)
    if not ouvre_sur(reference, bouton.commande):
        return liens.pour(membre, But.ESPACE, maintenant) + suite_du_bouton(bouton)
    lien = liens.pour(membre, But.DOSSIER, maintenant, reference)
    return lien + suite_du_bouton(bouton, reference)


def suite_du_bouton(bouton: Bouton, reference: str = "") -> str:
    """Give what follows a link's token: « /candidats?… », or nothing for the dossier itself.

    `reference` is the dossier that the link opens, which then goes without saying.
    """
    arguments = {
        nom: valeur
        for nom, valeur in bouton.arguments.items()
        if nom != REFERENCE or valeur != reference
    }
    prefixe = prefixe_de(reference)
    if prefixe and bouton.commande == COMMANDES[prefixe] and not arguments:
        return ""
    return f"/{bouton.commande}" + (f"?{urlencode(arguments)}" if arguments else "")


def avec_la_page(message: Message, reference: str, liens: Liens | None) -> Message:
    """Add the button that leads to names and contact details, where pages are served."""
    if liens is None or len(message.boutons) >= BOUTONS_MAX:
        return message
    bouton = Bouton("Noms et coordonnées (page)", PAGE, {REFERENCE: reference})
    return replace(message, boutons=(*message.boutons, bouton))
