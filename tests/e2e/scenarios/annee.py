"""Play a year of the sandbox over HTTP: chat for some, mails and signed pages for the others."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import httpx

from core.messages.saisies import lire_date
from tests.e2e.pages import Visiteur
from tests.e2e.scenarios.html import Noeud, caches, champs, lire_page

DOSSIER = Path(__file__).parent
_PLACE = re.compile(r"\{(\w+)\}")
_TITRE = "Votre nouveau lien"
RECENTS = 5
_LIEN = re.compile(r'href="(http[^"]+/p/[^"]+)"')


@dataclass(frozen=True)
class Etape:
    """One day's gesture of one person, and what is then read where it was done.

    `le`: the clock is first moved to that day. `ecrit`: typed in chat; `page`: an address under
    the link of the mailbox's reader. The form that either opens is filled with `remplit`, by its
    questions, or its file `joint`, and sent (unless `envoie` is false); `statut`: how the page
    answers. `courriels`: subjects among the last mails of the box; `fichiers`:
    files to keep, by the end of their name.
    """

    recit: str
    le: str = ""
    qui: str = ""
    ecrit: str = ""
    page: str = ""
    remplit: Mapping[str, str] = field(default_factory=dict)
    envoie: bool = True
    joint: str = ""
    statut: str = "200"
    voit: tuple[str, ...] = ()
    ne_voit: tuple[str, ...] = ()
    nomme: Mapping[str, str] = field(default_factory=dict)
    courriels: tuple[str, ...] = ()
    fichiers: Mapping[str, str] = field(default_factory=dict)


def lire(nom: str) -> tuple[date, tuple[Etape, ...]]:
    """Read a year by its file's name: the first day, the steps."""
    lu = tomllib.loads((DOSSIER / f"{nom}.toml").read_text(encoding="utf-8"))
    return lire_date("depart", lu["depart"]), tuple(Etape(**une) for une in lu["etapes"])


class Annee:
    """The sandbox as its people use it, day after day."""

    def __init__(self, client: httpx.Client, depart: date) -> None:
        """Start on the sandbox's first day."""
        self.client = client
        self.jour = depart
        self.noms: dict[str, str] = {}
        self.fichiers: dict[str, bytes] = {}
        self.visiteur = Visiteur()
        self._lien = self._dernier_lien()

    def jouer(self, etape: Etape) -> None:
        """Do one step and check what it shows."""
        if etape.le:
            self.aller_au(lire_date("le", self._dire(etape.le)))
        vu = self._agir(etape)
        for texte in etape.voit:
            assert self._dire(texte) in vu, f"{self._dire(texte)!r} attendu dans : {vu}"
        for texte in etape.ne_voit:
            assert self._dire(texte) not in vu, f"{texte!r} ne doit pas paraître dans : {vu}"
        for nom, modele in etape.nomme.items():
            trouve = re.search(modele, vu)
            assert trouve, f"{modele!r} introuvable dans : {vu}"
            self.noms[nom] = trouve[0]
        self._relever(etape.courriels)

    def aller_au(self, jour: date) -> None:
        """Press « Avancer d'un jour » until that day."""
        assert jour >= self.jour, f"{jour} est déjà passé"
        for _ in range((jour - self.jour).days):
            self._poster("/horloge", {"geste": "jour"})
        self.jour = jour

    def ouvrir(self, chemin: str) -> None:
        """Open a page under the reader's own link; an old link is renewed by the page itself."""
        self.visiteur.ouvrir(self._lien + chemin)
        if self.visiteur.statut != 200 and "lien" in self.visiteur.titre:
            self.visiteur.envoyer()
            self._lien = self._dernier_lien()
            self.visiteur.ouvrir(self._lien + chemin)

    def objets(self) -> list[str]:
        """Give the subjects of the mails that the box shows, oldest first."""
        titres = (un.premier("h3") for un in self._fil("courriels"))
        return [un.texte for un in titres if un]

    def messages(self, qui: str) -> list[str]:
        """Give what fluxbot wrote to a person, without what they typed or filled."""
        bot = [un for un in self._fil(qui) if "bot" in un.lire("class").split()]
        return [un.texte for un in bot if not un.premier("form", classe="formulaire")]

    def courriels(self) -> list[str]:
        """Give the pages of the mails that the box shows."""
        cadres = (un.premier("iframe") for un in self._fil("courriels"))
        return [self._lire(un.lire("src")) for un in cadres if un]

    def _agir(self, etape: Etape) -> str:
        if etape.page:
            self.ouvrir(self._dire(etape.page))
            return self._sur_la_page(etape)
        self._poster("/message", {"personne": etape.qui, "texte": self._dire(etape.ecrit)})
        if etape.remplit:
            self._remplir(etape)
        dernier = self._dernier(etape.qui)
        for nom, fin in etape.fichiers.items():
            lien = next(un for un in dernier.tous("a") if un.lire("download").endswith(fin))
            self.fichiers[nom] = self.client.get(lien.lire("href")).raise_for_status().content
        return dernier.texte

    def _remplir(self, etape: Etape) -> None:
        """Fill the form that the command opened, and send it."""
        ouvert = self._dernier(etape.qui).premier("form", classe="formulaire")
        assert ouvert, "aucun formulaire n'est ouvert"
        questions = champs(ouvert)
        saisie = {un.nom: un.valeur for un in questions.values()}
        saisie |= {questions[nom].nom: self._dire(une) for nom, une in etape.remplit.items()}
        self._poster(ouvert.lire("action"), caches(ouvert) | saisie)

    def _sur_la_page(self, etape: Etape) -> str:
        """Fill and send what the page shows; give what it then says."""
        page = self.visiteur
        assert page.statut == 200, page.texte
        if etape.joint:
            page.joindre(DOSSIER / etape.joint)
        elif etape.envoie:
            assert page.page.premier("form"), f"rien à envoyer : {page.texte}"
            page.envoyer({nom: self._dire(une) for nom, une in etape.remplit.items()})
        assert str(page.statut) == etape.statut, page.texte
        return page.texte

    def _dernier_lien(self) -> str:
        """Give the link to one's own space that the last mail about it holds."""
        for un in reversed(self._fil("courriels")):
            cadre = un.premier("iframe")
            if cadre and _TITRE in un.texte:
                trouve = _LIEN.search(self._lire(cadre.lire("src")))
                assert trouve, un.texte
                return trouve[1]
        raise AssertionError("aucun courriel ne porte de lien vers l'espace")

    def _relever(self, attendus: tuple[str, ...]) -> None:
        """Check that these subjects are among the last mails."""
        if not attendus:
            return
        recents = self.objets()[-RECENTS:]
        for texte in attendus:
            assert any(self._dire(texte) in un for un in recents), f"{texte!r} manque : {recents}"

    def _dire(self, texte: str) -> str:
        return _PLACE.sub(lambda place: self.noms.get(place[1], place[0]), texte)

    def _dernier(self, qui: str) -> Noeud:
        """Give the last message of a conversation, without reading the others."""
        html = self._lire(f"/conversation/{qui}")
        return lire_page(html[html.rindex("<article") :])

    def _fil(self, qui: str) -> list[Noeud]:
        return list(lire_page(self._lire(f"/conversation/{qui}")).tous("article"))

    def _poster(self, chemin: str, corps: dict[str, str]) -> None:
        fait = self.client.post(chemin, data=corps)
        assert fait.status_code == 303, fait.text

    def _lire(self, chemin: str) -> str:
        return self.client.get(chemin).raise_for_status().text
