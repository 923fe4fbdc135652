"""Every notice from the bailleur's answer to the lease."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from core.domain.avis import AvisDeVacance, Etat, Livraison
from core.domain.envois import Genre
from core.domain.offres import delai_offre
from core.domain.organisations import Organisation
from core.domain.parcours import (
    Condition,
    Decision,
    Instance,
    Parcours,
    Presentation,
    ReponseMenage,
    Visite,
)
from tests.builders import LE_PORT, SIDR, des_termes
from tests.golden.decor import Cas, avis_de, jours_avant

LE, NOTIFIEE = date(2026, 12, 15), date(2026, 12, 16)
EN_CALEOL, ATTRIBUE = avis_de(Etat.EN_CALEOL), avis_de(Etat.ATTRIBUE)
DESIGNE = avis_de(Etat.DESIGNE)
SIGNE = avis_de(Etat.BAIL_SIGNE, livraison=Livraison.BAIL, livre_le=date(2027, 1, 4))
REFUSE = avis_de(
    Etat.REFUSE_PAR_TOUS, livraison=Livraison.REFUS_PAR_TOUS, livre_le=date(2026, 12, 28)
)
REPRIS = avis_de(Etat.ATTRIBUE, tour=2, premiere=None)
SANS_ATTRIBUTAIRE = avis_de(Etat.SANS_ATTRIBUTAIRE, tour=2)
DE_NOUVEAU = avis_de(Etat.OUVERT, tour=2)

INDECISE = Parcours()
PRESENTEE = Parcours(presentation=Presentation.PRESENTEE)
ECARTEE = Parcours(presentation=Presentation.ECARTEE, difficulte="pièce manquante")
RANG_1 = replace(PRESENTEE, decision=Decision.ATTRIBUTION, decide_le=LE, rang=1)
RANG_2 = replace(RANG_1, rang=2)
DU_BAILLEUR = replace(RANG_1, instance=Instance.BAILLEUR)
NON_ATTRIBUEE = replace(
    PRESENTEE,
    decision=Decision.NON_ATTRIBUTION,
    decide_le=LE,
    motif="ressources au-dessus du plafond",
)
REFUSEE_DEUX_FOIS = replace(NON_ATTRIBUEE, precedents=(NON_ATTRIBUEE,))
IRRECEVABLE = replace(PRESENTEE, decision=Decision.IRRECEVABILITE, decide_le=LE)
CONDITION = replace(RANG_1, condition=Condition("situation régularisée", date(2027, 1, 15)))
REMPLIE = replace(RANG_1, condition=Condition("situation régularisée", date(2027, 1, 15), True, LE))
MANQUEE = replace(
    RANG_1, condition=Condition("situation régularisée", date(2027, 1, 15), False, LE)
)
OFFRE = replace(RANG_1, offre=delai_offre(NOTIFIEE, des_termes()), notifiee_le=NOTIFIEE)
ACCEPTEE = replace(OFFRE, reponse=ReponseMenage.ACCEPTE, repondu_le=date(2026, 12, 20))
SUSPENDUE = replace(OFFRE, rang=2, suspendue=True)
REFUSEE = replace(
    OFFRE,
    reponse=ReponseMenage.REFUSE,
    repondu_le=date(2026, 12, 20),
    motif_refus="logement trop petit",
)
MUETTE = replace(OFFRE, reponse=ReponseMenage.SILENCE, repondu_le=date(2026, 12, 28))
SIGNEE = replace(ACCEPTEE, bail_le=date(2027, 1, 4))
UN = {"numero": "1"}
SILENCE = {"numero": "1", "silence": "du 27/12/2026 à 08:00 au 31/12/2026 à 09:15"}


def _visites() -> list[Cas]:
    """A visit that the bailleur notes, a bon de visite that the réservataire notes."""
    faite = replace(RANG_1, visites=(Visite(LE, False, SIDR.nom),))
    bon = replace(RANG_1, visites=(Visite(LE, True, LE_PORT.nom),))
    return [
        Cas("visite-reservataire", Genre.VISITE, ATTRIBUE, LE_PORT, faits=UN, parcours=(faite,)),
        Cas("visite-bon-bailleur", Genre.VISITE, ATTRIBUE, SIDR, faits=UN, parcours=(bon,)),
    ]


def _reponses() -> list[Cas]:
    """What each party reads of an answer, or of a silence, and of who comes next."""
    cas = []
    lecteurs: dict[str, Organisation] = {"reservataire": LE_PORT, "bailleur": SIDR}
    for qui, lecteur in lecteurs.items():
        for nom, avis, faits, parcours in (
            ("silence", ATTRIBUE, UN, (MUETTE, RANG_2)),
            ("silence-non-ecoute", ATTRIBUE, SILENCE, (MUETTE, RANG_2)),
            ("refuse-par-tous", REFUSE, UN, (MUETTE, NON_ATTRIBUEE)),
        ):
            genre = Genre.REPONSE_MENAGE
            cas.append(Cas(f"{nom}-{qui}", genre, avis, lecteur, 0, faits, parcours=parcours))
    return cas


def _suivis() -> list[Cas]:
    """What the avis itself becomes for each party."""
    cas = []
    for nom, avis, parcours in (
        ("en-caleol", EN_CALEOL, (PRESENTEE, ECARTEE, INDECISE)),
        ("attribue", ATTRIBUE, (OFFRE, RANG_2, NON_ATTRIBUEE)),
        ("bail-signe", SIGNE, (SIGNEE, RANG_2)),
        ("refuse-par-tous", REFUSE, (REFUSEE, MUETTE)),
        ("sans-attributaire", SANS_ATTRIBUTAIRE, ()),
        ("de-nouveau-ouvert", DE_NOUVEAU, (Parcours(precedents=(NON_ATTRIBUEE,)),)),
    ):
        for qui, lecteur in (("reservataire", LE_PORT), ("bailleur", SIDR)):
            genre = Genre.MISE_A_JOUR
            cas.append(Cas(f"mise-a-jour-{nom}-{qui}", genre, avis, lecteur, parcours=parcours))
    return cas


def _du(nom: str, genre: Genre, *parcours: Parcours, avis: AvisDeVacance = ATTRIBUE) -> Cas:
    """Give a notice about candidate n° 1, read by the réservataire."""
    return Cas(nom, genre, avis, LE_PORT, faits=UN, parcours=parcours)


SUITES = (
    _du("retour-presente", Genre.RETOUR, PRESENTEE, INDECISE, INDECISE, avis=EN_CALEOL),
    _du("retour-ecarte", Genre.RETOUR, ECARTEE, INDECISE, INDECISE, avis=DESIGNE),
    _du("decision-attribution", Genre.DECISION, RANG_1, INDECISE),
    _du("decision-du-bailleur", Genre.DECISION, DU_BAILLEUR),
    _du("decision-sous-condition", Genre.DECISION, CONDITION, RANG_2),
    _du("decision-condition-manquee", Genre.DECISION, MANQUEE, RANG_2),
    _du("decision-condition-remplie", Genre.DECISION, REMPLIE, RANG_2),
    _du("decision-non-attribution", Genre.DECISION, NON_ATTRIBUEE, INDECISE, avis=EN_CALEOL),
    _du("decision-irrecevable", Genre.DECISION, IRRECEVABLE, RANG_1),
    _du("offre", Genre.OFFRE, OFFRE, RANG_2),
    _du("offre-suspendue-reservataire", Genre.OFFRE_SUSPENDUE, SUSPENDUE, ACCEPTEE),
    Cas(
        "offre-suspendue-bailleur",
        Genre.OFFRE_SUSPENDUE,
        ATTRIBUE,
        SIDR,
        faits=UN,
        parcours=(SUSPENDUE, ACCEPTEE),
    ),
    Cas("reprise-reservataire", Genre.REPRISE, REPRIS, LE_PORT, parcours=(ACCEPTEE,)),
    Cas("reprise-bailleur", Genre.REPRISE, REPRIS, SIDR, parcours=(ACCEPTEE,)),
    _du("reponse-accepte", Genre.REPONSE_MENAGE, ACCEPTEE, RANG_2),
    _du("reponse-refuse", Genre.REPONSE_MENAGE, REFUSEE, RANG_2),
    _du("bail", Genre.BAIL, SIGNEE, avis=SIGNE),
    _du("avis-sans-attributaire", Genre.AVIS, avis=SANS_ATTRIBUTAIRE),
    Cas(
        "rappel-offre-3-jours",
        Genre.RAPPEL_OFFRE,
        ATTRIBUE,
        SIDR,
        faits={**UN, "jours": "3"},
        parcours=(OFFRE, RANG_2),
        le=jours_avant(OFFRE.offre, 3),
    ),
    Cas(
        "rappel-offre-veille",
        Genre.RAPPEL_OFFRE,
        ATTRIBUE,
        SIDR,
        faits={**UN, "jours": "1"},
        parcours=(OFFRE, RANG_2),
        le=jours_avant(OFFRE.offre, 1),
    ),
    Cas(
        "rappel-offre-dernier-jour",
        Genre.RAPPEL_OFFRE,
        ATTRIBUE,
        SIDR,
        faits={**UN, "jours": "1"},
        parcours=(OFFRE, RANG_2),
        le=jours_avant(OFFRE.offre, 0),
    ),
    _du("decision-en-retard", Genre.DECISION, SIGNEE, avis=SIGNE),
    _du("reponse-en-retard", Genre.REPONSE_MENAGE, SIGNEE, avis=SIGNE),
    _du("decision-de-nouveau-ouvert", Genre.DECISION, REFUSEE_DEUX_FOIS, avis=DE_NOUVEAU),
    Cas("condition", Genre.RAPPEL_CONDITION, ATTRIBUE, SIDR, faits=UN, parcours=(CONDITION,)),
    *_visites(),
    *_reponses(),
    *_suivis(),
)
