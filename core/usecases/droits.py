"""Retain the rights of a year: from then on the bailleur owes them (LP art. 9, LA 5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.domain.annexes import Annexe, AnnexeLP, Contingent, contingent
from core.domain.convention import Convention, Variante
from core.domain.droits import Droit
from core.domain.envois import Genre, NouvelEnvoi
from core.domain.flux import Calcul, calculer_tout
from core.domain.journal import Entree
from core.domain.nommage import organisation_nommee
from core.domain.organisations import RESERVATAIRES, Nature, Organisation
from core.errors import SaisieInvalide
from core.ports import UnitOfWork
from core.texte import jour_fr, pluriel
from core.usecases.dossier import Acteur

ARTICLES = {Variante.LP: "LP art. 9", Variante.LA: "LA art. 5 et 7"}
"""What has a year's rights set anew: the avenant of LP, the bilateral convention of LA."""


NATURES = {
    Contingent.ETAT: Nature.ETAT,
    Contingent.AGENTS: Nature.ETAT,
    Contingent.EMPLOYEURS: Nature.ACTION_LOGEMENT,
}
"""The shares that an organisation's kind is enough to place."""


@dataclass(frozen=True)
class Retenu:
    """A right of the annexes; `avant` is the one it replaces, if the figures differ."""

    droit: Droit
    avant: Droit | None
    change: bool

    @property
    def phrase(self) -> str:
        """Say in French what was retained, and in place of what."""
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
    Raises SaisieInvalide for a name that is no party of the convention, a year before it, a right
    given twice, or withdrawals above the total.
    """
    calculs = calculer_tout(annexes, convention.flux)
    droits: dict[tuple[int, int, int], Droit] = {}
    for calcul in calculs:
        for bailleur, reservataire, part in _parts(uow, calcul, convention):
            annexe = calcul.annexe
            cles = bailleur.id, reservataire.id, annexe.annee
            deja = droits.get(cles)
            if deja and deja.annexe is not annexe:
                raise _double(deja)
            total = part + (deja.part if deja else 0)
            droits[cles] = Droit(
                bailleur,
                reservataire,
                annexe.annee,
                convention.id,
                annexe,
                total,
                maintenant,
                acteur.nom,
            )
    return tuple(_retenir(uow, droit, acteur, convention) for droit in droits.values())


def _parts(
    uow: UnitOfWork, calcul: Calcul, convention: Convention
) -> Iterator[tuple[Organisation, Organisation, int]]:
    """Give (bailleur, réservataire, part) of what somebody else than the bailleur is owed."""
    annexe = calcul.annexe
    debut = convention.effet.valeur.debut
    if annexe.annee < debut.year:
        raise SaisieInvalide(
            f"annee : « {annexe.annee} » précède la convention {convention.id}, qui commence en "
            f"{debut.year}. Exemple : {debut.year}",
            "annee",
        )
    toutes = uow.organisations.toutes()
    bailleurs = [une for une in toutes if une.nature is Nature.BAILLEUR]
    bailleur = organisation_nommee(bailleurs, annexe.bailleur, "bailleur")
    lies = [
        une
        for une in toutes
        if une.nature in RESERVATAIRES and _lies(uow, bailleur, une, convention)
    ]
    for nom, part in calcul.parts.items():
        qui = contingent(nom, annexe.bailleur)
        if qui is not Contingent.BAILLEUR:
            yield bailleur, _reservataire(lies, nom, qui), part


def _lies(uow: UnitOfWork, une: Organisation, autre: Organisation, convention: Convention) -> bool:
    communes = uow.organisations.conventions_communes(une.id, autre.id)
    return any(commune.id == convention.id for commune in communes)


def _reservataire(lies: Sequence[Organisation], nom: str, qui: Contingent) -> Organisation:
    """Find who a share is for: the État, for its agents too, whatever the annexe calls it."""
    siens = [un for un in lies if un.nature is NATURES.get(qui)]
    if len(siens) == 1:
        return siens[0]
    return organisation_nommee(lies, nom.replace("_", " "), "reservataire")


def _retenir(uow: UnitOfWork, droit: Droit, acteur: Acteur, convention: Convention) -> Retenu:
    avant = uow.droits.lire(droit.bailleur.id, droit.reservataire.id, droit.annee)
    if avant and droit.meme_promesse(avant):
        return Retenu(avant, avant, change=False)
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
            details=_details(droit),
        )
    )
    _annoncer(uow, droit, avant, entree)
    return Retenu(droit, avant, change=True)


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


def _double(droit: Droit) -> SaisieInvalide:
    return SaisieInvalide(
        f"{droit.bailleur.nom} et {droit.reservataire.nom} : deux lignes donnent leur droit de "
        f"{droit.annee}. Gardez-en une.",
        "reservataire",
    )
