"""A stock kept in the database, and the command that imports it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import Engine
from typer.testing import CliRunner

from bot.main import app
from core.domain.organisations import Organisation
from core.domain.parc import Compte, LigneDeParc, ParcSoumis, TropDeRejets
from core.errors import SaisieInvalide
from core.usecases.parc import ImporterParc, importer
from storage.unit_of_work import Base
from tests.integration.outils import MAINTENANT, compter
from tests.unit.rpls.fichiers import ecrire

Lancer = Callable[..., Result]
LIGNES = (
    LigneDeParc("97407", False, "T3", "LLS", "1975-1989", Compte(10, 9, 1, 8)),
    LigneDeParc("97415", True, "T1", "LLTS", "2015 et après", Compte(4, 4, 0, 3)),
)


def organisation(base: Base, nom: str) -> Organisation:
    with base.transaction() as uow:
        return next(une for une in uow.organisations.toutes() if une.nom == nom)


def commande(bailleur: Organisation, **suite: object) -> ImporterParc:
    valeurs = {
        "bailleur": bailleur,
        "annee": 2025,
        "fichier": "rpls.csv",
        "empreinte": "0" * 64,
        "lues": 100,
        "rejetees": 1,
        "tolerance": Decimal(2),
        "lignes": LIGNES,
    }
    return ImporterParc(**(valeurs | suite))  # type: ignore[arg-type]


def garde(base: Base, bailleur: Organisation, annee: int = 2025) -> ParcSoumis | None:
    with base.transaction() as uow:
        return uow.parcs.de(bailleur.id, annee)


def test_a_stock_is_read_back_as_it_was_imported(base: Base) -> None:
    sidr = organisation(base, "SIDR")
    with base.transaction() as uow:
        importe = importer(uow, MAINTENANT, commande(sidr))
    assert garde(base, sidr) == importe
    assert garde(base, organisation(base, "SEDRE")) is None


def test_importing_a_year_again_replaces_it_and_leaves_the_others(base: Base) -> None:
    sidr = organisation(base, "SIDR")
    for annee, lignes in ((2024, LIGNES), (2025, LIGNES), (2025, LIGNES[:1])):
        with base.transaction() as uow:
            importer(uow, MAINTENANT, commande(sidr, annee=annee, lignes=lignes))
    relu = garde(base, sidr)
    assert relu and relu.lignes == LIGNES[:1]
    with base.transaction() as uow:
        assert uow.parcs.annees(sidr.id) == [2025, 2024]
    assert compter(base, "parc_detail") == 3


@pytest.mark.parametrize(
    ("suite", "refus"), [({"rejetees": 3}, TropDeRejets), ({"lignes": ()}, SaisieInvalide)]
)
def test_a_refused_import_keeps_the_stock_of_before(
    base_sqlite: Base, suite: dict[str, object], refus: type[Exception]
) -> None:
    sidr = organisation(base_sqlite, "SIDR")
    with base_sqlite.transaction() as uow:
        avant = importer(uow, MAINTENANT, commande(sidr))
    with pytest.raises(refus), base_sqlite.transaction() as uow:
        importer(uow, MAINTENANT, commande(sidr, **suite))
    assert garde(base_sqlite, sidr) == avant


def test_only_a_bailleur_declares_a_stock(base_sqlite: Base) -> None:
    ville = organisation(base_sqlite, "Le Port")
    with pytest.raises(SaisieInvalide, match="seul un bailleur"), base_sqlite.transaction() as uow:
        importer(uow, MAINTENANT, commande(ville))


@pytest.fixture
def lancer(tmp_path: Path, moteur_sqlite: Engine, monkeypatch: pytest.MonkeyPatch) -> Lancer:
    """Run a command in an empty folder, on a seeded database."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FLUXBOT_DATABASE_URL", str(moteur_sqlite.url))
    monkeypatch.setenv("COLUMNS", "200")
    return lambda *arguments: CliRunner().invoke(app, list(arguments))


def test_a_declaration_made_up_is_imported_then_shown(lancer: Lancer) -> None:
    assert lancer("parc", "generer", "rpls-2025.csv", "--logements", "1500").exit_code == 0
    fait = lancer("parc", "import", "rpls-2025.csv", "--bailleur", "sidr")
    assert fait.exit_code == 0, fait.stderr
    assert "parc au 1er janvier 2025" in fait.stdout
    assert "Rotation sur emménagements de 2024" in fait.stdout
    assert "remplace" not in fait.stdout
    assert (
        "remplace le parc" in lancer("parc", "import", "rpls-2025.csv", "--bailleur", "sidr").stdout
    )
    montre = lancer("parc", "show", "SIDR")
    assert montre.exit_code == 0
    assert "97407 Le Port" in montre.stdout


