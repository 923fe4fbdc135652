"""What the templates show of the conversations and of the clock."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from bot.channels.images import dimensions, est_une_image
from bot.channels.sandbox.bac import Personne
from bot.channels.sandbox.lieu import Lieu
from bot.channels.sandbox.messagerie import MessageMontre
from bot.presenters.corps import ChampVu, FormulaireVu
from bot.web.formulaires import avec_saisie, erreur_generale
from bot.web.sandbox_page.etat import Brouillon, Page
from core.domain.organisations import LIBELLES_NATURE, Organisation
from core.messages.model import Bloc, Bouton, Piece
from core.texte import instant_fr

MESSAGES_MAX = 200


@dataclass(frozen=True)
class VuePersonne:
    """One person, with what they are there for."""

    cle: str
    nom: str
    organisation: str
    est_bailleur: bool
    metier: str

    @property
    def titre(self) -> str:
        """Give the name under which the conversation is known."""
        return f"{self.nom}, {self.organisation}"


@dataclass(frozen=True)
class VueMessage:
    """One message, ready to be shown; `version` changes when anything in it does."""

    montre: MessageMontre
    heure: str
    formulaire: FormulaireVu | None
    erreur_generale: str
    en_reponse_a: str
    version: str

    @property
    def erreurs(self) -> tuple[ChampVu, ...]:
        """Give the fields at fault."""
        return tuple(un for un in self.formulaire.champs if un.erreur) if self.formulaire else ()

    @property
    def requis(self) -> tuple[ChampVu, ...]:
        """Give the questions that must be answered."""
        return tuple(un for un in self.formulaire.champs if un.requis) if self.formulaire else ()

    @property
    def facultatifs(self) -> tuple[ChampVu, ...]:
        """Give the others."""
        return (
            tuple(un for un in self.formulaire.champs if not un.requis) if self.formulaire else ()
        )

    @property
    def piece(self) -> Piece | None:
        """Give the file joined to the message."""
        return self.montre.message.piece if self.montre.message else None

    @property
    def cotes(self) -> tuple[int, int] | None:
        """Give the width and height of a picture to show in place; None for any other file."""
        return dimensions(self.piece) if self.piece and est_une_image(self.piece) else None

    @property
    def lisible(self) -> str:
        """Give the text of a file that can be read in place, nothing for any other."""
        lisible = self.piece and self.piece.type.startswith("text/")
        return self.piece.contenu.decode(errors="replace") if self.piece and lisible else ""

    def boutons(self) -> list[tuple[Bouton, str]]:
        """Give each of the message's buttons with its token."""
        boutons = self.montre.message.boutons if self.montre.message else ()
        return list(zip(boutons, self.montre.jetons, strict=False))


def personnes(page: Page) -> list[VuePersonne]:
    """Give the people, in order; reads the database."""
    with page.bac.base.transaction() as uow:
        connues = {une.nom: une for une in uow.organisations.toutes()}
    lieu = page.bac.lieu
    return [_personne(une, connues[une.organisation], lieu) for une in page.bac.personnes.values()]


def fil(page: Page, cle: str) -> list[VueMessage]:
    """Give the last messages of a conversation, oldest first."""
    montres = page.bac.messagerie.fil(cle)
    titres = {un.id: un.message.titre for un in montres if un.message}
    recents = montres[-MESSAGES_MAX:]
    zone = page.bac.lieu.zone
    return [_message(un, titres, page.brouillons.get((cle, un.id)), zone) for un in recents]


def genre_du_bloc(bloc: Bloc) -> str:
    """Name the kind of a block, for the template."""
    return type(bloc).__name__.lower()


def heure_longue(instant: datetime, zone: str) -> str:
    """Write an instant for the banner: « jeudi 1er octobre 2026 à 09:00 »."""
    local = instant.astimezone(ZoneInfo(zone))
    texte: str = format_datetime(local, "EEEE d MMMM y 'à' HH:mm", locale="fr_FR")
    return texte.replace(" 1 ", " 1er ")


def _personne(une: Personne, organisation: Organisation, lieu: Lieu) -> VuePersonne:
    reservataire = "propose des candidats sur les avis reçus"
    metier = lieu.bailleur if organisation.est_bailleur else reservataire
    return VuePersonne(
        une.cle,
        une.nom,
        une.organisation,
        organisation.est_bailleur,
        f"{LIBELLES_NATURE[organisation.nature]} : {metier}",
    )


def _message(
    montre: MessageMontre, titres: dict[str, str], brouillon: Brouillon | None, zone: str
) -> VueMessage:
    formulaire, generale = _formulaire(montre.formulaire, brouillon)
    contenu = repr((montre, formulaire, generale)).encode()
    return VueMessage(
        montre,
        instant_fr(montre.instant, zone),
        formulaire,
        generale,
        titres.get(montre.repond_a or "", ""),
        hashlib.sha256(contenu).hexdigest()[:16],
    )


def _formulaire(
    vu: FormulaireVu | None, brouillon: Brouillon | None
) -> tuple[FormulaireVu | None, str]:
    """Put what was typed, and what is wrong with it, back in the form."""
    if vu is None or brouillon is None:
        return vu, ""
    montre = avec_saisie(vu, brouillon.champs, brouillon.erreurs)
    return montre, erreur_generale(vu.champs, brouillon.erreurs)
