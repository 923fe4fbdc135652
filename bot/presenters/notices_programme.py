"""Notices about a new programme, by wording (`quoi`): read again when they are sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from bot.presenters.fiches import tete
from bot.presenters.notices_programme_faits import SujetProgramme, faits_de
from bot.presenters.programmes import boutons, droits_lisibles
from bot.presenters.programmes_dates import echeancier, ligne_concertation
from bot.presenters.programmes_fiches import droits, identite
from bot.presenters.programmes_logements import logements_fr
from bot.presenters.programmes_plans import presenter_plan, presenter_rappel_du_plan
from bot.presenters.textes_fr import rediger
from core.domain.envois import Envoi
from core.domain.programmes import A_LIVRER, A_POURVOIR, EN_COURS, EtatProgramme, Objet
from core.domain.programmes_candidats import manquent
from core.messages.model import Bloc, Champs, Gravite, Message, Paragraphe
from core.usecases.programmes_recevoir import RECUS
from storage.unit_of_work import UniteDeTravail

Presentation = Callable[[UniteDeTravail, Envoi, datetime], Message | None]
"""Makes the message of a notice now; None when its reason has vanished."""


def presenter(uow: UniteDeTravail, envoi: Envoi, maintenant: datetime) -> Message | None:
    """Make the message of a notice; None when its reason has vanished."""
    return PRESENTATIONS[envoi.faits["quoi"]](uow, envoi, maintenant)


def _sujet(uow: UniteDeTravail, envoi: Envoi, maintenant: datetime) -> SujetProgramme | None:
    programme = uow.programmes.par_reference(envoi.reference or "")
    if programme is None or envoi.organisation is None:
        return None
    lecteur = uow.organisations.par_id(envoi.organisation)
    candidats = tuple(uow.programmes.candidats(programme.id))
    empreinte = uow.journal.tete(programme.reference)
    return SujetProgramme(
        envoi, programme, candidats, lecteur, maintenant, empreinte[1] if empreinte else None
    )


def _toujours(sujet: SujetProgramme) -> bool:
    return True


def _selon(
    modele: str,
    gravite: Gravite = Gravite.INFO,
    utile: Callable[[SujetProgramme], bool] = _toujours,
    suite: Callable[[SujetProgramme], tuple[Bloc, ...]] = lambda _: (),
) -> Presentation:
    """Make the presenter of one wording: while it is useful, with what follows the text."""

    def presenter_ainsi(uow: UniteDeTravail, envoi: Envoi, maintenant: datetime) -> Message | None:
        sujet = _sujet(uow, envoi, maintenant)
        if sujet is None or not utile(sujet):
            return None
        message = rediger(modele, **faits_de(sujet))
        double = "Ce message vous est peut-être déjà parvenu : c'est le même."
        blocs = (
            *message.blocs,
            *suite(sujet),
            *((Paragraphe(double),) if envoi.doublon else ()),
            *tete(sujet.tete),
        )
        siens = boutons(
            sujet.programme,
            sujet.lecteur,
            sujet.candidats,
            voir=True,
            accuser=sujet.a_accuser or sujet.quoi not in RECUS,
        )
        ref = sujet.programme.reference
        return replace(
            message,
            blocs=blocs,
            boutons=siens,
            gravite=gravite,
            suite=f"La suite est trop longue pour ce message : /programme {ref}",
        )

    return presenter_ainsi


def _fiche(sujet: SujetProgramme) -> tuple[Bloc, ...]:
    """Give all that a notice owes: the programme, the reader's dwellings, its dates, its rights."""
    programme = sujet.programme
    reunion = Champs((ligne_concertation(programme, sujet.maintenant),))
    part = droits(programme) if droits_lisibles(programme) else ()
    siens = logements_fr(programme, sujet.lecteur)
    return (identite(programme, sujet.maintenant), reunion, *siens, *part)


def _dates(sujet: SujetProgramme) -> tuple[Bloc, ...]:
    return (echeancier(sujet.programme, sujet.lecteur, sujet.candidats, sujet.maintenant),)


def _derniere_notice(sujet: SujetProgramme) -> bool:
    notice = sujet.programme.derniere_notice(sujet.lecteur.id)
    return (
        sujet.programme.etat in EN_COURS and notice is not None and notice.rang == sujet.envoi.tour
    )


def _en_attente(sujet: SujetProgramme) -> bool:
    return sujet.programme.etat in A_LIVRER


