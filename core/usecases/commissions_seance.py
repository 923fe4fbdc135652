"""What every step of a commission shares: find it, store it with its proof, tell who takes part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from core.domain.calendrier import jour_local
from core.domain.calendrier_commissions import attendus
from core.domain.commissions import Commission, en_vigueur, exiger
from core.domain.convention import Convention
from core.domain.envois import Genre
from core.domain.organisations import Organisation
from core.domain.regles_commission import ReglesCommission
from core.errors import ConventionAbsente, Interdit, Introuvable
from core.ports import UnitOfWork
from core.texte import de, instant_fr
from core.usecases.dossier import Acteur
from core.usecases.registre import Avertissement, Fait, avertir, consigner


@dataclass(frozen=True)
class Geste:
    """Who acts, for which organisation, on which meeting; `confirme`: what cannot be undone too."""

    acteur: Acteur
    organisation: Organisation
    reference: str
    confirme: bool = False


@dataclass(frozen=True)
class Seance:
    """A meeting with the convention that rules it."""

    commission: Commission
    convention: Convention

    @property
    def regles(self) -> ReglesCommission:
        """Give what the convention says of the commission."""
        return regles_de(self.convention)

    @property
    def zone(self) -> str:
        """Give the zone of its civil dates."""
        return self.convention.zone

    @property
    def article(self) -> str:
        """Give the article under which it meets."""
        return self.regles.intervalle_mois.article

    @property
    def jour(self) -> date:
        """Give the civil day on which it is held."""
        return self.commission.jour(self.zone)

    def instant_fr(self) -> str:
        """Write when it begins: « 12/03/2026 à 14:30 »."""
        return instant_fr(self.commission.seance, self.zone)

    def aujourdhui(self, maintenant: datetime) -> date:
        """Give the civil day in the convention's zone."""
        return jour_local(maintenant, self.zone)


def charger(
    uow: UnitOfWork, reference: str, organisation: Organisation, *, verrou: bool = True
) -> Seance:
    """Find a meeting for one of its participants, locked unless `verrou` is False.

    Raises Introuvable in the same words for a foreign one as for one that does not exist.
    """
    commission = uow.commissions.par_reference(reference, verrou=verrou)
    if commission is None or not participe(uow, commission, organisation):
        raise Introuvable(
            f"Je ne trouve pas de séance {reference} parmi celles {de(organisation.nom)}. "
            "La liste : /commission"
        )
    return Seance(commission, convention_de(uow, commission))


def participe(uow: UnitOfWork, commission: Commission, organisation: Organisation) -> bool:
    """Tell whether an organisation sits in it: the État's service and every bailleur bound."""
    return organisation in participants(uow, commission)


def convention_de(uow: UnitOfWork, commission: Commission) -> Convention:
    """Give the convention of a meeting; raises ConventionAbsente when it left the files."""
    autorite = commission.autorite.id
    for une in uow.organisations.conventions_communes(autorite, autorite):
        if une.id == commission.convention:
            return une
    raise ConventionAbsente(
        f"{commission.reference} relève de la convention « {commission.convention} », qui n'est "
        "plus installée. Prévenez l'administrateur : fluxbot convention list"
    )


def regles_de(convention: Convention) -> ReglesCommission:
    """Give what a convention says of its commission; raises ConventionAbsente."""
    if convention.commission is None:
        raise ConventionAbsente(
            f"La convention « {convention.nom} » ne prévoit pas de commission inter-bailleurs. "
            "Ce que vous pouvez faire : /aide"
        )
    return convention.commission


def charger_pour(uow: UnitOfWork, geste: Geste, verbe: str) -> Seance:
    """Find and lock a meeting for who chairs it, in a state from which `verbe` may be done.

    Raises Introuvable, Interdit or TransitionImpossible.
    """
    seance = charger(uow, geste.reference, geste.organisation)
    commission = seance.commission
    if geste.organisation.id != commission.autorite.id:
        raise Interdit(
            f"Seul {commission.autorite.nom}, qui préside la commission, peut {verbe} "
            f"{commission.reference} ({seance.article})."
        )
    exiger(commission, verbe)
    return seance


def ranger(
    uow: UnitOfWork, seance: Seance, apres: Commission, fait: Fait, qui: Acteur, quand: datetime
) -> Seance:
    """Store what a meeting became, its journal entry, and what is now due."""
    uow.commissions.enregistrer(apres)
    passage = replace(fait, de=seance.commission.etat, a=apres.etat)
    consigner(uow, apres.reference, passage, qui, quand)
    nouvelle = replace(seance, commission=apres)
    prevoir(uow, nouvelle, quand)
    return nouvelle


def prevoir(uow: UnitOfWork, seance: Seance, maintenant: datetime) -> None:
    """Set anew all that a meeting waits for."""
    commission = seance.commission
    siennes = en_vigueur(uow.commissions.decisions(commission.id))
    avants = {une.avant for une in siennes if une.avant}
    dus = attendus(commission, seance.regles, seance.zone, maintenant, avants)
    uow.agenda.remplacer(commission.reference, dus)


def participants(uow: UnitOfWork, commission: Commission) -> tuple[Organisation, ...]:
    """Give who takes part: the État's service, then every bailleur of the convention, by name."""
    return (commission.autorite, *uow.commissions.invites(commission.convention))


def dire(
    uow: UnitOfWork,
    maintenant: datetime,
    seance: Seance,
    quoi: str,
    organisation: Organisation,
    faits: Mapping[str, str] | None = None,
) -> bool:
    """Tell an organisation something of a meeting; tell whether anybody reads for it."""
    un = Avertissement(Genre.COMMISSION, quoi, seance.commission.reference, faits or {})
    return avertir(uow, maintenant, un, organisation)


def dire_a_tous(
    uow: UnitOfWork,
    maintenant: datetime,
    seance: Seance,
    quoi: str,
    faits: Mapping[str, str] | None = None,
) -> tuple[Organisation, ...]:
    """Tell everybody who takes part; give those for whom nobody reads."""
    tous = participants(uow, seance.commission)
    return tuple(une for une in tous if not dire(uow, maintenant, seance, quoi, une, faits))
