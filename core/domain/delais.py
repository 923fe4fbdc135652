"""Échéances from facts and terms, with every step and every other reading (LP art. 6)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from core.domain.calendrier import (
    Unite,
    ajouter_jours,
    fin_de_jour,
    jour_local,
    reporter,
    retrancher_jours,
)
from core.domain.convention import Delai, LectureRelance, Termes
from core.domain.logement import Logement
from core.texte import cle, instant_fr, jour_fr, jour_long_fr, pluriel


class NatureEcheance(StrEnum):
    """The two délais of an avis, and the household's to answer an offer (CCH R441-10)."""

    PREMIER = "premier_delai"
    SECOND = "second_delai"
    OFFRE = "offre"

    @property
    def libelle(self) -> str:
        """Give the name that people read."""
        return _LIBELLES[self]


_LIBELLES = {
    NatureEcheance.PREMIER: "premier délai",
    NatureEcheance.SECOND: "délai après relance",
    NatureEcheance.OFFRE: "réponse à l'offre",
}


@dataclass(frozen=True)
class AutreLecture:
    """A date that another reading of the same text would give; it does not act."""

    intitule: str
    dernier_jour: date


@dataclass(frozen=True)
class Echeance:
    """A délai with its proof: starts at a reception, ends at 24:00 of `dernier_jour`.

    `debut` and `fin` are UTC instants; `dernier_jour` is a civil date of the convention's zone.
    """

    nature: NatureEcheance
    debut: datetime
    fin: datetime
    dernier_jour: date
    article: str
    lecture: str
    etapes: tuple[str, ...]
    autres: tuple[AutreLecture, ...] = ()

    @property
    def resume(self) -> str:
        """Give the explanation in one sentence."""
        return (
            " ; ".join(self.etapes) + f" → le {jour_fr(self.dernier_jour)} à 24 h ({self.article})"
        )


@dataclass(frozen=True)
class Cadence:
    """The two délais that apply to a dwelling, and why."""

    premier: Delai
    second: Delai
    raison: str


def cadence(logement: Logement, termes: Termes) -> Cadence:
    """Choose the délais of a dwelling from its commune and préavis (LP art. 6)."""
    regles = termes.delais
    tendues = {cle(nom) for nom in regles.communes_tendues.valeur}
    if logement.commune and cle(logement.commune) in tendues:
        return Cadence(
            regles.premier_court,
            regles.second_tendu,
            f"{logement.commune}, secteur tendu à préavis d'un mois",
        )
    mois = logement.preavis or 0
    if mois <= regles.seuil_preavis_mois.valeur:
        raison = f"préavis réduit ({mois} mois)" if mois else "logement déjà libre"
        return Cadence(regles.premier_court, regles.second_court, raison)
    return Cadence(regles.premier_long, regles.second_long, f"préavis de {mois} mois")


def premier_delai(recu_le: datetime, logement: Logement, termes: Termes) -> Echeance:
    """Compute the first délai from the proved reception of a complete avis (LP art. 6)."""
    choix = cadence(logement, termes)
    dernier = _dernier_jour(recu_le, choix.premier, termes)
    return Echeance(
        nature=NatureEcheance.PREMIER,
        debut=recu_le,
        fin=fin_de_jour(dernier, termes.zone),
        dernier_jour=dernier,
        article=choix.premier.article,
        lecture=_lecture(choix.premier, termes),
        etapes=_etapes("avis reçu", recu_le, choix.premier, choix.raison, termes),
        autres=_autres(recu_le, choix.premier, termes, dernier),
    )


def second_delai(
    relance_recue_le: datetime, premiere: Echeance, logement: Logement, termes: Termes
) -> Echeance:
    """Compute the délai after relance from its proved reception (LP art. 6, readings a, b, c)."""
    choix = cadence(logement, termes)
    lecture = termes.lecture_relance.valeur
    dates = {
        une: _fin_second(une, relance_recue_le, premiere, choix.second, termes)
        for une in LectureRelance
    }
    dernier = dates[lecture]
    autres = list(_autres(relance_recue_le, choix.second, termes, dernier))
    autres += [
        AutreLecture(_INTITULES[une], jour) for une, jour in dates.items() if jour != dernier
    ]
    return Echeance(
        nature=NatureEcheance.SECOND,
        debut=relance_recue_le,
        fin=fin_de_jour(dernier, termes.zone),
        dernier_jour=dernier,
        article=choix.second.article,
        lecture=f"{_lecture(choix.second, termes)} ; {_INTITULES[lecture]}",
        etapes=_etapes("relance reçue", relance_recue_le, choix.second, choix.raison, termes),
        autres=tuple(autres),
    )


