"""All that a new programme waits for, as rows with an instant; pure, made anew at each change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum

from core.domain.agenda import Horaire, RendezVous, rappels
from core.domain.calendrier import jour_local
from core.domain.programmes import A_LIVRER, A_POURVOIR, Objet, Programme, SuiteRetour
from core.domain.programmes_candidats import Candidats, manquent, ouverts
from core.domain.programmes_dates import (
    fin,
    jour_de_la_concertation,
    jour_de_la_notice,
    liste_attendue,
    nommante,
    raisons_de_la_concertation,
)
from core.domain.regles_programmes import Depart

APRES = (0, -7, -14, -21, -28)
"""The day itself, then each week that somebody is late, four times."""

SANS_ACCUSE = (-2, -5, -9)
"""Days after a notice left, when nobody has acknowledged it yet."""


class Attente(StrEnum):
    """What has to happen; a number follows for what concerns one réservataire or one dwelling."""

    NOTICE = "notice"
    NOMMER = "nommer"
    CONCERTATION = "concertation"
    REUNION = "reunion"
    LISTE = "liste"
    ECHUE = "echue"
    ACCUSE = "accuse"
    ACCUSE_RETOUR = "accuse_retour"
    COMPLEMENT = "complement"
    RENDRE = "rendre"
    LIVRAISON = "livraison"

    def pour(self, numero: int) -> str:
        """Name it for one réservataire (by id) or one dwelling (by number)."""
        return f"{self.value}-{numero}"


def attendus(
    programme: Programme, candidats: Candidats, maintenant: datetime
) -> tuple[RendezVous, ...]:
    """Give all that a programme waits for at `maintenant`.

    Reminders that passed are left out; a hand-back that passed stays until it is done.
    """
    un = _Suite(programme, candidats, maintenant)
    tous: list[RendezVous] = []
    if programme.etat in A_LIVRER:
        tous += [*un.de_la_notice(), *un.de_la_concertation(), *un.de_la_livraison()]
    if programme.etat in A_POURVOIR:
        for partie in programme.contenu.parts:
            tous += un.de_la_liste(partie.organisation)
        tous += un.des_retours()
    return tuple(sorted(tous, key=lambda autre: autre.instant))


class _Suite:
    """One programme at one instant."""

    def __init__(self, programme: Programme, candidats: Candidats, maintenant: datetime) -> None:
        self.programme, self.candidats, self.maintenant = programme, candidats, maintenant
        regles = programme.regles
        self.avant = tuple(sorted({n for n in regles.rappels.valeur if n > 0}, reverse=True))
        self.horaire = Horaire((), regles.heure.valeur, programme.zone)

    def _rappeler(self, nature: str, jour: date, jours: tuple[int, ...]) -> tuple[RendezVous, ...]:
        return rappels(nature, jour, replace(self.horaire, jours=jours), self.maintenant)

    def de_la_notice(self) -> Iterator[RendezVous]:
        programme = self.programme
        if not programme.contenu.notices:
            jour = jour_de_la_notice(programme)
            yield from self._rappeler(Attente.NOTICE, jour, (*self.avant, *APRES))
        elif programme.contenu.reparti_le and self.a_nommer():
            jour = programme.contenu.reparti_le
            yield from self._rappeler(Attente.NOMMER, jour, APRES[1:])

    def a_nommer(self) -> bool:
        programme = self.programme
        return any(
            programme.logements_de(une.organisation) and not nommante(programme, une.organisation)
            for une in programme.contenu.parts
        )

    def de_la_concertation(self) -> Iterator[RendezVous]:
        reunion = self.programme.contenu.reunion
        if reunion:
            yield from self._rappeler(Attente.REUNION, reunion.jour, self.avant)
        elif raisons_de_la_concertation(self.programme):
            jour = jour_de_la_concertation(self.programme)
            yield from self._rappeler(Attente.CONCERTATION, jour, (*self.avant, *APRES))

    def de_la_livraison(self) -> Iterator[RendezVous]:
        jours = (*self.avant[:1], *APRES)
        yield from self._rappeler(Attente.LIVRAISON, self.programme.livraison, jours)

    def de_la_liste(self, organisation: int) -> Iterator[RendezVous]:
        """Remind a réservataire: of acknowledging its notice, then of naming its candidates."""
        programme = self.programme
        notice = programme.derniere_notice(organisation)
        if notice is None:
            return
        if not programme.reception(Objet.NOTICE, notice.rang, organisation):
            jour = jour_local(notice.le, programme.zone)
            yield from self._rappeler(Attente.ACCUSE.pour(organisation), jour, SANS_ACCUSE)
            if programme.regles.liste.depart.valeur is Depart.RECEPTION:
                return
        attendue = liste_attendue(programme, organisation).jour
        if attendue is None or not ouverts(programme, organisation):
            return
        if not manquent(programme, self.candidats, organisation):
            return
        nature = Attente.LISTE.pour(organisation)
        yield from self._rappeler(nature, attendue, (*self._avant_la_liste(), 0))
        if fin(programme, attendue) > self.maintenant:
            yield RendezVous(Attente.ECHUE.pour(organisation), fin(programme, attendue))

    def _avant_la_liste(self) -> tuple[int, ...]:
        """Leave out the reminders that would come with the notice itself."""
        liste = self.programme.regles.liste
        if liste.depart.valeur is not Depart.RECEPTION:
            return self.avant
        return tuple(n for n in self.avant if n < liste.nombre.valeur)

    def des_retours(self) -> Iterator[RendezVous]:
        """Wait for the days of each return, and hand the dwelling back at their end."""
        for un in self.programme.contenu.retours:
            if un.suite is not SuiteRetour.EN_COURS:
                continue
            if un.dernier_jour is None:
                jour = jour_local(un.le, self.programme.zone)
                nature = Attente.ACCUSE_RETOUR.pour(un.logement)
                yield from self._rappeler(nature, jour, SANS_ACCUSE)
                continue
            complement = self.programme.regles.complement_jours
            avant = tuple(n for n in self.avant if complement and n < complement.valeur)
            nature = Attente.COMPLEMENT.pour(un.logement)
            yield from self._rappeler(nature, un.dernier_jour, (*avant, 0))
            fin_du_delai = fin(self.programme, un.dernier_jour)
            yield RendezVous(Attente.RENDRE.pour(un.logement), fin_du_delai)
