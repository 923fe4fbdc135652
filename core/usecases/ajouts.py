"""Put households on the list of an avis: new, repeated, or kept aside (LP art. 6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.domain.avis import AvisDeVacance, Passage
from core.domain.candidatures import (
    Candidature,
    EtatCandidature,
    actives,
    deja_connue,
    numero_suivant,
)
from core.domain.journal import engagement
from core.domain.numero_unique import NumeroUnique
from core.domain.organisations import Destination, Organisation
from core.ports import UnitOfWork
from core.usecases.dossier import Acteur, consigner
from core.usecases.menages import Coordonnees, transmettre


@dataclass(frozen=True)
class ProposerCandidats:
    """Households for an avis. `sels`: one fresh random text for each numéro.

    `coordonnees`: names and contact details of some of them, from a signed page.
    """

    acteur: Acteur
    organisation: Organisation
    reference: str
    numeros: tuple[NumeroUnique, ...]
    sels: tuple[str, ...]
    depuis: Destination
    message: str
    motif: str | None = None
    confirmer: bool = False
    coordonnees: tuple[Coordonnees, ...] = ()


@dataclass(frozen=True)
class Reponse:
    """What became of each number, and the list that results.

    `motif_parti`: the reason of a short list goes to the CALEOL by e-mail. `coordonnees`: the
    numbers of the candidates whose name or contact details changed.
    """

    avis: AvisDeVacance
    liste: tuple[Candidature, ...]
    ajoutes: tuple[Candidature, ...] = ()
    repetes: tuple[Candidature, ...] = ()
    en_doute: tuple[Candidature, ...] = ()
    tardifs: tuple[Candidature, ...] = ()
    motif_parti: bool = False
    coordonnees: tuple[int, ...] = ()

    @property
    def manquent(self) -> int:
        """Give how many candidates the list still lacks (LP art. 6)."""
        minimum = self.avis.termes.candidats.minimum.valeur
        return max(0, minimum - len(actives(self.liste)))


def ajouter(
    uow: UnitOfWork,
    avis: AvisDeVacance,
    commande: ProposerCandidats,
    maintenant: datetime,
    etat: EtatCandidature,
) -> Reponse:
    """Store what is new, say what is repeated, keep what is doubtful aside."""
    liste = list(uow.avis.candidatures(avis.id))
    nouvelles, reprises = list[Candidature](), dict[int, Candidature]()
    sortes: dict[str, list[Candidature]] = {"ajoutes": [], "repetes": [], "doutes": []}
    for numero_unique, sel in zip(commande.numeros, commande.sels, strict=True):
        connue = deja_connue(liste, numero_unique, commande.organisation.id)
        if connue is None:
            nouvelle = _nouvelle(liste, commande, numero_unique, sel, maintenant, etat)
            nouvelles.append(nouvelle)
            liste.append(nouvelle)
            douteuse = nouvelle.etat is EtatCandidature.A_CONFIRMER
            sortes["doutes" if douteuse else "ajoutes"].append(nouvelle)
        else:
            reprise = _reprise(connue, commande, maintenant, etat)
            if reprise:
                uow.avis.enregistrer_candidature(avis.id, reprise)
                reprises[reprise.numero] = reprise
            sortes[_sorte(connue, reprise)].append(reprise or connue)
    uow.avis.ajouter_candidature(avis.id, *nouvelles)
    ajoutes = tuple(sortes["ajoutes"])
    _consigner_ajouts(uow, avis, ajoutes, commande.acteur, etat, maintenant)
    transmises = transmettre(
        uow, avis, commande.organisation, commande.acteur, commande.coordonnees, maintenant
    )
    return Reponse(
        avis,
        tuple(reprises.get(une.numero, une) for une in liste),
        ajoutes,
        tuple(sortes["repetes"]),
        tuple(sortes["doutes"]),
        coordonnees=transmises,
    )


def _reprise(
    connue: Candidature, commande: ProposerCandidats, maintenant: datetime, etat: EtatCandidature
) -> Candidature | None:
    """Give a household that counts again: its number is confirmed, or the avis went round."""
    if connue.etat is EtatCandidature.A_CONFIRMER and commande.confirmer:
        return replace(connue, etat=etat)
    if connue.etat is EtatCandidature.PASSEE:
        reprise = connue.proposee_de_nouveau(maintenant)
        return replace(reprise, etat=etat)
    return None


def _sorte(connue: Candidature, reprise: Candidature | None) -> str:
    if reprise:
        return "ajoutes"
    return "doutes" if connue.etat is EtatCandidature.A_CONFIRMER else "repetes"


def _nouvelle(
    liste: Sequence[Candidature],
    commande: ProposerCandidats,
    numero_unique: NumeroUnique,
    sel: str,
    maintenant: datetime,
    etat: EtatCandidature,
) -> Candidature:
    douteuse = bool(numero_unique.doutes) and not commande.confirmer
    return Candidature(
        numero_suivant(liste),
        numero_unique,
        commande.organisation.id,
        EtatCandidature.A_CONFIRMER if douteuse else etat,
        maintenant,
        sel,
        engagement(sel, numero_unique.valeur),
    )


def _consigner_ajouts(
    uow: UnitOfWork,
    avis: AvisDeVacance,
    ajoutes: Sequence[Candidature],
    acteur: Acteur,
    etat: EtatCandidature,
    maintenant: datetime,
) -> None:
    if not ajoutes:
        return
    action = (
        "candidats reçus trop tard" if etat is EtatCandidature.TARDIVE else "candidats proposés"
    )
    details = {f"candidat {une.numero}": une.engagement for une in ajoutes}
    details["contenu"] = avis.termes.candidats.contenu_notification.valeur
    consigner(
        uow, Passage(avis, action, avis.etat, "LP art. 6", details=details), acteur, maintenant
    )
