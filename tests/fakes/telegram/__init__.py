"""Une doublure stricte de l'API Bot de Telegram, en HTTP véritable."""

from .errors import ApiError
from .faults import Faults
from .html_text import parse_html
from .model import Chat, Message, User
from .people import Press
from .rates import RateLimits
from .server import TOKEN, FakeTelegram
from .state import Answer, Call, Refusal

__all__ = [
    "TOKEN",
    "Answer",
    "ApiError",
    "Call",
    "Chat",
    "FakeTelegram",
    "Faults",
    "Message",
    "Press",
    "RateLimits",
    "Refusal",
    "User",
    "parse_html",
]
