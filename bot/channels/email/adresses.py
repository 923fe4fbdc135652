"""Addresses as SMTP and headers take them."""

from __future__ import annotations

import re
from email.utils import parseaddr

DOMAINE_MAX = 42
"""A Message-ID (32 hexadecimal digits and the domain) fits on one line of a header, unfolded."""

_ADRESSE = re.compile(r"[^\s<>@,;:\"()\[\]\\\x00-\x1f\x7f]{1,64}@[A-Za-z0-9.-]{1,253}")


def adresse_smtp(adresse: str) -> str:
    """Give an address with its domain in ASCII; raises ValueError when it can't be written to."""
    locale, arobase, domaine = adresse.strip().rpartition("@")
    ecrite = f"{locale}{arobase}{domaine.encode('idna').decode('ascii')}"
    # « =? » would be read back in a header as an encoded word: another address shows.
    if not _ADRESSE.fullmatch(ecrite) or "=?" in ecrite:
        raise ValueError("adresse illisible")
    return ecrite


def lire_expediteur(texte: str) -> tuple[str, str]:
    """Read « fluxbot <avis@exemple.fr> » into (name, address).

    Raises ValueError, with a sentence, when it is no address or its domain is too long.
    """
    nom, lue = parseaddr(texte) if texte.isprintable() else ("", "")
    try:
        adresse = adresse_smtp(lue)
        adresse.encode("ascii")
    except ValueError:
        raise ValueError(
            f"« {texte[:60]} » n'est pas une adresse. Exemple : fluxbot <avis@exemple.fr>"
        ) from None
    domaine = adresse.rpartition("@")[2]
    if len(domaine) > DOMAINE_MAX:
        raise ValueError(
            f"domaine de {len(domaine)} caractères, {DOMAINE_MAX} au plus. Exemple : "
            "fluxbot <avis@exemple.fr>"
        )
    return nom, adresse
