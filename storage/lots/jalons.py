"""What the avis of a batch wait for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select

from core.domain.jalons import Jalon, NatureJalon
from storage.coffre import Coffre
from storage.depots.jalons import DepotJalons
from storage.lots.differe import Differe
from storage.tables import jalon as table

_TOUS = delete(table).where(table.c.avis_id == bindparam("avis"))
_UN = _TOUS.where(table.c.nature == bindparam("quoi"), table.c.jours == bindparam("n"))


class JalonsEnLot(Differe, DepotJalons):
    """What was due when the batch was taken, and what each avis waits for from then on."""

    def __init__(
        self, connexion: Connection, coffre: Coffre, avis: Iterable[int], maintenant: datetime
    ) -> None:
        """Read what is due at `maintenant` for these avis, locked already."""
        super().__init__(connexion, coffre)
        self._vider()
        self._dus: dict[int, list[Jalon]] = {un: [] for un in avis}
        requete = (
            select(table)
            .where(table.c.avis_id.in_(self._dus), table.c.instant <= maintenant)
            .order_by(table.c.instant)
        )
        for une in connexion.execute(requete):
            self._dus[une.avis_id].append(Jalon(NatureJalon(une.nature), une.instant, une.jours))

    def _vider(self) -> None:
        self._oublies: list[tuple[int, Jalon]] = []
        self._remplaces: dict[int, list[Jalon]] = {}

    def dus(self, avis: int, maintenant: datetime) -> Sequence[Jalon]:
        """Give what was due for one avis when the batch was taken; anew if asked again."""
        connus = self._dus.pop(avis, None)
        return super().dus(avis, maintenant) if connus is None else connus

    def remplacer(self, avis: int, jalons: Iterable[Jalon]) -> None:
        """Set all that the avis waits for."""
        self._remplaces[avis] = list(jalons)

    def oublier(self, avis: int, jalon: Jalon) -> None:
        """Drop one that was done, or has lost its reason."""
        if avis not in self._remplaces:
            self._oublies.append((avis, jalon))
            return
        cle = (jalon.nature, jalon.jours)
        restent = [un for un in self._remplaces[avis] if (un.nature, un.jours) != cle]
        self._remplaces[avis] = restent

    def ecrire(self) -> None:
        """Write what waits: what is done is dropped, then what comes is set."""
        oublies, remplaces = self._oublies, self._remplaces
        self._vider()
        seuls = [
            {"avis": avis, "quoi": un.nature, "n": un.jours}
            for avis, un in oublies
            if avis not in remplaces
        ]
        neufs = [
            {"avis_id": avis, "nature": un.nature, "jours": un.jours, "instant": un.instant}
            for avis, liste in remplaces.items()
            for un in liste
        ]
        tous = [{"avis": un} for un in remplaces]
        for ordre, lignes in ((_UN, seuls), (_TOUS, tous), (insert(table), neufs)):
            if lignes:
                self._connexion.execute(ordre, lignes)
