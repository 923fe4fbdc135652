"""The driver of the sandbox: its page, read and posted to over HTTP, without its script."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx
import uvicorn

from bot.channels.sandbox import bac as bacs
from bot.clock import HorlogeReglable, HorlogeSysteme
from bot.web.sandbox import creer_application
from tests.e2e.programme import Installation
from tests.e2e.scenarios.html import Noeud, caches, champs, lire_page
from tests.e2e.scenarios.lecture import Personne


@contextmanager
def bac_a_sable(dossier: Path, personnes: Mapping[str, Personne]) -> Iterator[PiloteBac]:
    """Serve the sandbox's page over the database of an installation, nobody enrolled yet."""
    installation = Installation(dossier)
    gens = tuple(bacs.Personne(cle, une.nom, une.organisation) for cle, une in personnes.items())
    with socket.create_server(("127.0.0.1", 0)) as ecoute, _servir(installation, gens, ecoute):
        ecoute.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        adresse = f"http://127.0.0.1:{ecoute.getsockname()[1]}"
        with httpx.Client(base_url=adresse, timeout=45, trust_env=False) as client:
            yield PiloteBac(client, installation, tuple(personnes))
    installation.base.moteur.dispose()


@contextmanager
def _servir(
    installation: Installation, gens: tuple[bacs.Personne, ...], ecoute: socket.socket
) -> Iterator[None]:
    """Run the page's server in a thread of its own."""
    serveurs: list[uvicorn.Server] = []

    async def vivre() -> None:
        horloge = HorlogeReglable(HorlogeSysteme().maintenant())
        application = creer_application(bacs.Bac(installation.base, horloge, gens))
        config = uvicorn.Config(application, log_config=None, timeout_graceful_shutdown=2)
        serveurs.append(uvicorn.Server(config))
        await serveurs[0].serve(sockets=[ecoute])

    fil = threading.Thread(target=lambda: asyncio.run(vivre()), daemon=True)
    fil.start()
    try:
        yield
    finally:
        for un in serveurs:
            un.should_exit = True
        fil.join(20)


class PiloteBac:
    """Acts and reads as people do in the page."""

    nom = "bac à sable"

    def __init__(
        self, client: httpx.Client, installation: Installation, gens: tuple[str, ...]
    ) -> None:
        self.client = client
        self.installation = installation
        self._gens = gens
        self._deja: set[tuple[str, str, str]] = set()

    def ecrire(self, qui: str, texte: str) -> None:
        self._poster("/message", {"personne": qui, "texte": texte})

    def presser(self, qui: str, sur: str, libelle: str, confirmation: str) -> None:
        self._presser(qui, self._dernier(qui, sur, libelle), libelle)
        if confirmation:
            oui = "Oui, je confirme"
            self._presser(qui, self._dernier(qui, confirmation, oui), oui)

    def _presser(self, qui: str, article: Noeud, libelle: str) -> None:
        rangee = article.premier("form", classe="boutons")
        assert rangee
        bouton = next(un for un in rangee.tous("button") if un.texte == libelle)
        self._poster(rangee.lire("action"), caches(rangee) | {"jeton": bouton.lire("value")})

    def remplir(self, qui: str, reponses: Mapping[str, str], refus: Mapping[str, str]) -> None:
        ouvert = self._formulaire(qui)
        assert ouvert, "aucun formulaire n'est ouvert"
        questions = champs(ouvert)
        saisie = {un.nom: un.valeur for un in questions.values()}
        saisie |= {questions[question].nom: texte for question, texte in reponses.items()}
        self._poster(ouvert.lire("action"), caches(ouvert) | saisie)
        reste = self._formulaire(qui)
        if not refus:
            assert reste is None, f"refusé : {reste and reste.texte}"
            return
        assert reste, "le formulaire refusé n'est plus là"
        relus = champs(reste)
        fautes = {question: un.erreur for question, un in relus.items() if un.erreur}
        assert set(fautes) == set(refus), fautes
        assert all(raison in fautes[question] for question, raison in refus.items()), fautes
        assert {un.nom: un.valeur for un in relus.values()} == saisie

    def attendre(self, qui: str, texte: str) -> str:
        neufs = [un for un in self._fil(qui) if self._cle(qui, un) not in self._deja]
        dits = [un.texte for un in neufs]
        trouve = next((un for un in dits if texte in un), "")
        assert trouve, f"{texte!r} attendu chez {qui}, vu : {dits}"
        return trouve

    def voir(self, qui: str) -> str:
        bot = (un for un in self._fil(qui) if "bot" in un.lire("class").split())
        return " ".join(un.texte for un in bot)

    def recevoir(self, qui: str, fichier: str) -> str:
        liens = [lien for un in self._fil(qui) for lien in un.tous("a")]
        lien = next(un for un in liens if un.lire("download") == fichier)
        return self._lire(lien.lire("href"))

    def _poster(self, chemin: str, corps: dict[str, str]) -> None:
        """Do a thing, after noting what every conversation already shows."""
        self._deja = {self._cle(qui, un) for qui in self._gens for un in self._fil(qui)}
        fait = self.client.post(chemin, data=corps)
        assert fait.status_code == 303, fait.text

    def _lire(self, chemin: str) -> str:
        return self.client.get(chemin).raise_for_status().text

    def _fil(self, qui: str) -> list[Noeud]:
        return list(lire_page(self._lire(f"/conversation/{qui}")).tous("article"))

    def _formulaire(self, qui: str) -> Noeud | None:
        ouverts = (un.premier("form", classe="formulaire") for un in reversed(self._fil(qui)))
        return next((un for un in ouverts if un), None)

    def _dernier(self, qui: str, texte: str, bouton: str) -> Noeud:
        """Give the last message that says so and bears this button."""
        for un in reversed(self._fil(qui)):
            if texte in un.texte and bouton in [b.texte for b in un.tous("button")]:
                return un
        raise AssertionError(f"aucun bouton {bouton!r} sous {texte!r} chez {qui}")

    @staticmethod
    def _cle(qui: str, article: Noeud) -> tuple[str, str, str]:
        return qui, article.lire("id"), article.lire("data-version")
