"""Espaces de travail, personnes et conversations du Slack simulé."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .message import Message

Json = dict[str, Any]

SCOPES = (
    "commands",
    "chat:write",
    "chat:write.public",
    "im:history",
    "im:write",
    "app_mentions:read",
    "channels:read",
    "groups:read",
    "channels:join",
    "files:read",
    "files:write",
    "users:read",
    "team:read",
)
"""Les portées accordées si le test n'en dit rien."""


@dataclass(eq=False, repr=False)
class Team:
    """Un espace de travail, et le robot qu'y pose l'application."""

    id: str
    name: str
    app_id: str
    bot_id: str
    bot_user_id: str
    bot_name: str = "fluxbot"
    token: str | None = None
    granted_scopes: set[str] = field(default_factory=lambda: set(SCOPES))

    def __repr__(self) -> str:
        return f"<Team {self.id} {self.name}>"

    @property
    def domain(self) -> str:
        """Le sous-domaine de l'espace."""
        return "".join(c if c.isascii() and c.isalnum() else "-" for c in self.name.lower())

    @property
    def installed(self) -> bool:
        """Vrai si l'application y tient un jeton valable."""
        return self.token is not None


@dataclass(eq=False, repr=False)
class User:
    """Une personne d'un espace de travail."""

    id: str
    name: str
    team: Team
    real_name: str = ""

    def __repr__(self) -> str:
        return f"<User {self.id} {self.name}>"

    def json(self) -> Json:
        """La personne, telle que les charges interactives la nomment."""
        return {
            "id": self.id,
            "username": self.username,
            "name": self.username,
            "team_id": self.team.id,
        }

    @property
    def username(self) -> str:
        """Le nom court."""
        return self.name.lower().replace(" ", ".")


@dataclass(eq=False, repr=False)
class Channel:
    """Une conversation : canal public ou privé, ou tête-à-tête avec le robot."""

    id: str
    name: str
    team: Team
    kind: str = "channel"
    members: list[User] = field(default_factory=list)
    bots: set[str] = field(default_factory=set)
    shared_with: list[Team] = field(default_factory=list)
    archived: bool = False
    messages: dict[str, "Message"] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<Channel {self.id} {self.name}>"

    @property
    def teams(self) -> list[Team]:
        """Les espaces d'où ce canal se voit."""
        return [self.team, *self.shared_with]

    @property
    def private(self) -> bool:
        """Vrai pour un canal privé ou un tête-à-tête."""
        return self.kind != "channel"

    @property
    def is_im(self) -> bool:
        """Vrai pour un tête-à-tête avec le robot."""
        return self.kind == "im"

    @property
    def shown_name(self) -> str:
        """Le nom que portent les charges."""
        return {"im": "directmessage", "group": "privategroup"}.get(self.kind, self.name)
