"""The avis de vacance: its states and the only ways from one to another (LP art. 5 and 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from core.domain.convention import Termes
from core.domain.delais import Echeance, premier_delai, second_delai
from core.domain.logement import Logement, champs_manquants
from core.domain.organisations import Organisation
from core.errors import TransitionImpossible
from core.texte import liste_fr


class Etat(StrEnum):
    """States of an avis, in the words that people read."""

    BROUILLON = "brouillon"
    EMIS = "émis"
    OUVERT = "ouvert"
    EN_RELANCE = "en relance"
    DESIGNE = "désigné"
    INCOMPLET = "incomplet"
    EN_CALEOL = "en CALEOL"
    ATTRIBUE = "attribué"
    BAIL_SIGNE = "bail signé"
    REFUSE_PAR_TOUS = "refusé par tous"
    SANS_ATTRIBUTAIRE = "sans attributaire"
    REPUTE_TENU = "réputé tenu"
    RETIRE = "retiré"
    RENDU = "rendu"


class Livraison(StrEnum):
    """What makes a dwelling count as delivered (LP art. 3; réputé tenu, LP art. 6)."""

    BAIL = "bail signé"
    REFUS_PAR_TOUS = "refusé par tous"
    REPUTE_TENU = "réputé tenu"


CLOS = frozenset({Etat.REPUTE_TENU, Etat.RETIRE, Etat.RENDU, Etat.BAIL_SIGNE, Etat.REFUSE_PAR_TOUS})
A_RECEVOIR = frozenset({Etat.EMIS, Etat.SANS_ATTRIBUTAIRE})
EN_ATTENTE = A_RECEVOIR | {Etat.OUVERT, Etat.EN_RELANCE}
A_DECIDER = frozenset({Etat.DESIGNE, Etat.INCOMPLET, Etat.EN_CALEOL, Etat.ATTRIBUE})
AVANT_CALEOL = EN_ATTENTE | {Etat.DESIGNE, Etat.INCOMPLET}
EN_COURS = AVANT_CALEOL | A_DECIDER | {Etat.BROUILLON}

PERMIS: Mapping[str, frozenset[Etat]] = {
    "émettre": frozenset({Etat.BROUILLON}),
    "recevoir": A_RECEVOIR,
    "relancer": frozenset({Etat.OUVERT}),
    "recevoir la relance": frozenset({Etat.EN_RELANCE}),
    "constater": frozenset({Etat.EN_RELANCE}),
    "proposer": AVANT_CALEOL,
    "changer la liste de": AVANT_CALEOL,
    "ouvrir": EN_ATTENTE | {Etat.INCOMPLET},
    "compléter": frozenset({Etat.EN_RELANCE, Etat.INCOMPLET}),
    "rectifier": AVANT_CALEOL,
    "relancer le délai": EN_ATTENTE,
    "rendre": EN_ATTENTE,
    "retirer": EN_COURS,
    "accepter": frozenset({Etat.REPUTE_TENU}),
    "répondre sur un candidat": A_DECIDER,
    "noter une décision": A_DECIDER,
    "notifier une offre": frozenset({Etat.ATTRIBUE}),
    "noter une réponse": frozenset({Etat.EN_CALEOL, Etat.ATTRIBUE, Etat.REFUSE_PAR_TOUS}),
    "signer un bail": frozenset({Etat.ATTRIBUE}),
    "noter une visite": A_DECIDER | {Etat.OUVERT, Etat.EN_RELANCE},
}
"""From which states each verb may be done."""


@dataclass(frozen=True)
class AvisDeVacance:
    """One dwelling offered to one réservataire, under the terms of the day it was posted.

    `renfort` is the other réservataire to which it was opened; `tour` counts the first délais
    that were started anew; `motif` is the written reason of a short list; `annee` the civil year
    it was posted in; `livraison` and `livre_le` (civil date) how and when it first counted as
    delivered (LP art. 3); `remis_le` when the notice left that somebody must acknowledge, if one
    waits.
    """

    id: int
    reference: str
    bailleur: Organisation
    reservataire: Organisation
    convention: str
    termes: Termes
    logement: Logement
    etat: Etat
    cree_le: datetime
    sel: str = field(repr=False)
    annee: int
    tour: int = 1
    renfort: Organisation | None = None
    premiere: Echeance | None = None
    seconde: Echeance | None = None
    relance_le: datetime | None = None
    motif: str | None = None
    motif_retrait: str | None = None
    tardifs_acceptes: bool = False
    livraison: Livraison | None = None
    livre_le: date | None = None
    remis_le: datetime | None = None

    @property
    def echeance(self) -> Echeance | None:
        """Give the échéance that runs now, if one does."""
        if self.etat is Etat.EN_RELANCE:
            return self.seconde
        return self.premiere if self.etat is Etat.OUVERT else None

    @property
    def manquants(self) -> tuple[str, ...]:
        """Give the fields still missing from a complete avis (LP art. 6)."""
        return champs_manquants(self.logement, self.termes.champs_requis.valeur)

    def parties(self) -> tuple[Organisation, ...]:
        """Give the organisations that may see this avis."""
        return tuple(une for une in (self.bailleur, self.reservataire, self.renfort) if une)

    def est_partie(self, organisation: Organisation) -> bool:
        """Tell whether `organisation` may see this avis; a brouillon is the bailleur's alone."""
        if self.etat is Etat.BROUILLON:
            return organisation.id == self.bailleur.id
        return any(organisation.id == une.id for une in self.parties())


