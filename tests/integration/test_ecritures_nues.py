"""The bare SQL that a tick is measured against writes the same rows."""

import shutil
from pathlib import Path

from benchmarks.ecritures import rejouer, relever
from storage.conventions.loader import conventions_livrees
from storage.engine import ouvrir
from storage.unit_of_work import Base
from tests.integration.outils import creer_avis, entree, nouvel_envoi, tout_le_texte


def test_what_was_written_is_written_again_bare(modele_sqlite: Path, tmp_path: Path) -> None:
    bases = []
    for nom in ("releve.db", "nu.db"):
        shutil.copyfile(modele_sqlite, tmp_path / nom)
        bases.append(Base(ouvrir(f"sqlite:///{tmp_path / nom}"), conventions_livrees()))
    releve, nu = bases
    avant = tout_le_texte(nu)
    with relever(releve.moteur) as transactions:
        with releve.transaction() as uow:
            creer_avis(uow)
            uow.journal.ajouter(entree())
        with releve.transaction() as uow:
            uow.envois.ajouter(nouvel_envoi("1"))
    rejouer(nu.moteur, transactions)
    assert tout_le_texte(nu) == tout_le_texte(releve) != avant
    assert len(transactions) == 2
