"""The avis of a batch, which of them nobody answered, and which dwellings may count already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, exists, or_, select

from core.domain.avis import AvisDeVacance, Etat, Livraison
from core.domain.candidatures import Candidature
from storage.coffre import Coffre
from storage.depots.avis import CHANGER, DepotAvis
from storage.lots.differe import Differe
from storage.tables import avis as table
from storage.tables import candidature

_autre = table.alias("autre")
_TENU = or_(_autre.c.livraison == Livraison.REPUTE_TENU, _autre.c.etat == Etat.EN_RELANCE)
_JUMEAUX = or_(
    *(
        exists().where(
            _autre.c.bailleur_id == table.c.bailleur_id,
            _autre.c[nom] == table.c[nom],
            _autre.c.id != table.c.id,
            _TENU,
        )
        for nom in ("logement_reference", "logement_rpls")
    )
)
_DOUTEUX = select(table.c.id).where(
    table.c.id.in_(bindparam("numeros", expanding=True)), table.c.etat == Etat.EN_RELANCE, _JUMEAUX
)
"""The same dwelling counts as réputé tenu, or may within this very batch."""

_TOUJOURS = {"numero", "echeance_le"}
"""Stored even if unchanged: which one, and an end that may be its offer's, not told by the avis."""


class AvisEnLot(Differe, DepotAvis):
    """Avis taken together, those that another copy is at left out; stored together."""

    def __init__(self, connexion: Connection, coffre: Coffre, numeros: Sequence[int]) -> None:
        """Lock them; `pris` holds those that are ours, in the order given."""
        self._changes: dict[int, tuple[AvisDeVacance, datetime | None]] = {}
        super().__init__(connexion, coffre)
        libres = {un.id: un for un in self.prendre(numeros)}
        self._en_base = libres
        self.pris: Sequence[AvisDeVacance] = [libres[un] for un in numeros if un in libres]
        repondus = select(candidature.c.avis_id).where(candidature.c.avis_id.in_(numeros))
        self._sans_reponse = set(libres).difference(connexion.scalars(repondus))
        douteux = connexion.scalars(_DOUTEUX, {"numeros": list(libres)})
        self._sans_jumeau = set(libres).difference(douteux)

    def candidatures(self, avis: int) -> Sequence[Candidature]:
        """Give all its candidatures, by number: what falls due adds none."""
        return () if avis in self._sans_reponse else super().candidatures(avis)

    def deja_tenu(self, avis: AvisDeVacance) -> str | None:
        """Give the avis by which the same dwelling already counts as réputé tenu (domain §3)."""
        return None if avis.id in self._sans_jumeau else super().deja_tenu(avis)

    def enregistrer(self, avis: AvisDeVacance, offre: datetime | None = None) -> None:
        """Keep its present state, and when the offer that runs ends."""
        self._changes[avis.id] = avis, offre

    def ecrire(self) -> None:
        """Store what changed, no more: SQLite rewrites the indexes of all that it is given."""
        changes, self._changes = self._changes, {}
        ensembles: dict[frozenset[str], list[dict[str, Any]]] = defaultdict(list)
        for avis, offre in changes.values():
            valeurs = self._differences(avis, offre)
            ensembles[frozenset(valeurs)].append(valeurs)
            self._en_base[avis.id] = avis
        for lignes in ensembles.values():
            self._connexion.execute(CHANGER, lignes)

    def _differences(self, avis: AvisDeVacance, offre: datetime | None) -> dict[str, Any]:
        connues = self.colonnes(self._en_base[avis.id], None)
        return {
            nom: valeur
            for nom, valeur in self.colonnes(avis, offre).items()
            if nom in _TOUJOURS or valeur != connues[nom]
        }
