"""A file of many bailleurs, in one scan: the stock of each bailleur in each commune."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.domain.parc import Compte
from core.errors import SaisieInvalide
from storage.rpls.atelier import Atelier, Avancement, atelier, sans_avancement
from storage.rpls.controles import Controle, controles
from storage.rpls.entete import Entete, faute_de_fichier, lire_entete
from storage.rpls.lecture import lire, source
from storage.rpls.mesures import COLONNES_COMPTEES, compter_par

_LUES, _BONNES, _CONNUE = 2, 3, -1


@dataclass(frozen=True)
class Assiette:
    """The stock of one bailleur (its national identifier) in one commune (INSEE code)."""

    organisme: str
    commune: str
    compte: Compte


@dataclass(frozen=True)
class Assiettes:
    """All of them, by bailleur then commune, and how many lines are in none."""

    lues: int
    rejetees: int
    lignes: tuple[Assiette, ...]


def lire_assiettes(
    fichier: Path,
    annee: int,
    communes: Collection[str] = (),
    avancement: Avancement = sans_avancement,
) -> Assiettes:
    """Count a file with a column IDENT_ORG at 1 January of `annee`; faulty lines are counted out.

    Only the columns that the counts hang on are checked. A dwelling declared twice counts twice:
    finding it takes another reading, which the import of one bailleur's declaration does.
    Raises SaisieInvalide when the file can't be read as a whole.
    """
    entete = lire_entete(fichier)
    if "IDENT_ORG" not in entete.presentes:
        attendu = "une colonne IDENT_ORG, l'identifiant du bailleur"
        raise faute_de_fichier(fichier, 1, "IDENT_ORG", "absente", attendu)
    with atelier(avancement) as poste:
        return _lire(poste, entete, annee, controles(annee, entete.presentes, communes))


def _lire(poste: Atelier, entete: Entete, annee: int, regles: Sequence[Controle]) -> Assiettes:
    lignes = lire(poste, entete, lambda lisible: _requete(lisible, annee, regles))
    coupees = poste.lignes("SELECT count(DISTINCT line) FROM reject_errors")[0][0]
    lues = sum(une[_LUES] for une in lignes)
    connues = [une for une in lignes if une[_CONNUE]]
    bonnes = sum(une[_BONNES] for une in connues)
    if not bonnes:
        raise SaisieInvalide(
            f"{entete.fichier.name} : aucune ligne juste au 1er janvier {annee}. "
            "Vérifiez l'année et le fichier. Exemple : --annee 2025",
            "fichier",
        )
    return Assiettes(
        lues + coupees,
        lues - bonnes + coupees,
        tuple(
            Assiette(organisme, commune, Compte(logements, *suite))
            for organisme, commune, _, _, logements, *suite, _ in connues
            if logements
        ),
    )


def _requete(entete: Entete, annee: int, regles: Sequence[Controle]) -> str:
    """Group first by what is written, then check the commune of each group."""
    par_ligne = [une for une in regles if une.colonne in COLONNES_COMPTEES]
    commune = next(une.condition for une in regles if une.colonne == "DEPCOM")
    groupes = compter_par("IDENT_ORG, DEPCOM", source(entete), annee, par_ligne)
    connue = f"IDENT_ORG IS NOT NULL AND coalesce({commune}, false)"
    return f"SELECT *, {connue} FROM ({groupes}) ORDER BY IDENT_ORG, DEPCOM"
