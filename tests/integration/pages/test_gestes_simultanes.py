"""One gesture sent by several hands at once has one effect, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from bot.clock import HorlogeReglable
from bot.handlers.gestes import Issue, accomplir, requete_de
from bot.web.pages.application import repondre
from bot.web.pages.demande import Demande
from bot.web.pages.etat import Pages
from bot.web.pages.inscription import NOM as CONFIRMER
from bot.web.pages.sceaux import Sceaux
from core.domain.journal import premiere_rupture
from core.domain.organisations import COURRIEL
from storage.liens import Liens
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


def copies(base: Base) -> list[Pages]:
    """Give the pages of four processes on one database."""
    base.liens = Liens(base.coffre, "https://fluxbot.test")
    return [Pages(base, base.liens, HorlogeReglable(DEPART)) for _ in range(4)]


def test_the_first_links_refused_at_once_are_all_recorded_and_answered_alike(base: Base) -> None:
    pages = copies(base)
    with ThreadPoolExecutor(4) as mains:
        reponses = list(mains.map(lambda une: repondre(une, Demande("forgé")), pages))
    assert {une.status_code for une in reponses} == {404}
    assert len({bytes(une.body) for une in reponses}) == 1
    with base.transaction() as uow:
        chaine = uow.journal.chaine("ACCES-2026")
    assert len(chaine) == 4
    assert premiere_rupture(chaine) is None


def test_an_invitation_confirmed_twice_at_once_leads_twice_to_its_receipt(base: Base) -> None:
    pages = copies(base)
    jeton = Decor(base, 0).invitation().rpartition("/p/")[2]
    assert base.liens
    sceau = Sceaux(base.liens, jeton).nouveau(CONFIRMER, DEPART)
    demande = Demande(jeton, poste=True, sceau=sceau)
    with ThreadPoolExecutor(4) as mains:
        reponses = list(mains.map(lambda une: repondre(une, demande), pages))
    assert [une.status_code for une in reponses] == [303] * 4
    port = Decor(base, 0).organisation("Le Port").id
    with base.transaction() as uow:
        assert len(uow.membres.adresses(port)) == 1
