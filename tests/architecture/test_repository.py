"""The repository keeps its word: what is documented exists, what exists is documented."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from bot.channels.slack.manifeste import manifeste
from bot.handlers.commandes import COMMANDES
from bot.main import app
from bot.presenters.textes_fr import DOSSIER
from bot.settings import Settings

RACINE = Path(__file__).resolve().parents[2]
LIGNES_MAX, FONCTION_MAX = 400, 40

GUIDE = (RACINE / "docs/guide.md").read_text(encoding="utf-8")
ENV = (RACINE / ".env.example").read_text(encoding="utf-8")
VARIABLES = sorted(str(champ.alias) for champ in Settings.model_fields.values())
NOMS = sorted(une.nom for une in COMMANDES)
MODELES = sorted(
    un.relative_to(DOSSIER).as_posix().removesuffix(".txt.j2") for un in DOSSIER.rglob("*.j2")
)
SOURCES = sorted(
    un
    for dossier in ("bot", "core", "storage")
    for un in (RACINE / dossier).rglob("*.py")
    if "versions" not in un.parts
)
"""Migrations are left out: once released, they never change."""
PAGES = sorted(
    [RACINE / nom for nom in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")]
    + list((RACINE / "docs").rglob("*.md"))
)

COMMANDE_NOMMEE = re.compile(r"(?:^|[\s`(«,])/([a-z_]+)(?![\w/])", re.MULTILINE)
CODE = re.compile(r"^```\w*\n(.*?)^```|`([^`\n]+)`", re.MULTILINE | re.DOTALL)
LIGNE_DE_COMMANDE = re.compile(r"\bfluxbot ([a-z]+)(?: ([a-z]+))?")
VARIABLE_DONNEE = re.compile(r"^(?:# )?([A-Z][A-Z_]+)=", re.MULTILINE)
LIEN = re.compile(r"\]\(([^)\s]+)\)")
DOSSIERS_LOCAUX = "|".join(("work", "home", "Users", "root", "mnt"))
CHEMIN_LOCAL = re.compile(rf"(?<![\w.])/(?:{DOSSIERS_LOCAUX})/\w")
"""A path that exists on one machine only."""


def relatif(chemin: Path) -> str:
    """Name a file from the root of the repository."""
    return chemin.relative_to(RACINE).as_posix()


def fichiers_suivis() -> list[Path]:
    """Give the files that git tracks or would track; skips the test outside a clone."""
    ordre = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        liste = subprocess.run(ordre, cwd=RACINE, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("git ne répond pas ici : la liste des fichiers suivis est inconnue")
    chemins = (RACINE / nom for nom in liste.stdout.splitlines())
    return [un for un in chemins if un.is_file()]


def fonctions(source: Path) -> Iterator[tuple[str, int]]:
    """Give each function of a file with its number of lines, docstring not counted."""
    for noeud in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if not isinstance(noeud, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        assert noeud.end_lineno
        longueur = noeud.end_lineno - noeud.lineno + 1
        if ast.get_docstring(noeud) is not None:
            premier = noeud.body[0]
            assert premier.end_lineno
            longueur -= premier.end_lineno - premier.lineno + 1
        yield noeud.name, longueur


def ancres(page: Path) -> set[str]:
    """Give the anchors of a page's headings, as GitHub makes them."""
    titres = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", un.casefold()).replace(" ", "-") for un in titres}


def commande_existe(nom: str, sous_commande: str) -> bool:
    """Tell whether `fluxbot nom [sous_commande]` exists; a plain command takes any argument."""
    racine = get_command(app)
    assert isinstance(racine, TyperGroup)
    famille = racine.commands.get(nom)
    if isinstance(famille, TyperGroup) and sous_commande:
        return sous_commande in famille.commands
    return famille is not None


@pytest.mark.parametrize("nom", NOMS)
def test_every_command_is_documented_in_the_guide(nom: str) -> None:
    assert f"| `/{nom}` |" in GUIDE


def test_every_command_named_in_the_guide_exists() -> None:
    nommees = set(COMMANDE_NOMMEE.findall(GUIDE))
    assert nommees
    assert nommees <= set(NOMS)


def test_the_guide_names_every_role_s_command_after_who_may_use_it() -> None:
    qui = dict(re.findall(r"^\| `/([a-z]+)` \| (\w+) \|", GUIDE, re.MULTILINE))
    pour_tous = {une.nom for une in COMMANDES if une.natures is None}
    assert {nom for nom, lecteur in qui.items() if lecteur == "tous"} == pour_tous
    assert {une.nom: une.role.libelle for une in COMMANDES if une.role.rang} == {
        nom: lecteur for nom, lecteur in qui.items() if lecteur in ("référent", "administrateur")
    }


