"""A bailleur declares its allocations of a year on one contingent (LA art. 1 and 5, LP art. 4)."""

from __future__ import annotations

from datetime import datetime

from core.domain.organisations import Organisation
from core.domain.parts import Declaration, Nombres, ecrire, verifier
from core.ports import UnitOfWork
from core.usecases.dossier import Acteur
from core.usecases.registre import Fait, consigner

ARTICLE = "CCH L441-1"


def declarer_attributions(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    bailleur: Organisation,
    contingent: tuple[int, str],
    nombres: Nombres,
) -> Nombres | None:
    """Store what a bailleur tells of (year, contingent); give what it replaces, if anything.

    Raises SaisieInvalide for numbers that contradict one another. The same numbers again change
    nothing.
    """
    verifier(nombres)
    annee, nom = contingent
    avant = next(
        (
            une.nombres
            for une in uow.objectifs.declarations(annee)
            if une.bailleur.id == bailleur.id and une.contingent == nom
        ),
        None,
    )
    if avant != nombres:
        une = Declaration(bailleur, annee, nom, nombres, maintenant, acteur.nom)
        uow.objectifs.declarer(une)
        fait = Fait(
            "attributions déclarées",
            ARTICLE,
            de=ecrire(avant) if avant else "",
            a=ecrire(nombres),
            details={"bailleur": bailleur.nom, "contingent": nom},
        )
        consigner(uow, f"OBJ-{annee}", fait, acteur, maintenant)
    return avant
