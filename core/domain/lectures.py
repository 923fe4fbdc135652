"""What another reading of the same text would give: shown, never acted upon (domain §5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from core.domain.annexes import Annexe
from core.domain.convention import Arrondi, ReglesFlux, Retranchements, Variante
from core.domain.flux import Calcul, calculer, calculer_tout, nombre_fr
from core.domain.noms_annexes import nom_lisible
from core.errors import SaisieInvalide
from core.texte import liste_fr


@dataclass(frozen=True)
class Lecture:
    """Another reading of one annexe: its parts, and whether one of them changes.

    `calcul` is None when that reading would take more than there is.
    """

    intitule: str
    calcul: Calcul | None
    change: bool

    @property
    def phrase(self) -> str:
        """Write the reading and its effect in one line."""
        if self.calcul is None:
            return f"{self.intitule} : impossible, les retraits dépassent le total"
        parts = self.calcul.parts
        droits = liste_fr(
            nombre_fr(part) if len(parts) == 1 else f"{nom_lisible(nom)} {nombre_fr(part)}"
            for nom, part in parts.items()
        )
        return (
            f"{self.intitule} : {droits}, le droit {'change' if self.change else 'ne change pas'}"
        )


def autres_lectures(
    calculs: Sequence[Calcul], regles: ReglesFlux
) -> tuple[tuple[Lecture, ...], ...]:
    """Give, for each computed annexe, what each other reading of the convention yields."""
    annexes = [un.annexe for un in calculs]
    par_lecture = [
        [
            Lecture(intitule, autre, autre is None or autre.parts != calcul.parts)
            for calcul, autre in zip(calculs, _calculer(annexes, autres), strict=True)
        ]
        for intitule, autres in _variantes(regles)
    ]
    return tuple(zip(*par_lecture, strict=True))


def _variantes(regles: ReglesFlux) -> Iterator[tuple[str, ReglesFlux]]:
    """Give the rules changed in one reading at a time."""
    a_la_fin = regles.arrondi.valeur is Arrondi.A_LA_FIN
    arrondi = Arrondi.CHAQUE_ETAPE if a_la_fin else Arrondi.A_LA_FIN
    intitule = "arrondi à chaque étape" if a_la_fin else "arrondi une seule fois, à la fin"
    yield intitule, replace(regles, arrondi=replace(regles.arrondi, valeur=arrondi))
    if regles.variante.valeur is not Variante.LP:
        return
    sur_flux = regles.retranchements.valeur is Retranchements.FLUX
    autre = Retranchements.ASSIETTE if sur_flux else Retranchements.FLUX
    intitule = (
        "relogements et mutations retirés de l'assiette (LP art. 2)"
        if sur_flux
        else "relogements et mutations retirés du flux (LP, annexe)"
    )
    retranchements = replace(regles.retranchements, valeur=autre)
    yield intitule, replace(regles, retranchements=retranchements)


def _calculer(annexes: Sequence[Annexe], regles: ReglesFlux) -> Sequence[Calcul | None]:
    """Compute together; if one cannot be, each alone, so that the others are still shown."""
    try:
        return calculer_tout(annexes, regles)
    except SaisieInvalide:
        return [_seule(une, regles) for une in annexes]


def _seule(annexe: Annexe, regles: ReglesFlux) -> Calcul | None:
    try:
        return calculer(annexe, regles)
    except SaisieInvalide:
        return None
