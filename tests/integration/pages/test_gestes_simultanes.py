"""One gesture sent by several hands at once has one effect, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from bot.handlers.gestes import Issue, accomplir, requete_de
from core.domain.organisations import COURRIEL
from storage.unit_of_work import Base
from tests.component.plateforme import NOM
from tests.component.scene import DEPART, REF, VACANCE
from tests.integration.pages.serveur import Decor


def test_one_gesture_sent_at_once_is_done_once(base: Base) -> None:
    decor = Decor(base, 0)
    decor.inscrire("SIDR", NOM, "nadia")
    marie = decor.inscrire("Le Port", COURRIEL, "logement@leport.re")
    decor.dire(VACANCE)
    requete = requete_de(marie, "accuser", "un-geste", {"reference_avis": REF})

    def faire(_: int) -> Issue:
        return accomplir(base, requete, DEPART)

    with ThreadPoolExecutor(4) as mains:
        issues = list(mains.map(faire, range(4)))
    assert [une.fait for une in issues] == [True] * 4
    with base.transaction() as uow:
        avis = uow.avis.par_reference(REF)
        assert avis
        assert len(uow.avis.receptions(avis.id)) == 1
        actions = [une.action for une in uow.journal.chaine(REF)]
        recu = uow.recus.trouver("un-geste", marie.id, DEPART)
    assert actions.count("avis reçu") == 1
    assert recu
    assert recu.tete