def _sans_notice(sujet: SujetProgramme) -> bool:
    return _en_attente(sujet) and not sujet.programme.contenu.notices


def _sans_reunion(sujet: SujetProgramme) -> bool:
    return _en_attente(sujet) and sujet.programme.contenu.reunion is None


def _reunion_a_venir(sujet: SujetProgramme) -> bool:
    reunion = sujet.programme.contenu.reunion
    return _en_attente(sujet) and reunion is not None and reunion.jour >= sujet.aujourdhui


def _liste_attendue(sujet: SujetProgramme) -> bool:
    programme, concerne = sujet.programme, sujet.concerne
    if programme.etat not in A_POURVOIR or concerne is None:
        return False
    return manquent(programme, sujet.candidats, concerne.id) > 0


def _sans_accuse(sujet: SujetProgramme) -> bool:
    concerne, programme = sujet.concerne, sujet.programme
    notice = programme.derniere_notice(concerne.id) if concerne else None
    if concerne is None or notice is None or programme.etat not in EN_COURS:
        return False
    return programme.reception(Objet.NOTICE, notice.rang, concerne.id) is None


def _retour_en_cours(sujet: SujetProgramme) -> bool:
    return sujet.programme.etat in A_POURVOIR and sujet.retour_ouvert is not None


def _retour_sans_accuse(sujet: SujetProgramme) -> bool:
    retour = sujet.retour_ouvert
    return _retour_en_cours(sujet) and retour is not None and retour.recu_le is None


def _rendu(sujet: SujetProgramme) -> bool:
    un = sujet.logement
    return un is not None and un.rendu_le is not None


def _retenu(sujet: SujetProgramme) -> bool:
    un = sujet.candidat
    return un is not None and un.etat == "retenu"


def _livre(sujet: SujetProgramme) -> bool:
    return sujet.programme.etat in (EtatProgramme.LIVRE, EtatProgramme.CLOS)


_ALERTE = Gravite.ALERTE

PRESENTATIONS: Mapping[str, Presentation] = {
    "notice": _selon("programmes/reservataire_notice", utile=_derniere_notice, suite=_fiche),
    "notice_recu": _selon("programmes/bailleur_notice_recue"),
    "retour_recu": _selon("programmes/bailleur_retour_recu", utile=_retour_en_cours),
    "livraison": _selon("programmes/parties_livraison", _ALERTE, _en_attente, _dates),
    "concertation": _selon("programmes/parties_concertation", utile=_reunion_a_venir),
    "candidats": _selon("programmes/bailleur_candidats"),
    "candidat_retire": _selon("programmes/bailleur_candidat_retire"),
    "retour": _selon("programmes/reservataire_retour", _ALERTE, _retour_en_cours),
    "echec": _selon("programmes/reservataire_echec"),
    "rendu": _selon("programmes/parties_rendu", _ALERTE, _rendu),
    "retenu": _selon("programmes/reservataire_retenu", Gravite.SUCCES, _retenu),
    "livre": _selon("programmes/reservataire_livre", utile=_livre),
    "abandon": _selon("programmes/reservataire_abandon", _ALERTE),
    "derogation": _selon("programmes/parties_derogation"),
    "rappel_notice": _selon("programmes/bailleur_rappel_notice", _ALERTE, _sans_notice),
    "rappel_nommer": _selon("programmes/bailleur_rappel_nommer", _ALERTE, _en_attente),
    "rappel_concertation": _selon(
        "programmes/bailleur_rappel_concertation", _ALERTE, _sans_reunion
    ),
    "rappel_livraison": _selon("programmes/bailleur_rappel_livraison", utile=_en_attente),
    "rappel_reunion": _selon("programmes/parties_rappel_reunion", utile=_reunion_a_venir),
    "rappel_liste": _selon("programmes/reservataire_rappel_liste", _ALERTE, _liste_attendue),
    "rappel_echue": _selon("programmes/parties_liste_echue", _ALERTE, _liste_attendue),
    "rappel_accuse": _selon("programmes/parties_rappel_accuse", _ALERTE, _sans_accuse),
    "rappel_accuse_retour": _selon(
        "programmes/parties_rappel_retour", _ALERTE, _retour_sans_accuse
    ),
    "rappel_complement": _selon("programmes/reservataire_rappel_retour", _ALERTE, _retour_en_cours),
    "plan": presenter_plan,
    "rappel_plan": presenter_rappel_du_plan,
}