def test_one_line_in_a_hundred_at_fault_is_reported_and_the_others_imported(
    lancer: Lancer, tmp_path: Path
) -> None:
    lancer("parc", "generer", "r.csv", "--logements", "1000", "--fautes", "1", "--annee", "2025")
    fait = lancer(
        "parc", "import", "r.csv", "--annee", "2025", "--bailleur", "SIDR", "--rejets", "rejets.csv"
    )
    assert fait.exit_code == 0, fait.stderr
    with (tmp_path / "rejets.csv").open(encoding="utf-8") as ouvert:
        fautes = list(csv.DictReader(ouvert, delimiter=";"))
    assert 0 < len(fautes) <= 20
    assert f"{len({une['ligne'] for une in fautes})} lignes rejetées" in fait.stdout


def test_above_the_tolerance_nothing_is_imported_and_the_report_is_written(
    lancer: Lancer, tmp_path: Path
) -> None:
    ecrire(tmp_path, {}, {"QPV": "x"})
    options = ("--annee", "2025", "--bailleur", "SIDR")
    fait = lancer("parc", "import", "rpls.csv", *options, "--rejets", "rejets.csv")
    assert fait.exit_code == 1
    assert "1 ligne rejetée sur 2" in fait.stderr
    assert (tmp_path / "rejets.csv").exists()
    assert lancer("parc", "show", "SIDR").exit_code == 1
    assert lancer("parc", "import", "rpls.csv", *options, "--tolerance", "50").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "dit"),
    [
        (("import", "absent.csv", "--bailleur", "SIDR"), "absent.csv : ce fichier ou ce dossier"),
        (("import", ".", "--bailleur", "SIDR"), "c'est un dossier"),
        (("import", "rpls.csv", "--bailleur", "SIDR", "--rejets", "rpls.csv"), "fichier lu"),
        (("import", "rpls.csv", "--bailleur", "Le Port"), "n'est pas une organisation"),
        (("import", "rpls.csv", "--bailleur", "SIDR", "--tolerance", "-1"), "pourcentage"),
        (("generer", "rpls.csv", "--logements", "5"), "existe déjà"),
        (("assiettes", "rpls.csv"), "IDENT_ORG"),
    ],
)
def test_a_wrong_use_is_said_in_one_line_and_exits_2(
    lancer: Lancer, tmp_path: Path, arguments: tuple[str, ...], dit: str
) -> None:
    ecrire(tmp_path, {})
    fait = lancer("parc", *arguments)
    assert fait.exit_code == 2
    assert dit in fait.stderr
    assert "Traceback" not in fait.output


def test_a_file_of_many_bailleurs_is_counted_by_bailleur_and_commune(
    lancer: Lancer, tmp_path: Path
) -> None:
    lancer("parc", "generer", "n.csv", "--logements", "400", "--organismes", "3", "--annee", "2025")
    fait = lancer("parc", "assiettes", "n.csv", "--annee", "2025", "--out", "assiettes.csv")
    assert fait.exit_code == 0, fait.stderr
    assert "3 bailleurs" in fait.stdout
    assert "« fluxbot parc import » vérifie tout" in fait.stdout
    with (tmp_path / "assiettes.csv").open(encoding="utf-8") as ouvert:
        lignes = list(csv.DictReader(ouvert, delimiter=";"))
    assert {une["bailleur"] for une in lignes} == {"000000001", "000000002", "000000003"}


def test_without_a_bailleur_the_file_is_counted_and_nothing_is_kept(
    lancer: Lancer, base_sqlite: Base
) -> None:
    lancer("parc", "generer", "rpls-2025.csv", "--logements", "200")
    fait = lancer("parc", "import", "rpls-2025.csv")
    assert fait.exit_code == 0, fait.stderr
    assert "Déclaration, parc au 1er janvier 2025" in fait.stdout
    assert "Rien n'est gardé" in fait.stderr


def test_the_bailleur_may_be_in_the_name_of_the_file(lancer: Lancer) -> None:
    lancer("parc", "generer", "rpls_sidr_2025.csv", "--logements", "200")
    fait = lancer("parc", "import", "rpls_sidr_2025.csv")
    assert "SIDR, parc au 1er janvier 2025" in fait.stdout
