"""/adresse: the e-mail addresses of an organisation, and its CALEOL's."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.handlers.arguments import Arguments, exiger_rien_de_plus
from bot.handlers.formulaires_adresse import ACTIONS, formulaire_adresse
from bot.handlers.request import Contexte, Reply
from bot.presenters.adresses_courriel import montrer
from bot.presenters.invitations import code_neuf, envoi_d_invitation
from core.domain.adresses import lire_adresse, masquer
from core.domain.envois import Genre
from core.domain.organisations import COURRIEL, Destination, Invitation, Role
from core.errors import Interdit, SaisieInvalide, saisie
from core.messages.model import Gravite, Message, Paragraphe
from core.messages.saisies import lire_oui_non
from core.texte import cle, de, extrait, jour_fr
from core.usecases.adresses import (
    changer_le_secours,
    inviter_adresse,
    noter_la_caleol,
    retirer_adresse,
    revoquer_les_liens,
)
from storage.depots.releve import EtatEnvoi
from storage.liens import Liens

CLES = ("action", "adresse", "role", "secours", "caleol")
SANS_COURRIEL = (
    "Cette installation n'envoie pas de courriel. Demandez à son administrateur de régler "
    "SMTP_HOST, SMTP_FROM et FLUXBOT_PUBLIC_URL."
)
AUCUNE = "aucune"
Saisie = Mapping[str, str]


def adresse(contexte: Contexte, arguments: Arguments) -> Reply:
    """Show the organisation's addresses, or change them."""
    arguments.cles_permises(CLES, "adresse")
    _liens(contexte)
    if not arguments:
        return _liste(contexte)
    action, saisies = _lire(arguments)
    if not _est_complete(action, saisies):
        return _demander(contexte, action, saisies)
    texte = _GESTES[action](contexte, saisies)
    return Reply(Message("Adresses de courriel", (Paragraphe(texte),), gravite=Gravite.SUCCES))


def lire_caleol(champ: str, texte: str) -> str:
    """Read the address of a CALEOL, or « aucune » to forget it."""
    return AUCUNE if cle(texte) == AUCUNE else lire_adresse(champ, texte)


def lire_role(champ: str, texte: str) -> Role:
    """Read the role that an address gets: agent or référent."""
    roles = {"agent": Role.AGENT, "referent": Role.REFERENT}
    if cle(texte) not in roles:
        raise saisie(champ, texte, "n'est ni « agent » ni « referent »", f"{champ}=agent")
    return roles[cle(texte)]


def _lire(arguments: Arguments) -> tuple[str, dict[str, str]]:
    """Tell what is asked, by position or by key."""
    mots, saisies = list(arguments.mots), dict(arguments.valeurs)
    action = saisies.pop("action", "")
    if not action and mots:
        action = mots.pop(0)
    if not action and "caleol" in saisies:
        action = "caleol"
    action = cle(action)
    if action not in ACTIONS:
        raise SaisieInvalide(
            f"/adresse ne comprend pas « {extrait(action)} ». "
            "Exemple : /adresse ajouter jean@ville.fr"
        )
    for nom in ACTIONS[action].positions:
        if mots and nom not in saisies:
            saisies[nom] = mots.pop(0)
    exiger_rien_de_plus(mots, "adresse", f"/adresse {action} {ACTIONS[action].exemple}")
    return action, saisies


def _est_complete(action: str, saisies: Saisie) -> bool:
    return all(saisies.get(nom) for nom in ACTIONS[action].requis)


def _demander(contexte: Contexte, action: str, saisies: Saisie) -> Reply:
    """Ask for the rest; the addresses to choose among are shown in private only."""
    organisation = contexte.membre.organisation
    siennes = contexte.uow.membres.adresses(organisation.id)
    prive = contexte.requete.conversation.prive
    connues = tuple(une.courriel for une in siennes) if prive else ()
    return Reply(formulaire=formulaire_adresse(action, connues, saisies))


def _liste(contexte: Contexte) -> Reply:
    uow, organisation = contexte.uow, contexte.membre.organisation
    message = montrer(
        organisation,
        uow.membres.adresses(organisation.id),
        _invitees(contexte),
        uow.organisations.caleol(organisation.id),
        contexte.zone,
        _ecrire(contexte),
    )
    return Reply(message)


