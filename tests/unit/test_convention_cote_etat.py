"""A convention file's sections of the State's side: coherent, or refused with line and field."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.conventions.fautes import ConventionInvalide
from storage.conventions.loader import DOSSIER, charger

SOURCE = (DOSSIER / "loire-atlantique-2024.toml").read_text(encoding="utf-8")


def sans(section: str, avant: str, apres: str) -> str:
    """Give the shipped file with one line of one section changed."""
    debut = SOURCE.index(section)
    place = SOURCE.index(avant, debut)
    return SOURCE[:place] + apres + SOURCE[place + len(avant) :]


CASSEES = {
    "article that nothing cites": (
        sans("[priorite.articles]", '"LA 3.2"', '""'),
        "priorite.articles.retrait : l'article manque : il est cité à qui lit un dossier",
    ),
    "notice of no month": (
        sans("[programmes.notice_mois]", "valeur = 4", "valeur = 0"),
        "programmes.notice_mois.valeur : un mois au moins est attendu",
    ),
    "list before nothing": (
        sans("[programmes.liste.nombre]", "valeur = 3", "valeur = -3"),
        "programmes.liste.nombre.valeur : un mois au moins est attendu",
    ),
    "meeting before the notice": (
        sans("[programmes.concertation.mois]", "valeur = 3", "valeur = 5"),
        "programmes.concertation.mois.valeur : la concertation précède la notice (4 mois)",
    ),
    "no dwelling at all": (
        sans("[programmes.concertation.seuil]", "valeur = 20", "valeur = 0"),
        "programmes.concertation.seuil.valeur : un logement au moins est attendu",
    ),
    "unknown issue": (
        sans("[programmes.concertation.enjeux]", '"inclusif"', '"luxe"'),
        "programmes.concertation.enjeux.valeur : enjeu inconnu : luxe.",
    ),
    "no day to complete": (
        sans("[programmes.complement_jours]", "valeur = 8", "valeur = 0"),
        "programmes.complement_jours.valeur : un jour au moins est attendu",
    ),
    "share above a hundred": (
        sans("[programmes.part_etat]", '"30"', '"130"'),
        "programmes.part_etat.valeur : un pourcentage entre 0 et 100 est attendu",
    ),
    "decimal comma": (
        sans("[programmes.part_etat]", '"30"', '"22,5"'),
        'programmes.part_etat.valeur : un nombre entre guillemets est attendu, par exemple "22.5"',
    ),
    "more agents than the whole": (
        sans("[programmes.plafond_agents]", '"5"', '"31"'),
        "programmes.plafond_agents.valeur : les agents sont compris dans la part de l'État (30 %)",
    ),
    "specific public above a hundred": (
        sans("[programmes.publics.seuil]", "valeur = 70", "valeur = 170"),
        "programmes.publics.seuil.valeur : un pourcentage entre 0 et 100 est attendu",
    ),
    "age of nobody": (
        sans("[programmes.publics.age]", "valeur = 65", "valeur = 650"),
        "programmes.publics.age.valeur : un âge entre 18 et 120 ans est attendu",
    ),
    "plan on no day": (
        sans("[programmes.plan_annuel]", '"12-31"', '"31-12"'),
        "programmes.plan_annuel.valeur : un jour de chaque année est attendu, « MM-JJ » : 12-31",
    ),
    "plan on a day of leap years only": (
        sans("[programmes.plan_annuel]", '"12-31"', '"02-29"'),
        "programmes.plan_annuel.valeur : un jour de chaque année est attendu",
    ),
    "reminder on the day itself": (
        sans("[programmes.rappels]", "[30, 7, 1]", "[30, 7, 0]"),
        "programmes.rappels.valeur : un rappel est à un jour au moins",
    ),
    "reminder at night": (
        sans("[programmes.heure]", "valeur = 9", "valeur = 3"),
        "programmes.heure.valeur : heure de rappel attendue entre 4 et 23",
    ),
    "signalement of no day": (
        sans("[priorite.signalement.jours]", "valeur = 10", "valeur = 0"),
        "priorite.signalement.jours.valeur : un jour au moins est attendu",
    ),
    "urgency longer than the rest": (
        sans("[priorite.signalement.heures_urgence]", "valeur = 48", "valeur = 241"),
        "priorite.signalement.heures_urgence.valeur : l'urgence laisse plus de temps",
    ),
    "negative share": (
        sans("[priorite.parts.prioritaires]", '"25"', '"-1"'),
        "priorite.parts.prioritaires.valeur : un pourcentage entre 0 et 100 est attendu",
    ),
    "quartile of no category": (
        sans("[priorite]", 'quartile = "quartile"', 'quartile = "q1"'),
        "priorite.quartile : aucune catégorie n'a le code « q1 »",
    ),
    "category given twice": (
        sans("[[priorite.categories]]", 'code = "bpi"', 'code = "dalo"'),
        "priorite.categories.2.code : le code « dalo » est donné deux fois",
    ),
    "category without a name": (
        sans("[[priorite.categories]]", "DALO : décision favorable", " "),
        "priorite.categories.0.libelle : ce texte est vide",
    ),
    "category without an article": (
        sans('code = "dalo"', "LA art. 1 et 2", " "),
        "priorite.categories.0.article : l'article manque",
    ),
    "most priority, found by a code": (
        sans('code = "dalo"', "seule = true", "seule = true\nautomatique = true"),
        "priorite.categories.0.automatique : une catégorie plus prioritaire est décidée",
    ),
    "most priority, presented with others": (
        sans('code = "dalo"', "seule = true", "seule = false"),
        "priorite.categories.0.plus_prioritaire : une catégorie plus prioritaire est présentée",
    ),
    "no interval": (
        sans("[commission.intervalle_mois]", "valeur = 2", "valeur = 0"),
        "commission.intervalle_mois.valeur : un mois au moins est attendu",
    ),
    "reminder after the limit": (
        sans("[commission.rappels]", "[21, 7, 0]", "[21, -7, 0]"),
        "commission.rappels.valeur : un rappel n'est pas négatif",
    ),
    "part of an unknown category": (
        sans("[[commission.temps]]", '["dalo"]', '["dalo", "rare"]'),
        "commission.temps.0.categories : catégorie inconnue : rare",
    ),
    "category in two parts": (
        sans("[[commission.temps]]", '["hebergement", ', '["dalo", "hebergement", '),
        "commission.temps.1.categories : déjà dans un autre temps : dalo",
    ),
    "part without an article": (
        sans("[[commission.temps]]", 'article = "LA art. 2"', 'article = ""'),
        "commission.temps.0.article : l'article manque",
    ),
    "commission without households": (
        sans("[priorite.inscription]", "valeur = true", "valeur = false"),
        "commission : une commission suit des ménages inscrits",
    ),
    "unknown field of a section": (
        sans("[commission]", "[commission]", "[commission]\nlieu = 3"),
        "commission.lieu : ce champ est inconnu",
    ),
}


@pytest.mark.parametrize(("contenu", "attendue"), CASSEES.values(), ids=CASSEES)
def test_an_incoherent_section_is_refused_with_its_line_and_field(
    tmp_path: Path, contenu: str, attendue: str
) -> None:
    fichier = tmp_path / "essai.toml"
    fichier.write_text(contenu, encoding="utf-8")
    with pytest.raises(ConventionInvalide) as capture:
        charger(fichier)
    phrase = str(capture.value)
    assert attendue in phrase
    numero = int(phrase.partition("ligne ")[2].partition(",")[0])
    champ = attendue.partition(" : ")[0].split(".")[-1]
    assert contenu.splitlines()[numero - 1].startswith((champ, f"[{champ}"))
