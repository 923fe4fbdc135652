"""Les messages du Slack simulé, et les fichiers qu'ils portent."""

from dataclasses import dataclass, field
from urllib.parse import quote

from .blockkit import visible_text
from .model import Channel, Json, Team, User
from .plain import button_labels


@dataclass(eq=False, repr=False)
class Message:
    """Un message, tel que les personnes le voient maintenant."""

    channel: Channel
    ts: str
    at: int
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    user: User | None = None
    bot: Team | None = None
    thread_ts: str | None = None
    ephemeral_to: User | None = None
    broadcast: bool = False
    edited: int = 0
    edited_ts: str | None = None
    edited_at: int | None = None
    deleted: bool = False
    metadata: Json | None = None
    files: list["UploadedFile"] = field(default_factory=list)
    history: list[tuple[str, list[Json]]] = field(default_factory=list)
    via_response_url: bool = False

    def __repr__(self) -> str:
        return f"<Message {self.ts} [{self.channel.name}] {self.plain!r}>"

    @property
    def from_bot(self) -> bool:
        """Vrai si c'est un robot qui l'a écrit."""
        return self.bot is not None

    @property
    def changed_at(self) -> int:
        """Le rang de l'envoi ou de la dernière modification."""
        return self.at if self.edited_at is None else self.edited_at

    @property
    def every_block(self) -> list[Json]:
        """Les blocs du message et ceux de ses pièces jointes."""
        nested = [block for one in self.attachments for block in one.get("blocks", [])]
        return self.blocks + nested

    @property
    def plain(self) -> str:
        """Tout le texte visible des blocs, ou le texte s'il n'y a pas de blocs."""
        return visible_text(self.every_block) or self.text

    @property
    def posted(self) -> str:
        """Ce qu'on en voyait quand il vint."""
        return visible_text(self.history[0][1]) if self.history else self.plain

    @property
    def buttons(self) -> list[str]:
        """Les libellés des boutons, dans l'ordre."""
        return button_labels(self.every_block)

    def contains(self, part: str) -> bool:
        """Vrai si le texte, ou ce qu'on voit des blocs, contient ce morceau."""
        return part in self.plain or part in self.text

    def json(self) -> Json:
        """L'objet message de l'API."""
        shown: Json = {"type": "message", "text": self.text, "ts": self.ts}
        if self.bot is not None:
            shown |= {
                "user": self.bot.bot_user_id,
                "bot_id": self.bot.bot_id,
                "app_id": self.bot.app_id,
                "team": self.bot.id,
            }
        elif self.user is not None:
            shown |= {"user": self.user.id, "team": self.user.team.id}
        optional: Json = {
            "blocks": self.blocks,
            "attachments": self.attachments,
            "thread_ts": self.thread_ts,
            "metadata": self.metadata,
            "files": [file.json() for file in self.files],
        }
        shown |= {key: value for key, value in optional.items() if value}
        if self.edited_ts is not None:
            shown["edited"] = {"user": shown["user"], "ts": self.edited_ts}
        return shown


@dataclass(eq=False, repr=False)
class UploadedFile:
    """Un fichier déposé, partagé ou non dans une conversation."""

    id: str
    name: str
    length: int
    team: Team
    ticket: str
    content: bytes | None = None
    title: str = ""
    channel: Channel | None = None
    initial_comment: str | None = None
    thread_ts: str | None = None
    completed: bool = False
    alt: str = ""
    mimetype: str = "text/plain"
    sender: User | None = None
    hidden: bool = False
    """Venu d'un autre espace : l'événement n'en donne que l'identifiant."""

    root: str = ""

    def json(self) -> Json:
        """Le fichier, tel qu'un message le montre ; d'un autre espace, son seul identifiant."""
        if self.hidden:
            return {"id": self.id, "mode": "file_access", "file_access": "check_file_info"}
        return self.full_json() if self.sender else self._brief()

    def full_json(self) -> Json:
        """Le fichier d'une personne, tel que files.info le montre."""
        assert self.sender is not None
        address = f"{self.root}/files-pri/{self.sender.team.id}-{self.id}"
        return self._brief() | {
            "mimetype": self.mimetype,
            "filetype": self.name.rpartition(".")[2],
            "user": self.sender.id,
            "user_team": self.sender.team.id,
            "mode": "hosted",
            "size": self.length,
            "is_external": False,
            "file_access": "visible",
            "url_private": f"{address}/{quote(self.name)}",
            "url_private_download": f"{address}/download/{quote(self.name)}",
        }

    def _brief(self) -> Json:
        return {"id": self.id, "name": self.name, "title": self.title or self.name}
