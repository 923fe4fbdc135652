"""What a reader of annexes must know that is no disagreement: base, doubts, what is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from core.domain.annexes import Annexe, AnnexeLA, AnnexeLP
from core.domain.convention import ReglesFlux
from core.domain.flux import nombre_fr
from core.domain.noms_annexes import designer, nom_lisible
from core.texte import de


def base_des_taux(regles: ReglesFlux) -> str:
    """Say what each percentage is a share of."""
    return f"Base des taux : {regles.base_taux.valeur} ({regles.base_taux.article})."


def avertissements(annexes: Sequence[Annexe], regles: ReglesFlux) -> tuple[str, ...]:
    """Give what deserves a check, each thing once."""
    toutes = zip(annexes, designer(annexes), strict=True)
    return tuple(dict.fromkeys(une for annexe, nom in toutes for une in _de(annexe, nom, regles)))


def _de(annexe: Annexe, nom: str, regles: ReglesFlux) -> Iterator[str]:
    if isinstance(annexe, AnnexeLP):
        yield from _faibles(nom, {"une rotation": annexe.taux_rotation})
        part = f"une part {de(nom_lisible(annexe.reservataire))}"
        yield from _faibles(nom, {part: annexe.taux})
        yield from _report(annexe, nom, regles)
    else:
        yield from _double_compte(annexe, nom)
        rotations = (annexe.taux_n1, annexe.taux_n2, annexe.taux_n3)
        for rang, taux in enumerate(rotations, 1):
            yield from _faibles(nom, {f"une rotation (N-{rang})": taux})
        yield from _faibles(
            nom, {f"une part ({nom_lisible(qui)})": taux for qui, taux in annexe.taux.items()}
        )


def _faibles(nom: str, taux: dict[str, Decimal]) -> Iterator[str]:
    """Doubt a rate below 1 %: it may be a fraction written for a percentage."""
    for quoi, un in taux.items():
        if 0 < un < 1:
            yield (
                f"{nom} : {quoi} de {nombre_fr(un)} % est très faible. Vérifiez qu'elle est bien "
                "en pourcentage."
            )


def _report(annexe: AnnexeLP, nom: str, regles: ReglesFlux) -> Iterator[str]:
    """Say that what the year before left is not counted, when the convention has it off."""
    if annexe.report and not regles.report_annuel.valeur:
        yield (
            f"{nom} : report de {nombre_fr(annexe.report)} non appliqué, la convention ne reporte "
            f"pas d'une année à l'autre ({regles.report_annuel.article})."
        )


def _double_compte(annexe: AnnexeLA, nom: str) -> Iterator[str]:
    if annexe.programmes_neufs:
        yield (
            f"{nom} : les {nombre_fr(annexe.programmes_neufs)} logements neufs comptent deux fois, "
            "dans A (LA 4.1.3) et par leur part au prorata à la livraison (LA 4.2.2)."
        )
