"""Re-encrypt everything with the newest key, while the bot runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Row,
    Select,
    Table,
    bindparam,
    func,
    select,
    tuple_,
    update,
)

from storage.coffre import CleInvalide, Coffre
from storage.engine import lire
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
from storage.unit_of_work import Base

COLONNES: tuple[tuple[Table, Column[str]], ...] = (
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
NUMERO = "numero_chiffre"
"""The columns that have a blind index beside them."""

TEMOINS = 3
"""Values of a column that tell whose key it is."""
LOT = 200
"""Values written at once: a writer of the bot waits for them, some milliseconds."""

LECTURE_MAX = 60.0


@dataclass(frozen=True)
class Lot:
    """One batch: values gone through, and how many of them were encrypted anew."""

    vues: int
    rechiffrees: int


def nombre_de_valeurs(base: Base) -> int:
    """Count every encrypted value."""
    with lire(base.moteur, LECTURE_MAX) as connexion:
        comptes = (select(func.count(colonne)) for _, colonne in COLONNES)
        return sum(int(connexion.execute(un).scalar_one()) for un in comptes)


def rechiffrer(base: Base) -> Iterator[Lot]:
    """Go through every encrypted value, a batch a transaction; numéros get a new blind index too.

    What is under the newest key already is only read: stopped, it is begun again at no cost. A
    value that the bot holds or changes meanwhile is left to the next time. Raises CleInvalide when
    a value is read by none of the keys.
    """
    for table, colonne in COLONNES:
        for lignes in _lots(base, table, colonne):
            neuves = [
                _neuve(ligne, colonne, base.coffre)
                for ligne in lignes
                if not base.coffre.est_recent(ligne[-1])
            ]
            yield Lot(len(lignes), _ecrire(base, table, colonne, neuves) if neuves else 0)


def restantes(base: Base, limite: int | None = None) -> int:
    """Count the values still under an old key; `limite`: how many a column to look at."""
    trouvees = 0
    for table, colonne in COLONNES:
        vues = 0
        for lignes in _lots(base, table, colonne):
            trouvees += sum(not base.coffre.est_recent(ligne[-1]) for ligne in lignes)
            vues += len(lignes)
            if limite and vues >= limite:
                break
    return trouvees


def exiger_la_cle(base: Base) -> None:
    """Raise CleInvalide when something is encrypted and no key reads any of it.

    Looks at the columns that are always filled: some of their values are found at once.
    """
    lues = [
        _lisible(base, une) for un in COLONNES if not un[1].nullable for une in _temoins(base, *un)
    ]
    if lues and not any(lues):
        raise CleInvalide(
            "FLUXBOT_SECRET_KEY ne lit rien de ce que la base contient : ce n'est pas la sienne. "
            "Remettez la clé d'avant ; pour en changer, placez la neuve devant, séparées par une "
            "virgule, puis : fluxbot cle tourner"
        )


def _temoins(base: Base, table: Table, colonne: Column[str]) -> Sequence[str]:
    with lire(base.moteur, LECTURE_MAX) as connexion:
        requete = select(colonne).order_by(*table.primary_key.columns).limit(TEMOINS)
        return connexion.scalars(requete).all()


def _lisible(base: Base, chiffre: str) -> bool:
    try:
        base.coffre.dechiffrer(chiffre)
    except CleInvalide:
        return False
    return True


def _lots(base: Base, table: Table, colonne: Column[str]) -> Iterator[Sequence[Row[Any]]]:
    """Read a column in the order of the primary key, without holding any writer up."""
    cles = list(table.primary_key.columns)
    requete: Select[Any] = select(*cles, colonne).where(colonne.is_not(None))
    requete = requete.order_by(*cles).limit(LOT)
    suite = requete
    while True:
        with lire(base.moteur, LECTURE_MAX) as connexion:
            lignes = connexion.execute(suite).all()
        if not lignes:
            return
        yield lignes
        suite = requete.where(tuple_(*cles) > tuple(lignes[-1][:-1]))


def _neuve(ligne: Row[Any], colonne: Column[str], coffre: Coffre) -> Mapping[str, Any]:
    """Give a row's new values, with its key and the value that they replace."""
    clair = coffre.dechiffrer(ligne[-1])
    cles: Sequence[Any] = ligne[:-1]
    neuve: dict[str, Any] = {f"cle_{rang}": cle for rang, cle in enumerate(cles)}
    neuve |= {"ancienne": ligne[-1], "nouvelle": coffre.chiffrer(clair)}
    return neuve | ({"index": coffre.index(clair)} if colonne.name == NUMERO else {})


def _ecrire(
    base: Base, table: Table, colonne: Column[str], neuves: Sequence[Mapping[str, Any]]
) -> int:
    """Write a batch, except what changed meanwhile or what another transaction holds."""
    valeurs: dict[str, Any] = {colonne.name: bindparam("nouvelle")}
    if colonne.name == NUMERO:
        valeurs["numero_index"] = bindparam("index")
    memes: list[Any] = [
        cle == bindparam(f"cle_{n}") for n, cle in enumerate(table.primary_key.columns)
    ]
    requete = update(table).where(*memes, colonne == bindparam("ancienne")).values(**valeurs)
    with base.transaction() as uow:
        libres = _libres(uow.connexion, table, neuves)
        return sum(
            uow.connexion.execute(requete, une).rowcount for une in neuves if _cle(une) in libres
        )


def _libres(
    connexion: Connection, table: Table, neuves: Sequence[Mapping[str, Any]]
) -> set[tuple[Any, ...]]:
    """Lock the rows of a batch that nobody holds: two transactions never wait for each other."""
    cles = list(table.primary_key.columns)
    requete = select(*cles).where(tuple_(*cles).in_([_cle(une) for une in neuves]))
    return {tuple(ligne) for ligne in connexion.execute(requete.with_for_update(skip_locked=True))}


def _cle(neuve: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(valeur for nom, valeur in neuve.items() if nom.startswith("cle_"))
