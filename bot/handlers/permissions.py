"""Deny by default: the table command × kind of organisation × role."""

from __future__ import annotations

from bot.handlers.commandes import COMMANDES, Commande
from bot.handlers.request import COMMENT_S_INSCRIRE
from core.domain.organisations import LIBELLES_NATURE, Membre
from core.errors import Interdit
from core.texte import liste_fr
from storage.unit_of_work import UniteDeTravail


def permise(commande: Commande, auteur: Membre | None) -> bool:
    """Tell whether this person may use this command."""
    if commande.natures is None:
        return True
    if auteur is None:
        return False
    return auteur.organisation.nature in commande.natures and auteur.role.rang >= commande.role.rang


def exiger(commande: Commande, auteur: Membre | None) -> None:
    """Raise Interdit, saying who may, unless this person may use this command."""
    if permise(commande, auteur):
        return
    if auteur is None:
        raise Interdit(COMMENT_S_INSCRIRE)
    natures = commande.natures or frozenset()
    if auteur.organisation.nature not in natures:
        qui = liste_fr(sorted(LIBELLES_NATURE[une] for une in natures), "ou")
        raise Interdit(
            f"/{commande.nom} est réservé à : {qui}. {auteur.organisation.nom} n'en est pas. "
            "Ce que vous pouvez faire : /aide"
        )
    raise Interdit(
        f"/{commande.nom} demande le rôle {commande.role.libelle} ; le vôtre est "
        f"{auteur.role.libelle}. Demandez à un {commande.role.libelle} de "
        f"{auteur.organisation.nom}."
    )


def commandes_de(auteur: Membre | None) -> tuple[Commande, ...]:
    """Give the commands that this person may use, in the table's order."""
    return tuple(une for une in COMMANDES if permise(une, auteur))


def offertes(uow: UniteDeTravail, auteur: Membre | None) -> tuple[Commande, ...]:
    """Give those of them that a convention of theirs gives something to do with."""
    permises = commandes_de(auteur)
    if auteur is None:
        return permises
    ids = uow.organisations.conventions_de(auteur.organisation.id)
    siennes = [uow.conventions[une] for une in ids if une in uow.conventions]
    return tuple(
        une
        for une in permises
        if une.volet is None or any(convention.prevoit(une.volet) for convention in siennes)
    )
