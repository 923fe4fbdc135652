"""`/candidats` answered by fluxbot, against a bare PTB application that only answers.

Both bots meet the same people at the same fake Telegram, in turn, each alone in its process. Our
side is the whole of `fluxbot serve`: inbox, rules, journal, notices to the bailleur, outbox.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

from benchmarks.commun import Mesure, conclure
from benchmarks.foule import Foule, Passage
from benchmarks.region import Region, designes, peupler
from benchmarks.robots import FLUXBOT, NU, exiger_vivant, processeur, robot
from storage.coffre import nouvelle_cle
from storage.engine import ouvrir
from tests.fakes.telegram import FakeTelegram

AVIS, PASSAGES = 400, 7
RAPPORT_MIN = 0.25


def comparer(avis: int = AVIS, passages: int = PASSAGES) -> list[Mesure]:
    """Run both in turn and give the measures."""
    cle = nouvelle_cle()
    with tempfile.TemporaryDirectory() as dossier:
        modele = Path(dossier) / "modele.db"
        moteur = ouvrir(f"sqlite:///{modele}")
        region = peupler(moteur, cle, avis)
        moteur.dispose()
        nus, complets = [], []
        for _ in range(passages):
            nus.append(_passer(NU, region, {}))
            complets.append(_complet(region, modele, cle))
    return _mesures(nus, complets)


def _complet(region: Region, modele: Path, cle: str) -> Passage:
    """Run fluxbot on a fresh copy; make sure that what was timed was done."""
    copie = modele.with_name("banc.db")
    shutil.copyfile(modele, copie)
    url = f"sqlite:///{copie}"
    reglages = {
        "FLUXBOT_DATABASE_URL": url,
        "FLUXBOT_SECRET_KEY": cle,
        "FLUXBOT_HTTP_PORT": "0",
        "FLUXBOT_LOG_LEVEL": "WARNING",
    }
    passage = _passer(FLUXBOT, region, reglages)
    moteur = ouvrir(url)
    faits = designes(moteur)
    moteur.dispose()
    if faits != region.nombre:
        raise RuntimeError(f"{faits} avis désignés sur {region.nombre}")
    return passage


def _passer(programme: Sequence[str], region: Region, reglages: dict[str, str]) -> Passage:
    with FakeTelegram() as faux:
        foule = Foule(faux, region)
        acces = {"TELEGRAM_BOT_TOKEN": faux.token, "TELEGRAM_API_URL": faux.url}
        with robot(programme, {**reglages, **acces}) as processus:
            faux.wait_for(lambda: faux.world.polls or processus.poll())
            exiger_vivant(processus)
            avant = processeur(processus)
            passage = foule.jouer()
            return replace(passage, processeur=processeur(processus) - avant)


def _mesures(nus: list[Passage], complets: list[Passage]) -> list[Mesure]:
    debit_nu, debit = (median(un.debit for un in tous) for tous in (nus, complets))
    # Pass by pass: the machine's own pace changes from one to the next.
    part = median(un.debit / sien.debit for un, sien in zip(complets, nus, strict=True))
    mesures = [
        Mesure("Débit nu", debit_nu, unite="commandes/s"),
        Mesure("Débit de fluxbot", debit, unite="commandes/s"),
        Mesure("Part du débit nu", part, RAPPORT_MIN, au_moins=True),
    ]
    for nom, tous in (("nue", nus), ("de fluxbot", complets)):
        for rang in (50, 95):
            valeur = median(un.centile(rang) for un in tous)
            mesures.append(Mesure(f"Latence {nom}, p{rang}", valeur, unite="ms"))
    for nom, tous in (("nu", nus), ("de fluxbot, avertissements compris", complets)):
        valeur = median(un.processeur / un.nombre for un in tous) * 1000
        mesures.append(Mesure(f"Processeur {nom}, par commande", valeur, unite="ms"))
    retard = median(un.reste for un in complets)
    mesures.append(Mesure("Dernier avertissement, après la dernière réponse", retard, unite="s"))
    return mesures


def main() -> int:
    """Run the benchmark; exit 1 when the bound is not kept."""
    return 0 if conclure(f"/candidats, {AVIS} commandes", comparer(), "commande") else 1


if __name__ == "__main__":
    sys.exit(main())
