"""The e-mail addresses of an organisation, kept by its référent: every change is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.domain.journal import Entree
from core.domain.organisations import (
    COURRIEL,
    PAGE,
    Adresse,
    Destination,
    Invitation,
    Membre,
    Organisation,
)
from core.errors import Interdit, Introuvable, SaisieInvalide
from core.ports import UnitOfWork
from core.texte import de
from core.usecases.adhesions import VALIDITE_INVITATION, Inscrire, inscrire, inviter
from core.usecases.dossier import Acteur

ENTRE_DEUX_INVITATIONS = timedelta(minutes=10)
"""Nobody's mailbox is filled with our invitations."""


@dataclass(frozen=True)
class Geste:
    """Who changes the addresses of which organisation, and what the journal says of it."""

    acteur: Acteur
    organisation: Organisation


def dossier_de(organisation: Organisation) -> str:
    """Name the chain where the changes of an organisation are recorded."""
    return f"ORG-{organisation.id}"


def inviter_adresse(
    uow: UnitOfWork, maintenant: datetime, acteur: Acteur, invitation: Invitation, code: str
) -> datetime:
    """Store a one-time invitation for an address; gives the instant at which it expires.

    Nothing else goes to that address before it is confirmed. Raises SaisieInvalide for one that
    is enrolled already, or was invited a moment ago.
    """
    adresse, organisation = invitation.courriel or "", invitation.organisation
    _exiger_libre(uow, adresse, organisation)
    derniere = uow.invitations.derniere(adresse, maintenant)
    if derniere and maintenant < derniere - VALIDITE_INVITATION + ENTRE_DEUX_INVITATIONS:
        raise SaisieInvalide(
            "adresse : une invitation vient d'y partir. Attendez dix minutes avant d'en envoyer "
            "une autre. Où elle en est : /adresse",
            "adresse",
        )
    expire_le = inviter(
        uow, maintenant, organisation, invitation.role, code, adresse, secours=invitation.secours
    )
    details = {"rôle": invitation.role.value, "secours": _oui_non(invitation.secours)}
    geste = Geste(acteur, organisation)
    _consigner(uow, maintenant, geste, "adresse invitée", adresse, details)
    return expire_le


def confirmer_adresse(
    uow: UnitOfWork, maintenant: datetime, invitation: Invitation, code: str
) -> Membre:
    """Enrol the address that an invitation was sent to, once its person confirmed it on the page.

    Raises SaisieInvalide for a code used meanwhile, Interdit for a member of another organisation.
    """
    adresse = invitation.courriel or ""
    membre = inscrire(uow, maintenant, Inscrire(COURRIEL, adresse, code, adresse))
    uow.membres.noter_prive(membre.id, COURRIEL, adresse)
    uow.membres.noter_secours(COURRIEL, adresse, secours=invitation.secours)
    geste = Geste(Acteur(membre.designation, PAGE), membre.organisation)
    _consigner(uow, maintenant, geste, "adresse confirmée", adresse)
    return membre


def retirer_adresse(
    uow: UnitOfWork, maintenant: datetime, acteur: Acteur, auteur: Membre, adresse: str
) -> None:
    """Withdraw the person who reads there, its links and what waits for it; or its invitation.

    Raises Introuvable for an address that is not the organisation's, Interdit for somebody of a
    higher role than the author.
    """
    organisation = auteur.organisation
    annulees = uow.invitations.annuler(organisation.id, adresse, maintenant)
    siennes = {une.courriel: une for une in uow.membres.adresses(organisation.id)}
    if adresse not in siennes and not annulees:
        raise _inconnue(organisation)
    if adresse in siennes:
        _exiger_rang(auteur, siennes[adresse])
        uow.membres.retirer(siennes[adresse].membre, maintenant)
    uow.envois.fermer_vers(Destination(COURRIEL, adresse), maintenant)
    _consigner(uow, maintenant, Geste(acteur, organisation), "adresse retirée", adresse)


def revoquer_les_liens(
    uow: UnitOfWork, maintenant: datetime, acteur: Acteur, organisation: Organisation, adresse: str
) -> None:
    """Make every link sent to an address until now open nothing; raises Introuvable."""
    une = _la_sienne(uow, organisation, adresse)
    uow.membres.revoquer_liens(une.membre, maintenant)
    _consigner(uow, maintenant, Geste(acteur, organisation), "liens révoqués", adresse)


def changer_le_secours(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    organisation: Organisation,
    adresse: str,
    *,
    secours: bool,
) -> None:
    """Say whether an address reads only when nobody else can; raises Introuvable."""
    _la_sienne(uow, organisation, adresse)
    uow.membres.noter_secours(COURRIEL, adresse, secours=secours)
    details = {"secours": _oui_non(secours)}
    geste = Geste(acteur, organisation)
    _consigner(uow, maintenant, geste, "adresse de secours", adresse, details)


def noter_la_caleol(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    organisation: Organisation,
    adresse: str | None,
) -> None:
    """Keep the address of a bailleur's CALEOL; None forgets it. Raises Interdit for others."""
    if not organisation.est_bailleur:
        raise Interdit(
            f"caleol= est réservé aux bailleurs ; {organisation.nom} n'en est pas un. "
            "Exemple : /adresse"
        )
    uow.organisations.noter_caleol(organisation.id, adresse)
    action = "adresse de la CALEOL" if adresse else "adresse de la CALEOL oubliée"
    _consigner(uow, maintenant, Geste(acteur, organisation), action, adresse or "")


def _exiger_libre(uow: UnitOfWork, adresse: str, organisation: Organisation) -> None:
    membre = uow.membres.par_identite(COURRIEL, adresse)
    if membre is None:
        return
    if membre.organisation.id == organisation.id:
        # A dead address lives again once it is confirmed anew.
        if _la_sienne(uow, organisation, adresse).mort_le:
            return
        raise SaisieInvalide(
            f"adresse : elle est déjà inscrite pour {organisation.nom}. La liste : /adresse",
            "adresse",
        )
    raise SaisieInvalide(
        "adresse : elle est inscrite pour une autre organisation, qui doit d'abord la retirer. "
        "Exemple d'une autre : logement@ville.fr",
        "adresse",
    )


def _exiger_rang(auteur: Membre, une: Adresse) -> None:
    if une.role.rang > auteur.role.rang:
        raise Interdit(
            f"Cette adresse est celle d'un {une.role.libelle} : seul un {une.role.libelle} peut "
            "la retirer."
        )


def _la_sienne(uow: UnitOfWork, organisation: Organisation, adresse: str) -> Adresse:
    for une in uow.membres.adresses(organisation.id):
        if une.courriel == adresse:
            return une
    raise _inconnue(organisation)


def _inconnue(organisation: Organisation) -> Introuvable:
    return Introuvable(
        f"adresse : ce n'est pas une adresse confirmée {de(organisation.nom)}. La liste : /adresse",
        "adresse",
    )


def _consigner(
    uow: UnitOfWork,
    maintenant: datetime,
    geste: Geste,
    action: str,
    adresse: str,
    details: dict[str, str] | None = None,
) -> None:
    """Record a change; of the address, the keyed hash only."""
    engagement = {"adresse": uow.membres.engagement(adresse)} if adresse else {}
    uow.journal.ajouter(
        Entree(
            dossier_de(geste.organisation),
            0,
            maintenant,
            geste.acteur.nom,
            geste.acteur.plateforme,
            action,
            "",
            "",
            "LP art. 6",
            details={**engagement, **(details or {})},
        )
    )


def _oui_non(valeur: bool) -> str:
    return "oui" if valeur else "non"
