"""What the candidates' outcomes make of the avis: its state, and whether it is delivered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from core.domain.avis import AvisDeVacance, Etat, Livraison, Passage, livrer, suffisance
from core.domain.caleol import Liste, en_jeu
from core.domain.candidatures import actives
from core.domain.convention import RefusParTous
from core.domain.parcours import Presentation


def etat_courant(avis: AvisDeVacance, liste: Liste) -> Etat:
    """Give the state while somebody is still in play, or may still be decided upon."""
    siennes = actives(liste)
    if any(une.parcours.bail_le for une in siennes):
        return Etat.BAIL_SIGNE
    if en_jeu(siennes):
        return Etat.ATTRIBUE
    if avis.etat is Etat.REFUSE_PAR_TOUS:
        return avis.etat
    vus = (une.parcours for une in siennes)
    if any(un.decision or un.presentation is Presentation.PRESENTEE for un in vus):
        return Etat.EN_CALEOL
    if avis.etat is not Etat.EN_CALEOL:
        return avis.etat
    return Etat.DESIGNE if suffisance(avis, len(siennes)) else Etat.INCOMPLET


def avancer(avis: AvisDeVacance, liste: Liste) -> AvisDeVacance:
    """Give the avis in its new state; a signed lease, or one brought back, moves the delivery."""
    suivant = replace(avis, etat=etat_courant(avis, liste))
    if suivant.etat is Etat.BAIL_SIGNE:
        return livrer(suivant, Livraison.BAIL, _signature(liste))
    if avis.livraison is not Livraison.REFUS_PAR_TOUS:
        return suivant
    if suivant.etat is Etat.ATTRIBUE:
        return replace(suivant, livraison=None, livre_le=None)
    return replace(suivant, livre_le=dernier_refus(avis, liste))


def epuiser(avis: AvisDeVacance, liste: Liste) -> Passage | None:
    """Give what happens when nobody is left: refusé par tous, or sans attributaire.

    Refused by all under the reading that acts (LP art. 3): it counts as delivered. Else a new
    first délai (domain §3, chosen); after a réputé tenu the bailleur owes none.
    """
    siennes = actives(liste)
    if avis.etat not in (Etat.DESIGNE, Etat.INCOMPLET, Etat.EN_CALEOL, Etat.ATTRIBUE):
        return None
    if en_jeu(siennes) or any(une.parcours.indecise for une in siennes):
        return None
    if compte_comme_livre(avis, siennes, avis.termes.refus_par_tous.valeur):
        return _refuse_par_tous(avis, siennes)
    if avis.tardifs_acceptes:
        tenu = replace(avis, etat=Etat.REPUTE_TENU)
        return Passage(tenu, "aucun candidat tardif retenu", avis.etat, "LP art. 6")
    if not any(une.parcours.decision for une in siennes):
        return None
    return _sans_attributaire(avis)


def compte_comme_livre(avis: AvisDeVacance, liste: Liste, lecture: RefusParTous) -> bool:
    """Tell whether a dwelling refused counts as delivered under one reading (LP art. 3).

    The bailleur's own candidates never matter. An attribution whose condition was not met took no
    effect: it is neither an attribution nor a refusal.
    """
    proposees = [une for une in actives(liste) if une.organisation != avis.bailleur.id]
    if lecture is RefusParTous.ATTRIBUTAIRES:
        proposees = [une for une in proposees if une.parcours.effective]
    return bool(proposees) and all(une.parcours.a_refuse for une in proposees)


def lectures_du_refus(avis: AvisDeVacance, liste: Liste) -> str:
    """Say which reading of « refused by all » acted, and what the other one gives."""
    agit = avis.termes.refus_par_tous.valeur
    autre = next(une for une in RefusParTous if une is not agit)
    return (
        f"{_INTITULES[agit]} : {_VERDICTS[compte_comme_livre(avis, liste, agit)]} ; autre lecture, "
        f"{_INTITULES[autre]} : {_VERDICTS[compte_comme_livre(avis, liste, autre)]}"
    )


def dernier_refus(avis: AvisDeVacance, liste: Liste) -> date:
    """Give the civil day of the last refusal of the réservataire's candidates; one at least."""
    return max(
        une.parcours.repondu_le
        for une in actives(liste)
        if une.parcours.a_refuse
        and une.parcours.repondu_le
        and une.organisation != avis.bailleur.id
    )


_INTITULES: Mapping[RefusParTous, str] = {
    RefusParTous.ATTRIBUTAIRES: "refus de tous les attributaires",
    RefusParTous.TOUS_LES_CANDIDATS: "refus de tous les candidats du réservataire",
}
_VERDICTS = {True: "compte comme livré", False: "ne compte pas"}


def _refuse_par_tous(avis: AvisDeVacance, liste: Liste) -> Passage:
    refuse = replace(avis, etat=Etat.REFUSE_PAR_TOUS)
    refuse = livrer(refuse, Livraison.REFUS_PAR_TOUS, dernier_refus(avis, liste))
    article, lecture = avis.termes.refus_par_tous.article, lectures_du_refus(avis, liste)
    return Passage(refuse, "refusé par tous", avis.etat, article, lecture)


def _sans_attributaire(avis: AvisDeVacance) -> Passage:
    revenu = replace(
        avis,
        etat=Etat.SANS_ATTRIBUTAIRE,
        tour=avis.tour + 1,
        premiere=None,
        seconde=None,
        relance_le=None,
        motif=None,
    )
    return Passage(
        revenu, "sans attributaire", avis.etat, "LP art. 6", "nouveau premier délai (choisi)"
    )


def _signature(liste: Liste) -> date:
    return next(une.parcours.bail_le for une in actives(liste) if une.parcours.bail_le)
