"""New programmes: their content in one column, the numbers of their candidates encrypted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Row, insert, or_, select, update

from core.domain.numero_unique import NumeroUnique
from core.domain.organisations import Nature, Organisation
from core.domain.programmes import Contenu, EtatProgramme, Programme
from core.domain.programmes_candidats import CandidatProgramme, EtatCandidat
from storage.depots.socle import Depot
from storage.tables import organisation, programme_candidat, programme_partie
from storage.tables import programme as table

_CONTENU = TypeAdapter(Contenu)


class DepotProgrammes(Depot):
    """One row a programme; its réservataires are in `programme_partie`."""

    def creer(self, programme: Programme) -> Programme:
        """Store a new one and give it with its id."""
        valeurs = {
            "reference": programme.reference,
            "bailleur_id": programme.bailleur.id,
            "convention": programme.convention,
            "annee": programme.annee,
            "sel": programme.sel,
            "cree_le": programme.cree_le,
        }
        numero = self.inserer(table, valeurs | _variables(programme))
        for une in programme.reservataires:
            cles = {"programme_id": numero, "organisation_id": une.id}
            self.connexion.execute(insert(programme_partie).values(**cles))
        return replace(programme, id=numero)

    def enregistrer(self, programme: Programme) -> None:
        """Store its present state."""
        requete = update(table).where(table.c.id == programme.id)
        self.connexion.execute(requete.values(**_variables(programme)))

    def par_reference(self, reference: str, *, verrou: bool = False) -> Programme | None:
        """Find one; `verrou` keeps others from changing it until the end of the transaction."""
        if verrou:
            self.verrouiller(reference)
        return next(iter(self._tous(table.c.reference == reference)), None)

    def verrouiller(self, reference: str) -> None:
        """Lock its row, if it exists; SQLite has one writer at a time already."""
        if self.connexion.dialect.name != "sqlite":
            requete = select(table.c.id).where(table.c.reference == reference).with_for_update()
            self.connexion.execute(requete)

    def de(
        self, une: Organisation, etats: Iterable[EtatProgramme], limite: int
    ) -> Sequence[Programme]:
        """Give those that an organisation takes part in, by delivery; told to it or not yet."""
        siens = select(programme_partie.c.programme_id).where(
            programme_partie.c.organisation_id == une.id
        )
        partie = or_(table.c.bailleur_id == une.id, table.c.id.in_(siens))
        return self._tous(partie, table.c.etat.in_(list(etats)), limite=limite)

    def dans_les_etats(self, etats: Iterable[EtatProgramme]) -> Sequence[Programme]:
        """Give every programme in these states, by delivery."""
        return self._tous(table.c.etat.in_(list(etats)))

    def livres_entre(self, bailleur: Organisation, debut: date, fin: date) -> Sequence[Programme]:
        """Give a bailleur's programmes foreseen between two civil dates, both included."""
        return self._tous(
            table.c.bailleur_id == bailleur.id,
            table.c.livraison.between(debut, fin),
            table.c.etat != EtatProgramme.ABANDONNE,
        )

    def candidats(self, programme: int) -> Sequence[CandidatProgramme]:
        """Give the candidates of a programme, by number."""
        requete = select(programme_candidat).where(programme_candidat.c.programme_id == programme)
        lignes = self.connexion.execute(requete.order_by(programme_candidat.c.numero))
        return [self._candidat(ligne) for ligne in lignes]

    def ajouter_candidat(self, programme: int, un: CandidatProgramme) -> None:
        """Store one, its numéro unique encrypted beside a blind index."""
        valeur = un.numero_unique.valeur
        self.connexion.execute(
            insert(programme_candidat).values(
                programme_id=programme,
                numero=un.numero,
                organisation_id=un.organisation,
                numero_chiffre=self.coffre.chiffrer(valeur),
                numero_index=self.coffre.index(valeur),
                sel=un.sel,
                engagement=un.engagement,
                instant=un.instant,
                **_suite(un),
            )
        )

    def enregistrer_candidat(self, programme: int, un: CandidatProgramme) -> None:
        """Store what became of one; its numéro unique never changes."""
        self.connexion.execute(
            update(programme_candidat)
            .where(programme_candidat.c.programme_id == programme)
            .where(programme_candidat.c.numero == un.numero)
            .values(**_suite(un))
        )

    def _tous(self, *conditions: ColumnElement[bool], limite: int | None = None) -> list[Programme]:
        requete = (
            select(table, organisation.c.nom, organisation.c.nature)
            .join(organisation, organisation.c.id == table.c.bailleur_id)
            .where(*conditions)
            .order_by(table.c.livraison, table.c.id)
            .limit(limite)
        )
        lignes = self.connexion.execute(requete).all()
        parties = self._parties([une.id for une in lignes])
        return [_lire(une, parties.get(une.id, {})) for une in lignes]

    def _parties(self, programmes: Sequence[int]) -> dict[int, dict[int, Organisation]]:
        """Give the réservataires of several programmes, by programme then by id."""
        requete = (
            select(programme_partie.c.programme_id, organisation)
            .join(organisation, organisation.c.id == programme_partie.c.organisation_id)
            .where(programme_partie.c.programme_id.in_(programmes))
        )
        trouvees: dict[int, dict[int, Organisation]] = {}
        for une in self.connexion.execute(requete) if programmes else ():
            lue = Organisation(une.id, une.nom, Nature(une.nature))
            trouvees.setdefault(une.programme_id, {})[une.id] = lue
        return trouvees

    def _candidat(self, ligne: Row[Any]) -> CandidatProgramme:
        return CandidatProgramme(
            ligne.numero,
            NumeroUnique(self.coffre.dechiffrer(ligne.numero_chiffre)),
            ligne.organisation_id,
            EtatCandidat(ligne.etat),
            ligne.instant,
            ligne.sel,
            ligne.engagement,
            ligne.logement,
            ligne.contenu or "",
        )


def _variables(programme: Programme) -> dict[str, Any]:
    return {
        "etat": programme.etat,
        "livraison": programme.livraison,
        "contenu": _CONTENU.dump_json(programme.contenu).decode(),
    }


def _suite(un: CandidatProgramme) -> dict[str, Any]:
    return {"etat": un.etat, "logement": un.logement, "contenu": un.motif or None}


def _lire(ligne: Row[Any], parties: dict[int, Organisation]) -> Programme:
    contenu = _CONTENU.validate_json(ligne.contenu)
    return Programme(
        ligne.id,
        ligne.reference,
        Organisation(ligne.bailleur_id, ligne.nom, Nature(ligne.nature)),
        ligne.convention,
        EtatProgramme(ligne.etat),
        ligne.annee,
        ligne.livraison,
        contenu,
        tuple(parties[une.organisation] for une in contenu.parts),
        ligne.sel,
        ligne.cree_le,
    )
