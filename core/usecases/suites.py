"""What every step after the désignation shares: record it, move the avis, tell the other party."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from core.domain.avis import AvisDeVacance, Etat, Passage
from core.domain.calendrier import jour_local
from core.domain.candidatures import Candidature, EtatCandidature
from core.domain.envois import Genre
from core.domain.organisations import Organisation
from core.domain.suites import avancer, epuiser
from core.errors import AConfirmer, TransitionImpossible
from core.ports import UnitOfWork
from core.texte import a, jour_fr
from core.usecases.dossier import (
    Acteur,
    alerter,
    aviser,
    enregistrer,
    raison_de_non_remise,
)


@dataclass(frozen=True)
class Cible:
    """Who acts, on which candidate of which avis; `confirme`: what cannot be undone too."""

    acteur: Acteur
    organisation: Organisation
    reference: str
    numero: int
    confirme: bool = False


@dataclass(frozen=True)
class Acte:
    """What was done, as the journal says it; free texts are in `details` as commitments only."""

    action: str
    article: str
    details: Mapping[str, str] = field(default_factory=dict)
    lecture: str = ""


@dataclass(frozen=True)
class Suite:
    """What a step made: the avis, its whole list, and the candidature concerned.

    `revient`: the step sent the avis back to the réservataire; `informe`: a conversation of
    each party to be told is.
    """

    avis: AvisDeVacance
    liste: tuple[Candidature, ...]
    candidature: Candidature
    revient: bool = False
    informe: bool = True


def aujourdhui(avis: AvisDeVacance, maintenant: datetime) -> date:
    """Give the civil day in the convention's zone."""
    return jour_local(maintenant, avis.termes.zone)


def inscrire(
    uow: UnitOfWork,
    avis: AvisDeVacance,
    candidature: Candidature,
    acte: Acte,
    acteur: Acteur,
    maintenant: datetime,
) -> Suite:
    """Store what became of a candidature, and draw every consequence for the avis.

    Raises TransitionImpossible when it is noted just so already.
    """
    _exiger_du_neuf(avis, uow.avis.candidatures(avis.id), candidature)
    uow.avis.enregistrer_candidature(avis.id, candidature)
    liste = tuple(uow.avis.candidatures(avis.id))
    details = {"candidat": str(candidature.numero), **acte.details}
    de, avance = avis.etat, avancer(avis, liste)
    fin = epuiser(avance, liste)
    if fin:
        avance = replace(avance, etat=de)
    passage = Passage(avance, acte.action, de, acte.article, acte.lecture, details)
    avis = enregistrer(uow, _une_seule_fois(uow, avis, passage), acteur, maintenant)
    if fin:
        fin = _compter(_une_seule_fois(uow, avis, replace(fin, de=de)))
        avis = enregistrer(uow, fin, acteur, maintenant)
    if avis.etat in (Etat.SANS_ATTRIBUTAIRE, Etat.REPUTE_TENU):
        _clore_la_liste(uow, avis)
    revient = avis.etat is Etat.SANS_ATTRIBUTAIRE
    return Suite(avis, tuple(uow.avis.candidatures(avis.id)), candidature, revient)


def exiger_confirmation(
    avis: AvisDeVacance, liste: Sequence[Candidature], une: Candidature, cible: Cible
) -> None:
    """Raise AConfirmer when the step sends the avis back for good and nobody confirmed it."""
    suivante = tuple(une if autre.numero == une.numero else autre for autre in liste)
    fin = epuiser(avancer(avis, suivante), suivante)
    if fin is None or cible.confirme or fin.avis.etat is Etat.REFUSE_PAR_TOUS:
        return
    effet = f"l'avis revient {a(avis.reservataire.nom)}, avec un nouveau premier délai"
    if fin.avis.etat is Etat.REPUTE_TENU:
        effet = "l'engagement reste réputé tenu"
    raise AConfirmer(
        f"C'est définitif : il ne restera aucun attributaire sur {avis.reference}, et {effet} "
        "(LP art. 6). Pour le confirmer, ajoutez : confirmer=oui"
    )


def _exiger_du_neuf(
    avis: AvisDeVacance, liste: Sequence[Candidature], candidature: Candidature
) -> None:
    if candidature in liste:
        raise TransitionImpossible(
            f"{avis.reference}, candidat n° {candidature.numero} : c'est déjà noté "
            f"({candidature.issue}), rien ne change. Voir : /avis {avis.reference}"
        )


def _une_seule_fois(uow: UnitOfWork, avant: AvisDeVacance, passage: Passage) -> Passage:
    """Count no dwelling that an earlier réputé tenu already counts, with no lease since (§3)."""
    if avant.livraison or passage.avis.livraison is None:
        return passage
    deja = uow.avis.deja_tenu(passage.avis)
    if deja is None:
        return passage
    non_compte = replace(passage.avis, livraison=None, livre_le=None)
    details = {**passage.details, "livré": f"déjà compté : {deja} réputé tenu"}
    return replace(passage, avis=non_compte, details=details)


def _compter(fin: Passage) -> Passage:
    """Say in the journal whether the dwelling counts, and by what."""
    avis = fin.avis
    if avis.livraison and avis.livre_le:
        details = {"livré": avis.livraison.value, "le": jour_fr(avis.livre_le)}
        return replace(fin, details=details)
    return fin


def _clore_la_liste(uow: UnitOfWork, avis: AvisDeVacance) -> None:
    """Have the households of the round count no more; what became of them stays readable."""
    for une in uow.avis.candidatures(avis.id):
        if une.etat is EtatCandidature.ACTIVE:
            uow.avis.changer_candidature(avis.id, une.numero, EtatCandidature.PASSEE)


def _revenir_au_reservataire(uow: UnitOfWork, avis: AvisDeVacance, maintenant: datetime) -> None:
    """Offer the dwelling anew: a new first délai will run from this notice's reception."""
    if not aviser(uow, avis, avis.reservataire, Genre.AVIS, maintenant):
        raison = raison_de_non_remise(uow, avis.reservataire)
        alerter(uow, avis, Genre.NON_REMIS, maintenant, {"raison": raison, "objet": "avis"})
    if avis.renfort:
        aviser(uow, avis, avis.renfort, Genre.RENFORT, maintenant)


def prevenir(
    uow: UnitOfWork,
    suite: Suite,
    genre: Genre,
    maintenant: datetime,
    details: Mapping[str, str] | None = None,
) -> Suite:
    """Tell the réservataire, and the other one for its own candidate, what became of one.

    Then only does an avis sent back reach it anew: the reason comes before.
    """
    faits = {"numero": str(suite.candidature.numero), **(details or {})}
    avis = suite.avis
    informe = aviser(uow, avis, avis.reservataire, genre, maintenant, faits) > 0
    if avis.renfort and suite.candidature.organisation == avis.renfort.id:
        aviser(uow, avis, avis.renfort, genre, maintenant, faits)
    if suite.revient:
        _revenir_au_reservataire(uow, avis, maintenant)
    return replace(suite, informe=informe)
