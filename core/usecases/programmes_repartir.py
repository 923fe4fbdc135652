"""Say which dwellings are whose: at the concertation (LP art. 7), or by the bailleur (LA 4.2.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from core.domain.organisations import Organisation
from core.domain.programmes import Programme, SuiteRetour
from core.domain.programmes_dates import bref
from core.domain.programmes_droits import droit_de, ecarts
from core.domain.regles_programmes import Destinataires
from core.errors import AConfirmer, TransitionImpossible, saisie
from core.ports import UnitOfWork
from core.texte import liste_fr, pluriel
from core.usecases.dossier import Acteur
from core.usecases.programmes_commun import (
    Effet,
    aujourdhui,
    enregistrer,
    exiger_a_livrer,
    exiger_bailleur,
)
from core.usecases.registre import Fait

Choix = Mapping[int, Sequence[int]]
"""The dwellings of each réservataire, by id."""


def repartir(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    organisation: Organisation,
    programme: Programme,
    choix: Choix,
    agents: Sequence[int] = (),
    *,
    confirme: bool = False,
) -> Effet:
    """Give each réservataire its dwellings; the notice that names them is sent apart.

    Raises SaisieInvalide for a dwelling unknown or given twice, too many agents; AConfirmer
    before any concertation where the dwellings are shared out there.
    """
    exiger_bailleur(programme, organisation, "répartir les logements de")
    exiger_a_livrer(programme, "répartir ses logements")
    _verifier(programme, choix)
    sans_reunion = _se_decide_en_reunion(programme) and not _reunion_tenue(programme, maintenant)
    if sans_reunion and not confirme:
        raise _sans_concertation(programme)
    a_qui = {numero: une for une, numeros in choix.items() for numero in numeros}
    _exiger_libres(programme, a_qui)
    logements = tuple(
        replace(un, reservataire=a_qui.get(un.numero), agents=un.numero in agents)
        for un in programme.logements
    )
    programme = programme.avec(
        logements=logements,
        reparti_le=aujourdhui(programme, maintenant),
        reparti_sans_reunion=sans_reunion,
    )
    _verifier_les_agents(programme, agents)
    programme = _detacher(uow, programme)
    fait = _fait(programme, agents)
    programme = enregistrer(uow, programme, fait, acteur, maintenant)
    return Effet(programme, remarques=remarques_de_repartition(programme))


def _sans_concertation(programme: Programme) -> AConfirmer:
    article = bref(programme.regles.concertation.mois.article)
    return AConfirmer(
        f"La répartition de {programme.reference} se décide à la concertation, qui n'a pas eu lieu "
        f"({article}). Si les réservataires se sont accordés sans elle, ajoutez : confirmer=oui"
    )


def remarques_de_repartition(programme: Programme) -> tuple[str, ...]:
    """Say where the dwellings given are not what each one is due; less and more are both said."""
    droit = droit_de(programme)
    if droit:
        return tuple(
            f"{financement} : {donnes} au lieu de {du} ({droit.article})."
            for financement, donnes, du in ecarts(programme, droit)
        )
    return tuple(
        f"{programme.reservataire(une.organisation).nom} : {len(siens)} au lieu de {une.nombre}, "
        f"convenus au financement ({programme.regles.destinataires.article})."
        for une in programme.contenu.parts
        if len(siens := programme.logements_de(une.organisation)) != (une.nombre or 0)
    )


def _verifier(programme: Programme, choix: Choix) -> None:
    total = len(programme.logements)
    vus: set[int] = set()
    for numeros in choix.values():
        for numero in numeros:
            if programme.logement(numero) is None:
                regle = f"n'est pas un logement de {programme.reference} (de 1 à {total})"
                raise saisie("logements", str(numero), regle, 'logements="1 3 5-7"')
            if numero in vus:
                raise saisie("logements", str(numero), "est donné deux fois", 'logements="1 3 5-7"')
            vus.add(numero)


def _exiger_libres(programme: Programme, a_qui: Mapping[int, int]) -> None:
    """Keep apart the dwellings that found a household or went back to the bailleur."""
    for un in programme.logements:
        if not un.ouvert and a_qui.get(un.numero) != un.reservataire:
            quoi = "est pourvu" if un.retenu else "est rendu au bailleur"
            raise TransitionImpossible(
                f"Le logement n° {un.numero} de {programme.reference} {quoi} : il ne change plus "
                "de réservataire. Laissez-le où il est."
            )


def _detacher(uow: UnitOfWork, programme: Programme) -> Programme:
    """Untie what hung on a dwelling that changes hands: its candidates, its return."""
    a_qui = {un.numero: un.reservataire for un in programme.logements}
    for un in uow.programmes.candidats(programme.id):
        if un.logement is not None and a_qui[un.logement] != un.organisation:
            uow.programmes.enregistrer_candidat(programme.id, replace(un, logement=None))
    for retour in programme.contenu.retours:
        if a_qui[retour.logement] != retour.organisation and retour.suite is SuiteRetour.EN_COURS:
            programme = programme.avec_retour(replace(retour, suite=SuiteRetour.SANS_OBJET))
    return programme


def _verifier_les_agents(programme: Programme, agents: Sequence[int]) -> None:
    plafond, droit = programme.regles.plafond_agents, droit_de(programme)
    if not agents:
        return
    exemple = "agents=4"
    if plafond is None or droit is None:
        regle = "ne se dit que d'un contingent de l'État : cette convention n'en prévoit pas"
        raise saisie("agents", str(agents[0]), regle, exemple)
    for numero in agents:
        un = programme.logement(numero)
        if un is None or un.reservataire is None:
            raise saisie("agents", str(numero), "n'est pas un logement de l'État", exemple)
    total = len(programme.logements)
    if len(agents) > total * Fraction(plafond.valeur) / 100:
        raise saisie(
            "agents",
            str(len(agents)),
            f"dépasse {plafond.valeur} % de {pluriel(total, 'logement')}, soit {droit.agents} au "
            f"plus ({plafond.article})",
            exemple,
        )


def _se_decide_en_reunion(programme: Programme) -> bool:
    return programme.regles.destinataires.valeur is Destinataires.FINANCEURS


def _reunion_tenue(programme: Programme, maintenant: datetime) -> bool:
    reunion = programme.contenu.reunion
    return reunion is not None and reunion.jour <= aujourdhui(programme, maintenant)


def _fait(programme: Programme, agents: Sequence[int]) -> Fait:
    details = {
        programme.reservataire(une.organisation).nom: liste_fr(
            str(un.numero) for un in programme.logements_de(une.organisation)
        )
        or "aucun"
        for une in programme.contenu.parts
    }
    if agents:
        details["agents"] = liste_fr(str(un) for un in agents)
    sans = programme.contenu.reparti_sans_reunion
    lecture = "d'un commun accord, avant toute concertation" if sans else ""
    article = programme.regles.concertation.mois.article
    if not _se_decide_en_reunion(programme):
        article = programme.regles.destinataires.article
    return Fait("logements répartis", article, lecture=lecture, details=details)
