"""What people do on Slack, as the deliveries that it makes of it."""

from __future__ import annotations

from typing import Any

from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.request.async_internals import build_async_context
from slack_sdk import WebClient

from bot.channels.slack.courrier import Courrier, lire, ouvrir
from bot.channels.slack.incoming import Evenement, traduire
from bot.channels.slack.modale import Vue, formulaire
from bot.channels.slack.render import blocs, secours
from bot.handlers.request import Request
from bot.presenters.corps import vue_du_formulaire
from core.messages.model import Bouton, Message, Paragraphe
from tests.fakes.slack import Channel, Delivery, FakeSlack, User
from tests.fakes.slack import Message as Poste
from tests.golden.formes import tous

REF = "AV-2026-0001"
BOUTONS = (
    Bouton("Voir", "avis", {"reference_avis": REF}),
    Bouton("Proposer", "candidats", {"reference_avis": REF}),
    Bouton("Rendre", "rendre", {"reference_avis": REF}, "C'est définitif."),
)
AVIS = Message("Avis", (Paragraphe("corps"),), BOUTONS)
JETONS = ("jeton-voir", "jeton-proposer", "jeton-rendre")


def recu(corps: dict[str, Any]) -> Courrier | None:
    """Recognise a body as Bolt hands it over; it has been through the inbox."""
    courrier = ouvrir(corps, build_async_context(AsyncBoltContext(), corps))
    return lire(courrier.ecrire()) if courrier else None


def lu(livraison: Delivery, modale: str | None = None) -> Evenement | None:
    """Read what a delivery asks of us."""
    courrier = recu(livraison.payload)
    assert courrier
    return traduire(courrier, modale)


def demande(livraison: Delivery, modale: str | None = None) -> Request:
    """Read a delivery that must ask for something."""
    requete = lu(livraison, modale)
    assert isinstance(requete, Request)
    return requete


def poster(fake: FakeSlack, client: WebClient, ou: User | Channel, fil: str | None = None) -> Poste:
    """Have the bot show an avis with its buttons."""
    rendus = blocs(AVIS, JETONS, fake.team.id)
    client.chat_postMessage(channel=ou.id, text=secours(AVIS), blocks=rendus, thread_ts=fil)
    return fake.last(ou)


def vue_des_candidats(lieu: str = "") -> Vue:
    """Give the modal that asks for candidates."""
    return formulaire(vue_du_formulaire(tous()["candidats"]), lieu)


def ouvrir_modale(fake: FakeSlack, client: WebClient, qui: User, vue: Vue) -> str:
    """Open a modal in front of somebody; give its id."""
    declencheur = fake.slash(qui, "/candidats").trigger_id
    return str(client.views_open(trigger_id=declencheur or "", view=vue)["view"]["id"])
