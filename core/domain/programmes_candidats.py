"""The households put forward for a new programme, and the dwellings that lack one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.domain.numero_unique import NumeroUnique
from core.domain.programmes import Programme
from core.errors import Introuvable
from core.texte import liste_fr


class EtatCandidat(StrEnum):
    """What became of a candidate, in the words that people read."""

    PROPOSE = "proposé"
    A_CONFIRMER = "à confirmer"
    RETENU = "retenu"
    ECHEC = "sans suite"
    RETIRE = "retiré"


INADAPTEE = "candidature non adaptée au logement"
REFUS = "refus du ménage"


@dataclass(frozen=True)
class CandidatProgramme:
    """One household. `numero` is what people type (N); `organisation` who named it.

    `logement`: the dwelling it is named for, None: any of its réservataire's; `motif`: why it
    failed; `engagement`: the salted commitment that the journal keeps for its number.
    """

    numero: int
    numero_unique: NumeroUnique = field(repr=False)
    organisation: int
    etat: EtatCandidat
    instant: datetime
    sel: str = field(repr=False)
    engagement: str
    logement: int | None = None
    motif: str = ""


Candidats = Sequence[CandidatProgramme]


def presents(candidats: Candidats, organisation: int) -> list[CandidatProgramme]:
    """Give those of a réservataire that the bailleur may still retain."""
    return [
        un
        for un in candidats
        if un.organisation == organisation and un.etat is EtatCandidat.PROPOSE
    ]


def candidat(candidats: Candidats, numero: int, reference: str) -> CandidatProgramme:
    """Find one by number.

    Raises Introuvable, with the numbers there are.
    """
    for un in candidats:
        if un.numero == numero:
            return un
    connus = liste_fr(str(un.numero) for un in candidats) or "aucun"
    raise Introuvable(
        f"{reference} n'a pas de candidat n° {numero}. Candidats proposés : {connus}. "
        f"Voir : /programme {reference}",
        "candidat",
    )


def ouverts(programme: Programme, organisation: int) -> list[int]:
    """Give the dwellings of a réservataire for which a household is still looked for."""
    return [un.numero for un in programme.logements_de(organisation) if un.ouvert]


def sans_candidat(
    programme: Programme, candidats: Candidats, organisation: int, dernier: int | None = None
) -> list[int]:
    """Give the open dwellings that nobody on the list can take.

    A candidate named for no dwelling in particular may take any one that has none of its own;
    those with a return running, and `dernier`, are served last.
    """
    siens = presents(candidats, organisation)
    vises = {un.logement for un in siens if un.logement is not None}
    nus = [un for un in ouverts(programme, organisation) if un not in vises]
    nus.sort(key=lambda un: (un == dernier or programme.retour_en_cours(un) is not None, un))
    return sorted(nus[sum(un.logement is None for un in siens) :])


def manquent(programme: Programme, candidats: Candidats, organisation: int) -> int:
    """Count the candidates that a réservataire's list still lacks."""
    siens = presents(candidats, organisation)
    voulus = programme.regles.liste.par_logement.valeur
    libres = sum(un.logement is None for un in siens)
    manque = sum(
        max(0, voulus - sum(un.logement == numero for un in siens))
        for numero in ouverts(programme, organisation)
    )
    return max(0, manque - libres)


def deja_nomme(
    candidats: Candidats, numero_unique: NumeroUnique, organisation: int
) -> CandidatProgramme | None:
    """Find a household that the same réservataire named and did not withdraw."""
    for un in candidats:
        meme = un.numero_unique == numero_unique and un.organisation == organisation
        if meme and un.etat is not EtatCandidat.RETIRE:
            return un
    return None
