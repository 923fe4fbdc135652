"""Households put forward for one avis, known by number within the avis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from core.domain.numero_unique import NumeroUnique
from core.domain.parcours import Parcours, Presentation
from core.errors import Introuvable


class EtatCandidature(StrEnum):
    """Whether a candidature counts; what became of it at the CALEOL is its `parcours`."""

    ACTIVE = "proposée"
    A_CONFIRMER = "à confirmer"
    TARDIVE = "reçue trop tard"
    RETIREE = "retirée"
    PASSEE = "tour précédent"


@dataclass(frozen=True)
class Candidature:
    """One household on one avis. `numero` is what people type (N); `organisation` who named it.

    `engagement` is the salted commitment that the journal keeps in place of the numéro unique;
    `parcours` what became of it from the bailleur's answer on.
    """

    numero: int
    numero_unique: NumeroUnique = field(repr=False)
    organisation: int
    etat: EtatCandidature
    instant: datetime
    sel: str = field(repr=False)
    engagement: str
    parcours: Parcours = Parcours()

    @property
    def issue(self) -> str:
        """Give what became of it, in the words that people read."""
        if self.etat is EtatCandidature.PASSEE:
            return f"{self.parcours.issue or 'sans suite'}, tour précédent"
        suite = self.parcours.issue if self.etat is EtatCandidature.ACTIVE else ""
        return suite or self.etat.value

    def proposee_de_nouveau(self, instant: datetime) -> Candidature:
        """Have its proposer name it again, once the avis has gone round: its course is kept."""
        deja = (*self.parcours.precedents, replace(self.parcours, precedents=()))
        return replace(
            self,
            instant=instant,
            etat=EtatCandidature.ACTIVE,
            parcours=Parcours(precedents=deja),
        )


def actives(liste: Sequence[Candidature]) -> tuple[Candidature, ...]:
    """Give those that count today."""
    return tuple(une for une in liste if une.etat is EtatCandidature.ACTIVE)


def presentables(liste: Sequence[Candidature]) -> tuple[Candidature, ...]:
    """Give those that count and that the bailleur did not set aside (LP art. 6)."""
    return tuple(
        une for une in actives(liste) if une.parcours.presentation is not Presentation.ECARTEE
    )


def revenu(liste: Sequence[Candidature]) -> bool:
    """Tell whether the avis went round already without finding anybody to take the dwelling."""
    return any(une.etat is EtatCandidature.PASSEE or une.parcours.precedents for une in liste)


def tardives(liste: Sequence[Candidature]) -> tuple[Candidature, ...]:
    """Give those kept apart because they came after réputé tenu."""
    return tuple(une for une in liste if une.etat is EtatCandidature.TARDIVE)


def deja_connue(
    liste: Sequence[Candidature], numero_unique: NumeroUnique, organisation: int
) -> Candidature | None:
    """Find the household among those named and not withdrawn, the one that counts today first.

    Of a former round, `organisation` knows its own only: what another one named stays its own.
    """
    memes = [une for une in liste if une.numero_unique == numero_unique]
    passees = [une for une in memes if une.etat is EtatCandidature.PASSEE]
    ecartes = (EtatCandidature.PASSEE, EtatCandidature.RETIREE)
    vivante = next((une for une in memes if une.etat not in ecartes), None)
    return vivante or next((une for une in passees if une.organisation == organisation), None)


def numero_suivant(liste: Sequence[Candidature]) -> int:
    """Give the next free number; a withdrawn one is never used again."""
    return max((une.numero for une in liste), default=0) + 1


def trouver(liste: Sequence[Candidature], numero: int, reference: str) -> Candidature:
    """Find the candidature number `numero` among those proposed, or kept until confirmed.

    Raises Introuvable, which lists the numbers that exist.
    """
    etats = (EtatCandidature.ACTIVE, EtatCandidature.A_CONFIRMER)
    presentes = [une for une in liste if une.etat in etats]
    for une in presentes:
        if une.numero == numero:
            return une
    connus = ", ".join(str(une.numero) for une in presentes) or "aucun"
    raise Introuvable(
        f"{reference} n'a pas de candidat n° {numero}. Candidats proposés : {connus}."
    )
