"""The parts of a message about an avis: its dwelling, échéances, head and buttons."""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.numbers import format_currency

from bot.presenters.attente import attente
from bot.presenters.parcours import details, etapes
from core.domain.avis import A_DECIDER, CLOS, EN_ATTENTE, AvisDeVacance, Etat, attend_une_reception
from core.domain.candidatures import Candidature, EtatCandidature, actives, presentables
from core.domain.convention import ModeReception
from core.domain.delais import Echeance, echeance_fr
from core.domain.journal import TETE_AFFICHEE
from core.domain.organisations import Organisation
from core.messages.model import Bouton, Champs, Code, Liste, Paragraphe
from core.texte import jour_fr, pluriel

LIBELLES_CHAMPS = {
    "commune": "commune",
    "quartier": "quartier",
    "qpv": "QPV",
    "type": "type",
    "loyer": "loyer",
    "charges": "charges",
    "financement": "financement",
    "annee": "année",
    "pmr": "PMR",
    "ascenseur": "ascenseur",
    "rpls": "RPLS",
    "reference": "code du bailleur",
    "dependances": "dépendances",
    "preavis": "préavis",
    "disponible": "disponible",
}


PAR_BLOC = 10
"""Candidates a block: a message too long for its platform drops whole blocks."""


def euros(montant: Decimal) -> str:
    """Write an amount as French does: « 512,30 € »."""
    return format_currency(montant, "EUR", locale="fr_FR")


def oui_non(valeur: bool) -> str:
    """Write a truth value."""
    return "oui" if valeur else "non"


def logement(avis: AvisDeVacance) -> Champs:
    """Describe the dwelling in few lines, what is known only."""
    un = avis.logement
    lieu = " · ".join(mot for mot in (un.commune, un.quartier) if mot)
    qpv = {True: " (en QPV)", False: " (hors QPV)", None: ""}[un.qpv]
    pmr = {True: "accessible PMR", False: "non accessible PMR", None: ""}[un.pmr]
    ascenseur = {True: "ascenseur", False: "sans ascenseur", None: ""}[un.ascenseur]
    lignes = [
        ("Lieu", lieu + qpv),
        (
            "Logement",
            " · ".join(
                mot for mot in (un.type, un.financement, f"{un.annee}" if un.annee else None) if mot
            ),
        ),
        (
            "Loyer",
            euros(un.loyer) + (f" + {euros(un.charges)} de charges" if un.charges else "")
            if un.loyer is not None
            else "",
        ),
        ("Accès", ", ".join(mot for mot in (pmr, ascenseur) if mot)),
        (
            "Préavis",
            "" if un.preavis is None else f"{un.preavis} mois" if un.preavis else "déjà libre",
        ),
        ("Disponible", jour_fr(un.disponible) if un.disponible else ""),
        ("Dépendances", un.dependances or ""),
        ("Repère", " · ".join(mot for mot in (un.rpls and f"RPLS {un.rpls}", un.reference) if mot)),
    ]
    return Champs(tuple((nom, valeur) for nom, valeur in lignes if valeur))


def champs_fr(noms: Sequence[str]) -> str:
    """Name fields of a dwelling as people read them."""
    return ", ".join(LIBELLES_CHAMPS[nom] for nom in noms)


def autres_lectures(echeance: Echeance) -> tuple[Liste, ...]:
    """List the dates that other readings give; they do not act."""
    if not echeance.autres:
        return ()
    return (
        Liste(
            tuple(
                f"autre lecture, sans effet ici ({une.intitule}) : "
                f"{jour_fr(une.dernier_jour)} à 24 h"
                for une in echeance.autres
            )
        ),
    )


def explication(echeance: Echeance) -> Paragraphe:
    """Explain an échéance in one sentence."""
    texte = echeance.resume
    return Paragraphe(texte[0].upper() + texte[1:] + ".")


def tete(empreinte: str | None) -> tuple[Code, ...]:
    """Show the head of the dossier's chain, for later verification."""
    return (Code(f"journal {empreinte[:TETE_AFFICHEE]}"),) if empreinte else ()


def jours_restants(echeance: Echeance, zone: str, maintenant: datetime) -> int:
    """Count the days from today to the last one, in the convention's zone; 0 on the last day."""
    return (echeance.dernier_jour - maintenant.astimezone(ZoneInfo(zone)).date()).days


def reste(echeance: Echeance, zone: str, maintenant: datetime) -> str:
    """Count the days left before an échéance, in the convention's zone."""
    jours = jours_restants(echeance, zone, maintenant)
    if jours < 0:
        return "délai passé"
    return "dernier jour" if jours == 0 else f"encore {pluriel(jours, 'jour')}"


def visibles(
    avis: AvisDeVacance, liste: Sequence[Candidature], lecteur: Organisation
) -> list[Candidature]:
    """Give the candidates that a party may know: one that only helps knows its own."""
    partie = lecteur.id in (avis.bailleur.id, avis.reservataire.id)
    return [une for une in liste if partie or une.organisation == lecteur.id]


