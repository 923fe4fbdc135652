"""Un serveur de courriel strict, en SMTP véritable, sur la boucle locale."""

from .model import Mail
from .server import FakeSmtp

__all__ = ["FakeSmtp", "Mail"]
