"""A whole region in one database: each kind of organisation twice, each role, each dossier."""

from __future__ import annotations

import asyncio
import itertools
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from sqlalchemy import select

from bot.cli.donnees import semer
from bot.handlers.request import Request
from bot.handlers.router import Routeur
from bot.presenters.corps import lire_corps
from core.domain.envois import Genre
from core.domain.organisations import Destination, Nature, Role
from storage.coffre import Coffre, nouvelle_cle
from storage.conventions.loader import conventions_livrees
from storage.engine import ouvrir
from storage.tables import envoi
from storage.unit_of_work import Base, UniteDeTravail
from tests.component.plateforme import NOM
from tests.component.scene import LOGEMENT, Scene
from tests.component.test_dossier import DEPART, ETAT, FORMULAIRE, nouveau
from tests.component.test_programmes import NOUVEAU

HABITAT = "Habitat 44"
RETIREE = "partie de Notre commune"
PUBLIC = "https://fluxbot.test"
LP, LA = "le-port-2024", "loire-atlantique-2024"
INVITES = (Nature.COMMUNE, Nature.EPCI, Nature.ETAT, Nature.ACTION_LOGEMENT, Nature.AUTRE)

PARTIES: Mapping[str, Mapping[Nature, str]] = {
    "AV-2026-0001": {Nature.BAILLEUR: "Notre bailleur", Nature.COMMUNE: "Notre commune"},
    "AV-2026-0002": {Nature.EPCI: "Notre epci"},
    "AV-2026-0003": {Nature.ETAT: "Notre etat"},
    "AV-2026-0004": {Nature.ACTION_LOGEMENT: "Notre action_logement"},
    "AV-2026-0005": {Nature.AUTRE: "Notre autre"},
    "PN-2026-0001": {Nature.BAILLEUR: HABITAT, Nature.ETAT: ETAT},
    "DP-2026-0001": {Nature.BAILLEUR: HABITAT, Nature.ETAT: ETAT},
    "CIB-2026-0001": {Nature.BAILLEUR: HABITAT, Nature.ETAT: ETAT},
}
"""The parties of each dossier, by kind: nobody else may know that it exists."""


def personne(organisation: str, role: Role) -> str:
    """Name the person of an organisation who has a role."""
    return f"{organisation}, {role}"


def etrangere(nature: Nature) -> str:
    """Name an organisation of a kind which is party to nothing."""
    return f"Autre {nature}"


class BaseQuiOublie(Base):
    """Undoes each transaction once its answer was read: every case finds the same dossiers."""

    reponse = ""

    @contextmanager
    def transaction(self) -> Iterator[UniteDeTravail]:
        with self.moteur.connect() as connexion:
            uow = UniteDeTravail(connexion, self.coffre, self.conventions, self.liens)
            yield uow
            derniere = select(envoi.c.corps_chiffre).where(envoi.c.genre == Genre.REPONSE)
            ligne = connexion.execute(derniere.order_by(envoi.c.id.desc()).limit(1)).scalar()
            self.reponse = self.coffre.dechiffrer(ligne) if ligne else ""


@dataclass
class Terrain:
    """The region, and a way to have anybody type anything there."""

    base: BaseQuiOublie
    numeros: Iterator[int] = field(default_factory=itertools.count)

    def repondre(self, qui: str, texte: str) -> str:
        """Give what a person is answered, through the router; nothing is kept of it."""
        self.base.reponse = ""
        vers = Destination(NOM, qui)
        requete = Request(
            NOM, qui, vers, str(next(self.numeros)), texte=texte, questions="formulaire"
        )
        Routeur(self.base).traiter(requete, DEPART)
        corps = lire_corps(self.base.reponse)
        return corps.message.texte() + repr(corps.formulaire or "")


def batir(modele: Path, dossier: Path) -> Terrain:
    """Build the region from a seeded database."""
    fichier = dossier / "terrain.db"
    shutil.copyfile(modele, fichier)
    moteur = ouvrir(f"sqlite:///{fichier}")
    coffre = Coffre(nouvelle_cle())
    base = Base(moteur, conventions_livrees(), coffre, PUBLIC)
    semer(base, LA)
    asyncio.run(_peupler(base))
    return Terrain(BaseQuiOublie(moteur, base.conventions, coffre, PUBLIC))


async def _peupler(base: Base) -> None:
    with base.transaction() as uow:
        for nature in Nature:
            for nom in (f"Notre {nature}", etrangere(nature)):
                uow.organisations.adherer(uow.organisations.ajouter(nom, nature).id, LP)
    scene = Scene(base, DEPART)
    doubles = [f"{qui} {nature}" for qui, nature in product(("Notre", "Autre"), Nature)]
    for organisation, role in product([*doubles, ETAT, HABITAT], Role):
        scene.inscrire(personne(organisation, role), organisation, role)
    retiree = scene.inscrire(RETIREE, "Notre commune", Role.ADMINISTRATEUR)
    with base.transaction() as uow:
        uow.membres.retirer(retiree, DEPART)
    await _ouvrir_les_dossiers(scene)


async def _ouvrir_les_dossiers(scene: Scene) -> None:
    nadia, etat, hugo = (personne(une, Role.AGENT) for une in ("Notre bailleur", ETAT, HABITAT))
    for nature in INVITES:
        await scene.dire(nadia, f'/vacance reservataire="Notre {nature}" {LOGEMENT}')
    await scene.dire(hugo, NOUVEAU)
    await scene.dire(hugo, "/programme PN-2026-0001 notifier confirmer=oui")
    await nouveau(scene, etat, **FORMULAIRE)
    await scene.dire(etat, f'/dossier DP-2026-0001 designer "{HABITAT}"')
    await scene.dire(etat, "/commission nouvelle date=12/05/2026 heure=14h30")
