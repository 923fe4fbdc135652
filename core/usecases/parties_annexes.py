"""Who the names of an annexe are, among the organisations that a convention binds."""

from __future__ import annotations

from collections.abc import Sequence

from core.domain.annexes import Annexe, AnnexeLP, Contingent
from core.domain.convention import Convention
from core.domain.nommage import organisation_nommee
from core.domain.organisations import RESERVATAIRES, Nature, Organisation
from core.errors import SaisieInvalide
from core.ports import UnitOfWork
from core.texte import cle, liste_fr

NATURES = {
    Contingent.ETAT: Nature.ETAT,
    Contingent.AGENTS: Nature.ETAT,
    Contingent.EMPLOYEURS: Nature.ACTION_LOGEMENT,
}
"""The shares that an organisation's kind is enough to place."""


def bailleur_de(uow: UnitOfWork, annexe: Annexe) -> Organisation:
    """Find the bailleur that an annexe names; raises SaisieInvalide."""
    bailleurs = [une for une in uow.organisations.toutes() if une.nature is Nature.BAILLEUR]
    return organisation_nommee(bailleurs, annexe.bailleur, "bailleur")


def reservataires_lies(
    uow: UnitOfWork, bailleur: Organisation, convention: Convention
) -> list[Organisation]:
    """Give the réservataires that the convention binds to a bailleur."""
    return [
        une
        for une in uow.organisations.toutes()
        if une.nature in RESERVATAIRES
        and any(
            commune.id == convention.id
            for commune in uow.organisations.conventions_communes(bailleur.id, une.id)
        )
    ]


def reservataire_de(
    lies: Sequence[Organisation], nom: str, qui: Contingent, annexe: Annexe
) -> Organisation:
    """Find who a share is for: the État, for its agents too, whatever the annexe calls it.

    Raises SaisieInvalide; in LA it names the column to rename.
    """
    siens = [un for un in lies if un.nature is NATURES.get(qui)]
    if len(siens) == 1:
        return siens[0]
    try:
        return organisation_nommee(lies, nom.replace("_", " "), "reservataire")
    except SaisieInvalide as faute:
        if isinstance(annexe, AnnexeLP):
            raise
        raise _colonne(nom, lies) from faute


def _colonne(nom: str, lies: Sequence[Organisation]) -> SaisieInvalide:
    noms = liste_fr(sorted(une.nom for une in lies), "ou")
    modele = next((une.nom for une in lies if une.nature is not Nature.ETAT), "Action Logement")
    return SaisieInvalide(
        f"La colonne taux_{nom} ne désigne aucune organisation de cette convention ({noms}). "
        f"Renommez-la. Exemple : taux_{cle(modele).replace(' ', '_')}",
        "reservataire",
    )
