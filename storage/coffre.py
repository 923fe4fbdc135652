"""Encryption at rest: several keys, newest first, and a blind index for equality."""

from __future__ import annotations

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class CleInvalide(ValueError):
    """A secret key that is not 32 bytes in URL-safe base64."""


class CleAbsente(RuntimeError):
    """Something encrypted was asked for and no key is set."""


def nouvelle_cle() -> str:
    """Make a key: 32 random bytes in URL-safe base64."""
    return Fernet.generate_key().decode()


class Coffre:
    """Encrypts texts with the newest key and reads those of every key it was given."""

    def __init__(self, cles: str) -> None:
        """Take keys separated by commas, newest first; raises CleInvalide."""
        brutes = [une.strip() for une in cles.split(",") if une.strip()]
        try:
            self._fernet = MultiFernet([Fernet(une) for une in brutes])
        except ValueError as erreur:
            raise CleInvalide(
                "FLUXBOT_SECRET_KEY : chaque clé compte 32 octets en base64 (URL). "
                "Pour en faire une : fluxbot cle nouvelle"
            ) from erreur
        graine = base64.urlsafe_b64decode(brutes[0])
        # itsdangerous reads with every key and signs with the last.
        self._cles_de_signature = [_deriver(une, b"fluxbot liens") for une in reversed(brutes)]
        self._cle_index = hmac.new(graine, b"fluxbot index aveugle", hashlib.sha256).digest()

    def cles_de_signature(self) -> list[bytes]:
        """Give the keys that sign links, oldest first."""
        return self._cles_de_signature

    def chiffrer(self, texte: str) -> str:
        """Encrypt with the newest key."""
        return self._fernet.encrypt(texte.encode()).decode()

    def dechiffrer(self, chiffre: str) -> str:
        """Decrypt with whichever key fits; raises CleInvalide when none does."""
        try:
            return self._fernet.decrypt(chiffre.encode()).decode()
        except InvalidToken as erreur:
            raise CleInvalide(
                "FLUXBOT_SECRET_KEY : aucune des clés ne lit cette donnée chiffrée."
            ) from erreur

    def index(self, texte: str) -> str:
        """Give a keyed hash: equal texts have equal indexes, and nothing else shows."""
        return hmac.new(self._cle_index, texte.encode(), hashlib.sha256).hexdigest()


def _deriver(cle: str, usage: bytes) -> bytes:
    return hmac.new(base64.urlsafe_b64decode(cle), usage, hashlib.sha256).digest()


class CoffreFerme(Coffre):
    """Stands where no key is set: everything but encrypted data works."""

    def __init__(self) -> None:
        """Take nothing."""

    def cles_de_signature(self) -> list[bytes]:
        """Raise CleAbsente."""
        raise CleAbsente("FLUXBOT_SECRET_KEY manque. Pour en faire une : fluxbot cle nouvelle")

    def chiffrer(self, texte: str) -> str:
        """Raise CleAbsente."""
        raise CleAbsente("FLUXBOT_SECRET_KEY manque. Pour en faire une : fluxbot cle nouvelle")

    def dechiffrer(self, chiffre: str) -> str:
        """Raise CleAbsente."""
        return self.chiffrer(chiffre)

    def index(self, texte: str) -> str:
        """Raise CleAbsente."""
        return self.chiffrer(texte)
