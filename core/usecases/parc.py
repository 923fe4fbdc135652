"""Keep a bailleur's stock as its declaration gives it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core.domain.organisations import LIBELLES_NATURE, Nature, Organisation
from core.domain.parc import LigneDeParc, ParcSoumis, refuser_trop_de_rejets
from core.errors import SaisieInvalide, saisie
from core.ports import UnitOfWork


@dataclass(frozen=True)
class ImporterParc:
    """A declaration read and counted; `tolerance` is the percentage of lines it may lose.

    `bailleur` None: it is only looked at, nobody's.
    """

    bailleur: Organisation | None
    annee: int
    fichier: str
    empreinte: str
    lues: int
    rejetees: int
    tolerance: Decimal
    lignes: tuple[LigneDeParc, ...]


def importer(uow: UnitOfWork, maintenant: datetime, commande: ImporterParc) -> ParcSoumis:
    """Store the stock of that year, in place of the one imported before; nobody's is not stored.

    Raises SaisieInvalide (not a bailleur, no dwelling) and TropDeRejets.
    """
    parc = _etablir(maintenant, commande)
    if commande.bailleur:
        uow.parcs.enregistrer(parc)
    return parc


def _etablir(maintenant: datetime, commande: ImporterParc) -> ParcSoumis:
    bailleur = commande.bailleur
    if bailleur and bailleur.nature is not Nature.BAILLEUR:
        nature = LIBELLES_NATURE[bailleur.nature]
        faute = f"est enregistré comme {nature}, et seul un bailleur déclare un parc"
        raise saisie("bailleur", bailleur.nom, faute, '--bailleur "SIDR"')
    refuser_trop_de_rejets(commande.lues, commande.rejetees, commande.tolerance)
    if not commande.lignes:
        raise SaisieInvalide(
            f"{commande.fichier} : aucun logement au 1er janvier {commande.annee}. "
            "Rien n'a été importé : vérifiez le fichier et l'année. Exemple : --annee 2025",
            "fichier",
        )
    return ParcSoumis(
        bailleur.id if bailleur else 0,
        commande.annee,
        commande.fichier,
        commande.empreinte,
        maintenant,
        commande.lues,
        commande.rejetees,
        commande.lignes,
    )
