"""The avis of one dwelling: posted again, or counted already (domain §3)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select

from core.domain.avis import AvisDeVacance, Etat, Livraison
from core.domain.logement import CHAMPS, Logement
from storage.depots.candidatures import DepotCandidatures
from storage.tables import avis as table
from storage.tables.dossiers import EN_COURS


class DepotMemesLogements(DepotCandidatures):
    """What links avis of the same dwelling."""

    def identique(self, bailleur: int, logement: Logement) -> str | None:
        """Give the reference of a bailleur's open avis for a dwelling described just the same."""
        requete = (
            select(table.c.reference)
            .where(table.c.bailleur_id == bailleur, EN_COURS)
            .where(*_meme_description(logement))
            .limit(1)
        )
        return self.connexion.execute(requete).scalar_one_or_none()

    def deja_tenu(self, avis: AvisDeVacance) -> str | None:
        """Give the avis by which the same dwelling already counts as réputé tenu (domain §3).

        None when there is none, or when a lease of that dwelling was signed since.
        """
        meme = _meme_logement(avis.logement)
        if meme is None:
            return None
        self._tenir_le_logement(avis)
        t = table.c
        siens = (t.bailleur_id == avis.bailleur.id, meme, t.id != avis.id)
        tenus = select(t.reference, t.livre_le, t.id).where(
            *siens,
            t.reservataire_id == avis.reservataire.id,
            t.livraison == Livraison.REPUTE_TENU,
            t.etat != Etat.BAIL_SIGNE,
        )
        # Ranked here: asked for in order, SQLite would go through all of the bailleur's avis.
        trouves = self.connexion.execute(tenus).all()
        if not trouves:
            return None
        dernier = max(trouves, key=lambda un: (un.livre_le, un.id))
        # A lease that did not count has no day of delivery: it came after a réputé tenu.
        depuis = or_(t.livre_le >= dernier.livre_le, t.livre_le.is_(None))
        bail = select(t.id).where(*siens, t.etat == Etat.BAIL_SIGNE, depuis)
        return None if self.connexion.execute(bail).first() else str(dernier.reference)

    def _tenir_le_logement(self, avis: AvisDeVacance) -> None:
        """Keep another copy from counting the same dwelling until the end of the transaction."""
        if self.connexion.dialect.name == "sqlite":
            return
        codes = (avis.logement.reference, avis.logement.rpls)
        for code in sorted(un for un in codes if un):
            nom = f"logement:{avis.bailleur.id}:{code}"
            self.connexion.execute(select(func.pg_advisory_xact_lock(func.hashtext(nom))))

    def depose_depuis(self, avis: AvisDeVacance, depuis: datetime) -> str | None:
        """Give the avis by which the bailleur put the same dwelling up again since `depuis`.

        A dwelling with neither RPLS number nor code is known by its description alone.
        """
        t = table.c
        meme = _meme_logement(avis.logement)
        if meme is None:
            meme = and_(*_meme_description(avis.logement))
        requete = select(t.reference).where(
            t.bailleur_id == avis.bailleur.id,
            t.id != avis.id,
            t.cree_le >= depuis,
            t.etat.not_in([Etat.BROUILLON, Etat.RETIRE]),
            meme,
        )
        return self.connexion.execute(requete.order_by(t.id).limit(1)).scalar_one_or_none()


def _meme_description(un: Logement) -> list[ColumnElement[bool]]:
    """Match every field of a dwelling, known or not."""
    return [
        getattr(table.c, f"logement_{nom}").is_not_distinct_from(getattr(un, nom)) for nom in CHAMPS
    ]


def _meme_logement(un: Logement) -> ColumnElement[bool] | None:
    """Match the RPLS number, else the bailleur's code; None when neither is known."""
    t = table.c
    meme_code = t.logement_reference == un.reference
    if un.rpls is None:
        return meme_code if un.reference else None
    meme_rpls = t.logement_rpls == un.rpls
    if un.reference is None:
        return meme_rpls
    return or_(meme_rpls, and_(t.logement_rpls.is_(None), meme_code))
