"""The proof file of a programme, a priority household or a commission: JSON, and a text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.presenters.preuve_commun import entree_json, sceau_json
from bot.presenters.preuve_programme import Delai, Recue, delais, receptions
from bot.presenters.textes_fr import rediger_brut
from core.domain.journal import horodatage
from core.domain.organisations import Organisation
from core.domain.references import Prefixe
from core.texte import instant_fr, jour_fr
from core.usecases.identites import Identite
from storage.unit_of_work import UniteDeTravail

_TITRES = {
    Prefixe.PROGRAMME: "PROGRAMME NEUF",
    Prefixe.PRIORITAIRE: "MÉNAGE PRIORITAIRE",
    Prefixe.COMMISSION: "COMMISSION INTER-BAILLEURS",
}


@dataclass(frozen=True)
class Contenu:
    """What a proof says beside its chain: receptions, and the délais that they started."""

    receptions: Sequence[Recue] = ()
    delais: Sequence[Delai] = ()


def preuve_json(uow: UniteDeTravail, dossier: Identite, maintenant: datetime) -> str:
    """Write the proof as JSON; with `entrees` alone anybody can compute every hash again."""
    contenu = _contenu(uow, dossier, None)
    preuve = {
        "reference": dossier.reference,
        "etat": str(dossier.etat),
        "convention": dossier.convention,
        "parties": [une.nom for une in dossier.parties],
        "etabli_le": horodatage(maintenant),
        "zone": _zone(uow, dossier),
        "receptions": [une.en_json() for une in contenu.receptions],
        "echeances": [un.en_json() for un in contenu.delais],
        "entrees": [entree_json(une) for une in uow.journal.chaine(dossier.reference)],
        "sceaux": [
            sceau_json(un, dossier.reference) for un in uow.journal.sceaux_de(dossier.reference)
        ],
    }
    return json.dumps(preuve, ensure_ascii=False, indent=2)


def preuve_texte(
    uow: UniteDeTravail,
    dossier: Identite,
    maintenant: datetime,
    lecteur: Organisation | None = None,
) -> str:
    """Write the proof as a text that a court clerk can read and check.

    A réservataire reads its own receptions and délais; None: all of them, for the operator.
    """
    zone = _zone(uow, dossier)
    contenu = _contenu(uow, dossier, lecteur)
    return rediger_brut(
        "journal/greffe_preuve_etat",
        titre=_TITRES[dossier.prefixe],
        dossier=dossier,
        maintenant=maintenant,
        zone=zone,
        receptions=contenu.receptions,
        delais=contenu.delais,
        chaine=uow.journal.chaine(dossier.reference),
        sceaux=uow.journal.sceaux_de(dossier.reference),
        ici=lambda instant: instant_fr(instant, zone),
        jour=jour_fr,
        utc=horodatage,
    )


def _contenu(uow: UniteDeTravail, dossier: Identite, lecteur: Organisation | None) -> Contenu:
    programme = uow.programmes.par_reference(dossier.reference)
    if programme is None:
        return Contenu()
    return Contenu(receptions(programme, lecteur), delais(programme, lecteur))


def _zone(uow: UniteDeTravail, dossier: Identite) -> str:
    convention = uow.conventions.get(dossier.convention)
    return convention.zone if convention else "UTC"
