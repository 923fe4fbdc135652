"""Retain the rights of a year: from then on the bailleur owes them (LP art. 9, LA 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.domain.annexes import Annexe, AnnexeLP
from core.domain.convention import Convention, Variante
from core.domain.droits import Droit
from core.domain.envois import Genre, NouvelEnvoi
from core.domain.journal import Entree
from core.ports import UnitOfWork
from core.texte import jour_fr, pluriel
from core.usecases.dossier import Acteur
from core.usecases.parts_dues import PartDue, apres_terme, parts_dues

ARTICLES = {Variante.LP: "LP art. 9", Variante.LA: "LA art. 5 et 7"}
"""What has a year's rights set anew: the avenant of LP, the bilateral convention of LA."""


@dataclass(frozen=True)
class Retenu:
    """A right of the annexes; `avant` is the one it replaces, if the figures differ.

    `precision` says what the part is, when it is not the sum of those printed.
    """

    droit: Droit
    avant: Droit | None
    change: bool
    precision: str = ""

    @property
    def phrase(self) -> str:
        """Say in French what was retained, and in place of what."""
        return f"{self._phrase} {self.precision}".rstrip()

    @property
    def _phrase(self) -> str:
        un = self.droit
        droit = (
            f"{un.bailleur.nom}, {un.reservataire.nom}, {un.annee} : "
            f"droit de {pluriel(un.part, 'logement')}"
        )
        if not self.change:
            return f"{droit}, déjà retenu : rien ne change."
        if self.avant is None:
            return f"{droit}, retenu."
        return (
            f"{droit}, à la place de {self.avant.part} "
            f"(retenu le {jour_fr(self.avant.retenu_le.date())} par {self.avant.retenu_par})."
        )


def retenir_droits(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    convention: Convention,
    annexes: Sequence[Annexe],
) -> tuple[Retenu, ...]:
    """Store each part with its annexe; the same figures again change nothing, not the journal.

    In LA the agents' share goes to the État with its own, and the bailleur's own is no right.
    Raises SaisieInvalide as `parts_dues` does.
    """
    return tuple(
        _retenir(uow, _droit(due, maintenant, acteur, convention), due, acteur, convention)
        for due in parts_dues(uow, convention, annexes)
    )


def _droit(due: PartDue, maintenant: datetime, acteur: Acteur, convention: Convention) -> Droit:
    annee = due.annexe.annee
    return Droit(
        due.bailleur,
        due.reservataire,
        annee,
        convention.id,
        due.annexe,
        due.part,
        maintenant,
        acteur.nom,
    )


def _retenir(
    uow: UnitOfWork, droit: Droit, due: PartDue, acteur: Acteur, convention: Convention
) -> Retenu:
    avant = uow.droits.lire(droit.bailleur.id, droit.reservataire.id, droit.annee)
    if avant and droit.meme_promesse(avant):
        return Retenu(avant, avant, change=False, precision=due.precision)
    uow.droits.retenir(droit)
    entree = uow.journal.ajouter(
        Entree(
            dossier=f"FLUX-{droit.annee}",
            rang=0,
            instant=droit.retenu_le,
            acteur=acteur.nom,
            plateforme=acteur.plateforme,
            action="droit remplacé" if avant else "droit retenu",
            de=str(avant.part) if avant else "",
            a=str(droit.part),
            article=ARTICLES[convention.flux.variante.valeur],
            lecture=" ".join(
                une for une in (apres_terme(convention, droit.annee), due.precision) if une
            ),
            details=_details(droit),
        )
    )
    _annoncer(uow, droit, avant, entree)
    return Retenu(droit, avant, change=True, precision=due.precision)


def _annoncer(uow: UnitOfWork, droit: Droit, avant: Droit | None, entree: Entree) -> None:
    """Tell the réservataire what it is owed, wherever it reads."""
    faits = {
        "bailleur": droit.bailleur.nom,
        "annee": str(droit.annee),
        "part": str(droit.part),
        "avant": str(avant.part) if avant else "",
        "article": entree.article,
    }
    for destination in uow.canaux.destinations(droit.reservataire.id):
        uow.envois.ajouter(
            NouvelEnvoi(
                Genre.DROIT,
                destination,
                f"{Genre.DROIT}:{entree.dossier}:{entree.rang}:{destination.cle}",
                droit.retenu_le,
                organisation=droit.reservataire.id,
                faits=faits,
            )
        )


def _details(droit: Droit) -> dict[str, str]:
    """Write the parties and every figure of the annexe for the journal."""
    chiffres = {nom: str(valeur) for nom, valeur in vars(droit.annexe).items() if nom != "taux"}
    taux = droit.annexe.taux
    chiffres["taux"] = (
        str(taux)
        if isinstance(droit.annexe, AnnexeLP)
        else ", ".join(f"{nom} {un}" for nom, un in droit.annexe.taux.items())
    )
    return chiffres | {
        "bailleur": droit.bailleur.nom,
        "reservataire": droit.reservataire.nom,
        "convention": droit.convention,
        "part": str(droit.part),
    }
