"""The same small story under Loire-Atlantique and under a made-up convention: the file decides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.cli.donnees import semer
from bot.handlers.request import Fichier
from core.domain.agenda import RendezVous
from core.domain.calendrier import ajouter_mois, jour_local
from core.domain.convention import Convention
from core.domain.journal import Entree
from core.domain.organisations import Nature
from core.texte import jour_fr
from storage.conventions.loader import charger, conventions_livrees
from storage.unit_of_work import Base
from tests.component.scene import Scene

BRUME = Path(__file__).parents[1] / "conventions" / "pays-de-brume-2026.toml"
CITATION = re.compile(r"\b([A-Z]{2}) (?:art\.|[0-9])")
"""The sigle of a convention, before the number of an article."""
DEPART = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
LIVRAISON = date(2027, 1, 15)
NUR = "044031800012310001"
PROGRAMME = {
    "residence": "Les Saules",
    "adresse": "12 rue des Lilas, 44000 Nantes",
    "commune": "Nantes",
    "qpv": "non",
    "livraison": jour_fr(LIVRAISON),
    "logements": "40 x T3 PLUS 512,30 85",
    "nature_charges": "eau, ordures ménagères",
}


@dataclass(frozen=True)
class Attendu:
    """What a convention's own numbers make of the story, worked out by hand."""

    notice: date
    logements_de_l_etat: int
    signalement: str
    limite: date
    convocation: date


ATTENDUS = {
    "loire-atlantique-2024": Attendu(
        date(2026, 9, 15), 12, "tardif", date(2026, 4, 12), date(2026, 1, 28)
    ),
    "pays-de-brume-2026": Attendu(
        date(2026, 8, 15), 9, "au moins 6 jours avant", date(2026, 5, 12), date(2026, 1, 22)
    ),
}


@dataclass
class Territoire:
    """A scene under one convention: Camille of the État, Hugo of its first bailleur."""

    scene: Scene
    convention: Convention
    attendu: Attendu
    bailleur: str

    async def remplir(
        self, qui: str, commande: str, action: str, **champs: str
    ) -> Mapping[str, str]:
        """A person fills in a form; gives the faults by field."""
        return await self.scene.soumettre(
            qui, commande=commande, fixe={"action": action}, champs=champs, questions="formulaire"
        )

    def agenda(self, reference: str) -> list[RendezVous]:
        """Give what a dossier waits for."""
        with self.scene.base.transaction() as uow:
            return list(uow.agenda.de(reference))

    def jours(self, reference: str, nature: str) -> set[date]:
        """Give the civil days that reminders of one nature lead to."""
        zone = self.convention.zone
        return {
            jour_local(un.instant, zone) + timedelta(days=un.jours)
            for un in self.agenda(reference)
            if un.nature == nature
        }

    def journal(self) -> list[Entree]:
        """Give all that was recorded."""
        with self.scene.base.transaction() as uow:
            return [une for nom in uow.journal.dossiers() for une in uow.journal.chaine(nom)]

    def textes(self) -> str:
        """Give all that was shown to anybody."""
        return "\n".join(un for qui in ("camille", "hugo") for un in self.scene.textes(qui))


@pytest_asyncio.fixture(params=sorted(ATTENDUS))
async def territoire(
    request: pytest.FixtureRequest, base_sqlite: Base, incidents: list[Any]
) -> Territoire:
    """Give each convention in turn, its parties seeded."""
    brume = charger(BRUME)
    toutes = {**conventions_livrees(), brume.id: brume}
    base = Base(base_sqlite.moteur, toutes, base_sqlite.coffre)
    semer(base, request.param)
    convention = toutes[request.param]
    scene = Scene(base, DEPART)
    etat, bailleur = (
        next(une.nom for une in convention.parties if une.nature is nature)
        for nature in (Nature.ETAT, Nature.BAILLEUR)
    )
    scene.inscrire("camille", etat)
    scene.inscrire("hugo", bailleur)
    return Territoire(scene, convention, ATTENDUS[request.param], bailleur)


async def test_a_programmes_dates_and_rights_follow_the_file(territoire: Territoire) -> None:
    un, regles = territoire, territoire.convention.programmes
    assert regles
    assert await un.remplir("hugo", "programme", "nouveau", **PROGRAMME) == {}
    assert un.jours("PN-2026-0001", "notice") == {un.attendu.notice}
    assert un.attendu.notice == ajouter_mois(LIVRAISON, -regles.notice_mois.valeur)
    lu = await un.scene.dire("hugo", "/programme PN-2026-0001")
    assert f"{un.attendu.logements_de_l_etat} logements" in lu, lu
    assert regles.notice_mois.article in lu


async def test_a_households_signalement_is_read_by_the_files_days(territoire: Territoire) -> None:
    un, regles = territoire, territoire.convention.priorite
    assert regles
    categorie = regles.categories[0].code
    dans_sept_jours = jour_fr((DEPART + timedelta(days=7)).date())
    champs = {"numero": NUR, "categorie": categorie, "caleol": dans_sept_jours}
    assert await un.remplir("hugo", "dossier", "nouveau", **champs) == {}
    assert un.attendu.signalement in un.scene.textes("hugo")[-1]
    fautes = await un.remplir("hugo", "dossier", "nouveau", **{**champs, "categorie": "inconnue"})
    assert "categorie" in fautes


