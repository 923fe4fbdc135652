"""The questions of /programme, for the present state of the programme."""

from __future__ import annotations

from bot.handlers.actions import Saisies
from bot.handlers.conventions import convention_du_volet
from bot.handlers.numeros_saisis import lire_numeros
from bot.handlers.request import Contexte
from core.domain.organisations import Nature
from core.domain.programmes import A_LIVRER, EtatProgramme, Programme
from core.domain.programmes_candidats import INADAPTEE, REFUS, ouverts
from core.domain.regles_programmes import Destinataires, ReglesProgrammes
from core.errors import TransitionImpossible
from core.messages.forms import Champ
from core.messages.saisies import (
    lire_annee,
    lire_date,
    lire_lieu,
    lire_numero,
    lire_oui_non,
    lire_sans_personne,
)
from core.messages.saisies_programme import (
    lire_echec,
    lire_heure,
    lire_logements,
    lire_nombre,
    lire_numero_de_logement,
    lire_numeros_de_logements,
    lire_particularites,
    lire_parts,
    lire_repartition,
)
from core.usecases.programmes_commun import exiger_a_livrer, exiger_a_pourvoir

OUI_NON = ("oui", "non")
CANDIDAT = Champ("candidat", "N° du candidat", lire_numero, "Son numéro dans ce programme : 1, 2…")


def _numeros(champ: str, texte: str) -> object:
    return lire_numeros(texte.split())


def champs_nouveau(contexte: Contexte, _: None, saisies: Saisies) -> tuple[Champ, ...]:
    """Ask all that the notice will say; who financed, where the convention tells those."""
    regles = convention_du_volet(contexte, "programmes").programmes
    assert regles is not None
    charges = "Ce que les charges comprennent. Exemple : eau, chauffage, ordures ménagères"
    return (
        Champ("residence", "Nom de la résidence", lire_lieu, "Exemple : Les Filaos"),
        Champ("adresse", "Adresse complète", lire_lieu, "Exemple : 12 rue des Lilas, 44000 Nantes"),
        Champ("commune", "Commune", lire_lieu, "Exemple : Nantes"),
        Champ("qpv", "En quartier prioritaire (QPV) ?", lire_oui_non, "", OUI_NON),
        Champ("livraison", "Livraison prévue le", lire_date, "Exemple : 15/01/2027"),
        Champ(
            "logements",
            "Logements, un par ligne",
            lire_logements,
            "Type, financement, loyer, charges ; « 3 x » devant pour trois pareils ; « asv » ou "
            "« jeunes » derrière. Exemple : 3 x T3 PLUS 512,30 85",
            long=True,
        ),
        Champ("nature_charges", "Nature des charges", lire_sans_personne, charges),
        *_financeurs(regles),
        Champ(
            "particularites",
            "Particularités",
            lire_particularites,
            "inclusif, participatif, gens du voyage, frange (de QPV), seniors ; rien sinon",
            requis=False,
        ),
    )


def _financeurs(regles: ReglesProgrammes) -> tuple[Champ, ...]:
    if regles.destinataires.valeur is not Destinataires.FINANCEURS:
        return ()
    aide = "Un par ligne, avec son nombre de logements. Exemple : Le Port 4"
    return (Champ("financeurs", "Qui a financé", lire_parts, aide, long=True),)


def champs_annee(contexte: Contexte, _: None, saisies: Saisies) -> tuple[Champ, ...]:
    """Ask of which year the plan is."""
    return (Champ("annee", "Année des livraisons", lire_annee, "Exemple : 2027"),)


def champs_livraison(contexte: Contexte, un: Programme, saisies: Saisies) -> tuple[Champ, ...]:
    """Ask the new delivery date."""
    exiger_a_livrer(un, "déplacer sa livraison")
    return (Champ("date", "Nouvelle date de livraison", lire_date, "Exemple : 15/01/2027"),)


def champs_livre(contexte: Contexte, un: Programme, saisies: Saisies) -> tuple[Champ, ...]:
    """Ask the day of the delivery."""
    exiger_a_livrer(un, "noter sa livraison")
    return (Champ("date", "Livré le", lire_date, "Exemple : 15/01/2027"),)


def champs_concertation(contexte: Contexte, un: Programme, saisies: Saisies) -> tuple[Champ, ...]:
    """Ask when and where the réservataires meet."""
    exiger_a_livrer(un, "fixer sa concertation")
    return (
        Champ("date", "Date de la réunion", lire_date, "Exemple : 15/10/2026"),
        Champ("heure", "Heure", lire_heure, "Exemple : 14h30", requis=False),
        Champ("lieu", "Lieu", lire_lieu, "Exemple : hôtel de ville", requis=False),
    )