@dataclass(frozen=True)
class Passage:
    """One change, as the journal will hold it: what, from, to, on which article and reading."""

    avis: AvisDeVacance
    action: str
    de: Etat | None
    article: str
    lecture: str = ""
    details: Mapping[str, str] = field(default_factory=dict)


def exiger(avis: AvisDeVacance, verbe: str) -> None:
    """Raise TransitionImpossible unless `verbe` may be done in the avis's present state."""
    if avis.etat not in PERMIS[verbe]:
        possibles = liste_fr((un for un in Etat if un in PERMIS[verbe]), "ou")
        action = verbe.removesuffix(" de")
        raise TransitionImpossible(
            f"{avis.reference} est « {avis.etat} » : on ne peut {action} que si l'avis est "
            f"{possibles}. Voir : /avis {avis.reference}"
        )


def emettre(avis: AvisDeVacance) -> Passage:
    """Send a complete avis: brouillon → émis. No clock starts yet (LP art. 6)."""
    exiger(avis, "émettre")
    if avis.manquants:
        raise TransitionImpossible(f"{avis.reference} est incomplet : {', '.join(avis.manquants)}.")
    emis = replace(avis, etat=Etat.EMIS)
    return Passage(emis, "avis émis", avis.etat, "LP art. 5")


def attend_une_reception(avis: AvisDeVacance) -> bool:
    """Tell whether a clock waits for a proof of reception (LP art. 6)."""
    return avis.etat in A_RECEVOIR or (avis.etat is Etat.EN_RELANCE and avis.seconde is None)


def remettre(avis: AvisDeVacance, le: datetime) -> Passage:
    """Note that a notice left which only an acknowledgement makes received; no clock starts."""
    objet = "relance remise" if avis.etat is Etat.EN_RELANCE else "avis remis"
    remis = replace(avis, remis_le=le)
    lecture = "aucun délai ne court avant l'accusé de réception"
    return Passage(remis, f"{objet}, sans accusé", avis.etat, "LP art. 6", lecture)


def recevoir(avis: AvisDeVacance, recu_le: datetime) -> Passage:
    """Start the first délai at a proved reception: émis, or a new round, → ouvert (LP art. 6)."""
    exiger(avis, "recevoir")
    echeance = premier_delai(recu_le, avis.logement, avis.termes)
    ouvert = replace(
        avis, etat=Etat.OUVERT, premiere=echeance, seconde=None, relance_le=None, remis_le=None
    )
    return Passage(ouvert, "avis reçu", avis.etat, echeance.article, echeance.lecture)


def relancer(avis: AvisDeVacance, le: datetime) -> Passage:
    """Note that the relance goes out: ouvert → en relance. Its délai waits for its reception."""
    exiger(avis, "relancer")
    relance = replace(avis, etat=Etat.EN_RELANCE, relance_le=le, remis_le=None)
    return Passage(
        relance,
        "relance envoyée",
        avis.etat,
        "LP art. 6",
        f"lecture {avis.termes.lecture_relance.valeur}",
    )


def recevoir_relance(avis: AvisDeVacance, recue_le: datetime) -> Passage:
    """Start the second délai at the relance's proved reception (LP art. 6)."""
    exiger(avis, "recevoir la relance")
    if avis.premiere is None:
        raise TransitionImpossible(f"{avis.reference} n'a pas de premier délai prouvé.")
    seconde = second_delai(recue_le, avis.premiere, avis.logement, avis.termes)
    recue = replace(avis, seconde=seconde, remis_le=None)
    return Passage(recue, "relance reçue", avis.etat, seconde.article, seconde.lecture)


def constater(avis: AvisDeVacance, candidats: int, maintenant: datetime) -> Passage:
    """Draw the consequence of the second échéance (LP art. 6).

    No candidate: réputé tenu. One or two: incomplet. Raises TransitionImpossible unless both
    délais started at a proved reception and both are over at `maintenant`.
    """
    exiger(avis, "constater")
    premiere, seconde = avis.premiere, avis.seconde
    if premiere is None or seconde is None:
        raise TransitionImpossible(f"{avis.reference} : un délai n'a pas de réception prouvée.")
    if maintenant < max(premiere.fin, seconde.fin):
        raise TransitionImpossible(f"{avis.reference} : le délai court encore.")
    etat = Etat.INCOMPLET if candidats else Etat.REPUTE_TENU
    action = "liste incomplète à l'échéance" if candidats else "engagement réputé tenu"
    return Passage(replace(avis, etat=etat), action, avis.etat, seconde.article, seconde.lecture)


