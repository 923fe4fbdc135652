"""Read a page of the sandbox as a person does: messages, their buttons, their form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from tests.e2e.scenarios.joueur import plat

VIDES = frozenset({"input", "br", "hr", "link", "meta", "img"})


@dataclass
class Noeud:
    """One element of a page."""

    nom: str
    attributs: dict[str, str] = field(default_factory=dict)
    enfants: list[Noeud | str] = field(default_factory=list)

    def tous(self, *noms: str, classe: str = "") -> Iterator[Noeud]:
        """Give the elements below with one of these names and this class, in order."""
        for un in self.enfants:
            if isinstance(un, Noeud):
                if un.nom in noms and (not classe or classe in un.lire("class").split()):
                    yield un
                yield from un.tous(*noms, classe=classe)

    def premier(self, *noms: str, classe: str = "") -> Noeud | None:
        """Give the first of them."""
        return next(self.tous(*noms, classe=classe), None)

    def lire(self, attribut: str) -> str:
        """Give an attribute, empty when it is missing."""
        return self.attributs.get(attribut, "")

    @property
    def brut(self) -> str:
        """Give the text, as written."""
        return "".join(un if isinstance(un, str) else un.brut for un in self.enfants)

    @property
    def texte(self) -> str:
        """Give the text on one line, elements apart."""
        return plat(self.brut)


class _Lecteur(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pile = [Noeud("page")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        noeud = Noeud(tag, {nom: valeur or "" for nom, valeur in attrs})
        self.pile[-1].enfants.append(noeud)
        if tag not in VIDES:
            self.pile.append(noeud)

    def handle_endtag(self, tag: str) -> None:
        assert self.pile.pop().nom == tag, f"</{tag}> ne ferme rien"

    def handle_data(self, data: str) -> None:
        self.pile[-1].enfants.append(data)


def lire_page(html: str) -> Noeud:
    """Read a page; badly nested elements are refused."""
    lecteur = _Lecteur()
    lecteur.feed(html)
    lecteur.close()
    assert len(lecteur.pile) == 1, f"<{lecteur.pile[-1].nom}> n'est pas fermé"
    return lecteur.pile[0]


@dataclass(frozen=True)
class ChampLu:
    """One question of a form, what it holds, and what is said to be wrong with it."""

    nom: str
    valeur: str
    erreur: str


def champs(formulaire: Noeud) -> dict[str, ChampLu]:
    """Give the questions of a form by what they ask."""
    lus = {}
    for un in formulaire.tous("div", classe="champ"):
        question = un.premier("legend") or un.premier("label")
        controle = un.premier("input", "textarea", "select")
        assert question and controle
        faute = un.premier("p", classe="faute")
        lus[question.texte] = ChampLu(
            controle.lire("name"), _valeur(un, controle), faute.texte if faute else ""
        )
    return lus


def caches(formulaire: Noeud) -> dict[str, str]:
    """Give what a form sends without showing it."""
    entrees = formulaire.tous("input")
    return {un.lire("name"): un.lire("value") for un in entrees if un.lire("type") == "hidden"}


def _valeur(champ: Noeud, controle: Noeud) -> str:
    if controle.nom == "textarea":
        return controle.brut
    if controle.nom == "select":
        choisi = next((un for un in controle.tous("option") if "selected" in un.attributs), None)
        return choisi.attributs.get("value", choisi.texte) if choisi else ""
    if controle.lire("type") == "radio":
        coche = next((un for un in champ.tous("input") if "checked" in un.attributs), None)
        return coche.lire("value") if coche else ""
    return controle.lire("value")
