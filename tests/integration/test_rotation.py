"""Changing the key: everything is read again with the new one alone."""

import pytest
from sqlalchemy.exc import IntegrityError

from core.domain.envois import Genre
from core.domain.menages import Menage
from storage.coffre import CleAbsente, CleInvalide, Coffre, nouvelle_cle
from storage.depots.dialogues import Dialogue
from storage.rotation import rechiffrer
from storage.unit_of_work import Base
from tests.integration.outils import (
    MAINTENANT,
    NUR,
    candidature,
    creer_avis,
    nouvel_envoi,
    organisation,
)

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
    with ouvrir(base, f"{NOUVELLE},{ANCIENNE}").transaction() as uow:
        return sum(1 for _ in rechiffrer(uow))


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
    with pytest.raises(CleInvalide), ouvrir(pleine, NOUVELLE).transaction() as uow:
        list(rechiffrer(uow))
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
