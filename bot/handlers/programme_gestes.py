"""What each action of /programme does with what was read."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from bot.handlers.actions import CONFIRME, Lus
from bot.handlers.conventions import convention_du_volet
from bot.handlers.request import Contexte, Reply
from bot.presenters import programmes_plans as plans
from bot.presenters import programmes_reponses as reponses
from bot.presenters import programmes_suites as suites
from core.domain.nommage import organisation_nommee
from core.domain.organisations import Nature, Organisation
from core.domain.programmes import Operation, Programme, Reunion
from core.errors import SaisieInvalide
from core.usecases import (
    programmes_abandonner,
    programmes_candidats,
    programmes_concertation,
    programmes_derogation,
    programmes_echec,
    programmes_livraison,
    programmes_notifier,
    programmes_plan,
    programmes_repartir,
    programmes_retenir,
)
from core.usecases.dossier import Acteur
from core.usecases.programmes_candidats import ListeProposee
from core.usecases.programmes_ouvrir import NouveauProgramme, ouvrir, reservataires_possibles
from storage.unit_of_work import UniteDeTravail


def nouveau(contexte: Contexte, _: None, lus: Lus) -> Reply:
    """Open a programme."""
    convention = convention_du_volet(contexte, "programmes")
    regles = convention.programmes
    assert regles is not None
    bailleur = contexte.membre.organisation
    possibles = reservataires_possibles(contexte.uow, bailleur, convention, regles)
    financeurs = tuple(
        (organisation_nommee(possibles, nom, "financeurs"), nombre)
        for nom, nombre in lus.get("financeurs", ())
    )
    operation = Operation(
        lus["residence"],
        lus["adresse"],
        lus["commune"],
        lus["qpv"],
        lus["nature_charges"],
        lus.get("particularites", ()),
    )
    demande = NouveauProgramme(
        operation, lus["livraison"], lus["logements"], financeurs, secrets.token_hex(16)
    )
    programme = ouvrir(
        contexte.uow, contexte.maintenant, contexte.acteur, bailleur, convention, demande
    )
    return Reply(reponses.ouvert(programme, contexte.maintenant), reference=programme.reference)


def plan(contexte: Contexte, _: None, lus: Lus) -> Reply:
    """Show the plan of a year's deliveries."""
    convention = convention_du_volet(contexte, "programmes")
    bailleur = contexte.membre.organisation
    un = programmes_plan.plan(contexte.uow, bailleur, convention, lus["annee"])
    return Reply(plans.plan(un))


def envoyer_plan(contexte: Contexte, _: None, lus: Lus) -> Reply:
    """Send it to the State's service."""
    convention = convention_du_volet(contexte, "programmes")
    un, muettes = programmes_plan.envoyer_le_plan(
        contexte.uow,
        contexte.maintenant,
        contexte.acteur,
        contexte.membre.organisation,
        convention,
        lus["annee"],
    )
    return Reply(plans.plan_envoye(un, muettes))


def livraison(contexte: Contexte, un: Programme, lus: Lus) -> Reply:
    """Move the delivery."""
    effet = programmes_livraison.deplacer(*_qui(contexte), un, lus["date"])
    return Reply(
        reponses.livraison(effet, un.livraison, contexte.maintenant), reference=un.reference
    )


def livre(contexte: Contexte, un: Programme, lus: Lus) -> Reply:
    """Note the delivery."""
    effet = programmes_livraison.livrer(*_qui(contexte), un, lus["date"])
    return Reply(reponses.livre(effet), reference=un.reference)


def notifier(contexte: Contexte, un: Programme, lus: Lus) -> Reply:
    """Send the notice."""
    effet = programmes_notifier.notifier(*_qui(contexte), un)
    return Reply(reponses.notifie(effet, contexte.maintenant), reference=un.reference)


def concertation(contexte: Contexte, un: Programme, lus: Lus) -> Reply:
    """Fix the meeting."""
    reunion = Reunion(lus["date"], lus.get("heure", ""), lus.get("lieu", ""))
    effet = programmes_concertation.fixer(*_qui(contexte), un, reunion)
    return Reply(reponses.concertation(effet, contexte.maintenant), reference=un.reference)


