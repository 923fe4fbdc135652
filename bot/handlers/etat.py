"""/etat: health, dead destinations, notices stuck."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.handlers.arguments import Arguments
from bot.handlers.request import Contexte, Reply
from bot.presenters.durees import depuis_fr
from core.messages.limits import decouper_liste
from core.messages.model import Bloc, Champs, Gravite, Message, Paragraphe
from core.texte import liste_fr, pluriel
from storage.depots.releve import PERDUS, RECENTS
from storage.etat_du_service import EtatDuService, relever

RETARD = timedelta(minutes=10)
"""How late a send or an échéance may be before somebody must look."""


@dataclass(frozen=True)
class Bilan:
    """What an administrator must look after, as lines to read."""

    retards: tuple[str, ...]
    mortes: tuple[str, ...]
    bloques: tuple[str, ...]
    non_recus: tuple[str, ...]
    sans_accuse: tuple[str, ...]

    @property
    def soucis(self) -> int:
        """Count the points to look at; to wait for an acknowledgement is none."""
        return sum(map(len, (self.retards, self.mortes, self.bloques, self.non_recus)))


def etat(contexte: Contexte, arguments: Arguments) -> Reply:
    """Show what an administrator must look after, the worries first."""
    arguments.cles_permises((), "etat")
    service = relever(contexte.uow.connexion, contexte.maintenant)
    bilan = _bilan(contexte, service)
    blocs: list[Bloc] = []
    for intitule, lignes in (
        ("En retard", bilan.retards),
        ("Conversations mortes", bilan.mortes),
        ("Personne n'a reçu", bilan.non_recus),
        (f"Envoyés sans accusé de réception : {len(bilan.sans_accuse)}", bilan.sans_accuse),
        ("Non aboutis (les relancer : fluxbot outbox requeue ID)", bilan.bloques),
    ):
        if lignes:
            blocs += [Paragraphe(intitule), decouper_liste(lignes, 5)]
    blocs.append(Champs(tuple(_compteurs(service, contexte.maintenant))))
    if not bilan.soucis:
        return Reply(
            Message("État du service : tout va bien", tuple(blocs), gravite=Gravite.SUCCES)
        )
    titre = f"État du service : {pluriel(bilan.soucis, 'point')} à regarder"
    return Reply(Message(titre, tuple(blocs), gravite=Gravite.ALERTE))


def _bilan(contexte: Contexte, service: EtatDuService) -> Bilan:
    uow = contexte.uow
    trouves = [un for un in map(uow.avis.par_id, uow.avis.non_recus()) if un]
    return Bilan(
        tuple(_retards(service, contexte.maintenant)),
        tuple(
            f"{nom} · {plateforme} : {raison}" for nom, plateforme, raison in uow.canaux.mortes()
        ),
        tuple(
            f"envoi {un.id} · {un.genre} {un.reference} · {un.etat} : {un.raison}"
            for un in uow.envois.lister(PERDUS, 50)
            if un.regle_le and un.regle_le > contexte.maintenant - RECENTS
        ),
        tuple(un.reference for un in trouves if un.remis_le is None),
        tuple(un.reference for un in trouves if un.remis_le),
    )


def _retards(service: EtatDuService, maintenant: datetime) -> Iterator[str]:
    if service.echeance_due and maintenant - service.echeance_due > RETARD:
        yield f"une échéance, de {depuis_fr(service.echeance_due, maintenant)}"
    for plateforme, depuis in service.envois_dus.items():
        if maintenant - depuis > RETARD:
            yield f"un envoi par {plateforme}, de {depuis_fr(depuis, maintenant)}"
    if service.insistants:
        essayes = pluriel(service.insistants, "envoi essayé", "envois essayés")
        yield f"{essayes} sans succès : fluxbot outbox list"


def _compteurs(service: EtatDuService, maintenant: datetime) -> Iterator[tuple[str, str]]:
    """Give what is normal to see, in few words: it is read on a telephone."""
    for plateforme, jusqu_a in service.ecoutes.items():
        yield f"Écoute {plateforme}", f"il y a {depuis_fr(jusqu_a, maintenant)}"
    yield "Messages à traiter", str(service.arrivees)
    plus_ancien = min(service.envois_dus.values(), default=None)
    depuis = f", depuis {depuis_fr(plus_ancien, maintenant)}" if plus_ancien else ""
    yield "Envois en attente", f"{service.en_attente}{depuis}"
    sceau = service.dernier_sceau
    yield "Dernier sceau", f"il y a {depuis_fr(sceau, maintenant)}" if sceau else "aucun encore"
    copies = sorted({un.porteur for un in service.mandats if un.jusqu_a > maintenant})
    if len(copies) > 1:
        yield "Copies qui écoutent", liste_fr(un.split("/")[0] for un in copies)