def _invitees(contexte: Contexte) -> list[tuple[str, str]]:
    """Give each address that is invited, with what became of its invitation."""
    uow, organisation = contexte.uow, contexte.membre.organisation
    invitees = []
    for une, limite in uow.invitations.en_attente(organisation.id, contexte.maintenant):
        etat = uow.envois.dernier_etat(Genre.INVITATION, Destination(COURRIEL, une))
        refusee = etat in (EtatEnvoi.MORT, EtatEnvoi.REFUSE)
        suite = f"à confirmer avant le {jour_fr(limite.date())}"
        invitees.append((une, "refusée par son serveur : vérifiez-la" if refusee else suite))
    return invitees


def _ajouter(contexte: Contexte, saisies: Saisie) -> str:
    organisation = contexte.membre.organisation
    invitation = Invitation(
        organisation,
        lire_role("role", saisies.get("role") or "agent"),
        lire_adresse("adresse", saisies["adresse"]),
        lire_oui_non("secours", saisies.get("secours") or "non"),
    )
    code, maintenant = code_neuf(), contexte.maintenant
    expire_le = inviter_adresse(contexte.uow, maintenant, contexte.acteur, invitation, code)
    liens = _liens(contexte)
    envoi = envoi_d_invitation(liens, invitation, code, maintenant, expire_le)
    contexte.uow.envois.ajouter(envoi)
    return (
        f"Une invitation part à {_ecrire(contexte)(invitation.courriel or '')} : rien d'autre "
        f"n'y arrivera avant sa confirmation, possible jusqu'au {jour_fr(expire_le.date())}."
    )


def _retirer(contexte: Contexte, saisies: Saisie) -> str:
    lue = lire_adresse("adresse", saisies["adresse"])
    retirer_adresse(contexte.uow, contexte.maintenant, contexte.acteur, contexte.membre, lue)
    texte = f"{_ecrire(contexte)(lue)} ne reçoit plus rien, et ses liens n'ouvrent plus."
    organisation = contexte.membre.organisation
    if not contexte.uow.canaux.destinations(organisation.id):
        texte += f" Attention : plus personne ne reçoit les avis {de(organisation.nom)}."
    return texte


def _revoquer(contexte: Contexte, saisies: Saisie) -> str:
    lue = lire_adresse("adresse", saisies["adresse"])
    organisation = contexte.membre.organisation
    revoquer_les_liens(contexte.uow, contexte.maintenant, contexte.acteur, organisation, lue)
    return (
        f"Les liens envoyés à {_ecrire(contexte)(lue)} n'ouvrent plus ; le prochain courriel en "
        "portera de neufs."
    )


def _secours(contexte: Contexte, saisies: Saisie) -> str:
    lue = lire_adresse("adresse", saisies["adresse"])
    secours = lire_oui_non("secours", saisies["secours"])
    organisation = contexte.membre.organisation
    changer_le_secours(
        contexte.uow, contexte.maintenant, contexte.acteur, organisation, lue, secours=secours
    )
    quand = "seulement quand personne d'autre ne le peut" if secours else "tous les avis"
    return f"{_ecrire(contexte)(lue)} reçoit maintenant {quand}."


def _caleol(contexte: Contexte, saisies: Saisie) -> str:
    lue = lire_caleol("caleol", saisies["caleol"])
    retenue = None if lue == AUCUNE else lue
    organisation = contexte.membre.organisation
    noter_la_caleol(contexte.uow, contexte.maintenant, contexte.acteur, organisation, retenue)
    if retenue is None:
        return "La CALEOL n'a plus d'adresse : le réservataire lui enverra lui-même ses motifs."
    return f"Les motifs des listes courtes partiront à {_ecrire(contexte)(retenue)} (LP art. 6)."


_GESTES: Mapping[str, Callable[[Contexte, Saisie], str]] = {
    "ajouter": _ajouter,
    "retirer": _retirer,
    "revoquer": _revoquer,
    "secours": _secours,
    "caleol": _caleol,
}


def _liens(contexte: Contexte) -> Liens:
    """Give what signs links; raises Interdit where e-mail is not served."""
    liens = contexte.uow.liens
    if liens is None or not contexte.uow.ecoutes.connait(COURRIEL):
        raise Interdit(SANS_COURRIEL)
    return liens


def _ecrire(contexte: Contexte) -> Callable[[str], str]:
    """Tell how an address may be shown here: whole in private, masked before several people."""
    return str if contexte.requete.conversation.prive else masquer
