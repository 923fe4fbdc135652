"""A file of annexes, recomputed: the rights, what disagrees, what other readings give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.domain.annexes import AnnexeLP
from core.domain.controle_flux import Controle
from core.domain.convention import ReglesFlux
from core.domain.flux import Calcul, nombre_fr
from core.domain.lectures import autres_lectures
from core.domain.noms_annexes import designer, liste_bornee, nom_lisible
from core.messages.limits import decouper_liste
from core.messages.model import Bloc, Bouton, Champs, Code, Gravite, Liste, Message, Paragraphe
from core.texte import liste_fr, pluriel
from core.usecases.droits import Retenu
from storage.annexes.fautes import nom_en_ligne

PLUS = 20
"""Rows shown of each list; the command line shows them all."""

SUITE = "La suite : fluxbot flux controle sur le serveur, ou un fichier par bailleur."
"""Where the rest of a control is read when it is too long for a message."""

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
    """Tell what a file's control found, caps first; `suite` says what may be done next."""
    nombre = len(controle.anomalies)
    calculs = [un for un in controle.calculs if un]
    blocs: list[Bloc] = [Paragraphe(_resume(controle))]
    if nombre:
        phrases = tuple(une.phrase for une in (*controle.plafonds, *controle.ecarts))
        blocs.append(decouper_liste(phrases, PLUS))
    if calculs:
        blocs.append(_droits(calculs))
        blocs.append(Liste(tuple(_lectures(calculs, regles))))
    if controle.avertissements:
        blocs.append(decouper_liste(controle.avertissements, PLUS))
    blocs += [Paragraphe(une) for une in (controle.base, suite) if une]
    gravite = Gravite.ALERTE if nombre else Gravite.SUCCES
    titre = f"{nom_en_ligne(nom)} : {_conclusion(controle)}"
    return Message(titre, tuple(blocs), boutons, gravite, suite=SUITE)


def droits_retenus(faits: Sequence[Retenu], avertissements: Sequence[str]) -> Message:
    """Say what was retained, in place of what, and what deserves a check."""
    change = any(un.change for un in faits)
    titre = "Droits retenus" if change else "Ces droits étaient déjà retenus"
    blocs: list[Bloc] = [Paragraphe("Le suivi de l'année : /flux")]
    blocs.append(decouper_liste(tuple(un.phrase for un in faits), PLUS))
    if avertissements:
        blocs.append(Paragraphe("À vérifier :"))
        blocs.append(decouper_liste(tuple(avertissements), PLUS))
    return Message(titre, tuple(blocs), gravite=Gravite.SUCCES, suite="La suite : /flux")


def _conclusion(controle: Controle) -> str:
    """Say what was found in a few words; a file that prints nothing agrees with nothing."""
    if controle.anomalies:
        return pluriel(len(controle.anomalies), "anomalie")
    if controle.compare:
        return "tout concorde"
    droits = pluriel(controle.droits, "droit calculé", "droits calculés")
    return f"aucune valeur imprimée à comparer, {droits}"


def _resume(controle: Controle) -> str:
    fausses = {une.bailleur for une in controle.ecarts if une.droit_change}
    effet = ""
    if fausses:
        effet = f" Le droit change : {liste_bornee(sorted(fausses))}."
    elif controle.ecarts:
        effet = " Aucun droit ne change."
    return (
        f"{pluriel(len(controle.lignes), 'annexe recalculée', 'annexes recalculées')}, "
        f"{pluriel(controle.total, 'logement')} en tout.{effet}"
    )


def _droits(calculs: Sequence[Calcul]) -> Bloc:
    lignes = [
        (f"{un.annexe.bailleur}, {nom_lisible(nom)}, {un.annexe.annee}", _part(un, nom))
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
    noms = designer([un.annexe for un in calculs])
    for rang, modele in enumerate(toutes[0]):
        changes = [
            f"{nom} {_autre_part(lectures[rang].calcul)}"
            for nom, lectures in zip(noms, toutes, strict=True)
            if lectures[rang].change
        ]
        effet = f"le droit serait : {liste_bornee(changes)}" if changes else "aucun droit ne change"
        yield f"Autre lecture, {modele.intitule} : {effet}."


def _autre_part(calcul: Calcul | None) -> str:
    if calcul is None:
        return "(impossible, les retraits dépassent le total)"
    if len(calcul.parts) == 1:
        return nombre_fr(next(iter(calcul.parts.values())))
    return liste_fr(f"{nom_lisible(nom)} {nombre_fr(part)}" for nom, part in calcul.parts.items())
