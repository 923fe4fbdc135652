"""The parts of a message about a new programme: what it is, rights, candidates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction

from core.domain.calendrier import jour_local
from core.domain.organisations import Organisation
from core.domain.programmes import LogementNeuf, Operation, Particularite, Programme
from core.domain.programmes_candidats import Candidats, EtatCandidat
from core.domain.programmes_dates import bref
from core.domain.programmes_droits import DroitEtat, droit_de, publics_specifiques
from core.messages.model import Champs, Liste, Paragraphe
from core.texte import cle, jour_fr, jour_long_fr, liste_fr, pluriel

PARTICULARITES = {
    Particularite.INCLUSIF: "habitat inclusif",
    Particularite.PARTICIPATIF: "habitat participatif",
    Particularite.GENS_DU_VOYAGE: "ancrage des gens du voyage",
    Particularite.FRANGE: "en frange de QPV",
    Particularite.SENIORS: "dédié aux plus âgés",
}


def dans_fr(jour: date, aujourdhui: date) -> str:
    """Say how far a civil day is: « dans 7 jours », « aujourd'hui », « il y a 3 jours »."""
    ecart = (jour - aujourdhui).days
    if ecart < 0:
        return f"il y a {pluriel(-ecart, 'jour')}"
    return {0: "aujourd'hui", 1: "demain"}.get(ecart, f"dans {pluriel(ecart, 'jour')}")


def identite(programme: Programme, maintenant: datetime, attendu: str = "") -> Champs:
    """Describe the programme in few lines, beginning with what its reader has to do."""
    operation = programme.contenu.operation
    aujourdhui = jour_local(maintenant, programme.zone)
    livraison = f"{jour_long_fr(programme.livraison)}, {dans_fr(programme.livraison, aujourdhui)}"
    if programme.contenu.livre_le:
        livraison = f"faite le {jour_fr(programme.contenu.livre_le)}"
    qpv = "en QPV" if operation.qpv else "hors QPV"
    lignes = (
        ("À faire", attendu),
        ("Résidence", operation.residence),
        ("Adresse", f"{_lieu(operation)}, {qpv}"),
        ("Livraison", livraison),
        ("Logements", compte_fr(programme.logements)),
        ("Charges", operation.nature_charges),
        ("Particularités", liste_fr(PARTICULARITES[un] for un in operation.particularites)),
        ("Bailleur", programme.bailleur.nom),
        ("Réservataires", liste_fr(une.nom for une in programme.reservataires)),
        ("Motif", programme.contenu.motif),
    )
    return Champs(tuple((nom, valeur) for nom, valeur in lignes if valeur))


def _lieu(operation: Operation) -> str:
    """Write the address, and the commune unless the address names it."""
    if cle(operation.commune) in cle(operation.adresse):
        return operation.adresse
    return f"{operation.adresse} · {operation.commune}"


def compte_fr(logements: Sequence[LogementNeuf]) -> str:
    """Sum dwellings up: « 12 : 4 T2, 8 T3 · 10 PLUS, 2 PLAI »."""
    types = _comptes([un.type for un in logements])
    financements = _comptes([un.financement for un in logements])
    return f"{len(logements)} : {types} · {financements}"


def _comptes(valeurs: Sequence[str]) -> str:
    return ", ".join(f"{valeurs.count(une)} {une}" for une in sorted(set(valeurs)))


def droits(programme: Programme) -> tuple[Champs | Paragraphe, ...]:
    """Show what the State is due, each number with its reading; nothing under other conventions."""
    droit = droit_de(programme)
    if droit is None:
        parts = tuple(
            (programme.reservataire(une.organisation).nom, pluriel(une.nombre, "logement"))
            for une in programme.contenu.parts
            if une.nombre is not None
        )
        return (Champs(parts),) if parts else ()
    lignes = tuple(
        (un.financement, f"{un.nombre} sur {un.total}{_avant_arrondi(un.exact)}")
        for un in droit.par_financement
    )
    total = (f"Part de l'État ({droit.taux} %)", f"{pluriel(droit.du, 'logement')}")
    textes = [une for une in remarques_du_droit(programme, droit) if une]
    return (Champs((total, *lignes)), *(Paragraphe(un) for un in textes))


