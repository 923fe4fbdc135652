"""The page that a mail leads to, opened by a plain browser that does not give up at a refusal."""

from __future__ import annotations

import httpx

from tests.e2e.pages import Visiteur
from tests.fakes.smtp import Mail

BOUTON = "Accuser réception"


def accuser(mail: Mail) -> bool:
    """Follow the mail's link and press; False when nobody answered, to be done again later."""
    visiteur = Visiteur()
    try:
        visiteur.ouvrir(mail.links[0])
        if list(visiteur.page.tous("form")):
            visiteur.envoyer()
    except httpx.HTTPError:
        return False
    return visiteur.statut == 200