def instant_relance(premiere: Echeance, logement: Logement, termes: Termes) -> datetime:
    """Give the UTC instant from which the relance is due, by the reading that acts."""
    second = cadence(logement, termes).second
    match termes.lecture_relance.valeur:
        case LectureRelance.APRES:
            return premiere.fin
        case LectureRelance.AVANT:
            veille = retrancher_jours(
                premiere.dernier_jour, second.jours + 1, second.unite, termes.feries
            )
            return fin_de_jour(veille, termes.zone)
        case LectureRelance.DIFFEREE:
            return fin_de_jour(_differee(premiere, second, termes), termes.zone)


def _differee(premiere: Echeance, second: Delai, termes: Termes) -> date:
    """Give the day at the end of which the relance is due when it is itself deferred."""
    return ajouter_jours(premiere.dernier_jour, second.jours, second.unite, termes.feries)


_INTITULES = {
    LectureRelance.APRES: "relance envoyée une fois l'échéance passée, délai depuis sa réception",
    LectureRelance.AVANT: "relance envoyée avant l'échéance",
    LectureRelance.DIFFEREE: "relance elle-même due après ce délai",
}


def _fin_second(
    lecture: LectureRelance, recue: datetime, premiere: Echeance, delai: Delai, termes: Termes
) -> date:
    """Give the last day of the second délai under one reading of the relance."""
    match lecture:
        case LectureRelance.APRES:
            return _dernier_jour(recue, delai, termes)
        case LectureRelance.AVANT:
            if termes.lecture_relance.valeur is lecture:
                return max(premiere.dernier_jour, _dernier_jour(recue, delai, termes))
            return premiere.dernier_jour
        case LectureRelance.DIFFEREE:
            if termes.lecture_relance.valeur is lecture:
                return jour_local(recue, termes.zone)
            return _differee(premiere, delai, termes)


def _dernier_jour(depart: datetime, delai: Delai, termes: Termes) -> date:
    """Count from the day after `depart`; move the last day only if the convention says so."""
    jour = jour_local(depart, termes.zone)
    jour = ajouter_jours(jour, delai.jours, delai.unite, termes.feries)
    return reporter(jour, termes.feries) if termes.report.valeur else jour


def _etapes(
    fait: str, depart: datetime, delai: Delai, raison: str, termes: Termes
) -> tuple[str, ...]:
    return (
        f"{fait} le {instant_fr(depart, termes.zone)}",
        f"{raison} : {pluriel(delai.jours, 'jour')} {_unite(delai)}",
        "jour de réception non compté",
    )


def _unite(delai: Delai) -> str:
    nom = {Unite.CALENDAIRE: "calendaire", Unite.OUVRABLE: "ouvrable", Unite.OUVRE: "ouvré"}
    return nom[delai.unite] + ("s" if delai.jours > 1 else "")


def _lecture(delai: Delai, termes: Termes) -> str:
    report = "avec report au jour ouvré suivant" if termes.report.valeur else "sans report"
    return f"{pluriel(delai.jours, 'jour')} {_unite(delai)}, {report}"


def _autres(depart: datetime, delai: Delai, termes: Termes, acte: date) -> tuple[AutreLecture, ...]:
    """List the dates of the readings that do not act, where they differ from `acte`."""
    inverse = replace(termes, report=replace(termes.report, valeur=not termes.report.valeur))
    intitule = "sans report" if termes.report.valeur else "avec report au jour ouvré suivant"
    essais = [(intitule, _dernier_jour(depart, delai, inverse))]
    if delai.choisi:
        unite = Unite.OUVRABLE if delai.unite is Unite.CALENDAIRE else Unite.CALENDAIRE
        autrement = replace(delai, unite=unite)
        essais.append((f"en jours {unite}s", _dernier_jour(depart, autrement, termes)))
    if delai.litteral is not None:
        litteral = replace(delai, jours=delai.litteral)
        essais.append(
            (f"à la lettre, {delai.litteral} jours", _dernier_jour(depart, litteral, termes))
        )
    return tuple(AutreLecture(nom, jour) for nom, jour in essais if jour != acte)


def echeance_fr(echeance: Echeance) -> str:
    """Write an échéance as people read it: « dimanche 20/12/2026 à 24 h »."""
    return f"{jour_long_fr(echeance.dernier_jour)} à 24 h"
