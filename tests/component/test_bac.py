"""The sandbox: the same program, its people and its clock in one place."""

from datetime import timedelta

import pytest_asyncio

from bot.channels.sandbox.bac import DUREE_PANNE, Bac, Personne
from bot.clock import HorlogeReglable
from core.domain.avis import Etat
from storage.unit_of_work import Base
from tests.component.scene import DEPART, NUR, REF, VACANCE


@pytest_asyncio.fixture
async def bac(base_sqlite: Base) -> Bac:
    """Nadia (SIDR) and Marie (Le Port) in the sandbox."""
    personnes = (Personne("nadia", "Nadia", "SIDR"), Personne("marie", "Marie", "Le Port"))
    bac = Bac(base_sqlite, HorlogeReglable(DEPART), personnes)
    bac.inscrire_tous()
    return bac


def etat(bac: Bac) -> Etat:
    """Read the state of the first avis."""
    with bac.base.transaction() as uow:
        avis = uow.avis.par_reference(REF)
    assert avis
    return avis.etat


def dit(bac: Bac, cle: str) -> str:
    """Give all that a conversation shows."""
    return "\n".join(un.message.texte() for un in bac.messagerie.fil(cle) if un.message)


async def test_what_one_writes_reaches_the_other(bac: Bac) -> None:
    await bac.ecrire("nadia", VACANCE)
    assert f"Avis de vacance {REF}" in dit(bac, "marie")


async def test_the_avis_shown_is_edited_in_place(bac: Bac) -> None:
    await bac.ecrire("nadia", VACANCE)
    await bac.ecrire("marie", f"/candidats {REF} {' '.join(NUR[:3])}")
    avis = next(un for un in bac.messagerie.fil("marie") if un.message)
    assert avis.modifie
    assert avis.message
    assert "Désignation faite" in avis.message.texte()


async def test_a_button_does_what_it_says(bac: Bac) -> None:
    await bac.ecrire("nadia", VACANCE)
    avis = next(un for un in bac.messagerie.fil("marie") if un.message)
    assert avis.message
    voir = [un.libelle for un in avis.message.boutons].index("Voir")
    await bac.presser("marie", avis.id, avis.jetons[voir])
    assert f"{REF} : ouvert" in dit(bac, "marie")


async def test_a_form_with_a_fault_stays_and_shows_it(bac: Bac) -> None:
    await bac.ecrire("nadia", VACANCE)
    await bac.ecrire("marie", f"/candidats {REF}")
    montre = bac.messagerie.fil("marie")[-1]
    fautes = await bac.soumettre("marie", montre.id, {"numeros": "123"})
    assert "il compte 3 caractères au lieu de 18" in fautes["numeros"]
    encore = bac.messagerie.trouver("marie", montre.id)
    assert encore
    assert encore.formulaire


async def test_a_form_done_cannot_be_sent_twice(bac: Bac) -> None:
    await bac.ecrire("nadia", VACANCE)
    await bac.ecrire("marie", f"/candidats {REF}")
    montre = bac.messagerie.fil("marie")[-1]
    assert await bac.soumettre("marie", montre.id, {"numeros": " ".join(NUR[:3])}) == {}
    assert "déjà été envoyé" in (await bac.soumettre("marie", montre.id, {}))[""]


async def test_the_next_echeance_is_the_relance_then_the_end(bac: Bac) -> None:
    await bac.ecrire("nadia", VACANCE)
    etats = []
    while await bac.prochaine_echeance():
        etats.append(etat(bac))
    assert etats == [Etat.EN_RELANCE, Etat.REPUTE_TENU]


async def test_days_lived_one_by_one_do_everything_at_its_own_instant(bac: Bac) -> None:
    await bac.ecrire("nadia", VACANCE)
    for _ in range(20):
        await bac.avancer_d_un_jour()
    assert dit(bac, "marie").count("Rappel : ") == 4
    assert etat(bac) is Etat.REPUTE_TENU


async def test_an_outage_makes_nothing_repute_tenu(bac: Bac) -> None:
    await bac.ecrire("nadia", VACANCE)
    _, reprise = await bac.simuler_une_panne()
    assert etat(bac) is Etat.EN_RELANCE
    with bac.base.transaction() as uow:
        avis = uow.avis.par_reference(REF)
    assert avis
    assert avis.premiere
    assert avis.seconde
    assert avis.seconde.debut == reprise == avis.premiere.fin + DUREE_PANNE
    assert avis.seconde.fin - reprise > timedelta(days=3)
