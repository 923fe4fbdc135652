"""The driver of Telegram: a dialogue of one question at a time, in a private chat."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.e2e.programme import EnMarche, Installation, par_telegram
from tests.e2e.scenarios.joueur import plat
from tests.e2e.scenarios.lecture import Personne
from tests.fakes.telegram import FakeTelegram, Message, User

REFUS = "✋"


@contextmanager
def telegram(dossier: Path, personnes: Mapping[str, Personne]) -> Iterator[PiloteTelegram]:
    """Run `fluxbot serve` against a Telegram where these people are."""
    with FakeTelegram() as fake:
        installation = Installation(dossier, **par_telegram(fake))
        gens = {
            cle: fake.user(numero, une.nom, started=True)
            for numero, (cle, une) in enumerate(personnes.items(), 11)
        }
        with EnMarche(installation):
            yield PiloteTelegram(fake, installation, gens)
        installation.base.moteur.dispose()


class PiloteTelegram:
    """Acts and reads as people do in their chat with the bot."""

    nom = "telegram"

    def __init__(
        self, fake: FakeTelegram, installation: Installation, gens: Mapping[str, User]
    ) -> None:
        self.fake = fake
        self.installation = installation
        self._gens = gens
        self._repere = 0
        self._restent: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self._refusees: dict[str, Message] = {}

    def ecrire(self, qui: str, texte: str) -> None:
        self._repere = self.fake.mark()
        self.fake.private_message(self._gens[qui], texte)

    def presser(self, qui: str, sur: str, libelle: str, confirmation: str) -> None:
        message = self._trouver(qui, sur, bouton=libelle)
        self._repere = self.fake.mark()
        self.fake.press(self._gens[qui], message, libelle)
        if confirmation:
            question = self._trouver(qui, confirmation, depuis=self._repere)
            self._repere = self.fake.mark()
            self.fake.press(self._gens[qui], question, "Oui, je confirme")

    def remplir(self, qui: str, reponses: Mapping[str, str], refus: Mapping[str, str]) -> None:
        restent = self._restent[qui]
        restent.update(reponses)
        message = self._refusees.pop(qui, None) or self._suivant(qui)
        repris = bool(message.text.startswith(REFUS))
        while "Question " in message.text:
            titre = plat(message.text.splitlines()[0])
            libelle = next((un for un in (*restent, *refus) if titre.endswith(un)), "")
            if titre.startswith(REFUS) and not repris:
                raison = refus.get(libelle, "aucun refus")
                assert raison in plat(message.text), f"{raison!r} attendu dans : {message.text}"
                self._refusees[qui] = message
                return
            repris = False
            message = self._repondre(qui, message, restent.pop(libelle, "/passer"))
        assert not refus, f"aucun refus, mais : {message.text}"
        assert not restent, f"questions jamais posées : {list(restent)}"

    def _repondre(self, qui: str, question: Message, reponse: str) -> Message:
        """Answer a question, by its button if there is one; give what the bot says next."""
        if reponse not in question.buttons:
            self.ecrire(qui, reponse)
            return self._suivant(qui)
        self._repere = self.fake.mark()
        self.fake.press(self._gens[qui], question, reponse)
        return self._suivant(qui)

    def attendre(self, qui: str, texte: str) -> str:
        return plat(self._trouver(qui, texte, depuis=self._repere).text)

    def voir(self, qui: str) -> str:
        return " ".join(plat(un.text) for un in self.fake.messages(self._gens[qui]))

    def recevoir(self, qui: str, fichier: str) -> str:
        def recu() -> Message | None:
            tous = self.fake.messages(self._gens[qui])
            return next((un for un in tous if un.file_name == fichier), None)

        message = self.fake.wait_for(recu)
        assert message and message.content
        return message.content.decode()

    def _suivant(self, qui: str) -> Message:
        """Wait for the next message that the bot posts."""

        def nouveau() -> Message | None:
            tous = self.fake.messages(self._gens[qui], deleted=False)
            return next((un for un in tous if un.at > self._repere), None)

        message = self.fake.wait_for(nouveau)
        assert message
        return message

    def _trouver(self, qui: str, texte: str, *, bouton: str = "", depuis: int = 0) -> Message:
        """Wait for the last message that says so, and bears this button if one is named."""

        def trouve() -> Message | None:
            tous = reversed(self.fake.messages(self._gens[qui], deleted=False))
            bons = (un for un in tous if texte in plat(un.text) and un.changed_at > depuis)
            return next((un for un in bons if not bouton or bouton in un.buttons), None)

        try:
            message = self.fake.wait_for(trouve)
        except AssertionError as faute:
            raise AssertionError(f"{texte!r} attendu chez {qui} : {faute}") from None
        assert message
        return message
