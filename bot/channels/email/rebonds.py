"""Read a mail that came back: a bounce (RFC 3464), an automatic answer, or neither."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import compat32
from enum import Enum
from hmac import compare_digest

from bot.channels.email.mime import RETOUR, preuve_de_retour

TAILLE_MAX = 2_000_000
"""Bytes read of a mail: a bounce says all at its beginning."""

IDENTIFIANTS_MAX = 20
_IDENTIFIANT = re.compile(r"<[0-9a-f]{32}@[A-Za-z0-9.-]{1,64}>")
_NOMME = re.compile(rf"message-id:\s{{0,9}}({_IDENTIFIANT.pattern})", re.IGNORECASE)
_PREUVE = re.compile(rf"{RETOUR}:\s{{0,9}}([0-9a-f]{{32}})\b", re.IGNORECASE)
_STATUT = re.compile(r"\b([245])\.\d{1,3}\.\d{1,3}\b")
_AUTOMATES = ("auto-replied", "auto-generated", "auto-notified")


class Nature(Enum):
    """What a mail that came back says."""

    ECHEC = "échec"
    RETARD = "retard"
    REPONSE_AUTOMATIQUE = "réponse automatique"
    AUTRE = "autre"


@dataclass(frozen=True)
class Rebond:
    """What it says, of which of our mails (their possible Message-ID), with which status.

    `preuves` is what it brings back of our mails that nothing but they has shown.
    """

    nature: Nature
    messages: tuple[str, ...] = ()
    statut: str = ""
    preuves: tuple[str, ...] = ()

    def rend(self, cle: str, secrets: Sequence[bytes]) -> bool:
        """Tell whether it brings back the mail of this send, signed by one of our keys."""
        attendues = [preuve_de_retour(cle, un) for un in secrets]
        return any(compare_digest(une, lue) for une in attendues for lue in self.preuves)

    @property
    def raison(self) -> str:
        """Say why in the words kept: a status names nobody."""
        return f"courriel revenu ({self.statut})" if self.statut else "courriel revenu"


def lire_rebond(brut: bytes) -> Rebond:
    """Read a raw mail, whatever it holds; never raises for its content."""
    borne = brut[:TAILLE_MAX]
    try:
        mail = message_from_bytes(borne, policy=compat32)
        rapports = list(_rapports(mail))
        nature, statut = _nature(mail, rapports)
        trouves = _nommes(mail, borne)
        preuves = tuple(_PREUVE.findall(borne.decode("ascii", "replace")))[:IDENTIFIANTS_MAX]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return Rebond(Nature.AUTRE)
    return Rebond(nature, tuple(dict.fromkeys(trouves))[:IDENTIFIANTS_MAX], statut, preuves)


def _nommes(mail: Message, brut: bytes) -> list[str]:
    """Give the mails returned; without them, the one that the bounce says it answers.

    A mail of ours also names the first of its thread, which did not come back.
    """
    rendus = _NOMME.findall(brut.decode("ascii", "replace"))
    repondus = _IDENTIFIANT.findall(f"{mail.get('References')} {mail.get('In-Reply-To')}")
    return rendus or repondus[::-1]


def _nature(mail: Message, rapports: list[tuple[str, str]]) -> tuple[Nature, str]:
    """Tell what the mail is: one recipient given up is a failure, whatever is said of others."""
    echecs = [statut for action, statut in rapports if _est_un_echec(action, statut)]
    if echecs:
        return Nature.ECHEC, echecs[0]
    if mail.get("X-Failed-Recipients"):
        return Nature.ECHEC, ""
    retards = [statut for action, statut in rapports if action == "delayed" or statut[:1] == "4"]
    if retards:
        return Nature.RETARD, retards[0]
    if rapports or _est_automatique(mail):
        return Nature.REPONSE_AUTOMATIQUE, ""
    return Nature.AUTRE, ""


def _est_un_echec(action: str, statut: str) -> bool:
    return action == "failed" or (statut[:1] == "5" and action != "delayed")


def _rapports(mail: Message) -> Iterator[tuple[str, str]]:
    """Give (action, status) of each recipient that a delivery report speaks of."""
    for partie in mail.walk():
        if partie.get_content_type() != "message/delivery-status":
            continue
        for bloc in _blocs(partie):
            action = _lire(bloc, "Action").partition(" ")[0]
            statut = _STATUT.search(_lire(bloc, "Status"))
            if action or statut:
                yield action, statut[0] if statut else ""


def _blocs(partie: Message) -> list[Message]:
    """Give the groups of fields of a delivery report, were it badly declared."""
    charge = partie.get_payload()
    return [un for un in charge if isinstance(un, Message)] if isinstance(charge, list) else []


def _lire(bloc: Message, nom: str) -> str:
    return str(bloc.get(nom) or "").strip().casefold()


def _est_automatique(mail: Message) -> bool:
    """Tell an out-of-office answer (RFC 3834), or what older programs make of one."""
    if any(nom in _lire(mail, "From") for nom in ("mailer-daemon", "postmaster@")):
        return False
    return (
        _lire(mail, "Auto-Submitted").startswith(_AUTOMATES)
        or _lire(mail, "Precedence") in {"auto_reply", "bulk", "junk"}
        or any(mail.get(nom) for nom in ("X-Autoreply", "X-Autorespond", "X-Auto-Response"))
    )
