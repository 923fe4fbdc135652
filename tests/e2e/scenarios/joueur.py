"""Play a story through a driver: the same steps, whatever the platform."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from tests.e2e.programme import Installation
from tests.e2e.scenarios.lecture import Etape, Scenario

REFERENCE = re.compile(r"AV-\d{4}-\d{4}")
_PLACE = re.compile(r"\{([^}]+)\}")


class Pilote(Protocol):
    """What a person does and sees on one platform; every text read is on one line."""

    nom: str
    installation: Installation

    def ecrire(self, qui: str, texte: str) -> None:
        """Type a command or a text."""

    def presser(self, qui: str, sur: str, libelle: str, confirmation: str) -> None:
        """Press a button of the last message that says `sur`; say yes to `confirmation`, if any."""

    def remplir(self, qui: str, reponses: Mapping[str, str], refus: Mapping[str, str]) -> None:
        """Answer, by its questions, the form that opens or that was refused; send it.

        `refus` gives the reason expected by question: what was typed must then still be there.
        """

    def attendre(self, qui: str, texte: str) -> str:
        """Wait for a message that says so, new or changed since the last act; give it whole."""

    def voir(self, qui: str) -> str:
        """Give all that the bot shows this person."""

    def recevoir(self, qui: str, fichier: str) -> str:
        """Wait for a file; give its content."""


@dataclass
class Partie:
    """What a story left behind: the avis by their names, the files received."""

    noms: dict[str, str] = field(default_factory=dict)
    fichiers: list[str] = field(default_factory=list)

    def dire(self, texte: str) -> str:
        """Put the known names in a text."""
        return _PLACE.sub(lambda place: self.noms.get(place[1], place[0]), texte)

    def tous(self, textes: Mapping[str, str]) -> dict[str, str]:
        """Put them in each text."""
        return {cle: self.dire(un) for cle, un in textes.items()}


def plat(texte: str) -> str:
    """Put a text on one line, so that platforms may break lines as they like."""
    return " ".join(texte.split())


def jouer(scenario: Scenario, pilote: Pilote) -> Partie:
    """Play every step; the first that fails is named with its platform."""
    partie = Partie()
    for cle, une in scenario.personnes.items():
        partie.noms[f"code {cle}"] = pilote.installation.code(une.organisation)
    for rang, etape in enumerate(scenario.etapes, 1):
        try:
            _agir(partie, pilote, etape)
            _regarder(partie, pilote, etape)
        except Exception as faute:
            ou = f"{pilote.nom}, étape {rang} « {etape.recit} »"
            raise AssertionError(f"{ou} : {faute}") from faute
    return partie


def _agir(partie: Partie, pilote: Pilote, etape: Etape) -> None:
    if etape.ecrit:
        pilote.ecrire(etape.qui, partie.dire(etape.ecrit))
    if etape.presse:
        sur, confirme = partie.dire(etape.sur), partie.dire(etape.confirme)
        pilote.presser(etape.qui, sur, etape.presse, confirme)
    if etape.remplit:
        pilote.remplir(etape.qui, partie.tous(etape.remplit), partie.tous(etape.refuse))


def _regarder(partie: Partie, pilote: Pilote, etape: Etape) -> None:
    for qui, textes in etape.voient.items():
        for texte in textes:
            vu = pilote.attendre(qui, partie.dire(texte))
            if etape.nomme and etape.nomme not in partie.noms:
                trouve = REFERENCE.search(vu)
                assert trouve, f"aucune référence d'avis dans : {vu}"
                partie.noms[etape.nomme] = trouve[0]
    for qui, textes in etape.ne_voient.items():
        vu = pilote.voir(qui)
        for texte in textes:
            assert partie.dire(texte) not in vu, f"{qui} lit {texte!r} dans : {vu}"
    if etape.recoit:
        partie.fichiers.append(pilote.recevoir(etape.qui, partie.dire(etape.recoit)))
