"""The counts of a loaded declaration, on the five axes."""

from __future__ import annotations

from collections.abc import Sequence

from core.domain.parc import Compte, LigneDeParc
from storage.rpls.atelier import Atelier
from storage.rpls.controles import Controle
from storage.rpls.lecture import TABLE
from storage.rpls.mesures import compter_par, valide
from storage.rpls.nomenclature import (
    FINANCEMENTS,
    FINANCEMENTS_OUTRE_MER,
    PERIODE_RECENTE,
    PERIODES,
)

_CLES = "DEPCOM, QPV, NBPIECE, FINAN, CONSTRUCT"
_T6 = 6


def compter(poste: Atelier, annee: int, regles: Sequence[Controle]) -> tuple[LigneDeParc, ...]:
    """Count the valid lines of the loaded declaration; lines with no dwelling are left out."""
    cumul: dict[tuple[str, bool, str, str, str], Compte] = {}
    requete = compter_par(_CLES, TABLE, annee, regles)
    for commune, qpv, pieces, finan, an, _, bonnes, *nombres in poste.lignes(requete):
        if not bonnes:
            continue
        cle = (commune, qpv == "1", typologie(pieces), financement(finan, commune), periode(an))
        cumul[cle] = cumul.get(cle, Compte()) + Compte(*nombres)
    return tuple(LigneDeParc(*cle, cumul[cle]) for cle in sorted(cumul) if cumul[cle].logements)


def occupations(poste: Atelier, regles: Sequence[Controle]) -> dict[str, int]:
    """Count the valid lines by MODE."""
    requete = f"SELECT MODE, count(*) FROM {TABLE} WHERE {valide(regles)} GROUP BY MODE ORDER BY 1"
    return dict(poste.lignes(requete))


def typologie(pieces: str) -> str:
    """Name a dwelling by its number of rooms: T1 to T5, T6+."""
    return f"T{pieces}" if int(pieces) < _T6 else "T6+"


def financement(code: str, commune: str) -> str:
    """Name an initial financing; overseas, LLTS and LLS for codes 10 and 13."""
    if commune.startswith("97") and code in FINANCEMENTS_OUTRE_MER:
        return FINANCEMENTS_OUTRE_MER[code]
    return FINANCEMENTS[code]


def periode(annee: str) -> str:
    """Name the period of construction of a year."""
    return next((nom for borne, nom in PERIODES if int(annee) < borne), PERIODE_RECENTE)
