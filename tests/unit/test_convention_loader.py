"""A convention file: read whole, or refused in one line with file, line and field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path

import pytest

from core.domain.calendrier import Periode
from core.domain.convention import Delai, Reglage
from storage.conventions.loader import (
    DOSSIER,
    ConventionInvalide,
    charger,
    conventions_livrees,
)
from tests.builders import une_convention

SOURCE = (DOSSIER / "le-port-2024.toml").read_text(encoding="utf-8")
EFFET = "valeur = { debut = 2024-01-01, fin = 2026-12-31 }"
LONG = "[termes.delais.premier_long]\njours = 30"


def sans(morceau: str, remplacement: str = "") -> str:
    """Give the shipped file with one piece replaced; the piece must be there."""
    assert morceau in SOURCE
    return SOURCE.replace(morceau, remplacement, 1)


def ligne_de(texte: str, morceau: str) -> int:
    """Give the number of the line on which a piece of a text begins."""
    return texte[: texte.index(morceau)].count("\n") + 1


def refus(dossier: Path, contenu: str | bytes) -> str:
    fichier = dossier / "essai.toml"
    fichier.write_bytes(contenu.encode() if isinstance(contenu, str) else contenu)
    with pytest.raises(ConventionInvalide) as capture:
        charger(fichier)
    return str(capture.value)


def valeurs(objet: object) -> Iterator[Reglage[object] | Delai]:
    """Give every sourced value of a convention, however deep."""
    if isinstance(objet, Reglage | Delai):
        yield objet
    elif is_dataclass(objet):
        for un in fields(objet):
            yield from valeurs(getattr(objet, un.name))


@pytest.mark.parametrize("fichier", sorted(DOSSIER.glob("*.toml")), ids=lambda un: un.stem)
def test_every_shipped_file_loads_under_its_own_name(fichier: Path) -> None:
    assert conventions_livrees()[fichier.stem] == charger(fichier)


def test_every_value_has_an_article() -> None:
    toutes = list(valeurs(une_convention()))
    assert len(toutes) >= 20
    assert all(une.article.strip() for une in toutes)


def test_the_shipped_terms_are_those_of_the_text() -> None:
    delais = une_convention().termes.delais
    jours = [
        (un.jours, un.choisi, un.litteral)
        for un in (
            delais.premier_long,
            delais.premier_court,
            delais.second_long,
            delais.second_court,
            delais.second_tendu,
        )
    ]
    assert jours == [
        (30, False, None),
        (10, True, None),
        (10, True, None),
        (3, True, None),
        (3, True, 10),
    ]


def test_the_shipped_convention_covers_three_years() -> None:
    assert une_convention().effet.valeur == Periode(date(2024, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("jour", "attendu"),
    [
        (date(2023, 12, 31), False),
        (date(2024, 1, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_a_convention_is_in_force_up_to_its_last_day(jour: date, attendu: bool) -> None:
    assert une_convention().en_vigueur(jour) is attendu


def test_its_parties_are_five_bailleurs_the_commune_and_the_epci() -> None:
    natures = [une.nature.value for une in une_convention().parties]
    assert natures == ["bailleur"] * 5 + ["commune", "epci"]


CASSEES = {
    "unknown field at the top": (
        sans('id = "le-port-2024"', 'id = "le-port-2024"\ncouleur = "bleu"'),
        "couleur =",
        "couleur : ce champ est inconnu",
    ),
    "unknown field of a table": (
        sans(LONG, f"{LONG}\nheures = 3"),
        "heures = 3",
        "termes.delais.premier_long.heures : ce champ est inconnu",
    ),
    "missing field": (
        sans('sigle = "LP"\n'),
        "# Convention",
        "sigle : ce champ manque",
    ),
    "missing article": (
        sans(
            'unite = "calendaire"\narticle = "LP art. 6"\n\n[termes.delais.premier_court]',
            'unite = "calendaire"\n\n[termes.delais.premier_court]',
        ),
        "[termes.delais.premier_long]",
        "termes.delais.premier_long.article : ce champ manque",
    ),
    "missing table": (
        sans('[termes.report]\nvaleur = false\narticle = "LP art. 6 (muet)"\nchoisi = true\n'),
        "[termes]",
        "termes.report : ce champ manque",
    ),
    "text for a number": (
        sans("jours = 30", 'jours = "trente"'),
        'jours = "trente"',
        "termes.delais.premier_long.jours : un nombre entier est attendu (reçu : 'trente')",
    ),
    "half a day": (
        sans("jours = 30", "jours = 30.5"),
        "jours = 30.5",
        "termes.delais.premier_long.jours : un nombre entier est attendu",
    ),
    "text for a truth value": (
        sans("[termes.report]\nvaleur = false", '[termes.report]\nvaleur = "non"'),
        'valeur = "non"',
        "termes.report.valeur : true ou false est attendu",
    ),
    "number for a text": (
        sans('sigle = "LP"', "sigle = 3"),
        "sigle = 3",
        "sigle : un texte entre guillemets est attendu",
    ),
    "bad unit": (
        sans('unite = "calendaire"', 'unite = "lunaire"'),
        'unite = "lunaire"',
        "termes.delais.premier_long.unite : valeur attendue : 'calendaire', 'ouvrable' ou 'ouvre'",
    ),
    "bad reading": (
        sans('valeur = "a"', 'valeur = "z"'),
        'valeur = "z"',
        "termes.lecture_relance.valeur : valeur attendue : 'a', 'b' ou 'c'",
    ),
    "bad kind of party": (
        sans('nature = "commune"', 'nature = "mairie"'),
        'nature = "mairie"',
        "parties.5.nature : valeur attendue",
    ),
    "unknown zone": (
        sans("Indian/Reunion", "Indian/Paris"),
        "zone =",
        "zone : fuseau horaire inconnu",
    ),
    "zone given again among the terms": (
        sans("[termes]\n", '[termes]\nzone = "Europe/Paris"\n'),
        'zone = "Europe/Paris"',
        "termes.zone : ce champ se donne en tête du fichier",
    ),
    "terms under a gestion déléguée": (
        sans('"directe"', '"deleguee"'),
        "[termes]",
        "termes : une gestion déléguée n'envoie pas d'avis : ôtez cette table",
    ),
    "no terms under a gestion directe": (
        SOURCE[: SOURCE.index("[termes]")],
        "# Convention",
        "termes : cette table manque : une gestion directe a des délais",
    ),
    "unknown calendar": (
        sans("FR-974", "FR-999"),
        "feries =",
        "termes.feries : « FR-999 » n'est pas un calendrier connu",
    ),
    "unknown country": (
        sans("FR-974", "ZZ"),
        "feries =",
        "termes.feries : « ZZ » n'est pas un calendrier connu",
    ),
    "end before start": (
        sans("fin = 2026-12-31", "fin = 2023-12-31"),
        "valeur = { debut",
        "effet.valeur : la fin précède le début",
    ),
    "zero days": (
        sans("jours = 30", "jours = 0"),
        "jours = 0",
        "termes.delais.premier_long.jours : un délai compte au moins un jour",
    ),
    "negative days": (
        sans("jours = 3\n", "jours = -3\n"),
        "jours = -3",
        "termes.delais.second_court.jours : un délai compte au moins un jour",
    ),
    "hour of reminder in the night": (
        sans("valeur = 9", "valeur = 3\n#"),
        "valeur = 3\n#",
        "termes.rappels.heure.valeur : heure de rappel attendue entre 4 et 23",
    ),
    "text in a list of days": (
        sans("[7, 3, 1]", '[7, "trois", 1]'),
        'valeur = [7, "trois"',
        "termes.rappels.premier.valeur.1 : un nombre entier est attendu",
    ),
    "empty file": ("", "", "id : ce champ manque"),
}


@pytest.mark.parametrize(("contenu", "ou", "raison"), CASSEES.values(), ids=CASSEES)
def test_a_broken_file_is_refused_with_file_line_and_field(
    tmp_path: Path, contenu: str, ou: str, raison: str
) -> None:
    phrase = refus(tmp_path, contenu)
    assert phrase.startswith(f"essai.toml, ligne {ligne_de(contenu, ou)}, {raison}")
    assert "\n" not in phrase


@pytest.mark.parametrize(
    "effet", ["valeur = 3", 'valeur = "2024"', "valeur = [2024-01-01]"], ids=str
)
def test_dates_of_effect_of_another_shape_are_refused(tmp_path: Path, effet: str) -> None:
    contenu = sans(EFFET, effet)
    assert f"essai.toml, ligne {ligne_de(contenu, effet)}, effet" in refus(tmp_path, contenu)


@pytest.mark.parametrize("ligne", ['sigle = "LP', "sigle = LP", 'sigle = "LP"\nsigle = "LP"'])
def test_an_unreadable_file_is_refused_with_its_line_in_french(tmp_path: Path, ligne: str) -> None:
    contenu = sans('sigle = "LP"', ligne)
    fautive = ligne_de(contenu, ligne) + ligne.count("\n")
    phrase = refus(tmp_path, contenu)
    assert phrase.startswith(f"essai.toml, ligne {fautive}")
    assert "at line" not in phrase


@pytest.mark.parametrize("encodage", ["cp1252", "utf-16"])
def test_a_file_in_another_encoding_is_refused_by_name(tmp_path: Path, encodage: str) -> None:
    assert refus(tmp_path, SOURCE.encode(encodage)).startswith("essai.toml")


def test_a_file_saved_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    fichier = tmp_path / "essai.toml"
    fichier.write_text(SOURCE, encoding="utf-8-sig")
    assert charger(fichier) == une_convention()


def test_loire_atlantique_sends_no_avis_and_names_the_state_and_seventeen_bailleurs() -> None:
    convention = conventions_livrees()["loire-atlantique-2024"]
    assert convention.termes is None
    assert convention.gestion.article == "LA 4.2.1"
    natures = [une.nature.value for une in convention.parties]
    assert natures.count("bailleur") == 17
    assert natures.count("etat") == 1
    assert convention.effet.choisi
