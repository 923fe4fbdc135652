"""Do what is due: reminders, relance, réputé tenu, silence — whatever was missed, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from core.domain.avis import (
    CLOS,
    AvisDeVacance,
    Etat,
    Livraison,
    Passage,
    attend_une_reception,
    constater,
    livrer,
    relancer,
)
from core.domain.calendrier import jour_local
from core.domain.candidatures import actives
from core.domain.delais import Echeance
from core.domain.envois import Genre
from core.domain.jalons import ECHEANCES, Jalon, NatureJalon
from core.domain.offres import offre_a_echoir, taire
from core.ports import UnitOfWork
from core.texte import instant_fr, jour_fr
from core.usecases.dossier import (
    FLUXBOT,
    a_venir,
    actualiser,
    alerter,
    aviser,
    enregistrer,
    raison_de_non_remise,
)
from core.usecases.suites import Acte, inscrire, prevenir


def faire_echoir(uow: UnitOfWork, avis: AvisDeVacance, maintenant: datetime) -> AvisDeVacance:
    """Do all that is due for one locked avis at `maintenant`, and give it as it is then.

    A réputé tenu, like the silence of a household, waits until every message sent before its
    échéance was heard: an outage never makes an engagement réputé tenu, nor a refusal.
    """
    dus = uow.jalons.dus(avis.id, maintenant)
    for jalon in _utiles(dus):
        if jalon.nature in _TACITES and not _tout_entendu(uow, jalon):
            continue
        uow.jalons.oublier(avis.id, jalon)
        avis = _faire(uow, avis, jalon, maintenant)
    for jalon in dus:
        if jalon.nature in _RAPPELS:
            uow.jalons.oublier(avis.id, jalon)
    if any(un.nature in (NatureJalon.COMPTE, NatureJalon.CONDITION) for un in dus):
        uow.jalons.remplacer(avis.id, a_venir(uow, avis, maintenant))
        actualiser(uow, avis, maintenant)
    return avis


_TACITES = frozenset({NatureJalon.CONSTAT, NatureJalon.OFFRE})
_RAPPELS = frozenset({NatureJalon.RAPPEL, NatureJalon.RAPPEL_OFFRE, NatureJalon.SANS_ACCUSE})


def _utiles(dus: Sequence[Jalon]) -> list[Jalon]:
    """Keep the échéance if it passed, else only the latest reminder; conditions in any case."""
    echeances = [un for un in dus if un.nature in ECHEANCES]
    rappels = [un for un in dus if un.nature in _RAPPELS]
    conditions = [un for un in dus if un.nature is NatureJalon.CONDITION]
    return [*(echeances or rappels[-1:]), *conditions]


def _tout_entendu(uow: UnitOfWork, jalon: Jalon) -> bool:
    entendu = uow.ecoutes.jusqu_a()
    return entendu is None or entendu >= jalon.instant


def _faire(
    uow: UnitOfWork, avis: AvisDeVacance, jalon: Jalon, maintenant: datetime
) -> AvisDeVacance:
    match jalon.nature:
        case NatureJalon.RELANCE if avis.etat is Etat.OUVERT:
            return _relancer(uow, avis, maintenant)
        case NatureJalon.CONSTAT if avis.etat is Etat.EN_RELANCE:
            return _constater(uow, avis, maintenant)
        case NatureJalon.OFFRE:
            return _constater_silence(uow, avis, maintenant)
        case NatureJalon.RAPPEL:
            _rappeler(uow, avis, jalon, maintenant)
        case NatureJalon.RAPPEL_OFFRE:
            _rappeler_offre(uow, avis, jalon, maintenant)
        case NatureJalon.SANS_ACCUSE:
            _dire_sans_accuse(uow, avis, jalon, maintenant)
        case NatureJalon.CONDITION:
            _demander_la_condition(uow, avis, maintenant)
    return avis


def _relancer(uow: UnitOfWork, avis: AvisDeVacance, maintenant: datetime) -> AvisDeVacance:
    """Send the relance at once; with nobody to read it, no clock starts and people are told."""
    avis = enregistrer(uow, relancer(avis, maintenant), FLUXBOT, maintenant)
    if not aviser(uow, avis, avis.reservataire, Genre.RELANCE, maintenant):
        _alerter_non_remis(uow, avis, "relance", maintenant)
    return avis


def _alerter_non_remis(
    uow: UnitOfWork, avis: AvisDeVacance, objet: str, maintenant: datetime
) -> None:
    """Say that nobody at the réservataire's is told of `objet`."""
    faits = {"raison": raison_de_non_remise(uow, avis.reservataire), "objet": objet}
    alerter(uow, avis, Genre.NON_REMIS, maintenant, faits)


def _constater(uow: UnitOfWork, avis: AvisDeVacance, maintenant: datetime) -> AvisDeVacance:
    """Tell both parties what the second échéance made of the avis."""
    # What the bailleur itself added is no answer of the réservataire.
    candidats = sum(
        une.organisation != avis.bailleur.id for une in actives(uow.avis.candidatures(avis.id))
    )
    silence = _silence(uow, avis, avis.seconde)
    passage = constater(avis, candidats, maintenant)
    passage, livraison = _compter(uow, passage)
    details = _aveu(silence) | livraison
    avis = enregistrer(uow, replace(passage, details=details), FLUXBOT, maintenant)
    genre = Genre.REPUTE_TENU if avis.etat is Etat.REPUTE_TENU else Genre.INCOMPLET
    faits = {"nombre": str(candidats), "silence": silence}
    for partie in avis.parties():
        aviser(uow, avis, partie, genre, maintenant, faits)
    return avis


