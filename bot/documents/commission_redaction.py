"""What the documents of a commission say, whole: agenda and account of a meeting (LA art. 2)."""

from __future__ import annotations

from collections import Counter
from datetime import date

from bot.documents.commission_commun import (
    RESTREINT,
    assembler,
    avant_le,
    des_objectifs,
    numeroter,
)
from bot.documents.commission_faits import (
    CompteRendu,
    Menage,
    OrdreDuJour,
    Suite,
    TempsDeSeance,
)
from bot.documents.feuille import Cellule, Colonne, Feuille, Partie, Tableau
from bot.documents.redaction import typographie
from bot.presenters.fiches import euros
from core.domain.prioritaires import Proposition, ReponseProposition
from core.texte import jour_fr, liste_fr, pluriel

_PLACE_POUR_ECRIRE = 1.3


def rediger_le_compte_rendu(rendu: CompteRendu) -> Feuille:
    """Word the whole account of a meeting."""
    parties = (
        _suites(rendu.suites),
        *(_examines(un, rendu.seance.jour) for un in rendu.temps),
        des_objectifs(rendu.objectifs, rendu.seance.jour.year),
    )
    return assembler("Compte rendu", rendu.seance, RESTREINT, numeroter(parties), paysage=True)


def rediger_l_ordre_du_jour(ordre: OrdreDuJour) -> Feuille:
    """Word the agenda of a meeting."""
    parties = (
        _suites(ordre.suites),
        *(_a_examiner(un, ordre.seance.jour) for un in ordre.temps),
        des_objectifs(ordre.objectifs, ordre.seance.jour.year),
    )
    return assembler("Ordre du jour", ordre.seance, RESTREINT, numeroter(parties), paysage=True)


def _suites(suites: tuple[Suite, ...]) -> Partie:
    titre = "Suites des décisions précédentes"
    if not suites:
        return Partie(titre, typographie("Aucune décision d'une séance précédente n'est à suivre."))
    colonnes = (
        Colonne("Dossier", 2.9),
        Colonne("Bailleur", 4.2),
        Colonne("Décision", 7.2),
        Colonne("Où elle en est", 3.0),
        Colonne("Logement proposé et suite donnée", 8.8),
    )
    rangees = tuple(
        (
            Cellule(une.dossier),
            Cellule(une.bailleur or "—"),
            Cellule(une.decision, avant_le(une.avant)),
            Cellule(une.etat, gras=une.etat == "en retard"),
            Cellule(logement(une.proposition) if une.proposition else "Aucun logement proposé"),
        )
        for une in suites
    )
    return Partie(titre, _bilan(suites), Tableau(colonnes, rangees))


def _bilan(suites: tuple[Suite, ...]) -> str:
    """Count the decisions by what became of them: « 12 décisions à suivre : 5 tenues, … »."""
    nombres = Counter(une.etat for une in suites)
    comptes = [pluriel(nombres[un], un, _au_pluriel(un)) for un in sorted(nombres)]
    suivies = pluriel(len(suites), "décision suivie", "décisions suivies")
    return typographie(f"{suivies} : {liste_fr(comptes)}.")


def _au_pluriel(etat: str) -> str:
    """Make an adjective plural: « tenues », « notées, sans bailleur », but « en retard »."""
    adjectif, virgule, suite = etat.partition(",")
    return etat if " " in adjectif else f"{adjectif}s{virgule}{suite}"


def logement(offre: Proposition) -> str:
    """Say a dwelling offered and what the household made of it, as LA art. 2 wants it followed."""
    charges = f" + {euros(offre.charges)} de charges" if offre.charges else ", sans charges"
    morceaux = (
        f"{offre.type} à {offre.commune}",
        "en QPV" if offre.qpv else "hors QPV",
        offre.financement,
        f"loyer {euros(offre.loyer)}{charges}",
    )
    return typographie(f"{', '.join(un for un in morceaux if un)}. {_suite_donnee(offre)}")


