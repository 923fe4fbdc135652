"""What every answer about a new programme has: its texts, its buttons, who could not be told."""

from __future__ import annotations

from collections.abc import Sequence

from bot.presenters.programmes import boutons
from core.domain.organisations import Organisation
from core.domain.programmes import Programme
from core.domain.programmes_candidats import CandidatProgramme
from core.messages.model import Bloc, Gravite, Message, Paragraphe
from core.texte import liste_fr


def dire(
    programme: Programme,
    titre: str,
    *blocs: Bloc | str,
    lecteur: Organisation | None = None,
    candidats: Sequence[CandidatProgramme] = (),
    gravite: Gravite = Gravite.SUCCES,
) -> Message:
    """Make an answer: texts and blocks, empty ones left out, then the buttons of the state."""
    pleins = tuple(Paragraphe(un) if isinstance(un, str) else un for un in blocs if un)
    siens = boutons(programme, lecteur or programme.bailleur, candidats, voir=True)
    return Message(f"{programme.reference} : {titre}", pleins, siens, gravite)


def muettes_fr(organisations: Sequence[Organisation]) -> str:
    """Warn that nobody reads for some; empty when somebody does for each."""
    if not organisations:
        return ""
    noms = liste_fr(une.nom for une in organisations)
    return (
        f"Attention : personne ne lit pour {noms}, qui n'en saura rien ; les administrateurs sont "
        "prévenus."
    )
