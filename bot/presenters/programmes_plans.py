"""What is answered about the plan of a year's deliveries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.presenters.programmes_fiches import dans_fr
from bot.presenters.programmes_message import muettes_fr
from bot.presenters.textes_fr import rediger
from core.domain.calendrier import jour_local
from core.domain.envois import Envoi
from core.domain.organisations import Organisation
from core.domain.programmes_dates import bref
from core.messages.model import Bloc, Bouton, Gravite, Liste, Message, Paragraphe
from core.texte import de, jour_fr, pluriel
from core.usecases.programmes_plan import Plan
from core.usecases.programmes_plan import plan as lire_le_plan
from storage.unit_of_work import UniteDeTravail


def plan(un: Plan) -> Message:
    """Show the plan of a year's deliveries."""
    lignes = _lignes(un)
    etat = "déjà envoyé" if un.envoye else f"à envoyer avant le {jour_fr(un.du_le)}"
    combien = pluriel(len(lignes), "programme") if lignes else "aucun programme"
    titre = f"Livraisons {un.annee} {de(un.bailleur.nom)} : {combien}"
    blocs: tuple[Bloc, ...] = (
        Paragraphe(f"Plan {etat} ({bref(un.article)}). C'est une prévision, elle peut changer."),
        Liste(lignes) if lignes else Paragraphe("Aucune livraison prévue cette année-là."),
    )
    arguments = {"action": "envoyer_plan", "annee": str(un.annee)}
    return Message(titre, blocs, (Bouton("Envoyer le plan", "programme", arguments),))


def plan_envoye(un: Plan, muettes: Sequence[Organisation]) -> Message:
    """Confirm that the plan was sent."""
    quoi = "Aucune livraison annoncée"
    if un.programmes:
        quoi = pluriel(len(un.programmes), "programme annoncé", "programmes annoncés")
    texte = f"{quoi} à l'État ({bref(un.article)}). Si la prévision change, renvoyez le plan."
    blocs = [Paragraphe(texte)]
    if muettes:
        blocs.append(Paragraphe(muettes_fr(muettes)))
    titre = f"Plan des livraisons {un.annee} envoyé"
    return Message(titre, tuple(blocs), gravite=Gravite.ALERTE if muettes else Gravite.SUCCES)


def presenter_plan(uow: UniteDeTravail, envoi: Envoi, maintenant: datetime) -> Message | None:
    """Tell the State's service of a bailleur's deliveries, as they stand when it is sent."""
    un = _lire(uow, envoi, int(envoi.faits["bailleur"]))
    if un is None:
        return None
    message = rediger("programmes/reservataire_plan", **_faits(un))
    liste = (Liste(_lignes(un)),) if un.programmes else ()
    return replace(message, blocs=(*message.blocs, *liste))


def presenter_rappel_du_plan(
    uow: UniteDeTravail, envoi: Envoi, maintenant: datetime
) -> Message | None:
    """Remind a bailleur of the plan, unless it was sent meanwhile."""
    un = _lire(uow, envoi, envoi.organisation or 0)
    if un is None or un.envoye:
        return None
    zone = uow.conventions[envoi.faits["convention"]].zone
    jour = jour_local(maintenant, zone)
    message = rediger(
        "programmes/bailleur_rappel_plan",
        **_faits(un),
        dans=dans_fr(un.du_le, jour),
        retard=max(0, (jour - un.du_le).days),
    )
    arguments = {"action": "envoyer_plan", "annee": str(un.annee)}
    boutons = (
        Bouton("Envoyer le plan", "programme", arguments),
        Bouton("Voir le plan", "programme", {"action": "plan", "annee": str(un.annee)}),
    )
    return replace(message, boutons=boutons, gravite=Gravite.ALERTE)


def _lire(uow: UniteDeTravail, envoi: Envoi, bailleur: int) -> Plan | None:
    convention = uow.conventions.get(envoi.faits["convention"])
    if convention is None:
        return None
    organisation = uow.organisations.par_id(bailleur)
    return lire_le_plan(uow, organisation, convention, int(envoi.faits["annee"]))


def _faits(un: Plan) -> dict[str, Any]:
    return {
        "bailleur": un.bailleur.nom,
        "annee": un.annee,
        "programmes": len(un.programmes),
        "du_le": jour_fr(un.du_le),
        "article": bref(un.article),
    }


def _lignes(un: Plan) -> tuple[str, ...]:
    return tuple(
        f"{une.reference} · {une.contenu.operation.residence}, {une.contenu.operation.commune} · "
        f"{jour_fr(une.livraison)} · {pluriel(len(une.logements), 'logement')}"
        for une in un.programmes
    )
