"""What `fluxbot check` looks at, one verdict a point."""

from __future__ import annotations

import sqlite3

from sqlalchemy import Engine

from bot import bootstrap
from bot.cli.commun import phrase_de_fichier
from bot.cli.controle_acces import verifier_les_acces
from bot.cli.controle_base import verifier_la_base
from bot.cli.fautes import DROITS, LECTURE_SEULE, origine_de, phrase_de
from bot.cli.verdict import Verdict
from bot.masques import masquer
from bot.settings import Settings
from core.texte import pluriel
from storage.coffre import CleAbsente, CleInvalide, Coffre
from storage.sauvegarde import en_lecture_seule, essayer_d_ecrire
from storage.schema import BaseNonPrete
from storage.unit_of_work import Base


async def controler(reglages: Settings) -> list[Verdict]:
    """Look at the settings, the key, the database and its machine, then at the credentials."""
    verdicts = [_cle(reglages)]
    base, verdict = _base(reglages)
    verdicts.append(verdict)
    if base:
        verdicts += verifier_la_base(base, bootstrap.horloge().maintenant())
    verdicts += await verifier_les_acces(reglages)
    if manque := reglages.manque():
        verdicts.append(Verdict("Réglages", False, "il en manque un", manque))
    return verdicts


def _cle(reglages: Settings) -> Verdict:
    if reglages.secret_key is None:
        return Verdict(
            "Clé secrète", False, "absente", "fluxbot cle nouvelle, puis FLUXBOT_SECRET_KEY"
        )
    try:
        Coffre(reglages.secret_key.get_secret_value())
    except CleInvalide as faute:
        return Verdict("Clé secrète", False, "invalide", str(faute))
    return Verdict("Clé secrète", True, "présente")


def _base(reglages: Settings) -> tuple[Base | None, Verdict]:
    try:
        base = bootstrap.ouvrir_base(reglages)
        with base.transaction() as uow:
            nombre = len(uow.organisations.toutes())
        _exiger_l_ecriture(base.moteur)
    except BaseNonPrete as faute:
        return None, Verdict("Base de données", False, "pas prête", str(faute))
    except (CleInvalide, CleAbsente):
        return None, Verdict("Base de données", False, "clé illisible", "voir la clé secrète")
    except Exception as erreur:
        return None, _injoignable(erreur)
    return base, Verdict("Base de données", True, f"à jour, {pluriel(nombre, 'organisation')}")


def _exiger_l_ecriture(moteur: Engine) -> None:
    """Raise what SQLite says of a file that it may only read."""
    if moteur.dialect.name != "sqlite":
        return
    with moteur.connect() as connexion:
        brute = connexion.connection.driver_connection
        assert isinstance(brute, sqlite3.Connection)
        essayer_d_ecrire(brute)


def _injoignable(erreur: Exception) -> Verdict:
    """Say why the database can't be used, as the command that needs it would."""
    origine = origine_de(erreur)
    if isinstance(origine, sqlite3.Error) and en_lecture_seule(origine):
        return Verdict("Base de données", False, LECTURE_SEULE, DROITS)
    if isinstance(erreur, OSError):
        return Verdict("Base de données", False, "illisible", phrase_de_fichier(erreur))
    if connue := phrase_de(erreur):
        return Verdict("Base de données", False, "injoignable", masquer(connue[0]))
    nom = type(erreur).__name__
    return Verdict("Base de données", False, f"injoignable ({nom})", "FLUXBOT_DATABASE_URL")
