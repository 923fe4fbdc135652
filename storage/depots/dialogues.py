"""Dialogues under way and the meaning of buttons."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, insert, literal_column, select
from sqlalchemy.dialects import postgresql, sqlite

from storage.depots.socle import Depot
from storage.tables import bouton, dialogue
from storage.types import ecrire_json


@dataclass(frozen=True)
class Dialogue:
    """A form being filled by one person in one conversation, as typed so far."""

    plateforme: str
    personne: str
    conversation: str
    commande: str
    fixe: Mapping[str, str]
    reponses: Mapping[str, str] = field(repr=False)
    champ: str
    expire_le: datetime


@dataclass(frozen=True)
class Action:
    """What a button does, and for which organisation."""

    commande: str
    arguments: Mapping[str, str]
    confirmation: str | None
    organisation: int | None


# Made once, since each message asks it.
_EN_COURS = select(dialogue).where(
    dialogue.c.plateforme == bindparam("sur"),
    dialogue.c.personne == bindparam("qui"),
    dialogue.c.conversation == bindparam("ou"),
)


class DepotDialogues(Depot):
    """One dialogue a person and conversation; what was typed is encrypted."""

    def trouver(
        self, plateforme: str, personne: str, conversation: str, maintenant: datetime
    ) -> Dialogue | None:
        """Find the dialogue under way, unless it expired."""
        lequel = {"sur": plateforme, "qui": personne, "ou": conversation}
        ligne = self.connexion.execute(_EN_COURS, lequel).one_or_none()
        if ligne is None or ligne.expire_le <= maintenant:
            return None
        return Dialogue(
            plateforme,
            personne,
            conversation,
            ligne.commande,
            json.loads(ligne.fixe),
            json.loads(self.coffre.dechiffrer(ligne.reponses_chiffrees)),
            ligne.champ,
            ligne.expire_le,
        )

    def enregistrer(self, un: Dialogue) -> None:
        """Store where a dialogue stands, in place of the one before."""
        self.clore(un.plateforme, un.personne, un.conversation)
        self.connexion.execute(
            insert(dialogue).values(
                plateforme=un.plateforme,
                personne=un.personne,
                conversation=un.conversation,
                commande=un.commande,
                fixe=ecrire_json(dict(un.fixe)),
                reponses_chiffrees=self.coffre.chiffrer(ecrire_json(dict(un.reponses))),
                champ=un.champ,
                expire_le=un.expire_le,
            )
        )

    def clore(self, plateforme: str, personne: str, conversation: str) -> bool:
        """Forget a dialogue; tell whether there was one."""
        requete = delete(dialogue).where(self._ou(plateforme, personne, conversation))
        return self.connexion.execute(requete).rowcount == 1

    def purger(self, maintenant: datetime) -> None:
        """Forget every dialogue that expired."""
        self.connexion.execute(delete(dialogue).where(dialogue.c.expire_le <= maintenant))

    @staticmethod
    def _ou(plateforme: str, personne: str, conversation: str) -> ColumnElement[bool]:
        return (
            (dialogue.c.plateforme == plateforme)
            & (dialogue.c.personne == personne)
            & (dialogue.c.conversation == conversation)
        )


_NOUVELLE_FIN: ColumnElement[Any] = literal_column("excluded.expire_le")


@cache
def _pose(dialecte: str) -> Any:
    """Insert buttons, or prolong them; give the token of each."""
    insertion = (postgresql if dialecte == "postgresql" else sqlite).insert(bouton)
    return insertion.on_conflict_do_update(
        index_elements=["contenu"], set_={"expire_le": _NOUVELLE_FIN}
    ).returning(bouton.c.contenu, bouton.c.jeton)


class DepotBoutons(Depot):
    """Opaque tokens: a button carries nothing else (Telegram allows 64 bytes)."""

    def jetons(self, actions: Sequence[Action], expire_le: datetime) -> tuple[str, ...]:
        """Give the token of each action, the same for the same action; one statement for all."""
        if not actions:
            return ()
        empreintes = [_empreinte(une) for une in actions]
        lignes = {
            contenu: {
                "jeton": secrets.token_urlsafe(15),
                "contenu": contenu,
                "commande": une.commande,
                "arguments": ecrire_json(dict(une.arguments)),
                "confirmation": une.confirmation,
                "organisation_id": une.organisation,
                "expire_le": expire_le,
            }
            for contenu, une in zip(empreintes, actions, strict=True)
        }
        requete = _pose(self.connexion.dialect.name)
        poses = self.connexion.execute(requete, list(lignes.values()))
        jetons = {contenu: str(jeton) for contenu, jeton in poses}
        return tuple(jetons[une] for une in empreintes)

    def lire(self, jeton: str, maintenant: datetime) -> Action | None:
        """Give what a token means, unless it is unknown or expired."""
        requete = select(bouton).where(bouton.c.jeton == jeton, bouton.c.expire_le > maintenant)
        ligne = self.connexion.execute(requete).one_or_none()
        if ligne is None:
            return None
        return Action(
            ligne.commande, json.loads(ligne.arguments), ligne.confirmation, ligne.organisation_id
        )

    def purger(self, maintenant: datetime) -> None:
        """Forget the buttons that expired."""
        self.connexion.execute(delete(bouton).where(bouton.c.expire_le <= maintenant))


def _empreinte(action: Action) -> str:
    """Give the hash that is the same for the same action."""
    brut = [action.commande, dict(action.arguments), action.confirmation, action.organisation]
    return hashlib.sha256(ecrire_json(brut).encode()).hexdigest()
