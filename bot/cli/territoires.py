"""The two worlds of the sandbox: Le Port's people, and Loire-Atlantique's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.channels.sandbox.bac import Personne
from bot.channels.sandbox.boite import Correspondant
from bot.channels.sandbox.lieu import LA_REUNION, LOIRE_ATLANTIQUE, Lieu
from bot.cli.donnees import semer
from core.domain.acces import But
from core.domain.annexes import AnnexeLP
from core.domain.organisations import COURRIEL, Nature
from core.usecases.acces import envoyer_un_lien
from core.usecases.dossier import Acteur
from core.usecases.droits import retenir_droits
from storage.annexes.livrees import annexes_livrees
from storage.unit_of_work import Base

PREFECTURE = "Préfecture de La Réunion"
ETAT = "État (préfet de la Loire-Atlantique)"


@dataclass(frozen=True)
class Territoire:
    """A convention, its place, when its clock starts, who chats and who has a mailbox only.

    `ajoutees`: organisations that the convention doesn't name, with their kind; `avec_droits`: the
    rights of 2024 are retained, made up for the year played.
    """

    convention: str
    lieu: Lieu
    depart: datetime
    personnes: tuple[Personne, ...]
    correspondants: tuple[Correspondant, ...]
    ajoutees: tuple[tuple[str, Nature], ...] = ()
    avec_droits: bool = False


LE_PORT = Territoire(
    "le-port-2024",
    LA_REUNION,
    datetime(2026, 10, 1, 9, 0, tzinfo=ZoneInfo(LA_REUNION.zone)),
    (
        Personne("nadia", "Nadia", "SIDR"),
        Personne("marie", "Marie", "Le Port"),
        Personne("paul", "Paul", "Territoire de l'Ouest"),
    ),
    (Correspondant("claire@prefecture.exemple.fr", "Claire", PREFECTURE),),
    ((PREFECTURE, Nature.ETAT),),
    avec_droits=True,
)
NANTES = Territoire(
    "loire-atlantique-2024",
    LOIRE_ATLANTIQUE,
    datetime(2026, 1, 5, 9, 0, tzinfo=ZoneInfo(LOIRE_ATLANTIQUE.zone)),
    (
        Personne("hugo", "Hugo", "Habitat 44"),
        Personne("nora", "Nora", "Nantes Métropole Habitat"),
        Personne("soline", "Soline", "Silène"),
    ),
    (Correspondant("camille@ddets.exemple.fr", "Camille", ETAT),),
)
TERRITOIRES = {"le-port": LE_PORT, "loire-atlantique": NANTES}


def peupler(base: Base, territoire: Territoire) -> None:
    """Store the organisations of a territory, and its made-up rights."""
    semer(base, territoire.convention)
    if territoire.avec_droits:
        _retenir_des_droits(base, territoire)


def ajouter_les_autres(base: Base, territoire: Territoire) -> None:
    """Store who is no party of the convention, yet plays."""
    with base.transaction() as uow:
        for nom, nature in territoire.ajoutees:
            ajoutee = uow.organisations.ajouter(nom, nature)
            uow.organisations.adherer(ajoutee.id, territoire.convention)


def ecrire_aux_correspondants(base: Base, territoire: Territoire, maintenant: datetime) -> None:
    """Send who has only a mailbox the link to their own space: without it, no way to begin."""
    with base.transaction() as uow:
        for un in territoire.correspondants:
            membre = uow.membres.par_identite(COURRIEL, un.adresse)
            if membre:
                envoyer_un_lien(uow, maintenant, membre, But.ESPACE)


def _retenir_des_droits(base: Base, territoire: Territoire) -> None:
    """Retain made-up rights for the year played: the figures of 2024, and a second réservataire."""
    annexes = [
        replace(ligne.annexe, annee=territoire.depart.year)
        for ligne in annexes_livrees(territoire.convention)
        if isinstance(ligne.annexe, AnnexeLP)
    ]
    annexes += [
        replace(une, reservataire="Territoire de l'Ouest", taux=Decimal(5)) for une in annexes
    ]
    acteur = Acteur("démonstration", "bac à sable")
    convention = base.conventions[territoire.convention]
    with base.transaction() as uow:
        retenir_droits(uow, territoire.depart, acteur, convention, annexes)
