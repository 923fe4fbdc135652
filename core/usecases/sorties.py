"""Leave the ordinary course of an avis: hand back, withdraw, open to another (LP art. 6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from core.domain.avis import AvisDeVacance, Etat, ouvrir, rendre, retirer
from core.domain.envois import Genre
from core.domain.journal import engagement
from core.domain.nommage import organisation_nommee
from core.domain.organisations import RESERVATAIRES, Organisation
from core.domain.texte_libre import verifier_texte_libre
from core.errors import ConventionAbsente, SaisieInvalide
from core.ports import UnitOfWork
from core.texte import a
from core.usecases.dossier import (
    Acteur,
    aviser,
    charger,
    enregistrer,
    exiger_bailleur,
    exiger_reservataire,
)
from core.usecases.echeances import faire_echoir


def rendre_avis(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    organisation: Organisation,
    reference: str,
) -> AvisDeVacance:
    """Hand the dwelling back to the bailleur, who is told (until désigné)."""
    avis = charger(uow, reference, organisation)
    exiger_reservataire(avis, organisation, "rendre")
    avis = faire_echoir(uow, avis, maintenant)
    avis = enregistrer(uow, rendre(avis), acteur, maintenant)
    aviser(uow, avis, avis.bailleur, Genre.RENDU, maintenant)
    if avis.renfort:
        aviser(uow, avis, avis.renfort, Genre.RENDU, maintenant)
    return avis


def retirer_avis(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    organisation: Organisation,
    reference: str,
    motif: str,
) -> AvisDeVacance:
    """Withdraw the avis with a reason; the réservataire is told if it had been sent.

    Raises DonneePersonnelle when the reason seems to name a person.
    """
    avis = charger(uow, reference, organisation)
    exiger_bailleur(avis, organisation, "retirer")
    avis = faire_echoir(uow, avis, maintenant)
    passage = retirer(avis, verifier_texte_libre("motif", motif))
    details = {"motif": engagement(avis.sel, passage.avis.motif_retrait or "")}
    retire = enregistrer(uow, replace(passage, details=details), acteur, maintenant)
    if avis.etat is not Etat.BROUILLON:
        for partie in (avis.reservataire, avis.renfort):
            if partie:
                aviser(uow, retire, partie, Genre.RETIRE, maintenant)
    return retire


def ouvrir_avis(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    organisation: Organisation,
    reference: str,
    nom: str,
) -> AvisDeVacance:
    """Let another réservataire of the same convention complete the list (LP art. 6).

    Raises SaisieInvalide or ConventionAbsente when it may not.
    """
    avis = charger(uow, reference, organisation)
    exiger_reservataire(avis, organisation, "ouvrir")
    avis = faire_echoir(uow, avis, maintenant)
    autre = organisation_nommee(_autres(uow.organisations.toutes(), organisation), nom, "a")
    if avis.renfort and avis.renfort.id == autre.id:
        raise SaisieInvalide(f"a : {reference} est déjà ouvert {a(autre.nom)}.", "a")
    if avis.convention not in [
        une.id for une in uow.organisations.conventions_communes(avis.bailleur.id, autre.id)
    ]:
        raise ConventionAbsente(
            f"{autre.nom} n'est pas partie à la convention de {reference} avec "
            f"{avis.bailleur.nom} : l'avis ne peut pas lui être ouvert.",
            "a",
        )
    ouvert = enregistrer(uow, ouvrir(avis, autre), acteur, maintenant)
    aviser(uow, ouvert, autre, Genre.RENFORT, maintenant)
    aviser(uow, ouvert, avis.bailleur, Genre.OUVERTURE, maintenant)
    return ouvert


def _autres(toutes: Sequence[Organisation], organisation: Organisation) -> list[Organisation]:
    """Give the réservataires other than the one that asks."""
    return [une for une in toutes if une.nature in RESERVATAIRES and une.id != organisation.id]
