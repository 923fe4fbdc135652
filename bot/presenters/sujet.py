"""What a notice speaks of, and what every notice about an avis holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.presenters import fiches
from bot.presenters.attente import moyen_de_remise
from core.domain.avis import AvisDeVacance, Etat, suffisance
from core.domain.candidatures import Candidature, actives, revenu
from core.domain.delais import Echeance, cadence, echeance_fr
from core.domain.envois import Envoi, Genre
from core.domain.organisations import Organisation
from core.messages.model import Bloc, Message, Paragraphe
from core.texte import instant_fr


@dataclass(frozen=True)
class Sujet:
    """What a notice speaks of, read when it is sent: a late notice must not lie.

    `attend_l_accuse`: by e-mail, only a person's acknowledgement will start its clock.
    """

    envoi: Envoi
    avis: AvisDeVacance
    liste: tuple[Candidature, ...]
    tete: str | None
    maintenant: datetime
    lecteur: Organisation
    attend_l_accuse: bool = False

    @property
    def candidats(self) -> int:
        """Give how many candidates count."""
        return len(actives(self.liste))

    @property
    def echeance(self) -> Echeance | None:
        """Give the échéance that the notice is about: the one that a reception fixed, if any."""
        match self.envoi.genre:
            case Genre.AVIS_RECU:
                return self.avis.premiere
            case Genre.RELANCE_RECUE:
                return self.avis.seconde
            case _:
                return self.avis.echeance

    def jours_avant(self, echeance: Echeance) -> int:
        """Count the days left when the notice is written: a late reminder must not lie."""
        return fiches.jours_restants(echeance, self.avis.termes.zone, self.maintenant)

    @property
    def pour_bailleur(self) -> bool:
        """Tell whether the reader is the avis's bailleur."""
        return self.lecteur.id == self.avis.bailleur.id


def faits_de(sujet: Sujet) -> dict[str, Any]:
    """Give what any wording may need."""
    avis = sujet.avis
    choix = cadence(avis.logement, avis.termes)
    relance = avis.etat is Etat.EN_RELANCE or sujet.envoi.genre is Genre.RELANCE
    delai = choix.second if relance else choix.premier
    regle = suffisance(avis, sujet.candidats)
    designe = sujet.envoi.genre is Genre.DESIGNE and regle
    return {
        **sujet.envoi.faits,
        "ref": avis.reference,
        "bailleur": avis.bailleur.nom,
        "reservataire": avis.reservataire.nom,
        "tour": avis.tour,
        "revenu": revenu(sujet.liste),
        "etat": avis.etat.value,
        "minimum": avis.termes.candidats.minimum.valeur,
        "jours": delai.jours,
        "article": regle if designe else delai.article,
        "echeance": echeance_fr(sujet.echeance) if sujet.echeance else "",
        "premiere": echeance_fr(avis.premiere) if avis.premiere else "",
        "nombre": sujet.candidats,
        "pour_bailleur": sujet.pour_bailleur,
        "par_courriel": sujet.envoi.destination.par_courriel,
        "motif": avis.motif or "",
        "renfort": avis.renfort.nom if avis.renfort else "",
        "sans_caleol": sujet.envoi.faits.get("caleol") == "absente",
        "remis_le": instant_fr(avis.remis_le, avis.termes.zone) if avis.remis_le else "",
        "remis_par": moyen_de_remise(avis),
    }


def completer(
    sujet: Sujet, message: Message, *, avec_logement: bool = False, preuve: bool = True
) -> Message:
    """Add what every notice ends with: explanation, dwelling, head of the chain, buttons."""
    avis = sujet.avis
    blocs: list[Bloc] = list(message.blocs)
    if sujet.attend_l_accuse:
        blocs.append(SANS_ACCUSE)
    if sujet.echeance and sujet.envoi.genre in _EXPLIQUES:
        blocs += [fiches.explication(sujet.echeance), *fiches.autres_lectures(sujet.echeance)]
    if avec_logement:
        blocs.append(fiches.logement(avis))
    if sujet.envoi.doublon:
        blocs.append(Paragraphe("Ce message vous est peut-être déjà parvenu : c'est le même."))
    blocs += fiches.tete(sujet.tete) if preuve else ()
    par_courriel = sujet.envoi.destination.par_courriel
    boutons = fiches.boutons(avis, sujet.lecteur, par_courriel=par_courriel)
    sans_bouton = sujet.envoi.genre in _ALERTES
    return replace(message, blocs=tuple(blocs), boutons=() if sans_bouton else boutons)


SANS_ACCUSE = Paragraphe(
    "Aucun délai ne court tant que personne n'a accusé réception : faites-le sur la page "
    "(LP art. 6)."
)

_ALERTES = frozenset({Genre.NON_REMIS, Genre.HORS_TERME})
"""Also read by administrateurs, who are no party: no button."""

_EXPLIQUES = frozenset(
    {
        Genre.AVIS,
        Genre.MISE_A_JOUR,
        Genre.AVIS_RECU,
        Genre.RELANCE_RECUE,
        Genre.RENFORT,
        Genre.ECHEANCE,
    }
)
