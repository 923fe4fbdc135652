"""All that a member has under way, and what they may do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.handlers.avis import LISTE_MAX
from bot.handlers.commandes import PAR_NOM
from bot.handlers.permissions import offertes, permise
from bot.handlers.request import Contexte
from bot.presenters.commissions_listes import ligne as ligne_seance
from bot.presenters.listes import ligne_avis
from bot.presenters.prioritaires import ligne as ligne_menage
from bot.presenters.programmes import ligne as ligne_programme
from bot.web.pages.chemins import CACHEES, Chemins, Suite
from bot.web.pages.etat import Ouverture
from bot.web.pages.gestes_de_dossier import commande_de_dossier
from core.domain.avis import EN_COURS
from core.domain.calendrier import jour_local
from core.domain.candidatures import actives
from core.domain.commissions import A_VENIR, EtatCommission
from core.domain.organisations import Nature
from core.domain.prioritaires import VIVANTS, EtatDossier
from core.domain.programmes import EN_COURS as EN_COURS_NEUFS

PLUS = "Seuls les plus pressés sont montrés. Pour un autre, donnez sa référence dans une démarche."
MENAGES_MAX = 5
"""Households shown: the State's service follows hundreds, its own list has the others."""
DE_L_ETAT = ("importer", "dossier", "commission", "programme", "objectifs")
"""What the State's service does most: first among what it may do."""
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
        faire(contexte, ouvert.chemins)
        for nom, faire in _GENRES
        if nom in PAR_NOM and permise(PAR_NOM[nom], contexte.auteur)
    ]
    pleines = tuple(une for une in sections if une.dossiers)
    commandes = (*_nouveaux(contexte, ouvert), *_commandes(contexte, ouvert))
    return Espace(contexte.membre.organisation.nom, pleines, commandes)


def _section(chemins: Chemins, titre: str, lignes: Iterable[Ligne]) -> Section:
    toutes = list(lignes)
    plus = len(toutes) > LISTE_MAX
    combien = f"plus de {LISTE_MAX}" if plus else str(len(toutes))
    liens = _liens(chemins, toutes[:LISTE_MAX])
    return Section(f"{titre} : {combien}", liens, PLUS if plus else "")


def _liens(chemins: Chemins, lignes: Iterable[Ligne]) -> tuple[Suite, ...]:
    return tuple(Suite(texte, chemins.dossier(reference)) for reference, texte in lignes)


def _nouveaux(contexte: Contexte, ouvert: Ouverture) -> list[Suite]:
    """Lead to what opens a new dossier."""
    nature = contexte.membre.organisation.nature
    return [
        Suite(une.titre, ouvert.chemins.commande(offerte.nom, {"action": une.nom}))
        for offerte in offertes(contexte.uow, contexte.auteur)
        if (commande := commande_de_dossier(offerte.nom))
        for une in commande.sans_dossier
        if nature in une.natures
    ]


def _commandes(contexte: Contexte, ouvert: Ouverture) -> list[Suite]:
    """Lead to every command; the State's service finds first what it does most."""
    siennes = [
        une
        for une in offertes(contexte.uow, contexte.auteur)
        if une.nom not in CACHEES | {"avis", "aide"}
    ]
    if contexte.membre.organisation.nature is Nature.ETAT:
        siennes.sort(key=lambda un: _rang(un.nom))
    return [Suite(_intitule(une.resume), ouvert.chemins.commande(une.nom, {})) for une in siennes]


def _rang(nom: str) -> int:
    return DE_L_ETAT.index(nom) if nom in DE_L_ETAT else len(DE_L_ETAT)


def _intitule(resume: str) -> str:
    """Write what a command does as a page does: one is always alone on it."""
    seul = resume.removesuffix(" (en privé)")
    return seul[:1].upper() + seul[1:]


def _avis(contexte: Contexte, chemins: Chemins) -> Section:
    uow, une = contexte.uow, contexte.membre.organisation
    lignes = [
        (un.reference, ligne_avis(un, une, len(actives(uow.avis.candidatures(un.id)))))
        for un in uow.avis.de(une.id, EN_COURS, LISTE_MAX + 1)
    ]
    return _section(chemins, "Avis en cours", lignes)


def _programmes(contexte: Contexte, chemins: Chemins) -> Section:
    """Give those still to deliver or to fill; one not told yet is its bailleur's alone."""
    une = contexte.membre.organisation
    siens = contexte.uow.programmes.de(une, EN_COURS_NEUFS, LISTE_MAX + 1)
    lignes = [(un.reference, ligne_programme(un, une)) for un in siens if un.est_partie(une)]
    return _section(chemins, "Programmes neufs", lignes)


def _menages(contexte: Contexte, chemins: Chemins) -> Section:
    """Give those to look into first, then the oldest ones, and the way to the others."""
    uow, une = contexte.uow, contexte.membre.organisation
    signales = frozenset({EtatDossier.SIGNALE})
    choisis = [
        un
        for etats in (signales, VIVANTS - signales)
        for un in uow.prioritaires.de(une, etats, MENAGES_MAX)
    ][:MENAGES_MAX]
    comptes = uow.prioritaires.compter(une)
    total = sum(nombre for etat, nombre in comptes.items() if etat in VIVANTS)
    lignes = [
        (un.reference, ligne_menage(un, une, jour_local(contexte.maintenant, convention.zone)))
        for un in choisis
        if (convention := uow.conventions.get(un.convention))
    ]
    tous = (Suite("Voir tous les ménages", chemins.commande("dossier", {})),)
    liens = _liens(chemins, lignes) + (tous if total > len(lignes) else ())
    return Section(f"Ménages prioritaires : {total}", liens)


def _commissions(contexte: Contexte, chemins: Chemins) -> Section:
    """Give the meetings to come, and the one that sits now."""
    uow, une = contexte.uow, contexte.membre.organisation
    vivantes = A_VENIR | {EtatCommission.EN_SEANCE}
    lignes = [
        (reunion.reference, ligne_seance(reunion, uow.conventions[convention].zone))
        for convention in uow.organisations.conventions_de(une.id)
        if convention in uow.conventions and uow.conventions[convention].commission
        for reunion in uow.commissions.de_la_convention(convention)
        if reunion.etat in vivantes
    ]
    return _section(chemins, "Commissions inter-bailleurs", lignes)


_GENRES: tuple[tuple[str, Callable[[Contexte, Chemins], Section]], ...] = (
    ("avis", _avis),
    ("commission", _commissions),
    ("programme", _programmes),
    ("dossier", _menages),
)
