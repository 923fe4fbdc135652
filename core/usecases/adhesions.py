"""Enrol people and attach conversations."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.domain.organisations import Destination, Invitation, Membre, Organisation, Role
from core.errors import Interdit, SaisieInvalide
from core.ports import UnitOfWork
from core.usecases.programmes_reprendre import reprendre_les_programmes
from core.usecases.surveillance import renvoyer_non_recu

VALIDITE_INVITATION = timedelta(days=14)
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Letters and digits that are not mistaken for one another when read aloud."""


def empreinte_du_code(code: str) -> str:
    """Give what is stored of an enrolment code: case, spaces and dashes do not matter."""
    return hashlib.sha256("".join(c for c in code.upper() if c.isalnum()).encode()).hexdigest()


def inviter(
    uow: UnitOfWork,
    maintenant: datetime,
    organisation: Organisation,
    role: Role,
    code: str,
    courriel: str | None = None,
    *,
    secours: bool = False,
) -> datetime:
    """Store a one-time code, hashed; gives the instant at which it expires.

    `courriel` is the address that the code goes to, `secours` whether that address will only read
    when nobody else can.
    """
    expire_le = maintenant + VALIDITE_INVITATION
    invitation = Invitation(organisation, role, courriel, secours)
    uow.invitations.ajouter(empreinte_du_code(code), invitation, expire_le)
    return expire_le


@dataclass(frozen=True)
class Inscrire:
    """A person shows a code; `prive` is their private conversation, if this is one."""

    plateforme: str
    personne: str
    code: str
    prive: str | None


def inscrire(uow: UnitOfWork, maintenant: datetime, commande: Inscrire) -> Membre:
    """Enrol the person, or change their role within the same organisation; they read there again.

    Raises SaisieInvalide for a code unknown, used or expired; Interdit for a member of another
    organisation.
    """
    trouve = uow.invitations.consommer(empreinte_du_code(commande.code), maintenant)
    if trouve is None:
        raise SaisieInvalide(
            "Ce code d'inscription est inconnu, déjà utilisé ou expiré. Demandez-en un nouveau "
            "à l'administrateur de fluxbot. Exemple : /inscription ABCD-2345-WXYZ",
            "code",
        )
    organisation, role = trouve.organisation, trouve.role
    membre = uow.membres.par_identite(commande.plateforme, commande.personne)
    if membre and membre.organisation.id != organisation.id:
        raise Interdit(
            f"Vous êtes déjà inscrit pour {membre.organisation.nom}. Un administrateur doit "
            f"d'abord vous en retirer ; le code pour {organisation.nom} reste valable."
        )
    if membre:
        role = max(role, membre.role, key=lambda un: un.rang)
        uow.membres.changer_role(membre.id, role)
        membre = Membre(membre.id, organisation, role)
        if commande.prive:
            uow.membres.noter_prive(membre.id, commande.plateforme, commande.prive)
    else:
        membre = uow.membres.ajouter(
            organisation, role, commande.plateforme, commande.personne, commande.prive, maintenant
        )
    reprendre_les_envois(uow, maintenant)
    return membre


def attacher_canal(
    uow: UnitOfWork, maintenant: datetime, organisation: Organisation, destination: Destination
) -> bool:
    """Have this conversation read the organisation's notices; False if it already did."""
    nouveau = uow.canaux.ajouter(organisation.id, destination, maintenant)
    reprendre_les_envois(uow, maintenant)
    return nouveau


def reprendre_les_envois(uow: UnitOfWork, maintenant: datetime, *, remis: bool = True) -> int:
    """Send again what reached nobody and now can; gives how many notices went.

    With `remis`, also to a new conversation what another one took and nobody acknowledged, and
    what programmes wait for: only somebody new, or back, changes anything for them.
    """
    attendent = uow.avis.non_recus(remis=remis)
    avis = sum(renvoyer_non_recu(uow, maintenant, un) for un in attendent)
    return avis + (reprendre_les_programmes(uow, maintenant) if remis else 0)
