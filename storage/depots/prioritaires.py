"""Priority households: number and private part encrypted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Row, Select, func, select, update

from core.domain.numero_unique import NumeroUnique
from core.domain.organisations import Nature, Organisation
from core.domain.prioritaires import (
    VIVANTS,
    DossierPrioritaire,
    EtatDossier,
    Prive,
    Suivi,
    Voie,
)
from storage.depots.socle import Depot
from storage.tables import organisation, prioritaire_partie
from storage.tables import prioritaire as table

_SUIVI = TypeAdapter(Suivi)
_PRIVE = TypeAdapter(Prive)
_AUTORITE, _BAILLEUR = organisation.alias("autorite"), organisation.alias("bailleur")


class DepotPrioritaires(Depot):
    """One row a household; those who may read it are in `prioritaire_partie`."""

    def creer(self, dossier: DossierPrioritaire) -> int | None:
        """Store a new one and give its id; None when a living dossier bears the same number."""
        # Under another key, the unique index would not see it.
        if self.vivant(dossier.convention, dossier.numero_unique):
            return None
        valeurs = {
            "reference": dossier.reference,
            "convention": dossier.convention,
            "autorite_id": dossier.autorite.id,
            "numero_chiffre": self.coffre.chiffrer(dossier.numero_unique.valeur),
            "numero_index": self.coffre.index(dossier.numero_unique.valeur),
            "voie": dossier.voie,
            "annee": dossier.annee,
            "cree_le": dossier.cree_le,
            "sel": dossier.sel,
            "engagement": dossier.engagement,
        }
        if not self.inserer_si_absent(table, valeurs | self._variables(dossier)):
            return None
        requete = select(table.c.id).where(table.c.reference == dossier.reference)
        numero = int(self.connexion.execute(requete).scalar_one())
        self._lier(numero, dossier)
        return numero

    def enregistrer(self, dossier: DossierPrioritaire) -> None:
        """Store its present state."""
        requete = update(table).where(table.c.id == dossier.id)
        self.connexion.execute(requete.values(**self._variables(dossier)))
        self._lier(dossier.id, dossier)

    def par_reference(self, reference: str, *, verrou: bool = False) -> DossierPrioritaire | None:
        """Find one; `verrou` keeps others from changing it until the end of the transaction."""
        requete = _lus().where(table.c.reference == reference)
        if verrou:
            # Apart: PostgreSQL would join a row changed meanwhile to its bailleur of before.
            siens = select(table.c.id).where(table.c.reference == reference)
            self.connexion.execute(siens.with_for_update())
        ligne = self.connexion.execute(requete).one_or_none()
        return self._lire(ligne) if ligne else None

    def par_references(self, references: Iterable[str]) -> Mapping[str, DossierPrioritaire]:
        """Find several at once, by reference; those that do not exist are left out."""
        tous = self._tous(table.c.reference.in_(sorted(set(references))))
        return {un.reference: un for un in tous}

    def vivant(self, convention: str, numero: NumeroUnique) -> DossierPrioritaire | None:
        """Find the living dossier of a household."""
        requete = _lus().where(
            table.c.convention == convention,
            table.c.numero_index.in_(self.coffre.indexes(numero.valeur)),
            table.c.etat.in_(VIVANTS),
        )
        ligne = self.connexion.execute(requete).first()
        return self._lire(ligne) if ligne else None

    def de(
        self, une: Organisation, etats: Iterable[EtatDossier], limite: int
    ) -> Sequence[DossierPrioritaire]:
        """Give those that an organisation may read in these states, oldest first."""
        return self._tous(_lisible(une), table.c.etat.in_(list(etats)), limite=limite)

    def compter(self, une: Organisation) -> Mapping[EtatDossier, int]:
        """Count those that an organisation may read, by state."""
        requete = select(table.c.etat, func.count()).where(_lisible(une)).group_by(table.c.etat)
        return {EtatDossier(etat): nombre for etat, nombre in self.connexion.execute(requete)}

    def de_la_convention(
        self, convention: str, etats: Collection[EtatDossier] = VIVANTS
    ) -> Sequence[DossierPrioritaire]:
        """Give every household of a convention in these states, oldest first."""
        return self._tous(table.c.convention == convention, table.c.etat.in_(list(etats)))

    def reloges(self, convention: str, annee: int) -> Sequence[DossierPrioritaire]:
        """Give the households of a convention that entered a dwelling in a civil year."""
        debut, fin = date(annee, 1, 1), date(annee, 12, 31)
        dans_l_annee = table.c.reloge_le.between(debut, fin)
        return self._tous(table.c.convention == convention, dans_l_annee)

    def _tous(
        self, *conditions: ColumnElement[bool], limite: int | None = None
    ) -> list[DossierPrioritaire]:
        requete = _lus().where(*conditions).order_by(table.c.cree_le, table.c.id).limit(limite)
        return [self._lire(ligne) for ligne in self.connexion.execute(requete).all()]

    def _variables(self, dossier: DossierPrioritaire) -> dict[str, Any]:
        return {
            "bailleur_id": dossier.bailleur.id if dossier.bailleur else None,
            "prive_chiffre": self.coffre.chiffrer(_PRIVE.dump_json(dossier.prive).decode()),
            "etat": dossier.etat,
            "suivi": _SUIVI.dump_json(dossier.suivi).decode(),
            "inscrit_le": dossier.inscrit_le,
            "reloge_le": dossier.reloge_le,
        }

    def _lier(self, numero: int, dossier: DossierPrioritaire) -> None:
        for une in sorted(dossier.parties):
            cles = {"prioritaire_id": numero, "organisation_id": une}
            self.inserer_si_absent(prioritaire_partie, cles)

    def _lire(self, ligne: Row[Any]) -> DossierPrioritaire:
        bailleur = None
        if ligne.bailleur_id is not None:
            bailleur = Organisation(ligne.bailleur_id, ligne.b_nom, Nature(ligne.b_nature))
        return DossierPrioritaire(
            ligne.id,
            ligne.reference,
            ligne.convention,
            Organisation(ligne.autorite_id, ligne.a_nom, Nature(ligne.a_nature)),
            NumeroUnique(self.coffre.dechiffrer(ligne.numero_chiffre)),
            _PRIVE.validate_json(self.coffre.dechiffrer(ligne.prive_chiffre)),
            Voie(ligne.voie),
            EtatDossier(ligne.etat),
            ligne.annee,
            ligne.cree_le,
            ligne.sel,
            ligne.engagement,
            _SUIVI.validate_json(ligne.suivi),
            bailleur,
            ligne.inscrit_le,
            ligne.reloge_le,
        )


def _lisible(une: Organisation) -> ColumnElement[bool]:
    """Keep those it is a party to, as the État's service always is: an indexed row each."""
    siens = select(prioritaire_partie.c.prioritaire_id)
    return table.c.id.in_(siens.where(prioritaire_partie.c.organisation_id == une.id))


def _lus() -> Select[Any]:
    return (
        select(
            table,
            _AUTORITE.c.nom.label("a_nom"),
            _AUTORITE.c.nature.label("a_nature"),
            _BAILLEUR.c.nom.label("b_nom"),
            _BAILLEUR.c.nature.label("b_nature"),
        )
        .join(_AUTORITE, _AUTORITE.c.id == table.c.autorite_id)
        .join(_BAILLEUR, _BAILLEUR.c.id == table.c.bailleur_id, isouter=True)
    )
