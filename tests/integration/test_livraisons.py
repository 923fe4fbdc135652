"""A dwelling counts once as réputé tenu, on both databases (domain §3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.domain.avis import AvisDeVacance, Etat, Livraison
from core.domain.logement import Logement
from storage.unit_of_work import Base, UniteDeTravail
from tests.builders import un_avis, un_logement

RPLS = un_logement(rpls="0123456789")
CODE = un_logement(reference="B12-034")
TENU = {"etat": Etat.REPUTE_TENU, "livraison": Livraison.REPUTE_TENU}


def poser(uow: UniteDeTravail, logement: Logement, **changements: object) -> AvisDeVacance:
    """Store an avis of SIDR for Le Port about this dwelling."""
    parties = {une.nom: une for une in uow.organisations.toutes()}
    avis = replace(
        un_avis(Etat.EN_RELANCE, logement=logement),
        bailleur=parties["SIDR"],
        reservataire=parties["Le Port"],
        reference=uow.avis.reference_suivante("AV", 2026),
        **changements,
    )
    return uow.avis.creer(avis)


@pytest.mark.parametrize("logement", [RPLS, CODE])
def test_the_same_dwelling_is_known_by_its_number_or_its_code(
    base: Base, logement: Logement
) -> None:
    with base.transaction() as uow:
        premier = poser(uow, logement, **TENU, livre_le=date(2026, 3, 24))
        assert uow.avis.deja_tenu(poser(uow, logement)) == premier.reference


@pytest.mark.parametrize("autre", [un_logement(), un_logement(rpls="9876543210")])
def test_another_dwelling_counts(base: Base, autre: Logement) -> None:
    with base.transaction() as uow:
        poser(uow, RPLS, **TENU, livre_le=date(2026, 3, 24))
        assert uow.avis.deja_tenu(poser(uow, autre)) is None


def test_a_lease_signed_since_makes_it_count_again(base: Base) -> None:
    with base.transaction() as uow:
        poser(uow, RPLS, **TENU, livre_le=date(2026, 3, 24))
        signe = {"etat": Etat.BAIL_SIGNE, "livraison": Livraison.BAIL}
        poser(uow, RPLS, **signe, livre_le=date(2026, 4, 1))
        assert uow.avis.deja_tenu(poser(uow, RPLS)) is None


def test_a_lease_signed_before_does_not(base: Base) -> None:
    with base.transaction() as uow:
        signe = {"etat": Etat.BAIL_SIGNE, "livraison": Livraison.BAIL}
        poser(uow, RPLS, **signe, livre_le=date(2026, 2, 1))
        tenu = poser(uow, RPLS, **TENU, livre_le=date(2026, 3, 24))
        assert uow.avis.deja_tenu(poser(uow, RPLS)) == tenu.reference


def test_a_lease_that_did_not_count_makes_the_next_delivery_count(base: Base) -> None:
    with base.transaction() as uow:
        poser(uow, RPLS, **TENU, livre_le=date(2026, 3, 24))
        poser(uow, RPLS, etat=Etat.BAIL_SIGNE)
        assert uow.avis.deja_tenu(poser(uow, RPLS)) is None


@pytest.mark.parametrize("logement", [RPLS, CODE, un_logement()])
def test_a_dwelling_put_up_again_since_is_known(base: Base, logement: Logement) -> None:
    with base.transaction() as uow:
        premier = poser(uow, logement)
        second = poser(uow, logement)
        assert uow.avis.depose_depuis(premier, second.cree_le) == second.reference
        assert uow.avis.depose_depuis(premier, second.cree_le + timedelta(days=1)) is None
