"""La doublure assemblée : ``with FakeSmtp() as fake``."""

from __future__ import annotations

import asyncio
import logging
import socket
import ssl
import threading
import warnings
from collections import deque
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any, Literal, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from .model import Mail, flaw

HOST = "127.0.0.1"
PATIENCE = 10.0
JOURNAL = logging.getLogger("mail.log")
JOURNAL.propagate = False
JOURNAL.addHandler(logging.NullHandler())
Fault = Literal["mail", "rcpt", "data", "drop_rcpt", "drop_data", "slow_rcpt", "slow_data"]
"""Où une panne frappe : un refus à cette étape, une coupure, ou un silence sans fin."""


class Handler:
    """Ce que le serveur répond ; chaque panne commandée sert une fois."""

    def __init__(self, fake: FakeSmtp) -> None:
        self.fake = fake

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.fake.connections += 1
        refusal = self.fake.take("mail")
        if refusal:
            return refusal
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.fake.take("drop_rcpt"):
            return cut(server)
        if self.fake.take("slow_rcpt"):
            await self.fake.silence()
        refusal = self.fake.refusal_of(address) or self.fake.take("rcpt")
        if refusal:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        raw = envelope.original_content or b""
        wide = {"BODY=8BITMIME", "SMTPUTF8"} & {one.upper() for one in envelope.mail_options}
        fault = flaw(raw, ascii_only=not wide and not envelope.smtp_utf8)
        if fault:
            self.fake.errors.append(fault)
            return "554 5.6.0 " + fault.encode("ascii", "replace").decode()
        mails = [Mail(envelope.mail_from or "", to, raw) for to in envelope.rcpt_tos]
        if self.fake.take("drop_data"):
            self.fake.keep(mails)
            return cut(server)
        if self.fake.take("slow_data"):
            self.fake.keep(mails)
            await self.fake.silence()
        refusal = self.fake.take("data")
        if refusal:
            return refusal
        self.fake.keep(mails)
        return "250 2.0.0 OK"


class Listener(Controller):
    """Écoute sur un port déjà pris, qu'il peut rouvrir après un arrêt."""

    def __init__(self, handler: Handler, port: int, **parameters: Any) -> None:
        self.listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self.listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listening.bind((HOST, port))
        super().__init__(handler, HOST, self.listening.getsockname()[1], **parameters)

    def _create_server(self) -> Awaitable[asyncio.AbstractServer]:
        return self.loop.create_server(self._factory_invoker, sock=self.listening)

    def factory(self) -> SMTP:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            made: SMTP = super().factory()
            return made


def cut(server: SMTP) -> str:
    """Coupe net la connexion ; la réponse ne part pas."""
    assert server.transport
    server.transport.abort()
    return "421 coupure"


class FakeSmtp:
    """Un serveur de courriel, strict, sur un port libre de la boucle locale."""

    def __init__(
        self, *, user: str | None = None, password: str = "", tls: ssl.SSLContext | None = None
    ) -> None:
        self.user, self.password = user, password
        self.errors: list[str] = []
        self.connections = 0
        self.then: Callable[[], None] | None = None
        """Ce que le test fait à l'instant précis où une panne frappe."""
        self._kept: list[Mail] = []
        self._faults: dict[str, deque[str]] = {}
        self._refused: dict[str, str] = {}
        self._cond = threading.Condition()
        self._parameters: dict[str, Any] = {
            "tls_context": tls,
            "authenticator": self._authenticate if user else None,
            "auth_required": user is not None,
            "auth_require_tls": tls is not None,
        }
        self._listener: Listener | None = None
        self.port = 0

    @property
    def messages(self) -> list[Mail]:
        """Les courriels acceptés, ou arrivés avant une coupure."""
        with self._cond:
            return list(self._kept)

    def env(self) -> dict[str, str]:
        """Les variables SMTP_* d'un fluxbot qui remet ici ses courriels."""
        env = {
            "SMTP_HOST": HOST,
            "SMTP_PORT": str(self.port),
            "SMTP_FROM": "fluxbot <avis@fluxbot.test>",
        }
        if self.user:
            env |= {"SMTP_USER": self.user, "SMTP_PASSWORD": self.password}
        return env

    def fail(self, where: Fault, answer: str = "oui", times: int = 1) -> None:
        """Fait échouer les prochains envois à une étape ; `answer` est le refus, s'il y en a un."""
        with self._cond:
            self._faults.setdefault(where, deque()).extend([answer] * times)

    def refuse(self, address: str, answer: str = "550 5.1.1 inconnu") -> None:
        """Refuse un destinataire jusqu'à nouvel ordre (`answer` vide : l'accepte)."""
        with self._cond:
            self._refused[address] = answer

    def wait_message(self, to: str, contains: str = "", *, timeout: float = PATIENCE) -> Mail:
        """Attend un courriel pour une adresse, dont l'objet ou le texte contient quelque chose."""

        def found() -> Mail | None:
            suits = (one for one in self._kept if one.to == to)
            return next((one for one in suits if contains in f"{one.subject}\n{one.text}"), None)

        with self._cond:
            if not self._cond.wait_for(lambda: found() is not None, timeout):
                seen = [(one.to, one.subject) for one in self._kept]
                raise AssertionError(f"{contains!r} attendu pour {to} ; reçus : {seen}")
            mail = found()
        assert mail
        return mail

    def take(self, where: str) -> str:
        """La panne commandée à cette étape, une fois ; vide s'il n'y en a pas."""
        with self._cond:
            waiting = self._faults.get(where)
            answer = waiting.popleft() if waiting else ""
        if answer and self.then:
            self.then()
        return answer

    def clear(self) -> None:
        """Annule les pannes qui restent."""
        with self._cond:
            self._faults.clear()

    def refusal_of(self, address: str) -> str:
        """Le refus d'un destinataire ; vide s'il est accepté."""
        with self._cond:
            return self._refused.get(address, "")

    def keep(self, mails: list[Mail]) -> None:
        """Garde ce qui est arrivé."""
        with self._cond:
            self._kept.extend(mails)
            self._cond.notify_all()

    async def silence(self) -> None:
        """Ne répond plus, jusqu'à ce que le client s'en aille."""
        await asyncio.get_running_loop().create_future()

    def _authenticate(self, *args: Any) -> AuthResult:
        data = args[-1]
        assert isinstance(data, LoginPassword)
        given = (data.login.decode(), data.password.decode())
        # Otherwise aiosmtpd thinks that the refusal was answered already.
        return AuthResult(success=given == (self.user, self.password), handled=False)

    def __enter__(self) -> Self:
        self.start()
        return self

    def start(self) -> None:
        """Écoute, toujours sur le même port."""
        self._listener = Listener(Handler(self), self.port, **self._parameters)
        self.port = self._listener.port
        self._listener.start()

    def stop(self) -> None:
        """Cesse d'écouter : les connexions suivantes sont refusées."""
        if self._listener:
            self._listener.stop()
            self._listener = None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
        if error is None and self.errors:
            raise AssertionError("courriel mal fait : " + " ; ".join(self.errors))
