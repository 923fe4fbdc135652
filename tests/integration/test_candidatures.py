"""Numéros uniques at rest: encrypted, found by a blind index, living once in an avis."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from core.domain.candidatures import EtatCandidature
from core.domain.offres import delai_offre
from core.domain.parcours import (
    Condition,
    Decision,
    Instance,
    Parcours,
    Presentation,
    ReponseMenage,
    Visite,
)
from storage.coffre import Coffre, nouvelle_cle
from storage.tables import candidature as table
from storage.unit_of_work import Base, UniteDeTravail
from tests.builders import des_termes
from tests.integration.outils import NUR, candidature, creer_avis, organisation

AUTRE = "974031800012410001"


def proposer(uow: UniteDeTravail, *valeurs: str) -> int:
    """Store candidatures of a new avis, one a number; gives the avis's id."""
    avis, port = creer_avis(uow), organisation(uow, "Le Port")
    for rang, valeur in enumerate(valeurs, 1):
        uow.avis.ajouter_candidature(avis.id, candidature(rang, port.id, valeur))
    return avis.id


def index(base: Base) -> list[str]:
    """Read the blind indexes, oldest first."""
    with base.transaction() as uow:
        requete = select(table.c.numero_index).order_by(table.c.avis_id, table.c.numero)
        return list(uow.connexion.scalars(requete))


def test_a_numero_unique_comes_back_in_full(base: Base) -> None:
    with base.transaction() as uow:
        avis = proposer(uow, NUR)
    with base.transaction() as uow:
        assert [une.numero_unique.valeur for une in uow.avis.candidatures(avis)] == [NUR]


def test_the_same_number_has_the_same_blind_index_in_two_avis(base: Base) -> None:
    with base.transaction() as uow:
        proposer(uow, NUR)
        proposer(uow, NUR)
    premier, second = index(base)
    assert premier == second


def test_two_numbers_have_two_blind_indexes(base: Base) -> None:
    with base.transaction() as uow:
        proposer(uow, NUR, AUTRE)
    premier, second = index(base)
    assert premier != second


def test_the_same_number_is_encrypted_differently_each_time(base: Base) -> None:
    with base.transaction() as uow:
        proposer(uow, NUR)
        proposer(uow, NUR)
        chiffres = list(uow.connexion.scalars(select(table.c.numero_chiffre)))
    assert len(set(chiffres)) == 2


def test_a_blind_index_depends_on_the_key(base: Base) -> None:
    assert base.coffre.index(NUR) != Coffre(nouvelle_cle()).index(NUR)


def test_a_household_lives_once_in_an_avis(base: Base) -> None:
    with pytest.raises(IntegrityError), base.transaction() as uow:
        proposer(uow, NUR, NUR)


@pytest.mark.parametrize(
    "etat", sorted(set(EtatCandidature) - {EtatCandidature.RETIREE, EtatCandidature.PASSEE})
)
def test_a_household_lives_once_in_an_avis_whatever_became_of_it(
    base: Base, etat: EtatCandidature
) -> None:
    with base.transaction() as uow:
        avis, port = proposer(uow, NUR), organisation(uow, "Le Port")
        uow.avis.changer_candidature(avis, 1, etat)
    with pytest.raises(IntegrityError), base.transaction() as uow:
        uow.avis.ajouter_candidature(avis, candidature(2, port.id))


@pytest.mark.parametrize("etat", [EtatCandidature.RETIREE, EtatCandidature.PASSEE])
def test_a_household_withdrawn_or_of_a_former_round_may_be_named_again(
    base: Base, etat: EtatCandidature
) -> None:
    with base.transaction() as uow:
        avis = proposer(uow, NUR)
        uow.avis.changer_candidature(avis, 1, etat)
        uow.avis.ajouter_candidature(avis, candidature(2, organisation(uow, "Le Port").id))
        assert len(uow.avis.candidatures(avis)) == 2


COURSE = Parcours(
    presentation=Presentation.PRESENTEE,
    decision=Decision.ATTRIBUTION,
    instance=Instance.BAILLEUR,
    decide_le=date(2026, 3, 12),
    rang=2,
    condition=Condition("loyer apuré", date(2026, 3, 20), True, date(2026, 3, 18)),
    offre=delai_offre(date(2026, 3, 18), des_termes()),
    notifiee_le=date(2026, 3, 18),
    reponse=ReponseMenage.SILENCE,
    repondu_le=date(2026, 3, 30),
    visites=(Visite(date(2026, 3, 14), True, "Le Port"),),
    precedents=(Parcours(presentation=Presentation.ECARTEE, difficulte="pièce manquante"),),
)


def test_what_became_of_a_candidate_comes_back_as_it_was(base: Base) -> None:
    with base.transaction() as uow:
        avis = proposer(uow, NUR)
        (une,) = uow.avis.candidatures(avis)
        assert une.parcours == Parcours()
        uow.avis.enregistrer_candidature(avis, replace(une, parcours=COURSE))
    with base.transaction() as uow:
        (relue,) = uow.avis.candidatures(avis)
    assert relue.parcours == COURSE
    assert relue.numero_unique.valeur == NUR
