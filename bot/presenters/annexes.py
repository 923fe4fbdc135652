"""A file of annexes, recomputed: the rights, what disagrees, what other readings give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.domain.annexes import AnnexeLP
from core.domain.controle_flux import Controle
from core.domain.convention import ReglesFlux
from core.domain.flux import Calcul, nombre_fr
from core.domain.lectures import autres_lectures
from core.messages.limits import decouper_liste
from core.messages.model import Bloc, Bouton, Champs, Code, Gravite, Liste, Message, Paragraphe
from core.texte import liste_fr, pluriel
from core.usecases.droits import Retenu

PLUS = 20
"""Rows shown of each list; the command line shows them all."""

EN_TETE = (
    "bailleur;reservataire;annee;patrimoine;defense_sante;ventes;demolitions;habitat_inclusif;"
    "taux_rotation;anru;lhi;mutations;taux"
)
EXEMPLE = "SIDR;Le Port;2026;1887;0;134;98;0;6,82;31;0;20;6,89"


def mode_d_emploi() -> Message:
    """Say how to have annexes checked, with the columns and a row to start from."""
    return Message(
        "Contrôler des annexes",
        (
            Paragraphe(
                "Envoyez ici vos annexes en fichier (.csv, .toml ou .xlsx), une ligne par "
                "réservataire : je recalcule chaque valeur et je nomme celles qui ne concordent "
                "pas. Rien n'est retenu sans votre accord."
            ),
            Code(f"{EN_TETE}\n{EXEMPLE}"),
            Paragraphe(
                "Pour comparer à ce qui est imprimé, ajoutez parc_soumis, flux, mobilisables, "
                "part, et taux_rapport si un autre document donne le taux. Taux en pourcentage : "
                "6,82."
            ),
        ),
    )


def controle_en_message(
    nom: str, controle: Controle, regles: ReglesFlux, boutons: tuple[Bouton, ...], suite: str
) -> Message:
    """Tell what a file's control found; `suite` says what may be done next."""
    nombre = len(controle.anomalies)
    titre = f"{nom} : {pluriel(nombre, 'anomalie') if nombre else 'tout concorde'}"
    calculs = [un for un in controle.calculs if un]
    blocs: list[Bloc] = [Paragraphe(_resume(controle))]
    if nombre:
        phrases = tuple(une.phrase for une in controle.anomalies)
        blocs.append(decouper_liste(phrases, PLUS))
    if calculs:
        blocs.append(_droits(calculs))
        blocs.append(Liste(tuple(_lectures(calculs, regles))))
    blocs += [Paragraphe(une) for une in (*controle.remarques, suite) if une]
    gravite = Gravite.ALERTE if nombre else Gravite.SUCCES
    return Message(titre, tuple(blocs), boutons, gravite)


def droits_retenus(faits: Sequence[Retenu]) -> Message:
    """Say what was retained, and in place of what."""
    change = any(un.change for un in faits)
    titre = "Droits retenus" if change else "Ces droits étaient déjà retenus"
    phrases = decouper_liste(tuple(un.phrase for un in faits), PLUS)
    suite = Paragraphe("Le suivi de l'année : /flux")
    return Message(titre, (phrases, suite), gravite=Gravite.SUCCES)


def _resume(controle: Controle) -> str:
    fausses = {une.bailleur for une in controle.anomalies if une.droit_change}
    effet = ""
    if fausses:
        effet = f" Le droit change : {liste_fr(sorted(fausses))}."
    elif controle.anomalies:
        effet = " Aucun droit ne change."
    return (
        f"{pluriel(len(controle.lignes), 'annexe recalculée', 'annexes recalculées')}, "
        f"{pluriel(controle.total, 'logement')} en tout.{effet}"
    )


def _droits(calculs: Sequence[Calcul]) -> Bloc:
    lignes = [
        (f"{un.annexe.bailleur}, {nom}, {un.annexe.annee}", _part(un, nom))
        for un in calculs
        for nom in un.parts
    ]
    if len(lignes) <= PLUS:
        return Champs(tuple(lignes))
    return decouper_liste(tuple(f"{qui} : {part}" for qui, part in lignes), PLUS)


def _part(calcul: Calcul, nom: str) -> str:
    """Write a part with where it comes from: « 4 (62 × 6,89 % = 4,2718) »."""
    champ = "part" if isinstance(calcul.annexe, AnnexeLP) else f"part_{nom}"
    etape = next(une for une in calcul.etapes if une.champ == champ)
    part = nombre_fr(calcul.parts[nom])
    return f"{part} ({etape.formule} = {nombre_fr(etape.exact)})"


def _lectures(calculs: Sequence[Calcul], regles: ReglesFlux) -> Iterator[str]:
    """Say of each other reading which rights it would change."""
    toutes = autres_lectures(calculs, regles)
    for rang, modele in enumerate(toutes[0]):
        changes = [
            f"{calcul.annexe.bailleur} {_autre_part(lectures[rang].calcul)}"
            for calcul, lectures in zip(calculs, toutes, strict=True)
            if lectures[rang].change
        ]
        effet = f"le droit serait : {liste_fr(changes)}" if changes else "aucun droit ne change"
        yield f"Autre lecture, {modele.intitule} : {effet}."


def _autre_part(calcul: Calcul | None) -> str:
    if calcul is None:
        return "(impossible, les retraits dépassent le total)"
    if len(calcul.parts) == 1:
        return nombre_fr(next(iter(calcul.parts.values())))
    return liste_fr(f"{nom} {nombre_fr(part)}" for nom, part in calcul.parts.items())
