"""All that a member has under way, and what they may do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.handlers.avis import LISTE_MAX
from bot.handlers.commandes import PAR_NOM
from bot.handlers.permissions import commandes_de, permise
from bot.handlers.request import Contexte
from bot.presenters.listes import ligne_avis
from bot.web.pages.chemins import CACHEES, Chemins, Suite
from bot.web.pages.etat import Ouverture
from bot.web.pages.gestes_de_dossier import commande_de_dossier
from core.domain import commissions, programmes
from core.domain.avis import EN_COURS
from core.domain.candidatures import actives
from core.domain.organisations import Organisation
from core.domain.prioritaires import VIVANTS
from core.texte import instant_fr, jour_fr
from storage.unit_of_work import UniteDeTravail

PLUS = "Seuls les plus pressés sont montrés. Pour un autre, donnez sa référence dans une démarche."
Ligne = tuple[str, str]
"""A dossier's reference, and what its line says."""


@dataclass(frozen=True)
class Section:
    """The dossiers of one kind that are under way, and a sentence when there is more to say."""

    titre: str
    dossiers: tuple[Suite, ...]
    phrase: str = ""


@dataclass(frozen=True)
class Espace:
    """What a member's organisation has under way, kind by kind, and what they may do."""

    organisation: str
    sections: tuple[Section, ...]
    commandes: tuple[Suite, ...]


def espace(contexte: Contexte, ouvert: Ouverture) -> Espace:
    """Gather a member's dossiers under way and commands; a kind without any shows no section."""
    sections = [
        _section(ouvert.chemins, titre, lister(contexte.uow, contexte.membre.organisation))
        for nom, titre, lister in _GENRES
        if nom in PAR_NOM and permise(PAR_NOM[nom], contexte.auteur)
    ]
    pleines = tuple(une for une in sections if une.dossiers)
    commandes = (*_nouveaux(contexte, ouvert), *_commandes(contexte, ouvert))
    return Espace(contexte.membre.organisation.nom, pleines, commandes)


def _section(chemins: Chemins, titre: str, lignes: Iterable[Ligne]) -> Section:
    toutes = list(lignes)
    liens = tuple(
        Suite(texte, chemins.dossier(reference)) for reference, texte in toutes[:LISTE_MAX]
    )
    plus = len(toutes) > LISTE_MAX
    combien = f"plus de {LISTE_MAX}" if plus else str(len(toutes))
    return Section(f"{titre} : {combien}", liens, PLUS if plus else "")


def _nouveaux(contexte: Contexte, ouvert: Ouverture) -> list[Suite]:
    """Lead to what opens a new dossier."""
    nature = contexte.membre.organisation.nature
    return [
        Suite(une.titre, ouvert.chemins.commande(nom, {"action": une.nom}))
        for nom in PAR_NOM
        if permise(PAR_NOM[nom], contexte.auteur) and (commande := commande_de_dossier(nom))
        for une in commande.sans_dossier
        if nature in une.natures
    ]


def _commandes(contexte: Contexte, ouvert: Ouverture) -> list[Suite]:
    return [
        Suite(_intitule(une.resume), ouvert.chemins.commande(une.nom, {}))
        for une in commandes_de(contexte.auteur)
        if une.nom not in CACHEES | {"avis", "aide"}
    ]


def _intitule(resume: str) -> str:
    """Write what a command does as a page does: one is always alone on it."""
    seul = resume.removesuffix(" (en privé)")
    return seul[:1].upper() + seul[1:]


def _avis(uow: UniteDeTravail, une: Organisation) -> list[Ligne]:
    return [
        (un.reference, ligne_avis(un, une, len(actives(uow.avis.candidatures(un.id)))))
        for un in uow.avis.de(une.id, EN_COURS, LISTE_MAX + 1)
    ]


def _programmes(uow: UniteDeTravail, une: Organisation) -> list[Ligne]:
    """Give those still to deliver or to fill; one not told yet is its bailleur's alone."""
    return [
        (un.reference, f"{un.reference} · {un.etat} · livraison le {jour_fr(un.livraison)}")
        for un in uow.programmes.de(une, programmes.EN_COURS, LISTE_MAX + 1)
        if un.est_partie(une)
    ]


def _menages(uow: UniteDeTravail, une: Organisation) -> list[Ligne]:
    return [
        (un.reference, f"{un.reference} · {un.etat}")
        for un in uow.prioritaires.de(une, VIVANTS, LISTE_MAX + 1)
    ]


def _commissions(uow: UniteDeTravail, une: Organisation) -> list[Ligne]:
    """Give the meetings to come, and the one that sits now."""
    vivantes = commissions.A_VENIR | {commissions.EtatCommission.EN_SEANCE}
    return [
        (reunion.reference, f"{reunion.reference} · {reunion.etat} · {quand}")
        for convention in uow.organisations.conventions_de(une.id)
        if convention in uow.conventions and uow.conventions[convention].commission
        for reunion in uow.commissions.de_la_convention(convention)
        if reunion.etat in vivantes
        for quand in (instant_fr(reunion.seance, uow.conventions[convention].zone),)
    ]


_GENRES: tuple[tuple[str, str, Callable[[UniteDeTravail, Organisation], list[Ligne]]], ...] = (
    ("avis", "Avis en cours", _avis),
    ("programme", "Programmes neufs", _programmes),
    ("dossier", "Ménages prioritaires", _menages),
    ("commission", "Commissions inter-bailleurs", _commissions),
)
