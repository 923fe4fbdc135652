"""Name, withdraw and complete the candidates of an avis (LP art. 6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.domain.avis import (
    A_RECEVOIR,
    AvisDeVacance,
    Etat,
    Passage,
    accepter_tardifs,
    apprecier,
    exiger,
)
from core.domain.caleol import exiger_completable, exiger_liste_ouverte
from core.domain.candidatures import (
    EtatCandidature,
    actives,
    tardives,
    trouver,
)
from core.domain.envois import Genre, NatureReception, Reception
from core.domain.journal import engagement
from core.domain.organisations import Organisation
from core.domain.texte_libre import verifier_texte_libre
from core.errors import Interdit, SaisieInvalide, TransitionImpossible
from core.ports import UnitOfWork
from core.texte import a, pluriel
from core.usecases.ajouts import ProposerCandidats, Reponse, ajouter
from core.usecases.dossier import (
    Acteur,
    actualiser,
    aviser,
    charger,
    consigner,
    enregistrer,
    exiger_bailleur,
)
from core.usecases.echeances import faire_echoir
from core.usecases.menages import effacer
from core.usecases.motifs import envoyer_le_motif, faits_sans_adresse
from core.usecases.receptions import recevoir_preuve


def proposer_candidats(
    uow: UnitOfWork, maintenant: datetime, commande: ProposerCandidats
) -> Reponse:
    """Add the réservataire's candidates, its reason, or both.

    After réputé tenu they are kept apart (domain §3). Raises TransitionImpossible when the avis
    takes no candidate, SaisieInvalide for a reason without any candidate.
    """
    avis = charger(uow, commande.reference, commande.organisation)
    _exiger_droit_de_proposer(avis, commande.organisation)
    avis = faire_echoir(uow, avis, maintenant)
    if avis.etat is Etat.REPUTE_TENU:
        return _garder_a_part(uow, avis, commande, maintenant)
    exiger_liste_ouverte(avis)
    exiger(avis, "proposer")
    if avis.etat in A_RECEVOIR:
        avis = _recue_par_designation(uow, avis, commande, maintenant)
    reponse = ajouter(uow, avis, commande, maintenant, EtatCandidature.ACTIVE)
    par_le_renfort = commande.organisation.id != avis.reservataire.id
    if par_le_renfort and commande.motif is not None:
        raise Interdit(f"Le motif d'une liste courte revient {a(avis.reservataire.nom)}.")
    avant, avis = avis.motif, _motiver(reponse, commande.motif)
    reponse = replace(reponse, avis=avis)
    return _conclure(
        uow, reponse, avant, commande.acteur, maintenant, par_le_renfort=par_le_renfort
    )


def retirer_candidat(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    organisation: Organisation,
    reference: str,
    numero: int,
) -> Reponse:
    """Withdraw one candidate, until the CALEOL.

    Raises Introuvable for an unknown number, Interdit for one that another organisation named.
    """
    avis = charger(uow, reference, organisation)
    avis = faire_echoir(uow, avis, maintenant)
    exiger_liste_ouverte(avis)
    exiger(avis, "changer la liste de")
    retiree = trouver(uow.avis.candidatures(avis.id), numero, reference)
    if retiree.organisation != organisation.id:
        raise Interdit(
            f"Le candidat n° {numero} d'{reference} a été proposé par une autre organisation."
        )
    uow.avis.changer_candidature(avis.id, numero, EtatCandidature.RETIREE)
    passage = Passage(
        avis,
        "candidat retiré",
        avis.etat,
        "LP art. 6",
        details={"candidat": str(numero), "engagement": retiree.engagement},
    )
    consigner(uow, passage, acteur, maintenant)
    effacer(uow, avis, numero, acteur, maintenant)
    liste, avant = tuple(uow.avis.candidatures(avis.id)), avis.motif
    if not actives(liste):
        avis = replace(avis, motif=None)
    reponse = Reponse(avis, liste)
    par_le_bailleur = organisation.id == avis.bailleur.id
    return _conclure(
        uow, reponse, avant, acteur, maintenant, retrait=True, par_le_bailleur=par_le_bailleur
    )


def completer_liste(uow: UnitOfWork, maintenant: datetime, commande: ProposerCandidats) -> Reponse:
    """Let the bailleur complete a list left short at the échéance (LP art. 6, « enfin »)."""
    avis = charger(uow, commande.reference, commande.organisation)
    exiger_bailleur(avis, commande.organisation, "compléter la liste de")
    avis = faire_echoir(uow, avis, maintenant)
    exiger_completable(avis, uow.avis.candidatures(avis.id))
    depuis_la_seconde = avis.termes.candidats.completion_bailleur.valeur == "seconde_echeance"
    if avis.etat is Etat.EN_RELANCE and depuis_la_seconde:
        raise TransitionImpossible(f"{avis.reference} : le délai après relance court encore.")
    if not actives(uow.avis.candidatures(avis.id)):
        raise TransitionImpossible(
            f"{avis.reference} n'a encore aucun candidat à compléter : le réservataire a "
            "jusqu'à l'échéance pour répondre."
        )
    reponse = ajouter(uow, avis, commande, maintenant, EtatCandidature.ACTIVE)
    return _conclure(uow, reponse, avis.motif, commande.acteur, maintenant, par_le_bailleur=True)


def accepter_les_tardifs(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    organisation: Organisation,
    reference: str,
) -> Reponse:
    """Take, in one action, the candidates that came after réputé tenu."""
    avis = charger(uow, reference, organisation)
    exiger_bailleur(avis, organisation, "accepter les candidats tardifs de")
    exiger(avis, "accepter")
    gardes = tardives(uow.avis.candidatures(avis.id))
    if not gardes:
        raise TransitionImpossible(f"{reference} n'a reçu aucun candidat après l'échéance.")
    for une in gardes:
        uow.avis.changer_candidature(avis.id, une.numero, EtatCandidature.ACTIVE)
    avis = enregistrer(uow, accepter_tardifs(avis, len(gardes)), acteur, maintenant)
    for partie in sorted({une.organisation for une in gardes}):
        siens = sum(une.organisation == partie for une in gardes)
        destinataire = next(une for une in avis.parties() if une.id == partie)
        aviser(
            uow,
            avis,
            destinataire,
            Genre.TARDIFS_ACCEPTES,
            maintenant,
            {"nombre": str(siens)},
        )
    return Reponse(avis, tuple(uow.avis.candidatures(avis.id)), ajoutes=gardes)


def _exiger_droit_de_proposer(avis: AvisDeVacance, organisation: Organisation) -> None:
    renfort = avis.renfort is not None and avis.renfort.id == organisation.id
    if organisation.id != avis.reservataire.id and not renfort:
        raise Interdit(
            f"Les candidats de {avis.reference} sont proposés par {avis.reservataire.nom}. "
            f"Pour compléter une liste insuffisante : /completer {avis.reference}"
        )


def _recue_par_designation(
    uow: UnitOfWork, avis: AvisDeVacance, commande: ProposerCandidats, maintenant: datetime
) -> AvisDeVacance:
    """Answering an avis proves that it was received (domain §3)."""
    preuve = Reception(
        Genre.AVIS,
        avis.tour,
        maintenant,
        commande.depuis,
        commande.message,
        NatureReception.DESIGNATION,
    )
    return recevoir_preuve(uow, avis, preuve, commande.acteur)


def _motiver(reponse: Reponse, motif: str | None) -> AvisDeVacance:
    """Keep the written reason of a short list; it needs at least one candidate (LP art. 6)."""
    if motif is None:
        return reponse.avis
    if not actives(reponse.liste):
        raise SaisieInvalide(
            f"motif : {reponse.avis.reference} n'a aucun candidat, et le motif accompagne une "
            f"liste d'un ou deux candidats. Pour y renoncer : /rendre {reponse.avis.reference}",
            "motif",
        )
    return replace(reponse.avis, motif=verifier_texte_libre("motif", motif))


def _conclure(
    uow: UnitOfWork,
    reponse: Reponse,
    motif_avant: str | None,
    acteur: Acteur,
    maintenant: datetime,
    *,
    par_le_bailleur: bool = False,
    par_le_renfort: bool = False,
    retrait: bool = False,
) -> Reponse:
    """Move the avis if its list is now enough, or no longer is, and tell the other party."""
    avis = reponse.avis
    motif_change = avis.motif != motif_avant
    if motif_change:
        avis = _enregistrer_le_motif(uow, avis, acteur, maintenant)
        motif_parti = envoyer_le_motif(uow, avis, maintenant)
    else:
        # Asked only where there is a reason to send.
        deja = avis.motif and uow.envois.compter(avis.reference, Genre.MOTIF_CALEOL)
        motif_parti = bool(deja)
    candidats = len(actives(reponse.liste))
    suite = apprecier(avis, candidats)
    if suite:
        avis = enregistrer(uow, suite, acteur, maintenant, reponse.liste)
    elif reponse.ajoutes or retrait:
        actualiser(uow, avis, maintenant)
    avis = faire_echoir(uow, avis, maintenant)
    if reponse.ajoutes or suite or retrait or motif_change or reponse.coordonnees:
        faits = {"nombre": str(candidats), "ajoutes": str(len(reponse.ajoutes))}
        faits |= {"coordonnees": "oui"} if reponse.coordonnees else {}
        faits |= faits_sans_adresse(uow, avis) if motif_change else {}
        destinataire = avis.reservataire if par_le_bailleur else avis.bailleur
        genre = Genre.DESIGNE if suite and avis.etat is Etat.DESIGNE else Genre.CANDIDATS
        genre = Genre.COMPLETE if par_le_bailleur else genre
        aviser(uow, avis, destinataire, genre, maintenant, faits | {"par": avis.bailleur.nom})
    if par_le_renfort and avis.renfort:
        faits = {"par": avis.renfort.nom}
        aviser(uow, avis, avis.reservataire, Genre.COMPLETE, maintenant, faits)
    return replace(reponse, avis=avis, motif_parti=motif_parti)


def _enregistrer_le_motif(
    uow: UnitOfWork, avis: AvisDeVacance, acteur: Acteur, maintenant: datetime
) -> AvisDeVacance:
    """Record the reason of a short list, or that none is left: the journal has no text of it."""
    action = "motif de liste courte" if avis.motif else "motif sans objet, liste vide"
    details = {"motif": engagement(avis.sel, avis.motif)} if avis.motif else {}
    passage = Passage(avis, action, avis.etat, "LP art. 6", details=details)
    return enregistrer(uow, passage, acteur, maintenant)


def _garder_a_part(
    uow: UnitOfWork, avis: AvisDeVacance, commande: ProposerCandidats, maintenant: datetime
) -> Reponse:
    """Keep late candidates apart, and tell the bailleur how many (domain §3, chosen)."""
    if not commande.numeros:
        raise TransitionImpossible(
            f"{avis.reference} est réputé tenu : un motif n'y change plus rien (LP art. 6)."
        )
    reponse = ajouter(uow, avis, commande, maintenant, EtatCandidature.TARDIVE)
    if reponse.ajoutes:
        nombre = len(tardives(reponse.liste))
        aviser(
            uow,
            avis,
            avis.bailleur,
            Genre.TARDIFS,
            maintenant,
            {"nombre": pluriel(nombre, "candidat")},
        )
    return replace(reponse, tardifs=reponse.ajoutes, ajoutes=())
