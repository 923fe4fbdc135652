"""La signature v0 des livraisons HTTP."""

import hashlib
import hmac


def signature(secret: str, timestamp: int | str, body: bytes) -> str:
    """La signature d'un corps à une heure donnée."""
    base = b"v0:" + str(timestamp).encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


def signed_headers(secret: str, timestamp: int, body: bytes) -> dict[str, str]:
    """Les deux en-têtes que Slack joint à chaque livraison."""
    return {
        "X-Slack-Request-Timestamp": str(timestamp),
        "X-Slack-Signature": signature(secret, timestamp, body),
    }