async def test_the_commissions_calendar_follows_the_file(territoire: Territoire) -> None:
    un, regles = territoire, territoire.convention.commission
    assert regles
    await un.scene.dire("camille", "/commission nouvelle date=12/02/2026 heure=14h30")
    assert un.jours("CIB-2026-0001", "convoquer") == {un.attendu.convocation}
    await un.scene.vivre_jusqu_a(datetime(2026, 2, 12, 14, 0, tzinfo=UTC))
    await un.scene.dire("camille", "/commission CIB-2026-0001 ouvrir")
    await un.scene.dire("camille", "/commission CIB-2026-0001 clore")
    assert jour_fr(un.attendu.limite) in await un.scene.dire("camille", "/commission")


async def test_the_objective_is_that_of_the_files_own_categories(territoire: Territoire) -> None:
    un, regles = territoire, territoire.convention.priorite
    assert regles
    assert regles.objectif
    lu = await un.scene.dire("camille", "/objectifs")
    assert f"{regles.objectif.valeur} non fournie : à saisir" in lu
    await un.scene.dire("camille", "/objectifs annee=2026 global=73")
    lignes = "numero_unique;categorie;voie\n" + "\n".join(_un_par_categorie(un.convention))
    await un.scene.dire("camille", "", fichier=Fichier("menages.csv", lignes.encode()))
    premieres = sum(une.plus_prioritaire for une in regles.categories)
    assert f"En attente : {premieres}" in await un.scene.dire("hugo", "/objectifs")
    assert un.scene.journal("OBJ-2026")[0].article == regles.objectif.article


def _un_par_categorie(convention: Convention) -> Iterator[str]:
    assert convention.priorite
    for rang, une in enumerate(convention.priorite.categories):
        voie = "automatique" if une.automatique else "rapport"
        yield f"{NUR[:7]}{rang:06d}10001;{une.code};{voie}"


async def test_no_article_of_another_convention_is_quoted(territoire: Territoire) -> None:
    """What is quoted, to anybody, in any answer, notice or chain, is in the convention's file."""
    un = territoire
    await un.remplir("hugo", "programme", "nouveau", **PROGRAMME)
    for qui, texte in (
        ("hugo", "/programme PN-2026-0001"),
        ("hugo", "/programme PN-2026-0001 notifier"),
        ("camille", "/programme PN-2026-0001"),
        ("camille", f"/programme PN-2026-0001 candidats {NUR}"),
        ("hugo", "/numeros PN-2026-0001"),
        ("hugo", "/dossier nouveau categorie=x"),
        ("camille", "/commission nouvelle date=12/02/2026 heure=14h30"),
        ("camille", "/commission CIB-2026-0001 convoquer"),
        ("camille", "/commission CIB-2026-0001"),
        ("camille", "/objectifs annee=2026 global=73"),
        ("hugo", "/objectifs"),
        ("camille", "/importer"),
    ):
        await un.scene.dire(qui, texte)
    await _vivre_un_menage(un)
    lus = "\n".join((un.textes(), *(une.article for une in un.journal())))
    assert set(CITATION.findall(lus)) == {un.convention.sigle}


async def _vivre_un_menage(un: Territoire) -> None:
    """Signal, inscribe, designate, offer, house and count a household; be refused at each step."""
    assert un.convention.priorite
    champs = {"numero": NUR, "categorie": un.convention.priorite.categories[0].code}
    await un.remplir("hugo", "dossier", "nouveau", caleol="15/12/2025", **champs)
    await un.remplir("hugo", "dossier", "nouveau", caleol="12/01/2026", **champs)
    dp = "/dossier DP-2026-0001"
    offre = "proposer type=T3 commune=Nantes qpv=non loyer=512,30 charges=85"
    await un.scene.vivre_jusqu_a(datetime(2026, 1, 13, 9, 0, tzinfo=UTC))
    for qui, reste in (
        ("camille", "designer"),
        ("camille", "inscrire"),
        ("camille", f'designer bailleur="{un.bailleur}"'),
        ("camille", offre),
        ("camille", 'retirer motif="demande radiée"'),
        ("hugo", ""),
        ("hugo", "prive"),
        ("hugo", offre),
        ("hugo", "reponse accepte injustifie=oui"),
        ("hugo", "reponse refuse injustifie=oui"),
        ("hugo", offre),
        ("hugo", "reponse accepte"),
        ("hugo", "entree"),
        ("hugo", "entree 13/01/2026"),
        ("hugo", "imputer non"),
        ("hugo", 'imputer non raison="ressources mensuelles erronées"'),
        ("camille", ""),
        ("camille", "designer"),
    ):
        await un.scene.dire(qui, f"{dp} {reste}")
    await un.scene.dire("hugo", "/dossier nouveau")
    await un.scene.dire("hugo", "/numeros DP-2026-0001")
    lignes = "numero_unique;categorie;voie\n" + "\n".join(_un_par_categorie(un.convention))
    await un.scene.dire("camille", "", fichier=Fichier("menages.csv", lignes.encode()))
    await un.scene.attendre(days=8)
    await un.scene.dire("camille", "/dossier DP-2026-0002 prevenir 14/01/2026")
    await un.scene.dire("camille", '/dossier DP-2026-0002 retirer motif="radiée" confirmer=oui')
    await un.scene.attendre(days=8)