def resume_etat(
    avis: AvisDeVacance,
    liste: Sequence[Candidature],
    lecteur: Organisation,
    maintenant: datetime,
) -> tuple[tuple[str, str], ...]:
    """Give the state, the échéance, the days left and the candidates, as labelled lines."""
    candidats = len(presentables(liste))
    lignes = [("État", avis.etat.value)]
    if avis.echeance:
        lignes.append((f"Échéance ({avis.echeance.nature.libelle})", echeance_fr(avis.echeance)))
        if avis.etat in EN_ATTENTE:
            lignes.append(("Reste", reste(avis.echeance, avis.termes.zone, maintenant)))
    elif attend_une_reception(avis):
        lignes.append(("Échéance", f"aucune ({attente(avis)})"))
    minimum = avis.termes.candidats.minimum.valeur
    if avis.etat is not Etat.BROUILLON:
        lignes.append(("Candidats", f"{candidats} sur {minimum}"))
    if avis.renfort:
        lignes.append(("Ouvert aussi à", avis.renfort.nom))
    if avis.etat in A_DECIDER or avis.etat in CLOS:
        connues = visibles(avis, actives(liste), lecteur)
        lignes += [(f"n° {une.numero}", etapes(une)) for une in connues if une.parcours.issue]
    if avis.livraison and avis.livre_le:
        lignes.append(("Compte comme livré", f"{avis.livraison}, le {jour_fr(avis.livre_le)}"))
    return tuple(lignes)


def candidats_masques(
    liste: Sequence[Candidature], connus: Set[int] = frozenset()
) -> tuple[Liste, ...]:
    """List candidates with masked numbers, and what became of each; a few a block.

    `connus`: the numbers of those whose name and contact details are read on the signed page.
    """
    lignes = [
        f"n° {une.numero} : {une.numero_unique.masque} ({details(une)})"
        + (" · coordonnées transmises" if une.numero in connus else "")
        for une in liste
        if une.etat is not EtatCandidature.RETIREE
    ]
    return tuple(
        Liste(tuple(lignes[debut : debut + PAR_BLOC])) for debut in range(0, len(lignes), PAR_BLOC)
    )


def bouton_rendre(avis: AvisDeVacance) -> Bouton:
    """Hand back, after confirmation."""
    return Bouton(
        "Rendre",
        "rendre",
        {"reference_avis": avis.reference},
        f"C'est définitif : rendre {avis.reference}, le logement ne vous sera plus réservé et ne "
        f"comptera pas dans votre flux. {avis.bailleur.nom} en disposera.",
    )


def boutons(
    avis: AvisDeVacance, lecteur: Organisation, *, par_courriel: bool = False
) -> tuple[Bouton, ...]:
    """Give what the reader may do about the avis in its present state.

    What left by e-mail, or goes there now, is acknowledged by a person.
    """
    ref = {"reference_avis": avis.reference}
    voir = Bouton("Voir", "avis", ref)
    if lecteur.id == avis.bailleur.id:
        lire = (Bouton("Lire les numéros", "numeros", ref),)
        a_lire = par_courriel and avis.etat in A_DECIDER
        return (*(lire if a_lire else ()), *_boutons_bailleur(avis, ref), voir)
    choix: list[Bouton] = []
    sien = lecteur.id == avis.reservataire.id
    accuse = avis.termes.reception.valeur is ModeReception.ACCUSE
    if sien and attend_une_reception(avis) and (accuse or par_courriel or avis.remis_le):
        choix.append(Bouton("Accuser réception", "accuser", ref))
    if avis.etat in EN_ATTENTE or avis.etat is Etat.INCOMPLET:
        choix.append(Bouton("Proposer des candidats", "candidats", ref))
    choix.append(voir)
    if sien and avis.etat in EN_ATTENTE:
        choix.append(bouton_rendre(avis))
    return tuple(choix)


def _boutons_bailleur(avis: AvisDeVacance, ref: dict[str, str]) -> tuple[Bouton, ...]:
    if avis.etat is Etat.BROUILLON:
        return (Bouton("Compléter l'avis", "vacance", ref),)
    return tuple(Bouton(libelle, commande, ref) for libelle, commande in _SUITES.get(avis.etat, ()))


_RETOUR, _DECISION = ("Présenter ou écarter", "retour"), ("Décision de CALEOL", "caleol")
_SUITES = {
    Etat.DESIGNE: (_RETOUR, _DECISION),
    Etat.INCOMPLET: (("Compléter la liste", "completer"), _RETOUR, _DECISION),
    Etat.EN_CALEOL: (_DECISION, _RETOUR),
    Etat.ATTRIBUE: (
        ("Offre notifiée", "offre"),
        ("Réponse", "reponse"),
        ("Bail signé", "bail"),
        _DECISION,
    ),
}
"""What the bailleur may do next, by state; « Voir » comes after, five buttons in all."""
