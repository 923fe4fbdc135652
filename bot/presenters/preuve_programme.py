"""What the proof of a new programme says: its receptions, and the dates that hang on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from core.domain.journal import horodatage
from core.domain.organisations import Organisation
from core.domain.programmes import Objet, Programme, ReceptionProgramme
from core.domain.programmes_dates import (
    fin,
    jour_de_la_concertation,
    jour_de_la_notice,
    liste_attendue,
    nommante,
    raisons_de_la_concertation,
    recue_le,
)
from core.domain.regles_programmes import Depart
from core.texte import jour_fr, liste_fr


@dataclass(frozen=True)
class Recue:
    """One reception: of a notice or of a return, by whom, and its proof."""

    preuve: ReceptionProgramme
    par: str

    def en_json(self) -> dict[str, Any]:
        """Write it as a proof file does."""
        une = self.preuve
        return {
            "instant": horodatage(une.instant),
            "plateforme": une.plateforme,
            "message": une.message,
            "nature": une.nature.value,
            "objet": f"{une.objet} n° {une.rang}",
            "reservataire": self.par,
        }


@dataclass(frozen=True)
class Delai:
    """A date of the programme. `debut` and `fin` are UTC; None when nothing starts, or runs, it.

    `jour`: the civil day that `fin` ends; `autre`: what another reading gives, without effect.
    """

    nature: str
    debut: datetime | None
    fin: datetime | None
    jour: date | None
    article: str
    lecture: str
    autre: str = ""

    def en_json(self) -> dict[str, Any]:
        """Write it as a proof file does."""
        return {
            "nature": self.nature,
            "debut": horodatage(self.debut) if self.debut else None,
            "fin": horodatage(self.fin) if self.fin else None,
            "dernier_jour": self.jour.isoformat() if self.jour else None,
            "article": self.article,
            "lecture": self.lecture,
            "autres_lectures": [self.autre] if self.autre else [],
        }


def receptions(programme: Programme, lecteur: Organisation | None) -> list[Recue]:
    """Give the receptions that a reader may know: its own, all of them for the bailleur or None."""
    siens = _lus_par(programme, lecteur)
    return [
        Recue(une, programme.reservataire(une.organisation).nom)
        for une in programme.contenu.receptions
        if une.organisation in siens
    ]


def delais(programme: Programme, lecteur: Organisation | None) -> list[Delai]:
    """Give the dates that a reader may know, in the order of the rules."""
    siens = _lus_par(programme, lecteur)
    return [
        *_communs(programme),
        *(
            _liste(programme, une)
            for une in programme.reservataires
            if une.id in siens and programme.logements_de(une.id)
        ),
        *_retours(programme, siens),
    ]


def _lus_par(programme: Programme, lecteur: Organisation | None) -> set[int]:
    if lecteur is None or lecteur.id == programme.bailleur.id:
        return {une.id for une in programme.reservataires}
    return {lecteur.id}


def _communs(programme: Programme) -> Iterator[Delai]:
    regles = programme.regles
    livraison = f"livraison prévue le {jour_fr(programme.livraison)}"
    mois = regles.notice_mois
    lecture = f"{mois.valeur} mois avant la {livraison}"
    yield _avant(programme, "notice", jour_de_la_notice(programme), mois.article, lecture)
    raisons = raisons_de_la_concertation(programme)
    if raisons:
        mois = regles.concertation.mois
        lecture = f"{mois.valeur} mois avant la {livraison} ({liste_fr(raisons)})"
        jour = jour_de_la_concertation(programme)
        yield _avant(programme, "concertation", jour, mois.article, lecture)


def _avant(programme: Programme, nature: str, jour: date, article: str, lecture: str) -> Delai:
    return Delai(nature, None, fin(programme, jour), jour, article, lecture)


def _liste(programme: Programme, une: Organisation) -> Delai:
    """Give the date of a réservataire's list, and the reception that started it, if one did."""
    attendu = liste_attendue(programme, une.id)
    de_la_livraison = programme.regles.liste.depart.valeur is Depart.LIVRAISON
    notice = None if de_la_livraison else nommante(programme, une.id)
    debut = recue_le(programme, notice) if notice else None
    bout = fin(programme, attendu.jour) if attendu.jour else None
    nature = f"liste de candidats : {une.nom}"
    return Delai(
        nature, debut, bout, attendu.jour, attendu.article, attendu.pourquoi, attendu.autre
    )


def _retours(programme: Programme, siens: set[int]) -> Iterator[Delai]:
    """Give the délais to name others, from the proved reception of each return."""
    regle = programme.regles.complement_jours
    for un in programme.contenu.retours:
        if regle is None or un.organisation not in siens:
            continue
        recu = programme.reception(Objet.RETOUR, un.rang, un.organisation)
        yield Delai(
            f"autres candidats pour le logement {un.logement} (retour n° {un.rang})",
            recu.instant if recu else None,
            fin(programme, un.dernier_jour) if un.dernier_jour else None,
            un.dernier_jour,
            regle.article,
            f"{regle.valeur} jours à compter de la réception prouvée du retour ; {un.suite}",
        )
