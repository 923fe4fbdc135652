"""The stock of each bailleur, year by year: counts only, no dwelling."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, insert, select

from core.domain.parc import Compte, LigneDeParc, ParcSoumis
from storage.depots.socle import Depot
from storage.tables import parc as table
from storage.tables import parc_detail as detail


class DepotParcs(Depot):
    """One stock for each bailleur and year."""

    def enregistrer(self, parc: ParcSoumis) -> None:
        """Store it, in place of the one of the same bailleur and year."""
        meme = (table.c.bailleur_id == parc.bailleur) & (table.c.annee == parc.annee)
        anciens = select(table.c.id).where(meme)
        self.connexion.execute(delete(detail).where(detail.c.parc_id.in_(anciens)))
        self.connexion.execute(delete(table).where(meme))
        numero = self.inserer(
            table,
            {
                "bailleur_id": parc.bailleur,
                "annee": parc.annee,
                "fichier": parc.fichier,
                "empreinte": parc.empreinte,
                "importe_le": parc.importe_le,
                "lues": parc.lues,
                "rejetees": parc.rejetees,
            },
        )
        lignes = [{"parc_id": numero, **_valeurs(une)} for une in parc.lignes]
        self.connexion.execute(insert(detail), lignes)

    def de(self, bailleur: int, annee: int) -> ParcSoumis | None:
        """Give the stock of a bailleur at 1 January of a year."""
        requete = select(table).where(table.c.bailleur_id == bailleur, table.c.annee == annee)
        ligne = self.connexion.execute(requete).one_or_none()
        if ligne is None:
            return None
        return ParcSoumis(
            ligne.bailleur_id,
            ligne.annee,
            ligne.fichier,
            ligne.empreinte,
            ligne.importe_le,
            ligne.lues,
            ligne.rejetees,
            self._lignes(ligne.id),
        )

    def annees(self, bailleur: int) -> Sequence[int]:
        """Give the years of the stocks kept for a bailleur, the latest first."""
        requete = select(table.c.annee).where(table.c.bailleur_id == bailleur)
        return sorted(self.connexion.scalars(requete), reverse=True)

    def _lignes(self, numero: int) -> tuple[LigneDeParc, ...]:
        requete = select(detail).where(detail.c.parc_id == numero).order_by(*detail.primary_key)
        return tuple(
            LigneDeParc(
                une.commune,
                une.qpv,
                une.typologie,
                une.financement,
                une.periode,
                Compte(une.logements, une.soumis, une.emmenagements, une.base_rotation),
            )
            for une in self.connexion.execute(requete)
        )


def _valeurs(ligne: LigneDeParc) -> dict[str, object]:
    return {
        "commune": ligne.commune,
        "qpv": ligne.qpv,
        "typologie": ligne.typologie,
        "financement": ligne.financement,
        "periode": ligne.periode,
        "logements": ligne.compte.logements,
        "soumis": ligne.compte.soumis,
        "emmenagements": ligne.compte.emmenagements,
        "base_rotation": ligne.compte.base_rotation,
    }
