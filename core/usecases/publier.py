"""Post an avis de vacance, complete it while it is a brouillon, or correct it (LP art. 5, 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from core.domain.avis import AvisDeVacance, Etat, Passage, apprecier, emettre, rectifier
from core.domain.calendrier import jour_local
from core.domain.candidatures import actives
from core.domain.convention import Convention, Termes
from core.domain.envois import Genre
from core.domain.logement import Logement, ValeurLogement, corriger
from core.domain.organisations import RESERVATAIRES, Nature, Organisation
from core.errors import ConventionAbsente, SaisieInvalide
from core.ports import UnitOfWork
from core.texte import de, jour_fr
from core.usecases.destiner import consigner_le_choix
from core.usecases.dossier import (
    Acteur,
    alerter,
    aviser,
    charger,
    consigner,
    enregistrer,
    exiger_bailleur,
    raison_de_non_remise,
)


@dataclass(frozen=True)
class Publication:
    """What became of an avis: who could be reached, and what the bailleur must know."""

    avis: AvisDeVacance
    destinataires: int
    hors_terme: Convention | None = None
    corriges: tuple[str, ...] = ()
    rectificatif: bool = False


@dataclass(frozen=True)
class PublierAvis:
    """Offer a dwelling to a réservataire; `sel` is a fresh random text.

    `choix` tells the journal what fluxbot proposed and what the bailleur chose, if it asked.
    """

    acteur: Acteur
    bailleur: Organisation
    reservataire: Organisation
    logement: Logement
    sel: str
    choix: Mapping[str, str] = field(default_factory=dict)


def publier_avis(uow: UnitOfWork, maintenant: datetime, commande: PublierAvis) -> Publication:
    """Create the avis; send it at once if it is complete, else keep it as a brouillon.

    Raises ConventionAbsente when no convention binds the two parties on that day.
    """
    convention, termes = _convention(uow, commande.bailleur, commande.reservataire, maintenant)
    jour = jour_local(maintenant, convention.zone)
    avis = uow.avis.creer(
        AvisDeVacance(
            id=0,
            reference=uow.avis.reference_suivante("AV", jour.year),
            bailleur=commande.bailleur,
            reservataire=commande.reservataire,
            convention=convention.id,
            termes=termes,
            logement=commande.logement,
            etat=Etat.BROUILLON,
            cree_le=maintenant,
            sel=commande.sel,
            annee=jour.year,
        )
    )
    details = _description(avis.logement) | {"convention": convention.id}
    consigner(
        uow,
        Passage(avis, "avis créé", None, "LP art. 5", details=details),
        commande.acteur,
        maintenant,
    )
    if commande.choix:
        consigner_le_choix(uow, avis, commande.acteur, commande.choix, maintenant)
    expiree = None if convention.en_vigueur(jour) else convention
    if expiree:
        _signaler_hors_terme(uow, avis, expiree, commande.acteur, maintenant)
    if avis.manquants:
        return Publication(avis, 0, expiree)
    return replace(_envoyer(uow, avis, commande.acteur, maintenant), hors_terme=expiree)


@dataclass(frozen=True)
class CorrigerAvis:
    """Set fields of an avis: completes a brouillon, or sends a rectificatif."""

    acteur: Acteur
    bailleur: Organisation
    reference: str
    valeurs: dict[str, ValeurLogement]
    relancer_delai: bool = False


def corriger_avis(uow: UnitOfWork, maintenant: datetime, commande: CorrigerAvis) -> Publication:
    """Apply the corrections; a brouillon that becomes complete is sent.

    Raises SaisieInvalide when nothing would change, TransitionImpossible when it is too late.
    """
    avis = charger(uow, commande.reference, commande.bailleur)
    exiger_bailleur(avis, commande.bailleur, "corriger")
    logement, changes = corriger(avis.logement, commande.valeurs)
    if not changes and not commande.relancer_delai:
        raise SaisieInvalide(
            f"{avis.reference} porte déjà ces valeurs : rien n'est modifié. "
            f"Exemple : /vacance {avis.reference} loyer=498,00"
        )
    if avis.etat is Etat.BROUILLON:
        return _completer(uow, replace(avis, logement=logement), changes, commande, maintenant)
    return _rectifier(uow, avis, logement, changes, commande, maintenant)


def _completer(
    uow: UnitOfWork,
    avis: AvisDeVacance,
    changes: tuple[str, ...],
    commande: CorrigerAvis,
    maintenant: datetime,
) -> Publication:
    details = _description(avis.logement)
    complement = Passage(avis, "brouillon complété", avis.etat, "LP art. 5", details=details)
    avis = enregistrer(uow, complement, commande.acteur, maintenant)
    if avis.manquants:
        return Publication(avis, 0, corriges=changes)
    return replace(_envoyer(uow, avis, commande.acteur, maintenant), corriges=changes)


def _rectifier(
    uow: UnitOfWork,
    avis: AvisDeVacance,
    logement: Logement,
    changes: tuple[str, ...],
    commande: CorrigerAvis,
    maintenant: datetime,
) -> Publication:
    passage = rectifier(avis, logement, relancer_delai=commande.relancer_delai)
    nouvelles = _description(logement)
    details = {nom: nouvelles[nom] for nom in changes}
    avis = enregistrer(uow, replace(passage, details=details), commande.acteur, maintenant)
    # A financement that allows, or no longer allows, one candidate alone changes the outcome.
    if suite := apprecier(avis, len(actives(uow.avis.candidatures(avis.id)))):
        avis = enregistrer(uow, suite, commande.acteur, maintenant)
    faits = {"champs": ",".join(changes), "delai": "oui" if commande.relancer_delai else "non"}
    destinataires = aviser(uow, avis, avis.reservataire, Genre.RECTIFICATIF, maintenant, faits)
    if commande.relancer_delai and not destinataires:
        raison = raison_de_non_remise(uow, avis.reservataire)
        alerter(uow, avis, Genre.NON_REMIS, maintenant, {"raison": raison, "objet": "avis"})
    if avis.renfort:
        aviser(uow, avis, avis.renfort, Genre.RECTIFICATIF, maintenant, faits | {"delai": "non"})
    return Publication(avis, destinataires, corriges=changes, rectificatif=True)


def _envoyer(
    uow: UnitOfWork, avis: AvisDeVacance, acteur: Acteur, maintenant: datetime
) -> Publication:
    """Send the avis; with nobody to read it, the bailleur is told and the avis stays émis."""
    annee = jour_local(maintenant, avis.termes.zone).year
    avis = enregistrer(uow, emettre(replace(avis, annee=annee)), acteur, maintenant)
    destinataires = aviser(uow, avis, avis.reservataire, Genre.AVIS, maintenant)
    if not destinataires:
        raison = raison_de_non_remise(uow, avis.reservataire)
        alerter(uow, avis, Genre.NON_REMIS, maintenant, {"raison": raison, "objet": "avis"})
    return Publication(avis, destinataires)


def _convention(
    uow: UnitOfWork, bailleur: Organisation, reservataire: Organisation, maintenant: datetime
) -> tuple[Convention, Termes]:
    """Find the convention in force, else the last one to have ended (domain §2)."""
    if reservataire.nature not in RESERVATAIRES:
        raise SaisieInvalide(
            f"reservataire : « {reservataire.nom} » n'est pas un réservataire. "
            'Exemple : reservataire="Le Port"',
            "reservataire",
        )
    communes = uow.organisations.conventions_communes(bailleur.id, reservataire.id)
    entamees = [
        (une, une.termes)
        for une in communes
        if une.termes and _debut(une) <= jour_local(maintenant, une.zone)
    ]
    deleguees = [une for une in communes if une.termes is None]
    if deleguees and not entamees:
        raise ConventionAbsente(
            f"La gestion {de(bailleur.nom)} pour {reservataire.nom} est déléguée "
            f"({deleguees[0].gestion.article}) : aucun avis ne part, le bailleur désigne "
            "lui-même et l'attribution est imputée sur les droits du réservataire."
            + _par_le_dossier(reservataire),
            "reservataire",
        )
    if not entamees:
        raise ConventionAbsente(
            f"Aucune convention en vigueur ne lie {bailleur.nom} et {reservataire.nom} : "
            "l'avis n'a pas de délai applicable. Demandez à un administrateur de la déclarer.",
            "reservataire",
        )
    return max(entamees, key=lambda une: (_en_vigueur(une[0], maintenant), _debut(une[0])))


def _par_le_dossier(reservataire: Organisation) -> str:
    """Say where the allocation is noted instead, when it is the État's (LA 4.2.1)."""
    if reservataire.nature is not Nature.ETAT:
        return ""
    return " Signalez le ménage, puis notez son entrée dans les lieux : /dossier nouveau"


def _debut(convention: Convention) -> date:
    return convention.effet.valeur.debut


def _en_vigueur(convention: Convention, maintenant: datetime) -> bool:
    return convention.en_vigueur(jour_local(maintenant, convention.zone))


def _signaler_hors_terme(
    uow: UnitOfWork,
    avis: AvisDeVacance,
    convention: Convention,
    acteur: Acteur,
    maintenant: datetime,
) -> None:
    fin = convention.effet.valeur.fin
    details = {"convention": convention.id, "fin": jour_fr(fin) if fin else ""}
    passage = Passage(
        avis,
        "convention arrivée à son terme",
        avis.etat,
        convention.reconduction.article,
        "derniers termes appliqués",
        details,
    )
    consigner(uow, passage, acteur, maintenant)
    alerter(uow, avis, Genre.HORS_TERME, maintenant, details)


def _description(logement: Logement) -> dict[str, str]:
    """Write the dwelling's known fields for the journal: no person is in them."""
    ecrits = {True: "oui", False: "non"}
    return {
        nom: ecrits[valeur] if isinstance(valeur, bool) else str(valeur)
        for nom, valeur in vars(logement).items()
        if valeur is not None
    }
