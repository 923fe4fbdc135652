"""Notices that e-mail calls for: what nobody acknowledged, échéances, the CALEOL's letter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.presenters import fiches
from bot.presenters.sujet import Sujet, completer, faits_de
from bot.presenters.textes_fr import rediger
from core.domain.avis import CLOS, AvisDeVacance, attend_une_reception
from core.domain.candidatures import actives
from core.domain.convention import ModeReception
from core.domain.envois import Envoi, Genre
from core.domain.journal import engagement
from core.messages.model import Gravite, Liste, Message, Paragraphe
from storage.unit_of_work import UniteDeTravail


def attend_l_accuse(uow: UniteDeTravail, envoi: Envoi, avis: AvisDeVacance) -> bool:
    """Tell whether only a person's acknowledgement will start the clock of this mail (LP art. 6).

    Where chat reads too, what it accepts starts it.
    """
    par_courriel = envoi.destination.par_courriel and envoi.ouvre_un_delai
    if not par_courriel or envoi.organisation != avis.reservataire.id:
        return False
    if not attend_une_reception(avis) or avis.tour != envoi.tour:
        return False
    accuse = avis.termes.reception.valeur is ModeReception.ACCUSE
    lieux = uow.canaux.destinations(avis.reservataire.id)
    return accuse or all(une.par_courriel for une in lieux)


def encore_utile(sujet: Sujet) -> bool:
    """Tell whether the notice still has a reason."""
    avis, faits = sujet.avis, sujet.envoi.faits
    match sujet.envoi.genre:
        case Genre.MOTIF_CALEOL:
            dit = engagement(avis.sel, avis.motif) if avis.motif else ""
            return avis.etat not in CLOS and dit == faits["engagement"]
        case Genre.SANS_ACCUSE:
            attend = avis.remis_le is not None and attend_une_reception(avis)
            return attend and avis.tour == sujet.envoi.tour
        case _:
            echeance = avis.echeance
            court = echeance is not None and sujet.maintenant < echeance.fin
            return court and echeance is not None and echeance.nature.value == faits["nature"]


def _echeance(sujet: Sujet) -> Message:
    minimum = sujet.avis.termes.candidats.minimum.valeur
    faits = faits_de(sujet) | {"manquent": max(0, minimum - sujet.candidats)}
    return completer(sujet, rediger("avis/reservataire_echeance", **faits))


def _sans_accuse(sujet: Sujet) -> Message:
    lecteur = "bailleur" if sujet.pour_bailleur else "reservataire"
    par_courriel = sujet.envoi.destination.par_courriel
    faits = faits_de(sujet) | {
        "relance": sujet.avis.relance_le is not None,
        "sur_la_page": par_courriel,
    }
    modele = {
        "bailleur": "relance/bailleur_sans_accuse",
        "reservataire": "relance/reservataire_sans_accuse",
    }[lecteur]
    return replace(completer(sujet, rediger(modele, **faits)), gravite=Gravite.ALERTE)


def _motif_caleol(sujet: Sujet) -> Message:
    """The legal e-mail: dwelling, masked candidates and the reason in full (LP art. 6)."""
    avis = sujet.avis
    message = rediger("candidats/caleol_motif", **faits_de(sujet))
    presente, ou_lire = message.blocs
    masques = tuple(f"n° {une.numero} : {une.numero_unique.masque}" for une in actives(sujet.liste))
    blocs = (presente, Paragraphe(f"« {avis.motif} »"), fiches.logement(avis), Liste(masques))
    entier = completer(sujet, replace(message, blocs=(*blocs, ou_lire)))
    return replace(entier, boutons=())


PRESENTATIONS: Mapping[Genre, Callable[[Sujet], Message]] = {
    Genre.ECHEANCE: _echeance,
    Genre.SANS_ACCUSE: _sans_accuse,
    Genre.MOTIF_CALEOL: _motif_caleol,
}
