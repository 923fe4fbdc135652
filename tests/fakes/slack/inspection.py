"""Ce qu'un test lit dans le Slack simulé."""

from .delivery import Delivery
from .message import Message, UploadedFile
from .model import Channel, Json, User
from .oauth import Installing
from .state import Call, Refusal

Where = User | Channel


class Inspection(Installing):
    """Lecture des conversations, des appels et des refus."""

    def messages(
        self,
        where: Where,
        *,
        viewer: User | None = None,
        everyone: bool = False,
        deleted: bool = True,
    ) -> list[Message]:
        """Les messages du robot ; les éphémères sont ceux de ``viewer``, ou de la personne."""
        reader = where if isinstance(where, User) else viewer
        with self.world.cond:
            place = self.dm(where) if isinstance(where, User) else where
            every = [m for m in place.messages.values() if everyone or m.bot is not None]
            seen = [m for m in every if m.ephemeral_to in (None, reader)]
            return [m for m in seen if deleted or not m.deleted]

    def ephemerals(self, user: User) -> list[Message]:
        """Tout ce que cette personne est seule à voir, où que ce soit."""
        with self.world.cond:
            every = [m for c in self.world.channels.values() for m in c.messages.values()]
            mine = [m for m in every if m.ephemeral_to is user]
            return sorted(mine, key=lambda message: message.at)

    def last(self, where: Where, *, viewer: User | None = None) -> Message:
        """Le dernier message du robot encore visible."""
        found = self.messages(where, viewer=viewer, deleted=False)
        assert found, f"le robot n'a rien écrit\n{self.transcript()}"
        return found[-1]

    @property
    def calls(self) -> list[Call]:
        """Les appels reçus."""
        with self.world.cond:
            return list(self.world.calls)

    def calls_of(self, method: str) -> list[Call]:
        """Les appels d'une méthode."""
        return [call for call in self.calls if call.method == method]

    @property
    def refusals(self) -> list[Refusal]:
        """Les appels et accusés refusés, pannes commandées comprises."""
        with self.world.cond:
            return list(self.world.refusals)

    def refusals_of(self, method: str) -> list[Refusal]:
        """Les refus d'une méthode."""
        return [refusal for refusal in self.refusals if refusal.method == method]

    @property
    def deliveries(self) -> list[Delivery]:
        """Tout ce qui est parti vers le programme."""
        with self.world.cond:
            return list(self.courier.deliveries)

    @property
    def files(self) -> list[UploadedFile]:
        """Les fichiers déposés et terminés."""
        with self.world.cond:
            return [file for file in self.world.files.values() if file.completed]

    @property
    def authorizations(self) -> list[Json]:
        """Les demandes de consentement vues : state, scope, redirect_uri…"""
        with self.world.cond:
            return list(self.world.authorizations)

    def transcript(self, where: Where | None = None) -> str:
        """Les conversations, dans l'ordre, en clair."""
        with self.world.cond:
            places = list(self.world.channels.values())
            if where is not None:
                places = [self.dm(where) if isinstance(where, User) else where]
            every = [message for place in places for message in place.messages.values()]
            lines = [_line(message) for message in sorted(every, key=lambda m: m.at)]
            lines += [f"  modale {v.user.name} : {v.plain!r}" for v in self.world.views()]
            lines += [f"  refus : {r.method} {r.error} {r.detail}" for r in self.world.refusals]
            return "\n".join(lines + self.world.errors) or "  (aucun message)"


def _line(message: Message) -> str:
    flags = [name for name in ("deleted", "broadcast") if getattr(message, name)]
    flags += [f"modifié {message.edited} fois"] if message.edited else []
    flags += [f"pour {message.ephemeral_to.name}"] if message.ephemeral_to else []
    flags += [f"fil {message.thread_ts}"] if message.thread_ts else []
    writer = message.user.name if message.user else "robot"
    shown = f"  {message.changed_at:>4} [{message.channel.name} {message.ts}] {writer} : "
    return shown + message.plain + (f" ({', '.join(flags)})" if flags else "")
