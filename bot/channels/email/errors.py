"""One table: what a mail server's refusal, or silence, means for a send."""

from __future__ import annotations

import re
import ssl
from datetime import timedelta
from enum import Enum

from aiosmtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPException,
    SMTPNotSupported,
    SMTPResponseException,
    SMTPServerDisconnected,
)

from core.domain.envois import Gone, Outcome, Rejected, RetryAt, Uncertain


class Phase(Enum):
    """How far the conversation with the server had gone."""

    CONNEXION = "connexion"
    EXPEDITEUR = "expéditeur"
    DESTINATAIRE = "destinataire"
    DONNEES = "données"


LISTE_GRISE = timedelta(minutes=5)
"""How long to wait when a server says « later »: most greylists open within five minutes."""

NOTRE_FAUTE = timedelta(minutes=15)
"""How long to wait when only an administrator can mend it."""

_NOUS = frozenset({"5.1.7", "5.1.8"})
"""The sender's own address is refused, were it said at the recipient's turn."""

_CODES = frozenset({500, 502, 503, 530})

_PRECIS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")


def issue(erreur: Exception, phase: Phase) -> Outcome:
    """Give the outcome of a failed send; no word of the server's, which may name a person."""
    match erreur:
        case SMTPAuthenticationError() if erreur.code >= 500:
            return RetryAt(f"le serveur de courriel refuse nos accès ({erreur.code})", NOTRE_FAUTE)
        case SMTPNotSupported():
            return Rejected("le serveur de courriel ne prend pas d'adresse accentuée")
        case SMTPResponseException() if 400 <= erreur.code < 600:
            return _refus(erreur, phase)
        case _ if phase is Phase.DONNEES:
            return Uncertain("le serveur de courriel n'a pas répondu après l'envoi")
        case ssl.SSLError():
            return RetryAt("le certificat du serveur de courriel est refusé", NOTRE_FAUTE)
        case SMTPConnectError() if isinstance(erreur.__cause__, ssl.SSLError):
            return RetryAt("le certificat du serveur de courriel est refusé", NOTRE_FAUTE)
        case SMTPServerDisconnected() | TimeoutError() | OSError():
            return RetryAt("serveur de courriel injoignable")
        case SMTPException():
            return RetryAt("le serveur de courriel n'offre pas ce qu'il faut", NOTRE_FAUTE)
        case _:
            return RetryAt(f"erreur du courriel : {type(erreur).__name__}", NOTRE_FAUTE)


def de_notre_fait(issue: Outcome) -> bool:
    """Tell whether only an administrator can mend it."""
    return isinstance(issue, RetryAt) and issue.delai == NOTRE_FAUTE


def _refus(erreur: SMTPResponseException, phase: Phase) -> Outcome:
    precis = _precis(erreur.message)
    dit = f"{erreur.code} {precis}".strip()
    if erreur.code < 500:
        delai = None if phase is Phase.CONNEXION else LISTE_GRISE
        return RetryAt(f"le serveur de courriel demande d'attendre ({dit})", delai)
    if phase in (Phase.CONNEXION, Phase.EXPEDITEUR):
        return RetryAt(f"le serveur de courriel refuse notre envoi ({dit})", NOTRE_FAUTE)
    if phase is Phase.DESTINATAIRE:
        return _destinataire_refuse(erreur.code, precis, dit)
    if precis in _NOUS:
        return RetryAt(f"le serveur de courriel refuse notre envoi ({dit})", NOTRE_FAUTE)
    if precis.startswith("5.1.") or precis == "5.2.1":
        return Gone(f"adresse refusée ({dit})")
    return Rejected(f"le serveur de courriel refuse le message ({dit})")


def _destinataire_refuse(code: int, precis: str, dit: str) -> Outcome:
    """Tell a dead address from a full mailbox, and from a refusal that is aimed at us."""
    if precis == "5.2.3":
        return Rejected(f"le serveur de courriel refuse le message ({dit})")
    if precis == "5.2.2" or (code == 552 and not precis):
        return RetryAt(f"boîte pleine ({dit})", NOTRE_FAUTE)
    if precis in _NOUS or precis.startswith(("5.3.", "5.4.", "5.5.", "5.7.")) or code in _CODES:
        return RetryAt(f"le serveur de courriel refuse notre envoi ({dit})", NOTRE_FAUTE)
    return Gone(f"adresse refusée ({dit})")


def _precis(texte: str) -> str:
    """Give the enhanced status (RFC 3463) at the beginning of an answer: « 5.1.1 »."""
    lu = _PRECIS.match(texte.strip())
    return lu[0] if lu else ""
