"""The same notices and forms, where every text that people type tries to do harm."""

from __future__ import annotations

from dataclasses import replace

from core.domain.journal import engagement
from core.domain.parcours import Parcours
from core.messages.forms import Formulaire
from tests.golden.decor import ORGANISATIONS, Cas
from tests.golden.formes import tous

_PIEGES = (
    '<!channel> <@U123> <http://mal.example|clic> @here *gras* _i_ ~b~ `c` & "é" '
    "</b><a href='tg://user?id=1'>x</a> <!subteam^S1> \u200b\u202e\u2066\u200d "
)
HOSTILE = (_PIEGES * 2)[:200]
ORGS = tuple(replace(une, nom=f"{une.id} {HOSTILE}"[:200]) for une in ORGANISATIONS)


def notice(cas: Cas) -> Cas:
    """Give the case with hostile names, dwelling and reasons."""
    par_id = {une.id: une for une in ORGS}
    un = cas.avis
    avis = replace(
        un,
        bailleur=par_id[un.bailleur.id],
        reservataire=par_id[un.reservataire.id],
        renfort=par_id[un.renfort.id] if un.renfort else None,
        motif=HOSTILE if un.motif else None,
        motif_retrait=HOSTILE if un.motif_retrait else None,
        logement=replace(
            un.logement, commune=HOSTILE, quartier=HOSTILE, dependances=HOSTILE, reference=HOSTILE
        ),
    )
    faits = {nom: HOSTILE if nom == "par" else valeur for nom, valeur in cas.faits.items()}
    if "engagement" in faits:
        faits["engagement"] = engagement(avis.sel, HOSTILE)
    return replace(
        cas,
        parcours=tuple(_course(un) for un in cas.parcours),
        avis=avis,
        lecteur=par_id[cas.lecteur.id],
        faits=faits,
        organisations=tuple(par_id.values()),
    )


def _course(un: Parcours) -> Parcours:
    """Give what became of a candidate with hostile free texts."""
    return replace(
        un,
        difficulte=HOSTILE if un.difficulte else None,
        motif=HOSTILE if un.motif else None,
        motif_refus=HOSTILE if un.motif_refus else None,
        condition=replace(un.condition, texte=HOSTILE) if un.condition else None,
        visites=tuple(replace(une, par=HOSTILE) for une in un.visites),
    )


def formulaires() -> dict[str, Formulaire]:
    """Give the forms with hostile choices and with hostile texts typed already."""
    noms = tuple(f"{rang} {HOSTILE}"[:200] for rang in range(3))
    tapes = dict.fromkeys(
        ("commune", "quartier", "dependances", "reference", "motif", "difficulte", "condition"),
        HOSTILE,
    )
    return {nom: replace(un, valeurs={**un.valeurs, **tapes}) for nom, un in tous(*noms).items()}
