"""Une vue : modale, ou onglet d'accueil."""

from dataclasses import dataclass, field
from typing import Any

from .blockkit import visible_text
from .forms import initial_state
from .model import Json, Team, User
from .plain import button_labels


@dataclass(eq=False, repr=False)
class View:
    """Une vue, ce que la personne y a saisi et les erreurs qu'on lui montre."""

    id: str
    hash: str
    team: Team
    user: User
    source: Json
    root_view_id: str
    previous_view_id: str | None = None
    changed_at: int = 0
    updates: int = 0
    open: bool = True
    typed: dict[str, dict[str, Json]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<View {self.id} {self.type} {self.title!r}>"

    @property
    def type(self) -> str:
        """``modal`` ou ``home``."""
        return str(self.source["type"])

    @property
    def blocks(self) -> list[Json]:
        """Les blocs."""
        found: list[Json] = self.source["blocks"]
        return found

    @property
    def title(self) -> str:
        """Le titre de la modale."""
        return self._label("title")

    @property
    def submit(self) -> str:
        """Le libellé du bouton d'envoi, ou rien."""
        return self._label("submit")

    @property
    def close(self) -> str:
        """Le libellé du bouton de fermeture, ou rien."""
        return self._label("close")

    @property
    def private_metadata(self) -> str:
        """Ce que le programme y a glissé."""
        return str(self.source.get("private_metadata") or "")

    @property
    def callback_id(self) -> str:
        """L'identifiant choisi par le programme."""
        return str(self.source.get("callback_id") or "")

    @property
    def external_id(self) -> str:
        """L'identifiant unique choisi par le programme."""
        return str(self.source.get("external_id") or "")

    @property
    def notify_on_close(self) -> bool:
        """Vrai si le programme veut savoir qu'on l'a fermée."""
        return bool(self.source.get("notify_on_close"))

    @property
    def clear_on_close(self) -> bool:
        """Vrai si la fermer ferme toute la pile."""
        return bool(self.source.get("clear_on_close"))

    @property
    def plain(self) -> str:
        """Tout ce qu'on lit : titre, blocs, boutons, erreurs."""
        ends = [f"[{label}]" for label in (self.close, self.submit) if label]
        lines = [self.title, visible_text(self.blocks), *ends, *self.errors.values()]
        return "\n".join(line for line in lines if line)

    @property
    def buttons(self) -> list[str]:
        """Les libellés des boutons des blocs."""
        return button_labels(self.blocks)

    @property
    def state(self) -> Json:
        """``state.values`` : ce que chaque champ contient."""
        return initial_state(self.blocks, self.typed)

    def _label(self, name: str) -> str:
        found: Any = self.source.get(name) or {}
        return str(found.get("text", ""))

    def json(self) -> Json:
        """L'objet view de l'API."""
        return {
            "id": self.id,
            "team_id": self.team.id,
            "type": self.type,
            "blocks": self.blocks,
            "private_metadata": self.private_metadata,
            "callback_id": self.callback_id,
            "state": {"values": self.state},
            "hash": self.hash,
            "title": self.source.get("title") or {"type": "plain_text", "text": "Accueil"},
            "clear_on_close": self.clear_on_close,
            "notify_on_close": self.notify_on_close,
            "close": self.source.get("close"),
            "submit": self.source.get("submit"),
            "previous_view_id": self.previous_view_id,
            "root_view_id": self.root_view_id,
            "app_id": self.team.app_id,
            "external_id": self.external_id,
            "app_installed_team_id": self.team.id,
            "bot_id": self.team.bot_id,
        }
