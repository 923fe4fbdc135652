"""The machine's clock jumps forward, then back: no échéance falls by mistake, and people know."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.e2e.programme import _HORLOGE
from tests.faults.calme import attendre_le_calme
from tests.faults.charge import Charge, vacance
from tests.faults.lieu import Lieu, ouvrir
from tests.faults.pepiniere import Pepiniere, Plant
from tests.faults.verites import Verites

pytestmark = pytest.mark.e2e
SAUTS = ["+20d", "-20d"]


class Horloge:
    """The clock of the processes of one nursery, moved while they run."""

    def __init__(self, dossier: Path) -> None:
        """The clock is right at first."""
        self._fichier = dossier / "horloge"
        self.mettre("+0s")
        self.env = {**_HORLOGE, "FAKETIME_TIMESTAMP_FILE": str(self._fichier)}

    def mettre(self, decalage: str) -> None:
        """Have it show another time, at once."""
        self._fichier.write_text(f"{decalage}\n")


@pytest.fixture
def horloge(tmp_path: Path) -> Horloge:
    return Horloge(tmp_path)


@pytest.fixture
def decalable(horloge: Horloge) -> Iterator[Pepiniere]:
    """A nursery whose children all follow that clock."""
    with Pepiniere(horloge.env) as une:
        yield une
        une.faucher()


def demander(lieu: Lieu, nom: str) -> None:
    """Post an avis, and wait for its answer."""
    nadia = lieu.nomade["Nadia"]
    repere = lieu.telegram.mark()
    lieu.telegram.private_message(nadia, vacance("Le Port", nom))
    lieu.telegram.wait_message(nadia, "envoyé au Port", after=repere)


def lancer(lieu: Lieu, decalable: Pepiniere, horloge: Horloge) -> Plant:
    """Start the program on that clock."""
    return decalable.lancer({**lieu.installation.env, **horloge.env}, lieu.installation.dossier)


def test_a_clock_that_jumps_and_comes_back_lets_no_echeance_fall(
    tmp_path: Path, horloge: Horloge, decalable: Pepiniere
) -> None:
    with ouvrir(tmp_path, FLUXBOT_TICK_SECONDS="1") as lieu:
        plant = lancer(lieu, decalable, horloge)
        demander(lieu, "avant")
        lieu.telegram.wait_message(lieu.nomade["Nadia"], "reçu par Le Port")
        for saut in SAUTS:
            horloge.mettre(saut)
            lieu.telegram.wait_message(lieu.nomade["Ana"], "horloge")
            demander(lieu, f"pendant {saut}")
        horloge.mettre("+0s")
        demander(lieu, "après")
        charge = Charge(lieu, Random(0))
        due = charge.echues.a_relancer()
        attendre_le_calme(charge, [plant])
        # The overdue avis is in « Centre ».
        demandees = {"avant", "après", *(f"pendant {un}" for un in SAUTS)}
        assert lieu.rues().keys() - {"Centre"} == demandees
        Verites(charge).toutes()
        echues = [un for un in lieu.recus() if "Relance :" in un.titre or "réputé tenu" in un.titre]
        assert [due in un.titre for un in echues] == [True], "nothing fell but what was due"
