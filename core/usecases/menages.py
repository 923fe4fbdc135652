"""Give the names and contact details of candidates, or erase them (LP art. 6, 11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from core.domain.avis import AvisDeVacance, Passage
from core.domain.candidatures import Candidature, deja_connue
from core.domain.journal import engagement
from core.domain.menages import CONTENU, Menage
from core.domain.numero_unique import NumeroUnique
from core.domain.organisations import Organisation
from core.errors import Interdit
from core.ports import UnitOfWork
from core.usecases.dossier import Acteur, consigner

TRANSMISES, MODIFIEES = "coordonnées transmises", "coordonnées modifiées"
EFFACEES = "coordonnées effacées"
"""What the journal says of them; it holds commitments, never what was given."""


@dataclass(frozen=True)
class Coordonnees:
    """A household, told by its numéro unique. `sel`: a fresh random text; `rang`: its place."""

    numero_unique: NumeroUnique
    menage: Menage
    sel: str = field(repr=False)
    rang: int


def transmettre(
    uow: UnitOfWork,
    avis: AvisDeVacance,
    organisation: Organisation,
    acteur: Acteur,
    recues: Sequence[Coordonnees],
    maintenant: datetime,
) -> tuple[int, ...]:
    """Store households of candidates that are on the list; give the numbers of those that changed.

    Blank fields leave what was known. Raises Interdit for another organisation's candidate.
    """
    if not recues:
        return ()
    liste, connus = uow.avis.candidatures(avis.id), uow.menages.de(avis.id)
    engagements: dict[str, dict[int, str]] = {TRANSMISES: {}, MODIFIEES: {}}
    for une in recues:
        candidature = _la_sienne(liste, une, organisation, avis)
        ancien = connus.get(candidature.numero)
        menage = ancien.complete_par(une.menage) if ancien else une.menage
        if menage == ancien:
            continue
        preuve = engagement(une.sel, menage.canonique())
        uow.menages.enregistrer(
            avis.id, candidature.numero, menage, organisation.id, une.sel, preuve, maintenant
        )
        engagements[MODIFIEES if ancien else TRANSMISES][candidature.numero] = preuve
    for action, preuves in engagements.items():
        _consigner(uow, avis, action, preuves, acteur, maintenant)
    return tuple(sorted(engagements[TRANSMISES] | engagements[MODIFIEES]))


def effacer(
    uow: UnitOfWork, avis: AvisDeVacance, numero: int, acteur: Acteur, maintenant: datetime
) -> None:
    """Erase the household of a withdrawn candidate; nothing is said when there was none."""
    if uow.menages.oublier(avis.id, numero):
        details = {"candidat": str(numero)}
        passage = Passage(avis, EFFACEES, avis.etat, "LP art. 11", details=details)
        consigner(uow, passage, acteur, maintenant)


def _la_sienne(
    liste: Sequence[Candidature],
    une: Coordonnees,
    organisation: Organisation,
    avis: AvisDeVacance,
) -> Candidature:
    """Find the candidate on the list: only who named it says more of it."""
    trouvee = deja_connue(liste, une.numero_unique, organisation.id)
    assert trouvee
    if trouvee.organisation != organisation.id:
        raise Interdit(
            f"Le candidat n° {trouvee.numero} d'{avis.reference} a été proposé par une autre "
            "organisation, qui seule transmet ses coordonnées. Laissez ce candidat de côté.",
            f"numero_{une.rang}",
        )
    return trouvee


def _consigner(
    uow: UnitOfWork,
    avis: AvisDeVacance,
    action: str,
    preuves: dict[int, str],
    acteur: Acteur,
    maintenant: datetime,
) -> None:
    if not preuves:
        return
    details = {f"candidat {numero}": preuve for numero, preuve in preuves.items()}
    details["contenu"] = CONTENU
    passage = Passage(avis, action, avis.etat, "LP art. 6", details=details)
    consigner(uow, passage, acteur, maintenant)
