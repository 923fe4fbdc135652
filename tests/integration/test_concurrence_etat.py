"""Several people, or copies of the program, act on one dossier of the State at the same time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import pytest_asyncio

from bot.cli.donnees import semer
from bot.handlers.request import Fichier
from bot.scheduler.jobs import battre
from core.domain.commissions import EtatDecision
from core.domain.envois import Genre
from core.domain.prioritaires import VIVANTS
from core.domain.programmes_candidats import EtatCandidat
from storage.depots.releve import EtatEnvoi
from storage.unit_of_work import Base, UniteDeTravail
from storage.verification import ruptures
from tests.component.scene import NUR, Scene
from tests.integration.outils import compter, ensemble

T = TypeVar("T")

DEPART = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
ETAT = "État (préfet de la Loire-Atlantique)"
CONVENTION = "loire-atlantique-2024"
LIGNES = tuple(f"{numero};dalo;rapport" for numero in NUR[:3])
DP, PN, CIB = "DP-2026-0001", "PN-2026-0001", "CIB-2026-0001"
PROGRAMME = (
    '/programme nouveau residence="Les Filaos" adresse="12 rue des Lilas" nature_charges="eau" '
    'commune=Nantes qpv=non livraison=01/09/2026 logements="8 x T3 PLUS 512,30 85"'
)


class Foule:
    """A scene whose people type at once, without waiting for each other."""

    def __init__(self, base: Base) -> None:
        semer(base, CONVENTION)
        self.scene = Scene(base, DEPART)
        for qui, nom in (("dora", ETAT), ("dino", ETAT), ("hugo", "Habitat 44")):
            self.scene.inscrire(qui, nom)

    def taper(self, qui: str, texte: str, fichier: Fichier | None = None) -> None:
        """A person types; the answer waits in the outbox."""
        requete = self.scene.requete(qui, texte=texte, fichier=fichier)
        self.scene.routeur.traiter(requete, self.scene.maintenant)

    def a_la_fois(self, *gestes: tuple[str, str]) -> None:
        """Type each text in its own thread."""
        ensemble(len(gestes), lambda rang: self.taper(*gestes[rang]))

    async def reponses(self, *qui: str) -> list[str]:
        """Send all, and give the last thing that each one was answered."""
        await self.scene.dispatcher.vider()
        return [self.scene.textes(une, Genre.REPONSE)[-1] for une in qui]

    def importer(self, qui: str) -> None:
        """A person sends the file of three households."""
        contenu = "\n".join(("numero_unique;categorie;voie", *LIGNES)).encode()
        self.taper(qui, "", Fichier("menages.csv", contenu))

    def chaines_entieres(self) -> bool:
        """Tell whether every chain holds, and says of its dossier what the base says."""
        return not self.lire(lambda uow: list(ruptures(uow, uow.journal.dossiers())))

    def lire(self, action: Callable[[UniteDeTravail], T]) -> T:
        """Read in a transaction."""
        with self.scene.base.transaction() as uow:
            return action(uow)


@pytest_asyncio.fixture
async def foule(base: Base, incidents: list[Any]) -> Foule:
    """Dora and Dino (État), Hugo (Habitat 44)."""
    return Foule(base)


async def test_one_file_imported_twice_at_once_is_imported_once(foule: Foule) -> None:
    ensemble(2, lambda rang: foule.importer(("dora", "dino")[rang]))
    dits = await foule.reponses("dora", "dino")
    assert Counter("3 ménages importés" in dit for dit in dits) == {True: 1, False: 1}
    assert any("Rien n'a été importé" in dit for dit in dits)
    assert compter(foule.scene.base, "prioritaire") == 3
    assert foule.chaines_entieres()


async def test_two_bailleurs_designated_at_once_one_is_and_the_other_asks(foule: Foule) -> None:
    foule.importer("dora")
    foule.a_la_fois(
        ("dora", f"/dossier {DP} designer Neotoa"),
        ("dino", f'/dossier {DP} designer "Habitat 44"'),
    )
    dits = await foule.reponses("dora", "dino")
    assert sum("est désigné et doit" in dit for dit in dits) == 1
    assert sum("a déjà un bailleur désigné" in dit for dit in dits) == 1
    vivants = foule.lire(lambda uow: uow.prioritaires.de_la_convention(CONVENTION, VIVANTS))
    assert [len(un.suivi.designations) for un in vivants if un.reference == DP] == [1]


async def test_decisions_taken_at_once_are_numbered_and_one_holds(foule: Foule) -> None:
    foule.importer("dora")
    foule.taper("dora", "/commission nouvelle date=20/03/2026 heure=10h")
    foule.scene.horloge.avancer_a(datetime(2026, 3, 20, 9, 30, tzinfo=UTC))
    foule.taper("dora", f"/commission {CIB} ouvrir")
    foule.a_la_fois(
        ("dora", f'/commission {CIB} decision {DP} texte="un T2" bailleur=Neotoa'),
        ("dino", f'/commission {CIB} decision {DP} texte="un T3" bailleur=Neotoa'),
        ("dora", f'/commission {CIB} decision DP-2026-0002 texte="un T4" bailleur=Neotoa'),
        ("dino", f"/dossier {DP} designer Vilogia"),
    )

    def decisions(uow: UniteDeTravail) -> list[tuple[int, str, EtatDecision]]:
        seance = uow.commissions.par_reference(CIB)
        assert seance
        lues = uow.commissions.decisions(seance.id)
        return [(une.rang, une.dossier, une.etat) for une in lues]

    prises = foule.lire(decisions)
    assert [rang for rang, _, _ in prises] == list(range(1, len(prises) + 1))
    en_vigueur = Counter(dossier for _, dossier, etat in prises if etat is EtatDecision.PRISE)
    assert set(en_vigueur.values()) == {1}
    assert foule.chaines_entieres()


async def test_two_candidates_retained_at_once_for_one_dwelling(foule: Foule) -> None:
    foule.taper("hugo", PROGRAMME)
    foule.taper("hugo", f"/programme {PN} repartir logements=1-2")
    foule.taper("hugo", f"/programme {PN} notifier")
    foule.taper("dora", f"/programme {PN} candidats {NUR[0]} {NUR[1]}")
    foule.a_la_fois(
        ("hugo", f"/programme {PN} retenir 1 logement=1"),
        ("hugo", f"/programme {PN} retenir 2 logement=1"),
    )

    def retenus(uow: UniteDeTravail) -> list[int]:
        programme = uow.programmes.par_reference(PN)
        assert programme
        tous = uow.programmes.candidats(programme.id)
        return [un.numero for un in tous if un.etat is EtatCandidat.RETENU]

    assert len(foule.lire(retenus)) == 1
    assert foule.chaines_entieres()


async def test_two_ticks_at_once_say_each_thing_once(foule: Foule) -> None:
    foule.importer("dora")
    foule.taper("hugo", PROGRAMME)
    foule.taper("dora", "/commission nouvelle date=20/03/2026 heure=10h")
    base, plus_tard = foule.scene.base, DEPART + timedelta(days=12)
    avant = compter(base, "envoi")
    ensemble(2, lambda _: battre(base, plus_tard))
    a_deux = compter(base, "envoi") - avant
    battre(base, plus_tard)
    assert compter(base, "envoi") == avant + a_deux

    lignes = foule.lire(lambda uow: uow.envois.lister([EtatEnvoi.EN_ATTENTE], 500))
    lues = sorted(une.destination.adresse for une in lignes if une.reference == "DP-2026")
    assert lues == ["dino", "dora"], "the week's households, once to each reader of the État"
    assert foule.chaines_entieres()
