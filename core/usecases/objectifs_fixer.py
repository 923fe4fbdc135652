"""Enter a yearly objective: its number is in a document that no file carries (LA annexe 1)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from core.domain.convention import Convention
from core.domain.objectifs import NatureObjectif, Objectif, verifier_objectif
from core.domain.reglages import Reglage
from core.domain.regles_priorite import ReglesPriorite
from core.errors import ConventionAbsente
from core.ports import UnitOfWork
from core.usecases.dossier import Acteur
from core.usecases.registre import Fait, consigner


@dataclass(frozen=True)
class Voulu:
    """What is aimed at: `objet` is empty, a category's code or a bailleur's id; `nom` is shown."""

    annee: int
    nature: NatureObjectif
    nombre: int
    objet: str = ""
    nom: str = ""


def fixer_objectif(
    uow: UnitOfWork, maintenant: datetime, acteur: Acteur, convention: Convention, voulu: Voulu
) -> Objectif | None:
    """Store an objective and give the one it replaces; the same number again changes nothing.

    Raises SaisieInvalide when it contradicts the others of the year.
    """
    regles = convention.priorite
    if regles is None or regles.objectif is None:
        raise ConventionAbsente(f"{convention.nom} ne fixe pas d'objectif annuel de relogements.")
    connus = uow.objectifs.de(convention.id, voulu.annee)
    nouveau = Objectif(
        convention.id,
        voulu.annee,
        voulu.nature,
        voulu.objet,
        voulu.nombre,
        maintenant,
        acteur.nom,
    )
    verifier_objectif(nouveau, connus, regles)
    avant = next(
        (un for un in connus if (un.nature, un.objet) == (voulu.nature, voulu.objet)), None
    )
    if avant is None or avant.nombre != nouveau.nombre:
        uow.objectifs.fixer(nouveau)
        fait = _fait(regles, regles.objectif, voulu, avant)
        fait = replace(fait, details={**fait.details, "convention": convention.id})
        consigner(uow, f"OBJ-{voulu.annee}", fait, acteur, maintenant)
    return avant


def _fait(
    regles: ReglesPriorite, source: Reglage[str], voulu: Voulu, avant: Objectif | None
) -> Fait:
    """Say it as the journal does: a category by its rank in the convention, never by its name."""
    quoi = voulu.nom
    if voulu.nature is NatureObjectif.CATEGORIE:
        quoi = f"n° {regles.rang(voulu.objet) + 1} de la convention"
    entier = voulu.nature is NatureObjectif.GLOBAL
    return Fait(
        "objectif remplacé" if avant else "objectif saisi",
        source.article,
        de=str(avant.nombre) if avant else "",
        a=str(voulu.nombre),
        lecture=source.valeur if entier else f"vue plus fine, hors {source.valeur}",
        details={"nature": voulu.nature.value, "objet": quoi},
    )
