"""Priority households as stored, on both databases."""

from __future__ import annotations

from dataclasses import replace

from bot.cli.donnees import semer
from core.domain.prioritaires import DossierPrioritaire, EtatDossier
from storage.unit_of_work import Base, UniteDeTravail
from tests.menages_prioritaires import INSTANT, MOMENT, un_logement, un_menage


def _enregistres(uow: UniteDeTravail) -> DossierPrioritaire:
    """Store the household of the tests under real organisations; gives it as it was stored."""
    noms = {une.nom: une for une in uow.organisations.toutes()}
    etat, habitat = noms["État (préfet de la Loire-Atlantique)"], noms["Habitat 44"]
    dossier = replace(un_menage(), autorite=etat, bailleur=habitat)
    numero = uow.prioritaires.creer(dossier)
    assert numero
    return replace(dossier, id=numero)


def test_a_household_comes_back_as_it_was_stored_and_its_parties_find_it(base: Base) -> None:
    semer(base, "loire-atlantique-2024")
    with base.transaction() as uow:
        dossier = _enregistres(uow)
        avance = replace(
            dossier,
            etat=EtatDossier.PROPOSE,
            suivi=replace(dossier.suivi, propositions=(un_logement(numero=1),)),
        )
        uow.prioritaires.enregistrer(avance)
    with base.transaction() as uow:
        assert uow.prioritaires.par_reference(dossier.reference, verrou=True) == avance
        for partie in (dossier.autorite, dossier.bailleur):
            assert partie
            assert uow.prioritaires.compter(partie) == {EtatDossier.PROPOSE: 1}
            assert list(uow.prioritaires.de(partie, EtatDossier, 5)) == [avance]


def test_one_living_dossier_a_household(base: Base) -> None:
    semer(base, "loire-atlantique-2024")
    with base.transaction() as uow:
        dossier = _enregistres(uow)
        autre = replace(dossier, reference="DP-2026-0002")
        assert uow.prioritaires.creer(autre) is None
        uow.prioritaires.enregistrer(
            replace(dossier, etat=EtatDossier.RELOGE, reloge_le=MOMENT.jour)
        )
        assert uow.prioritaires.creer(autre)
        assert [
            un.reference for un in uow.prioritaires.reloges(dossier.convention, INSTANT.year)
        ] == [dossier.reference]


def test_the_category_and_the_number_are_not_in_clear_in_the_base(base: Base) -> None:
    semer(base, "loire-atlantique-2024")
    with base.transaction() as uow:
        _enregistres(uow)
        lignes = str(uow.connexion.exec_driver_sql("SELECT * FROM prioritaire").all())
    assert "dalo" not in lignes
    assert un_menage().numero_unique.valeur not in lignes
