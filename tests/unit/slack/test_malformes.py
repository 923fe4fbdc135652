"""A delivery with one part missing or of the wrong kind: ignored or harmless, never a crash."""

from __future__ import annotations

import copy
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.channels.slack.incoming import traduire
from tests.fakes.slack import Channel, Delivery, FakeSlack, User
from tests.unit.slack.gestes import ouvrir_modale, poster, recu, vue_des_candidats

Json = Any
Chemin = tuple[str | int, ...]
ABSENT = object()
FAUX: tuple[Json, ...] = (ABSENT, None, "", 0, True, "x", [], {}, [None], {"a": None})
COMMUNS = frozenset({"user", "team", "authorizations", "enterprise", "token", "api_app_id"})
"""Read by Bolt before us."""


def chemins(valeur: Json, ici: Chemin = ()) -> Iterator[Chemin]:
    """Give the path of every part of a payload."""
    suite = valeur.items() if isinstance(valeur, dict) else enumerate(valeur)
    for cle, contenu in suite:
        if not ici and cle in COMMUNS:
            continue
        yield (*ici, cle)
        if isinstance(contenu, dict | list):
            yield from chemins(contenu, (*ici, cle))


def abimer(corps: Json, chemin: Chemin, faux: Json) -> Json:
    """Give the payload with one part removed or replaced."""
    abime = copy.deepcopy(corps)
    hote = abime
    for cle in chemin[:-1]:
        hote = hote[cle]
    if faux is ABSENT:
        del hote[chemin[-1]]
    else:
        hote[chemin[-1]] = faux
    return abime


def fautes(corps: Json) -> list[str]:
    """Name the damages that raise."""
    trouvees = []
    for chemin in chemins(corps):
        for faux in FAUX:
            try:
                courrier = recu(abimer(corps, chemin, faux))
                if courrier:
                    assert courrier.cle
                    traduire(courrier)
            except Exception as erreur:
                if "slack_bolt" in traceback.extract_tb(erreur.__traceback__)[-1].filename:
                    continue  # Bolt reads it before us, and answers 500 to what nobody sends.
                montre = "absent" if faux is ABSENT else repr(faux)
                trouvees.append(f"{'.'.join(map(str, chemin))} {montre} : {erreur!r}")
    return trouvees


def commande(fake: FakeSlack, client: WebClient, marie: User, salon: Channel) -> Delivery:
    """Type a command."""
    return fake.slash(marie, "/avis AV-2026-0001", salon)


def bouton(fake: FakeSlack, client: WebClient, marie: User, salon: Channel) -> Delivery:
    """Press a button."""
    return fake.press(marie, poster(fake, client, salon), "Voir")


def formulaire(fake: FakeSlack, client: WebClient, marie: User, salon: Channel) -> Delivery:
    """Send a form."""
    ouvrir_modale(fake, client, marie, vue_des_candidats(salon.id))
    return fake.submit(marie, {"numeros": "974031800012310001"})


def appel(fake: FakeSlack, client: WebClient, marie: User, salon: Channel) -> Delivery:
    """Call the bot in a channel."""
    return fake.mention(marie, salon, "avis")


def mot(fake: FakeSlack, client: WebClient, marie: User, salon: Channel) -> Delivery:
    """Write to the bot."""
    return fake.say(marie, "avis")


def revocation(fake: FakeSlack, client: WebClient, marie: User, salon: Channel) -> Delivery:
    """Take the bot's token back."""
    livraison = fake.revoke(fake.team)
    assert livraison
    return livraison


@pytest.mark.parametrize(
    "geste",
    [
        commande,
        bouton,
        formulaire,
        appel,
        mot,
        revocation,
    ],
)
def test_a_damaged_delivery_is_ignored_or_harmless(
    geste: Callable[..., Delivery], fake: FakeSlack, client: WebClient, marie: User, salon: Channel
) -> None:
    assert fautes(geste(fake, client, marie, salon).payload) == []
