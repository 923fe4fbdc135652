from __future__ import annotations
from datetime import timedelta
from core.domain.envois import Genre
from tests.component.scene import REF, VACANCE, Scene
from tests.fakes.smtp import FakeSmtp
from tests.integration.email.conftest import MARIE, Lancer, inscrire_par_courriel
from tests.unit.email.retours import retour
from collections import Counter
from tests.integration.email.test_envois import accuser_sur_la_page
from bot.scheduler.jobs import battre

async def test_apres(scene: Scene, fake: FakeSmtp, lancer: Lancer) -> None:
    await scene.dire("nadia", VACANCE)
    accuser_sur_la_page(scene)
    await scene.battre()
    print("avant", scene.actions(), scene.etat(), scene.avis().echeance is not None)
    f = lancer("courriel", "rebond", entree=retour(fake.messages[0].id)); print(f.stdout)
    await scene.battre()
    print("apres", scene.actions(), scene.etat(), scene.avis().echeance is not None, [t for l in ("nadia","ana") for t in scene.textes(l, Genre.NON_REMIS)], [t[:300] for t in scene.textes("ana", Genre.SECOURS)])
    with scene.base.transaction() as uow:
        print([d for d in uow.canaux.destinations(scene.organisation("Le Port").id)])
    await scene.jusqu_a_l_echeance(); await scene.battre()
    print("echeance", scene.actions(), scene.etat()); print([t[:400] for t in scene.textes("nadia", Genre.NON_REMIS)])

async def test_grise(scene: Scene, fake: FakeSmtp, incidents) -> None:
    for _ in range(400): fake.fail("rcpt", "451 4.7.1 revenez")
    await scene.dire("nadia", VACANCE)
    for _ in range(288): await scene.attendre(minutes=5)
    print("essais", [(e.essais if hasattr(e,'essais') else e) for e in scene.envois(Genre.AVIS)], Counter(str(e.genre) for e in scene.envois(*list(Genre)) ) if True else 0)
    print(scene.actions(), [t[:300] for t in scene.textes("nadia", Genre.RETARD)] if hasattr(Genre,"RETARD") else "")

async def test_deux(scene: Scene, fake: FakeSmtp, incidents) -> None:
    inscrire_par_courriel(scene, "luc@leport.test")
    fake.fail("rcpt", "550 5.1.1 no")
    await scene.dire("nadia", VACANCE)
    print("deux", len(fake.messages), [m.to for m in fake.messages], scene.actions(), scene.avis().remis_le is not None, [t[:200] for t in scene.textes("nadia", Genre.NON_REMIS)])
