"""The e-mail by which an address is invited to read for its organisation."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime

from bot.presenters.corps import Corps, ecrire_corps
from bot.presenters.textes_fr import rediger
from core.domain.envois import Genre, NouvelEnvoi
from core.domain.organisations import COURRIEL, Destination, Invitation
from core.messages.model import Bouton
from core.texte import jour_fr
from core.usecases.adhesions import ALPHABET, empreinte_du_code
from storage.liens import Liens


def code_neuf() -> str:
    """Draw an enrolment code: « ABCD-2345-WXYZ »."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3))


def envoi_d_invitation(
    liens: Liens, invitation: Invitation, code: str, maintenant: datetime, expire_le: datetime
) -> NouvelEnvoi:
    """Make the invitation's send: its button alone holds the link, kept encrypted until sent."""
    organisation = invitation.organisation
    message = rediger(
        "acces/invite_confirmation",
        organisation=organisation.nom,
        role=invitation.role.libelle,
        secours=invitation.secours,
        limite=jour_fr(expire_le.date()),
    )
    lien = liens.inscription(organisation.id, code, maintenant)
    bouton = Bouton("Confirmer cette adresse", "inscription", {}, lien=lien)
    return NouvelEnvoi(
        Genre.INVITATION,
        Destination(COURRIEL, invitation.courriel or ""),
        f"{Genre.INVITATION}:{empreinte_du_code(code)}",
        maintenant,
        corps=ecrire_corps(Corps(replace(message, boutons=(bouton,)))),
        expire_le=expire_le,
    )
