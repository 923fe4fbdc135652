"""Where mail is handed over, and as whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any

TLS_IMPLICITE = 465


class CourrielRefuse(Exception):
    """The mail server refuses our credentials; the message says which settings to look at."""


@dataclass(frozen=True)
class AccesSmtp:
    """The settings of mail; `nom` and `adresse` are the sender's.

    `secret` makes Message-IDs that nobody can guess: knowing one is enough to forge a bounce.
    """

    hote: str
    port: int
    utilisateur: str | None
    mot_de_passe: str | None = field(repr=False)
    nom: str
    adresse: str
    secret: bytes = field(default=b"", repr=False)

    @property
    def domaine(self) -> str:
        """Give the sender's domain."""
        return self.adresse.rpartition("@")[2]

    def connexion(self) -> dict[str, Any]:
        """Give how aiosmtplib must connect.

        A password never travels in clear: TLS is required with one, but on this very machine.
        Certificates are verified, but on this very machine.
        """
        ici = sur_cette_machine(self.hote)
        implicite = self.port == TLS_IMPLICITE
        exige = self.utilisateur is not None and not ici
        return {
            "hostname": self.hote,
            "port": self.port,
            "username": self.utilisateur,
            "password": self.mot_de_passe,
            "local_hostname": self.domaine,
            "use_tls": implicite,
            "start_tls": False if implicite else True if exige else None,
            "validate_certs": not ici,
        }


def sur_cette_machine(hote: str) -> bool:
    """Tell whether a host name or address is the loopback."""
    try:
        return ip_address(hote.strip("[]")).is_loopback
    except ValueError:
        return hote.casefold().rstrip(".") == "localhost"
