"""Three days without the program, across échéances, while people go on writing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.domain.avis import Etat
from core.domain.delais import second_delai
from core.domain.organisations import Destination
from tests.e2e.programme import NUMEROS, EnMarche
from tests.faults.calme import attendre
from tests.faults.charge import maintenant, vacance
from tests.faults.dates import RETARD
from tests.faults.lieu import Lieu, Recu, ouvrir

pytestmark = pytest.mark.e2e
ECHU, REPONDU, NOUVEAU = (f"AV-2026-000{n}" for n in (1, 2, 3))


def publier(lieu: Lieu, rue: str) -> None:
    """Nadia offers a dwelling to Le Port."""
    lieu.telegram.private_message(lieu.nomade["Nadia"], vacance("Le Port", rue))


def dernier_tic(lieu: Lieu) -> datetime:
    """Give the instant of the last tick that ended."""
    with lieu.base.transaction() as uow:
        return uow.pouls.dernier() or datetime.min.replace(tzinfo=UTC)


def seul(lieu: Lieu, nom: str, titre: str) -> Recu:
    """Give the only message of that title that a person was sent."""
    cle = Destination("telegram", str(lieu.nomade[nom].id)).cle
    (un,) = [un for un in lieu.recus() if un.lieu == cle and titre in un.titre]
    return un


def test_three_days_out_across_echeances_lose_no_message_and_date_all_from_the_return(
    tmp_path: Path,
) -> None:
    with ouvrir(tmp_path) as lieu:
        fake, nadia, marie = lieu.telegram, lieu.nomade["Nadia"], lieu.nomade["Marie"]
        with EnMarche(lieu.installation, "-12d"):
            publier(lieu, "échu")
            publier(lieu, "répondu")
            fake.wait_message(nadia, f"{REPONDU} : reçu par Le Port")
            fake.wait_message(nadia, f"{ECHU} : reçu par Le Port")
        with EnMarche(lieu.installation, "-3d") as plant:
            repere = fake.mark()
            fake.private_message(marie, "/avis")
            fake.wait_message(marie, "2 avis en cours", after=repere)
            attendre(lambda: dernier_tic(lieu) > maintenant() - timedelta(days=4))
            plant.tuer()
        fake.private_message(marie, f"/candidats {REPONDU} {' '.join(NUMEROS)}")
        publier(lieu, "nouveau")
        with EnMarche(lieu.installation):
            fake.wait_message(nadia, f"{ECHU} : relance reçue")
            fake.wait_message(nadia, "a fait sa désignation")
            fake.wait_message(nadia, f"{NOUVEAU} : reçu par Le Port")
            fake.wait_message(lieu.nomade["Ana"], "n'a pas travaillé pendant 3")
        verifier(lieu)


def verifier(lieu: Lieu) -> None:
    """One relance, dated from its real reception; the answer given meanwhile counts."""
    with lieu.base.transaction() as uow:
        echu, repondu = (uow.avis.par_reference(une) for une in (ECHU, REPONDU))
        assert echu and echu.premiere and echu.seconde and repondu
        relances = [une for une in uow.journal.chaine(ECHU) if une.action == "relance envoyée"]
    assert len(relances) == 1
    assert repondu.etat is Etat.DESIGNE
    accepte = datetime.fromtimestamp(seul(lieu, "Marie", f"Relance : {ECHU}").instant, UTC)
    assert accepte <= echu.seconde.debut <= accepte + RETARD
    attendue = second_delai(echu.seconde.debut, echu.premiere, echu.logement, echu.termes)
    assert echu.seconde == attendue
