"""Re-encrypt everything with the newest key."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Column, Table, select, update

from storage.tables import (
    arrivee,
    candidature,
    courriel,
    decision,
    dialogue,
    envoi,
    installation,
    menage,
    prioritaire,
    programme_candidat,
    recu,
)
from storage.unit_of_work import UniteDeTravail


def rechiffrer(uow: UniteDeTravail) -> Iterator[None]:
    """Go through every encrypted value, one step each; numéros uniques get a new blind index too.

    Raises CleInvalide when a value is read by none of the keys.
    """
    for table, colonne in _COLONNES:
        cles = list(table.primary_key.columns)
        for ligne in uow.connexion.execute(
            select(*cles, colonne).where(colonne.is_not(None))
        ).all():
            clair = uow.organisations.coffre.dechiffrer(ligne[-1])
            valeurs = {colonne.name: uow.organisations.coffre.chiffrer(clair)}
            if colonne.name == "numero_chiffre":
                valeurs["numero_index"] = uow.organisations.coffre.index(clair)
            requete = update(table).values(**valeurs)
            for cle, valeur in zip(cles, ligne, strict=False):
                requete = requete.where(cle == valeur)
            uow.connexion.execute(requete)
            yield


_COLONNES: tuple[tuple[Table, Column[str]], ...] = (
    (candidature, candidature.c.numero_chiffre),
    (envoi, envoi.c.corps_chiffre),
    (arrivee, arrivee.c.charge_chiffree),
    (dialogue, dialogue.c.reponses_chiffrees),
    (installation, installation.c.jeton_chiffre),
    (menage, menage.c.contenu_chiffre),
    (recu, recu.c.corps_chiffre),
    (courriel, courriel.c.brut_chiffre),
    (programme_candidat, programme_candidat.c.numero_chiffre),
    (prioritaire, prioritaire.c.numero_chiffre),
    (prioritaire, prioritaire.c.prive_chiffre),
    (decision, decision.c.texte_chiffre),
)
