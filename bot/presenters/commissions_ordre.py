"""The agenda of a meeting: whole on a signed page, without parts nor categories in a chat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.presenters.commissions import (
    A_DECIDER_MAX,
    Lecture,
    bouton,
    boutons,
    liste_des_suites,
    visibles,
)
from bot.presenters.prioritaires import ligne
from core.domain.objectifs import BilanObjectifs, LigneObjectif, ecart_fr
from core.domain.ordre_du_jour import Menage, OrdreDuJour, Partie
from core.domain.suites_commission import EtatSuite
from core.messages.limits import decouper_liste
from core.messages.model import Bloc, Bouton, Gravite, Liste, Message, Paragraphe
from core.texte import jour_long_fr, liste_fr, pluriel
from storage.unit_of_work import UniteDeTravail

MENAGES_MAX = 15
SUR_LA_PAGE = "Les parties et les catégories se lisent sur votre page : /page"


def montrer_l_ordre(uow: UniteDeTravail, lecture: Lecture, ordre: OrdreDuJour) -> Message:
    """Show the agenda; the part a household is in would tell its category, and stays off chats."""
    titre = f"{lecture.reference} : ordre du jour, {jour_long_fr(lecture.seance.jour)}"
    suites = visibles(ordre.suites, lecture)
    blocs: list[Bloc] = [Paragraphe(_comptes(ordre, lecture))]
    sans = "1. Aucune décision d'une séance précédente n'est à suivre."
    blocs += liste_des_suites(suites, "1. Suites des décisions précédentes", sans)
    if lecture.page:
        for rang, partie in enumerate(ordre.parties, 2):
            blocs += _partie(rang, partie, lecture)
    else:
        blocs += _ensemble(ordre.menages, lecture)
    if ordre.objectifs:
        rang = 2 + (len(ordre.parties) if lecture.page else 1)
        blocs.append(Paragraphe(f"{rang}. {objectif_fr(ordre.objectifs)}"))
        blocs += _retards(ordre.objectifs, lecture)
    suite = "La suite est trop longue pour ce message : lisez-la sur votre page, /page"
    choix = (*boutons(uow, lecture)[:A_DECIDER_MAX], _en_pdf(lecture))
    sans_lui = tuple(un for un in choix if un.arguments.get("action") != "ordre" or un is choix[-1])
    return Message(titre, tuple(blocs), sans_lui, Gravite.INFO, suite=suite)


def objectif_fr(bilan: BilanObjectifs) -> str:
    """Say where the year's global objective stands: no category."""
    attente = pluriel(bilan.attente, "ménage attend", "ménages attendent")
    attente = attente if bilan.attente else "aucun ménage n'attend"
    atteint = pluriel(bilan.atteint, "relogement")
    if bilan.vise is None:
        sans = "à saisir par /objectifs"
        return f"Objectif {bilan.annee} : {sans}. {atteint} à ce jour, {attente}."
    ecart = ecart_fr(bilan.vise, bilan.atteint, bilan.part_de_l_annee)
    return f"Objectif {bilan.annee} : {atteint} sur {bilan.vise}, {ecart} ; {attente}."


def lignes_lisibles(bilan: BilanObjectifs, lecture: Lecture) -> tuple[LigneObjectif, ...]:
    """Keep the finer lines that the reader may see: by category for the State, its own else."""
    if lecture.preside:
        return (*bilan.par_categorie, *bilan.par_bailleur)
    return tuple(une for une in bilan.par_bailleur if une.code == str(lecture.lecteur.id))


def _retards(bilan: BilanObjectifs, lecture: Lecture) -> list[Bloc]:
    """List the finer objectives that are behind: signed pages only, they name categories."""
    retards = [un for un in lignes_lisibles(bilan, lecture) if un.en_retard]
    if not lecture.page or not retards:
        return []
    return [Liste(tuple(f"{un.libelle} : {un.atteint} sur {un.vise}, en retard" for un in retards))]


