"""What the anonymous account of a commission says: counts, for a wider circulation."""

from __future__ import annotations

from bot.documents.commission_commun import ANONYME, assembler, des_objectifs, numeroter
from bot.documents.commission_faits import Compte, CompteRenduAnonyme
from bot.documents.feuille import Cellule, Colonne, Feuille, Partie, Tableau
from bot.documents.redaction import typographie


def rediger_l_anonyme(rendu: CompteRenduAnonyme) -> Feuille:
    """Word the anonymous account of a meeting."""
    parties = (
        _comptes("Suites des décisions précédentes", rendu.suites),
        *(_comptes(un.titre, un.comptes) for un in rendu.temps),
        des_objectifs(rendu.objectifs, rendu.seance.jour.year),
    )
    return assembler("Compte rendu", rendu.seance, ANONYME, numeroter(parties))


def _comptes(titre: str, comptes: tuple[Compte, ...]) -> Partie:
    if not comptes:
        return Partie(titre, typographie("Rien à rapporter."))
    colonnes = (Colonne("Constat", 12), Colonne("Nombre", 4, droite=True))
    rangees = tuple((Cellule(typographie(un.libelle)), Cellule(un.nombre)) for un in comptes)
    return Partie(titre, tableau=Tableau(colonnes, rangees))