def _avant_arrondi(exact: Fraction) -> str:
    """Show the exact number, when rounding changed it: « (2,4 exactement) »."""
    return "" if exact.denominator == 1 else f" ({nombre_fr(exact)} exactement)"


def remarques_du_droit(programme: Programme, droit: DroitEtat) -> tuple[str, ...]:
    """Say the other reading, the ceiling of the agents, the derogation and the double count."""
    regles = programme.regles
    autre = (
        f"Arrondi une seule fois, sur l'ensemble, ce serait {droit.en_une_fois} au lieu de "
        f"{droit.total} : autre lecture, sans effet ici."
        if droit.en_une_fois != droit.total
        else ""
    )
    plafond = regles.plafond_agents
    agents = ""
    if plafond:
        combien = f"Dont {droit.agents} au plus" if droit.agents else "Aucun"
        regle = f"{plafond.valeur} % du programme au plus, {bref(plafond.article)}"
        agents = f"{combien} pour les agents de l'État ({regle})."
    dispense = (
        f"Dérogation : {pluriel(droit.dispenses, 'logement dispensé', 'logements dispensés')}."
        if droit.dispenses
        else ""
    )
    double = (
        "Ces logements entrent aussi dans l'assiette du flux "
        f"({programme.contenu.cadre.double_compte}) : ne comptez pas deux fois la part de l'État."
        if programme.contenu.cadre.double_compte
        else ""
    )
    return (autre, agents, dispense, double)


def nombre_fr(exact: Fraction) -> str:
    """Write an exact number with a decimal comma, at most two decimals: « 2,7 »."""
    return f"{float(exact):.2f}".rstrip("0").rstrip(".").replace(".", ",")


def publics_fr(programme: Programme) -> str:
    """Say what the dwellings for some publics call for (LA 4.2.2), empty when nothing."""
    regle, compte = programme.regles.publics, publics_specifiques(programme)
    textes = []
    if regle and compte:
        nombre, trop = compte
        part = f"{nombre} logements sur {len(programme.logements)} sont fléchés (âge ou handicap)"
        if trop:
            textes.append(
                f"{part}, plus de {regle.seuil.valeur} % : une dérogation se demande avec le "
                f"financement ({bref(regle.seuil.article)}). {_derogation_fr(programme)}"
            )
    if regle and Particularite.SENIORS in programme.contenu.operation.particularites:
        textes.append(
            f"Programme dédié aux {regle.age.valeur} ans et plus : une dérogation peut se "
            "demander, et les ménages ne sont labellisés qu'après leur entrée "
            f"({bref(regle.age.article)})."
        )
    return " ".join(textes)


def _derogation_fr(programme: Programme) -> str:
    derogation = programme.contenu.derogation
    if derogation is None:
        return f"À noter : /programme {programme.reference} derogation demandee=…"
    if derogation.repondu_le is None:
        return f"Demandée le {jour_fr(derogation.demandee_le)}, sans réponse encore."
    if not derogation.dispenses:
        return f"Refusée le {jour_fr(derogation.repondu_le)}."
    dispenses = pluriel(derogation.dispenses, "logement")
    return f"Accordée le {jour_fr(derogation.repondu_le)} pour {dispenses}."


def candidats_masques(candidats: Candidats, lecteur: Organisation, bailleur: Organisation) -> Liste:
    """List the candidates that a party may know: all for the bailleur, else its own."""
    lignes = tuple(
        f"n° {un.numero} : {un.numero_unique.masque} ({un.etat}"
        + (f", logement n° {un.logement}" if un.logement else "")
        + (f", {un.motif}" if un.motif else "")
        + ")"
        for un in candidats
        if un.etat is not EtatCandidat.RETIRE and lecteur.id in (bailleur.id, un.organisation)
    )
    return Liste(lignes)
