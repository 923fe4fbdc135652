"""A delivery date that moves, and the delivery itself: all that hangs on it follows (§6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from core.domain.calendrier import jour_local
from core.domain.organisations import Organisation
from core.domain.programmes import EtatProgramme, Programme
from core.domain.programmes_dates import jour_de_la_notice
from core.errors import TransitionImpossible, saisie
from core.ports import UnitOfWork
from core.texte import jour_fr
from core.usecases.dossier import Acteur
from core.usecases.programmes_commun import (
    Effet,
    annonces,
    aujourdhui,
    dire,
    enregistrer,
    exiger_a_livrer,
    exiger_bailleur,
)
from core.usecases.programmes_ouvrir import exiger_a_venir
from core.usecases.registre import Fait


def deplacer(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    organisation: Organisation,
    programme: Programme,
    livraison: date,
) -> Effet:
    """Move the delivery; every date that hangs on it moves, and every party is told.

    Raises SaisieInvalide for the same date, a past one, or one before the concertation fixed.
    """
    exiger_bailleur(programme, organisation, "déplacer la livraison de")
    exiger_a_livrer(programme, "déplacer sa livraison")
    avant = programme.livraison
    if livraison == avant:
        raise saisie(
            "date",
            jour_fr(livraison),
            f"est déjà la date de {programme.reference}, rien ne change",
            f"/programme {programme.reference} livraison date=15/01/2027",
        )
    exiger_a_venir(livraison, aujourdhui(programme, maintenant))
    _exiger_apres_la_reunion(programme, livraison)
    programme = replace(programme, livraison=livraison).avec(ancienne_livraison=avant)
    details = {
        "livraison": f"{jour_fr(avant)} → {jour_fr(livraison)}",
        "notice due le": jour_fr(jour_de_la_notice(programme)),
    }
    article = programme.regles.notice_mois.article
    fait = Fait("livraison déplacée", article, details=details)
    programme = enregistrer(uow, programme, fait, acteur, maintenant)
    faits = {"avant": avant.isoformat(), "apres": livraison.isoformat()}
    muettes = dire(uow, maintenant, programme, "livraison", annonces(programme), faits)
    return Effet(programme, tuple(uow.programmes.candidats(programme.id)), muettes)


def livrer(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    organisation: Organisation,
    programme: Programme,
    jour: date,
) -> Effet:
    """Note that the programme was delivered; its dwellings may still be let.

    Raises TransitionImpossible without any notice, SaisieInvalide for a day to come or before it.
    """
    exiger_bailleur(programme, organisation, "livrer")
    exiger_a_livrer(programme, "noter sa livraison")
    _exiger_notifie(programme)
    exemple = f"date={jour_fr(aujourdhui(programme, maintenant))}"
    if jour > aujourdhui(programme, maintenant):
        raise saisie("date", jour_fr(jour), "est à venir : notez une livraison faite", exemple)
    notice = jour_local(programme.contenu.notices[0].le, programme.zone)
    if jour < notice:
        article = programme.regles.notice_mois.article
        raise saisie(
            "date",
            jour_fr(jour),
            f"précède la notice, envoyée le {jour_fr(notice)} : la notice vient avant ({article})",
            exemple,
        )
    programme = replace(programme, etat=EtatProgramme.LIVRE).avec(livre_le=jour)
    article = programme.regles.notice_mois.article
    fait = Fait("programme livré", article, details={"le": jour_fr(jour)})
    programme = enregistrer(uow, programme, fait, acteur, maintenant, EtatProgramme.NOTIFIE.value)
    muettes = dire(uow, maintenant, programme, "livre", annonces(programme))
    return Effet(programme, tuple(uow.programmes.candidats(programme.id)), muettes)


def _exiger_notifie(programme: Programme) -> None:
    if not programme.contenu.notices:
        article = programme.regles.notice_mois.article
        raise TransitionImpossible(
            f"{programme.reference} n'a pas été notifié : la notice vient avant la livraison, même "
            f"en retard ({article}). À faire : /programme {programme.reference} notifier"
        )


def _exiger_apres_la_reunion(programme: Programme, livraison: date) -> None:
    reunion = programme.contenu.reunion
    if reunion and livraison < reunion.jour:
        raise saisie(
            "date",
            jour_fr(livraison),
            f"précède la concertation, fixée au {jour_fr(reunion.jour)} : déplacez-la d'abord",
            f"/programme {programme.reference} concertation date={jour_fr(livraison)}",
        )