def _suite_donnee(offre: Proposition) -> str:
    propose = f"Proposé le {jour_fr(offre.le)}"
    if offre.reponse is None:
        return f"{propose}, réponse attendue."
    accepte = offre.reponse is ReponseProposition.ACCEPTE
    mot = "accepté" if accepte else "refusé"
    if offre.injustifie and not accepte:
        mot += " sans motif justifié selon le bailleur"
    reponse = f"{propose}, {mot}" + (f" le {jour_fr(offre.repondu_le)}" if offre.repondu_le else "")
    if offre.entree_le:
        return f"{reponse}. Entrée le {jour_fr(offre.entree_le)}."
    return f"{reponse}. Date d'entrée à venir." if accepte else f"{reponse}."


def _examines(temps: TempsDeSeance, jour: date) -> Partie:
    if not temps.menages:
        return Partie(temps.titre, typographie("Aucun ménage n'a été examiné."))
    decides = sum(bool(un.decision) for un in temps.menages)
    introduction = (
        f"{pluriel(len(temps.menages), 'ménage examiné', 'ménages examinés')}, "
        f"{pluriel(decides, 'décision')}."
    )
    colonnes = (*_colonnes_d_un_menage(), Colonne("Bailleur", 4.0), Colonne("Décision", 7.4))
    rangees = tuple(
        (
            *_menage(un, jour),
            Cellule(un.bailleur or "—"),
            Cellule(un.decision or typographie("Pas de décision"), avant_le(un.avant)),
        )
        for un in temps.menages
    )
    return Partie(temps.titre, typographie(introduction), Tableau(colonnes, rangees))


def _a_examiner(temps: TempsDeSeance, jour: date) -> Partie:
    if not temps.menages:
        return Partie(temps.titre, typographie("Aucun ménage à examiner."))
    longues = sum(un.longue for un in temps.menages)
    introduction = pluriel(len(temps.menages), "ménage à examiner", "ménages à examiner")
    if longues > 1 and longues == len(temps.menages):
        introduction += ", qui attendent tous depuis longtemps"
    elif longues:
        introduction += f", dont {longues} {'attend' if longues == 1 else 'attendent'} longtemps"
    colonnes = (
        *_colonnes_d_un_menage(),
        Colonne("Bailleur", 4.0),
        Colonne("Décision (à remplir en séance)", 7.4),
    )
    rangees = tuple((*_menage(un, jour), Cellule(un.bailleur), Cellule("")) for un in temps.menages)
    tableau = Tableau(colonnes, rangees, hauteur=_PLACE_POUR_ECRIRE)
    return Partie(temps.titre, typographie(f"{introduction}."), tableau)


def _colonnes_d_un_menage() -> tuple[Colonne, ...]:
    return (
        Colonne("Dossier", 2.9),
        Colonne("Catégorie", 4.9),
        Colonne("Attente", 2.5),
        Colonne("Besoin", 4.4),
    )


def _menage(un: Menage, jour: date) -> tuple[Cellule, ...]:
    signes = ("urgent" if un.urgent else "", f"CALEOL le {jour_fr(un.caleol)}" if un.caleol else "")
    return (
        Cellule(un.dossier, ", ".join(signe for signe in signes if signe)),
        Cellule(typographie(un.categorie) or "—"),
        Cellule(
            attente(un.attend_depuis, jour), "attente longue" if un.longue else "", gras=un.longue
        ),
        Cellule(un.besoin or "—"),
    )


def attente(depuis: date, jour: date) -> str:
    """Say how long a household has waited: « 12 jours », then whole months from two on."""
    mois = (jour.year - depuis.year) * 12 + jour.month - depuis.month - (jour.day < depuis.day)
    if mois >= 2:
        return typographie(f"{mois} mois")
    return pluriel(max((jour - depuis).days, 0), "jour")
