"""Receipts: what was done, when, and the head of the journal that proves it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from starlette.responses import Response

from bot.handlers.request import Reply
from bot.presenters.corps import lire_corps
from bot.web.pages import lecture
from bot.web.pages.chemins import Suite
from bot.web.pages.etat import Ouverture
from bot.web.pages.fichiers import telecharger
from core.domain.acces import LienRefuse
from core.domain.avis import EN_ATTENTE
from core.domain.delais import echeance_fr
from core.errors import Introuvable
from core.messages.model import Gravite, Message, Paragraphe
from core.texte import instant_fr
from storage.depots.recus import Recu

DEJA = (
    "Cet envoi était déjà fait : il n'a compté qu'une fois, tel qu'il est ici. Si vous y avez "
    "changé quelque chose depuis, rouvrez le formulaire et envoyez-le de nouveau."
)
ABSENT = "Ce fichier n'existe pas. Revenez au reçu."
SANS_CORPS = Message(
    "Lecture enregistrée",
    (
        Paragraphe(
            "Ce qui a été lu n'est gardé nulle part. Pour le relire, demandez-le de nouveau."
        ),
    ),
)


@dataclass(frozen=True)
class RecuVu:
    """A receipt's lines for people, and the way back."""

    lignes: tuple[tuple[str, str], ...]
    tete: str
    retour: Suite


def recu(ouvert: Ouverture, geste: str, maintenant: datetime, *, deja: bool = False) -> Response:
    """Show a receipt; raises LienRefuse for one not this member's, or of another dossier.

    `deja` tells that the gesture came a second time: what it then said was not taken.
    """
    trouve, echeance = _trouver(ouvert, geste, maintenant)
    message = lire_corps(trouve.corps).message if trouve.corps else SANS_CORPS
    lignes = [
        ("Fait le", instant_fr(trouve.instant, ouvert.zone)),
        ("Par", ouvert.membre.designation),
    ]
    lignes += [("Dossier", trouve.reference)] if trouve.reference else []
    lignes += [("Échéance en cours", echeance)] if echeance else []
    vu = RecuVu(tuple(lignes), trouve.tete or "", ouvert.chemins.retour(trouve.reference or ""))
    faits = lecture.faits_du_message(ouvert, Reply(message), maintenant)
    return lecture.page(
        ouvert,
        "recu",
        _titre(trouve, message),
        recu=vu,
        annonce=DEJA if deja else "",
        adresse_piece=f"{ouvert.chemins.recu(geste)}/piece" if message.piece else "",
        **faits,
    )


def _titre(recu: Recu, message: Message) -> str:
    """Call a receipt what has left a trace: a question answered has none."""
    fait = recu.tete or message.gravite is Gravite.SUCCES
    return f"Reçu · {message.titre}" if fait else message.titre


def piece(ouvert: Ouverture, geste: str, maintenant: datetime) -> Response:
    """Give the file that an answer joined."""
    trouve, _ = _trouver(ouvert, geste, maintenant)
    jointe = lire_corps(trouve.corps).message.piece if trouve.corps else None
    if jointe is None:
        raise Introuvable(ABSENT)
    return telecharger(jointe)


def _trouver(ouvert: Ouverture, geste: str, maintenant: datetime) -> tuple[Recu, str]:
    """Find a receipt, with the échéance that runs now."""
    with ouvert.pages.base.transaction() as uow:
        trouve = uow.recus.trouver(geste[:64], ouvert.membre.id, maintenant)
        avis = uow.avis.par_reference(trouve.reference) if trouve and trouve.reference else None
    objet = ouvert.acces.objet
    if trouve is None or (objet and trouve.reference not in (None, objet)):
        raise LienRefuse("reçu inconnu", ouvert.acces)
    courante = avis.echeance if avis and avis.etat in EN_ATTENTE else None
    return trouve, echeance_fr(courante) if courante else ""
