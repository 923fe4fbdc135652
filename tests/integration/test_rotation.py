"""Changing the key: everything is read again with the new one alone."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Table
from sqlalchemy.exc import IntegrityError

from core.domain.envois import Genre
from core.domain.menages import Menage
from core.domain.prioritaires import DossierPrioritaire
from storage import rotation
from storage.coffre import CleAbsente, CleInvalide, Coffre, nouvelle_cle
from storage.depots.dialogues import Dialogue
from storage.rotation import exiger_la_cle, nombre_de_valeurs, rechiffrer, restantes
from storage.unit_of_work import Base, UniteDeTravail
from tests.integration.outils import (
    MAINTENANT,
    NUR,
    SUR_POSTGRESQL,
    candidature,
    creer_avis,
    nouvel_envoi,
    organisation,
)
from tests.menages_prioritaires import un_menage

ANCIENNE, NOUVELLE = nouvelle_cle(), nouvelle_cle()


def ouvrir(base: Base, cles: str) -> Base:
    """Give the same database with other keys."""
    return Base(base.moteur, base.conventions, Coffre(cles))


@pytest.fixture
def pleine(base: Base) -> Base:
    """Give a database with something encrypted everywhere, under the old key."""
    ancienne = ouvrir(base, ANCIENNE)
    with ancienne.transaction() as uow:
        avis, port = creer_avis(uow), organisation(uow, "Le Port")
        uow.avis.ajouter_candidature(avis.id, candidature(1, port.id))
        uow.menages.enregistrer(
            avis.id, 1, Menage(nom="Nguyễn"), port.id, "sel", "engagement", MAINTENANT
        )
        uow.envois.ajouter(nouvel_envoi("1", genre=Genre.REPONSE, corps="réponse"))
        uow.arrivees.ajouter("essai", "1", "arrivée", MAINTENANT)
        echeance = MAINTENANT.replace(year=2027)
        uow.dialogues.enregistrer(
            Dialogue("essai", "marie", "c", "candidats", {}, {"numeros": NUR}, "motif", echeance)
        )
    return ancienne


def tourner(base: Base) -> int:
    """Encrypt everything again with the new key; give the number of values."""
    return sum(un.rechiffrees for un in rechiffrer(les_deux(base)))


def les_deux(base: Base) -> Base:
    """Give the same database with both keys, the new one first."""
    return ouvrir(base, f"{NOUVELLE},{ANCIENNE}")


def menage(uow: UniteDeTravail) -> DossierPrioritaire:
    """Give a household ready to be stored."""
    return replace(un_menage(), autorite=organisation(uow, "Le Port"), bailleur=None)


def lire(base: Base) -> list[str]:
    """Read everything that is encrypted."""
    with base.transaction() as uow:
        avis = uow.avis.par_reference("AV-2026-0001")
        dialogue = uow.dialogues.trouver("essai", "marie", "c", MAINTENANT)
        assert avis
        assert dialogue
        return [
            *(une.numero_unique.valeur for une in uow.avis.candidatures(avis.id)),
            *(un.nom for un in uow.menages.de(avis.id).values()),
            *(un.corps or "" for un in uow.envois.a_prendre(MAINTENANT, ["essai"])),
            *(une.charge for une in uow.arrivees.en_attente("essai")),
            dialogue.reponses["numeros"],
        ]


def test_everything_encrypted_is_gone_through(pleine: Base) -> None:
    assert tourner(pleine) == 5


def test_after_the_rotation_the_new_key_alone_reads_everything(pleine: Base) -> None:
    tourner(pleine)
    assert lire(ouvrir(pleine, NOUVELLE)) == [NUR, "Nguyễn", "réponse", "arrivée", NUR]


def test_after_the_rotation_the_old_key_reads_nothing(pleine: Base) -> None:
    tourner(pleine)
    with pytest.raises(CleInvalide, match="aucune des clés ne lit cette donnée"):
        lire(pleine)


def test_after_the_rotation_the_blind_index_still_finds_a_household(pleine: Base) -> None:
    tourner(pleine)
    with pytest.raises(IntegrityError), ouvrir(pleine, NOUVELLE).transaction() as uow:
        uow.avis.ajouter_candidature(1, candidature(2, organisation(uow, "Le Port").id))


def test_before_the_rotation_both_keys_together_read_everything(pleine: Base) -> None:
    assert lire(ouvrir(pleine, f"{NOUVELLE},{ANCIENNE}"))[0] == NUR


def test_a_rotation_without_the_old_key_changes_nothing(pleine: Base) -> None:
    with pytest.raises(CleInvalide):
        list(rechiffrer(ouvrir(pleine, NOUVELLE)))
    assert lire(pleine)[0] == NUR


def test_without_any_key_nothing_encrypted_is_read(pleine: Base) -> None:
    with pytest.raises(CleAbsente, match="fluxbot cle nouvelle"):
        lire(Base(pleine.moteur, pleine.conventions))


def test_without_any_key_what_is_not_encrypted_is_read(pleine: Base) -> None:
    with Base(pleine.moteur, pleine.conventions).transaction() as uow:
        assert uow.avis.par_reference("AV-2026-0001")


@pytest.mark.parametrize("cle", ["courte", "", "é" * 44, "A" * 40])
def test_a_bad_key_is_refused_with_the_way_to_make_one(cle: str) -> None:
    with pytest.raises(CleInvalide, match="fluxbot cle nouvelle"):
        Coffre(cle)


def test_every_value_is_counted_beforehand_for_the_progress_bar(pleine: Base) -> None:
    assert nombre_de_valeurs(pleine) == sum(un.vues for un in rechiffrer(les_deux(pleine))) == 5


def test_a_rotation_that_was_stopped_goes_on_where_it_was(pleine: Base) -> None:
    assert next(rechiffrer(les_deux(pleine))).rechiffrees == 1
    assert restantes(les_deux(pleine)) == 4
    assert tourner(pleine) == 4
    assert restantes(les_deux(pleine)) == 0


def test_a_second_rotation_finds_nothing_left_to_encrypt(pleine: Base) -> None:
    tourner(pleine)
    assert tourner(pleine) == 0


def test_a_rotation_goes_through_more_than_one_batch(
    pleine: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotation, "LOT", 2)
    with pleine.transaction() as uow:
        for rang in range(5):
            uow.arrivees.ajouter("essai", f"suite-{rang}", "arrivée", MAINTENANT)
    assert tourner(pleine) == 10


def test_a_value_changed_during_the_rotation_keeps_its_new_content(
    pleine: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    ecrire = rotation._ecrire

    def apres_un_changement(base: Base, table: Table, *suite: Any) -> int:
        with les_deux(pleine).transaction() as uow:
            uow.arrivees.traiter(1, MAINTENANT)
        return ecrire(base, table, *suite)

    monkeypatch.setattr(rotation, "_ecrire", apres_un_changement)
    assert tourner(pleine) == 4
    assert lire(ouvrir(pleine, NOUVELLE)) == [NUR, "Nguyễn", "réponse", NUR]


@SUR_POSTGRESQL
def test_a_row_that_the_bot_holds_is_left_to_the_next_time(pleine: Base) -> None:
    with les_deux(pleine).transaction() as uow:
        assert uow.arrivees.traiter(1, MAINTENANT)
        assert tourner(pleine) == 4, "it waited for nobody"


def test_while_keys_turn_a_household_under_the_old_key_is_found(pleine: Base) -> None:
    with pleine.transaction() as uow:
        dossier = menage(uow)
        assert uow.prioritaires.creer(dossier)
    with les_deux(pleine).transaction() as uow:
        trouve = uow.prioritaires.vivant(dossier.convention, dossier.numero_unique)
    assert trouve
    assert trouve.reference == dossier.reference


def test_a_household_is_not_opened_twice_while_keys_turn(pleine: Base) -> None:
    with pleine.transaction() as uow:
        uow.prioritaires.creer(menage(uow))
    with les_deux(pleine).transaction() as uow:
        assert uow.prioritaires.creer(replace(menage(uow), reference="DP-2026-0002")) is None


def test_a_program_refuses_a_database_of_which_its_key_reads_nothing(pleine: Base) -> None:
    with pytest.raises(CleInvalide, match="n'est pas la sienne.*Remettez la clé d'avant"):
        exiger_la_cle(ouvrir(pleine, NOUVELLE))


@pytest.mark.parametrize("cles", [ANCIENNE, f"{NOUVELLE},{ANCIENNE}"], ids=["seule", "après"])
def test_a_program_accepts_a_database_that_one_of_its_keys_reads(pleine: Base, cles: str) -> None:
    exiger_la_cle(ouvrir(pleine, cles))


def test_any_key_suits_a_database_that_holds_nothing_encrypted(base: Base) -> None:
    exiger_la_cle(ouvrir(base, NOUVELLE))


def test_an_update_that_no_key_reads_is_left_and_the_next_ones_are_handled(pleine: Base) -> None:
    neuve = ouvrir(pleine, NOUVELLE)
    with neuve.transaction() as uow:
        uow.arrivees.ajouter("essai", "2", "lisible", MAINTENANT)
        assert [une.charge for une in uow.arrivees.en_attente("essai")] == ["lisible"]
    with les_deux(pleine).transaction() as uow:
        assert [une.charge for une in uow.arrivees.en_attente("essai")] == ["arrivée", "lisible"]
