"""Une doublure stricte de Slack : API Web, Socket Mode, livraisons HTTP et OAuth véritables."""

from .courier import PATIENCE
from .delivery import Delivery
from .errors import SlackError
from .faults import Faults
from .message import Message, UploadedFile
from .model import Channel, Team, User
from .oauth import Page
from .rates import RateLimits
from .server import FakeSlack
from .state import Call, Refusal
from .view import View

__all__ = [
    "PATIENCE",
    "Call",
    "Channel",
    "Delivery",
    "FakeSlack",
    "Faults",
    "Message",
    "Page",
    "RateLimits",
    "Refusal",
    "SlackError",
    "Team",
    "UploadedFile",
    "User",
    "View",
]
