"""Hand one mail over, once."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import structlog
from aiosmtplib import SMTP, SMTPException, SMTPNotSupported, SMTPResponseException

from bot.channels.base import Livraison, Rythme
from bot.channels.email.acces import AccesSmtp
from bot.channels.email.adresses import adresse_smtp
from bot.channels.email.errors import Phase, de_notre_fait, issue
from bot.channels.email.mime import ecrire, identifiant
from bot.clock import Horloge
from core.domain.envois import SUR_UN_MESSAGE, Genre, Gone, Outcome, Rejected, Sent
from core.domain.organisations import COURRIEL

journal = structlog.get_logger(__name__)

AVANT = 20.0
"""Seconds to connect and name both ends: nothing has left yet."""

APRES = 35.0
"""Seconds to hand the mail over; beyond, nobody knows."""

ADIEU = 2.0


class ExpediteurCourriel:
    """The sending side of e-mail; retries belong to the outbox."""

    nom = COURRIEL
    rythme = Rythme(par_seconde=5, delai=60)

    def __init__(self, acces: AccesSmtp, horloge: Horloge) -> None:
        """Take the settings; each send has a connection of its own."""
        self._acces = acces
        self._horloge = horloge

    async def envoyer(self, livraison: Livraison) -> Outcome:
        """Send the mail; what changes or deletes a message can't be mailed."""
        if livraison.envoi.genre in SUR_UN_MESSAGE or livraison.message is None:
            return Rejected("un courriel parti ne se change plus")
        try:
            vers = adresse_smtp(livraison.destination.adresse)
        except ValueError:
            return Gone("adresse illisible")
        try:
            brut = await asyncio.to_thread(self._fabriquer, livraison)
        except ValueError as erreur:
            journal.error("courriel impossible à écrire", raison=type(erreur).__name__)
            return Rejected("le courriel n'a pas pu être écrit")
        faute = await self._remettre(vers, brut)
        if faute is not None:
            return faute
        garde = brut.decode() if livraison.envoi.genre is Genre.MOTIF_CALEOL else ""
        cle, acces = livraison.envoi.cle, self._acces
        return Sent(identifiant(cle, acces.domaine, acces.secret), brut=garde)

    def _fabriquer(self, livraison: Livraison) -> bytes:
        return ecrire(livraison, self._acces, self._horloge.maintenant()).as_bytes()

    async def _remettre(self, vers: str, brut: bytes) -> Outcome | None:
        """Hand it over; None when the server took it."""
        serveur = SMTP(timeout=APRES, **self._acces.connexion())
        phase = Phase.CONNEXION
        encodage = "ascii" if vers.isascii() else "utf-8"
        try:
            async with asyncio.timeout(AVANT):
                await serveur.connect()
                phase = Phase.EXPEDITEUR
                options = await _options(serveur, vers)
                await serveur.mail(self._acces.adresse, options=options)
                phase = Phase.DESTINATAIRE
                await serveur.rcpt(vers, encoding=encodage)
            phase = Phase.DONNEES
            async with asyncio.timeout(APRES):
                await serveur.data(brut)
            await _quitter(serveur)
        except (SMTPException, OSError, ValueError) as erreur:
            if isinstance(erreur, SMTPResponseException):
                await _quitter(serveur)
            return _dire(issue(erreur, phase), erreur, phase)
        finally:
            serveur.close()
        return None

    async def verifier(self) -> None:
        """Connect and log in, sending nothing; raises what went wrong."""
        serveur = SMTP(timeout=AVANT, **self._acces.connexion())
        try:
            async with asyncio.timeout(AVANT):
                await serveur.connect()
            await _quitter(serveur)
        finally:
            serveur.close()


async def _options(serveur: SMTP, vers: str) -> list[str]:
    """Give the options of the sending; raises SMTPNotSupported for an accented address."""
    if vers.isascii():
        return []
    await serveur.ehlo()
    if not serveur.supports_extension("smtputf8"):
        raise SMTPNotSupported("SMTPUTF8")
    return ["SMTPUTF8"]


def _dire(faite: Outcome, erreur: Exception, phase: Phase) -> Outcome:
    """Log what only an administrator can mend."""
    if de_notre_fait(faite):
        journal.error("courriel refusé", phase=phase.value, raison=str(erreur)[:300])
    return faite


async def _quitter(serveur: SMTP) -> None:
    """Take leave; what was said before is settled, whatever happens now."""
    with suppress(SMTPException, OSError):
        async with asyncio.timeout(ADIEU):
            await serveur.quit()
