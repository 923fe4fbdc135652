"""La file des mises à jour : confirmation par décalage, filtre des genres demandés."""

from dataclasses import dataclass, field

from .model import Json

KINDS_NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass
class _Entry:
    update: Json
    again: bool = False
    sent: bool = False


@dataclass
class UpdateQueue:
    """Les mises à jour que le robot n'a pas encore confirmées."""

    next_id: int = 720_000_001
    allowed: list[str] = field(default_factory=list)
    entries: list[_Entry] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.entries)

    def accepts(self, kind: str) -> bool:
        """Vrai si le robot a demandé ce genre de mise à jour."""
        return kind in self.allowed if self.allowed else kind not in KINDS_NOT_BY_DEFAULT

    def add(self, kind: str, payload: Json) -> Json | None:
        """Ajoute une mise à jour ; None si le robot n'en veut pas."""
        if not self.accepts(kind):
            return None
        update = {"update_id": self.next_id, kind: payload}
        self.next_id += 1
        self.entries.append(_Entry(update))
        return update

    def again(self, update: Json) -> None:
        """Livre une fois de plus une mise à jour déjà livrée, même confirmée."""
        self.entries.append(_Entry(update, again=True))

    def confirm(self, offset: int) -> None:
        """Oublie ce qui précède le décalage ; négatif, ne garde que les dernières."""
        if offset < 0:
            self.entries = self.entries[offset:]
        elif offset > 0:
            self.entries = [
                entry
                for entry in self.entries
                if entry.update["update_id"] >= offset or (entry.again and not entry.sent)
            ]

    def batch(self, limit: int) -> list[Json]:
        """Les premières mises à jour en attente."""
        chosen = self.entries[:limit]
        for entry in chosen:
            entry.sent = True
        return [entry.update for entry in chosen]

    def first(self) -> Json | None:
        """La plus ancienne, pour la livraison par webhook."""
        return self.entries[0].update if self.entries else None

    def drop_first(self, update: Json) -> None:
        """Retire la plus ancienne une fois livrée."""
        if self.entries and self.entries[0].update is update:
            self.entries.pop(0)

    def clear(self) -> None:
        """Oublie tout."""
        self.entries.clear()
