"""Sign links and read them back: nothing but our keys can make one."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

from itsdangerous import BadData, URLSafeSerializer

from core.domain.acces import VALIDITE, Acces, But, LienRefuse
from core.domain.organisations import Membre
from storage.coffre import Coffre

CHEMIN = "/p/"
SEL = "page signée"


class Liens:
    """Makes the addresses of signed pages, under the public address of the service."""

    def __init__(self, coffre: Coffre, adresse_publique: str) -> None:
        """Take the vault, whose keys sign, and the public address (« https://… »)."""
        self.adresse_publique = adresse_publique.rstrip("/")
        self._signature = URLSafeSerializer(
            coffre.cles_de_signature(), salt=SEL, signer_kwargs={"digest_method": hashlib.sha256}
        )

    def pour(self, membre: Membre, but: But, maintenant: datetime, objet: str = "") -> str:
        """Give a member's link to one purpose, from `maintenant` on."""
        return self._adresse(but, membre.id, membre.organisation.id, maintenant, objet)

    def inscription(self, organisation: int, code: str, maintenant: datetime) -> str:
        """Give the link by which an e-mail address enrols with a code."""
        return self._adresse(But.INSCRIPTION, 0, organisation, maintenant, code)

    def lire(self, jeton: str) -> Acces:
        """Read a token back; raises LienRefuse when we did not sign it."""
        try:
            but, membre, organisation, objet, emis, expire = self._signature.loads(jeton)
            return Acces(But(but), membre, organisation, _instant(emis), _instant(expire), objet)
        except (BadData, ValueError, TypeError, OverflowError) as erreur:
            raise LienRefuse("forgé") from erreur

    def sceller(self, valeur: Any, usage: str) -> str:
        """Sign a value for one usage (a form), apart from the links."""
        return str(self._signature.dumps([usage, valeur], salt=usage))

    def desceller(self, scelle: str, usage: str) -> Any:
        """Read a sealed value back; None when we did not seal it for that usage."""
        try:
            nom, valeur = self._signature.loads(scelle, salt=usage)
        except (BadData, ValueError, TypeError):
            return None
        return valeur if nom == usage else None

    def _adresse(
        self, but: But, membre: int, organisation: int, maintenant: datetime, objet: str
    ) -> str:
        emis, expire = maintenant, maintenant + VALIDITE[but]
        contenu = [but.value, membre, organisation, objet, _nombre(emis), _nombre(expire)]
        return f"{self.adresse_publique}{CHEMIN}{self._signature.dumps(contenu)}"


def _nombre(instant: datetime) -> int:
    """Give an instant in milliseconds: a link made just after a revocation must open."""
    return int(instant.timestamp() * 1000)


def _instant(nombre: int) -> datetime:
    return datetime.fromtimestamp(nombre / 1000, UTC)