def _comptes(ordre: OrdreDuJour, lecture: Lecture) -> str:
    """Count what the meeting deals with, all parts together."""
    retards = _en_retard(ordre)
    suivies = pluriel(len(ordre.suites), "décision à suivre", "décisions à suivre")
    suivies += f", dont {retards} en retard" if retards else ""
    if not ordre.menages:
        return f"{suivies}. Aucun ménage à examiner." if ordre.suites else "Rien à examiner."
    examines = pluriel(len(ordre.menages), "ménage à examiner", "ménages à examiner")
    dont = liste_fr(_pressants(ordre.menages, lecture))
    avant = f"{suivies}. " if ordre.suites else ""
    return f"{avant}{examines}{', dont ' if dont else ''}{dont}."


def _pressants(menages: Sequence[Menage], lecture: Lecture) -> Iterator[str]:
    """Count those that come first, and why."""
    mois = lecture.seance.regles.attente_mois.valeur
    comptes = (
        (sum(un.dossier.suivi.urgent for un in menages), "urgent", "urgents"),
        (sum(un.caleol is not None for un in menages), "avec CALEOL fixée", "avec CALEOL fixée"),
        (
            sum(un.longue for un in menages),
            f"en attente depuis {mois} mois ou plus",
            f"en attente depuis {mois} mois ou plus",
        ),
    )
    return (pluriel(nombre, *mots) for nombre, *mots in comptes if nombre)


def _en_retard(ordre: OrdreDuJour) -> int:
    return sum(une.etat is EtatSuite.EN_RETARD for une in ordre.suites)


def _ensemble(menages: Sequence[Menage], lecture: Lecture) -> list[Bloc]:
    """List the households of every part in one order, those of the reader only."""
    siens = [un for un in menages if un.dossier.est_partie(lecture.lecteur)]
    if not siens:
        return [Paragraphe("2. Aucun ménage que vous suivez n'est à examiner.")]
    lignes = tuple(_ligne(un, lecture) for un in siens)
    titre = "2. Ménages à examiner, les plus pressants d'abord"
    return [
        Paragraphe(f"{titre} :"),
        decouper_liste(lignes, MENAGES_MAX),
        Paragraphe(SUR_LA_PAGE),
    ]


def _partie(rang: int, partie: Partie, lecture: Lecture) -> list[Bloc]:
    """List one part whole: signed pages only."""
    suivis = pluriel(partie.suivis, "autre ménage suivi", "autres ménages suivis")
    hors = f" ({suivis} sans raison d'examen)" if partie.suivis else ""
    titre = f"{rang}. {partie.temps.titre}, {partie.temps.article}"
    if not partie.menages:
        return [Paragraphe(f"{titre} : aucun ménage à examiner{hors}.")]
    lignes = tuple(_ligne_entiere(un, lecture) for un in partie.menages)
    return [Paragraphe(f"{titre}{hors} :"), Liste(lignes)]


def _ligne(un: Menage, lecture: Lecture) -> str:
    return ligne(un.dossier, lecture.lecteur, lecture.seance.jour) + (
        " · attente longue" if un.longue else ""
    )


def _ligne_entiere(un: Menage, lecture: Lecture) -> str:
    """Add what is read on a page only; a bailleur reads the category of its own households."""
    communes = ", ".join(un.dossier.suivi.communes)
    morceaux = (_ligne(un, lecture), communes, categorie_fr(un, lecture))
    return " · ".join(mot for mot in morceaux if mot)


def categorie_fr(un: Menage, lecture: Lecture) -> str:
    """Name a household's category for who follows it; nothing for the others."""
    regles = lecture.seance.convention.priorite
    if regles is None or not un.dossier.est_partie(lecture.lecteur):
        return ""
    trouvee = regles.categorie(un.dossier.prive.categorie)
    return trouvee.libelle if trouvee else ""


def _en_pdf(lecture: Lecture) -> Bouton:
    return bouton("Ordre du jour (PDF)", lecture.reference, "ordre", format="pdf")
