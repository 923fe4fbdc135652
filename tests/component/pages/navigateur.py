"""A browser without eyes: it follows links, fills the forms it is shown and sends them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import httpx
from starlette.applications import Starlette
from starlette.routing import Mount

from bot.web.pages.application import Apres, creer_pages
from core.domain.acces import But
from core.domain.organisations import COURRIEL, Membre, Role
from tests.component.plateforme import NOM
from tests.component.scene import REF, Scene

ADRESSE = "https://fluxbot.test"
MARIE = "marie@leport.re"


def inscrire_par_courriel(scene: Scene, organisation: str, adresse: str) -> int:
    """Enrol an e-mail address; gives the member's id."""
    trouvee = scene.organisation(organisation)
    with scene.base.transaction() as uow:
        membre = uow.membres.ajouter(
            trouvee, Role.REFERENT, COURRIEL, adresse, adresse, scene.maintenant
        )
    return membre.id


@dataclass
class Formulaire:
    """A form as it was received: where it goes, and its fields with their values."""

    action: str
    methode: str
    champs: dict[str, str] = field(default_factory=dict)
    boutons: list[str] = field(default_factory=list)


class Page(HTMLParser):
    """One page: its forms, its links, its text."""

    def __init__(self, reponse: httpx.Response) -> None:
        super().__init__()
        self.reponse = reponse
        self.formulaires: list[Formulaire] = []
        self.liens: dict[str, str] = {}
        self.titre = ""
        self.texte = ""
        self._ouvertes: list[str] = []
        self._ancre = ("", "")
        self._choix = ""
        self._choisie = False
        self.feed(reponse.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        lus = {nom: valeur or "" for nom, valeur in attrs}
        if tag in ("input", "meta", "link", "br", "img"):
            if tag == "input":
                self._saisie(lus)
            return
        self._ouvertes.append(tag)
        if tag == "form":
            adresse = urljoin(str(self.reponse.url), lus.get("action", ""))
            self.formulaires.append(Formulaire(adresse, lus.get("method", "get")))
        if tag == "a":
            self._ancre = (lus.get("href", ""), "")
        if tag in ("select", "textarea"):
            self._choix = lus.get("name", "")
            self.formulaires[-1].champs.setdefault(self._choix, "")
        self._choisie = tag == "option" and "selected" in lus

    def _saisie(self, lus: Mapping[str, str]) -> None:
        if lus.get("type") == "radio" and "checked" not in lus:
            return
        nom, valeur = lus.get("name", ""), lus.get("value", "")
        if nom == "montre":
            valeur = "\n".join(un for un in (self.formulaires[-1].champs.get(nom), valeur) if un)
        self.formulaires[-1].champs[nom] = valeur

    def handle_data(self, data: str) -> None:
        if "style" in self._ouvertes:
            return
        if self._ouvertes and self._ouvertes[-1] == "title":
            self.titre += data
            return
        self.texte += data
        if "a" in self._ouvertes:
            self._ancre = (self._ancre[0], self._ancre[1] + data)
        if "textarea" in self._ouvertes:
            self.formulaires[-1].champs[self._choix] = data.removeprefix("\n")
        if self._choisie and self._ouvertes[-1] == "option":
            self.formulaires[-1].champs[self._choix] = data
        if "button" in self._ouvertes and self.formulaires:
            self.formulaires[-1].boutons.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.liens[" ".join(self._ancre[1].split())] = self._ancre[0]
        while self._ouvertes and self._ouvertes.pop() != tag:
            pass

    @property
    def statut(self) -> int:
        """Give the HTTP status."""
        return self.reponse.status_code

    def formulaire(self, bouton: str) -> Formulaire:
        """Find the form of a button."""
        return next(un for un in self.formulaires if bouton in "".join(un.boutons))


@dataclass
class Navigateur:
    """One person's browser on the pages of one scene."""

    scene: Scene
    client: httpx.AsyncClient
    membre: Membre
    adresse: str

    @classmethod
    @asynccontextmanager
    async def ouvrir(
        cls,
        scene: Scene,
        cle: str,
        but: But = But.DOSSIER,
        objet: str = REF,
        apres: Apres | None = None,
    ) -> AsyncIterator[Navigateur]:
        """Open a browser for an enrolled person, with a link of theirs."""
        with scene.base.transaction() as uow:
            membre = uow.membres.par_identite(COURRIEL if "@" in cle else NOM, cle)
        assert membre and scene.base.liens
        lien = scene.base.liens.pour(
            membre, but, scene.maintenant, objet if but is But.DOSSIER else ""
        )
        async with client(scene, apres) as ouvert:
            yield cls(scene, ouvert, membre, lien)

    async def lire(self, suite: str = "") -> Page:
        """Get a page under the link, or at an address."""
        adresse = suite if suite.startswith(("/p/", "http")) else self.adresse + suite
        return Page(await self.client.get(adresse))

    async def poster(self, adresse: str, champs: Mapping[str, str], **suite: Any) -> Page:
        """Send a form; a redirection is followed."""
        donnees = {
            nom: valeur.split("\n") if nom == "montre" else valeur for nom, valeur in champs.items()
        }
        return Page(await self.client.post(adresse, data=donnees, follow_redirects=True, **suite))

    async def envoyer(self, page: Page, bouton: str, **saisies: str) -> Page:
        """Fill a form of a page and press its button."""
        formulaire = page.formulaire(bouton)
        remplis = {f"champ-{nom}": valeur for nom, valeur in saisies.items()}
        return await self.poster(formulaire.action, {**formulaire.champs, **remplis})


@asynccontextmanager
async def client(scene: Scene, apres: Apres | None = None) -> AsyncIterator[httpx.AsyncClient]:
    """Open a browser that has no link yet."""
    pages = creer_pages(scene.base, scene.horloge, apres)
    transport = httpx.ASGITransport(Starlette(routes=[Mount("/p", pages)]))
    async with httpx.AsyncClient(transport=transport, base_url=ADRESSE) as ouvert:
        yield ouvert
