"""Fix the meeting of the réservataires, that the bailleur asks for (LP art. 7, LA 4.2.2)."""

from __future__ import annotations

from datetime import datetime

from core.domain.organisations import Organisation
from core.domain.programmes import Programme, Reunion
from core.domain.programmes_dates import bref, jour_de_la_concertation, raisons_de_la_concertation
from core.errors import saisie
from core.ports import UnitOfWork
from core.texte import jour_fr, liste_fr
from core.usecases.dossier import Acteur
from core.usecases.programmes_commun import (
    Effet,
    aujourdhui,
    dire,
    enregistrer,
    exiger_a_livrer,
    exiger_bailleur,
)
from core.usecases.registre import Fait


def fixer(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    organisation: Organisation,
    programme: Programme,
    reunion: Reunion,
) -> Effet:
    """Fix the meeting, or move it, and tell every réservataire; a day gone by is one held.

    Raises SaisieInvalide for a meeting after the delivery, or the one already fixed.
    """
    exiger_bailleur(programme, organisation, "fixer la concertation de")
    exiger_a_livrer(programme, "fixer sa concertation")
    _exiger_coherente(programme, reunion)
    limite = jour_de_la_concertation(programme)
    remarques: tuple[str, ...] = ()
    if raisons_de_la_concertation(programme) and reunion.jour > limite:
        article = programme.regles.concertation.mois.article
        remarques = (f"Elle était à tenir avant le {jour_fr(limite)} ({bref(article)}).",)
    avant = programme.contenu.reunion
    programme = programme.avec(reunion=reunion)
    details = {"le": jour_fr(reunion.jour)}
    if avant:
        details["avant"] = jour_fr(avant.jour)
    pourquoi = liste_fr(raisons_de_la_concertation(programme)) or "à l'initiative du bailleur"
    article = programme.regles.concertation.cadre.article
    fait = Fait("concertation fixée", article, lecture=pourquoi, details=details)
    programme = enregistrer(uow, programme, fait, acteur, maintenant)
    muettes: tuple[Organisation, ...] = ()
    if reunion.jour >= aujourdhui(programme, maintenant):
        parties = programme.reservataires
        muettes = dire(uow, maintenant, programme, "concertation", parties)
    return Effet(programme, muettes=muettes, remarques=remarques)


def _exiger_coherente(programme: Programme, reunion: Reunion) -> None:
    if reunion.jour > programme.livraison:
        raise saisie(
            "date",
            jour_fr(reunion.jour),
            f"vient après la livraison du {jour_fr(programme.livraison)} : la concertation décide "
            f"avant elle ({bref(programme.regles.concertation.mois.article)})",
            f"date={jour_fr(jour_de_la_concertation(programme))}",
        )
    if reunion == programme.contenu.reunion:
        raise saisie(
            "date",
            jour_fr(reunion.jour),
            "est déjà la date fixée, rien ne change",
            f"/programme {programme.reference}",
        )