@pytest.mark.parametrize("page", ["README.md", "docs/guide.md"])
def test_every_command_line_named_in_the_documentation_exists(page: str) -> None:
    texte = (RACINE / page).read_text(encoding="utf-8")
    code = "\n".join(bloc or mot for bloc, mot in CODE.findall(texte))
    nommees = set(LIGNE_DE_COMMANDE.findall(code))
    assert nommees
    assert [une for une in nommees if not commande_existe(*une)] == []


def test_the_guide_stays_short() -> None:
    assert len(GUIDE.splitlines()) <= 350


@pytest.mark.parametrize("variable", VARIABLES)
def test_every_setting_is_explained_in_the_example_file(variable: str) -> None:
    lignes = ENV.splitlines()
    rang = next((n for n, une in enumerate(lignes) if une.startswith(f"{variable}=")), None)
    assert rang is not None
    while lignes[rang - 1].strip() and not lignes[rang - 1].startswith("#"):
        rang -= 1
    assert lignes[rang - 1].startswith("# ")


def test_every_variable_of_the_example_file_is_a_setting() -> None:
    assert set(VARIABLE_DONNEE.findall(ENV)) == set(VARIABLES)


def test_the_example_file_holds_the_default_values() -> None:
    donnees = dict(re.findall(r"^([A-Z_]+)=(.*)$", ENV, re.MULTILINE))
    defauts = {str(champ.alias): champ.default for champ in Settings.model_fields.values()}
    attendues = {nom: "" if valeur is None else str(valeur) for nom, valeur in defauts.items()}
    assert donnees == attendues


@pytest.mark.parametrize("modele", MODELES)
def test_every_wording_is_used(modele: str) -> None:
    code = (RACINE / "bot").rglob("*.py")
    assert any(f'"{modele}"' in un.read_text(encoding="utf-8") for un in code)


@pytest.mark.parametrize("page", PAGES, ids=relatif)
def test_every_relative_link_points_to_something(page: Path) -> None:
    for lien in LIEN.findall(page.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", lien):
            continue
        chemin, _, ancre = lien.partition("#")
        cible = (page.parent / chemin).resolve() if chemin else page
        assert cible.exists(), lien
        assert not ancre or ancre in ancres(cible), lien


def test_the_changelog_begins_with_the_present_version() -> None:
    projet = tomllib.loads((RACINE / "pyproject.toml").read_text(encoding="utf-8"))
    journal = (RACINE / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## \[?v?([0-9][^\]\s]*)", journal, re.MULTILINE)
    assert versions[0] == projet["project"]["version"]


def test_no_source_file_is_longer_than_four_hundred_lines() -> None:
    longueurs = {relatif(un): len(un.read_text("utf-8").splitlines()) for un in SOURCES}
    assert longueurs
    assert {nom: n for nom, n in longueurs.items() if n > LIGNES_MAX} == {}


def test_no_function_is_longer_than_forty_lines() -> None:
    trop_longues = [
        f"{relatif(source)} : {nom}, {longueur} lignes"
        for source in SOURCES
        for nom, longueur in fonctions(source)
        if longueur > FONCTION_MAX
    ]
    assert trop_longues == []


def test_no_file_names_a_path_of_one_machine() -> None:
    trouves = []
    for fichier in fichiers_suivis():
        try:
            texte = fichier.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        trouves += [f"{relatif(fichier)} : {un}" for un in CHEMIN_LOCAL.findall(texte)]
    assert trouves == []


def test_the_slack_manifest_of_the_documentation_is_that_of_the_command_table() -> None:
    ecrit = json.loads((RACINE / "docs/slack-manifeste.json").read_text(encoding="utf-8"))
    assert ecrit == manifeste(None, socket=True)


def test_a_command_pays_only_for_what_it_uses() -> None:
    """Platforms, database and RPLS are loaded by the commands that need them, not by `--help`."""
    lourds = {"telegram", "slack_sdk", "slack_bolt", "sqlalchemy", "alembic", "duckdb", "uvicorn"}
    programme = f"import sys, bot.main; print(*sorted({lourds!r} & set(sys.modules)))"
    fait = subprocess.run(
        [sys.executable, "-c", programme], capture_output=True, text=True, check=True, cwd=RACINE
    )
    assert fait.stdout.split() == []
