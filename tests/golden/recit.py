"""Stories lived on a real database: each notice of the State's side is read at its moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bot.cli.donnees import semer
from bot.presenters.notices import presenter
from core.domain.envois import Envoi, Genre
from core.messages.model import Code, Message
from storage.unit_of_work import Base
from tests.component.scene import Scene
from tests.golden.decor import LIEU, TETE

DEPART = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
"""Tuesday 10 March 2026, 10:00 in Nantes."""
ETAT, HABITAT = "État (préfet de la Loire-Atlantique)", "Habitat 44"
GENS = {"dora": ETAT, "hugo": HABITAT, "nina": "Neotoa"}


@dataclass
class Recit:
    """A story of Loire-Atlantique: Dora (État), Hugo (Habitat 44), Nina (Neotoa)."""

    scene: Scene
    dits: dict[str, Message] = field(default_factory=dict)

    @classmethod
    def commencer(cls, base: Base) -> Recit:
        """Begin one, in a running loop."""
        semer(base, "loire-atlantique-2024")
        scene = Scene(base, DEPART)
        for qui, organisation in GENS.items():
            scene.inscrire(qui, organisation)
        return cls(scene)

    def numero(self, qui: str) -> str:
        """Give the number of a person's organisation, as a notice holds it."""
        return str(self.scene.organisation(GENS[qui]).id)

    async def dire(self, qui: str, texte: str) -> None:
        """A person types a command, which must be done."""
        repondu = await self.scene.dire(qui, texte)
        assert not repondu.startswith(("À corriger", "Ce n'est pas possible")), repondu

    async def remplir(self, qui: str, commande: str, champs: Mapping[str, str]) -> None:
        """A person fills in the form of a new dossier."""
        fautes = await self.scene.soumettre(
            qui,
            commande=commande,
            fixe={"action": "nouveau"},
            champs=champs,
            questions="formulaire",
        )
        assert fautes == {}, fautes

    def lire(self, genre: Genre, quoi: str, reference: str, qui: str, **faits: str) -> None:
        """Read a notice as it would be sent now to a person's organisation."""
        tous = {"quoi": quoi, **faits}
        envoi = Envoi(
            genre, LIEU, quoi, self.scene.maintenant, reference, int(self.numero(qui)), tous
        )
        with self.scene.base.transaction() as uow:
            message = presenter(uow, envoi, self.scene.maintenant)
        assert message, f"{quoi}: this notice has no reason to be sent"
        nom = f"{genre}-{quoi}".replace("_", "-")
        suite = f"-{qui}" if f"{nom}-{qui}" not in self.dits and nom in self.dits else ""
        self.dits[nom + suite] = _sans_hasard(message)


def _sans_hasard(message: Message) -> Message:
    """Write the head of the journal as goldens do: the real one is drawn at random."""
    blocs = tuple(
        Code(f"journal {TETE[:32]}")
        if isinstance(un, Code) and un.texte.startswith("journal ")
        else un
        for un in message.blocs
    )
    return replace(message, blocs=blocs)
