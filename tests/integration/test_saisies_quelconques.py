"""Whatever people type, they get an answer: never an incident, never a half-done change."""

import asyncio
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.handlers.commandes import COMMANDES
from storage.unit_of_work import Base
from storage.verification import ruptures
from tests.component.scene import NUR, REF, VACANCE, Scene

MORCEAUX = [
    REF,
    "av-2026-1",
    "AV-9999-999999",
    *NUR[:3],
    "974 0318 000123 10001",
    "motif=",
    'motif="deux demandes radiées"',
    "motif=\x00",
    'motif="M. Payet"',
    "retirer=1",
    "retirer=99999999999",
    "confirmer=oui",
    "a=ouest",
    'a=""',
    "loyer=99999,99",
    "loyer=1e5",
    "annee=²⁰²⁶",
    "preavis=٣",
    "qpv=oui",
    'quartier="O\'Connor \x00 <b>&"',
    "commune=🏠",
    "relancer_delai=oui",
    "retirer",
    '"',
    "«",
    "=",
    "\x00",
    "\u202e",
    "%",
    "1" * 40,
]
COMMANDES_CONNUES = [f"/{une.nom}" for une in COMMANDES]

saisie = st.builds(
    lambda tete, suite: " ".join([tete, *suite]),
    st.sampled_from([*COMMANDES_CONNUES, VACANCE, "", "/", "//", "/é"]),
    st.lists(st.one_of(st.sampled_from(MORCEAUX), st.text(max_size=12)), max_size=5),
)


@settings(
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(textes=st.lists(st.tuples(st.sampled_from(["nadia", "marie", "x"]), saisie), max_size=4))
@example(textes=[("nadia", f"/vacance {REF} quartier=\x00")])
@example(textes=[("nadia", f'/retirer {REF} motif="logement\x00vendu"')])
@example(textes=[("marie", f'/candidats {REF} {NUR[0]} motif="a\x00b"')])
@example(textes=[("x", "/inscription \x00")])
def test_whatever_is_typed_is_answered_without_incident(
    base: Base, textes: list[tuple[str, str]]
) -> None:
    with capture_logs() as lignes:
        asyncio.run(taper(base, textes))
    assert [une for une in lignes if une["log_level"] == "error"] == []
    with base.transaction() as uow:
        assert list(ruptures(uow, uow.journal.dossiers())) == []


async def taper(base: Base, textes: list[tuple[str, str]]) -> None:
    """Have people type all that, one after the other, where an avis is open."""
    scene = Scene(base)
    with base.transaction() as uow:
        connue = uow.membres.par_identite("essai", "nadia")
    if not connue:
        scene.inscrire("nadia", "SIDR")
        scene.inscrire("marie", "Le Port")
        await scene.dire("nadia", VACANCE)
    for cle, texte in textes:
        scene.routeur.traiter(requete(scene, cle, texte), scene.maintenant)
    await scene.dispatcher.vider()


def requete(scene: Scene, cle: str, texte: str) -> Any:
    """Make the request of a typed text."""
    return scene.requete(cle, texte=texte, message="1")
