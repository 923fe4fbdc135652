"""The driver of Slack: slash commands, modals, buttons, through a socket or over HTTP."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx

from bot.channels.slack.manifeste import manifeste
from tests.e2e.programme import EnMarche, Installation, par_slack
from tests.e2e.scenarios.joueur import plat
from tests.e2e.scenarios.lecture import Personne
from tests.fakes.slack import FakeSlack, Message, User, View
from tests.fakes.slack.forms import find_field

DECLAREES = {une["command"] for une in manifeste(None, socket=True)["features"]["slash_commands"]}
"""The slash commands that Slack knows; it takes any other for a message."""


@contextmanager
def slack_par_socket(dossier: Path, personnes: Mapping[str, Personne]) -> Iterator[PiloteSlack]:
    """Run `fluxbot serve` against a Slack that it reaches through a socket."""
    with FakeSlack() as fake:
        installation = Installation(dossier, **par_slack(fake))
        with EnMarche(installation):
            fake.wait_for(lambda: fake.sockets > 0)
            yield _pilote("slack par socket", fake, installation, personnes)
        installation.base.moteur.dispose()


def attendre_le_programme(installation: Installation) -> None:
    """Wait until the program answers: the client tries again for as long as it is refused."""
    patient = httpx.HTTPTransport(retries=7)
    with httpx.Client(transport=patient, timeout=45, trust_env=False) as client:
        client.get(f"http://127.0.0.1:{installation.port}/healthz").raise_for_status()


def _pilote(
    nom: str, fake: FakeSlack, installation: Installation, personnes: Mapping[str, Personne]
) -> PiloteSlack:
    gens = {cle: fake.user(une.nom) for cle, une in personnes.items()}
    return PiloteSlack(nom, fake, installation, gens)


class PiloteSlack:
    """Acts and reads as people do in their messages with the app."""

    def __init__(
        self, nom: str, fake: FakeSlack, installation: Installation, gens: Mapping[str, User]
    ) -> None:
        self.nom = nom
        self.fake = fake
        self.installation = installation
        self._gens = gens
        self._repere = 0

    def ecrire(self, qui: str, texte: str) -> None:
        self._agir(qui)
        declaree = texte.split()[0] in DECLAREES
        envoyer = self.fake.slash if declaree else self.fake.say
        livre = envoyer(self._gens[qui], texte)
        assert livre.ok, f"{texte!r} : {livre}"

    def presser(self, qui: str, sur: str, libelle: str, confirmation: str) -> None:
        message = self._trouver(qui, sur, bouton=libelle)
        self._agir(qui)
        livre = self.fake.press(self._gens[qui], message, libelle)
        assert livre.ok, f"{libelle!r} : {livre}"
        demande = plat(livre.confirm or "")
        assert confirmation in demande and bool(confirmation) == bool(demande), demande

    def remplir(self, qui: str, reponses: Mapping[str, str], refus: Mapping[str, str]) -> None:
        vue = self.fake.wait_modal(self._gens[qui], where=lambda une: bool(une.submit))
        self._repere = self.fake.mark()
        livre = self.fake.submit(self._gens[qui], reponses)
        assert livre.ok, f"{reponses} : {livre}"
        places = {
            find_field(vue.blocks, nom)[0]["block_id"]: raison for nom, raison in refus.items()
        }
        assert set(vue.errors) == set(places), f"refus {vue.errors} au lieu de {refus}"
        for place, raison in places.items():
            assert raison in plat(vue.errors[place]), vue.errors
        if refus:
            self._verifier_la_saisie(qui, vue, reponses)

    def _verifier_la_saisie(self, qui: str, vue: View, reponses: Mapping[str, str]) -> None:
        """A refused modal stays open, with all that was typed in it."""
        assert self.fake.modal(self._gens[qui]) is vue, "la modale refusée s'est fermée"
        for nom, reponse in reponses.items():
            bloc, element = find_field(vue.blocks, nom)
            gardee = vue.state[bloc["block_id"]][element["action_id"]]
            assert reponse in str(gardee), f"{nom} : {gardee}"

    def attendre(self, qui: str, texte: str) -> str:
        def trouve() -> str:
            dits = self._lus(qui, self._repere)
            return next((un for un in dits if texte in un), "")

        try:
            return str(self.fake.wait_for(trouve))
        except AssertionError as faute:
            raise AssertionError(f"{texte!r} attendu chez {qui} : {faute}") from None

    def voir(self, qui: str) -> str:
        return " ".join(self._lus(qui, 0))

    def recevoir(self, qui: str, fichier: str) -> str:
        salon = self.fake.dm(self._gens[qui])

        def recu() -> bytes | None:
            siens = (un for un in self.fake.files if un.name == fichier and un.channel is salon)
            return next((un.content for un in siens), None)

        contenu = self.fake.wait_for(recu)
        assert contenu
        return contenu.decode()

    def _agir(self, qui: str) -> None:
        """Close what is left open on the screen, and note what is already there."""
        if self.fake.modal(self._gens[qui]):
            self.fake.close_modal(self._gens[qui])
        self._repere = self.fake.mark()

    def _messages(self, qui: str) -> list[Message]:
        personne = self._gens[qui]
        tous = self.fake.messages(personne, deleted=False)
        return tous + [un for un in self.fake.ephemerals(personne) if un not in tous]

    def _lus(self, qui: str, depuis: int) -> list[str]:
        """Give what stands in the messages and in the open modal."""
        messages = [un for un in self._messages(qui) if un.changed_at > depuis]
        vue = self.fake.modal(self._gens[qui])
        return [plat(f"{un.plain} {un.text}") for un in messages] + [plat(vue.plain) if vue else ""]

    def _trouver(self, qui: str, texte: str, *, bouton: str) -> Message:
        """Wait for the last message that says so and bears this button."""

        def trouve() -> Message | None:
            tous = reversed(self._messages(qui))
            return next(
                (un for un in tous if texte in plat(un.plain) and bouton in un.buttons), None
            )

        message = self.fake.wait_for(trouve)
        assert message
        return message