def repartir(contexte: Contexte, un: Programme, lus: Lus) -> Reply:
    """Say which dwellings are whose."""
    choix: dict[int, list[int]] = {}
    for nom, numeros in lus["logements"]:
        qui = _a_qui(un.reservataires, nom)
        choix.setdefault(qui.id, []).extend(numeros)
    effet = programmes_repartir.repartir(
        *_qui(contexte), un, choix, lus.get("agents", ()), confirme=lus[CONFIRME]
    )
    return Reply(reponses.reparti(effet), reference=un.reference)


def _a_qui(reservataires: Sequence[Organisation], nom: str) -> Organisation:
    if nom:
        return organisation_nommee(reservataires, nom, "logements")
    if len(reservataires) == 1:
        return reservataires[0]
    raise SaisieInvalide(
        "logements : dites à qui, un réservataire par ligne. "
        f'Exemple : logements="{reservataires[0].nom} : 1 3 5-7"',
        "logements",
    )


def derogation(contexte: Contexte, un: Programme, lus: Lus) -> Reply:
    """Note that it was asked, or answer it."""
    if contexte.membre.organisation.nature is Nature.ETAT:
        effet = programmes_derogation.repondre(*_qui(contexte), un, lus["accordee"])
    else:
        effet = programmes_derogation.demander(*_qui(contexte), un, lus["demandee"])
    return Reply(reponses.derogation(effet), reference=un.reference)


def candidats(contexte: Contexte, un: Programme, lus: Lus) -> Reply:
    """Name candidates."""
    numeros = lus["numeros"]
    liste = ListeProposee(
        contexte.acteur,
        contexte.membre.organisation,
        numeros,
        tuple(secrets.token_hex(16) for _ in numeros),
        contexte.requete.conversation,
        contexte.requete.message,
        lus.get("logement"),
        lus[CONFIRME],
    )
    reponse = programmes_candidats.proposer(contexte.uow, contexte.maintenant, un, liste)
    return _liste(contexte, reponse)


def valider(contexte: Contexte, un: Programme, lus: Lus) -> Reply:
    """Confirm a number that looked wrong."""
    reponse = programmes_candidats.valider(*_qui(contexte), un, lus["candidat"])
    return _liste(contexte, reponse)


def retirer(contexte: Contexte, un: Programme, lus: Lus) -> Reply:
    """Withdraw a candidate."""
    reponse = programmes_candidats.retirer(*_qui(contexte), un, lus["candidat"])
    return _liste(contexte, reponse, retire=lus["candidat"])


def _liste(
    contexte: Contexte, reponse: programmes_candidats.Reponse, retire: int | None = None
) -> Reply:
    lecteur = contexte.membre.organisation
    message = suites.liste(reponse, lecteur, contexte.maintenant, retire)
    return Reply(message, reference=reponse.programme.reference)


def echec(contexte: Contexte, un: Programme, lus: Lus) -> Reply:
    """Note that a candidate fails."""
    dit = programmes_echec.Echec(lus["candidat"], lus["motif"], lus.get("logement"))
    effet = programmes_echec.echouer(*_qui(contexte), un, dit)
    return Reply(suites.echec(effet, lus["candidat"]), reference=un.reference)


def carence(contexte: Contexte, un: Programme, lus: Lus) -> Reply:
    """Note that nobody was named for a dwelling."""
    effet = programmes_echec.constater_la_carence(*_qui(contexte), un, lus["logement"])
    return Reply(suites.carence(effet, lus["logement"]), reference=un.reference)


def retenir(contexte: Contexte, un: Programme, lus: Lus) -> Reply:
    """Note who is retained."""
    effet = programmes_retenir.retenir(*_qui(contexte), un, lus["candidat"], lus["logement"])
    return Reply(suites.retenu(effet, lus["candidat"]), reference=un.reference)


def abandonner(contexte: Contexte, un: Programme, lus: Lus) -> Reply:
    """Give the programme up."""
    effet = programmes_abandonner.abandonner(*_qui(contexte), un, lus["motif"])
    return Reply(reponses.abandonne(effet), reference=un.reference)


def _qui(contexte: Contexte) -> tuple[UniteDeTravail, datetime, Acteur, Organisation]:
    """Give what every use case begins with."""
    return contexte.uow, contexte.maintenant, contexte.acteur, contexte.membre.organisation
