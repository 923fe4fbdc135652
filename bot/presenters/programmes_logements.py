"""The dwellings of a new programme, those that are alike on one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from bot.presenters.fiches import PAR_BLOC, euros
from core.domain.organisations import Organisation
from core.domain.programmes import LogementNeuf, Programme, Public
from core.messages.model import Bloc, Liste, Paragraphe
from core.texte import a, jour_fr, liste_fr, pluriel

PUBLICS = {Public.ASV: "personnes âgées ou handicapées", Public.JEUNES: "jeunes"}


def logements_fr(programme: Programme, lecteur: Organisation) -> tuple[Bloc, ...]:
    """List the dwellings that the reader may know: all for the bailleur, else its own."""
    if lecteur.id != programme.bailleur.id:
        siens = programme.logements_de(lecteur.id)
        return tuple(_section(f"Pour vous, {pluriel(len(siens), 'logement')}", programme, siens))
    blocs: list[Bloc] = []
    for une in programme.reservataires:
        siens = programme.logements_de(une.id)
        combien = pluriel(len(siens), "logement réservé", "logements réservés")
        blocs += _section(f"{combien} {a(une.nom)}", programme, siens)
    libres = [un for un in programme.logements if un.reservataire is None]
    combien = pluriel(len(libres), "logement") + (" sans réservation" if blocs else "")
    return tuple(blocs + _section(combien, programme, libres))


def _section(titre: str, programme: Programme, logements: Sequence[LogementNeuf]) -> list[Bloc]:
    if not logements:
        return []
    lignes = [
        f"{numeros_fr(un.numero for un in pareils)} : {dit}"
        for dit, pareils in _pareils(programme, logements)
    ]
    blocs: list[Bloc] = [Paragraphe(f"{titre} :")]
    blocs += [
        Liste(tuple(lignes[debut : debut + PAR_BLOC])) for debut in range(0, len(lignes), PAR_BLOC)
    ]
    return blocs


def _pareils(
    programme: Programme, logements: Sequence[LogementNeuf]
) -> Iterable[tuple[str, list[LogementNeuf]]]:
    """Gather the dwellings that read the same, in the order of the first of each."""
    groupes: dict[str, list[LogementNeuf]] = {}
    for un in logements:
        groupes.setdefault(_description(programme, un), []).append(un)
    return groupes.items()


def _description(programme: Programme, un: LogementNeuf) -> str:
    morceaux = (
        f"{un.type} {un.financement}, {euros(un.loyer)} + {euros(un.charges)} de charges",
        PUBLICS.get(un.public, ""),
        "pour un agent de l'État" if un.agents else "",
        suite_du_logement(programme, un),
    )
    return " · ".join(mot for mot in morceaux if mot)


def numeros_fr(numeros: Iterable[int]) -> str:
    """Write numbers, those that follow one another as a range: « n° 1 à 3, 5 et 6 »."""
    ranges = (
        [numero for _, numero in serie]
        for _, serie in groupby(enumerate(sorted(numeros)), lambda un: un[1] - un[0])
    )
    dits: list[str] = []
    for serie in ranges:
        dits += [f"{serie[0]} à {serie[-1]}"] if len(serie) > 2 else [str(un) for un in serie]
    return f"n° {liste_fr(dits)}"


def suite_du_logement(programme: Programme, un: LogementNeuf) -> str:
    """Say what became of a dwelling, empty while nothing did."""
    if un.retenu:
        return f"candidat n° {un.retenu} retenu"
    if un.rendu_le:
        return f"rendu au bailleur le {jour_fr(un.rendu_le)}"
    retour = programme.retour_en_cours(un.numero)
    if retour is None:
        return ""
    if retour.dernier_jour is None:
        return "revenu au réservataire, réception à prouver"
    return f"revenu au réservataire, jusqu'au {jour_fr(retour.dernier_jour)} à 24 h"
