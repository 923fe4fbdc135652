"""`/flux` for a bailleur of 200,000 dwellings and 20,000 avis, against its bare SQL.

The whole way is timed, from the typed command to the answer in the outbox; the bare SQL is the one
grouped query that the answer needs. The dwellings weigh nothing: only avis are counted.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from sqlalchemy import Connection, insert, text

from benchmarks.commun import Mesure, conclure
from bot.handlers.request import Request
from bot.handlers.router import Routeur
from core.domain.annexes import AnnexeLP
from core.domain.avis import Etat, Livraison
from core.domain.droits import Droit
from core.domain.organisations import Destination, Nature, Organisation, Role
from storage import schema, tables
from storage.coffre import Coffre, nouvelle_cle
from storage.conventions.loader import conventions_livrees
from storage.engine import ouvrir
from storage.types import ecrire_termes
from storage.unit_of_work import Base

AVIS, LOGEMENTS, RESERVATAIRES, ANNEE = 20_000, 200_000, 12, 2026
MAINTENANT = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
CONVENTION = "le-port-2024"
LIEU = Destination("banc", "banc")

NU = text(
    """
    SELECT reservataire_id, etat, livraison, annee = :annee,
           livre_le BETWEEN :debut AND :fin,
           logement_type, logement_financement, logement_qpv, count(*)
    FROM avis
    WHERE bailleur_id = :bailleur AND etat <> 'brouillon'
      AND (annee = :annee OR livre_le BETWEEN :debut AND :fin OR livraison IS NULL)
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
    """
)


BORNE = 3.0


def principal() -> int:
    """Measure and print; gives the exit code."""
    mesure = Mesure("/flux, en fois sa requête nue", rapport(), BORNE)
    return 0 if conclure(f"/flux, {AVIS} avis", [mesure], "flux") else 1


def rapport(essais: int = 7) -> float:
    """Give how many times its bare SQL `/flux` takes, alternated, the best of `essais`."""
    with _base() as (base, bailleur):
        routeur = Routeur(base)
        messages = iter(range(1_000_000))

        def complet() -> None:
            requete = Request("banc", "nadia", LIEU, f"m{next(messages)}", texte=f"/flux {ANNEE}")
            routeur.traiter(requete, MAINTENANT)

        def nu() -> None:
            faits = {
                "annee": ANNEE,
                "bailleur": bailleur.id,
                "debut": date(ANNEE, 1, 1),
                "fin": date(ANNEE, 12, 31),
            }
            with base.moteur.begin() as connexion:
                connexion.execute(NU, faits).all()

        complets, nus = zip(*((_duree(complet), _duree(nu)) for _ in range(essais)), strict=True)
        _exiger_une_reponse(base)
    return min(complets) / min(nus)


def _duree(faire: Callable[[], None]) -> float:
    debut = time.perf_counter()
    faire()
    return time.perf_counter() - debut


def _exiger_une_reponse(base: Base) -> None:
    """Make sure that what was timed is the answer, not a refusal."""
    with base.transaction() as uow:
        ligne = uow.connexion.execute(text("SELECT corps_chiffre FROM envoi LIMIT 1")).scalar_one()
        corps = uow.organisations.coffre.dechiffrer(ligne)
    if f"Flux {ANNEE}" not in corps:
        raise RuntimeError(corps)


@contextmanager
def _base() -> Iterator[tuple[Base, Organisation]]:
    """Give a filled database, erased at the end, and its bailleur."""
    with tempfile.TemporaryDirectory() as dossier:
        moteur = ouvrir(f"sqlite:///{Path(dossier) / 'banc.db'}")
        try:
            schema.monter(moteur)
            base = Base(moteur, conventions_livrees(), Coffre(nouvelle_cle()))
            yield base, _remplir(base)
        finally:
            moteur.dispose()


def _remplir(base: Base) -> Organisation:
    with base.transaction() as uow:
        bailleur = uow.organisations.ajouter("Grand bailleur", Nature.BAILLEUR)
        siens = [
            uow.organisations.ajouter(f"Commune {rang}", Nature.COMMUNE)
            for rang in range(RESERVATAIRES)
        ]
        for une in (bailleur, *siens):
            uow.organisations.adherer(une.id, CONVENTION)
        uow.membres.ajouter(bailleur, Role.AGENT, "banc", "nadia", "nadia", MAINTENANT)
        for une in siens:
            uow.droits.retenir(_droit(bailleur, une))
        _poser(uow.connexion, base, bailleur, siens)
    return bailleur


def _droit(bailleur: Organisation, reservataire: Organisation) -> Droit:
    annexe = AnnexeLP(
        bailleur.nom,
        reservataire.nom,
        ANNEE,
        LOGEMENTS,
        0,
        0,
        0,
        0,
        Decimal(8),
        0,
        0,
        0,
        Decimal(5),
    )
    return Droit(bailleur, reservataire, ANNEE, CONVENTION, annexe, 800, MAINTENANT, "banc")


def _poser(
    connexion: Connection, base: Base, bailleur: Organisation, siens: list[Organisation]
) -> None:
    """Store the avis of a year and of the one before, in every state."""
    termes = base.conventions[CONVENTION].termes
    assert termes
    connexion.execute(
        insert(tables.termes).values(empreinte="t" * 64, contenu=ecrire_termes(termes))
    )
    # Not a secret: the same seed must give the same database.
    hasard = random.Random(1)  # noqa: S311
    connexion.execute(
        insert(tables.avis), [_un_avis(hasard, rang, bailleur, siens) for rang in range(AVIS)]
    )


def _un_avis(
    hasard: random.Random, rang: int, bailleur: Organisation, siens: list[Organisation]
) -> dict[str, object]:
    annee = ANNEE - (rang % 4 == 0)
    etat, livraison = hasard.choice(
        (
            (Etat.BAIL_SIGNE, Livraison.BAIL),
            (Etat.REPUTE_TENU, Livraison.REPUTE_TENU),
            (Etat.OUVERT, None),
            (Etat.RENDU, None),
        )
    )
    return {
        "reference": f"AV-{annee}-{rang:05d}",
        "bailleur_id": bailleur.id,
        "reservataire_id": hasard.choice(siens).id,
        "convention": CONVENTION,
        "termes": "t" * 64,
        "logement_type": hasard.choice(("T1", "T2", "T3", "T4", "T5")),
        "logement_financement": hasard.choice(("LLTS", "LLS", "PLS")),
        "logement_qpv": hasard.random() < 0.3,
        "etat": etat,
        "annee": annee,
        "cree_le": MAINTENANT,
        "sel": "s",
        "tour": 1,
        "tardifs_acceptes": False,
        "livraison": livraison,
        "livre_le": date(annee, 6, 1) if livraison else None,
    }


if __name__ == "__main__":
    sys.exit(principal())
