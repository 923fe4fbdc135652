"""Someone who follows the link of a mail with a plain browser: no script, no cookie."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import httpx

from tests.e2e.scenarios.html import Noeud, caches, champs, lire_page
from tests.e2e.scenarios.joueur import plat


class Visiteur:
    """Opens pages, presses what they show, fills their forms."""

    def __init__(self) -> None:
        """Start on no page."""
        self._client = httpx.Client(follow_redirects=True, timeout=30)
        self.page = Noeud("page")
        self.adresse = ""
        self.statut = 0

    def ouvrir(self, adresse: str) -> Noeud:
        """Follow a link."""
        return self._montrer(self._client.get(adresse))

    def suivre(self, libelle: str) -> Noeud:
        """Follow the first link of the page that bears this label."""
        lien = next(un for un in self.page.tous("a") if plat(un.texte) == libelle)
        return self.ouvrir(str(httpx.URL(self.adresse).join(lien.lire("href"))))

    def envoyer(self, reponses: Mapping[str, str] | None = None, bouton: str = "") -> Noeud:
        """Fill the form of the page, by the questions it asks, and send it.

        `bouton`: the label of the button, when the page has several forms.
        """
        formulaire = next(
            un
            for un in self.page.tous("form")
            if not bouton or bouton in [plat(une.texte) for une in un.tous("button")]
        )
        return self._montrer(self._poster(formulaire, reponses or {}))

    def joindre(self, fichier: Path) -> Noeud:
        """Send a file by the form of the page."""
        formulaire = next(un for un in self.page.tous("form") if un.lire("enctype"))
        vers = str(httpx.URL(self.adresse).join(formulaire.lire("action")))
        joint = {"fichier": (fichier.name, fichier.read_bytes(), "text/csv")}
        return self._montrer(self._client.post(vers, data=caches(formulaire), files=joint))

    def renvoyer(self) -> httpx.Response:
        """Send once more exactly what was sent last, as a double click does."""
        return self._client.post(self._dernier[0], data=self._dernier[1])

    def _poster(self, formulaire: Noeud, reponses: Mapping[str, str]) -> httpx.Response:
        donnees: dict[str, str | list[str]] = dict(caches(formulaire))
        montres = [
            un.lire("value") for un in formulaire.tous("input") if un.lire("name") == "montre"
        ]
        if montres:
            donnees["montre"] = montres
        donnees |= {lu.nom: lu.valeur.strip() for lu in champs(formulaire).values()}
        donnees |= {
            lu.nom: lu.valeur.strip()
            for groupe in formulaire.tous("fieldset", classe="groupe")
            for lu in champs(groupe).values()
        }
        questions = _questions(formulaire)
        for question, valeur in reponses.items():
            donnees[questions[question]] = valeur
        vers = str(httpx.URL(self.adresse).join(formulaire.lire("action")))
        self._dernier = (vers, donnees)
        return self._client.post(vers, data=donnees)

    def _montrer(self, reponse: httpx.Response) -> Noeud:
        self.statut, self.adresse = reponse.status_code, str(reponse.url)
        self.page = lire_page(reponse.text)
        return self.page

    @property
    def titre(self) -> str:
        """Give the page's one heading."""
        (seul,) = self.page.tous("h1")
        return plat(seul.texte)

    @property
    def texte(self) -> str:
        """Give all that the page says."""
        corps = self.page.premier("main")
        assert corps
        return plat(corps.texte)


def _questions(formulaire: Noeud) -> dict[str, str]:
    """Give the name of each field by its question; of a group, « Candidat 2 : Nom »."""
    noms = {plat(question): lu.nom for question, lu in champs(formulaire).items()}
    for groupe in formulaire.tous("fieldset", classe="groupe"):
        legende = groupe.premier("legend")
        assert legende
        noms |= {
            f"{plat(legende.texte)} : {plat(question)}": lu.nom
            for question, lu in champs(groupe).items()
        }
    return {nom.replace(" (facultatif)", ""): champ for nom, champ in noms.items()}