def suffisance(avis: AvisDeVacance, candidats: int) -> str | None:
    """Give the rule under which `candidats` households are enough, or None (LP art. 6)."""
    regles = avis.termes.candidats
    if candidats and avis.tardifs_acceptes:
        return "LP art. 6, candidats tardifs acceptés"
    if candidats >= regles.minimum.valeur:
        return regles.minimum.article
    if candidats and avis.motif:
        return f"{regles.minimum.article}, liste motivée"
    if candidats and avis.reservataire.nature in regles.unique_natures.valeur:
        return regles.unique_natures.article
    if candidats and avis.logement.financement in regles.unique_financements.valeur:
        return regles.unique_financements.article
    return None


def livrer(avis: AvisDeVacance, comment: Livraison, le: date) -> AvisDeVacance:
    """Count the dwelling as delivered on the civil day `le`, unless it already is (LP art. 3)."""
    return avis if avis.livraison else replace(avis, livraison=comment, livre_le=le)


def apprecier(avis: AvisDeVacance, candidats: int) -> Passage | None:
    """Give the passage that a changed list brings about: désigné, or back; None if neither.

    From the CALEOL on, the réservataire's duty is done: its list moves the avis no more.
    """
    if avis.etat not in AVANT_CALEOL:
        return None
    regle = suffisance(avis, candidats)
    if regle and avis.etat is not Etat.DESIGNE:
        return Passage(replace(avis, etat=Etat.DESIGNE), "désignation", avis.etat, regle)
    if not regle and avis.etat is Etat.DESIGNE:
        return _retomber(avis)
    if not candidats and avis.etat is Etat.INCOMPLET:
        return _retomber(avis)
    return None


def _retomber(avis: AvisDeVacance) -> Passage:
    """Go back to the délai that was running, whose échéances still stand (LP art. 6).

    Once réputé tenu, it is so for good: never twice for a dwelling (domain §3).
    """
    etat = Etat.EN_RELANCE if avis.relance_le else Etat.OUVERT
    if avis.tardifs_acceptes:
        etat = Etat.REPUTE_TENU
    return Passage(
        replace(avis, etat=etat),
        "liste redevenue insuffisante",
        avis.etat,
        avis.termes.candidats.minimum.article,
    )


def rectifier(avis: AvisDeVacance, logement: Logement, *, relancer_delai: bool) -> Passage:
    """Correct an open avis; `relancer_delai` stops the clock until the new reception."""
    exiger(avis, "relancer le délai" if relancer_delai else "rectifier")
    corrige = replace(avis, logement=logement)
    if not relancer_delai:
        return Passage(corrige, "rectificatif", avis.etat, "LP art. 5")
    corrige = replace(
        corrige,
        etat=Etat.EMIS,
        premiere=None,
        seconde=None,
        relance_le=None,
        remis_le=None,
        tour=avis.tour + 1,
    )
    return Passage(corrige, "rectificatif, délai relancé", avis.etat, "LP art. 6")


def rendre(avis: AvisDeVacance) -> Passage:
    """Hand the dwelling back to the bailleur, until désigné (LP art. 6)."""
    exiger(avis, "rendre")
    return Passage(replace(avis, etat=Etat.RENDU), "avis rendu", avis.etat, "LP art. 6")


def retirer(avis: AvisDeVacance, motif: str) -> Passage:
    """Withdraw the avis, with the bailleur's reason, until the lease is signed.

    Raises TransitionImpossible after a réputé tenu, which counts for good (LP art. 6).
    """
    exiger(avis, "retirer")
    if avis.tardifs_acceptes:
        raise TransitionImpossible(
            f"{avis.reference} a été réputé tenu : il compte, et ne se retire plus. Si aucun "
            f"candidat accepté ne convient, écartez-les : /retour {avis.reference} 1 ecarte "
            'difficulte="dossier incomplet"'
        )
    retire = replace(avis, etat=Etat.RETIRE, motif_retrait=motif)
    return Passage(retire, "avis retiré", avis.etat, "LP art. 5")


def ouvrir(avis: AvisDeVacance, a: Organisation) -> Passage:
    """Let another réservataire complete the list; the flux stays the first one's (LP art. 6)."""
    exiger(avis, "ouvrir")
    details = {"ouvert à": a.nom, "flux imputé à": avis.reservataire.nom}
    return Passage(
        replace(avis, renfort=a),
        "ouverture à un autre réservataire",
        avis.etat,
        "LP art. 6",
        details=details,
    )


def accepter_tardifs(avis: AvisDeVacance, nombre: int) -> Passage:
    """Take the candidates that came after réputé tenu: the bailleur's free choice (LP art. 6)."""
    exiger(avis, "accepter")
    return Passage(
        replace(avis, etat=Etat.DESIGNE, tardifs_acceptes=True),
        "candidats tardifs acceptés",
        avis.etat,
        "LP art. 6",
        details={"candidats": str(nombre)},
    )