def champs_repartir(contexte: Contexte, un: Programme, saisies: Saisies) -> tuple[Champ, ...]:
    """Ask which dwellings are whose."""
    exiger_a_livrer(un, "répartir ses logements")
    noms = [une.nom for une in un.reservataires]
    aide = "Exemple : 1 3 5-7"
    if len(noms) > 1:
        aide = f"Un réservataire par ligne. Exemple : {noms[0]} : 1 3 5-7"
    champ = Champ("logements", "Numéros des logements", lire_repartition, aide, long=True)
    if un.regles.plafond_agents is None:
        return (champ,)
    aide_agents = "Parmi eux, ceux des agents de l'État. Exemple : 4"
    lecteur = lire_numeros_de_logements
    return (champ, Champ("agents", "Dont agents", lecteur, aide_agents, requis=False))


def champs_derogation(contexte: Contexte, un: Programme, saisies: Saisies) -> tuple[Champ, ...]:
    """Ask the bailleur when it asked, and the État what it answers."""
    exiger_a_livrer(un, "demander une dérogation")
    if contexte.membre.organisation.nature is Nature.ETAT:
        aide = "Logements dispensés du contingent ; 0 pour refuser"
        return (Champ("accordee", "Logements dispensés", lire_nombre, aide),)
    return (Champ("demandee", "Demandée le", lire_date, "En même temps que le financement"),)


def champs_candidats(contexte: Contexte, un: Programme, saisies: Saisies) -> tuple[Champ, ...]:
    """Ask the numbers, and for which dwelling if that is known."""
    exiger_a_pourvoir(un, "proposer des candidats pour")
    aide = "18 caractères chacun, séparés par des espaces"
    numeros = Champ("numeros", "Numéros uniques", _numeros, aide, long=True)
    return (numeros, *_logement(un, contexte.membre.organisation.id, requis=False))


def champs_un_candidat(contexte: Contexte, un: Programme, saisies: Saisies) -> tuple[Champ, ...]:
    """Ask which candidate."""
    exiger_a_pourvoir(un, "changer la liste de")
    return (CANDIDAT,)


def champs_echec(contexte: Contexte, un: Programme, saisies: Saisies) -> tuple[Champ, ...]:
    """Ask who fails and why; on which dwelling, when it may be one of several."""
    exiger_a_pourvoir(un, "noter un échec pour")
    motif = Champ("motif", "Pourquoi", lire_echec, "Exemple : refus du ménage", (INADAPTEE, REFUS))
    aide = "Si le candidat n'est nommé pour aucun en particulier"
    lecteur = lire_numero_de_logement
    return (CANDIDAT, motif, Champ("logement", "Logement", lecteur, aide, requis=False))


def champs_carence(contexte: Contexte, un: Programme, saisies: Saisies) -> tuple[Champ, ...]:
    """Ask for which dwelling nobody was named."""
    exiger_a_pourvoir(un, "constater une carence pour")
    return (Champ("logement", "Logement sans candidat", lire_numero_de_logement, "Exemple : 2"),)


def champs_retenir(contexte: Contexte, un: Programme, saisies: Saisies) -> tuple[Champ, ...]:
    """Ask who is retained, and for which dwelling."""
    exiger_a_pourvoir(un, "retenir un candidat pour")
    return (
        CANDIDAT,
        Champ("logement", "Logement", lire_numero_de_logement, "Exemple : 2"),
    )


def champs_abandonner(contexte: Contexte, un: Programme, saisies: Saisies) -> tuple[Champ, ...]:
    """Ask why the programme is given up."""
    if un.etat not in A_LIVRER:
        raise TransitionImpossible(
            f"{un.reference} est « {un.etat} » : un programme {EtatProgramme.LIVRE} ne s'abandonne "
            "pas."
        )
    aide = "Sans nommer personne. Exemple : opération annulée"
    return (Champ("motif", "Pourquoi", lire_sans_personne, aide, long=True),)


def _logement(un: Programme, organisation: int, *, requis: bool) -> tuple[Champ, ...]:
    siens = ouverts(un, organisation)
    if len(siens) < 2:
        return ()
    aide = f"Pour l'un d'eux seulement : {siens[0]}, {siens[1]}…"
    lecteur = lire_numero_de_logement
    return (Champ("logement", "Logement", lecteur, aide, requis=requis),)
