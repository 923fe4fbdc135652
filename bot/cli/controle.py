"""What `fluxbot check` looks at, one verdict a point."""

from __future__ import annotations

from bot import bootstrap
from bot.cli.controle_acces import verifier_les_acces
from bot.cli.controle_base import verifier_la_base
from bot.cli.verdict import Verdict
from bot.settings import Settings
from storage.coffre import CleAbsente, CleInvalide, Coffre
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
    except BaseNonPrete as faute:
        return None, Verdict("Base de données", False, "pas prête", str(faute))
    except (CleInvalide, CleAbsente):
        return None, Verdict("Base de données", False, "clé illisible", "voir la clé secrète")
    except Exception as erreur:
        nom = type(erreur).__name__
        return None, Verdict(
            "Base de données", False, f"injoignable ({nom})", "FLUXBOT_DATABASE_URL"
        )
    return base, Verdict("Base de données", True, f"à jour, {nombre} organisations")
