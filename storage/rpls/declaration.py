"""A bailleur's own declaration, from the file to its counts and its rejected lines."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from core.domain.parc import LigneDeParc
from storage.rpls.atelier import Atelier, Avancement, atelier, sans_avancement
from storage.rpls.comptes import compter, occupations
from storage.rpls.controles import Controle, controles
from storage.rpls.entete import Entete, empreinte, faute_de_fichier, lire_entete
from storage.rpls.lecture import TABLE, charger
from storage.rpls.rejets import Rejet, nombre_de_rejets, rejets

UNIQUE = Controle("IDENT_REP", "NOT doublon", "un identifiant déclaré une seule fois")


@dataclass(frozen=True)
class Declaration:
    """What a file says at 1 January of `annee`; `occupations` counts its lines by MODE."""

    fichier: Path
    empreinte: str
    annee: int
    lues: int
    rejetees: int
    rejets: tuple[Rejet, ...]
    lignes: tuple[LigneDeParc, ...]
    occupations: dict[str, int]


def lire_declaration(
    fichier: Path,
    annee: int,
    communes: Collection[str] = (),
    avancement: Avancement = sans_avancement,
) -> Declaration:
    """Read a file of one bailleur. Nothing is stored.

    Raises SaisieInvalide when the file as a whole can't be read: encoding, separator, column,
    several bailleurs. Faults of a line are in `rejets`.
    """
    entete = lire_entete(fichier)
    with atelier(avancement) as poste:
        charger(poste, entete)
        _refuser_plusieurs_organismes(poste, entete)
        regles = (*controles(annee, entete.presentes, communes), UNIQUE)
        lues, rejetees = nombre_de_rejets(poste, regles)
        return Declaration(
            fichier,
            empreinte(fichier),
            annee,
            lues,
            rejetees,
            tuple(rejets(poste, entete, regles)) if rejetees else (),
            compter(poste, annee, regles),
            occupations(poste, regles),
        )


def _refuser_plusieurs_organismes(poste: Atelier, entete: Entete) -> None:
    nombre = poste.lignes(f"SELECT count(DISTINCT IDENT_ORG) FROM {TABLE}")[0][0]
    if nombre > 1:
        attendu = "la déclaration d'un seul bailleur (fluxbot parc assiettes en lit plusieurs)"
        raise faute_de_fichier(entete.fichier, 2, "IDENT_ORG", f"{nombre} bailleurs", attendu)
