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
            fernets = [Fernet(une) for une in brutes]
            self._fernet, self._recente = MultiFernet(fernets), fernets[0]
        except (ValueError, IndexError) as erreur:
            raise CleInvalide(
                "FLUXBOT_SECRET_KEY : chaque clé compte 32 octets en base64 (URL). "
                "Pour en faire une : fluxbot cle nouvelle"
            ) from erreur
        # itsdangerous reads with every key and signs with the last.
        self._cles_de_signature = [_deriver(une, b"fluxbot liens") for une in reversed(brutes)]
        self._cles_d_index = [_deriver(une, b"fluxbot index aveugle") for une in brutes]

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
                "FLUXBOT_SECRET_KEY : aucune des clés ne lit cette donnée chiffrée. Ajoutez "
                "l'ancienne clé après la neuve, séparées par une virgule."
            ) from erreur

    def est_recent(self, chiffre: str) -> bool:
        """Tell whether a text is encrypted with the newest key, without decrypting it."""
        try:
            self._recente.extract_timestamp(chiffre)
        except InvalidToken:
            return False
        return True

    def index(self, texte: str) -> str:
        """Give a keyed hash: equal texts have equal indexes, and nothing else shows."""
        return self.indexes(texte)[0]

    def indexes(self, texte: str) -> list[str]:
        """Give the hash under each key, newest first: until a rotation ends, rows bear any."""
        brut = texte.encode()
        return [hmac.new(une, brut, hashlib.sha256).hexdigest() for une in self._cles_d_index]


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

    def est_recent(self, chiffre: str) -> bool:
        """Raise CleAbsente."""
        return bool(self.chiffrer(chiffre))

    def indexes(self, texte: str) -> list[str]:
        """Raise CleAbsente."""
        return [self.chiffrer(texte)]
