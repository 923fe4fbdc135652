"""The fixed people, dwelling and instants of the goldens, and what presenters read them from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from bot.channels.base import Livraison
from bot.presenters.notices import _SANS_AVIS, presenter
from core.domain.avis import AvisDeVacance, Etat
from core.domain.candidatures import Candidature
from core.domain.delais import Echeance
from core.domain.envois import Envoi, Genre
from core.domain.organisations import Destination, Membre, Organisation, Role
from core.domain.parcours import Parcours
from core.messages.model import Bouton
from tests.builders import (
    LE_PORT,
    PREFET,
    RECU_LE,
    RELANCE_RECUE_LE,
    SIDR,
    SODIAC,
    TERRITOIRE,
    des_candidatures,
    un_avis,
    un_logement,
)

ORGANISATIONS = (SIDR, LE_PORT, TERRITOIRE, PREFET, SODIAC)
TETE = "0123456789abcdef" * 4
LIEU = Destination("essai", "E1/C1", None, prive=False)
LIEN = "https://fluxbot.example/p/jeton"
LOGEMENT = un_logement(
    charges=Decimal("85"),
    rpls="0123456789",
    reference="B12-034",
    dependances="cave, parking",
    disponible=date(2027, 1, 15),
)
APRES = timedelta(hours=1)
_SANS_REFERENCE = frozenset(_SANS_AVIS) - {Genre.NON_LU}
_FINS = frozenset({Etat.INCOMPLET, Etat.REPUTE_TENU})


@dataclass(frozen=True)
class Cas:
    """A notice to render: its kind, the avis as it stands, who reads it and when."""

    nom: str
    genre: Genre
    avis: AvisDeVacance
    lecteur: Organisation
    candidats: int = 0
    faits: Mapping[str, str] = field(default_factory=dict)
    doublon: bool = False
    organisations: Sequence[Organisation] = ORGANISATIONS
    parcours: Sequence[Parcours] = ()
    le: datetime | None = None

    @property
    def liste(self) -> tuple[Candidature, ...]:
        """Give the candidates: so many, or one for each course."""
        if not self.parcours:
            return des_candidatures(self.candidats)
        neuves = des_candidatures(len(self.parcours))
        return tuple(
            replace(une, parcours=un) for une, un in zip(neuves, self.parcours, strict=True)
        )

    @property
    def maintenant(self) -> datetime:
        """Give the instant chosen, or one that fits the state: an hour after what last happened."""
        if self.le:
            return self.le
        if self.avis.etat in _FINS and self.avis.seconde:
            return self.avis.seconde.fin
        return (RELANCE_RECUE_LE if self.avis.relance_le else RECU_LE) + APRES


def avis_de(etat: Etat, **changements: Any) -> AvisDeVacance:
    """Give the goldens' avis, about a dwelling of which everything is known."""
    return un_avis(etat, **{"logement": LOGEMENT} | changements)


def jours_avant(echeance: Echeance | None, jours: int) -> datetime:
    """Give the last hour of the day that comes so many days before an échéance's last one."""
    assert echeance
    return echeance.fin - timedelta(days=jours, hours=1)


def unite(
    avis: Sequence[AvisDeVacance],
    liste: Sequence[Candidature],
    connues: Sequence[Organisation],
    *,
    pages: bool = False,
) -> Any:
    """Stand for the unit of work: what the presenters read, and nothing else.

    `pages`: signed pages are served.
    """
    return SimpleNamespace(
        avis=SimpleNamespace(
            par_reference=lambda nom: next((un for un in avis if un.reference == nom), None),
            candidatures=lambda _: liste,
            de=lambda _, etats, limite: [un for un in avis if un.etat in etats][:limite],
        ),
        organisations=SimpleNamespace(
            par_id=lambda numero: next(une for une in connues if une.id == numero)
        ),
        journal=SimpleNamespace(tete=lambda _: (7, TETE)),
        canaux=SimpleNamespace(
            en_secours=lambda _: True,
            muette_depuis=lambda _: True,
            destinations=lambda _: (LIEU,),
        ),
        membres=SimpleNamespace(
            par_id=lambda numero: Membre(numero, LE_PORT, Role.AGENT), prives=lambda _: (LIEU,)
        ),
        liens=SimpleNamespace(pour=lambda *_: LIEN) if pages else None,
    )


def jetons(boutons: Sequence[Bouton]) -> tuple[str, ...]:
    """Name the buttons in order: real tokens are drawn at random."""
    return tuple(f"jeton-{rang}" for rang, _ in enumerate(boutons, 1))


def livraison(cas: Cas) -> Livraison:
    """Make the delivery of a notice, as the dispatcher does."""
    envoi = Envoi(
        cas.genre,
        LIEU,
        cas.nom,
        cas.maintenant,
        None if cas.genre in _SANS_REFERENCE else cas.avis.reference,
        cas.lecteur.id,
        {"tour": str(cas.avis.tour), **cas.faits},
        doublon=cas.doublon,
    )
    pages = cas.genre is Genre.LIEN
    uow = unite((cas.avis,), cas.liste, cas.organisations, pages=pages)
    message = presenter(uow, envoi, cas.maintenant)
    assert message, f"{cas.nom}: this notice has no reason to be sent"
    return Livraison(envoi, message, jetons(message.boutons))
