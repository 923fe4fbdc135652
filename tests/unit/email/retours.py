"""What mail servers, and people away, send back."""

from __future__ import annotations

from bot.channels.email.mime import RETOUR
from tests.fakes.smtp import Mail

ID = f"<{'ab' * 16}@fluxbot.test>"
RACINE = f"<{'cd' * 16}@fluxbot.test>"
_BORNE = "coupe"


def retour(
    message: str = ID,
    *,
    action: str = "failed",
    statut: str = "5.1.1",
    rendu: bool = True,
    preuve: str = "0" * 32,
) -> bytes:
    """Write a delivery report (RFC 3464), with the headers of the mail returned."""
    champs = [f"Action: {action}"] if action else []
    champs += [f"Status: {statut}"] if statut else []
    original = [
        "From: fluxbot <avis@fluxbot.test>",
        f"Message-ID: {message}",
        f"{RETOUR}: {preuve}",
        f"In-Reply-To: {RACINE}",
        f"References: {RACINE}",
        "Subject: Avis de vacance",
    ]
    lignes = [
        "From: Mail Delivery System <MAILER-DAEMON@mx.test>",
        "To: avis@fluxbot.test",
        "Subject: Non remis",
        "Message-ID: <20261210@mx.test>",
        "Auto-Submitted: auto-replied",
        f'Content-Type: multipart/report; report-type=delivery-status; boundary="{_BORNE}"',
        "",
        f"--{_BORNE}",
        "Content-Type: text/plain; charset=utf-8",
        "",
        "<marie@leport.test>: adresse inconnue",
        f"--{_BORNE}",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; mx.test",
        "",
        "Final-Recipient: rfc822; marie@leport.test",
        *champs,
        "Diagnostic-Code: smtp; 550 5.1.1 marie@leport.test inconnue",
        "",
        *([f"--{_BORNE}", "Content-Type: message/rfc822", "", *original, ""] if rendu else []),
        f"--{_BORNE}--",
        "",
    ]
    return "\n".join(lignes).encode()


def retour_de(mail: Mail) -> bytes:
    """Write the delivery report that gives a mail of ours back."""
    return retour(mail.id, preuve=mail[RETOUR])


def absence(entete: str) -> bytes:
    """Write what a person's mailbox answers, with one header more."""
    lignes = [
        "From: Marie <marie@leport.test>",
        "To: avis@fluxbot.test",
        "Subject: Absente",
        f"In-Reply-To: {ID}",
        entete,
        "",
        "Je suis absente.",
        "",
    ]
    return "\n".join(lignes).encode()
