"""Whatever is asked of a signed page, under a good link or not: no incident, nothing half done."""

from __future__ import annotations

from random import Random

import pytest
from structlog.testing import capture_logs

from bot.handlers.commandes import COMMANDES
from bot.handlers.request import Fichier
from bot.web.pages.application import repondre
from bot.web.pages.demande import Demande
from bot.web.pages.etat import Pages
from bot.web.pages.sceaux import Sceaux
from core.domain.acces import But
from core.domain.organisations import Role
from core.usecases.adhesions import inviter
from storage.unit_of_work import Base
from tests.component.courriel import MAIRIE, SceneCourriel
from tests.component.scene import NUR, REF, VACANCE
from tests.securite.hostile import malice
from tests.securite.hostile.gestes import CHAMPS, REFERENCES
from tests.securite.hostile.lecteurs import ANNEXES_CSV, BONS
from tests.securite.hostile.nombre import Jets
from tests.securite.hostile.test_routeur import rien_a_moitie

CODE = "ABCD-2345-WXYZ"


async def monter(base: Base) -> tuple[Pages, tuple[str, ...]]:
    """Give the pages of a service where an avis is open, and a link of each purpose."""
    scene = SceneCourriel(base)
    nadia = scene.inscrire("nadia", "SIDR")
    marie = scene.inscrire_adresse(MAIRIE, "Le Port")
    await scene.dire("nadia", VACANCE)
    liens = scene.base.liens
    assert liens
    commune = scene.organisation("Le Port")
    with scene.base.transaction() as uow:
        membres = {un: uow.membres.par_id(un) for un in (nadia, marie)}
        inviter(uow, scene.maintenant, commune, Role.AGENT, CODE, MAIRIE)
    faits = [liens.inscription(commune.id, CODE, scene.maintenant)]
    for un in membres.values():
        assert un
        faits += [
            liens.pour(un, But.ESPACE, scene.maintenant),
            liens.pour(un, But.DOSSIER, scene.maintenant, REF),
        ]
    pages = Pages(scene.base, liens, scene.horloge)
    return pages, tuple(un.rpartition("/p/")[2] for un in faits)


def _texte(rng: Random, modeles: tuple[str, ...] = ()) -> str:
    """Give a text as a server can hand it over: it decodes no lone surrogate."""
    return malice.texte(rng, modeles).encode("utf-8", "replace").decode()


def demande(rng: Random, pages: Pages, jetons: tuple[str, ...]) -> Demande:
    """Make one request, under a good link most of the time, its seal good as often."""
    jeton = rng.choice(jetons) if rng.random() < 0.9 else _texte(rng, jetons)
    nom = rng.choice((*(une.nom for une in COMMANDES), "espace", "recu", "courriels", _texte(rng)))
    suite = rng.choice(((nom,), (nom,), (nom,), (), (nom, "piece"), (nom, _texte(rng)), (nom,) * 5))
    sceaux = Sceaux(pages.liens, jeton)
    maintenant = pages.horloge.maintenant()
    champs = {rng.choice(CHAMPS): _texte(rng, (*BONS, *NUR[:3])) for _ in range(rng.randrange(6))}
    arguments = {
        "reference_avis": rng.choice(REFERENCES),
        "action": _texte(rng, ("prive", "nouveau")),
    }
    gardes = {cle: un for cle, un in arguments.items() if rng.random() < 0.6}
    bouton = sceaux.bouton(nom, gardes) if rng.random() < 0.5 else _texte(rng)
    return Demande(
        jeton,
        suite,
        gardes,
        poste=rng.random() < 0.6,
        champs=champs,
        montres=frozenset(champs) if rng.random() < 0.5 else None,
        sceau=sceaux.nouveau(nom, maintenant) if rng.random() < 0.8 else _texte(rng),
        bouton=bouton if rng.random() < 0.7 else "",
        fichier=Fichier("a.csv", malice.octets(rng, ANNEXES_CSV)) if rng.random() < 0.1 else None,
        lien=rng.random() < 0.05,
    )


@pytest.mark.usefixtures("sans_fils")
async def test_whatever_is_asked_of_a_page_is_answered(base_sqlite: Base, jets: Jets) -> None:
    pages, jetons = await monter(base_sqlite)
    fautes = []
    for rang in jets.rangs(0.1):
        with capture_logs() as lignes:
            statut = repondre(pages, demande(Random(f"page:{rang}"), pages, jetons)).status_code
        if statut >= 500 or any(une["log_level"] in ("error", "critical") for une in lignes):
            fautes.append((rang, statut, lignes))
    assert fautes == []
    rien_a_moitie(base_sqlite)
