"""Open the dossiers of a file of priority households: all of them, or none (LA 3.1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from core.domain.convention import Convention
from core.domain.importation import FauteDeLigne, LignesRefusees, MenageImporte
from core.domain.nommage import organisation_nommee
from core.domain.organisations import Nature, Organisation
from core.domain.prioritaires import DossierPrioritaire, Prive
from core.errors import AConfirmer, Refus, SaisieInvalide
from core.ports import UnitOfWork
from core.usecases.dossier import Acteur
from core.usecases.prioritaires_ensemble import annoncer_l_importation
from core.usecases.prioritaires_ouvrir import NouveauDossier, ouvrir

COLONNES = {"numero": "numero_unique", "reconnu": "reconnu_le"}
"""The column of a field that is named otherwise where it is typed."""


def importer_menages(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    convention: Convention,
    autorite: Organisation,
    menages: Sequence[MenageImporte],
    sel: Callable[[], str],
) -> tuple[DossierPrioritaire, ...]:
    """Open one dossier a line, for the État's service that imports; `sel` makes a random text.

    Each bailleur is told once of all its households.

    Raises LignesRefusees with every line at fault: the transaction must then be undone.
    """
    bailleurs = uow.organisations.partenaires(autorite.id, frozenset({Nature.BAILLEUR}))
    ouverts: list[DossierPrioritaire] = []
    fautes: list[FauteDeLigne] = []
    for un in menages:
        try:
            nouveau = _nouveau(un, autorite, bailleurs, sel())
            ouverts.append(ouvrir(uow, maintenant, acteur, convention, nouveau))
        except Refus as refus:
            fautes.append(_faute(un, refus))
    if fautes:
        raise LignesRefusees(tuple(fautes))
    annoncer_l_importation(uow, maintenant, ouverts)
    return tuple(ouverts)


def _nouveau(
    un: MenageImporte, autorite: Organisation, bailleurs: Sequence[Organisation], sel: str
) -> NouveauDossier:
    return NouveauDossier(
        autorite,
        autorite,
        un.numero,
        Prive(un.categorie),
        un.voie,
        sel,
        un.types,
        un.communes,
        un.urgent,
        reconnu_le=un.reconnu_le,
        bailleur=_bailleur(bailleurs, un.bailleur) if un.bailleur else None,
        caleol=un.caleol,
        confirme=un.confirme,
        ensemble=True,
    )


def _bailleur(bailleurs: Sequence[Organisation], nom: str) -> Organisation:
    """Find a bailleur of the convention; the refusal does not quote what stood there."""
    try:
        return organisation_nommee(bailleurs, nom, "bailleur")
    except SaisieInvalide:
        exemple = bailleurs[0].nom if bailleurs else "Habitat 44"
        raise SaisieInvalide(
            f"bailleur : aucun bailleur de la convention ne porte ce nom, ou plusieurs. "
            f"Attendu : {exemple}",
            "bailleur",
        ) from None


def _faute(un: MenageImporte, refus: Refus) -> FauteDeLigne:
    """Place a refusal; a doubt is lifted in the file, not by a button."""
    champ = refus.champ or ""
    phrase = refus.phrase.removeprefix(f"{champ} : ")
    if isinstance(refus, AConfirmer):
        phrase = phrase.partition("confirmez : ")[0] + "mettez « oui » en colonne confirme."
    return FauteDeLigne(un.ligne, COLONNES.get(champ, champ), phrase)