def _compter(uow: UnitOfWork, passage: Passage) -> tuple[Passage, dict[str, str]]:
    """Count a réputé tenu as delivered on its last day, once for a dwelling (domain §3)."""
    avis = passage.avis
    if avis.etat is not Etat.REPUTE_TENU or avis.premiere is None or avis.seconde is None:
        return passage, {}
    deja = uow.avis.deja_tenu(avis)
    if deja:
        raison = f"ne compte pas : même logement réputé tenu par {deja}, sans bail depuis"
        return passage, {"livré": raison}
    le = max(avis.premiere.dernier_jour, avis.seconde.dernier_jour)
    livre = livrer(avis, Livraison.REPUTE_TENU, le)
    return replace(passage, avis=livre), {"livré": Livraison.REPUTE_TENU.value, "le": jour_fr(le)}


def _constater_silence(uow: UnitOfWork, avis: AvisDeVacance, maintenant: datetime) -> AvisDeVacance:
    """Take a household's silence as the refusal it is, and name the next rank (CCH R441-10)."""
    une = offre_a_echoir(uow.avis.candidatures(avis.id))
    if une is None or une.parcours.offre is None or une.parcours.echoit_le is None:
        return avis
    if maintenant < une.parcours.echoit_le:
        return avis
    offre = une.parcours.offre
    silence = _silence(uow, avis, offre)
    acte = Acte("silence du ménage, refus", offre.article, _aveu(silence), offre.lecture)
    suite = inscrire(uow, avis, taire(une), acte, FLUXBOT, maintenant)
    suite = prevenir(uow, suite, Genre.REPONSE_MENAGE, maintenant, {"silence": silence})
    if not suite.informe and not suite.revient:
        _alerter_non_remis(uow, avis, "suite", maintenant)
    faits = {"numero": str(une.numero), "silence": silence}
    aviser(uow, suite.avis, avis.bailleur, Genre.REPONSE_MENAGE, maintenant, faits)
    return suite.avis


def _aveu(silence: str) -> dict[str, str]:
    return {"fluxbot n'a pas écouté": silence} if silence else {}


def _silence(uow: UnitOfWork, avis: AvisDeVacance, echeance: Echeance | None) -> str:
    """Own up to a stop so long that an answer given in time may have been lost."""
    silence = uow.ecoutes.silence_autour(echeance.fin) if echeance else None
    if silence is None:
        return ""
    debut, fin = (instant_fr(un, avis.termes.zone) for un in silence)
    return f"du {debut} au {fin}"


def _rappeler(uow: UnitOfWork, avis: AvisDeVacance, jalon: Jalon, maintenant: datetime) -> None:
    echeance = avis.echeance
    if echeance is None or avis.etat in CLOS or maintenant >= echeance.fin:
        return
    faits = {"jours": str(jalon.jours), "nature": echeance.nature.value}
    aviser(uow, avis, avis.reservataire, Genre.RAPPEL, maintenant, faits, echeance.fin)
    if avis.renfort:
        aviser(uow, avis, avis.renfort, Genre.RAPPEL, maintenant, faits, echeance.fin)


def _dire_sans_accuse(
    uow: UnitOfWork, avis: AvisDeVacance, jalon: Jalon, maintenant: datetime
) -> None:
    """Tell both parties that a notice left and that nobody acknowledged it (LP art. 6)."""
    if avis.remis_le is None or not attend_une_reception(avis):
        return
    faits = {"jours": str(jalon.jours)}
    for partie in (avis.reservataire, avis.bailleur):
        aviser(uow, avis, partie, Genre.SANS_ACCUSE, maintenant, faits)


def _rappeler_offre(
    uow: UnitOfWork, avis: AvisDeVacance, jalon: Jalon, maintenant: datetime
) -> None:
    """Remind the bailleur that a household's days are nearly over."""
    une = offre_a_echoir(uow.avis.candidatures(avis.id))
    if une is None or une.parcours.offre is None or maintenant >= une.parcours.offre.fin:
        return
    faits = {"numero": str(une.numero), "jours": str(jalon.jours)}
    fin = une.parcours.offre.fin
    aviser(uow, avis, avis.bailleur, Genre.RAPPEL_OFFRE, maintenant, faits, fin)


def _demander_la_condition(uow: UnitOfWork, avis: AvisDeVacance, maintenant: datetime) -> None:
    """Ask the bailleur what became of a condition whose limit has passed: nothing lapses alone."""
    jour = jour_local(maintenant, avis.termes.zone)
    for une in actives(uow.avis.candidatures(avis.id)):
        condition = une.parcours.condition
        if condition and une.parcours.sous_condition and condition.avant < jour:
            faits = {"numero": str(une.numero)}
            aviser(uow, avis, avis.bailleur, Genre.RAPPEL_CONDITION, maintenant, faits)
