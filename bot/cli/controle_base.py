"""`fluxbot check`: what the database and its machine say."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from bot.cli.verdict import Verdict
from bot.presenters.durees import depuis_fr
from core.domain.organisations import Role
from core.texte import pluriel
from storage.coffre import CleAbsente
from storage.engine import lire
from storage.etat_du_service import EtatDuService, relever
from storage.rotation import restantes
from storage.unit_of_work import Base

DELAI = 30.0
RETARD = timedelta(minutes=10)
HORLOGE = timedelta(minutes=1)
"""How far a clock may be behind what was written: two machines never quite agree."""

DISQUE_MIN = 500_000_000
EXAMINEES = 20_000
"""Values of a column whose key is looked at: enough to see a rotation that was not done."""


def verifier_la_base(base: Base, maintenant: datetime) -> Iterator[Verdict]:
    """Look at what a database up to date holds, and at the disk under an SQLite one."""
    with lire(base.moteur, DELAI) as connexion:
        etat = relever(connexion, maintenant)
    yield _conventions(base)
    yield _administrateur(base, maintenant)
    yield _horloge(etat, maintenant)
    yield _echeances(etat, maintenant)
    yield _envois(etat)
    yield from _cles(base)
    if base.moteur.dialect.name == "sqlite":
        yield _disque(Path(base.moteur.url.database or ""))
        yield _copies(etat, maintenant)


def _conventions(base: Base) -> Verdict:
    """Every organisation bound to a convention must be bound to one on file."""
    with base.transaction() as uow:
        inconnues = {
            convention
            for une in uow.organisations.toutes()
            for convention in uow.organisations.conventions_de(une.id)
            if convention not in base.conventions
        }
    if inconnues:
        return Verdict(
            "Conventions",
            False,
            f"inconnues : {', '.join(sorted(inconnues))}",
            "fluxbot convention list",
        )
    return Verdict("Conventions", True, f"{len(base.conventions)} en service")


def _administrateur(base: Base, maintenant: datetime) -> Verdict:
    """Somebody must be there to be alerted; a person invited has one thing left to do."""
    with base.transaction() as uow:
        joignables = uow.canaux.administrateurs()
        invite = uow.invitations.attend_un(Role.ADMINISTRATEUR, maintenant)
    if joignables:
        return Verdict("Administrateur", True, pluriel(len(joignables), "joignable"))
    if invite:
        conseil = "qu'il envoie /inscription et son code au bot, ou ouvre le lien de son courriel"
        return Verdict("Administrateur", False, "invité, pas encore inscrit", conseil)
    conseil = "fluxbot invite ORGANISATION --role administrateur"
    return Verdict("Administrateur", False, "aucun n'est joignable", conseil)


def _horloge(etat: EtatDuService, maintenant: datetime) -> Verdict:
    """A clock behind what was written already would date things before their causes."""
    if etat.dernier_ecrit is None or etat.dernier_ecrit <= maintenant + HORLOGE:
        return Verdict("Horloge", True, f"{maintenant:%d/%m/%Y %H:%M} UTC")
    retard = depuis_fr(maintenant, etat.dernier_ecrit)
    return Verdict(
        "Horloge",
        False,
        f"en retard de {retard} sur ce qui est déjà écrit",
        "mettez la machine à l'heure (timedatectl), puis relancez le bot",
    )


def _echeances(etat: EtatDuService, maintenant: datetime) -> Verdict:
    due = etat.echeance_due
    if due is None or maintenant - due <= RETARD:
        return Verdict("Échéances", True, "aucune en retard")
    retard = depuis_fr(due, maintenant)
    conseil = "fluxbot serve tourne-t-il ? Sinon : fluxbot tick"
    return Verdict("Échéances", False, f"la plus ancienne attend depuis {retard}", conseil)


def _envois(etat: EtatDuService) -> Verdict:
    nombre = sum(etat.perdus.values())
    if nombre:
        resultat = f"{pluriel(nombre, 'envoi')} sans suite depuis sept jours"
        return Verdict("Envois", False, resultat, "fluxbot outbox list, puis outbox requeue ID")
    if etat.insistants:
        resultat = f"{pluriel(etat.insistants, 'envoi')} en peine"
        return Verdict("Envois", False, resultat, "fluxbot outbox list : la raison y est")
    return Verdict("Envois", True, f"{etat.en_attente} en attente")


def _cles(base: Base) -> Iterator[Verdict]:
    """See whether the newest key is the one that everything is under."""
    try:
        reste = restantes(base, EXAMINEES)
        plusieurs = len(base.coffre.indexes("")) > 1
    except CleAbsente:
        return
    if not plusieurs and reste:
        resultat = f"{pluriel(reste, 'donnée')} que la clé ne lit pas"
        conseil = "ajoutez l'ancienne clé après la neuve, séparées par une virgule"
        yield Verdict("Chiffrement", False, resultat, conseil)
    elif reste:
        resultat = f"{pluriel(reste, 'donnée')} au moins sous une ancienne clé"
        yield Verdict("Chiffrement", True, resultat, "fluxbot cle tourner")
    elif plusieurs:
        yield Verdict(
            "Chiffrement", True, "tout est sous la clé neuve", "l'ancienne peut être retirée"
        )


def _disque(fichier: Path) -> Verdict:
    """A backup takes as much room as the database."""
    libre = shutil.disk_usage(fichier.resolve().parent).free
    resultat = f"{libre / 1e9:.1f} Go libres".replace(".", ",")
    if libre >= max(DISQUE_MIN, 2 * fichier.stat().st_size):
        return Verdict("Disque", True, resultat)
    return Verdict("Disque", False, resultat, "faites de la place : la base ne pourra plus écrire")


def _copies(etat: EtatDuService, maintenant: datetime) -> Verdict:
    """The embedded database is for one copy: its lock is not made for several machines."""
    vivants = sorted({un.porteur for un in etat.mandats if un.jusqu_a > maintenant})
    if len(vivants) < 2:
        return Verdict("Copies", True, "une seule" if vivants else "aucune en marche")
    conseil = "arrêtez-en une, ou passez à PostgreSQL (FLUXBOT_DATABASE_URL)"
    return Verdict("Copies", False, f"{len(vivants)} sur la base embarquée", conseil)
